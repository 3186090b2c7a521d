"""Rows as JSON, as JSON Lines, and as tables without lists in them: a folder of CSV files, one a table."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from hpreport import __version__
from hpreport.errors import UsageError
from hpreport.export.schema import KINDS, Kind, Rows, properties
from hpreport.files import filling, write_pieces
from hpreport.index.index import Index
from hpreport.render import Column, Layout, Style, dump_json, render


class Table(NamedTuple):
    """Records without lists in them, for CSV and SQLite."""

    name: str
    fields: dict[str, dict[str, Any]]
    """Name of a field -> its JSON Schema."""
    rows: Callable[[Index], Rows]
    key: Sequence[str]
    """Fields that tell its rows apart; empty: none do."""
    owner: str = ""
    """The table whose rows have these rows in a list."""


_LOOKED_UP = ("match", "score")
"""Fields of a term that only a look-up fills."""
_KEYS = {
    "reports": ("report",),
    "sections": ("report", "id"),
    "paragraphs": ("report", "number"),
    "terms": ("report", "number"),
    "phrases": ("report", "number"),
}
_NUMBER = {"type": "integer", "description": "Position in the report, 1-based."}
_POSITION = {"type": "integer", "description": "Position in the list, 1-based."}


def tables() -> list[Table]:
    """Return the tables: one a kind, and one for each list that its rows have."""
    return [table for kind in KINDS for table in _tables_of(kind)]


def _tables_of(kind: Kind) -> Iterator[Table]:
    fields = properties(kind.schema)
    lists = {name: field for name, field in fields.items() if field.get("type") == "array" and name != "headings"}
    single = {n: f for n, f in fields.items() if n not in (*lists, *_LOOKED_UP, "headings")}
    rows, key = kind.rows, _KEYS.get(kind.name, ())
    if kind.name == "phrases":  # they have neither a place in the glossary nor what stands there
        rows, single["number"] = _numbered(kind.rows), _NUMBER
        lists = {"mentions": lists["mentions"]}
        del single["pinyin"]
    yield Table(kind.name, single, rows, key)
    for name, field in lists.items():
        yield _list_table(kind.name, name, field, Table(kind.name, {n: single[n] for n in key}, rows, key))


def _numbered(rows: Callable[[Index], Rows]) -> Callable[[Index], Rows]:
    return lambda index: ({**row, "number": number} for number, row in enumerate(rows(index), 1))


def _list_table(kind: str, name: str, field: dict[str, Any], owner: Table) -> Table:
    """Return the table of a list: the key of the row it belongs to, the position in the list, and what stands there."""
    item = (
        properties(field["items"]["$ref"].rpartition("/")[2]) if "$ref" in field["items"] else {"text": field["items"]}
    )

    def rows(index: Index) -> Rows:
        for row in owner.rows(index):
            for position, value in enumerate(row[name], 1):
                own = value if isinstance(value, dict) else {"text": value}
                yield {**{n: row[n] for n in owner.key}, "position": position, **own}

    plural = f"phrase_{name}" if kind == "phrases" else name
    return Table(plural, {**owner.fields, "position": _POSITION, **item}, rows, (*owner.key, "position"), kind)


def to_json(indexes: Sequence[Index]) -> Iterator[str]:
    """Yield one JSON object: the version of the program, then the rows of all indexes by kind, one a line."""
    yield f'{{\n"hpreport": {dump_json(__version__)}'
    for kind in KINDS:
        yield f',\n"{kind.name}": ['
        first = True
        for row in (row for index in indexes for row in kind.rows(index)):
            yield ("\n" if first else ",\n") + dump_json(row)
            first = False
        yield "]" if first else "\n]"
    yield "\n}\n"


def to_jsonl(indexes: Iterable[Index]) -> Iterator[str]:
    """Yield one JSON object a row, one a line, with its kind as `type`; one index after the other."""
    for index in indexes:
        for kind in KINDS:
            for row in kind.rows(index):
                yield dump_json({"type": kind.one, **row}) + "\n"


def parse(
    text: str, *, place: str = "", year: int | None = None, report: str = "report"
) -> dict[str, list[dict[str, Any]]]:
    """Return the records that the text of a report makes, by kind, as `hpreport export` has them.

    The kinds are `reports` (one record), `sections`, `paragraphs`, `terms`, `phrases`, `figures`, `comparisons` and
    `not_figures`. `place` and `year`, the one that it plans, override what the text says; `report` is its id in the
    records. Nothing is read but the program's own data and nothing kept, so any process of any machine gives the same.
    Raises `hpreport.DataError` where the text is empty or too long.
    """
    from hpreport.index.build import record_tables, report_of
    from hpreport.parsing import Overrides
    from hpreport.passages.tables import outline_table
    from hpreport.text.sanitize import no_surrogates

    name, overrides = no_surrogates(report), Overrides(no_surrogates(place), year)
    made = report_of(no_surrogates(text).encode(), name, f"{name}.txt", report_id=name, overrides=overrides)
    passages = [[section.id, p.line, p.text] for section in made.sections for p in section.paragraphs]
    index = Index(name, {**record_tables(made), "outline": outline_table(made), "passages": passages})
    return {kind.name: [dict(row) for row in kind.rows(index)] for kind in KINDS}


_FIRST = "reports.csv"
"""The file by which an earlier export is known."""


def write_csv(indexes: Sequence[Index], folder: Path) -> None:
    """Write one file a table into `folder`. Raises as `filling_folder` does."""
    with filling_folder(folder, lambda earlier: (earlier / _FIRST).exists()) as temporary:
        for table in tables():
            write_pieces(temporary / f"{table.name}.csv", csv_lines(table, indexes))


@contextmanager
def filling_folder(folder: Path, is_earlier: Callable[[Path], bool]) -> Iterator[Path]:
    """Yield a folder to write the files of an export to, which appear in `folder` once all of them are written.

    It is made where there is none. Raises `UsageError` where it holds anything but what `is_earlier` says to be an
    earlier export, `DataError` where it cannot be written.
    """
    target = folder.resolve()
    if target.exists() and not target.is_dir():
        raise UsageError(f"{folder}：这是文件；这种格式要一个目录")
    if target.is_dir() and any(target.iterdir()) and not is_earlier(target):
        raise UsageError(f"{folder}：目录里有别的文件；请给一个新的或空的目录")
    with filling(folder) as temporary:
        yield temporary


def csv_lines(table: Table, indexes: Sequence[Index]) -> Iterator[str]:
    """Yield the lines of a table, its header also where it has no rows."""
    layout = Layout([Column(name, name) for name in table.fields], plain=(), table=())
    yield ",".join(table.fields) + "\n"
    yield from render((row for index in indexes for row in table.rows(index)), layout, Style("csv", header=False))
