"""Two normal forms in which texts are compared.

Folded: letters, digits, Chinese characters and `+` alone, half width, lower case. Two texts that a reader would call
the same (full or half width, any quotation marks or none, spaces, punctuation, letter case) have the same fold.

As passages are searched: folded, but for pauses, ends of sentences and decimal points, so that 工业“标准地” is found as
工业标准地 and words on both sides of a comma are no phrase.
"""

import re
import unicodedata


def _fold_char(char: str) -> str:
    """Return the letters and digits of one character's compatibility form (NFKC), lower case; `+` counts as a letter.

    `Ａ` gives `a`, `①` gives `1`, `“` and `。` give nothing. `+` stays because it tells 1+3 from 13.
    """
    if char in "+＋﹢":
        return "+"
    return "".join(c for c in unicodedata.normalize("NFKC", char).casefold() if c.isalnum())


class _FoldTable(dict[int, str]):
    """A `str.translate` table that fills itself with the characters it meets."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_char(chr(code))
        return folded


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Return `text` in half-width lower case without anything but letters, digits, Chinese characters and `+`.

    >>> fold("“１＋３” 规划设计")
    '1+3规划设计'
    """
    return text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return `fold(text)` and, for each of its characters, the offset in `text` of the character it came from."""
    pieces = [(char.translate(_TABLE), at) for at, char in enumerate(text)]
    return "".join(piece for piece, _ in pieces), [at for piece, at in pieces for _ in piece]


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


_SEARCH_TABLE = _NormalTable()


def search_form(text: str) -> str:
    """Return `text` as it is compared.

    >>> search_form("工业“标准地”，增长 8.1%。")
    '工业标准地,增长8.1;'
    """
    return _STRAY_POINT.sub("", text.translate(_SEARCH_TABLE))


def search_form_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return `search_form(text)` and, for each of its characters, the offset in `text` it came from."""
    pieces = [(piece, at) for at, char in enumerate(text) for piece in char.translate(_SEARCH_TABLE)]
    joined = "".join(piece for piece, _ in pieces)
    stray = {match.start() for match in _STRAY_POINT.finditer(joined)}
    kept = [pair for at, pair in enumerate(pieces) if at not in stray]
    return "".join(piece for piece, _ in kept), [at for _, at in kept]


def phrase_of(text: str) -> str:
    """Return `text` as a phrase to look for: normal, without pauses at its ends."""
    return search_form(text).strip(PAUSE + END)
