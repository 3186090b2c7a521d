"""JSON and JSON Lines.

A folder of CSV files, one a table.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from hpreport import __version__
from hpreport.errors import UsageError
from hpreport.export.records import KINDS, Table, tables
from hpreport.files import filling, write_pieces
from hpreport.index.index import Index
from hpreport.render import Column, Layout, Style, dump_json, render


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


_FIRST = "reports.csv"
"""The file by which an earlier export is known."""


def write_csv(indexes: Sequence[Index], folder: Path) -> None:
    """Write one file a table into `folder`, which is made where there is none.

    The files appear once all of them are written. Raises `UsageError` where the folder holds anything but an earlier
    export, `DataError` where it cannot be written.
    """
    target = folder.resolve()
    if target.exists() and not target.is_dir():
        raise UsageError(f"{folder}：这是文件；csv 格式要一个目录")
    if target.is_dir() and any(target.iterdir()) and not (target / _FIRST).exists():
        raise UsageError(f"{folder}：目录里有别的文件；请给一个新的或空的目录")
    with filling(folder) as temporary:
        for table in tables():
            write_pieces(temporary / f"{table.name}.csv", csv_lines(table, indexes))


def csv_lines(table: Table, indexes: Sequence[Index]) -> Iterator[str]:
    """Yield the lines of a table, its header also where it has no rows."""
    layout = Layout([Column(name, name) for name in table.fields], plain=(), table=())
    yield ",".join(table.fields) + "\n"
    yield from render((row for index in indexes for row in table.rows(index)), layout, Style("csv", header=False))
