"""The folder of the reader's own reports: one YAML index a report, its compiled form beside it."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from hpreport.errors import DataError
from hpreport.files import explain, write_text
from hpreport.index.compiled import compiled_path, write_tables
from hpreport.index.paths import BUNDLED_REPORT, DATABASE, bundled_index

ALL = "all"
"""What `--report` takes for every report; no report may be called so."""
_ID = re.compile(
    r"(?![-.])[^\s/\\:*?\"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]{1,80}"
)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.I)
"""What Windows takes for a device, whatever its ending; a library may be carried there."""
_NO_ID = re.compile(r"[\s/\\:*?\"<>|\ud800-\udfff]+")
_LONGEST_NAME = 255 - len(".compiled.jsonl.12345678.tmp")
"""Bytes that most file systems allow the name of a file, less what is added to that of a report."""


def is_id(text: str) -> bool:
    """Tell whether a report may be called so: it becomes the name of a file, and `all` means every report.

    >>> is_id("和平区-2024"), is_id("con"), is_id("NUL.2024"), is_id("a.")
    (True, False, False, False)
    """
    named = _ID.fullmatch(text) and not _DEVICE.match(text) and not text.endswith(".")
    return bool(named) and text != ALL and len(text.encode("utf-8")) <= _LONGEST_NAME


def id_of(name: str) -> str:
    """Return the id that a file's name without its ending makes: 政府工作报告 2024 -> 政府工作报告-2024."""
    return _NO_ID.sub("-", name.strip()).strip("-.")


class Stamp(NamedTuple):
    """What tells one state of a file from another without reading it."""

    size: int
    time: int
    """Of its last change, in nanoseconds."""


class Shelf:
    """The reports of one library folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._reports = folder / "reports"

    def path(self, report: str) -> Path:
        """Return where the YAML index of a report is, or would be."""
        return self._reports / f"{report}.yaml"

    @property
    def database(self) -> Path:
        """Where the database made from the indexes is."""
        return self.folder / DATABASE

    def index_path(self, report: str) -> Path:
        """Return where the YAML index of a report is, also of the one that comes with the program."""
        return bundled_index() if report == BUNDLED_REPORT else self.path(report)

    def stamp(self, report: str) -> Stamp | None:
        """Return the state of one report's file as `stamps_of_all` does, None where there is no such report."""
        if not is_id(report):
            return None
        try:
            state = self.index_path(report).stat()
        except OSError:
            return None
        if not stat.S_ISREG(state.st_mode):
            return None
        return Stamp(state.st_size, 0 if report == BUNDLED_REPORT else state.st_mtime_ns)

    def stamps_of_all(self) -> dict[str, Stamp]:
        """Return what `stamps` does and, first, the report that comes with the program, known by its length alone.

        Its file is as old as the installation, of which several may share a library.
        """
        return {BUNDLED_REPORT: Stamp(bundled_index().stat().st_size, 0), **self.stamps()}

    def stamps(self) -> dict[str, Stamp]:
        """Return the reports by id, in the order of their ids, each with the state of its file."""
        return dict(sorted(self._scan()))

    def _scan(self) -> Iterator[tuple[str, Stamp]]:
        try:
            with os.scandir(self._reports) as entries:
                for entry in entries:
                    name, ending = os.path.splitext(entry.name)
                    if ending != ".yaml" or not is_id(name):
                        continue
                    with suppress(FileNotFoundError):  # another process may be removing it
                        if entry.is_file():
                            state = entry.stat()
                            yield name, Stamp(state.st_size, state.st_mtime_ns)
        except FileNotFoundError:
            return
        except OSError as error:
            raise DataError(f"{self._reports}：读不了：{explain(error)}") from error

    def prepare(self) -> None:
        """Make the folder where it is missing. Raises `DataError` where that is not possible."""
        try:
            if not self.folder.is_absolute() and self.folder.parts[:1] == ("~",):
                raise FileNotFoundError
            self._reports.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataError(f"{self.folder}：建不了报告库：{explain(error)}") from error

    def put(self, report: str, text: str, tables: Mapping[str, Any]) -> None:
        """Write the YAML index of a report and its compiled form. Raises `DataError` where the index cannot be written.

        The report is there with its index; without the compiled form it only takes longer to read.
        """
        path = self.path(report)
        write_text(path, text)
        with suppress(DataError):
            write_tables(dict(tables), path, text.encode("utf-8"))

    def remove(self, report: str) -> None:
        """Delete the files of a report. Raises `DataError` where they cannot be deleted."""
        for path in (self.path(report), compiled_path(self.path(report))):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise DataError(f"{path}：删不了：{explain(error)}") from error
