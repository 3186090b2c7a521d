"""The regions of a published text: the report's body, the glossary, appendices, and what a web page adds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hpreport.model import Paragraph
from hpreport.parse.lines.paragraphs import join_marks
from hpreport.text.lexicon import pattern
from hpreport.text.numerals import ONE_TO_TEN

_GLOSSARY = re.compile(pattern("glossary_heading"))
# 附件1, 附件：, 附表2 …: an appendix of the report, its title on the same line or on the next
_APPENDIX = re.compile(rf"(?P<number>附(?:件|录|表)\s*[\d{ONE_TO_TEN}]*)\s*[：:.、]?\s*(?P<title>[^。；]{{0,40}})")
_FURNITURE = re.compile(pattern("furniture"))
_COUNTER = re.compile(pattern("page_counters"))
_COUNTERS = re.compile(rf"(?:(?:{pattern('page_counters')}|{pattern('page_facts')})[\s|｜/;；,，]*)+")
_LONGEST_PAGE_LINE = 200
"""Characters of a line that is looked at as one of a page's own."""


@dataclass(frozen=True, slots=True)
class Regions:
    """The paragraphs of a text, told apart."""

    body: list[Paragraph]
    appendices: list[list[Paragraph]]
    """Each with its heading paragraphs first."""
    glossary: list[Paragraph]
    """Without its heading."""
    furniture: list[Paragraph]
    """What a web page adds: （责任编辑：杨淼） behind the report, 浏览次数：1234次 anywhere."""


def is_glossary_heading(text: str) -> bool:
    """Tell whether a line heads a glossary."""
    return bool(_GLOSSARY.fullmatch(re.sub(r"\s", "", text)))


def appendix_heading(text: str) -> tuple[str, str] | None:
    """Return number and title of an appendix where a line is its heading."""
    match = _APPENDIX.fullmatch(text.strip())
    return (re.sub(r"\s", "", match["number"]), re.sub(r"\s", "", match["title"])) if match else None


def is_furniture(text: str) -> bool:
    """Tell whether a line is a web page's and not the report's."""
    return bool(_FURNITURE.fullmatch(text.strip()))


def is_page_line(text: str) -> bool:
    """Tell whether a line is nothing but what a page counts, tells of itself and offers: 浏览次数：1234次 字号：大."""
    return len(text) <= _LONGEST_PAGE_LINE and bool(_COUNTER.search(text)) and bool(_COUNTERS.fullmatch(text.strip()))


def divide(paragraphs: Sequence[Paragraph]) -> Regions:
    """Return the regions of a text.

    Appendices and glossary stand behind the body. A text may print its glossary twice, the first time with the end of
    the report behind it: what is no new entry of the second is dropped there by `parse_entries`.
    """
    rows = [p for p in paragraphs if not is_page_line(p.text)]
    starts = list(_starts(rows))
    body = rows[: starts[0][0]] if starts else rows
    ends = [*(at for at, _ in starts), len(rows)][1:]
    pieces = [(kind, rows[at:end]) for (at, kind), end in zip(starts, ends, strict=True)]
    glossary = [p for kind, piece in pieces if kind == "glossary" for p in piece if not _is_heading(p.text)]
    appendices = [piece for kind, piece in pieces if kind == "appendix"]
    furniture = [p for p in paragraphs if is_page_line(p.text)]
    for piece in (body, glossary, *appendices):
        furniture += _take_furniture(piece)
    return Regions(body, appendices, glossary, furniture)


def _starts(rows: Sequence[Paragraph]) -> Iterator[tuple[int, str]]:
    """Yield where a glossary or an appendix starts: a line of the second half, or any that entries follow."""
    half, read = sum(len(p.text) for p in rows) // 2, 0
    skip = -1
    for at, paragraph in enumerate(rows):
        read += len(paragraph.text)
        following = rows[at + 1] if at + 1 < len(rows) else None
        if at == skip or following is None:
            continue
        if is_glossary_heading(paragraph.text) and (read > half or _is_entry(following)):
            yield at, "glossary"
        elif read > half and (appendix := appendix_heading(paragraph.text)):
            headed = not appendix[1] and is_glossary_heading(following.text)  # 附件2⏎名词解释
            yield at, "glossary" if headed else "appendix"
            skip = at + 1 if headed else -1


def _is_heading(text: str) -> bool:
    """Tell whether a line of the glossary heads it: 名词解释, and 附件2 above that."""
    return is_glossary_heading(text) or bool(appendix_heading(text))


def _is_entry(paragraph: Paragraph) -> bool:
    return bool(re.match(r"[\[［【〔①1１]|“", join_marks(paragraph)))


def _take_furniture(rows: list[Paragraph]) -> list[Paragraph]:
    """Take the lines of the web page from the end of `rows` and return them."""
    taken: list[Paragraph] = []
    while rows and is_furniture(rows[-1].text):
        taken.insert(0, rows.pop())
    return taken
