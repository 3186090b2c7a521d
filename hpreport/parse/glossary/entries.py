"""The entries of the glossary (名词解释) at the end of a report, and the footnote marks of the body tied to them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hpreport.model import Mark, Paragraph, Section
from hpreport.parse.lines.paragraphs import join_marks

_DIGITS = r"[0-9０-９]{1,3}"
# [1] ［１］ 【1】 〔1〕 （1） ① 1. 1、 1．: what begins an entry; [U+FFFD] where the number was lost
_NUMBER = re.compile(
    rf"\s*(?:[\[［【〔]\s*(?P<mark>{_DIGITS}|\ufffd)\s*[\]］】〕]|[（(]\s*(?P<round>{_DIGITS})\s*[）)]"
    rf"|(?P<circled>[①-⑳㉑-㉟㊱-㊿])|(?P<plain>{_DIGITS})\s*[．、.])\s*[：:]?\s*"
)
# [3]…。[4]…, 3.…。4.…: the next entry on the same line
_INNER = re.compile(
    rf"(?<=[。；;！？）)”])\s*(?=[\[［【〔]\s*{_DIGITS}\s*[\]］】〕]|[①-⑳㉑-㉟㊱-㊿]|{_DIGITS}\s*(?:[．、]|\.(?!\d)))"
)
# “三零”：…, “两个大局”，“三种关系”：…; no clause stands before the colon: 双碳即碳达峰与碳中和，包括：…
# Quoted words are never read another way again (?>), which for a row of “” would double the time with each
_COLON = re.compile(
    r"(?P<headword>(?>“[^”：:]*”|，(?=“)|[^：:。；，“]|“){1,60}?)\s*[：:]\s*(?P<definition>.*)",
    re.S,
)
# 8.[11258]市委十一届九次全会提出的…: brackets around the headword, and no colon
_BRACKETS = re.compile(r"[\[［【](?P<headword>[^\]］】]{1,60})[\]］】]\s*[：:]?\s*(?P<definition>.+)", re.S)
_DASH = re.compile(r"(?P<headword>[^，。；：]{1,40}?)\s*——\s*(?P<definition>.+)", re.S)  # “三农”——农业、农村、农民
# “双碳”即碳达峰与碳中和, 两化融合是指…
_VERB = re.compile(
    r"(?P<headword>[“\"《][^”\"》]{1,40}[”\"》][^，。；：即指是为]{0,16}|[^，。；：“”即指是为]{2,24})"
    r"(?P<definition>(?:即|是指|指的是|指|是|为).+)",
    re.S,
)
_PAIRS = {"“": "”", '"': '"', "‘": "’", "「": "」", "『": "』", "《": "》", "【": "】"}
_UNPAIRED = (("“", "”"), ("‘", "’"), ("《", "》"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as printed. `number` is None where the mark lost it or there is none."""

    number: int | None
    headword: str
    definition: str
    line: int


def term_of(headword: str) -> str:
    """Return the headword without the quotation marks that enclose the whole of it, and without half a pair.

    `“三保”` is 三保, and so is `三保”`; `“1+3”规划设计` and `“两种思维”“四种理念”` stay as they are.
    """
    for opening, closing in _UNPAIRED:
        if headword.startswith(opening) and closing not in headword:
            return headword[1:]
        if headword.endswith(closing) and opening not in headword:
            return headword[:-1]
    close = _PAIRS.get(headword[:1])
    if close and headword.endswith(close) and headword.find(close, 1) == len(headword) - 1:
        return headword[1:-1]
    return headword


def parse_entries(paragraphs: Sequence[Paragraph]) -> tuple[list[Entry], list[Paragraph]]:
    """Return the entries of the glossary, those printed twice once, and the paragraphs in it that are none.

    In a numbered glossary a paragraph without a number goes on with the definition before it.
    """
    pieces = [piece for paragraph in paragraphs for piece in _pieces(paragraph)]
    numbers = [_number_of(match) for _, text in pieces if (match := _NUMBER.match(text))]
    numbered = len(numbers) * 2 >= len(pieces) > 0 or {1, 2, 3} <= set(numbers)
    entries: list[Entry] = []
    rest: list[Paragraph] = []
    for line, text in pieces:
        entry = _entry(line, text, numbered=numbered)
        if entry:
            entries.append(entry)
        elif entries and numbered and not text.startswith("各位代表"):
            entries[-1] = _continued(entries[-1], text)
        else:
            rest.append(Paragraph(line, text))
    return _once([entry for entry in entries if entry.definition]), rest + _without_definition(entries)


def _pieces(paragraph: Paragraph) -> Iterator[tuple[int, str]]:
    """Yield the entries that share a line, each with the line: their numbers go up by one."""
    text = join_marks(paragraph)
    match = _NUMBER.match(text)
    number, start = _number_of(match) if match else None, 0
    for cut in _INNER.finditer(text):
        following = _NUMBER.match(text, cut.end())
        if number is not None and following and _number_of(following) == number + 1:
            yield paragraph.line, text[start : cut.start()]
            number, start = number + 1, cut.end()
    yield paragraph.line, text[start:]


def _number_of(match: re.Match[str]) -> int | None:
    digits = next((group for group in match.groups() if group), "")
    digits = unicodedata.normalize("NFKC", digits)
    return int(digits) if digits.isdigit() else None


def _entry(line: int, text: str, *, numbered: bool) -> Entry | None:
    """Return the entry that a piece of text begins, its definition empty where it stands on the next line."""
    match = _NUMBER.match(text)
    if match is None and numbered:
        return None
    inside = text[match.end() :] if match else text
    for pattern in (_BRACKETS, _COLON, _DASH, _VERB):
        if found := pattern.fullmatch(inside):
            number = _number_of(match) if match else None
            return Entry(number, found["headword"].strip(), found["definition"].strip(), line)
    if match and len(inside) <= 40 and not re.search("[。，；]", inside):
        return Entry(_number_of(match), inside.strip(), "", line)  # 1.“四上”企业⏎现阶段统计工作…
    return None


def _continued(entry: Entry, text: str) -> Entry:
    return replace(entry, definition=f"{entry.definition}\n{text}".strip())


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries without those that repeat an earlier one word for word."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        seen.setdefault((entry.headword, entry.definition), entry)
    return list(seen.values())


def _without_definition(entries: Sequence[Entry]) -> list[Paragraph]:
    return [Paragraph(entry.line, entry.headword) for entry in entries if not entry.definition]


def lift_marks(body: Sequence[Paragraph], entries: Sequence[Entry]) -> list[Paragraph]:
    """Return the body with the marks taken out that lost their brackets: 以“5+3+N”18组织体系为依托.

    A number is one where it is glued to the very term whose entry has that number; other reports print brackets.
    """
    numbered = [entry for entry in entries if entry.number]
    if not numbered or any(paragraph.marks for paragraph in body):
        return list(body)
    words = "|".join(
        rf"(?<={re.escape(word)}){entry.number}(?![\d.%％])"
        for entry in numbered
        for word in {term_of(entry.headword), f"{term_of(entry.headword)}”", entry.headword}
        if not word[-1:].isdigit()
    )
    pattern = re.compile(words)
    found = sum(len(pattern.findall(paragraph.text)) for paragraph in body)
    if found * 2 < len(numbered):
        return list(body)
    return [_lifted(paragraph, pattern) for paragraph in body]


def _lifted(paragraph: Paragraph, pattern: re.Pattern[str]) -> Paragraph:
    text, marks, end = "", [], 0
    for match in pattern.finditer(paragraph.text):
        text += paragraph.text[end : match.start()]
        marks.append(Mark(len(text), int(match[0]), match[0]))
        end = match.end()
    return replace(paragraph, text=text + paragraph.text[end:], marks=tuple(marks))


def tie_marks(sections: Sequence[Section], entries: Sequence[Entry]) -> tuple[tuple[Section, ...], list[Paragraph]]:
    """Return the sections with their marks numbered by the position of the entries, and paragraphs with stray marks.

    Marks whose number was lost point to the entries in order, provided that there are as many of them.
    """
    paragraphs = sorted((p for s in sections for p in s.paragraphs), key=lambda p: (p.line, p.column))
    marks = [mark for paragraph in paragraphs for mark in paragraph.marks]
    positions = {entry.number: at for at, entry in enumerate(entries, 1) if entry.number is not None}
    if all(mark.number == 0 for mark in marks) and len(marks) == len(entries):
        numbers = list(range(1, len(marks) + 1))
    else:
        numbers = [positions.get(mark.number, 0) for mark in marks]
    tied: dict[tuple[int, int], Paragraph] = {}
    for paragraph in paragraphs:
        own, numbers = numbers[: len(paragraph.marks)], numbers[len(paragraph.marks) :]
        renumbered = tuple(Mark(m.at, number, m.printed) for m, number in zip(paragraph.marks, own, strict=True))
        tied[paragraph.line, paragraph.column] = replace(paragraph, marks=renumbered)
    loose = [p for p in tied.values() if any(mark.number == 0 for mark in p.marks)]
    return tuple(replace(s, paragraphs=tuple(tied[p.line, p.column] for p in s.paragraphs)) for s in sections), loose
