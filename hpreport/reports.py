"""Which reports are asked: the one that comes with the program, an index file, one or many of the library."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from hpreport.errors import UsageError
from hpreport.index.index import Index, open_index
from hpreport.index.paths import library_dir

if TYPE_CHECKING:
    from pathlib import Path

    from hpreport.library.library import Library

    Reports = Index | Library
else:
    Reports = Index  # the library's database takes as long to import as a whole look-up


def choose(index: "Path | None", reports: Sequence[str]) -> Reports:
    """Return the index file, or the library's reports of these ids, or else the bundled report.

    Raises `UsageError` where the library has no such report, `DataError` where a file cannot be read.
    """
    if index is not None and reports:
        index, reports = _typed(index, reports)
    if not reports:
        return open_index(index)
    from hpreport.library.shelf import ALL, Shelf

    shelf, wanted = Shelf(library_dir()), list(dict.fromkeys(reports))
    named = [report for report in wanted if report != ALL]
    if not all(map(shelf.stamp, named)):
        check_known(named, list(shelf.stamps_of_all()))
    if len(wanted) == len(named) == 1:
        return open_index(shelf.index_path(named[0]), keep=True)
    from hpreport.library.library import Library

    return Library(shelf, None if ALL in wanted else wanted)


def _typed(index: "Path", reports: Sequence[str]) -> "tuple[Path | None, Sequence[str]]":
    """Return the index file or the ids, whichever was typed and does not come from the environment."""
    standing = str(index) == os.environ.get("HPREPORT_INDEX", "")
    if standing == (list(reports) == os.environ.get("HPREPORT_REPORT", "").split()):
        raise UsageError("--index 和 --report 只能给一个")
    return (None, reports) if standing else (index, ())


def check_known(wanted: Sequence[str], known: Sequence[str]) -> None:
    """Raise `UsageError`, naming those most alike, where one of the ids is none of the library."""
    for report in wanted:
        if report not in known:
            from rapidfuzz import fuzz, process

            near = [name for name, _, _ in process.extract(report, known, scorer=fuzz.WRatio, limit=3, score_cutoff=50)]
            hint = f"；相近的有：{'、'.join(near)}" if near else ""
            raise UsageError(f"报告库里没有 {report[:40]}{hint}（hpreport reports 列出全部）")


class Opened(Sequence[Index]):
    """The indexes of a library's reports, each opened whenever it is asked for: together they may exceed memory."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        self._reports = list(library.infos)

    def __len__(self) -> int:
        return len(self._reports)

    @overload
    def __getitem__(self, at: int) -> Index: ...
    @overload
    def __getitem__(self, at: slice) -> list[Index]: ...
    def __getitem__(self, at: int | slice) -> Index | list[Index]:
        if isinstance(at, slice):
            return [self._library.open(report) for report in self._reports[at]]
        return self._library.open(self._reports[at])
