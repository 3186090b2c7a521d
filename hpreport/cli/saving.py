"""`-o FILE`: rows written to a file, in the format that the end of its name says."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from hpreport.cli.output import Streams
from hpreport.errors import DataError, UsageError
from hpreport.files import explain, is_plain, replacing
from hpreport.records import Row
from hpreport.render import Layout, Style

if TYPE_CHECKING:
    from hpreport.export.charts import Chart

STREAM = "-"
"""As the name of a file: standard output."""
FORMATS_BY_SUFFIX = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".txt": "plain",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "md",
    ".markdown": "md",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".dta": "dta",
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
}
"""What the name of a file ends with -> the format of its rows."""
FRAMES = ("xlsx", "parquet", "dta", "sqlite")
"""Formats that are no text."""
PICTURES = {".svg": "svg", ".png": "png", ".html": "html", ".htm": "html"}
"""The same of what is drawn, by commands that draw."""
SEVERAL_TABLES = ("xlsx", "sqlite")
"""Formats of files with several tables."""


def is_standard_output(name: str) -> bool:
    """Tell whether a name is standard output by another name."""
    return name in (STREAM, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def format_of(name: str, asked: str, *, draws: bool = False) -> str:
    """Return the format for the file of this name: of its end, or `asked` where that is not empty.

    A device or a pipe needs no end; `draws` says that there are pictures too.

    Raises `UsageError` where the end of the name is unknown or at odds with `asked`.
    """
    suffix = Path(name).suffix.lower()
    known = {**FORMATS_BY_SUFFIX, **(PICTURES if draws else {})}
    by_name = known.get(suffix, "")
    if by_name in (*FRAMES, *PICTURES.values()) and asked:
        raise UsageError(f"{name}：{suffix} 文件不能用 --format {asked}")
    if by_name or asked:
        return asked or by_name
    if not is_plain(Path(name)):
        return "plain"
    raise unknown_suffix(name, known)


def unknown_suffix(name: str, known: Iterable[str]) -> UsageError:
    """Return what to raise for a file whose name does not tell its format, with what it may end with."""
    suffix = Path(name).suffix
    what = f"不认识扩展名 {suffix}" if suffix else "没有扩展名"
    return UsageError(f"{name}：{what}；可用的有：{'、'.join(known)}")


class _AbandonedError(Exception):
    """A call has failed: what it has written so far is no file."""


class Saved(Streams):
    """A sink that writes rows as text to a file, which appears once all of them are written."""

    def __init__(self, name: str) -> None:
        self._path = Path(name)
        self._stack = ExitStack()
        self._file: IO[bytes] | None = None
        self._rows = 0

    def rows(self, rows: Iterable[Row], layout: Layout, style: Style) -> int:
        """As `Streams.rows`, and count them; where there are none there is no file either."""
        more = iter(rows)
        first = list(islice(more, 1))

        def counted() -> Iterator[Row]:
            for row in chain(first, more):
                self._rows += 1
                yield row

        return super().rows(counted(), layout, style) if first else 1

    def text(self, pieces: Iterable[str], style: Style) -> None:
        """Write text in UTF-8. Raises `DataError` where the file cannot be written."""
        for piece in pieces:
            try:
                if self._file is None:
                    target = self._stack.enter_context(replacing(self._path))
                    self._file = self._stack.enter_context(target.open("wb"))
                self._file.write(piece.encode("utf-8", "replace"))
            except OSError as error:
                raise DataError(f"{self._path}：写不了：{explain(error)}") from error

    def finish(self) -> str:
        """Put the file in its place and return what is said of it."""
        if self._file is None:
            return ""
        self._file = None
        self._stack.close()
        return f"已写入 {self._path}：{self._rows} 行"

    def close(self) -> None:
        """Leave no part of a file where the call has failed."""
        if self._file is not None:
            self._stack.__exit__(_AbandonedError, _AbandonedError(), None)


class Framed(Streams):
    """A sink that keeps rows, and writes them as tables with types."""

    def __init__(self, kind: str, name: str, table: str) -> None:
        self._kind, self._path, self._table = kind, Path(name), table
        self._kept: list[tuple[str, Layout, Sequence[str], list[Row]]] = []

    def rows(self, rows: Iterable[Row], layout: Layout, style: Style) -> int:
        """Keep rows and return the status as `Streams.rows` does."""
        kept = list(rows)
        if kept:
            name = f"{self._table}_{len(self._kept) + 1}" if self._kept else self._table
            self._kept.append((name, layout, style.fields, kept))
        return 0 if kept else 1

    def more(self, name: str, rows: Iterable[Row], layout: Layout) -> None:
        """Keep the rows of a further table, where the file takes several."""
        if self._kind in SEVERAL_TABLES and self._kept:
            self._kept.append((name, layout, (), list(rows)))

    def text(self, pieces: Iterable[str], style: Style) -> None:
        """Write nothing: what is no row has no place in a table."""

    def finish(self) -> str:
        """Write the file and return what is said of it. Raises what `write_frames` raises."""
        if not self._kept:
            return ""
        from hpreport.export.frames import Frame, write_frames

        frames = [Frame(name, layout.pick(fields) or layout.columns, rows) for name, layout, fields, rows in self._kept]
        cut = write_frames(self._kind, frames, self._path)
        told = f"；{cut} 格太长，Excel 放不下，只写了前面的" if cut else ""
        return f"已写入 {self._path}：{len(frames[0].rows)} 行{told}"


class Drawn(Streams):
    """A sink that keeps charts, and draws them to a file."""

    def __init__(self, kind: str, name: str) -> None:
        self._kind, self._path = kind, Path(name)
        self._charts: Sequence[Chart] = ()

    def text(self, pieces: Iterable[str], style: Style) -> None:
        """Write nothing: what is no chart has no place in a picture."""

    def draw(self, charts: "Sequence[Chart]", style: Style) -> None:
        """Keep charts."""
        self._charts = charts

    def finish(self) -> str:
        """Draw the file and return what is said of it. Raises what `write_charts` raises."""
        if not self._charts:
            return ""
        from hpreport.export.charts import write_charts

        write_charts(self._kind, self._charts, self._path)
        return f"已画成 {self._path}：{len(self._charts)} 幅图"
