"""Words of the language, and where a short one cannot end: 三保 in 三保障, for 保障 is one and 障 hardly begins one.

Build time only: the counts come from the word list that jieba carries (dict.txt: word, frequency, part of speech).
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_LONGEST = 3
"""Only words this short are found by accident."""
_BINDS = 0.25
"""A character is glued to the one before where words that begin with the two are at least this part as frequent as
words that begin with it: 保障 against 障碍… 2.5, 免费 against 费用… 0.27; 保底 against 底线… 0.004."""


@cache
def _dictionary() -> dict[str, int]:
    """Return the frequency of each word."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        return {}
    lines = (Path(spec.origin).parent / "dict.txt").read_text("utf-8").splitlines()
    return {word: int(frequency) for word, frequency, _ in (line.split(" ") for line in lines)}


def is_word(text: str) -> bool:
    """Tell whether a text is a word of the dictionary."""
    return text in _dictionary()


def first_word(text: str, longest: int = 8) -> str:
    """Return the longest word of the dictionary that a text begins with, empty where it begins with none."""
    lengths = range(min(longest, len(text)), 1, -1)
    return next((text[:length] for length in lengths if text[:length] in _dictionary()), "")


def _frequencies() -> tuple[Counter[str], Counter[str]]:
    """Return how frequent words of two and more characters are by their first two, and by their first one."""
    pairs: Counter[str] = Counter()
    firsts: Counter[str] = Counter()
    for word, frequency in _dictionary().items():
        if len(word) > 1:
            pairs[word[:2]] += frequency
            firsts[word[0]] += frequency
    return pairs, firsts


@cache
def _glue() -> dict[str, str]:
    """Return, by character, those that make another word of it where they follow it."""
    pairs, firsts = _frequencies()
    glue: dict[str, list[str]] = {}
    for pair, frequency in pairs.items():
        if frequency >= _BINDS * firsts[pair[1]]:
            glue.setdefault(pair[0], []).append(pair[1])
    return {char: "".join(sorted(others)) for char, others in glue.items()}


def word_ends(words: Iterable[str]) -> dict[str, str]:
    """Return, by short word, the characters that make another word of its last one; words with none are left out."""
    short = {word for word in words if 1 < len(word) <= _LONGEST and not word[-1].isascii()}
    return {word: _glue()[word[-1]] for word in sorted(short) if word[-1] in _glue()}
