"""Reading and writing whole files, with errors that a user understands."""

import errno
import os
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

_CAUSES = {errno.EBADF: "已关闭", errno.ENOSPC: "磁盘已满", errno.EIO: "设备读写错误", errno.ENAMETOOLONG: "名字太长"}


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
    """Write `text` in UTF-8 so that a reader of a regular file sees the old one or the new one, never a part.

    Symbolic links are followed; devices and pipes are written to as they are. Raises `DataError` naming the file where
    it cannot be written.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        if not is_plain(target):
            target.write_text(text, encoding="utf-8", newline="\n")
            return
        try:
            temporary.write_text(text, encoding="utf-8", newline="\n")
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = explain(error) if isinstance(error, OSError) else "路径无效"
        raise DataError(f"{path}：写不了：{reason}") from error
