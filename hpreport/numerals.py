"""Chinese and Arabic numerals in headwords and queries: 三保 and 3保, 十大行动 and 10大行动, 一三一加一 and 131+1."""

import re

DIGITS = {"〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_RUN = re.compile(f"[{''.join(DIGITS)}{''.join(_UNITS)}]+")
_PLUS = re.compile(r"(?<=[0-9a-z])加(?=[0-9a-z])")


def chinese_to_int(text: str) -> int | None:
    """Return the value of a Chinese numeral below 10,000 (`十二` 12, `三十` 30, `一百零五` 105), or None if it is none.

    Digits without units are read one by one (`一三一` 131), as in years and in names such as “131+1”工程.
    """
    text = text.replace("零", "〇")
    if not text or not all(c in DIGITS or c in _UNITS for c in text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, 0
    for at, char in enumerate(text):
        if char in DIGITS:
            digit = DIGITS[char]
        else:
            total, digit = total + (digit or (1 if at == 0 else 0)) * _UNITS[char], 0
    return total + digit


def with_digits(folded: str) -> str:
    """Return folded text with every Chinese numeral in Arabic digits and 加 between numerals or letters as `+`.

    零 alone stays a word (三零 is `3零`, never 30). Only for comparing: 一体化 becomes `1体化` on both sides.

    >>> with_digits("四加三加x产业体系")
    '4+3+x产业体系'
    """
    return _PLUS.sub("+", _RUN.sub(lambda m: str(chinese_to_int(m[0])), folded))
