"""Words of the language, and those that may cut a short one through: 保障 does so to 三保 in 三保障.

Build time only: the counts come from the word list that jieba carries (dict.txt: word, frequency, part of speech).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from hpreport.text.matcher import LONGEST_NEIGHBOUR, LONGEST_SHORT
from hpreport.text.numerals import NUMERALS

_COMMON = 10
"""Frequency from which on a word of the list is one that texts use: 保障 40,000, 育院 none."""


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
def _by_beginning_and_end() -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """Return the common words by the character that they begin with, and by the one that they end with."""
    beginning, ending = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for word, frequency in dictionary().items():
        if frequency >= _COMMON and 1 < len(word) <= LONGEST_NEIGHBOUR and not word.isascii():
            beginning[word[0]].append(word)
            ending[word[-1]].append(word)
    return beginning, ending


def word_edges(words: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what `Edges` needs to tell whether short words are cut off from longer ones: the words that may do so.

    `after` has, by character, how the words that begin with it go on; `before` how those that end with it begin.
    """
    short = {word for word in words if 1 < len(word) <= LONGEST_SHORT}
    beginning, ending = _by_beginning_and_end() if short else ({}, {})
    last = {word[-1] for word in short} & beginning.keys()
    next_to_last = {word[1] for char in last for word in beginning[char]} & beginning.keys()
    first = {word[0] for word in short if word[0] in NUMERALS} & ending.keys()
    next_to_first = {word[-2] for char in first for word in ending[char]} & ending.keys()
    return {
        "after": {char: _joined(word[1:] for word in beginning[char]) for char in sorted(last | next_to_last)},
        "before": {char: _joined(word[:-1] for word in ending[char]) for char in sorted(first | next_to_first)},
    }


def _joined(parts: Iterable[str]) -> str:
    return " ".join(sorted(parts))
