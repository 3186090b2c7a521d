"""Lines that were broken within a sentence, put together again.

A hyperlink inside a sentence often comes out of a web page as a line of its own:

    深入贯彻习近平总书记⏎重要讲话⏎精神，聚焦承接北京非首都功能疏解…
    二、“⏎十四五⏎”时期发展的总体思路和重点任务

Text copied from a PDF or a printed page has lines of one width:

    2023年是全面贯彻党的二十大精神的开局之年，是三年新⏎冠疫情防控转段后经济恢复发展的一年。⏎— 3 —
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import quantiles

from hpreport.model import Paragraph
from hpreport.parsing.lines.paragraphs import join_marks
from hpreport.parsing.lines.regions import is_glossary_heading
from hpreport.parsing.outline.headings import is_part_name, opening_of
from hpreport.text.numerals import ONE_TO_TEN
from hpreport.text.sentences import ENDS, LONGEST

# a caption ends a line too: …政府工作报告。某某日报记者 李四 摄
_CLOSED = re.compile(rf"[{ENDS}：!?;:…][”’」』）)》\]］】〕]*$|[）)】\]]$|(?:记者|通讯员)[^，。]{{2,24}}摄影?$")
_SENTENCE = re.compile(rf"[{ENDS}]|，.*，")
_CLAUSE = re.compile(rf"[，{ENDS}]")
# a line never begins with what closes or divides a sentence: ，钢铁环保绩效A级企业… ”时期，我国…
_MIDDLE = re.compile(r"[，。、；：！？”’）》」』,;!)%％]")
_OPEN = re.compile(r"[，、“‘（《「『(]$")
_ADDRESS = re.compile(r"各位(?:代表|委员)|同志们")
# 第一篇⏎开启全面建设社会主义现代化新征程
_NUMBER_ALONE = re.compile(rf"第\s*(?:[{ONE_TO_TEN}]{{1,3}}|\d{{1,2}})\s*(?:部\s*分|[篇编章节])")
_LONGEST_TITLE = 60
_FRAGMENT = 30
"""Longest piece of a sentence, in characters, that a hyperlink is taken to have cut out."""


def join_broken(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with those that go on in the next line joined to it; nothing but line breaks is lost."""
    out: list[Paragraph] = []
    fragment = False
    """Whether the last line joined was such a piece: the sentence goes on behind it."""
    rows = list(paragraphs)
    for at, paragraph in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        begins = any(mark.at == 0 for mark in paragraph.marks)  # [24]：“四个不摘”：… in a glossary
        if out and not begins and _goes_on(out[-1].text, paragraph.text, following.text if following else "", fragment):
            fragment = _is_fragment(paragraph.text)
            out[-1] = joined(out[-1], paragraph)
        else:
            fragment = False
            out.append(paragraph)
    return out


def _goes_on(text: str, following: str, after: str, fragment: bool) -> bool:
    """Tell whether the sentence that ends `text` goes on in `following`, behind which stands `after`."""
    if len(text) > LONGEST:
        return False
    if _MIDDLE.match(following):
        return True
    if _CLOSED.search(text) or starts_anew(following):
        return False
    if _NUMBER_ALONE.fullmatch(text) and len(following) <= _LONGEST_TITLE:
        return True
    if _OPEN.search(text):
        return True
    if _is_fragment(following) and _MIDDLE.match(after):
        return True
    if _is_numbered_line(text):
        return False
    if fragment:
        return bool(_CLAUSE.search(text))
    return bool(_SENTENCE.search(text)) and _is_fragment(following) and bool(after)


def _is_numbered_line(text: str) -> bool:
    """Tell whether a text is nothing but a numbered heading: 一、回顾“十三五”，我们以脱贫攻坚为统揽，坚定前行."""
    return opening_of(text) is not None and not re.search(f"[{ENDS}]", text)


def starts_anew(text: str) -> bool:
    """Tell whether a line opens with a number or an address, or is a name, and so goes on with nothing."""
    if opening_of(text) or _ADDRESS.match(text):
        return True
    return is_part_name(text) or is_glossary_heading(text)


def _is_fragment(text: str) -> bool:
    return len(text) <= _FRAGMENT and not re.search(rf"[{ENDS}：]", text)


def joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """Return two paragraphs as one, which starts where the first did."""
    marks = tuple(replace(mark, at=len(first.text) + mark.at) for mark in second.marks)
    return replace(first, text=first.text + second.text, marks=first.marks + marks)


_ONE_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?[”’」』）]*")
_SENTENCE_LINES, _CLOSED_LINES = 0.75, 0.85
"""Shares of the lines that are one sentence, and that end with a mark, of a text with a sentence a line."""
_FEWEST_SENTENCES, _SHORTEST_MEAN = 60, 18
"""Lines of such a text, and characters of one on average, at least: a list has shorter ones."""
_PARAGRAPH = 200
"""Characters after which a paragraph that is made of sentences ends."""


def join_sentences(body: Sequence[Paragraph]) -> tuple[list[Paragraph], bool]:
    """Return the paragraphs of a body, those of a text with a sentence a line joined, and whether it is one.

    Where its paragraphs began is lost: a numbered line begins one, and a sentence behind enough of them.
    """
    one = sum(bool(_ONE_SENTENCE.fullmatch(p.text)) for p in body)
    closed = sum(p.text.endswith(("。", "！", "？", "；", "，", "：", "”")) for p in body)
    few = len(body) < _FEWEST_SENTENCES or sum(len(p.text) for p in body) < _SHORTEST_MEAN * len(body)
    if few or one < _SENTENCE_LINES * len(body) or closed < _CLOSED_LINES * len(body):
        return list(body), False
    out: list[Paragraph] = []
    for paragraph in body:
        if out and not starts_anew(paragraph.text) and _takes_more(out[-1].text):
            out[-1] = joined(out[-1], paragraph)
        else:
            out.append(paragraph)
    return out, True


def _takes_more(text: str) -> bool:
    """Tell whether the next sentence belongs to a paragraph: not behind a heading, nor behind enough sentences."""
    if not text.endswith(("。", "！", "？")):
        return len(text) < LONGEST and (_CLOSED.search(text) is not None or text.endswith("，"))
    opening = opening_of(text)
    heads = opening is not None and opening.alone and bool(opening.heading)
    return not heads and len(text) < _PARAGRAPH and not _ADDRESS.match(text)


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
        ended = full and _closed(out[-1].text)
        opens = starts_anew(row.text) and (ended or not indented)
        anew = row.line in indented or opens or (not indented and ended)
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
