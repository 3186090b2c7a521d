"""Standard input: opened where it is there, and read line by line."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

from hpreport.errors import DataError

_LONGEST = 1 << 16
"""Bytes of a line that are read: a query is not longer, and a line may never end."""


def standard_input() -> BinaryIO:
    """Return standard input. Raises `DataError` where it was closed: its number may be another file's by now."""
    if sys.stdin is None:
        raise DataError("标准输入：读不了：已关闭")
    return sys.stdin.buffer


def lines() -> Iterator[str]:
    """Yield the lines of standard input without their ends, what is too long of one left out."""
    data = standard_input()
    while line := data.readline(_LONGEST):
        yield line.decode("utf-8", "replace").rstrip("\r\n")
        while line and not line.endswith(b"\n"):
            line = data.readline(_LONGEST)
