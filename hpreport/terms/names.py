"""The names a term goes by, in the forms that the tiers compare, each made when a tier first asks for it."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from hpreport.terms.distance import Sharing
from hpreport.terms.explanations import Explanations
from hpreport.text.pinyin import Readings, close_sound

WHOLE, QUOTED, PART, ALIAS = "whole", "quoted", "part", "alias"
"""Kinds of name: the whole term; what quotation marks enclose in it, or its acronyms; any other piece; an alias."""


class Name(NamedTuple):
    """One name of one term."""

    fold: str
    digits: str
    """The fold with its numbers in Arabic digits."""
    term: int
    """Position of the term in the index, 0-based."""
    kind: str


# 四个品质, 五大设施, 三项行动: what stands between a number and what it counts
MEASURE = re.compile("(?<=[0-9nx])[个大项种场条类道]")


def bag(digits: str) -> str:
    """Return the characters of a folded word in alphabetical order, plus signs left out."""
    return "".join(sorted(digits.replace("+", "")))


class Forms:
    """The tables that `lookup_tables` made, ready to be compared with."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = tables

    @cached_property
    def _exact_terms(self) -> dict[str, list[int]]:
        return dict(self._tables["exact"])

    @cached_property
    def _names(self) -> list[Name]:
        return [Name(*row) for row in self._tables["names"]]

    @cached_property
    def _folds(self) -> dict[str, list[Name]]:
        folds: dict[str, list[Name]] = {}
        for name in self._names:
            for key in {name.fold, name.digits}:
                folds.setdefault(key, []).append(name)
        return folds

    @cached_property
    def _wholes(self) -> list[Name]:
        return [name for name in self._names if name.kind == WHOLE]

    @cached_property
    def _bags(self) -> dict[str, list[Name]]:
        """Names by their characters in alphabetical order, plus signs left out."""
        bags: dict[str, list[Name]] = {}
        for name in self._names:
            if name.kind != ALIAS:
                bags.setdefault(bag(name.digits), []).append(name)
        return bags

    @cached_property
    def _formulas(self) -> list[tuple[int, list[str]]]:
        """Terms that plus signs join, with their pieces, each of two characters or more."""
        pieces = [(name.term, name.fold.split("+")) for name in self._wholes]
        return [(term, parts) for term, parts in pieces if len(parts) > 1 and min(map(len, parts)) > 1]

    @cached_property
    def _mistypable(self) -> list[Name]:
        return [name for name in self._names if name.kind in (WHOLE, QUOTED) or len(name.fold) > 3]

    @cached_property
    def _sharing(self) -> tuple[Sharing, Sharing]:
        """The mistypable names by the characters of their folds, and of these in digits."""
        names = self._mistypable
        return Sharing([name.fold for name in names]), Sharing([name.digits for name in names])

    @cached_property
    def _spoken(self) -> set[str]:
        """The names that may stand in a sentence for their term, as written and with their numbers in digits."""
        return {key for name in self._names if name.kind in (WHOLE, QUOTED) for key in (name.fold, name.digits)}

    @cached_property
    def _phrase_keys(self) -> dict[str, int]:
        return dict(self._tables["phrase_keys"])

    @property
    def _sounds(self) -> dict[str, list[int]]:
        """Pinyin of the names -> their places in the table of names; of no use for a query without letters."""
        sounds: dict[str, list[int]] = self._tables["pinyin"]
        return sounds

    @cached_property
    def _close_keys(self) -> dict[str, list[str]]:
        """Pinyin of the names by what it becomes where close sounds are made alike."""
        keys: dict[str, list[str]] = {}
        for key in self._sounds:
            keys.setdefault(close_sound(key), []).append(key)
        return keys

    @cached_property
    def _measures(self) -> dict[str, list[Name]]:
        """Whole terms and their quoted parts without the measure words after their numbers."""
        names: dict[str, list[Name]] = {}
        for name in self._names:
            if name.kind in (WHOLE, QUOTED):
                names.setdefault(MEASURE.sub("", name.digits), []).append(name)
        return names

    @cached_property
    def _simplified(self) -> dict[int, str]:
        return str.maketrans(*self._tables["simplified"])

    @cached_property
    def _readings(self) -> Readings:
        return Readings(self._tables["readings"])

    @cached_property
    def _explanations(self) -> Explanations:
        return Explanations(self._tables["explained"])
