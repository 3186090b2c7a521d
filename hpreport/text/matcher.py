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


LONGEST_SHORT = 3
"""Only words this short are found by accident, as a piece of others."""
LONGEST_NEIGHBOUR = 3
"""Characters of the words that may cut them through; those of more begin, or end, with shorter ones."""
_ORDINAL = "第"
_PARTICLES = frozenset("的和与及或是在有为了到之等")
"""A character of these behind a word is hardly the rest of another: 三零和五社, though 零和 is a word."""


class Edges:
    """Tells whether a short word in a text is a piece of other words, by the tables that `word_edges` made."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        self._after, self._before = tables.get("after", {}), tables.get("before", {})

    def cut_through(self, text: str, start: int, end: int) -> bool:
        """Tell whether the word in this range is none, at one of its ends.

        At its last character begins a word that reaches as far as any that begins behind it (三保障, 三保育院, but not
        三保底线, where 底线 reaches farther than 保底); or its number is an ordinal, or ends a word in the same way
        (第三务, 再三保, but not 加大三保, for all of 大三).
        """
        if end - start > LONGEST_SHORT:
            return False
        own = self._reach(text, end - 1)
        if own > 1 and text[end : end + 1] not in _PARTICLES and own > self._reach(text, end):
            return True
        if text[start] not in NUMERALS or not start:
            return False
        back = self._reach_back(text, start)
        return text[start - 1] == _ORDINAL or (back > 1 and back > self._reach_back(text, start - 1))

    def _reach(self, text: str, at: int) -> int:
        """Return the length of the longest word that begins at a place, 1 where none does."""
        rests = self._after.get(text[at : at + 1], "").split()
        lengths = range(min(LONGEST_NEIGHBOUR, len(text) - at), 1, -1)
        return next((length for length in lengths if text[at + 1 : at + length] in rests), 1)

    def _reach_back(self, text: str, at: int) -> int:
        """Return the length of the longest word that ends with the character at a place, 1 where none does."""
        starts = self._before.get(text[at], "").split()
        lengths = range(min(LONGEST_NEIGHBOUR, at + 1), 1, -1)
        return next((length for length in lengths if text[at - length + 1 : at] in starts), 1)


class Matcher:
    """Finds known words in texts, the longest first where several start or overlap.

    With `edges` a short word that others cut through is not found, unless marks enclose it.
    """

    def __init__(self, words: Iterable[str], edges: Edges | None = None) -> None:
        keys = sorted({fold(word) for word in words} - {""}, key=lambda key: (-len(key), key))
        self._pattern = re.compile("|".join(map(re.escape, keys))) if keys else None
        self._edges = edges or Edges({})

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
            if self._cut_through(text, start, end):
                at = match.start() + 1
                continue
            found.append(Match(match[0], start, end))
            at = match.end()
        return found

    def _cut_through(self, text: str, start: int, end: int) -> bool:
        """Tell whether a match is a piece of a longer word or number; `NOTHING` divides none."""
        before = text[max(start - _AROUND, 0) : start].replace(NOTHING, "")
        after = text[end : end + _AROUND].replace(NOTHING, "")
        inside = "".join(char for char in text[start:end] if fold(char))
        near, at, to = before + inside + after, len(before), len(before) + len(inside)
        return self._edges.cut_through(near, at, to) or _inside(near, at) or _inside(near, to)


_AROUND = 48
"""Characters on both sides of a match that may belong to the same word, colour codes among them."""
NOTHING = "\0"
"""What stands in a text for a character that is none of it: part of a colour code."""


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


def find_words(words: Iterable[str], text: str, edges: Edges | None = None) -> list[Match]:
    """Return what a `Matcher` of folded words finds in a text.

    For a single text: the pattern, which takes longer to make than to use, is of the words that the text has at all.
    """
    folded = fold(text)
    known = [word for word in words if word in folded]
    return Matcher(known, edges).find(text) if known else []


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


NEGATION = "非"


def stands(key: str, phrase: str) -> int:
    """Return how often a normal text speaks of a phrase: 煤矿 stands in 非煤矿山, which are none.

    >>> stands("煤矿,非煤矿山", "煤矿")
    1
    """
    return count(key, phrase) - count(key, NEGATION + phrase)


def has(key: str, phrase: str) -> bool:
    """Tell whether a phrase stands in a normal text."""
    return next(places(key, phrase), -1) >= 0


def _splits_latin(key: str, at: int) -> bool:
    """Tell whether a place in a normal text lies inside a Latin word or a number."""
    return 0 < at < len(key) and _is_latin(key[at - 1]) and _is_latin(key[at])


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".+")
