"""A folder of CSV files, one a table."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from hpreport.errors import UsageError
from hpreport.export.records import Table, tables
from hpreport.index import Index
from hpreport.render import Column, Layout, Style, render
from hpreport.store.files import filling, write_pieces

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
