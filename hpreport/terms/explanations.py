"""Terms by their explanation: the words of a query found in definitions, components and English names."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from hpreport.terms.query import Query
from hpreport.text.lexicon import word_map
from hpreport.text.numerals import DIGITS, NUMERALS

COVERED = 0.72
"""Share of a query's character pairs, weighted by rarity, that an explanation must have."""
_LEAST_PAIRS = 5
"""A query with fewer pairs must be found as it stands."""
_UNKNOWN = 2.0
"""Weight of a pair that no explanation has: less than that of a rare one (4.2), or paraphrases would never be found."""
_ACROSS = 4
"""A word of so many characters may run across a pause of the explanation: 工资保运转, but not 院中 in 医院——中医院."""
_NEAR_BEST = 0.93
"""Terms whose share is at least this part of the best one's are as good."""

_COUNTED = re.compile(f"[{''.join(sorted(NUMERALS))}]+.{{0,2}}")
"""A number with what it counts: 10亿美."""
_LATIN = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)?")
_LITTLE_WORDS = frozenset({"a", "an", "and", "for", "in", "is", "of", "on", "the", "to", "what"})


_LEAST_ALIKE = 3
"""Characters of a word that is looked for in other little words."""


@cache
def _same_words() -> dict[int, str]:
    """Return a `str.translate` table that makes little words one that say the same."""
    return {ord(word): said for said, own in word_map("words_alike").items() for word in own}


def _parted(word: str) -> list[str]:
    """Return the words that 和 joins, where each of them says something."""
    parts = word.split("和")
    return parts if min(map(len, parts)) >= _LEAST_ALIKE else [word]


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


class Explanations:
    """The explanations of all terms, ready to be searched."""

    def __init__(self, explained: Sequence[Mapping[str, Any]]) -> None:
        self._paused: list[str] = [row["text"] for row in explained]
        self._texts = [text.replace("|", "") for text in self._paused]
        self._components: list[list[str]] = [row["components"] for row in explained]
        self._names: list[str] = [row["words"] for row in explained]

    def verbatim(self, query: Query) -> list[tuple[int, float]]:
        """Return terms whose explanation has every word of the query as it stands, with scores."""
        words = query.words if len(query.words) > 1 else (query.fold,)
        if any(len(word) < _least(word) for word in words):
            return []
        found = []
        short = min(map(len, words)) < _ACROSS
        for term, text in enumerate(self._paused if short else self._texts):
            if words[0] in text and all(_holds(text, word) or word in self._components[term] for word in words):
                exact = sum(word in self._components[term] for word in words) / len(words)
                found.append((term, 70 + 15 * exact + 10 * len(query.fold) / max(len(text), len(query.fold))))
        return found

    def alike(self, query: Query) -> list[tuple[int, float]]:
        """Return what `verbatim` does where little words that say the same are one: 无 and 零, 就 and 即, 没 and 不.

        Words that 和 joins may stand apart.
        """
        same = _same_words()
        if not any(ord(char) in same or char in same.values() for char in query.fold):
            return []
        words = [piece for word in query.words for piece in _parted(word.translate(same))]
        if any(len(word) < _LEAST_ALIKE for word in words):
            return []
        paused = ([*text.translate(same).split("|"), *self._components[at]] for at, text in enumerate(self._paused))
        texts = [[piece.translate(same) for piece in pieces] for pieces in paused]
        return [(at, 65.0) for at, own in enumerate(texts) if all(any(w in piece for piece in own) for w in words)]

    def english(self, query: Query, headwords: Sequence[str]) -> list[tuple[int, float]]:
        """Return terms whose English names and headword together have every word of a query in Latin letters."""
        words = set(_LATIN.findall(query.typed.casefold())) - _LITTLE_WORDS
        if sum(word.isalpha() and len(word) > 2 for word in words) < 2 or not query.fold.isascii():
            return []
        found = []
        for term, names in enumerate(set(_LATIN.findall(names)) for names in self._names):
            meant = {word for word in words if word in names or (len(word) > 2 and word in headwords[term])}
            if meant == words and meant & names:
                found.append((term, 75.0))
        return found

    def scattered(self, query: Query) -> list[tuple[int, float]]:
        """Return the terms whose explanation has most of the query's character pairs, with scores."""
        pairs = [pair for word in query.words for pair in _pairs(word) if not pair.isascii()]
        if len(pairs) < _LEAST_PAIRS:
            return []
        counted = _COUNTED.findall(query.fold)  # 三个全覆盖: not what another number of things is about
        counts = [sum(pair in text for text in self._texts) for pair in pairs]
        weights = list(map(self._weight, counts))
        shares = [
            sum(weight for pair, weight in zip(pairs, weights, strict=True) if pair in text) / sum(weights)
            if all(number in text for number in counted)
            else 0.0
            for text in self._texts
        ]
        known = len(pairs) - counts.count(0)
        best = max(shares, default=0)
        if best < COVERED or known < COVERED * len(pairs):
            return []  # 西安美术学院 has the common pairs of 鲁迅美术学院, and others that no explanation has
        return [(term, 40 + 30 * share) for term, share in enumerate(shares) if share >= best * _NEAR_BEST]

    def in_other_words(self, query: Query) -> list[tuple[int, float]]:
        """Return the terms whose explanation says the query in the words of reports, with scores.

        Of several words one at least stands in it as it is. A single one is long, as what stands for it: 老楼装电梯.
        """
        if len(query.fold) <= _ACROSS or query.fold.isascii():
            return []
        from hpreport.text.lexicon import others

        least = 2 if len(query.words) > 1 else _ACROSS  # of what stands for it
        ways = [[form for form in (word, *others(word)) if len(form) >= least] for word in query.words]
        return [
            (term, 40.0)
            for term, text in enumerate(self._paused)
            if all(any(form in text for form in forms) for forms in ways)
            and (len(ways) == 1 or any(word in text for word in query.words))
        ]

    def _weight(self, count: int) -> float:
        """Return what a pair of characters tells that so many explanations have."""
        from math import log

        return 1 + log((len(self._texts) + 1) / (count + 1)) if count else _UNKNOWN


def _least(word: str) -> int:
    """Return how many characters a word needs to mean something: 三条 and 两个 count things, whatever they are."""
    return 3 if word[:1] in DIGITS else 2


def _holds(text: str, word: str) -> bool:
    """Tell whether `text` has `word`, a Latin word or a number only as a whole."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        cut = (at and text[at - 1].isascii() and word[0].isascii()) or (
            end < len(text) and text[end].isascii() and word[-1].isascii()
        )
        if not cut:
            return True
        at = text.find(word, at + 1)
    return False
