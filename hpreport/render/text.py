"""Text on a terminal: widths in cells, lines broken as Chinese is broken, help pages, bars of characters."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

# A line does not begin with these, nor end with those (GB/T 15834, 标点符号用法, 5.1)
NOT_FIRST = frozenset("，。、；：！？,.;:!?)]}）】〕》」』”’…—·%％℃")
NOT_LAST = frozenset("([{（【〔《「『“‘")
# what belongs to the character before it: marks above and below, joiners, variation selectors, tones of skin, a filler
FILLER = "\ufdd0"
"""One cell that stands behind a character of two cells while a line is laid out; no text has this noncharacter."""
_BELONGS = rf"[\u0300-\u036f\u200b-\u200d\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff{FILLER}]"
_CLUSTER = rf".(?:{_BELONGS}|(?<=\u200d).)*"
_ATOM = re.compile(rf"[A-Za-z0-9.+&/_'-]+{_BELONGS}*|\s|{_CLUSTER}", re.S)
_CLUSTERS = re.compile(_CLUSTER, re.S)
# characters of which each takes the cells that its property says, as in nearly every text
_PLAIN = re.compile(
    rf"[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2100-\u22ff\u2460-\u25fc\u3000-\u3029\u3030-\u303e"
    rf"\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60\uffe0-\uffe6{FILLER}]*"
)


def cell_width(text: str) -> int:
    """Return how many terminal cells `text` takes: 2 for wide and full-width characters and emoji, 0 for marks.

    Characters of ambiguous width (“ ” — ·) count 1, as most terminals draw them; see `spread`.
    """
    if text.isascii():
        return len(text)
    if _PLAIN.fullmatch(text):
        return sum(2 if unicodedata.east_asian_width(char) in "WF" and char != FILLER else 1 for char in text)
    from rich.cells import cell_len

    return cell_len(text)


def spread(text: str) -> str:
    """Return a text in which a filler follows each character of ambiguous width, for terminals that draw it two wide.

    What is laid out of it fits once the fillers are taken out again, by `unspread`.

    >>> spread("“三保”") == f"“{FILLER}三保”{FILLER}"
    True
    """
    return "".join(f"{char}{FILLER}" if _is_ambiguous(char) else char for char in text)


def _is_ambiguous(char: str) -> bool:
    return unicodedata.east_asian_width(char) == "A" and unicodedata.category(char) not in ("Mn", "Me", "Cf")


def unspread(text: str) -> str:
    """Return a text without the fillers that `spread` has put there."""
    return text.replace(FILLER, "")


def cells_of(text: str, cells: int, *, last: bool = False) -> str:
    """Return as much of the beginning of a text as so many cells hold, or of its end.

    >>> cells_of("新建15个养老服务中心", 9), cells_of("新建15个养老服务中心", 9, last=True)
    ('新建15个', '服务中心')
    """
    kept = text[::-1] if last else text
    while cell_width(kept) > cells:
        kept = kept[: min(len(kept) - 1, cells)]
    return kept[::-1] if last else kept


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
    return [part for piece in pieces for part in ([piece] if cell_width(piece) <= width else _CLUSTERS.findall(piece))]


def _carry(line: list[str], following: str) -> list[str]:
    """Take off the end of `line`, and return, what must go to the next line together with `following`."""
    at = len(line)
    while at > 1 and len(line) - at < 3 and (following[:1] in NOT_FIRST or line[at - 1][:1] in NOT_LAST):
        at -= 1
        following = line[at]
    if following[:1] in NOT_FIRST or line[at - 1][:1] in NOT_LAST:
        return []  # nothing but punctuation to carry: break here rather than run on
    carried = line[at:]
    del line[at:]
    return carried


_FIRST_COLUMN = 26
_WIDEST, _NARROWEST = 100, 20


def page_width() -> int:
    """Return the width of a help page: the terminal's but for a margin, up to what is read with ease."""
    from shutil import get_terminal_size  # takes 5 ms

    return min(max(get_terminal_size().columns - 2, _NARROWEST), _WIDEST)


def paragraph(text: str, width: int, indent: int = 0) -> str:
    """Return text in lines of at most `width` cells; an example, indented in the text, is not broken."""
    lines = []
    for line in text.split("\n"):
        lines += [line] if line.startswith("  ") else wrap(line, width - indent)
    return "".join(f"{' ' * indent}{line}".rstrip() + "\n" for line in lines)


def row(first: str, second: str, width: int, indent: int = 0, column: int = _FIRST_COLUMN) -> str:
    """Return a word and its explanation beside it, `column` cells further; below it on a narrow screen."""
    start = indent + column
    room = width - start
    if room < _FIRST_COLUMN:
        below = " " * (indent + 4)
        return f"{' ' * indent}{first}\n" + "".join(f"{below}{part}\n" for part in wrap(second, width - len(below)))
    lines = wrap(second, room)
    gap = column - cell_width(first)
    head = " " * indent + first + (" " * gap + lines.pop(0) if gap >= 2 else "")
    return "\n".join([head, *(" " * start + line for line in lines)]) + "\n"


def rows(words: Mapping[str, str], width: int, indent: int = 0, column: int = 0) -> str:
    """Return words and their explanations, all `column` from the left, or as far as the widest word needs."""
    column = max(column, *(cell_width(word) + 2 for word in words))
    return "".join(row(first, second, width, indent, column) for first, second in words.items())


def page(title: str, body: Sequence[str | Mapping[str, str]], column: int = 0, *, ambiguous: int = 1) -> str:
    """Return a titled page of paragraphs and lists, as wide as the screen allows; lists have `column` in common.

    `ambiguous` is how many cells the terminal takes for a character of ambiguous width.
    """
    width, fit = page_width(), spread if ambiguous > 1 else str
    pieces = [
        paragraph(fit(part), width, 2)
        if isinstance(part, str)
        else rows({word: fit(told) for word, told in part.items()}, width, 2, column)
        for part in body
    ]
    return f"{title}：\n\n" + unspread("\n".join(pieces))


BOTH, MORE, LESS = "█", "▓", "▁"
ASCII_BOTH, ASCII_MORE, ASCII_LESS = "#", "+", "-"


def change_bar(before: float, after: float, width: int, *, ascii_only: bool = False) -> str:
    """Return two values as one bar, the larger of them `width` cells long.

    █ is what both have, ▓ what comes on top of it, ▁ what falls away; in ASCII `#`, `+` and `-`.

    >>> change_bar(100, 30, 10), change_bar(7, 8, 8, ascii_only=True)
    ('███▁▁▁▁▁▁▁', '#######+')
    """
    longest = max(before, after)
    if min(before, after) < 0 or longest <= 0:
        return ""
    both = round(width * min(before, after) / longest)
    if both == width and before != after:
        both -= 1  # a difference, however small, is seen
    drawn = (ASCII_BOTH, ASCII_MORE, ASCII_LESS) if ascii_only else (BOTH, MORE, LESS)
    return drawn[0] * both + (drawn[1] if after > before else drawn[2]) * (width - both)


_STEPS, _ASCII_STEPS = "▁▂▃▄▅▆▇█", "12345678"
_GAP, _ASCII_GAP = "·", "."


def sparkline(values: Sequence[float | None], *, ascii_only: bool = False) -> str:
    """Return numbers as a line of steps, the lowest ▁ and the highest █, `·` where one is missing; in ASCII 1 to 8.

    >>> sparkline([1, None, 3, 2]), sparkline([5, 5], ascii_only=True)
    ('▁·█▅', '55')
    """
    known = [value for value in values if value is not None]
    steps, gap = (_ASCII_STEPS, _ASCII_GAP) if ascii_only else (_STEPS, _GAP)
    low, high = min(known, default=0.0), max(known, default=0.0)

    def step(value: float) -> str:
        return steps[round((value - low) / (high - low) * 7)] if high > low else steps[4]

    return "".join(gap if value is None else step(value) for value in values)
