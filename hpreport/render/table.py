"""Tables for people, drawn by Rich; on narrow terminals, and for a single record, one field a line instead."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.box import ASCII, SIMPLE_HEAD, Box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from hpreport.render.formats import Row, Style
from hpreport.render.layout import Column, Layout
from hpreport.render.text import cell_width, clean, wrap
from hpreport.render.tree import tree_leads

NARROW = 50
"""Below this many cells a table is stacked: one line a field."""
_LEAST = 12
"""A wrapped column is never narrower than this, unless its text is."""
HIGHLIGHT = "bold red"
_GAP = 3
"""Cells that Rich puts between two columns: padding on both sides and, in the ASCII box, a border."""


@dataclass(frozen=True, slots=True)
class Cell:
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
            drawn.stylize(HIGHLIGHT, max(start - at, 0), max(end - at, 0))
        return drawn


def render_table(rows: Sequence[Row], layout: Layout, style: Style) -> Iterator[str]:
    """Yield the rows as one table, or stacked where the width or the layout asks for it."""
    if len(rows) == 1 and layout.detail and not style.fields:
        yield _stacked(rows, layout.pick(layout.detail), layout, style)
        return
    columns = layout.pick(style.fields or layout.table)
    cells = [[_cell(column, row, layout) for column in columns] for row in rows]
    if layout.tree and not style.fields:
        leads = tree_leads([row[layout.tree] for row in rows], ascii_only=style.ascii)
        cells = [
            [replace(first, lead=lead, rest=rest), *others]
            for (first, *others), (lead, rest) in zip(cells, leads, strict=True)
        ]
    widths = _widths(columns, cells, style) if style.width >= NARROW else None
    if widths:
        yield _draw(_table(columns, cells, widths, style), style)
    elif layout.tree and not style.fields:
        yield _draw(Text("\n").join(first.draw(style.width) for first, *_ in cells), style)
    else:
        yield _stacked(rows, columns, layout, style)


def _cell(column: Column, row: Row, layout: Layout) -> Cell:
    text = clean(column.show(row[column.name]))
    return Cell(text, marks=layout.marks(text) if layout.marks and column.marked else ())


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
        widths[at] = min(natural[at], max(int(room * mean[at] ** 0.5 / total), _LEAST))
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


def _stacked(rows: Sequence[Row], columns: Sequence[Column], layout: Layout, style: Style) -> str:
    """Return each row as lines `字段：值`, wrapped under the value, rows divided by a blank line."""
    blocks = []
    for row in rows:
        text = Text()
        for column in columns:
            cell = _cell(column, row, layout)
            if cell.text:
                _append_field(text, column, cell, style.width)
        blocks.append(_draw(text, style))
    return "\n".join(blocks)


def _append_field(text: Text, column: Column, cell: Cell, width: int) -> None:
    label = f"{column.title}："
    indent = cell_width(label) if width >= NARROW else 2
    value = cell.draw(max(width - indent, 2))
    text.append(label, "bold")
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
    return "".join(line.rstrip() + "\n" for line in buffer.getvalue().strip("\n").split("\n"))
