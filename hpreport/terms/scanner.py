"""Every known term that a text uses, found as it streams by; and what a draft may have got wrong of its terms."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from hpreport.terms.names import QUOTED, WHOLE, Name, TermTables
from hpreport.text.fold import fold, fold_with_offsets
from hpreport.text.matcher import NOTHING, Match, Matcher, with_marks
from hpreport.text.numerals import NUMERALS
from hpreport.text.sentences import ENDS

_TAIL = 64
"""Characters held back until what follows is known, for terms that a line break or the end of a piece cuts in two."""
_NEXT = 16
"""Characters of the next line that show whether a word goes on there: 三零⏎售."""
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
"""A colour code or another command to the terminal, as `git diff --color` writes them."""
_FORMULA = 5
"""A formula alone (1+3) stands for its term only if it is at least so long."""


class TermRef(NamedTuple):
    """A term used in a text."""

    line: int
    """1-based."""
    column: int
    """1-based, in characters."""
    text: str
    """As the text spells it."""
    term: int
    """Position in the index, 0-based."""


class _Position(NamedTuple):
    """A position in the whole text: its line, from 1, and the characters of that line before it."""

    line: int
    column: int


class _Window(NamedTuple):
    """A stretch of text that is searched at once: a line, a piece of one, or what stands on both sides of its start."""

    text: str
    start: _Position
    settled: int
    """Characters in which a term may begin; what follows those after them is not known yet."""
    seam: int = 0
    """Characters before a line break, which is left out; only terms across it are wanted. 0 inside a line."""
    ends: int = -1
    """Where the line ends, if the beginning of the next one stands behind it, which may go on with a word."""

    def position(self, at: int) -> _Position:
        """Return where a character of the window stands in the whole text."""
        if self.seam and at >= self.seam:
            return _Position(self.start.line + 1, at - self.seam)
        return _Position(self.start.line, self.start.column + at)

    def takes(self, found: Match, done: _Position) -> bool:
        """Tell whether a term found here is a use, all before `done` being settled."""
        if self.seam:
            return found.start < self.seam < found.end
        if 0 <= self.ends < found.end:
            return False
        return found.start < self.settled and done <= self.position(found.start)

    def before(self, text: str) -> "_Window":
        """Return a line with the beginning of the next one behind it, unless that is a number or in Latin letters."""
        if not text or text[0].isascii() or text[0] in NUMERALS:
            return self
        return self._replace(text=self.text + text[:_NEXT], ends=len(self.text))

    def after(self, done: _Position) -> "_Window":
        """Return a later piece of a line without what a term of the piece before has taken of it."""
        taken = done.column - self.start.column
        if self.seam or not self.start.column or done.line != self.start.line or taken <= 0:
            return self
        ends = self.ends - taken if self.ends >= 0 else -1
        return self._replace(text=self.text[taken:], start=done, settled=self.settled - taken, ends=ends)


def _windows(pieces: Iterable[str]) -> Iterator[_Window]:
    """Yield what is to be searched, in order; of a line that does not end yet the last characters are held back."""
    start, pending, tail, waiting = _Position(1, 0), "", _Window("", _Position(1, 0), 0), None
    for piece in chain(pieces, ("\n",)):  # the last line may lack its line feed
        pending += piece
        ended = piece.endswith("\n")
        text = pending.rstrip("\r\n") if ended else pending
        settled = len(text) if ended else len(text) - _TAIL
        if waiting and (ended or settled > 0):
            yield waiting.before(text)
            waiting = None
        if tail.text and settled > 0 and not start.column:
            yield tail._replace(text=tail.text + text[:_TAIL], seam=len(tail.text))
        window = _Window(text, start, settled)
        if ended:
            waiting = window
            cut = len(text[:-_TAIL])
            tail = _Window(text[cut:], window.position(cut), 0)
            start, pending = _Position(start.line + 1, 0), ""
        else:
            yield window
            if settled > 0:
                start, pending = window.position(settled), pending[settled:]
    if waiting:
        yield waiting


class Scanner:
    """Finds the terms of one index in texts: as written, in other widths and quotation marks, 3保 for 三保."""

    def __init__(self, tables: TermTables) -> None:
        owners: dict[str, set[int]] = {}
        for name in tables.names:
            owners.setdefault(name.fold, set()).add(name.term)
        self._terms = {
            key: name.term
            for name in tables.names
            if len(owners[name.fold]) == 1 and _stands_for_its_term(name)
            for key in (name.digits, name.fold)
        }
        self._matcher = Matcher(self._terms, tables.edges)
        self._simplified = tables.simplified

    def scan(self, pieces: Iterable[str]) -> Iterator[TermRef]:
        """Yield the terms that a text uses, longest match first where several overlap, in the order of the text.

        `pieces` are its lines; a long line may come in several pieces, of which only the last ends with a line feed.
        """
        done = _Position(1, 0)
        for stretch in _windows(pieces):
            window = stretch.after(done)
            for found in self._matcher.find(self._plain(window.text)):
                if window.takes(found, done):
                    yield self._hit(window, found)
                    done = window.position(found.end)

    def _plain(self, text: str) -> str:
        """Return a text, character by character, in simplified characters and without commands to the terminal."""
        plain = _ESCAPE.sub(lambda command: NOTHING * len(command[0]), text) if "\x1b" in text else text
        return plain.translate(self._simplified)

    def _hit(self, window: _Window, found: Match) -> TermRef:
        start, end = with_marks(window.text, found.start, found.end)
        line, column = window.position(start)
        return TermRef(line, column + 1, _ESCAPE.sub("", window.text[start:end]), self._terms[found.key])


def _stands_for_its_term(name: Name) -> bool:
    return name.kind == WHOLE or (name.kind == QUOTED and (not name.fold.isascii() or len(name.fold) >= _FORMULA))


# --- near misses, and phrases that nothing explains ---

_QUOTED = re.compile(rf"“([^“”{ENDS}]{{2,24}})”|「([^「」{ENDS}]{{2,24}})」")
_LEAST = 4
"""Characters of a term whose near misses are looked for outside quotation marks; shorter ones are ordinary words."""


class Doubt(NamedTuple):
    """A place of a draft that is worth a second look."""

    line: int
    """1-based."""
    column: int
    """1-based, in characters."""
    text: str
    match: str
    """`fuzzy`: nearly a term; `mention`: in quotation marks, and nowhere explained."""
    hit: Any
    """What the look-up found where it is nearly a term, else None."""


class Checker:
    """Checks drafts against a glossary, by what looks its terms up and what finds them in texts."""

    def __init__(
        self, terms: Sequence[Mapping[str, Any]], find: Callable[[str], Sequence[Any]], scanner: Scanner
    ) -> None:
        self._find, self._scanner = find, scanner
        self._found: dict[str, Sequence[Any]] = {}
        self._names = [name for row in terms if len(name := fold(row["term"])) >= _LEAST]
        self._pairs: dict[str, set[tuple[int, int]]] = {}
        for number, name in enumerate(self._names):
            for at in range(len(name) - 1):
                self._pairs.setdefault(name[at : at + 2], set()).add((number, at))

    def check(self, lines: Iterable[str]) -> Iterator[Doubt]:
        """Yield the doubts about a text, in its order."""
        for number, line in enumerate(lines, 1):
            known = [(use.column - 1, use.column - 1 + len(use.text)) for use in self._scanner.scan([line])]
            doubts = {(d.column - 1, d.column - 1 + len(d.text)): d for d in self._quoted(number, line, known)}
            near = self._near(number, line, [*known, *doubts])
            yield from sorted([*doubts.values(), *near], key=lambda doubt: doubt.column)

    def _quoted(self, number: int, line: str, known: Sequence[tuple[int, int]]) -> Iterator[Doubt]:
        for match in _QUOTED.finditer(line):
            text = match[1] or match[2]
            start = match.start() + 1
            if fold(text) and not _overlaps(known, start, start + len(text)):
                hits = self._hits(text)
                if hits and hits[0].match == "fuzzy":
                    yield Doubt(number, start + 1, text, "fuzzy", hits[0])
                elif not hits or hits[0].match in ("mention", "definition"):
                    yield Doubt(number, start + 1, text, "mention", None)

    def _near(self, number: int, line: str, taken: Sequence[tuple[int, int]]) -> Iterator[Doubt]:
        """Yield the runs of a line that are a slip for a longer term; of those that overlap, the best."""
        folded, offsets = fold_with_offsets(line)
        found: list[tuple[float, int, int, Any]] = []
        for start, end in sorted(self._windows(folded)):
            at, to = offsets[start], offsets[end - 1] + 1
            hits = self._hits(folded[start:end]) if not _overlaps(taken, at, to) else ()
            if hits and hits[0].match == "fuzzy":
                found.append((-hits[0].score, at, to, hits[0]))
        kept: list[tuple[int, int]] = []
        for _, at, to, hit in sorted(found, key=lambda one: one[:3]):
            if not _overlaps(kept, at, to):
                kept.append((at, to))
                yield Doubt(number, at + 1, line[at:to], "fuzzy", hit)

    def _windows(self, folded: str) -> set[tuple[int, int]]:
        """Return the runs that may be a term: as long, half of it in its place; or a character shorter or longer."""
        windows = set()
        for at in range(len(folded) - 1):
            for number, offset in self._pairs.get(folded[at : at + 2], ()):
                name, start = self._names[number], at - offset
                end = start + len(name)
                same = sum(a == b for a, b in zip(folded[max(start, 0) : end], name, strict=False))
                if start >= 0 and end <= len(folded) and 2 * same >= len(name):
                    windows.add((start, end))
                others = (end - 1, end + 1) if not offset else ()
                windows |= {(start, to) for to in others if folded[to - 1 : to] == name[-1]}
        return windows

    def _hits(self, text: str) -> Sequence[Any]:
        if text not in self._found:
            self._found[text] = self._find(text)
        return self._found[text]


def _overlaps(ranges: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(at < end and start < to for at, to in ranges)
