"""Bounds: the words before and after a number that say on which side of it the value lies."""

import re

_BEFORE = {
    ">": ("超过", "超出", "突破", "超", "逾", "高于", "大于", "多于", "过"),  # 总投资超2700亿元
    ">=": ("不低于", "不少于", "不小于", "不得低于", "不得少于", "至少"),  # 增速不低于5%
    "<=": ("不超过", "不高于", "不大于", "不多于", "不得超过"),  # 不超过3%
    "<": ("低于", "少于", "小于", "不足", "不到"),  # 不足1%
    "~": ("将近", "接近", "大约", "约为", "约", "近"),  # 近13万平方米
}
_AFTER = {
    ">=": ("及以上", "以上"),  # 2800亿元以上
    "<=": ("以内", "之内", "及以下", "以下"),  # 5%以内
    "~": ("左右", "上下"),  # 6%左右
}
_BOUND_OF_BEFORE = {word: bound for bound, words in _BEFORE.items() for word in words}
_BOUND_OF_AFTER = {word: bound for bound, words in _AFTER.items() for word in words}


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


BEFORE = re.compile(f"(?<![签条节预履附就经通不])(?:{_alternatives(_BOUND_OF_BEFORE)})$")
"""A bound at the end of the text before a number."""
AFTER = re.compile(_alternatives(_BOUND_OF_AFTER))
"""A bound right behind a number's unit."""


def bound_of(before: str, after: str, *, more: bool) -> str:
    """Return the bound that the words before and after a number set; `=` where there are none.

    A word behind the number decides: 突破5%以上 is at least 5 %.
    """
    if after:
        return _BOUND_OF_AFTER[after]
    if before:
        return _BOUND_OF_BEFORE[before]
    return ">" if more else "="
