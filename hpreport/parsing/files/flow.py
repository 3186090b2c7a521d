"""Lines of pages to text: running heads out, footnotes behind the body as a glossary, paragraphs across pages.

A page says nothing of paragraphs. A line begins one where it is indented, where the line above ends short, or where its
characters are of another size; a text without indents tells by short lines and gaps alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from hpreport.parsing.files.pages import CIRCLED, Line, PlacedLines
from hpreport.parsing.lines.rejoin import starts_anew
from hpreport.text.numerals import ONE_TO_TEN
from hpreport.text.sentences import ENDS


class FlowingText(NamedTuple):
    """The text of a document, a paragraph a line, footnotes behind it as a glossary."""

    text: str
    left_out: int
    """Lines that stand on many pages, and page numbers."""


def flowing_text(placed: PlacedLines) -> FlowingText:
    """Return the text of the lines of a document."""
    kept = _without_repeated(placed.lines, placed.pages)
    body, notes = _Notes(kept).lifted()
    paragraphs = [*_Paragraphs(body).texts(), *(["名词解释"] if notes else []), *notes]
    return FlowingText("\n".join(paragraphs), len(placed.lines) - len(kept) + placed.watermarks)


# --- lines that are the page's and not the text's ---

_OUTER = 2
"""Lines at the top and at the bottom of a page that may be running heads."""
_MOST_PAGES_NEEDED = 3
_NUMERALS = re.compile(rf"[\d{ONE_TO_TEN}〇百]+")
_PAGE_NUMBER = re.compile(r"[\s—–―－·•~-]*\d{1,3}[\s—–―－·•~-]*|第?\d{1,3}页[,，/共]*(?:\d{1,3}页)?|\d{1,3}/\d{1,3}")


def _without_repeated(lines: Sequence[Line], pages: int) -> list[Line]:
    """Return the lines without those that stand at the same height on several pages, numbers in them apart."""
    outer = list(_outer_lines(lines))
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for line in outer:
        for key in _keys(line):
            places[key].add(line.page)
    needed = max(2, min(_MOST_PAGES_NEEDED, ceil(0.3 * pages)))

    def repeated(line: Line) -> bool:
        count = max(len(places[key]) for key in _keys(line))
        is_number = pages < _MOST_PAGES_NEEDED and bool(_PAGE_NUMBER.fullmatch("".join(line.text.split())))
        return count >= needed or is_number

    gone = {id(line) for line in outer if repeated(line)}
    return [line for line in lines if id(line) not in gone]


def _keys(line: Line) -> Iterator[tuple[str, int]]:
    """Yield what a line has in common with its like on other pages, whose height may differ by little."""
    bare = _NUMERALS.sub("#", "".join(line.text.split()))
    for height in (line.base, line.base + 2):
        yield bare, round(height / 4)


def _outer_lines(lines: Sequence[Line]) -> Iterator[Line]:
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    for page in pages.values():
        heights = sorted({round(line.base) for line in page})
        ends = {*heights[:_OUTER], *heights[-_OUTER:]}
        yield from (line for line in page if round(line.base) in ends)


# --- footnotes ---

_NOTE_SIZE = 0.93
"""How large footnotes are at most, in sizes of the body."""
_NOTE_START = re.compile(rf"\s*(?:[\[［〔【（(]?(\d{{1,3}})[\]］〕】）)]?[.．、:：]?|([{CIRCLED}]))\s*(?=\D)")
_ENTRY_END = re.compile(rf"[{ENDS}]$")


class _Notes:
    """The footnotes at the foot of pages, told by their smaller characters and by marks on the same page."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._body = _body_size(lines)
        self._notes: list[str] = []
        self._numbers: list[int] = []

    def lifted(self) -> tuple[list[Line], list[str]]:
        """Return the lines without the footnotes, and the footnotes as entries, in the order of their marks."""
        body: list[Line] = []
        pages: dict[int, list[Line]] = defaultdict(list)
        for line in self._lines:
            pages[line.page].append(line)
        for page in pages.values():
            body += self._of_page(page)
        return body, self._notes

    def _of_page(self, page: Sequence[Line]) -> list[Line]:
        """Take the footnotes of a page and return its other lines, their marks with the numbers of the footnotes."""
        small = [line for column in (0, 1, 2) for line in self._small([line for line in page if line.column == column])]
        ids = {id(line) for line in small}
        body = [line for line in page if id(line) not in ids]
        referred = {number for line in body for number in _referred(line)}
        starts = [_number(line, referred) for line in small]
        if not any(starts):
            going_on = bool(self._notes and body and not _ENTRY_END.search(self._notes[-1]))
            if not going_on:
                return list(page)
        renumbered: dict[int, int] = {}
        end = 0.0
        for line, number in zip(small, starts, strict=True):
            if number:
                renumbered[number] = self._new(number)
                self._notes.append(f"[{renumbered[number]}]{_NOTE_START.sub('', line.text, count=1)}")
            elif self._notes:
                ended = line.column == 0 and end - line.right < -3 * line.size and _ENTRY_END.search(self._notes[-1])
                self._notes[-1] += f"\n{line.text}" if ended else line.text
            else:
                body.append(line)
            end = line.right
        for line in body:
            line.text = _MARKED.sub(lambda mark: _renumber(mark, renumbered), line.text)
        return body

    def _small(self, column: Sequence[Line]) -> list[Line]:
        """Return the lines at the end of a column that are smaller than the body."""
        at = len(column)
        while at and column[at - 1].size <= _NOTE_SIZE * self._body:
            at -= 1
        return list(column[at:])

    def _new(self, number: int) -> int:
        """Return the number of a footnote, one of its own where pages count anew."""
        self._numbers.append(number if number not in self._numbers else max(self._numbers) + 1)
        return self._numbers[-1]


_MARKED = re.compile(rf"\[(\d{{1,3}})\]|([{CIRCLED}])")


def _body_size(lines: Iterable[Line]) -> float:
    """Return the size of most characters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _value(match: re.Match[str]) -> int:
    return int(match[1]) if match[1] else CIRCLED.index(match[2]) + 1


def _referred(line: Line) -> Iterator[int]:
    return (_value(match) for match in _MARKED.finditer(line.text) if match.start())


def _number(line: Line, referred: set[int]) -> int:
    """Return the number of the footnote that a line begins, 0 where it begins none."""
    match = _NOTE_START.match(line.text)
    return number if match and (number := _value(match)) in referred else 0


def _renumber(mark: re.Match[str], renumbered: dict[int, int]) -> str:
    return f"[{renumbered[_value(mark)]}]" if mark.start() and _value(mark) in renumbered else mark[0]


# --- lines to paragraphs ---

_CLOSED = re.compile(rf"[{ENDS}：:!?;][”’」』）)》]*(?:\[\d{{1,3}}\])*$")
# 项目建设提速扩量。谋划…: the heading of an item, where nothing else tells that it begins
_RUN_IN = re.compile(rf"[^{ENDS}，：\d]{{4,16}}。")
_ENTRY = re.compile(rf"[\[［〔【]\d{{1,3}}[\]］〕】]|[{CIRCLED}]")
# what some programs do not divide at the end of a line: “三保”， 2,345.6亿 新“131+1”工程
_UNDIVIDED = r"[“‘（《「『【\[]*(?:[A-Za-z0-9.,%％+/·-]+.?|.)[，。、；：？！”’）》」』】%％\]]*"
_FIRST_WORD = re.compile(rf"{_UNDIVIDED}(?:(?:(?<=[“”‘’])|(?=[“‘])){_UNDIVIDED})*")
_LONGEST_WORD = 7.5
"""Width of the longest of these that is reckoned with, in sizes of a character."""
_INDENT = (0.8, 3.5)
"""How far, in sizes of a character, an indented line stands to the right of the others; more is centred."""
_INDENTED_TEXT = 0.01
"""Share of the lines that are indented, or stand below a gap, from which on a text tells its paragraphs so."""
_WIDE_STEP = 1.25
"""How far apart paragraphs with a gap between them stand, in the distance of two lines."""
_COMMON = 0.1
"""Share of the lines that begin at the left edge, at least."""
_FEWEST_LINES = 10
"""Lines of a column that tell where its edges are."""
_AROUND = 6
"""Lines above and below by which is told whether all there stand indented."""


def _step(before: Line, line: Line) -> float:
    """Return how far a line stands below the one before it, 0 on another page or in another column."""
    below = before.page == line.page and before.column == line.column
    return max(before.base - line.base, 0.0) if below else 0.0


class _Paragraphs:
    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._size = _body_size(lines)
        self._edges = self._edges_of(self._groups())
        indents = [self._indent(line) for line in lines]
        self._has_indents = sum(_INDENT[0] <= indent <= _INDENT[1] for indent in indents) >= _INDENTED_TEXT * len(lines)
        steps = Counter(round(step) for a, b in pairwise(lines) if (step := _step(a, b)))
        self._wide = _WIDE_STEP * (steps.most_common(1)[0][0] if steps else 0.0)
        self._has_gaps = sum(n for step, n in steps.items() if step > self._wide) >= _INDENTED_TEXT * len(lines)

    def texts(self) -> Iterator[str]:
        """Yield the text of each paragraph."""
        out, first = "", 0
        for at, line in enumerate(self._lines):
            if out and self._begins(at, first):
                yield out
                out, first = "", at
            out += self._glue(out, line.text) + line.text
        if out:
            yield out

    def _glue(self, before: str, text: str) -> str:
        """Return the space between two words that a line break stands for."""
        return " " if re.search("[A-Za-z] [a-z]|[a-z] [A-Z]", f"{before[-1:]} {text[:1]}") else ""

    def _key(self, line: Line) -> tuple[int, int]:
        return line.page % 2, line.column

    def _groups(self) -> dict[tuple[int, int], list[Line]]:
        """Return the lines of each column, of pages on the left and on the right."""
        groups: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for line in self._lines:
            if abs(line.size - self._size) <= 0.1 * self._size:
                groups[self._key(line)].append(line)
        return groups

    def _edges_of(self, groups: dict[tuple[int, int], list[Line]]) -> dict[tuple[int, int], tuple[float, float]]:
        """Return where the full lines of each column begin and end; few lines tell less than those of all columns."""
        known = {key: self._edge(group) for key, group in groups.items() if len(group) >= _FEWEST_LINES}
        if not known:
            known = {key: self._edge(group) for key, group in groups.items()}
        around = (
            (min(left for left, _ in known.values()), max(right for _, right in known.values())) if known else (0, 0)
        )
        return {key: known.get(key, around) for key in groups}

    @staticmethod
    def _edge(lines: Sequence[Line]) -> tuple[float, float]:
        """Return where full lines begin and end."""
        lefts = Counter(round(line.left / 2) * 2 for line in lines)
        least = max(_COMMON * len(lines), min(2, len(lines)))
        left = min((place for place, count in lefts.items() if count >= least), default=min(lefts))
        rights = sorted(line.right for line in lines)
        return left, rights[int(0.9 * (len(rights) - 1))]

    def _margins(self, line: Line) -> tuple[float, float]:
        return self._edges.get(self._key(line)) or next(iter(self._edges.values()))

    def _indent(self, line: Line) -> float:
        return (line.left - self._margins(line)[0]) / max(line.size, 1.0)

    def _is_indented(self, at: int) -> bool:
        """Tell whether a line stands to the right of the lines around it, as the first of a paragraph does."""
        own = self._indent(self._lines[at])
        if own < _INDENT[0]:
            return False
        around = self._lines[max(at - _AROUND, 0) : at + _AROUND + 1]
        return any(self._indent(line) < own - 0.5 for line in around)

    def _is_hanging(self, at: int, first: int) -> bool:
        """Tell whether a line stands to the right of the first one of its paragraph."""
        return self._indent(self._lines[at]) > self._indent(self._lines[first]) + 0.5

    def _is_short(self, line: Line, following: Line) -> bool:
        """Tell whether a line ends where the first word of the next one would have had place."""
        word = _FIRST_WORD.match(following.text)
        width = sum(0.6 if character.isascii() else 1.0 for character in (word[0] if word else "字")) + 0.6
        left, right = self._margins(line)
        return right - line.right > min(width, _LONGEST_WORD, 0.5 * (right - left) / line.size) * line.size

    def _begins(self, at: int, first: int) -> bool:
        """Tell whether a line begins a paragraph; `first` begins the one before it.

        The lines of an entry may hang: all but its first are indented.
        """
        before, line = self._lines[at - 1], self._lines[at]
        if abs(line.size - before.size) > 0.12 * max(line.size, before.size) or self._is_short(before, line):
            return True
        closed = bool(_CLOSED.search(before.text))
        hangs = any(self._is_hanging(other, first) for other in range(first + 1, at))
        if hangs or not closed:
            return self._is_hanging(at, first) != hangs if hangs else self._is_indented(at) and self._is_indented(first)
        if self._is_indented(at):
            return True
        step = _step(before, line)
        if step > self._wide or _ENTRY.match(line.text):
            return True
        if step and self._has_gaps:
            return False
        return not self._has_indents and (starts_anew(line.text) or bool(_RUN_IN.match(line.text)))
