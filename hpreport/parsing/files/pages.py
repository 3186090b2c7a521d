"""Pages of placed characters to lines: what stands on one line, in which column, raised numbers as footnote marks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple


class Character(NamedTuple):
    """A character and where it stands on its page, in points from the left lower corner."""

    text: str
    left: float
    right: float
    base: float
    """The height of the line that it stands on."""
    size: float


_Piece = Sequence[Character]
"""Characters written one after the other at one height, near each other."""


@dataclass(slots=True)
class Line:
    """A line of a page, or of a column of it."""

    page: int
    column: int
    """0 across the page, 1 and 2 the columns."""
    pieces: list[_Piece]
    text: str = ""
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    size: float = 0.0


class PlacedLines(NamedTuple):
    """The lines of a document, and what was seen of its pages."""

    lines: list[Line]
    pages: int
    columns: bool
    """Whether the pages have two columns."""
    watermarks: int
    """Texts left out that stand at the very same place on most pages."""


def placed_lines(pages: Sequence[Sequence[Character]]) -> PlacedLines:
    """Return the lines of pages in the order in which they are read."""
    pieces, watermarks = _without_watermarks([list(_pieces(page)) for page in pages])
    gutter = _gutter(pieces)
    lines = [line for number, page in enumerate(pieces) for line in _lines(number, page, gutter)]
    return PlacedLines(lines, len(pages), gutter is not None, watermarks)


_FAR = 1.5
"""Sizes of a character between two of one line from which on they are not of one text: columns, cells of a table."""
_WORDS, _WIDE = 0.6, 1.4
"""Gaps, in sizes of a character, that stand for a space between two words and for one of a character's width."""
_CUT = 0.25
"""Gap within a piece in which something else may stand."""
_RAISED, _SMALL = 0.15, 0.9
"""How far a footnote mark stands above its line, and how large it is at most, in sizes of the line's characters."""
_LONGEST_MARK = 8
_MIDDLE = 0.35
"""How far above its base the middle of a character is."""
_HANGING = "，。、；：！？,.;:"
_APART = 0.7
"""Gap between two columns, in sizes of a character, at least."""
_FULL = 100
"""Characters of a page that tells by itself whether it has columns."""
_ON_EACH_SIDE, _ACROSS = 0.15, 0.25
"""Shares of the characters of a page that stand on each side of the gap between columns, and across it."""
_OFTEN, _FEWEST_PAGES = 0.6, 3
"""Share of the pages, and number of them, on which a watermark stands."""
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARK = re.compile(rf"[\[［〔【（(]?\s*(?:(\d{{1,3}})|([{CIRCLED}]))\s*[\]］〕】）)]?")
_POWER = re.compile(r"(?:\d|(?<![A-Za-z])[kcdm]?m)$")
"""Behind this a raised number is a power: 平方千米 as km², 10⁸."""


def _pieces(page: Iterable[Character]) -> Iterator[_Piece]:
    """Yield the characters of a page that stand at one height and near each other, in the order of writing."""
    piece: list[Character] = []
    for character in page:
        if piece and not _follows(piece[-1], character):
            yield from _stripped(piece)
            piece = []
        if not any(_is_copy(other, character) for other in piece[-2:]):
            piece.append(character)
    yield from _stripped(piece)


def _stripped(piece: Sequence[Character]) -> Iterator[_Piece]:
    """Yield a piece without the spaces around it, none where it has nothing else."""
    shown = [at for at, character in enumerate(piece) if not character.text.isspace()]
    if shown:
        yield piece[shown[0] : shown[-1] + 1]


def _follows(before: Character, character: Character) -> bool:
    size = max(before.size, character.size, 1.0)
    alike = abs(character.base - before.base) < 0.1 * size and abs(character.size - before.size) < 0.1 * size
    return alike and -0.6 * size < character.left - before.right < _FAR * size


def _is_copy(other: Character, character: Character) -> bool:
    """Tell whether a character was drawn a second time to look bold, nearly where it stands already."""
    return other.text == character.text and abs(other.left - character.left) < 0.3 * character.size


def _without_watermarks(pages: Sequence[Sequence[_Piece]]) -> tuple[list[list[_Piece]], int]:
    """Return the pages without what stands at the very same place on most of them, and how often it was."""

    def key(piece: _Piece) -> tuple[str, int, int]:
        return "".join(character.text for character in piece), round(piece[0].left / 2), round(piece[0].base / 2)

    found = Counter(name for page in pages for name in {key(piece) for piece in page})
    needed = max(_OFTEN * len(pages), _FEWEST_PAGES)
    kept = [[piece for piece in page if found[key(piece)] < needed] for page in pages]
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _gutter(pages: Sequence[Sequence[_Piece]]) -> float | None:
    """Return where the gap between two columns stands on most pages, None where the text has one column."""
    full = [page for page in pages if sum(map(len, page)) >= _FULL]
    found = sorted(place for page in full if (place := _gap(page)) is not None)
    return found[len(found) // 2] if 2 * len(found) > len(full) else None


def _gap(page: Sequence[_Piece]) -> float | None:
    """Return the middle of a gap that divides a page into two columns; few lines go across it."""
    left, right = min(piece[0].left for piece in page), max(piece[-1].right for piece in page)
    total = sum(map(len, page))
    across: dict[float, int] = {}
    for place in (left + (right - left) * share / 100 for share in range(35, 66)):
        across[place] = sum(len(piece) for piece in page if piece[0].left < place < _ink_end(piece))
    free = [place for place, count in across.items() if count == min(across.values())]
    best = free[len(free) // 2]
    least_side = min(
        sum(len(piece) for piece in page if _ink_end(piece) <= best),
        sum(len(piece) for piece in page if piece[0].left >= best),
    )
    return best if across[best] <= _ACROSS * total and least_side >= _ON_EACH_SIDE * total else None


def _lines(page: int, pieces: Sequence[_Piece], gutter: float | None) -> Iterator[Line]:
    """Yield the lines of a page from the top down, of columns those of the left one first."""
    waiting: tuple[list[Line], list[Line]] = ([], [])
    for row in _rows(pieces):
        for run in _runs(row, gutter):
            column = _column(run, gutter)
            line = _set(Line(page, column, run))
            if column:
                waiting[column - 1].append(line)
                continue
            for side in waiting:
                yield from side
                side.clear()
            yield line
    for side in waiting:
        yield from side


def _column(run: Sequence[_Piece], gutter: float | None) -> int:
    """Return which column pieces stand in, 0 where they stand across the page."""
    if gutter is None:
        return 0
    return 1 if _ink_end(run[-1]) <= gutter else 2 if run[0][0].left >= gutter else 0


def _ink_end(piece: _Piece) -> float:
    """Return where a piece ends for the eye: a comma that hangs over the edge fills half its width."""
    last = piece[-1]
    return last.left + 0.5 * last.size if last.text in _HANGING else last.right


def _middle(piece: _Piece) -> float:
    return piece[0].base + _MIDDLE * piece[0].size


def _rows(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Return the pieces of each line across the page, from the top down; raised and lowered ones go with their line."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece[0].size):
        near = [row for row in rows if _is_beside(row[0][0], piece)]
        if near:
            min(near, key=lambda row: abs(_middle(row[0]) - _middle(piece))).append(piece)
        else:
            rows.append([piece])
    rows.sort(key=lambda row: -_middle(row[0]))
    return rows


def _is_beside(first: Character, piece: _Piece) -> bool:
    """Tell whether a piece stands on the line that a character of at least its size begins; a mark stands above it."""
    above = piece[0].base - first.base
    is_mark = piece[0].size <= _SMALL * first.size and len(piece) <= _LONGEST_MARK
    return -0.4 * first.size < above < 0.8 * first.size if is_mark else abs(above) < 0.5 * piece[0].size


def _runs(row: Sequence[_Piece], gutter: float | None) -> Iterator[list[_Piece]]:
    """Yield the pieces of a row from left to right, those on each side of the gap between columns by themselves."""
    run: list[_Piece] = []
    for piece in sorted(row, key=lambda piece: piece[0].left):
        apart = piece[0].left - _ink_end(run[-1]) > _APART * piece[0].size if run else False
        if gutter is not None and apart and _ink_end(run[-1]) <= gutter <= piece[0].left:
            yield run
            run = []
        run.append(piece)
    yield run


def _set(line: Line) -> Line:
    """Return a line with the text of its pieces, where it begins and ends, and its marks."""
    sizes: Counter[tuple[float, float]] = Counter()
    for piece in line.pieces:
        sizes[round(piece[0].size, 1), round(piece[0].base, 1)] += round(len(piece) * piece[0].size ** 2)
    (line.size, line.base), _ = sizes.most_common(1)[0]
    line.left, line.right = line.pieces[0][0].left, max(piece[-1].right for piece in line.pieces)
    pieces = sorted((part for piece in line.pieces for part in _parts(piece)), key=lambda part: part[0].left)
    gaps = [b.left - a.right for a, b in pairwise(character for piece in pieces for character in piece)]
    usual = max(median(gaps), 0.0) if gaps else 0.0
    end = line.left
    for piece in pieces:
        line.text += _space(piece[0].left - end - usual, line.text, piece[0])
        line.text += _raised(line, piece) or _text(piece, usual)
        end = piece[-1].right
    return line


def _parts(piece: _Piece) -> Iterator[_Piece]:
    """Yield a piece cut at its gaps: into one of them a quotation mark of another font may be set."""
    cuts = [at for at, (a, b) in enumerate(pairwise(piece), 1) if b.left - a.right > _CUT * b.size]
    for start, end in pairwise([0, *cuts, len(piece)]):
        yield piece[start:end]


def _raised(line: Line, piece: _Piece) -> str:
    """Return a piece as footnote mark where it is one: a small number above the line."""
    if piece[0].size > _SMALL * line.size or piece[0].base < line.base + _RAISED * line.size:
        return ""
    mark = _MARK.fullmatch(_text(piece, 0.0))
    if mark is None or _POWER.search(line.text):
        return ""
    return f"[{int(mark[1]) if mark[1] else CIRCLED.index(mark[2]) + 1}]"


def _text(piece: _Piece, usual: float) -> str:
    """Return the text of a piece; `usual` is the gap that a line spread over its width has everywhere."""
    out = piece[0].text
    for before, character in pairwise(piece):
        out += _space(character.left - before.right - usual, out, character) + character.text
    return out


def _space(gap: float, before: str, character: Character) -> str:
    """Return the white space that a gap stands for: between words, characters set apart, cells of a table."""
    size = character.size
    if not before or gap < _WORDS * size or before[-1].isspace():
        return ""
    if gap >= _WIDE * size:
        return "\t" if gap >= 2 * _WIDE * size else "\u3000"
    return " " if before[-1].isascii() and before[-1].isalpha() and character.text.isascii() else ""
