"""Text on a terminal: widths in cells, lines broken as Chinese is broken."""

import re
import unicodedata

# A line does not begin with these, nor end with those (GB/T 15834, 标点符号用法, 5.1)
NOT_FIRST = frozenset("，。、；：！？,.;:!?)]}）】〕》」』”’…—·%％℃")
NOT_LAST = frozenset("([{（【〔《「『“‘")
_ATOM = re.compile(r"[A-Za-z0-9.+&/_'-]+|\s|.", re.S)


def cell_width(text: str) -> int:
    """Return how many terminal cells `text` takes: 2 for wide and full-width characters, 0 for combining ones.

    Characters of ambiguous width (“ ” — ·) count 1, as most terminals draw them.
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def wrap(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` cells, nothing lost but the white space at line ends.

    Lines break between Chinese characters, never inside a Latin word or number that fits on a line, and keep closing
    punctuation with what it closes.
    """
    return [line for paragraph in text.split("\n") for line in _wrap_line(paragraph, width)] or [""]


def _wrap_line(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for atom in _atoms(text, width):
        size = cell_width(atom)
        if line and used + size > width:
            carried = _carry(line, atom)
            lines.append("".join(line).rstrip())
            line, used = carried, sum(map(cell_width, carried))
            if not line and atom.isspace():
                continue
        line.append(atom)
        used += size
    return [*lines, "".join(line).rstrip()]


def _atoms(text: str, width: int) -> list[str]:
    """Return the pieces a line may break between; a Latin word wider than a line falls into characters."""
    pieces = (match[0] for match in _ATOM.finditer(text))
    return [part for piece in pieces for part in ([piece] if cell_width(piece) <= width else piece)]


def _carry(line: list[str], following: str) -> list[str]:
    """Take off the end of `line`, and return, what must go to the next line together with `following`."""
    at = len(line)
    while at > 1 and len(line) - at < 3 and (following[:1] in NOT_FIRST or line[at - 1] in NOT_LAST):
        at -= 1
        following = line[at]
    if following[:1] in NOT_FIRST or line[at - 1] in NOT_LAST:
        return []  # nothing but punctuation to carry: break here rather than run on
    carried = line[at:]
    del line[at:]
    return carried
