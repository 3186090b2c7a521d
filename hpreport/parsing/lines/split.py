"""Headings glued to the text before or behind them, cut apart.

Some texts have lost their paragraphs: a whole report is one line, or a part and its first sentence share one:

    一、2023年工作回顾2023年，是全面贯彻党的二十大精神开局之年…
    …努力加以解决。2024年工作安排建议2024年是实施“十四五”规划的关键一年。…一、聚焦抓项目增效益，持续巩固…势头大力实施…行动。
    （一）聚焦转型升级，做大做强工业经济 | 加快“中国药谷”建设。坚持规划引领… | 加强传统产业提质升级。开展…

Only such texts are cut this way: elsewhere a paragraph stays as it was published.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hpreport.model import Paragraph
from hpreport.parsing.lines.paragraphs import cut_paragraph
from hpreport.parsing.outline.headings import Opening, Style, glued_name_end, opening_of, stage_starts
from hpreport.text.lexicon import pattern
from hpreport.text.numerals import ONE_TO_TEN, chinese_to_int
from hpreport.text.sentences import ENDS, cut_points

_CN = f"[{ONE_TO_TEN}]{{1,3}}"
_PART_NUMBER = re.compile(rf"{_CN}[、．.]\s*")
_SENTENCE_START = r"(?:(?<=[。！？”）；])|^)\s*"
# a whole report, or a part of it, on one line
_INNER_NUMBERS = (
    re.compile(rf"{_SENTENCE_START}(?P<number>{_CN})、(?![{ONE_TO_TEN}])(?=[^。]{{4,60}})"),
    re.compile(rf"(?:(?<=[。！？”）；：])|^)\s*[（(](?P<number>{_CN})[）)](?=[^。；]{{4,60}}。)"),
)
# 五年来，我们坚定不移贯彻新发展理念，在推动高质量发展中实现综合实力新跨越。经济实力显著提升。⏎全省地区生产总值…
_PAIR = re.compile(rf"(?P<first>[^{ENDS}：]{{8,70}}。)[^，{ENDS}：\d]{{4,24}}。")
_INNER_NAME = re.compile(r"(?<=[。！？”）])(?=\S)")
_ADDRESS = re.compile(r"(?<=[。！？”）])(?=各位代表[！，：!,:])")
_SHORTEST_TEXT = 18
"""What is glued to the name of a part is a sentence at least, and not —— and its motto."""
_LONG = 1500
"""A paragraph as long as this may hold several headings."""


def cut_glued(body: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, those cut that hold headings glued to their text; every character is kept."""
    pieces = [p for paragraph in body for p in cut_paragraph(paragraph, _two_headings(paragraph.text))]
    pieces = [piece for p in pieces for piece in cut_paragraph(p, [*_inner_numbers(p.text), *_inner_parts(p.text)])]
    lost = any(_inner_parts(p.text) for p in body) or any(_glued_part(piece.text) for piece in pieces)
    pieces = _cut_lost(pieces) if lost else pieces
    return [piece for p in pieces for piece in cut_paragraph(p, cut_points(p.text))]


def _cut_lost(pieces: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of a text that has lost its own, cut at every heading."""
    pieces = [piece for p in pieces for piece in cut_paragraph(p, _glued_part(p.text))]
    heads = glued_heads([piece.text for piece in pieces])
    pieces = [piece for p, ends in zip(pieces, heads, strict=True) for piece in cut_paragraph(p, ends)]
    return [piece for p in pieces for piece in cut_paragraph(p, inner_items(p.text))]


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


_HOW, _DOES = pattern("heading_adverbs"), pattern("heading_verbs")
# 全力抓好, 加快推进, 提升: what begins a heading; 建设 and 发展 do only behind a word on how
_OPENER = re.compile(rf"(?:(?:{_HOW})+(?:{_DOES}|建设|发展|“)|(?:{_DOES})(?!，))")
_SHORTEST_HEAD, _SHORTEST_ITEM, _LONGEST_ITEM = 6, 5, 24
_SENTENCE = re.compile(r"[^。！？]*[。！？]?")
_SHORT = re.compile(r"[^，；：、！？,;:\d]{5,22}。|[^，；：！？,;:]*“[^”]*”[^，；：！？,;:]*。")
_SHORTEST_BODY = 18
_LIKE = 4
"""How much the headings of a row may differ in length, in characters."""


def glued_heads(texts: Sequence[str]) -> list[list[int]]:
    """Return for each paragraph where the heading of a section ends that has no full stop.

    Headings are cut only where all those of a row can be: in others the whole first sentence is the heading.
    """
    openings = [opening_of(text) for text in texts]
    cuts = [_head_end(text, o) if o else 0 for text, o in zip(texts, openings, strict=True)]
    out: list[list[int]] = [[] for _ in texts]
    for row in _rows(openings):
        if len(row) > 1 and all(cuts[at] for at in row):
            for at in row:
                out[at] = [cuts[at]]
    return out


def _rows(openings: Sequence[Opening | None]) -> Iterator[list[int]]:
    """Yield the paragraphs whose numbers count up from 一 in the same form."""
    for style in (Style.CN, Style.PAREN):
        row: list[int] = []
        for at, opening in enumerate(openings):
            if opening and opening.style is style:
                if opening.number.strip("（）()") == "一":
                    yield row
                    row = []
                row.append(at)
        yield row


def _head_end(text: str, opening: Opening) -> int:
    """Return where the heading of a section ends, before the word that begins its first item; 0 where none does."""
    start = text.find(opening.number) + len(opening.number)
    sentence = text[start : text.find("。", start)] if "。" in text[start:] else ""
    clause = start + sentence.rfind("，") + 1
    for match in _OPENER.finditer(text, clause + _SHORTEST_HEAD, start + len(sentence)):
        if _SHORTEST_ITEM <= start + len(sentence) - match.start() <= _LONGEST_ITEM:
            return match.start()
    return 0


def inner_items(text: str) -> list[int]:
    """Return where items begin inside a paragraph: short sentences of one form, each with its text behind it."""
    if stages := stage_starts(text):
        return stages
    sentences = [match for match in _SENTENCE.finditer(text) if match[0]]
    short = [
        sentence
        for sentence, following in pairwise(sentences)
        if _SHORT.fullmatch(sentence[0]) and len(following[0]) >= _SHORTEST_BODY
    ]
    row = _row([sentence[0] for sentence in short])
    return [sentence.start() for sentence, good in zip(short, row, strict=True) if good] if sum(row) > 1 else []


def _row(sentences: Sequence[str]) -> list[bool]:
    """Return which of the short sentences are headings of one row: begun alike, or about as long as the first."""
    if not sentences:
        return []
    verbal = bool(_OPENER.match(sentences[0]))
    return [
        (s[:1] == sentences[0][:1] or abs(len(s) - len(sentences[0])) <= _LIKE)
        and (bool(_OPENER.match(s)) or s[:1] == sentences[0][:1] or not verbal)
        for s in sentences
    ]
