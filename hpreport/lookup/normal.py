"""The form in which passages and queries are compared: folded, but for pauses, ends of sentences and decimal points.

Quotation marks and spaces vanish, so that 工业“标准地” is found as 工业标准地; pauses stay, so that words on both sides
of a comma are no phrase.
"""

import re

from hpreport.fold import fold

PAUSE, END = ",", ";"
_PAUSES = frozenset("，、：,:")
_ENDS = frozenset("。！？；!?;\n")
_STRAY_POINT = re.compile(r"(?<![0-9])\.|\.(?![0-9])")


def _normal_char(char: str) -> str:
    if char in _PAUSES:
        return PAUSE
    if char in _ENDS:
        return END
    return "." if char in ".．" else fold(char)


class _NormalTable(dict[int, str]):
    """A `str.translate` table that fills itself with the characters it meets."""

    def __missing__(self, code: int) -> str:
        char = self[code] = _normal_char(chr(code))
        return char


_TABLE = _NormalTable()


def normal(text: str) -> str:
    """Return `text` as it is compared.

    >>> normal("工业“标准地”，增长 8.1%。")
    '工业标准地,增长8.1;'
    """
    return _STRAY_POINT.sub("", text.translate(_TABLE))


def normal_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return `normal(text)` and, for each of its characters, the offset in `text` of the character it came from."""
    pieces = [(piece, at) for at, char in enumerate(text) for piece in char.translate(_TABLE)]
    joined = "".join(piece for piece, _ in pieces)
    stray = {match.start() for match in _STRAY_POINT.finditer(joined)}
    kept = [pair for at, pair in enumerate(pieces) if at not in stray]
    return "".join(piece for piece, _ in kept), [at for _, at in kept]


def phrase_of(text: str) -> str:
    """Return `text` as a phrase to look for: normal, without pauses at its ends."""
    return normal(text).strip(PAUSE + END)
