"""The compiled form of an index: what commands load instead of YAML.

One file beside the YAML: a header line in JSON that names the YAML it was made from and the size of each table, then
one JSON line a table. A command reads only the tables it asks for. Plain JSON reads the same in every Python version.
"""

import json
import os
from collections.abc import Iterator, Mapping
from io import SEEK_END, BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING, Any, BinaryIO

from hpreport.files import write_text
from hpreport.index.paths import COMPILED_SUFFIX, bundled_files, header_start

if TYPE_CHECKING:
    from pathlib import Path

_NOTE = "Generated from {name} by hpreport build: do not edit."


def compiled_path(index: "Path") -> "Path":
    """Return where the compiled form of a YAML index lies: beside it."""
    return index.with_suffix(COMPILED_SUFFIX)


def stamp(data: bytes) -> str:
    """Return what identifies the bytes of a YAML index: its length and SHA-256."""
    import hashlib

    return f"{len(data)}-{hashlib.sha256(data).hexdigest()}"


class Tables(Mapping[str, Any]):
    """The tables of one index, each read and parsed when it is first asked for."""

    def __init__(self, file: BinaryIO) -> None:
        """Take an open file, which stays open: an index made anew takes the place of this one, which stays whole.

        Raises `ValueError`, `KeyError`, `TypeError` or `AttributeError` where it is no compiled form, or cut short.
        """
        self._file = file
        self._parsed: dict[str, Any] = {}
        self.header = file.readline()
        self._sizes: dict[str, int] = json.loads(self.header)["tables"]
        *starts, end = accumulate((size + 1 for size in self._sizes.values()), initial=file.tell())
        self._starts = dict(zip(self._sizes, starts, strict=True))
        if file.seek(0, SEEK_END) != end:
            raise ValueError("the tables do not fill the file")

    def close(self) -> None:
        """Close the file: what was not asked for before cannot be read any more."""
        self._file.close()

    __del__ = close

    def __getitem__(self, name: str) -> Any:
        if name not in self._parsed:
            self._file.seek(self._starts[name])
            self._parsed[name] = json.loads(self._file.read(self._sizes[name]))
        return self._parsed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sizes)

    def __len__(self) -> int:
        return len(self._sizes)


def dump_tables(tables: dict[str, Any], index_name: str, index_stamp: str) -> str:
    """Return the compiled form as text. The same tables give the same text."""
    lines = {name: json.dumps(table, ensure_ascii=False, separators=(",", ":")) for name, table in tables.items()}
    rest = {"generated": _NOTE.format(name=index_name), "tables": {n: len(line.encode()) for n, line in lines.items()}}
    size, _, digest = index_stamp.partition("-")
    header = f'{header_start(size)}{digest}", {json.dumps(rest, ensure_ascii=False)[1:]}'
    return "\n".join([header, *lines.values(), ""])


def write_tables(tables: dict[str, Any], index: "Path", index_data: bytes) -> "Path":
    """Write the compiled form of `index`, whose bytes are `index_data`, beside it and return its path."""
    path = compiled_path(index)
    write_text(path, dump_tables(tables, index.name, stamp(index_data)))
    return path


def read_tables(index: "Path", index_stamp: str) -> Tables | None:
    """Return the tables compiled from the YAML of this stamp at `index`, or None where none of this version are there.

    All of the file is read at once: a library has more indexes open than a process may have files.
    """
    try:
        return _tables(BytesIO(compiled_path(index).read_bytes()), index_stamp)
    except OSError:
        return None


def bundled_tables() -> Tables | None:
    """Return the tables of the bundled index, or None as `read_tables` does.

    They only have to be made from a YAML of the same length, which costs no reading: the two are released together.
    """
    index, compiled = bundled_files()
    try:
        size = os.stat(index).st_size
        return _tables(open(compiled, "rb"), f"{size}-")
    except OSError:
        return None


def _tables(file: BinaryIO, index_stamp: str) -> Tables | None:
    try:
        tables = Tables(file)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    size, _, digest = index_stamp.partition("-")
    return tables if tables.header.startswith(f"{header_start(size)}{digest}".encode()) else None
