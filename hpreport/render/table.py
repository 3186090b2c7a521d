"""Tables for people, drawn by Rich: cells, trees of rows; on narrow terminals, and for one record, one field a line."""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.box import ASCII, SIMPLE_HEAD, Box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from hpreport.records import Row
from hpreport.render.layout import Column, Layout, Style
from hpreport.render.text import cell_width, spread, unspread, wrap
from hpreport.text.matcher import Matcher
from hpreport.text.sanitize import clean

_HIGHLIGHT = "bold red"


class Cell(NamedTuple):
    """The text of one field, and what belongs to how it looks."""

    text: str
    lead: str = ""
    """What stands before its first line."""
    rest: str = ""
    """What stands before its other lines."""
    marks: Sequence[tuple[int, int]] = ()
    """Ranges of the text to be highlighted."""

    def widths(self) -> list[int]:
        """Return the width of each line as it stands, in terminal cells."""
        return [cell_width(self.lead + line) for line in self.text.split("\n")]

    def draw(self, width: int) -> Text:
        """Return the text wrapped to `width` cells."""
        lines = wrap(self.text, max(width - cell_width(self.lead), 2))
        drawn, at = Text(), 0
        for number, line in enumerate(lines):
            drawn.append(("\n" + self.rest if number else self.lead), "dim" if self.lead or self.rest else "")
            at = self.text.index(line, at)
            drawn.append_text(self._line(line, at))
            at += len(line)
        return drawn

    def _line(self, line: str, at: int) -> Text:
        """Return a line that starts at offset `at` of the text, its marks highlighted."""
        drawn = Text(line)
        for start, end in self.marks:
            drawn.stylize(_HIGHLIGHT, max(start - at, 0), max(end - at, 0))
        return drawn


_DRAWN = ("├─ ", "└─ ", "│  ")
_ASCII = ("|- ", "`- ", "|  ")
_BLANK = "   "


def tree_leads(levels: Sequence[int], *, ascii_only: bool = False) -> list[tuple[str, str]]:
    """Return for each node, in the order of the tree, what precedes its first line and its other lines.

    The highest level among `levels` has no branch before it.

    >>> tree_leads([1, 2, 2])
    [('', '│  '), ('├─ ', '│  '), ('└─ ', '   ')]
    """
    branch, last, through = _ASCII if ascii_only else _DRAWN
    top = min(levels, default=0)
    leads = []
    for at, level in enumerate(levels):
        stems = [through if _goes_on(levels, at, upper) else _BLANK for upper in range(top + 1, level)]
        own = [] if level == top else [branch if _goes_on(levels, at, level) else last]
        after = [] if level == top else [through if _goes_on(levels, at, level) else _BLANK]
        below = [through] if at + 1 < len(levels) and levels[at + 1] > level and level == top else []
        leads.append(("".join(stems + own), "".join(stems + after + below)))
    return leads


def _goes_on(levels: Sequence[int], at: int, level: int) -> bool:
    """Tell whether a node of `level` follows the one at `at` before one of a higher level does."""
    following = next((other for other in levels[at + 1 :] if other <= level), None)
    return following == level


NARROW = 50
"""Below this many cells a table is stacked: one line a field."""
_GAP = 3
"""Cells that Rich puts between two columns: padding on both sides and, in the ASCII box, a border."""


def render_table(rows: Sequence[Row], layout: Layout, style: Style) -> Iterator[str]:
    """Yield the rows as one table, or stacked where the width or the layout asks for it."""
    if not rows:
        return
    if len(rows) == 1 and layout.detail and not style.fields:
        yield _stacked(rows, layout.pick(layout.detail), layout, style)
        return
    columns = layout.pick(style.fields or layout.table)
    cells = _cells(rows, columns, layout, style)
    widths = _widths(columns, cells, style) if style.width >= NARROW else None
    if layout.group and not style.fields:
        yield _grouped(_runs(rows, layout, style), columns, widths, layout, style)
    elif widths:
        yield _draw(_table(columns, cells, widths, style), style)
    elif layout.tree and not style.fields:
        yield _draw(Text("\n").join(_narrow_node(columns, row, style.width) for row in cells), style)
    else:
        yield (_brief if layout.brief and not style.fields else _stacked)(rows, columns, layout, style)


def _grouped(
    runs: Iterator[tuple[str, list[Row]]],
    columns: Sequence[Column],
    widths: list[int] | None,
    layout: Layout,
    style: Style,
) -> str:
    """Return the runs of rows one below the other, each under its heading, the titles of the columns once on top."""
    blocks = [_draw(_table(columns, [], widths, style), style)] if widths and style.header else []
    bare, narrow = style._replace(header=False), _brief if layout.brief else _stacked
    for heading, run in runs:
        cells = _cells(run, columns, layout, style)
        body = _draw(_table(columns, cells, widths, bare), style) if widths else narrow(run, columns, layout, style)
        blocks.append(_draw(Text("\n".join(wrap(heading, style.width)), "bold"), style) + body.strip("\n") + "\n")
    return "\n".join(block.strip("\n") + "\n" for block in blocks)


def _runs(rows: Sequence[Row], layout: Layout, style: Style) -> Iterator[tuple[str, list[Row]]]:
    """Yield each run of rows that have the group's text alike, below that text."""
    (column,) = layout.pick([layout.group])
    for heading, run in groupby(rows, lambda row: _cell(column, row, layout, style).text):
        yield heading, list(run)


def _cells(rows: Sequence[Row], columns: Sequence[Column], layout: Layout, style: Style) -> list[list[Cell]]:
    """Return the cells of the rows, the first of each led by its branch where the layout is a tree."""
    cells = [[_cell(column, row, layout, style) for column in columns] for row in rows]
    if not layout.tree or style.fields:
        return cells
    leads = tree_leads([row[layout.tree] for row in rows], ascii_only=style.ascii)
    return [
        [first._replace(lead=lead, rest=rest), *others]
        for (first, *others), (lead, rest) in zip(cells, leads, strict=True)
    ]


def _cell(column: Column, row: Row, layout: Layout, style: Style) -> Cell:
    text = clean(column.cell(row, ascii_only=style.ascii))
    words = [str(row[column.marks])] if column.marks and style.color else []
    marks = [(found.start, found.end) for found in Matcher(words).find(text)]
    if layout.marks and column.marked:
        marks = [*layout.marks(text)]
    if style.ambiguous == 1:
        return Cell(text, marks=marks)
    return Cell(spread(text), marks=[(len(spread(text[:start])), len(spread(text[:end]))) for start, end in marks])


def _widths(columns: Sequence[Column], cells: Sequence[Sequence[Cell]], style: Style) -> list[int] | None:
    """Return the width of each column, or None where they do not fit.

    What the narrow columns leave is shared by the wide ones, each by the square root of its mean text: a column of
    sentences gets more than one of words, which still is not squeezed to nothing.
    """
    lines = [[row[at].widths() for row in cells] for at in range(len(columns))]
    natural = [max([cell_width(c.title), *map(max, lines[at])]) for at, c in enumerate(columns)]
    mean = [sum(map(sum, lines[at])) / max(len(cells), 1) for at in range(len(columns))]
    room = style.width - _GAP * len(columns) - 1
    widths = list(natural)
    wide = sorted((at for at, column in enumerate(columns) if column.wide), key=lambda at: mean[at])
    wide = wide if sum(natural) > room else []
    room -= sum(width for at, width in enumerate(natural) if at not in wide)
    for done, at in enumerate(wide):
        total = sum(mean[other] ** 0.5 for other in wide[done:]) or 1
        widths[at] = min(natural[at], max(int(room * mean[at] ** 0.5 / total), columns[at].least))
        room -= widths[at]
    return widths if sum(widths) + _GAP * len(columns) + 1 <= style.width else None


def _table(columns: Sequence[Column], cells: Sequence[Sequence[Cell]], widths: Sequence[int], style: Style) -> Table:
    box: Box = ASCII if style.ascii else SIMPLE_HEAD
    table = Table(box=box, show_header=style.header, pad_edge=False, show_lines=style.ascii, header_style="bold")
    for column, width in zip(columns, widths, strict=True):
        table.add_column(
            column.title,
            width=width,
            min_width=width,
            overflow="fold",
            justify="right" if column.right else "left",
            style=column.style,
        )
    for row in cells:
        table.add_row(*(cell.draw(width) for cell, width in zip(row, widths, strict=True)))
    return table


def _narrow_node(columns: Sequence[Column], cells: Sequence[Cell], width: int) -> Text:
    """Return one node of a tree where there is no room for columns: its text, below it the other fields."""
    first, *others = cells
    fields = " ".join(f"{column.title} {cell.text}" for column, cell in zip(columns[1:], others, strict=True))
    return Text("\n").join([first.draw(width), Cell(fields, lead=first.rest, rest=first.rest).draw(width)])


def _stacked(rows: Sequence[Row], columns: Sequence[Column], layout: Layout, style: Style) -> str:
    """Return each row as lines `字段：值`, wrapped under the value, rows divided by a blank line."""
    blocks = []
    for row in rows:
        text = Text()
        for column in columns:
            cell = _cell(column, row, layout, style)
            if cell.text:
                _append_field(text, column, cell, style.width)
        blocks.append(_draw(text, style))
    return "\n".join(blocks)


def _brief(rows: Sequence[Row], columns: Sequence[Column], layout: Layout, style: Style) -> str:
    """Return each row as one line of its values or, where that is too long, the first value and the others below it."""
    lines = Text()
    for row in rows:
        cells = [(column, _cell(column, row, layout, style)) for column in columns]
        (first, name), *others = [(column, cell) for column, cell in cells if cell.text]
        rest = "  ".join(cell.text for _, cell in others)
        apart = cell_width(name.text) + 2 + cell_width(rest) > style.width
        below = Cell(rest, lead="  ", rest="  ").draw(style.width) if apart else Text(f"  {rest}")
        title = name.draw(style.width)
        title.stylize(first.style)
        lines.append_text(Text.assemble(title, "\n" if apart else "", below, "\n"))
    return _draw(lines, style)


def _append_field(text: Text, column: Column, cell: Cell, width: int) -> None:
    label = f"{column.title}："
    indent = cell_width(label) if width >= NARROW else 2
    value = cell.draw(max(width - indent, 2))
    text.append("\n".join(wrap(label, max(width, 2))), "bold")
    if indent != cell_width(label) and ("\n" in value.plain or cell_width(label + cell.text) > width):
        text.append("\n" + " " * indent)
    for at, line in enumerate(value.split("\n")):
        text.append("\n" + " " * indent if at else "")
        line.stylize_before(column.style)
        text.append_text(line)
    text.append("\n")


def _draw(renderable: RenderableType, style: Style) -> str:
    """Return what Rich draws, with or without escapes, without trailing white space."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=style.width,
        force_terminal=style.color,
        color_system="standard" if style.color else None,
        no_color=not style.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=True,
        _environ={},  # FORCE_COLOR, COLUMNS and the like have been weighed by the command line
    )
    console.print(renderable, end="", soft_wrap=not isinstance(renderable, Table))
    drawn = "\n".join(line.rstrip() for line in unspread(buffer.getvalue()).split("\n"))
    return drawn.strip("\n") + "\n"
