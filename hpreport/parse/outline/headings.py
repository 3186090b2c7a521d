"""What opens a paragraph, its numbering and the heading that may follow it, and what the parts of a report are called.

2023年工作回顾, 全面加强政府自身建设; also what untitled text speaks of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from hpreport.model import LEVEL_PART, LEVEL_SECTION
from hpreport.text.lexicon import pattern
from hpreport.text.numerals import ONE_TO_TEN
from hpreport.text.sentences import ENDS

_CN = f"[{ONE_TO_TEN}]{{1,3}}"
_ORDINAL = rf"(?:{_CN}|\d{{1,2}})"
_HEADING = rf"[^{ENDS}]"
_LOST = re.compile(r"\?{2,}")  # ??（一）: two spaces that a wrong encoding turned into question marks


class Style(Enum):
    """How a heading is marked, from the highest down."""

    WORD = "第一部分"
    CHAPTER = "第一章"
    SUBCHAPTER = "第一节"
    CN = "一、"
    PAREN = "（一）"
    SHI = "一是"
    DASH = "——"
    ARABIC = "1."
    ARABIC_PAREN = "（1）"


_NUMBERS = (
    (Style.WORD, rf"(?P<number>第\s*{_ORDINAL}\s*(?:部\s*分|[篇编](?!章)))[、：:\s]*"),  # 第一部分 第一篇
    (Style.CHAPTER, rf"(?P<number>第\s*{_ORDINAL}\s*章)[、：:\s]*"),
    (Style.SUBCHAPTER, rf"(?P<number>第\s*{_ORDINAL}\s*节)[、：:\s]*"),
    (Style.CN, rf"(?P<number>{_CN})\s*[、．.]\s*"),  # 一、 一．
    (Style.PAREN, rf"(?P<number>[（(]\s*{_CN}\s*[）)])\s*[、]?\s*"),  # （一） (一)
    (Style.SHI, rf"(?P<number>{_CN}(?:是|要))(?![否非])\s*"),  # 一是 一要
    (Style.DASH, r"(?P<number>[—－―─–]{1,4}|-{2,4})\s*"),  # —— ----
    (Style.ARABIC_PAREN, r"(?P<number>[（(]\s*[0-9０-９]{1,2}\s*[）)])\s*[、]?\s*"),  # （1）
    (Style.ARABIC, r"(?P<number>[0-9０-９]{1,2})\s*(?:[、．]|\.(?!\d))\s*"),  # 1. 1、
)
_NUMBERED = tuple((style, re.compile(pattern)) for style, pattern in _NUMBERS)
# the first sentence is the heading: 。 closes it, ！ in older reports; nothing follows where it has a line of its own
_SENTENCE = re.compile(rf"(?P<heading>{_HEADING}+)(?P<close>[。！]?)\s*")
# （一）加快产业发展　　坚持…: wide space ends a heading as well as a full stop does
_SPACED = re.compile(rf"(?P<heading>[^{ENDS}\u3000]{{4,60}}?)(?:\u3000+|[ \t]{{2,}})(?=[^\s。])")
# （一）就业方面，…: a number of sections needs a heading even where its first sentence is long
_CLAUSE = re.compile(rf"(?P<heading>[^，{ENDS}：,:]{{4,20}})[，：,:]")
_LONGEST = {
    Style.WORD: 60,
    Style.CHAPTER: 60,
    Style.SUBCHAPTER: 60,
    Style.CN: 60,
    Style.PAREN: 60,
    Style.SHI: 48,
    Style.DASH: 60,
}
_LONGEST_ITEM = 40
# ——地区生产总值增长6%以上。 states a target
_TARGET = re.compile(r"\d(?:\.\d+)?[%％]|\d(?:亿|万)?(?:元|人|户|吨)(?:以上|以内|左右)|(?:亿|万)元$")


@dataclass(frozen=True, slots=True)
class Opening:
    """A numbering at the start of a paragraph, and the heading after it: `heading` is empty where none follows."""

    style: Style
    number: str
    heading: str
    alone: bool
    """Whether the heading has the line to itself."""


def clean(heading: str) -> str:
    """Return a heading without white space, closing full stop and odd spaces."""
    return re.sub(r"\s+", "", heading).rstrip("。！")


def opening_of(text: str) -> Opening | None:
    """Return what numbering opens a paragraph, and its heading, or None where it has no number."""
    lost = _LOST.match(text)
    start = lost.end() if lost else 0
    for style, numbered in _NUMBERED:
        if match := numbered.match(text, start):
            number = re.sub(r"\s", "", match["number"])
            heading, alone = _heading(style, text[match.end() :])
            return Opening(style, number, heading, alone)
    return None


def _heading(style: Style, rest: str) -> tuple[str, bool]:
    """Return the heading that follows a number, empty where it is none, and whether nothing follows it."""
    if spaced := _SPACED.match(rest):
        return clean(spaced["heading"]), False
    match = _SENTENCE.match(rest)
    if match is None:
        return "", False
    alone = match.end() == len(rest)
    heading = clean(match["heading"])
    if match.end() < len(rest) and not match["close"]:
        heading = ""  # 一是…；二是…: a list
    if not 2 <= len(heading) <= _LONGEST.get(style, _LONGEST_ITEM):
        heading = ""
    if style in (Style.PAREN, Style.CN):
        clause = _CLAUSE.match(rest)
        return heading or (clause["heading"] if clause else ""), alone
    return ("" if _is_listed(style, heading, rest, match) else heading), alone


def _is_listed(style: Style, heading: str, rest: str, match: re.Match[str]) -> bool:
    """Tell whether a numbered sentence is a thing in a list and heads nothing.

    一是经济总量不大。二是… in one paragraph; ——地区生产总值增长6%。 ; 2、完成保沧路的连接线。 in a line of its own.
    """
    if style is Style.SHI:
        return bool(re.search(r"[。；]\s*(?:二|三|四)(?:是|要)", rest))
    if style is Style.DASH:
        return bool(_TARGET.search(heading))
    return "：" in heading or ":" in heading or (match.end() == len(rest) and bool(match["close"]))


_TIME, _NAMES, _WORDS = pattern("part_time"), pattern("part_kind"), pattern("part_words")
_NAME = rf"(?:{_TIME}|{_NAMES}|{_WORDS})*{_TIME}(?:{_TIME}|{_NAMES}|{_WORDS})*{_NAMES}|(?:主要)?工作回顾"
_SELF = pattern("self_building")
_SELF_GLUED = re.compile(pattern("self_building_glued"))
_LEAD = r"[^，。：:；！？]{2,12}[：:]"  # 站在新起点：2012年工作回顾
_TAIL = r"(?:——|[—：:])[^。；！？]{2,30}"  # 2024年工作回顾——经济稳中有进、发展持续向好
_BARE = re.compile(rf"(?:{_LEAD})?(?:{_NAME}|{_SELF})(?:{_TAIL})?")
_SELF_LINE = re.compile(rf"(?:{_LEAD})?{_SELF}(?:{_TAIL})?")
_MOTTO = re.compile(r"[\u4e00-\u9fff]{3,8}[：:][^，。；：！？]{6,30}")
_GLUED = re.compile(_NAME)
_GOES_ON = re.compile(pattern("part_goes_on"))
_LONGEST_LINE = 40

_REVIEW = re.compile(pattern("review_part"))
_PLAN = re.compile(pattern("plan_part"))


def is_part_name(text: str) -> bool:
    """Tell whether a line of its own, without a number, names a part of a report."""
    line = re.sub(r"\s", "", text)
    return len(line) <= _LONGEST_LINE and bool(_BARE.fullmatch(line))


def is_self_building(text: str) -> bool:
    """Tell whether a line names the part on the government itself: 全面加强政府自身建设."""
    line = re.sub(r"\s", "", text)
    return len(line) <= _LONGEST_LINE and bool(_SELF_LINE.fullmatch(line))


def part_names_like(lines: Sequence[str]) -> frozenset[str]:
    """Return the lines that have the form of part names with a motto, where two of them are part names.

    站在新起点：2012年工作回顾, 塑造新形象：全面加强政府自身建设 and so 开启新征程：确保全面建成小康社会强势开局.
    """
    alike = [line for line in lines if _MOTTO.fullmatch(re.sub(r"\s", "", line))]
    return frozenset(alike) if sum(is_part_name(line) for line in alike) > 1 else frozenset()


def glued_name_end(text: str, start: int = 0) -> int:
    """Return where the name of a part that begins at `start` and is glued to its text ends; 0 where none does.

    >>> glued_name_end("2023年工作回顾2023年是全面贯彻党的二十大精神的开局之年")
    9
    """
    for name in (_GLUED, _SELF_GLUED):
        match = name.match(text, start, start + _LONGEST_LINE)
        if match and not _GOES_ON.match(text, match.end()):
            return match.end()
    return 0


def role_of(heading: str, before: str) -> str:
    """Return `review` (what was done), `plan` (what will be done) or "" for a part; `before` is the part before it.

    One that does not say goes with the plan that it follows; the part on the government itself says what will be done.
    """
    if _REVIEW.search(heading):
        return "review"
    return "plan" if before == "plan" or _PLAN.search(heading) or is_self_building(heading) else ""


_OF_PART = re.compile(pattern("speaks_of_part"))
_OF_SECTION = re.compile(pattern("speaks_of_section"))


def level_spoken_of(text: str) -> int | None:
    """Return the level of the node that a paragraph speaks of by its first words, None where they do not tell.

    一年来，… and 各位代表，… speak of the whole part; 同时，… adds to the section that the items before it belong to.
    """
    if _OF_PART.match(text):
        return LEVEL_PART
    return LEVEL_SECTION if _OF_SECTION.match(text) else None
