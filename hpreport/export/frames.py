"""Tables with types as files for other programs: .xlsx, .parquet, .dta and an SQLite database.

XlsxWriter (BSD), polars (MIT) and pyreadstat (Apache 2.0) write the first three; the extra `frames` installs them.
pyarrow is as large as polars (55 MB to download) and writes the same Parquet, but pyreadstat takes frames of polars as
they are, and of pyarrow only by way of pandas.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from importlib import import_module
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from hpreport.errors import UsageError
from hpreport.export.database import APPLICATION, check_ours
from hpreport.export.rows import tables
from hpreport.export.schema import field_kind, field_type
from hpreport.files import write_bytes
from hpreport.index.index import Index
from hpreport.records import Row
from hpreport.render import Column, cell_text

INSTALL = "pip install 'hpreport[frames]'"
"""The command that installs what writes these files."""


class Frame(NamedTuple):
    """A table."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]

    def kinds(self) -> dict[str, str]:
        """Return the JSON type of each column: as the contract says or, where it says nothing, as its values are."""
        return {column.name: _kind(column, self.rows) for column in self.columns}

    def cells(self) -> Iterator[list[Any]]:
        """Yield each row as numbers, booleans, texts and None; lists are texts, as csv has them."""
        kinds = self.kinds()
        for row in self.rows:
            yield [_cell(column, row[column.name], kinds[column.name]) for column in self.columns]


def _kind(column: Column, rows: Sequence[Row]) -> str:
    if column.kind:
        return column.kind
    if column.record:
        return field_type(column.record, column.name)
    values = [value for row in rows if (value := row[column.name]) is not None]
    for kind, types in (("boolean", bool), ("integer", int), ("number", (int, float))):
        if values and all(isinstance(value, types) for value in values):
            return kind
    return "string"


def _cell(column: Column, value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind in ("boolean", "integer", "number"):
        return float(value) if kind == "number" else value
    return value if isinstance(value, str) else cell_text(column, value)


class _Made(NamedTuple):
    data: bytes
    cut: int = 0
    """How many texts were cut because the format takes no longer ones."""


def write_frames(kind: str, frames: Sequence[Frame], path: Path) -> int:
    """Write tables as `kind`, `xlsx`, `parquet`, `dta` or `sqlite`, and return how many texts were too long for it.

    Of the second and third, which take one table, the file has the first. Raises `UsageError` naming the command that
    installs what is missing, or where `path` is a database of another program, `DataError` where it cannot be written.
    """
    if kind == "sqlite":
        check_ours(path)
    made = _MAKERS[kind](frames)
    write_bytes(path, made.data)
    return made.cut


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise UsageError(f"这种文件要装了 {name} 才能写：{INSTALL}") from error


# --- .xlsx ---

_LONGEST_TEXT = 32_767
"""Most characters that a cell takes."""
_WIDEST = 60
"""Greatest width of a column, in characters."""


def _xlsx(frames: Sequence[Frame]) -> _Made:
    """Return a workbook, a sheet for each table, its header frozen; texts stay texts (2.10), none is a formula."""
    cut = 0
    buffer = BytesIO()
    workbook = _library("xlsxwriter").Workbook(buffer, {"in_memory": True, "constant_memory": False})
    bold = workbook.add_format({"bold": True})
    for frame in frames:
        sheet = workbook.add_worksheet(frame.name[:31])
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(frame.columns):
            sheet.write_string(0, at, column.name, bold)
        widths = [_width(column.name) for column in frame.columns]
        for line, cells in enumerate(frame.cells(), 1):
            for at, value in enumerate(cells):
                cut += isinstance(value, str) and len(value) > _LONGEST_TEXT
                _write_cell(sheet, line, at, value)
                widths[at] = max(widths[at], _width(value))
        for at, width in enumerate(widths):
            sheet.set_column(at, at, min(width, _WIDEST) + 1)
        if frame.rows:
            sheet.autofilter(0, 0, len(frame.rows), len(frame.columns) - 1)
    workbook.close()
    return _Made(buffer.getvalue(), cut)


def _write_cell(sheet: Any, line: int, at: int, value: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(line, at, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(line, at, value)
    elif value:
        sheet.write_string(line, at, value[:_LONGEST_TEXT])


def _width(value: Any) -> int:
    """Return the width of a value in cells; a Chinese character takes two."""
    return sum(1 + (char > "\u1100") for char in str(value)) if value is not None else 0


def write_workbook(indexes: Sequence[Index], path: Path) -> None:
    """Write all records of reports as a workbook, a sheet for each of the tables of `rows.tables`.

    Raises what `write_frames` raises.
    """
    frames = [
        Frame(
            table.name,
            [Column(name, name, kind=field_kind(field)) for name, field in table.fields.items()],
            [row for index in indexes for row in table.rows(index)],
        )
        for table in tables()
    ]
    write_frames("xlsx", frames, path)


# --- .parquet and .dta ---


def _data_frame(frame: Frame, *, names: Sequence[str], empty: Any = None) -> Any:
    """Return a polars data frame; texts that are missing are `empty`."""
    polars = _library("polars")
    types = {
        "boolean": polars.Boolean,
        "integer": polars.Int64,
        "number": polars.Float64,
    }
    kinds = [types.get(kind, polars.String) for kind in frame.kinds().values()]
    columns = list(zip(*frame.cells(), strict=True)) or [()] * len(names)
    series = [
        polars.Series(name, values, dtype=kind).fill_null(empty) if kind == polars.String and empty is not None
        else polars.Series(name, values, dtype=kind)
        for name, values, kind in zip(names, columns, kinds, strict=True)
    ]  # fmt: skip
    return polars.DataFrame(series)


def _parquet(frames: Sequence[Frame]) -> _Made:
    buffer = BytesIO()
    _data_frame(frames[0], names=[column.name for column in frames[0].columns]).write_parquet(buffer)
    return _Made(buffer.getvalue())


# names that Stata keeps for itself, https://www.stata.com/manuals/u11.pdf, 11.3
_RESERVED = re.compile(
    r"_all|_b|_coef|_cons|_n|_N|_pi|_pred|_rc|_skip|byte|double|float|if|in|int|long|strL|using|with|str\d+"
)
_LONGEST_NAME = 32
"""Most characters of a variable's name in Stata."""


def stata_names(names: Sequence[str]) -> list[str]:
    """Return names as Stata takes them, each once: letters, digits and `_`, at most 32, no word of its language.

    >>> stata_names(["地区生产总值_target_growth", "long", "1（a）"])
    ['地区生产总值_target_growth', 'long_', '_1_a_']
    """
    taken: list[str] = []
    for name in names:
        own = re.sub(r"\W", "_", name)
        own = f"_{own}" if own[:1].isdigit() else f"{own}_" if _RESERVED.fullmatch(own) else own
        short = own[:_LONGEST_NAME]
        for number in count(2):
            if short not in taken:
                break
            short = f"{own[: _LONGEST_NAME - len(str(number)) - 1]}_{number}"
        taken.append(short)
    return taken


def _dta(frames: Sequence[Frame]) -> _Made:
    """Return a data set of Stata 15 and later; variables are labelled with the fields' names and titles."""
    frame = frames[0]
    names = stata_names([column.name for column in frame.columns])
    data = _data_frame(frame, names=names, empty="")
    labels = {
        name: column.title if name == column.name else f"{column.name} {column.title}"
        for name, column in zip(names, frame.columns, strict=True)
    }
    polars, pyreadstat = _library("polars"), _library("pyreadstat")
    kinds = zip(names, frame.kinds().values(), strict=True)
    whole = [name for name, kind in kinds if kind in ("boolean", "integer")]  # 64 bits would become doubles
    data = data.with_columns(polars.col(whole).cast(polars.Int32))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "frame.dta"
        pyreadstat.write_dta(data, str(file), column_labels=labels)
        return _Made(file.read_bytes())


# --- SQLite ---

_SQL_TYPES = {"boolean": "INTEGER", "integer": "INTEGER", "number": "REAL"}


def _sqlite(frames: Sequence[Frame]) -> _Made:
    """Return a database with a table for each frame."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        for frame in frames:
            _fill(database, frame)
        database.commit()
        return _Made(database.serialize())


def _fill(database: sqlite3.Connection, frame: Frame) -> None:
    kinds = frame.kinds()
    columns = ", ".join(f"{_quoted(name)} {_SQL_TYPES.get(kind, 'TEXT')}" for name, kind in kinds.items())
    database.execute(f"CREATE TABLE {_quoted(frame.name)} ({columns})")
    database.executemany(f"INSERT INTO {_quoted(frame.name)} VALUES ({', '.join('?' * len(kinds))})", frame.cells())


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


_MAKERS: Mapping[str, Callable[[Sequence[Frame]], _Made]] = {
    "xlsx": _xlsx,
    "parquet": _parquet,
    "dta": _dta,
    "sqlite": _sqlite,
}
