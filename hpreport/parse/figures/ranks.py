"""Ranks: 第49位, 前20位, 全省第6, and those in words: 蝉联东北首位, 保持全市第一, 稳居全市榜首."""

import re
from dataclasses import dataclass

from hpreport.numerals import chinese_to_int

# 全省, 全国, 东北, 同类城市, 全市: who is ranked
_SCOPE = (
    r"(?:全[国省市区县州球]|[省会副级中西计划单列]{0,6}城市|东北|华北|华东|西部|中部|"
    r"[\u4e00-\u9fff]{0,4}(?:地区|同类)|[\u4e00-\u9fff]?[省市])"
)
# 首位, 第一, 第三位; not 第一产业, 第一支撑
_WORD = re.compile(
    rf"(?P<scope>{_SCOPE})(?P<rank>首位|榜首|第(?P<number>[一二三四五六七八九十]{{1,3}})(?P<unit>[位名])?)(?=[，。；、！]|$)"
)
# 前20位, 第49位, 退出全市后10位
_TOP = re.compile(r"[前第后]$")
_LEAVE_WORDS = r"(?:退出|跌出|移出|摘除)"
_LEAVE = re.compile(_LEAVE_WORDS)
# 退出全省前20位: without its verb the claim would say the opposite
_LEFT = re.compile(rf"{_LEAVE_WORDS}(?:了?{_SCOPE})?[前后]$")


@dataclass(frozen=True, slots=True)
class WordedRank:
    """A rank written in Chinese; `start` is where its scope starts."""

    start: int
    end: int
    value: float
    unit: str


def worded_ranks(text: str) -> list[WordedRank]:
    """Return the ranks that the plain text gives in words."""
    found = []
    for match in _WORD.finditer(text):
        value = chinese_to_int(match["number"]) if match["number"] else 1
        unit = "位" if match["rank"] == "首位" else match["unit"] or ""
        found.append(WordedRank(match.start(), match.end(), float(value or 1), unit))
    return found


def rank_prefix(before: str, unit: str) -> str:
    """Return the word (第, 前 or 后) that makes the number after `before` a rank; empty where there is none."""
    match = _TOP.search(before) if unit in ("位", "名", "强", "") else None
    return match[0] if match else ""


def claim_prefix(before: str, prefix: str) -> str:
    """Return the words before a ranking number that belong to its claim: its prefix, with the verb where it is left.

    >>> claim_prefix("登记量退出全省前", "前")
    '退出全省前'
    """
    left = _LEFT.search(before)
    return left[0] if left else prefix


def rank_bound(clause: str, prefix: str, unit: str) -> str:
    """Return the bound of a rank: `<=` among the first (30强, 进入前20位), `=` for a place and for leaving 前20位."""
    if unit == "强" or (prefix == "前" and not _LEAVE.search(clause)):
        return "<="
    return "="
