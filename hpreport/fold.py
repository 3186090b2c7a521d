"""Folding: the same text however it was typed.

Two texts that a reader would call the same (full or half width, any quotation marks or none, spaces, punctuation,
letter case) have the same fold.
"""

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
