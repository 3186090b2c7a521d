"""Measures: whether a number is a level, a growth, a decline, a rank, or stands beside another one in words."""

import re

from hpreport.parse.figures.quantities import RATE_UNITS

# 增长8%, 增速30%, 同比提高1.5个百分点; 涨幅3% is a level: there 涨幅 is what is measured
_GROWTH = "增长率?|增速|增幅|递增|提高|提升|上升|上涨|增加|增收|扩大|增值"
# 下降3.4%, 降低率达3.7%
_DECLINE = "下降率?|降低率?|降幅|减少|回落|缩减|压减|压降|缩小|收窄|下调|削减|减排"
# words between the verb and the number: 增长了5%, 增速达到30%, 增速不低于5%, 增长预期目标为7%
_LINK = "(?:预期目标|目标)?(?:了|达到|达|为|均|分别|各|保持在?|控制在|稳定在)*"
# 增至, 提高到, 下降到: the number is where it arrived
_ARRIVED = re.compile(rf"(?:(?:{_GROWTH}|{_DECLINE}|[增升降减涨])(?:至|到))$")

GROWTH = re.compile(rf"(?P<verb>{_GROWTH})(?P<link>{_LINK})$")
DECLINE = re.compile(rf"(?P<verb>{_DECLINE})(?P<link>{_LINK})$")
_NATURAL_GROWTH = re.compile(rf"自然增长率{_LINK}$")  # 人口自然增长率控制在7‰以内 is a level
# 增速高于全省0.5个百分点: said relative to something else
_RELATIVE = re.compile(
    r"(?:高于|低于|快于|慢于|好于|优于|高出|领先)[^，。；、]{1,14}$|比[^，。；、]{1,10}[高低快多少]出?$"
)
# 达到282亿元, 控制在5%以内, 增至317.86亿元: part of the claim as printed
LEVEL_VERB = re.compile(
    r"(?:增加到|增长到|增长至|增至|增到|提高到|提高至|提升到|提升至|上升到|上升至|升至|扩大到|扩大至|扩大|下降到|下降至|降低到|降至|降到|"
    r"减少到|减至|压缩至|压缩到|达到|达|控制在|保持在|稳定在|维持在|突破|占)$"
)


def is_rate(unit: str) -> bool:
    """Tell whether `unit` measures change: %, 个百分点, 倍 and their like."""
    return unit in RATE_UNITS


def measure_of(before: str, unit: str) -> str:
    """Return the measure of a number that follows `before` (without its bound) and has `unit`.

    >>> measure_of("地区生产总值比上年增长", "%")
    'growth'
    """
    if not is_rate(unit):
        return "level"
    if _ARRIVED.search(before) or _NATURAL_GROWTH.search(before):
        return "level"
    if GROWTH.search(before):
        return "growth"
    if DECLINE.search(before):
        return "decline"
    return "qualitative" if _RELATIVE.search(before) else "level"
