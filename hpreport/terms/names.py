"""The names a term goes by, in the forms that the tiers compare, each made when a tier first asks for it."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from hpreport.terms.explanations import Explanations
from hpreport.terms.query import CharacterFilter
from hpreport.text.matcher import Edges
from hpreport.text.pinyin import Readings, loose_sound

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
MEASURES = "个大项种场条类道"
MEASURE = re.compile(f"(?<=[0-9nx])[{MEASURES}]")


def bag(digits: str) -> str:
    """Return the characters of a folded word in alphabetical order, plus signs left out."""
    return "".join(sorted(digits.replace("+", "")))


class TermTables:
    """The tables that `lookup_tables` made, each read when it is first asked for."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = tables

    @cached_property
    def exact(self) -> dict[str, list[int]]:
        """Terms and headwords as printed -> their positions."""
        return dict(self._tables["exact"])

    @cached_property
    def names(self) -> list[Name]:
        """The names of all terms, in the order of these."""
        return [Name(*row) for row in self._tables["names"]]

    @cached_property
    def pinyin(self) -> dict[str, list[int]]:
        """Sounds of the names -> places in `names`."""
        return dict(self._tables["pinyin"])

    @cached_property
    def initials(self) -> dict[str, list[int]]:
        """First letters of their syllables -> places in `names`."""
        return dict(self._tables["initials"])

    @cached_property
    def edges(self) -> Edges:
        """What tells whether a short name in a text is a piece of other words."""
        return Edges(self._tables["edges"])

    @cached_property
    def phrase_keys(self) -> dict[str, int]:
        """Unexplained phrases, folded and with their numbers in digits -> their positions among the phrases."""
        return dict(self._tables["phrase_keys"])

    @cached_property
    def explained(self) -> list[dict[str, Any]]:
        """What the terms' explanations say, as `Explanations` reads it."""
        return list(self._tables["explained"])

    @cached_property
    def simplified(self) -> dict[int, str]:
        """A `str.translate` table to simplified characters."""
        return str.maketrans(*self._tables["simplified"])

    @cached_property
    def readings(self) -> Readings:
        """The pinyin of characters."""
        return Readings(self._tables["readings"])

    @cached_property
    def lookalikes(self) -> dict[str, str]:
        """Characters of the names -> those that look like them."""
        return dict(self._tables["lookalikes"])


class Forms:
    """The names of terms in the forms that the tiers compare."""

    def __init__(self, tables: TermTables) -> None:
        self._tables = tables

    @cached_property
    def _folds(self) -> dict[str, list[Name]]:
        folds: dict[str, list[Name]] = {}
        for name in self._tables.names:
            for key in {name.fold, name.digits}:
                folds.setdefault(key, []).append(name)
        return folds

    @cached_property
    def _wholes(self) -> list[Name]:
        return [name for name in self._tables.names if name.kind == WHOLE]

    @cached_property
    def _bags(self) -> dict[str, list[Name]]:
        """Names by their characters in alphabetical order, plus signs left out."""
        bags: dict[str, list[Name]] = {}
        for name in self._tables.names:
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
        return [name for name in self._tables.names if name.kind in (WHOLE, QUOTED) or len(name.fold) > 3]

    @cached_property
    def _character_filters(self) -> tuple[CharacterFilter, CharacterFilter]:
        """The mistypable names by the characters of their folds, and of these in digits."""
        names = self._mistypable
        return CharacterFilter([name.fold for name in names]), CharacterFilter([name.digits for name in names])

    @cached_property
    def _spoken(self) -> set[str]:
        """The names that may stand in a sentence for their term, as written and with their numbers in digits."""
        return {key for name in self._tables.names if name.kind in (WHOLE, QUOTED) for key in (name.fold, name.digits)}

    @cached_property
    def _close_keys(self) -> dict[str, list[str]]:
        """Pinyin of the names by what it becomes where close sounds are made alike."""
        keys: dict[str, list[str]] = {}
        for key in self._tables.pinyin:
            keys.setdefault(loose_sound(key), []).append(key)
        return keys

    @cached_property
    def _measures(self) -> dict[str, list[Name]]:
        """Whole terms and their quoted parts without the measure words after their numbers."""
        names: dict[str, list[Name]] = {}
        for name in self._tables.names:
            if name.kind in (WHOLE, QUOTED):
                names.setdefault(MEASURE.sub("", name.digits), []).append(name)
        return names

    @cached_property
    def _explanations(self) -> Explanations:
        return Explanations(self._tables.explained)
