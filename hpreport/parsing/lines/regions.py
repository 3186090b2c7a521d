"""The regions of a published text: the report's body, the glossary, appendices, and what a web page adds."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hpreport.model import Paragraph
from hpreport.parsing.glossary.entries import entry_of, pieces_of, read_piece
from hpreport.parsing.glossary.runs import find_run, is_run, lead_of
from hpreport.parsing.lines.paragraphs import cut_paragraph
from hpreport.parsing.outline.headings import opening_of
from hpreport.text.lexicon import pattern
from hpreport.text.numerals import ONE_TO_TEN

_GLOSSARY = re.compile(pattern("glossary_heading"))
_NUMBERING = re.compile(rf"^{pattern('glossary_numbering')}(?=.)")
_SIGNS = re.compile(r"^[^\w（(\[［【〔《]+|[^\w）)\]］】〕》？?！!：:]+$")
"""Signs around a heading: ※※名词解释※※, ——名词解释——."""
_INTRO = re.compile(pattern("glossary_intro"))
_LONGEST_INTRO = 60
_TITLES = 4
"""Lines at the head of an appendix that may be its title."""
# 名词解释：1.“三保”：…: the heading and the first entry on one line
_GLUED = re.compile(
    rf"(?:{pattern('glossary_numbering')})?{pattern('glossary_heading')}\s*(?=[\[［【〔（(]\s*[1１]\s*[\]］】〕）)]|[1１]\s*[.．、]|[①⑴❶])"
)
# 附件1, 附件：, 附表2 …: an appendix of the report, its title on the same line or on the next
_APPENDIX = re.compile(
    rf"(?P<number>附(?:(?:件|录|表|注)\s*[\d{ONE_TO_TEN}]*|[\d{ONE_TO_TEN}]+|(?=[：:])))\s*[：:.、]?\s*(?P<title>[^。；]{{0,40}})"
)
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
    if len(text) > _LONGEST_INTRO:
        return False
    bare = _SIGNS.sub("", re.sub(r"\s", "", text))
    return bool(_GLOSSARY.fullmatch(_SIGNS.sub("", _NUMBERING.sub("", bare))))


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


_CONTENTS = re.compile(r"\W*(?:contents)?\W*目[录錄次]\W*(?:contents)?\W*", re.I)
# 一、2023年工作回顾……………3, （二）抓项目　12, 三、自身建设（5）, 四、…… - 7 -
_PAGE_REFERENCE = re.compile(
    r"(?:[\s.．·…⋯_—–-]{2,}|\t)[（(\[]?\s*\d{1,3}\s*[）)\]—–-]?$|[（(]\s*\d{1,3}\s*[）)]$|[.．·…⋯]{3,}$"
)
_LONGEST_LISTED = 60
_LONGEST_LINE = 200
"""Characters of a line of a table of contents, without its dots and with them."""
_FEWEST_LISTED = 3
_GLANCE, _MOST_GLANCED = 0.3, 300
"""Share of the lines, the first ones, among which a table of contents stands, and their number at most."""
_NUMBER = 5
"""Characters of a line that may be the number of the heading on the next: 第十二篇."""
_KEY = 4
"""Characters by which lines that begin alike are found."""


def take_contents(rows: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return the paragraphs without the table of contents at their head, and its lines.

    It says headings twice: each of its lines begins a line further down, or ends in the number of a page.
    """
    bare = [_bare(row.text) for row in rows]
    texts = [
        text + following if len(text) <= _NUMBER else text
        for text, following in zip(bare, [*bare[1:], ""], strict=True)
    ]
    alike: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        alike[text[:_KEY]].append(at)
    for at in range(min(int(len(rows) * _GLANCE), _MOST_GLANCED)):
        headed = bool(_CONTENTS.fullmatch(bare[at]))
        end = _listed_end(rows, texts, alike, at + headed)
        listed = rows[at + headed : end]
        referring = sum(_refers(row.text) for row in listed)
        if len(listed) >= _FEWEST_LISTED - headed and (headed or referring >= _FEWEST_LISTED or _is_list(listed)):
            return [*rows[:at], *rows[end:]], list(rows[at:end])
    return list(rows), []


def _listed_end(rows: Sequence[Paragraph], texts: Sequence[str], alike: Mapping[str, Sequence[int]], start: int) -> int:
    """Return the index behind the lines from `start` on that a table of contents may have."""
    end = start
    while end < len(rows) and 0 < len(texts[end]) <= _LONGEST_LISTED:
        bare = texts[end]
        again = any(at > end and texts[at].startswith(bare) for at in alike.get(bare[:_KEY], ()))
        is_first_again = end > start and bare.startswith(texts[start])
        if is_first_again or not (again or _refers(rows[end].text)):
            break
        end += 1
    return end


def _refers(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and bool(_PAGE_REFERENCE.search(text))


def _bare(text: str) -> str:
    """Return the beginning of a line without white space, and without the page that it refers to."""
    listed = _PAGE_REFERENCE.sub("", text.strip()) if len(text) <= _LONGEST_LINE else text[:_LONGEST_LINE]
    return re.sub(r"\s", "", listed)


def _is_list(rows: Sequence[Paragraph]) -> bool:
    """Tell whether lines without page numbers are a table of contents: most of them have a number of their own."""
    return sum(opening_of(row.text) is not None for row in rows) * 2 > len(rows)


def divide(paragraphs: Sequence[Paragraph]) -> Regions:
    """Return the regions of a text.

    Appendices and glossary stand behind the body. A text may print its glossary twice, the first time with the end of
    the report behind it: what is no new entry of the second is dropped there by `parse_entries`. A glossary whose
    heading says nothing, or that has none, is known by its entries.
    """
    kept = [p for p in paragraphs if not is_page_line(p.text)]
    rows = [piece for paragraph in kept for piece in _cut_heading(paragraph)]
    starts = list(_starts(rows))
    ends = [*(start.at for start in starts), len(rows)][1:]
    pieces = [(start, rows[start.at : end]) for start, end in zip(starts, ends, strict=True)]
    body = rows[: starts[0].at] if starts else rows
    glossary = [p for start, piece in pieces if start.kind == "glossary" for p in piece if not _is_heading(p.text)]
    appendices = [piece for start, piece in pieces if start.kind == "appendix"]
    furniture = [p for p in paragraphs if is_page_line(p.text)]
    for piece in (body, glossary, *appendices):
        furniture += _take_furniture(piece)
    if not glossary:
        body, appendices, glossary = _without_heading(body, appendices)
    return Regions(body, appendices, glossary, furniture)


@dataclass(frozen=True, slots=True)
class _Start:
    at: int
    kind: str


def _cut_heading(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield a paragraph, cut behind the heading of a glossary that shares its line with the first entry."""
    match = _GLUED.match(paragraph.text) if not paragraph.marks or paragraph.marks[0].at else None
    yield from cut_paragraph(paragraph, [match.end()] if match else [])


def _starts(rows: Sequence[Paragraph]) -> Iterator[_Start]:
    """Yield where a glossary or an appendix starts: a line of the second half, or any that entries follow."""
    half, read = sum(len(p.text) for p in rows) // 2, 0
    skip = -1
    for at, paragraph in enumerate(rows):
        read += len(paragraph.text)
        following = rows[at + 1] if at + 1 < len(rows) else None
        if at == skip or following is None:
            continue
        if _heads_glossary(paragraph.text, following, late=read > half):
            yield _Start(at, "glossary")
        elif read > half and (appendix := appendix_heading(paragraph.text)):
            headed = not appendix[1] and _heads_glossary(following.text, rows[min(at + 2, len(rows) - 1)], late=True)
            yield _Start(at, "glossary" if headed else "appendix")  # 附件2⏎名词解释
            skip = at + 1 if headed else -1


def _heads_glossary(text: str, following: Paragraph, *, late: bool) -> bool:
    """Tell whether a line heads a glossary, by its words or as a sentence that says so; `following` is the next one."""
    if is_glossary_heading(text):
        return late or _is_entry(following)
    return late and _is_intro(text) and _is_entry(following)


def _is_intro(text: str) -> bool:
    if len(text) > _LONGEST_INTRO or not _INTRO.search(text):
        return False
    entry = entry_of(read_piece(0, text), numbered=False)
    return entry is None or not entry.definition  # 词条：“三保” 释义：… is one


def _is_heading(text: str) -> bool:
    """Tell whether a line of the glossary heads it: 名词解释, and 附件2 above that."""
    return is_glossary_heading(text) or bool(appendix_heading(text)) or _is_intro(text)


def _is_entry(paragraph: Paragraph) -> bool:
    """Tell whether a line may be the first entry of a glossary."""
    piece = next(pieces_of(paragraph))
    return piece.number in (None, 1) and (piece.style is not None or entry_of(piece, numbered=False) is not None)


def _without_heading(
    body: list[Paragraph], appendices: list[list[Paragraph]]
) -> tuple[list[Paragraph], list[list[Paragraph]], list[Paragraph]]:
    """Return body, appendices and glossary, where no heading says which is the last."""
    for appendix in appendices:
        for at in range(1, min(_TITLES, len(appendix))):
            if is_run([*body, *appendix[at:]], len(body)):
                return body, [other for other in appendices if other is not appendix], appendix[at:]
    start = find_run(body)
    if start is None:
        return body, appendices, []
    return body[: lead_of(body, start)], appendices, body[start:]


def _take_furniture(rows: list[Paragraph]) -> list[Paragraph]:
    """Take the lines of the web page from the end of `rows` and return them."""
    taken: list[Paragraph] = []
    while rows and is_furniture(rows[-1].text):
        taken.insert(0, rows.pop())
    return taken
