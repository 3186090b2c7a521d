"""Every known term that a text uses, found as the text streams by."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from hpreport.terms.names import QUOTED, WHOLE, Name
from hpreport.text.matcher import Found, Matcher

_TAIL = 64
"""Characters held back until what follows is known, for terms that a line break or the end of a piece cuts in two."""
_BROKEN = 4
"""Only terms of at least so many characters are found across a line break: 第三⏎务必 does not use 三务."""
_FORMULA = 5
"""A formula alone (1+3) stands for its term only if it is at least so long."""
_MARKS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}


class Use(NamedTuple):
    """A term used in a text."""

    line: int
    """1-based."""
    column: int
    """1-based, in characters."""
    text: str
    """As the text spells it."""
    term: int
    """Position in the index, 0-based."""


class _Place(NamedTuple):
    """Where a piece of text begins: line, and characters of that line before it."""

    line: int
    column: int


class _Line(NamedTuple):
    """The end of the line before, and where it begins."""

    tail: str
    place: _Place


class Scanner:
    """Finds the terms of one index in texts: as written, in other widths and quotation marks, 3保 for 三保."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        names = [Name(*row) for row in tables["names"]]
        owners: dict[str, set[int]] = {}
        for name in names:
            owners.setdefault(name.fold, set()).add(name.term)
        self._terms = {
            key: name.term
            for name in names
            if len(owners[name.fold]) == 1 and _stands_for_its_term(name)
            for key in (name.digits, name.fold)
        }
        self._matcher = Matcher(self._terms, tables["glue"])

    def scan(self, pieces: Iterable[str]) -> Iterator[Use]:
        """Yield the terms that a text uses, longest match first where several overlap, in the order of the text.

        `pieces` are its lines; a long line may come in several pieces, of which only the last ends with a line feed.
        """
        place, pending, before = _Place(1, 0), "", _Line("", _Place(1, 0))
        for piece in chain(pieces, ("\n",)):  # the last line may lack its line feed
            pending += piece
            ended = piece.endswith("\n")
            text = pending.rstrip("\r\n") if ended else pending
            settled = len(text) if ended else len(text) - _TAIL
            cut = self._across(before.tail, text) if place.column == 0 and settled > 0 else None
            if cut:
                yield self._use(before.tail + text, cut, before.place)
            done = cut.end - len(before.tail) if cut else 0
            for found in self._matcher.find(text):
                if done <= found.start < settled:
                    yield self._use(text, found, place)
                    done = found.end
            if ended:
                tail = text[-_TAIL:]
                before = _Line(tail, _Place(place.line, place.column + len(text) - len(tail)))
                place, pending = _Place(place.line + 1, 0), ""
            else:
                kept = max(done, settled, 0)
                place, pending = _Place(place.line, place.column + kept), pending[kept:]

    def _across(self, tail: str, text: str) -> Found | None:
        """Return the term that begins at the end of one line and ends at the beginning of the next, if any."""
        if not tail or not text:
            return None
        found = self._matcher.find(tail + text[:_TAIL])
        return next((f for f in found if f.start < len(tail) < f.end and len(f.key) >= _BROKEN), None)

    def _use(self, text: str, found: Found, place: _Place) -> Use:
        start, end = _with_marks(text, found.start, found.end)
        return Use(place.line, place.column + start + 1, text[start:end], self._terms[found.key])


def _stands_for_its_term(name: Name) -> bool:
    return name.kind == WHOLE or (name.kind == QUOTED and (not name.fold.isascii() or len(name.fold) >= _FORMULA))


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range with the mark that pairs with one inside it: “1+3”规划设计, 新时代“六地”."""
    inside = text[start:end]
    for opening, closing in _MARKS.items():
        unpaired = inside.count(opening) - inside.count(closing)
        if unpaired > 0 and text[end : end + 1] == closing:
            return start, end + 1
        if unpaired < 0 and text[start - 1 : start] == opening:
            return start - 1, end
    return start, end
