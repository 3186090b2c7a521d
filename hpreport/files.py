"""Reading and writing whole files, with errors that a user understands."""

import errno
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hpreport.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

_REASONS = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是目录，不是文件",
    PermissionError: "没有权限",
    NotADirectoryError: "路径中有一段不是目录",
}

_CAUSES = {
    errno.EBADF: "已关闭",
    errno.ENOSPC: "磁盘已满",
    errno.EIO: "设备读写错误",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "符号链接成环",
    errno.EROFS: "文件系统只读",
}


def explain(error: OSError) -> str:
    """Return the cause of a file error in Chinese, or as the system says it."""
    return _REASONS.get(type(error)) or _CAUSES.get(error.errno or 0) or error.strerror or str(error)


def read_bytes(path: "Path", most: int = -1) -> bytes:
    """Return the bytes of a file, no more than `most` of them. Raises `DataError` naming it where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        reason = explain(error) if isinstance(error, OSError) else "路径无效"
        raise DataError(f"{path}：读不了：{reason}") from error


def is_plain(path: "Path") -> bool:
    """Tell whether `path` is, or would become, a regular file: no device, pipe or folder."""
    return not path.exists() or path.is_file()


def write_text(path: "Path", text: str) -> None:
    """Write `text` as `write_pieces` does."""
    write_pieces(path, [text])


def write_bytes(path: "Path", data: bytes) -> None:
    """Write `data` as `write_pieces` does."""
    with replacing(path) as target, target.open("wb") as file:
        file.write(data)


def write_pieces(path: "Path", pieces: Iterable[str]) -> None:
    """Write text in UTF-8 so that a reader of a regular file sees the old one or the new one, never a part.

    Symbolic links are followed; devices and pipes are written to as they are. Raises `DataError` naming the file where
    it cannot be written.
    """
    with replacing(path) as target, target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


_PATIENCE, _PAUSE = 2.0, 0.02
"""Seconds to wait for a file that Windows does not let go of, and between two attempts."""


def _put_in_place(written: "Path", target: "Path") -> None:
    """Have a file take the place of another.

    Windows refuses that as long as somebody, a reader or a virus scanner, has the other open: it is tried for a while.
    Raises `OSError` where it is refused for good.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            written.replace(target)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


@contextmanager
def replacing(path: "Path") -> Iterator["Path"]:
    """Give the path to write to: a temporary file, which takes the place of `path` once it is written.

    Devices and pipes are given as they are. Raises `DataError` naming `path` where it cannot be written.
    """
    try:
        if not is_plain(path):  # of what `resolve` makes of a pipe there is no file
            yield path
            return
        target = path.resolve()
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            temporary.unlink(missing_ok=True)
            temporary.touch(exist_ok=False)  # never through a link that waits there
            yield temporary
            _put_in_place(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        reason = explain(error) if isinstance(error, OSError) else "路径无效"
        raise DataError(f"{path}：写不了：{reason}") from error


@contextmanager
def filling(folder: "Path") -> Iterator["Path"]:
    """Give a temporary folder to write files to, which then appear in `folder`, made where there is none.

    Files of the same names are replaced. Raises `DataError` naming `folder` where it cannot be written.
    """
    temporary = folder / f".{os.getpid()}.tmp"
    try:
        temporary.mkdir(parents=True)
        try:
            yield temporary
            for file in sorted(temporary.iterdir()):
                _put_in_place(file, folder / file.name)
        finally:
            for file in temporary.iterdir():
                file.unlink()
            temporary.rmdir()
    except (OSError, ValueError) as error:
        reason = explain(error) if isinstance(error, OSError) else "路径无效"
        raise DataError(f"{folder}：写不了：{reason}") from error
