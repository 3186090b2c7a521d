"""Chinese and Arabic numerals in headwords and queries: 三保 and 3保, 十大行动 and 10大行动, 一三一加一 and 131+1."""

import re

# Patterns are compiled when first used: who only asks which characters are numerals does not wait for them.

DIGITS = {"〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMERALS = frozenset(DIGITS) | frozenset("十百千万零0123456789")
"""Characters that numbers are written with."""
_UNITS = {"十": 10, "百": 100, "千": 1000}
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_DIGIT = "[一二两三四五六七八九]"
# 三千二百, 一百零五, 十二: units fall, and a 〇 fills a gap
_COUNTED = f"(?=.)(?:{_DIGIT}千〇?)?(?:{_DIGIT}百〇?)?(?:{_DIGIT}?十)?{_DIGIT}?"
ONE_TO_TEN = "一二三四五六七八九十"
"""The numerals of ordinals and of the marks of parts, for a class of characters: `第[{ONE_TO_TEN}]`."""
YEAR = r"(?:19|20)\d\d"
"""A pattern of a year in digits."""
_LONGEST = 12
"""A longer run of numerals is no number that anyone wrote on purpose."""
_RUN = f"[{''.join(DIGITS)}{''.join(_UNITS)}]+"
_POINT = f"([{''.join(DIGITS)}0-9])点([零{''.join(DIGITS)}0-9])"
_PLUS = r"(?<=[0-9a-z])加(?=[0-9a-z])"


def chinese_to_int(text: str) -> int | None:
    """Return the value of a Chinese numeral below 10,000 (`十二` 12, `三十` 30, `一百零五` 105), or None if it is none.

    Digits without units are read one by one (`一三一` 131), as in years and in names such as “131+1”工程. What only
    looks like a number is none: 十四五, 十十, 百.
    """
    text = text.replace("零", "〇")
    if 0 < len(text) <= _LONGEST and all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    if not re.fullmatch(_COUNTED, text):
        return None
    groups = re.findall(f"([{''.join(DIGITS)}]?)([十百千]?)", text)
    return sum(DIGITS.get(digit, 1 if unit else 0) * _UNITS.get(unit, 1) for digit, unit in groups)


def chinese_to_float(text: str) -> float | None:
    """Return the value of a Chinese numeral with or without decimals (`五点七` 5.7), or None if it is none."""
    whole, point, decimals = text.partition("点")
    value = chinese_to_int(whole)
    if value is None or not point:
        return value
    digits = [DIGITS.get(digit) for digit in decimals.replace("零", "〇")]
    if not digits or None in digits:
        return None
    return float(f"{value}.{''.join(map(str, digits))}")


def magnitude_of(multiplier: str) -> int:
    """Return the power of ten that a multiplier stands for, 1 for none.

    >>> magnitude_of("千万"), magnitude_of("万亿")
    (10000000, 1000000000000)
    """
    return int(10 ** sum(_POWERS[char] for char in multiplier))


def with_digits(folded: str) -> str:
    """Return folded text with every Chinese numeral in Arabic digits and 加 between numerals or letters as `+`.

    零 alone stays a word (三零 is `3零`, never 30), but after a point it is a digit: 六点零 is `60`, as folding leaves
    of 6.0. Only for comparing: 一体化 becomes `1体化` on both sides.

    >>> with_digits("四加三加x产业体系")
    '4+3+x产业体系'
    """
    digits = re.sub(_POINT, lambda m: m[1] + m[2].replace("零", "〇"), folded)
    return re.sub(_PLUS, "+", re.sub(_RUN, _digits_of_run, digits))


def _digits_of_run(match: re.Match[str]) -> str:
    value = chinese_to_int(match[0])
    return match[0] if value is None else str(value)
