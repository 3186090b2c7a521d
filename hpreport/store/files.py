"""Reading and writing whole files, with errors that a user understands."""

import errno
import os
from pathlib import Path

from hpreport.errors import DataError

_REASONS = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是目录，不是文件",
    PermissionError: "没有权限",
    NotADirectoryError: "路径中有一段不是目录",
}


def explain(error: OSError) -> str:
    """Return the cause of a file error in Chinese, or as the system says it."""
    if error.errno == errno.EBADF:
        return "已关闭"
    return _REASONS.get(type(error)) or error.strerror or str(error)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises `DataError` naming it where it cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = explain(error) if isinstance(error, OSError) else "路径无效"
        raise DataError(f"{path}：读不了：{reason}") from error


def write_atomic(path: Path, text: str) -> None:
    """Write `text` in UTF-8 so that a reader sees the old file or the new one, never a part.

    Raises `DataError` naming the file where it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            temporary.write_text(text, encoding="utf-8", newline="\n")
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise DataError(f"{path}：写不了：{explain(error)}") from error
