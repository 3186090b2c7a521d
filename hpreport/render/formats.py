"""The output formats, each a function from rows to pieces of text."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from hpreport.records import Row
from hpreport.render.layout import Column, Layout, Style
from hpreport.text.sanitize import clean, escape_json, one_line

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def cell_text(column: Column, value: Any) -> str:
    """Return a value as one cell of `plain` or `tsv`: lists of strings joined by ；, lists of records as JSON."""
    if isinstance(value, list):
        if any(isinstance(item, Mapping) for item in value):
            return one_line(escape_json(json.dumps(value, ensure_ascii=False)))
        return "；".join(one_line(str(item)) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return one_line(column.show(value)) if isinstance(value, float) else one_line("" if value is None else str(value))


def dump_json(value: Any) -> str:
    """Return `value` as JSON on one line, Chinese as itself, control characters escaped."""
    return escape_json(json.dumps(value, ensure_ascii=False))


def _picked(row: Row, style: Style) -> Row:
    return {name: row[name] for name in style.fields} if style.fields else row


def _json(rows: Iterable[Row], layout: Layout, style: Style) -> Iterator[str]:
    first = True
    for row in rows:
        yield ("[\n" if first else ",\n") + dump_json(_picked(row, style))
        first = False
    yield "[]\n" if first else "\n]\n"


def _jsonl(rows: Iterable[Row], layout: Layout, style: Style) -> Iterator[str]:
    for row in rows:
        yield dump_json(_picked(row, style)) + "\n"


def _plain(rows: Iterable[Row], layout: Layout, style: Style) -> Iterator[str]:
    columns = layout.pick(style.fields or layout.plain)
    for row in rows:
        yield "\t".join(cell_text(column, row[column.name]) for column in columns) + "\n"


def _tsv(rows: Iterable[Row], layout: Layout, style: Style) -> Iterator[str]:
    columns = layout.pick(style.fields) or layout.columns
    header = "\t".join(column.name for column in columns) + "\n" if style.header else ""
    for row in rows:
        yield header + "\t".join(cell_text(column, row[column.name]) for column in columns) + "\n"
        header = ""  # printed with the first row: nothing found prints nothing


def _inert(cell: str, value: Any) -> str:
    """Return a cell of `csv` that no spreadsheet takes for a formula: an apostrophe goes before a text like `=1+1`.

    Numbers stay as they are. Source: OWASP, CSV Injection.
    """
    formula = len(cell) > 1 and cell.startswith(_FORMULA) and not isinstance(value, (int, float))
    return f"'{cell}" if formula else cell


def _csv(rows: Iterable[Row], layout: Layout, style: Style) -> Iterator[str]:
    import csv
    import io

    columns = layout.pick(style.fields) or layout.columns
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    header = style.header
    for row in rows:
        if header:
            writer.writerow([column.name for column in columns])
            header = False
        writer.writerow([_inert(cell_text(column, row[column.name]), row[column.name]) for column in columns])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _md(rows: Iterable[Row], layout: Layout, style: Style) -> Iterator[str]:
    if layout.quote and not style.fields:
        yield from _quotations(rows, *layout.quote)
        return
    grouped = [layout.group] if layout.group else []
    columns = layout.pick(style.fields or [*grouped, *layout.table])
    titles = "| " + " | ".join(column.title for column in columns) + " |\n"
    rule = "|" + "|".join(" ---: " if column.right else " --- " for column in columns) + "|\n"
    header = titles + rule if style.header else ""
    for row in rows:
        cells = (clean(column.cell(row, ascii_only=style.ascii)) for column in columns)
        line = " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells)
        yield f"{header}| {line} |\n"
        header = ""


def _quotations(rows: Iterable[Row], text: str, source: str) -> Iterator[str]:
    """Yield each row as a Markdown quotation: its paragraphs, then its source."""
    for at, row in enumerate(rows):
        paragraphs = [*clean(row[text]).split("\n"), f"——{clean(row[source])}"]
        yield ("\n" if at else "") + "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs) + "\n"


def _table(rows: Iterable[Row], layout: Layout, style: Style) -> Iterator[str]:
    from hpreport.render.table import render_table

    yield from render_table(list(rows), layout, style)


_RENDERERS: dict[str, Callable[[Iterable[Row], Layout, Style], Iterator[str]]] = {
    "table": _table,
    "plain": _plain,
    "tsv": _tsv,
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
    "md": _md,
}
FORMATS = tuple(_RENDERERS)
"""Names of the formats; the command line adds `auto`, which is one of them depending on the terminal."""


def render(rows: Iterable[Row], layout: Layout, style: Style) -> Iterator[str]:
    """Yield the rows in `style.format`, piece by piece, each piece ending with a line feed."""
    pieces = _RENDERERS[style.format](rows, layout, style)
    return _with_mark(pieces) if style.bom and style.format in ("csv", "tsv") else pieces


def _with_mark(pieces: Iterator[str]) -> Iterator[str]:
    """Yield text with the mark by which Excel knows UTF-8."""
    mark = "\ufeff"
    for piece in pieces:
        yield mark + piece
        mark = ""
