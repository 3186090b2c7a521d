"""Words of the language, and where a short one cannot end: 三保 in 三保障, for 保障 is one and 障 hardly begins one.

Build time only: the counts come from the word list that jieba carries (dict.txt: word, frequency, part of speech).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_LONGEST = 3
"""Only words this short are found by accident."""
_BINDS = 0.25
"""A character is glued to the one before where words that begin with the two are at least this part as frequent as
words that begin with it: 保障 against 障碍… 2.5, 免费 against 费用… 0.27; 保底 against 底线… 0.004."""


@cache
def dictionary() -> dict[str, int]:
    """Return the frequency of each word that jieba's word list has; empty where jieba is not installed."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        return {}
    columns = (Path(spec.origin).parent / "dict.txt").read_text("utf-8").split()
    return dict(zip(columns[::3], map(int, columns[1::3]), strict=True))


def is_word(text: str) -> bool:
    """Tell whether a text is a word of the dictionary."""
    return text in dictionary()


def first_word(text: str, longest: int = 8) -> str:
    """Return the longest word of the dictionary that a text begins with, empty where it begins with none."""
    lengths = range(min(longest, len(text)), 1, -1)
    return next((text[:length] for length in lengths if text[:length] in dictionary()), "")


@cache
def _words_by_first() -> Mapping[str, list[str]]:
    """Return the words of two and more characters, by their first one."""
    words: dict[str, list[str]] = {}
    for word in dictionary():
        if len(word) > 1:
            words.setdefault(word[0], []).append(word)
    return words


@cache
def _frequency(first: str) -> int:
    """Return how frequent the words of two and more characters are that begin with one."""
    return sum(dictionary()[word] for word in _words_by_first().get(first, ()))


@cache
def _glue(char: str) -> str:
    """Return the characters that make another word of one where they follow it."""
    pairs: Counter[str] = Counter()
    for word in _words_by_first().get(char, ()):
        pairs[word[1]] += dictionary()[word]
    return "".join(sorted(other for other, frequency in pairs.items() if frequency >= _BINDS * _frequency(other)))


def word_ends(words: Iterable[str]) -> dict[str, str]:
    """Return, by short word, the characters that make another word of its last one; words with none are left out."""
    short = {word for word in words if 1 < len(word) <= _LONGEST and not word[-1].isascii()}
    return {word: glue for word in sorted(short) if (glue := _glue(word[-1]))}
