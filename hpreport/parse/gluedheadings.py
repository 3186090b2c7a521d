"""Section and item headings in texts that have lost their paragraphs: where a heading ends and its text begins.

（一）聚焦转型升级，做大做强工业经济 | 加快“中国药谷”建设。坚持规划引领… | 加强传统产业提质升级。开展…
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hpreport.parse.openings import Opening, Style, opening_of
from hpreport.parse.unnumbered import stage_starts

_HOW = (
    "大力|着力|全力|聚力|倾力|奋力|努力|持续|不断|深入|全面|积极|切实|扎实|稳步|有序|纵深|加快|加力|加紧|加速|加深|坚决|坚定不移|坚持|毫不放松"
    "|统筹|高质量|高水平|高标准|高效|超前|精准|精心|严格|充分|进一步|更好|千方百计|用心用情|织密|久久为功"
)
_DOES = (
    "推进|推动|促进|提升|提高|加强|强化|完善|健全|优化|深化|实施|落实|扩大|培育|打造|构建|抓好|打好|做大|做强|做优|做好|做实|办好|办实"
    "|巩固|拓展|激发|释放|增强|壮大|谋划|引育|改善|保障|维护|防范|防化|挖掘|繁荣|传承|严守|筑牢|守牢|守住|狠抓|突出|建好|用好|夯实"
)
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
