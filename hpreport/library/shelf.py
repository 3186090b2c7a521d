"""The folder of the reader's own reports: one YAML index a report, compressed.

An index that somebody has laid there, or unpacked to edit it, is read as it is: `x.yaml` goes before `x.yaml.gz`.
"""

import gzip
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from hpreport.errors import DataError
from hpreport.files import explain, write_bytes
from hpreport.index.compiled import compiled_path
from hpreport.index.paths import BUNDLED_REPORT, DATABASE, bundled_index

ALL = "all"
"""What `--report` takes for every report; no report may be called so."""
_ID = re.compile(
    r"(?![-.])[^\s/\\:*?\"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]{1,80}"
)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.I)
"""What Windows takes for a device, whatever its ending; a library may be carried there."""
_NO_ID = re.compile(r"[\s/\\:*?\"<>|\ud800-\udfff]+")
PLAIN, PACKED = ".yaml", ".yaml.gz"
"""How the names of indexes end."""
_LONGEST_NAME = 255 - len(".compiled.jsonl.12345678.tmp")
"""Longest file name in bytes on most file systems, less what is added to a report's id."""


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
    is_loose: bool
    """Whether it may change in its place, which the folder does not show: an index that `add` has not packed."""


class Shelf:
    """The reports of one library folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._reports = folder / "reports"

    def path(self, report: str) -> Path:
        """Return where the YAML index of a report is, or would be."""
        plain = self._reports / f"{report}{PLAIN}"
        return plain if plain.is_file() else self._reports / f"{report}{PACKED}"

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
        path = self.index_path(report)
        try:
            state = path.stat()
        except OSError:
            return None
        if not stat.S_ISREG(state.st_mode):
            return None
        if report == BUNDLED_REPORT:
            return Stamp(state.st_size, 0, is_loose=True)
        return Stamp(state.st_size, state.st_mtime_ns, path.suffix == PLAIN or path.is_symlink())

    def stamps_of_all(self) -> dict[str, Stamp]:
        """Return what `stamps` does and, first, the report that comes with the program, known by its length alone.

        Its file is as old as the installation, of which several may share a library.
        """
        return {BUNDLED_REPORT: Stamp(bundled_index().stat().st_size, 0, is_loose=True), **self.stamps()}

    def stamps(self) -> dict[str, Stamp]:
        """Return the reports by id, in the order of their ids, each with the state of its file."""
        found = dict(self._scan())
        return {report: found[report] for report in sorted(found)}

    def _scan(self) -> Iterator[tuple[str, Stamp]]:
        """Yield reports with the states of their files, those that are not packed last."""
        try:
            with os.scandir(self._reports) as entries:
                named = ((*_parted(entry.name), entry) for entry in entries)
                for name, is_plain, entry in sorted((one for one in named if one[0]), key=lambda one: one[1]):
                    with suppress(FileNotFoundError):  # another process may be removing it
                        if entry.is_file():
                            state = entry.stat()
                            yield name, Stamp(state.st_size, state.st_mtime_ns, is_plain or entry.is_symlink())
        except FileNotFoundError:
            return
        except OSError as error:
            raise DataError(f"{self._reports}：读不了：{explain(error)}") from error

    def changed(self) -> int:
        """Return when a file of the folder was last added, replaced or removed, in nanoseconds; 0 where none tells.

        Windows notes it late, or on some disks never.
        """
        try:
            return 0 if sys.platform == "win32" else self._reports.stat().st_mtime_ns
        except OSError:
            return 0

    def has_only(self, reports: Iterable[tuple[str, bool]]) -> bool:
        """Tell whether the folder has just these reports, of each whether it is packed, as far as the names tell."""
        wanted = {f"{report}{PACKED if is_packed else PLAIN}" for report, is_packed in reports}
        try:
            return wanted == set(os.listdir(self._reports))
        except OSError:
            return False

    def prepare(self) -> None:
        """Make the folder where it is missing. Raises `DataError` where that is not possible."""
        try:
            if not self.folder.is_absolute() and self.folder.parts[:1] == ("~",):
                raise FileNotFoundError
            self._reports.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataError(f"{self.folder}：建不了报告库：{explain(error)}") from error

    def put(self, report: str, text: str) -> None:
        """Write the YAML index of a report, packed. Raises `DataError` where it cannot be written."""
        write_bytes(self._packed(report), gzip.compress(text.encode("utf-8"), 6, mtime=0))
        for path in self._earlier(report):
            _delete(path)

    def pack(self, report: str) -> bool:
        """Pack the index of a report that an earlier version has written, with a compiled form beside it.

        Returns whether there was one to pack; where that cannot be written, it stays as it is.
        """
        plain, compiled = self._earlier(report)
        if report == BUNDLED_REPORT or plain.is_symlink() or not (compiled.is_file() and plain.is_file()):
            return False
        try:
            self.put(report, plain.read_text("utf-8"))
        except (DataError, OSError):
            return False
        return True

    def remove(self, report: str) -> None:
        """Delete the files of a report. Raises `DataError` where they cannot be deleted."""
        for path in (*self._earlier(report), self._packed(report)):
            _delete(path)

    def _packed(self, report: str) -> Path:
        return self._reports / f"{report}{PACKED}"

    def _earlier(self, report: str) -> tuple[Path, Path]:
        """Return where earlier versions put the index of a report, and its compiled form."""
        plain = self._reports / f"{report}{PLAIN}"
        return plain, compiled_path(plain)


def _parted(name: str) -> tuple[str, bool]:
    """Return the id of the report whose index a file's name says, empty where it is none, and whether it is plain."""
    for ending in (PACKED, PLAIN):
        if name.endswith(ending) and is_id(report := name.removesuffix(ending)):
            return report, ending == PLAIN
    return "", False


def _delete(path: Path) -> None:
    try:
        if not path.is_dir():
            path.unlink(missing_ok=True)
    except OSError as error:
        raise DataError(f"{path}：删不了：{explain(error)}") from error
