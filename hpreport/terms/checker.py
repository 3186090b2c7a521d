"""What a draft may have got wrong of its terms: near misses, and phrases in quotation marks that nothing explains."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from hpreport.terms.scanner import Scanner
from hpreport.text.fold import fold, fold_with_offsets
from hpreport.text.sentences import ENDS

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
