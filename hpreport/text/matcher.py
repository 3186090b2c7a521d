"""Known words in running text: the longest match, and where a phrase stands; no number or Latin word is split."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hpreport.text.fold import fold, fold_with_offsets
from hpreport.text.numerals import NUMERALS


class Match(NamedTuple):
    """A known word in a text: its fold, and the half-open range of the text it spans."""

    key: str
    start: int
    end: int


class Matcher:
    """Finds known words in texts, the longest first where several start or overlap.

    `blocking` tells, by word, the characters that make another word of its end: 障 for 三保, since 保障 is a word. A
    word so followed is not found, unless quotation marks enclose it.
    """

    def __init__(self, words: Iterable[str], blocking: Mapping[str, str] | None = None) -> None:
        keys = sorted({fold(word) for word in words} - {""}, key=lambda key: (-len(key), key))
        self._pattern = re.compile("|".join(map(re.escape, keys))) if keys else None
        self._blocking = blocking or {}

    def find(self, text: str) -> list[Match]:
        """Return the words found in `text`, in order, without overlaps.

        A word that starts or ends with a numeral or a Latin letter is not found inside a longer number or word: 三保 is
        not in 十三保, nor TOD in METHOD.
        """
        if self._pattern is None or not self._pattern.search(fold(text)):
            return []  # most lines of most texts: no offsets needed
        folded, offsets = fold_with_offsets(text)
        found, at = [], 0
        while match := self._pattern.search(folded, at):
            start, end = offsets[match.start()], offsets[match.end() - 1] + 1
            blocked = end < len(text) and text[end] in self._blocking.get(match[0], "")
            if blocked or _inside(text, start) or _inside(text, end):
                at = match.start() + 1
                continue
            found.append(Match(match[0], start, end))
            at = match.end()
        return found


_MARKS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}


def with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range with the mark that pairs with one inside it: “1+3”规划设计, 新时代“六地”."""
    inside = text[start:end]
    for opening, closing in _MARKS.items():
        unpaired = inside.count(opening) - inside.count(closing)
        if unpaired > 0 and text[end : end + 1] == closing:
            return start, end + 1
        if unpaired < 0 and text[start - 1 : start] == opening:
            return start - 1, end
    return start, end


def find_words(words: Iterable[str], text: str, blocking: Mapping[str, str] | None = None) -> list[Match]:
    """Return what a `Matcher` of folded words finds in a text.

    For a single text: the pattern, which takes longer to make than to use, is of the words that the text has at all.
    """
    folded = fold(text)
    known = [word for word in words if word in folded]
    return Matcher(known, blocking).find(text) if known else []


def _inside(text: str, at: int) -> bool:
    """Tell whether position `at` of a text lies inside a number or a Latin word; punctuation divides them."""
    return 0 < at < len(text) and splits_token(fold(text[at - 1]) + fold(text[at]), len(fold(text[at - 1])))


def splits_token(folded: str, at: int) -> bool:
    """Tell whether position `at` of a folded text lies inside a number, a Latin word or a formula such as 3+9+9."""
    if not 0 < at < len(folded):
        return False
    before, after = folded[at - 1], folded[at]
    latin = before.isascii() and after.isascii()
    return latin or (before in NUMERALS and after in NUMERALS)


def places(key: str, phrase: str) -> Iterator[int]:
    """Yield the places where `phrase` stands in `key`, both in normal form.

    >>> list(places("15g,5g基站", "5g"))
    [4]
    """
    at = key.find(phrase) if phrase else -1
    while at >= 0:
        if not (_splits_latin(key, at) or _splits_latin(key, at + len(phrase))):
            yield at
        at = key.find(phrase, at + 1)


def count(key: str, phrase: str) -> int:
    """Return how often a phrase stands in a normal text."""
    return sum(1 for _ in places(key, phrase))


def has(key: str, phrase: str) -> bool:
    """Tell whether a phrase stands in a normal text."""
    return next(places(key, phrase), -1) >= 0


def _splits_latin(key: str, at: int) -> bool:
    """Tell whether a place in a normal text lies inside a Latin word or a number."""
    return 0 < at < len(key) and _is_latin(key[at - 1]) and _is_latin(key[at])


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".+")
