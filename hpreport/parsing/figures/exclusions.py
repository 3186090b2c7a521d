"""Numbers that are no figures: dates, slogans, names, ordinals, model numbers, ratios, thresholds."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from hpreport.parsing.figures.quantities import Quantity
from hpreport.text.lexicon import any_of, pattern, patterns_by_reason, words

_EXCLUDED = tuple((reason, re.compile(source)) for reason, source in patterns_by_reason("excluded"))
_ARABIC = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")

_HAN = re.compile(r"[\u4e00-\u9fff]")
_CLAUSE_END = re.compile(r"[”\"』）)]*(?:[，。；、：！？）]|$|等(?:[，。；]|$))")
_LEVEL_WORD = re.compile(pattern("level_words"))
_SPECIFICATION = frozenset(words("specification_units"))
_RANKED = re.compile(any_of("ranking_verbs"))
_SERVICE = re.compile(pattern("service_names"))
_LIMIT = re.compile(pattern("limit"))
_LIMIT_HEAD = re.compile(pattern("limited_things"))
_SIZED = re.compile(pattern("sized_things"))
_SIZED_ONES = re.compile(pattern("sized_ones"))
_SIZES = ("吨", "瓦", "米", "亩", "床", "升", "类")  # 8个1类新药
_CAPACITIES = ("吨", "千瓦", "兆瓦", "MW", "万辆", "万套", "万台", "万头", "万只", "万羽")
_WORKS, _SAID = re.compile(pattern("named_works")), re.compile(pattern("capacity_said"))
_MARK = re.compile("[，。；：、！？]")
_VERBS = re.compile(f"(?:{any_of('openers', 'manners', 'light_verbs', 'kept_verbs')})+")
_SIZE = re.compile(pattern("size_of_each"))
_LIMITED = re.compile(pattern("limited_works"))
_AGE = re.compile(pattern("age"))
_PERCENTILE = re.compile(pattern("percentile"))
_MONEY_HEAD = re.compile(pattern("limited_money"))


@dataclass(frozen=True, slots=True)
class Excluded:
    """A stretch of plain text whose numbers are no figures."""

    start: int
    end: int
    reason: str


def excluded_spans(text: str) -> list[Excluded]:
    """Return the stretches whose form alone tells that they hold no figure, without overlaps, in order."""
    spans: list[Excluded] = []
    for reason, excluded in _EXCLUDED:
        for match in excluded.finditer(text):
            behind = bisect_left(spans, match.end(), key=lambda span: span.start)
            if not behind or spans[behind - 1].end <= match.start():
                spans.insert(behind, Excluded(match.start(), match.end(), reason))
    return spans


def arabic_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the range of every maximal Arabic number of the plain text."""
    for match in _ARABIC.finditer(text):
        yield match.span()


def reason_against(text: str, quantity: Quantity, previous_end: int) -> str:
    """Return why a quantity is no figure, by what stands around it; empty where it is one."""
    before, after = text[: quantity.start], text[quantity.end :]
    followed = bool(_HAN.match(after))
    if not quantity.unit:
        return "" if _LEVEL_WORD.search(before) and not followed else _unitless(before, after)
    if quantity.unit == "强":
        return "" if _RANKED.search(before[-40:]) and _CLAUSE_END.match(after) else "name"
    if quantity.unit in _SPECIFICATION and (followed or quantity.unit in ("级", "版", "届", "代", "号")):
        return "model"
    if quantity.start == previous_end and followed and quantity.unit.endswith(_SIZES):
        return "model"
    if quantity.unit.endswith(_CAPACITIES) and _WORKS.match(after) and not _is_governed(before):
        return "model"
    if quantity.unit in ("分钟", "小时", "公里", "里") and _SERVICE.match(after):
        return "name"
    return "threshold" if _is_threshold(quantity, before, after) else ""


def _is_governed(before: str) -> bool:
    """Tell whether the words before a capacity tell of it: a verb alone (新增5万千瓦风电项目), or 规模, 达到."""
    lead = _MARK.split(before)[-1]
    return bool(_SAID.search(before)) or (bool(lead) and _VERBS.fullmatch(lead) is not None)


def _unitless(before: str, after: str) -> str:
    if re.search(r"第$", before) and _CLAUSE_END.match(after):
        return ""
    if after.startswith(("左右", "以内", "以上", "以下")):
        return "threshold" if _LIMITED.match(after) else ""
    return "name" if _HAN.match(after) else "other"


def _is_threshold(quantity: Quantity, before: str, after: str) -> bool:
    if quantity.unit in ("岁", "周岁") and not _AGE.search(before):
        return True
    if before.endswith(("每", "满")) or _PERCENTILE.search(before + quantity.unit):
        return True
    if quantity.unit.endswith("元") and (_SIZED.match(after) or (_SIZE.search(before) and _SIZED_ONES.match(after))):
        return True
    if quantity.unit[-1] in "%‰点倍" or not _LIMIT.match(after):
        return False
    return bool(_LIMITED.match(after)) or (bool(_LIMIT_HEAD.match(after)) and not _MONEY_HEAD.match(after))
