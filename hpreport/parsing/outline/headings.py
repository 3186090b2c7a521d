"""What opens a paragraph: a number and the heading that may follow it, the name of a part, a heading without a number.

Parts are called 2023年工作回顾, 全面加强政府自身建设; what untitled text speaks of is told alike. Headings without a
number are lines of their own, and first sentences that name their paragraph: 项目建设提速扩量。谋划重点领域… begins
with one. But a short first sentence is not always a heading (成绩来之不易，经验尤为宝贵。五年的实践…): headings come
in rows, so it takes another of the same form near by.
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


# --- headings without a number ---


class Kind(Enum):
    """The forms of headings without a number."""

    STAGE = "一年来，我们聚力攻坚，发展动能不断增强。招商引资…"
    OPEN_LINE = "五年来，改革开放取得突破性进展"
    CLOSED_LINE = "这一年，我们感恩奋进、埋头苦干，封关运作如期实现。"
    RUN_IN = "项目建设提速扩量。谋划重点领域…"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that may open with a heading."""

    kind: Kind
    heading: str
    phrase: str
    """The words on time that a stage begins with: 一年来."""
    commas: int
    alone: bool
    """Whether it has the line to itself."""


_STAGE = re.compile(
    r"(?P<phrase>(?:——)?(?:[一二三四五几]年来|这[一五几]年|过去的?[一五几]年|本届政府|(?:20|19)\d\d年|五年间))[，,](?=.{0,6}我们|我[省市县区])"
    rf"[^{ENDS}：]{{6,52}}。"
)
_SENTENCES = re.compile(r"^|[。！？]")
_FIRST = re.compile(r"(?P<heading>[^。；：！？;:!?]{4,45})(?P<close>[。]?)\s*")
_LONGEST_RUN_IN = {0: 30, 1: 34}
"""Characters of a run-in heading, by the number of its commas; those with more have a form of their own (a stage)."""
_NO_HEADING = re.compile(pattern("no_heading"))
# 实体经济是发展的本钱。 states something; 这是经济实力持续提升的五年。 names its paragraph
_STATEMENT = re.compile(r"^(?!这是)[^“]+(?<!求)是.")
_GAP = 5
"""Paragraphs that may stand between two headings of a row: an item has few of them."""
_LIKE = {0: 16, 1: 8}
"""How much two headings of a row may differ in length, by the number of their commas."""
_COMMA = re.compile("[，,]")
_BODY = 40
"""Shortest paragraph, in characters, that a line of its own is taken to head."""


def candidate_of(text: str) -> Candidate | None:
    """Return the heading that may open a paragraph without a number."""
    if stage := _STAGE.match(text):
        heading = clean(stage[0])
        return Candidate(Kind.STAGE, heading, stage["phrase"], heading.count("，"), stage.end() == len(text))
    match = _FIRST.match(text)
    heading = clean(match["heading"]) if match else ""
    alone = match is not None and match.end() == len(text)
    open_line = alone and match is not None and not match["close"]
    if match is None or _NO_HEADING.search(heading) or (level_spoken_of(text) and not open_line):
        return None
    commas = len(_COMMA.findall(heading))
    if alone:
        return Candidate(Kind.CLOSED_LINE if match["close"] else Kind.OPEN_LINE, heading, "", commas, True)
    longest = _LONGEST_RUN_IN.get(commas, 0)
    if not match["close"] or len(heading) > longest or _STATEMENT.match(heading):
        return None
    return Candidate(Kind.RUN_IN, heading, "", commas, False)


def stage_starts(text: str, least: int = 2) -> list[int]:
    """Return where stages begin inside a text, at least so many with the same words (一年来，我们…).

    They divide a paragraph that holds several.
    """
    found = [match for start in _SENTENCES.finditer(text) if (match := _STAGE.match(text, start.end()))]
    phrases = [match["phrase"] for match in found]
    return [match.start() for match in found if phrases.count(match["phrase"]) >= least]


def find_headings(texts: Sequence[str], taken: Sequence[bool]) -> dict[int, Candidate]:
    """Return, by index of the paragraph, the headings without a number.

    `taken` are the paragraphs that open with a number: rows of headings end there.
    """
    found = {at: c for at, text in enumerate(texts) if not taken[at] and (c := candidate_of(text))}
    return {at: c for at, c in found.items() if _stands(at, found, texts, taken)}


def _stands(at: int, found: dict[int, Candidate], texts: Sequence[str], taken: Sequence[bool]) -> bool:
    """Tell whether a candidate is a heading by what stands around it."""
    own, following = found[at], texts[at + 1] if at + 1 < len(texts) else ""
    if own.kind in (Kind.OPEN_LINE, Kind.CLOSED_LINE):
        heads = len(following) >= _BODY or at + 1 in found or bool(following and taken[at + 1])
        if own.kind is Kind.OPEN_LINE or not heads:
            return heads
    if at - 1 in found and found[at - 1].alone and not own.alone:
        return at + 1 in found and _alike(own, found[at + 1])  # else it is the text below that line
    near = _near(at, found, taken)
    return _amid_plain(at, found, near) or any(_alike(own, found[other]) for other in near)


def _amid_plain(at: int, found: dict[int, Candidate], near: Sequence[int]) -> bool:
    """Tell whether a heading of two clauses stands between plain ones of its row.

    加强规划引导。… 规范集贸市场，培育专业批发市场。… 开拓农村市场。…
    """
    plain = [other for other in near if found[other].kind is Kind.RUN_IN and not found[other].commas]
    two_clauses = found[at].kind is Kind.RUN_IN and found[at].commas == 1
    return two_clauses and any(other < at for other in plain) and any(other > at for other in plain)


def _near(at: int, found: dict[int, Candidate], taken: Sequence[bool]) -> list[int]:
    """Return the candidates near by, as far as no numbered heading comes between."""
    out = []
    for step in (1, -1):
        other = at + step
        while 0 <= other < len(taken) and not taken[other] and abs(other - at) <= _GAP:
            if other in found:
                out.append(other)
            other += step
    return out


def _alike(own: Candidate, other: Candidate) -> bool:
    """Tell whether another heading has the form of this one; a plain one also goes with one of two clauses."""
    if own.kind is Kind.STAGE or other.kind is Kind.STAGE:
        return own.kind is other.kind and own.phrase == other.phrase
    if own.alone != other.alone or (own.commas and own.commas != other.commas) or other.commas > own.commas + 1:
        return False
    return abs(len(own.heading) - len(other.heading)) <= _LIKE.get(own.commas, 8)
