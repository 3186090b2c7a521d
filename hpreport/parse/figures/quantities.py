"""Numbers with their units: 385个, 4.55万人次, 250余场, 4.5%—5%, 22.7和28.8个百分点, 两所.

They are read in plain text (half-width digits and signs, no spaces), from which there is a way back to the print.
"""

import re
from dataclasses import dataclass, replace

from hpreport.text.lexicon import alternation, any_of, longest_first, pattern, words
from hpreport.text.numerals import ONE_TO_TEN, chinese_to_int
from hpreport.text.sentences import ENDS

# １２．５％ -> 12.5%; ASCII punctuation between Chinese characters is read as Chinese punctuation
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．％﹪＋", "0123456789.%%+")
_PUNCTUATION = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_DIGIT_PUNCTUATION = re.compile(r"(?<=\d)[,:](?=\d)")  # 1,300 and 4:6 keep theirs

SENTENCE_END = re.compile(rf"[{ENDS}]")
"""What closes a sentence, or one of several in a row of tasks."""
CLAUSE_END = re.compile(r"[，。；：！？]")
"""What closes a clause."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text made easy to match, and for each of its characters the offset in the printed text."""

    text: str
    offsets: tuple[int, ...]
    printed: str

    def cut(self, start: int, end: int) -> str:
        """Return the printed text of the range `start` to `end` of the plain one."""
        return self.printed[self.offsets[start] : self.offsets[end - 1] + 1] if end > start else ""


def plain(printed: str) -> Plain:
    """Return `printed` without white space, save between two digits, and with half-width digits and signs.

    >>> plain("增长 １２．５％").text
    '增长12.5%'
    """
    half = printed.translate(_HALF_WIDTH)
    keep = {match.start() for match in _DIGIT_PUNCTUATION.finditer(half)}
    chars = [
        (char if at in keep else _PUNCTUATION.get(char, char), at)
        for at, char in enumerate(half)
        if not char.isspace() or _between_digits(half, at)
    ]
    return Plain("".join(char for char, _ in chars), tuple(at for _, at in chars), printed)


def _between_digits(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


NUMBER = pattern("number")
DASH = pattern("dash")
MULTIPLIER = pattern("multiplier")
# 250余场, 1100余万元, 120多个
MORE = "[余多]"

RATE_UNITS = frozenset(words("rate_units"))
DURATIONS = frozenset(words("duration_units"))
UNITS = longest_first(
    unit
    for kind in ("rate_units", "money_units", "duration_units", "size_units", "people_units", "count_units")
    for unit in words(kind)
)
# 4800元/年/人, 28微克/立方米
_PER = f"(?:/{any_of('per_units')})*"
_UNIT = alternation(map(re.escape, UNITS)) + _PER

_QUANTITY = re.compile(
    rf"(?P<low>{NUMBER})"
    rf"(?:(?P<low_unit>{_UNIT})?{DASH}(?P<high>{NUMBER}))?"
    rf"(?P<more>{MORE})?(?P<multiplier>{MULTIPLIER})?(?P<more_after>{MORE})?(?P<unit>{_UNIT})?"
)
# 22.7和28.8个百分点, 2、5.5和6.5%: the unit stands after the last number; a list of hundreds is none of a report
_SHARED_UNIT = re.compile(rf"(?:[、和及]{NUMBER}){{0,20}}[、和及]{NUMBER}(?P<unit>{MULTIPLIER})?(?P<rest>{_UNIT})")
# 两所学校, 十二座; 一 is an article more often than a number, and 三个方面 counts no work
_CHINESE = re.compile(
    rf"(?P<low>[两二三四五六七八九十][{ONE_TO_TEN}百]{{0,8}})(?P<unit>[家座所台户亩辆栋宗支名吨条处])"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the plain text with its unit; `end` is behind the unit."""

    start: int
    end: int
    digits: tuple[tuple[int, int], ...]
    """Ranges of its Arabic numbers: two where it is a range, none where it is written in Chinese."""
    value: float
    value_max: float | None
    unit: str
    more: bool
    """Whether the text adds 余 or 多 to the number."""


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def quantity_at(text: str, at: int) -> Quantity | None:
    """Return the quantity whose Arabic number starts at `at`."""
    match = _QUANTITY.match(text, at)
    if match is None:
        return None
    if match["high"] and match["low_unit"] not in (None, match["unit"]):
        match = re.compile(rf"(?P<low>{NUMBER})(?P<unit>{_UNIT})").match(text, at) or match
    groups = match.groupdict()
    high = groups.get("high")
    unit = (groups.get("multiplier") or "") + (match["unit"] or "")
    quantity = Quantity(
        start=at,
        end=match.end(),
        digits=(match.span("low"), *([match.span("high")] if high else [])),
        value=_value(match["low"]),
        value_max=_value(high) if high else None,
        unit=unit,
        more=bool(groups.get("more") or groups.get("more_after")),
    )
    return _borrow_unit(text, quantity) if not unit else quantity


def _borrow_unit(text: str, quantity: Quantity) -> Quantity:
    shared = _SHARED_UNIT.match(text, quantity.end)
    return replace(quantity, unit=(shared["unit"] or "") + shared["rest"]) if shared else quantity


def chinese_quantities(text: str) -> list[Quantity]:
    """Return the counts written in Chinese numerals (两所, 三家) with units that count real things."""
    found = []
    for match in _CHINESE.finditer(text):
        value = chinese_to_int(match["low"])
        if value is not None and value > 1:
            found.append(Quantity(match.start(), match.end(), (), float(value), None, match["unit"], False))
    return found
