"""What a kind of record looks like: its columns, which of them the human formats show, and the style of a call."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from hpreport.records import fields


def show_value(value: Any) -> str:
    """Return a value as a reader sees it: lists one thing a line, numbers without a useless `.0`, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list):
        return "\n".join(show_value(item) for item in value)
    if isinstance(value, Mapping):
        return " ".join(show_value(item) for item in value.values())
    return str(value)


class Column(NamedTuple):
    """A field of the contract, its Chinese title, and how the human formats show it."""

    name: str
    title: str
    wide: bool = False
    """Whether the column may be narrowed and its text wrapped."""
    least: int = 12
    """Cells below which it is not narrowed, unless its text is."""
    right: bool = False
    """Whether values are aligned at the right."""
    show: Callable[[Any], str] = show_value
    style: str = ""
    marks: str = ""
    """Name of the field whose value is highlighted wherever this column's text uses it."""
    marked: bool = False
    """Whether the layout's marks are highlighted in it."""
    draw: Callable[[Mapping[str, Any], bool], str] | None = None
    """Makes the cell from the whole record, told whether only ASCII may be used; for people, not for scripts."""
    record: type | None = None
    """The record of the contract whose field it is."""
    kind: str = ""
    """The JSON type of its values where it is no field of the contract: `string`, `integer`, `number`."""

    def cell(self, row: Mapping[str, Any], *, ascii_only: bool = False) -> str:
        """Return what the human formats show of a record in this column."""
        return self.draw(row, ascii_only) if self.draw else self.show(row[self.name])


class Style(NamedTuple):
    """How to render, decided by the command line once and for all commands."""

    format: str = "plain"
    fields: Sequence[str] = ()
    """Names of the fields to show, in order; empty: the format's own choice."""
    header: bool = True
    width: int = 80
    """Cells a line of a table may take."""
    color: bool = False
    ascii: bool = False
    """Whether borders are drawn in ASCII."""
    ambiguous: int = 1
    """Cells that the terminal takes for a character of ambiguous width."""
    bom: bool = False
    """Whether `csv` and `tsv` begin with a byte order mark."""


def columns_of(record: type, *columns: Column) -> list[Column]:
    """Return the columns of a record of the contract, in its order; `columns` has one of each of its fields.

    Raises `KeyError` naming a field that has no column.
    """
    by_name = {column.name: column for column in columns}
    return of_record(record, *(by_name[name] for name in fields(record)))


def of_record(record: type, *columns: Column) -> list[Column]:
    """Return columns of fields of a record of the contract, in their order."""
    return [column._replace(record=record) for column in columns]


class Layout(NamedTuple):
    """The columns of a kind of record in contract order, and the choice made for `plain`, tables and single records."""

    columns: Sequence[Column]
    plain: Sequence[str]
    """Fields of `plain`, in order; other programs rely on it: only ever added to at the end."""
    table: Sequence[str]
    """Fields of `table` and `md`."""
    detail: Sequence[str] = ()
    """Fields shown one a line where there is a single record; empty: a single record is a table too."""
    drawn: Sequence[Column] = ()
    """Columns for people that are no fields of the contract."""
    group: str = ""
    """Column whose text heads each run of rows that have it alike; empty: no groups."""
    tree: str = ""
    """Field that says how deep a row stands in a tree; the first column of tables then draws it."""
    marks: Callable[[str], Sequence[tuple[int, int]]] | None = None
    """Ranges of a text to be highlighted, in the columns that are marked."""
    brief: bool = False
    """Whether a record is one line or two, without titles, where there is no room for columns: its values tell."""
    quote: tuple[str, str] | None = None
    """Fields of text and source that `md` prints as a quotation instead of a table."""

    def pick(self, names: Sequence[str]) -> list[Column]:
        """Return the columns called `names`, in that order."""
        by_name = {column.name: column for column in (*self.columns, *self.drawn)}
        return [by_name[name] for name in names]

    def adding(self, *names: str) -> "Layout":
        """Return the layout with more fields at the end of what `plain`, tables and single records show."""
        detail = [*self.detail, *names] if self.detail else ()
        return self._replace(plain=[*self.plain, *names], table=[*self.table, *names], detail=detail)
