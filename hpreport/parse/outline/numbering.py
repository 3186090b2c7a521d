"""What opens a paragraph: its numbering, and the heading that may follow it."""

import re
from dataclasses import dataclass
from enum import Enum

from hpreport.text.numerals import ONE_TO_TEN
from hpreport.text.sentences import ENDS

_CN = f"[{ONE_TO_TEN}]{{1,3}}"
_HEADING = rf"[^{ENDS}]"
_LOST = re.compile(r"\?{2,}")  # ??（一）: two spaces that a wrong encoding turned into question marks


class Style(Enum):
    """How a heading is marked, from the highest down."""

    WORD = "第一部分"
    CN = "一、"
    PAREN = "（一）"
    SHI = "一是"
    DASH = "——"
    ARABIC = "1."
    ARABIC_PAREN = "（1）"


_NUMBERS = (
    (Style.WORD, rf"(?P<number>第{_CN}部分)[、：:\s]*"),
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
_LONGEST = {Style.WORD: 60, Style.CN: 60, Style.PAREN: 60, Style.SHI: 48, Style.DASH: 60}
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
    for style, pattern in _NUMBERED:
        if match := pattern.match(text, start):
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
