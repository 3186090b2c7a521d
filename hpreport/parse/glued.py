"""Headings glued to the text before or behind them, cut apart.

Some texts have lost their paragraphs: a whole report is one line, or a part and its first sentence share one:

    一、2023年工作回顾2023年，是全面贯彻党的二十大精神开局之年…
    …努力加以解决。2024年工作安排建议2024年是实施“十四五”规划的关键一年。…一、聚焦抓项目增效益，持续巩固…势头大力实施…行动。

Only such texts are cut this way: elsewhere a paragraph stays as it was published.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hpreport.model import Paragraph
from hpreport.numerals import chinese_to_int
from hpreport.parse.gluedheadings import glued_heads, inner_items
from hpreport.parse.longparagraphs import cuts as long_cuts
from hpreport.parse.openings import opening_of
from hpreport.parse.partnames import glued_name_end
from hpreport.parse.unnumbered import stage_starts

_NUMERALS = "一二三四五六七八九十"
_CN = f"[{_NUMERALS}]{{1,3}}"
_PART_NUMBER = re.compile(rf"{_CN}[、．.]\s*")
_SENTENCE_START = r"(?:(?<=[。！？”）；])|^)\s*"
# a whole report, or a part of it, on one line
_INNER_NUMBERS = (
    re.compile(rf"{_SENTENCE_START}(?P<number>{_CN})、(?![{_NUMERALS}])(?=[^。]{{4,60}})"),
    re.compile(rf"(?:(?<=[。！？”）；：])|^)\s*[（(](?P<number>{_CN})[）)](?=[^。；]{{4,60}}。)"),
)
# 五年来，我们坚定不移贯彻新发展理念，在推动高质量发展中实现综合实力新跨越。经济实力显著提升。⏎全省地区生产总值…
_PAIR = re.compile(r"(?P<first>[^。！？；：]{8,70}。)[^，。！？；：\d]{4,24}。")
_INNER_NAME = re.compile(r"(?<=[。！？”）])(?=\S)")
_ADDRESS = re.compile(r"(?<=[。！？”）])(?=各位代表[！，：!,:])")
_SHORTEST_TEXT = 18
"""What is glued to the name of a part is a sentence at least, and not —— and its motto."""
_LONG = 1500
"""A paragraph as long as this may hold several headings."""


def cut_glued(body: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, those cut that hold headings glued to their text; every character is kept."""
    pieces = [p for paragraph in body for p in _cut(paragraph, _two_headings(paragraph.text))]
    pieces = [piece for p in pieces for piece in _cut(p, [*_inner_numbers(p.text), *_inner_parts(p.text)])]
    lost = any(_inner_parts(p.text) for p in body) or any(_glued_part(piece.text) for piece in pieces)
    pieces = _cut_lost(pieces) if lost else pieces
    return [piece for p in pieces for piece in _cut(p, long_cuts(p.text))]


def _cut_lost(pieces: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of a text that has lost its own, cut at every heading."""
    pieces = [piece for p in pieces for piece in _cut(p, _glued_part(p.text))]
    heads = glued_heads([piece.text for piece in pieces])
    pieces = [piece for p, ends in zip(pieces, heads, strict=True) for piece in _cut(p, ends)]
    return [piece for p in pieces for piece in _cut(p, inner_items(p.text))]


def _cut(paragraph: Paragraph, places: Iterable[int]) -> Iterator[Paragraph]:
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


def _two_headings(text: str) -> list[int]:
    """Return where the second of two headings begins that have a line to themselves."""
    match = _PAIR.fullmatch(text)
    first = match["first"] if match else ""
    return [len(first)] if first and (opening_of(first) or stage_starts(first, least=1)) else []


def _inner_numbers(text: str) -> list[int]:
    """Return where numbered headings begin inside a long paragraph: each run counts up from 一."""
    if len(text) < _LONG:
        return []
    return [at for pattern in _INNER_NUMBERS for at in _runs(list(pattern.finditer(text)))]


def _runs(matches: Sequence[re.Match[str]]) -> Iterator[int]:
    """Yield the starts of those matches whose numbers count up, in runs of at least two."""
    run: list[re.Match[str]] = []
    for match in matches:
        number = _value(match)
        if run and number == _value(run[-1]) + 1:
            run.append(match)
        elif number == 1:
            yield from (found.start() for found in run if len(run) > 1)
            run = [match]
    yield from (found.start() for found in run if len(run) > 1)


def _value(match: re.Match[str]) -> int:
    return chinese_to_int(match["number"]) or 0


def _inner_parts(text: str) -> list[int]:
    """Return where names of parts begin and end inside a long paragraph, and where it addresses the assembly."""
    if len(text) < _LONG:
        return []
    starts = [0, *(match.start() for match in _INNER_NAME.finditer(text))]
    names = [(start, end) for start in starts if (end := glued_name_end(text, start))]
    return [*sum(names, ()), *(match.start() for match in _ADDRESS.finditer(text))] if names else []


def _glued_part(text: str) -> list[int]:
    """Return where the name of a numbered part ends, if text is glued to it.

    Without a number it may as well begin a sentence: 明年重点做好以下几方面工作：.
    """
    number = _PART_NUMBER.match(text)
    end = glued_name_end(text, number.end()) if number else 0
    return [end] if end and len(text) - end >= _SHORTEST_TEXT else []
