"""Lines of one width, as text copied from a PDF or a printed page has them, put together to paragraphs.

2023年是全面贯彻党的二十大精神的开局之年，是三年新⏎冠疫情防控转段后经济恢复发展的一年。⏎— 3 —
"""

import re
from collections.abc import Sequence
from statistics import quantiles

from hpreport.model import Paragraph
from hpreport.parse.brokenlines import joined, starts_anew
from hpreport.parse.marks import join_marks

_PAGE_NUMBER = re.compile(r"[\s—–-]*\d{1,3}[\s—–-]*|第\s*\d{1,3}\s*页")
_INDENT = re.compile(r"[\u3000\t]|  ")
_WIDTHS = range(18, 61)
"""Characters in a full line of a page; a paragraph on a line of its own is longer."""
_FEWEST_LINES = 40
_SLACK = 3
"""How much shorter a full line may be: a mark that may not begin a line, half-width digits."""


def join_wrapped(paragraphs: Sequence[Paragraph], text: str) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return the paragraphs of a text whose lines have one width, and the page numbers taken from between them.

    Other texts stay as they are.
    """
    rows = list(paragraphs)
    width = _width([join_marks(row) for row in rows])
    if width is None:
        return rows, []
    indented = _indented_lines(text)
    out: list[Paragraph] = []
    pages = [row for row in rows if _PAGE_NUMBER.fullmatch(row.text)]
    full = False
    for row in rows:
        if row in pages:
            continue
        anew = row.line in indented or starts_anew(row.text) or (not indented and full and _closed(out[-1].text))
        if out and full and not anew:
            out[-1] = joined(out[-1], row)
        else:
            out.append(row)
        full = len(join_marks(row)) + 2 * (row.line in indented) >= width - _SLACK
    return out, pages


def _width(lines: Sequence[str]) -> int | None:
    """Return how wide a full line is, None where the lines have no common width."""
    lengths = [len(line) for line in lines if not _PAGE_NUMBER.fullmatch(line)]
    if len(lengths) < _FEWEST_LINES:
        return None
    width = round(quantiles(lengths, n=10)[-1])
    full = sum(width - _SLACK <= length <= width + _SLACK for length in lengths)
    return width if width in _WIDTHS and max(lengths) <= 2 * width and full * 2 >= len(lengths) else None


def _indented_lines(text: str) -> frozenset[int]:
    return frozenset(at for at, line in enumerate(text.split("\n"), 1) if _INDENT.match(line) and line.strip())


def _closed(text: str) -> bool:
    return text.endswith(("。", "！", "？", "：", "；"))
