"""Source text to paragraphs: lines and their numbers, footnote marks taken out with their places."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from hpreport.model import Mark, Paragraph

# A mark whose number was lost is an opening bracket, a line break and a closing bracket: “3+9+9”[⏎]等.
_NEWLINE = re.compile(r"(?<!\[)\n|\n(?!\])")


def split_paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the non-blank lines of `text` as paragraphs, in order, without outer white space and footnote marks."""
    line = 1
    for raw in _NEWLINE.split(text):
        stripped = raw.strip()
        if stripped:
            lead = raw[: len(raw) - len(raw.lstrip())]
            yield Paragraph(line + lead.count("\n"), *split_marks(stripped))
        line += raw.count("\n") + 1


_DIGITS = r"\s*\d{1,3}\s*"
_CIRCLED = "[①-⑳㉑-㉟㊱-㊿]"
_BRACKETED = (
    r"\[\n\]"  # “三保”[⏎]: the number was lost
    rf"|\[{_DIGITS}\]|［{_DIGITS}］|【{_DIGITS}】"  # 五位一体[2], ［１２］, 三深化三提升【1】
    rf"|〔{_DIGITS}〕(?!\d*号)"  # 〔3〕; not 国发〔2022〕2号: years have four digits
)
# 四个意识⑧, 两山理论²: a mark that has no brackets is glued to a word or to what closes one, never to a figure (m²)
_GLUED = rf"(?<=[\u4e00-\u9fff”’》）]){_CIRCLED}|(?<=[\u4e00-\u9fff”’》）])[¹²³⁰⁴-⁹]{{1,2}}"
_MARK = re.compile(f"{_BRACKETED}|{_GLUED}")
_MARK_IN_LIST = re.compile(_BRACKETED)
# 办好十件实事：①新建… ②完成…；③…: circled numbers that begin what they count are a list of the report's own
_LIST = re.compile(rf"(?:^|[：:；;。，,、\s]){_CIRCLED}")


def split_marks(raw: str) -> tuple[str, tuple[Mark, ...]]:
    """Return `raw` without its footnote marks, and the marks; a mark whose number was lost has number 0."""
    text, marks, end = "", [], 0
    for match in (_MARK_IN_LIST if _LIST.search(raw) else _MARK).finditer(raw):
        text += raw[end : match.start()]
        marks.append(Mark(len(text), _number(match[0]), match[0]))
        end = match.end()
    return text + raw[end:], tuple(marks)


def _number(printed: str) -> int:
    digits = "".join(c for c in unicodedata.normalize("NFKC", printed) if c.isdigit())
    return int(digits) if digits else 0


def join_marks(paragraph: Paragraph) -> str:
    """Return the paragraph as published, its footnote marks put back: the inverse of `split_marks`."""
    out, end = "", 0
    for mark in paragraph.marks:
        out, end = out + paragraph.text[end : mark.at] + mark.printed, mark.at
    return out + paragraph.text[end:]


def cut_paragraph(paragraph: Paragraph, places: Iterable[int]) -> Iterator[Paragraph]:
    """Yield the pieces of a paragraph between the offsets at which it is cut, each with the marks in it."""
    ends = sorted({0, len(paragraph.text), *(at for at in places if 0 < at < len(paragraph.text))})
    for start, end in pairwise(ends):
        inside = [mark for mark in paragraph.marks if start < mark.at <= end or mark.at == start == 0]
        before = sum(len(mark.printed) for mark in paragraph.marks if mark.at <= start and start)
        yield replace(
            paragraph,
            text=paragraph.text[start:end],
            marks=tuple(replace(mark, at=mark.at - start) for mark in inside),
            column=paragraph.column + start + before,
        )
