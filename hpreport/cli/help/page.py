"""Help pages laid out for a screen: paragraphs, commands that are left whole, lists in two columns."""

import shutil
from collections.abc import Mapping, Sequence

from hpreport.render.text import cell_width, wrap

_FIRST_COLUMN = 26
_WIDEST, _NARROWEST = 100, 20


def page_width() -> int:
    """Return the width of a help page: the terminal's but for a margin, up to what is read with ease."""
    return min(max(shutil.get_terminal_size().columns - 2, _NARROWEST), _WIDEST)


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


def page(title: str, body: Sequence[str | Mapping[str, str]], column: int = 0) -> str:
    """Return a titled page of paragraphs and lists, as wide as the screen allows; lists have `column` in common."""
    width = page_width()
    pieces = [paragraph(part, width, 2) if isinstance(part, str) else rows(part, width, 2, column) for part in body]
    return f"{title}：\n\n" + "\n".join(pieces)
