"""Numbers with their units: 385个, 4.55万人次, 250余场, 4.5%—5%, 22.7和28.8个百分点, 两所.

They are read in plain text (half-width digits and signs, no spaces), from which there is a way back to the print.
"""

import re
from dataclasses import dataclass, replace

from hpreport.text.lexicon import alternation, any_of, longest_first, pattern, word_map, words
from hpreport.text.numerals import ONE_TO_TEN, chinese_to_float, magnitude_of
from hpreport.text.sentences import ENDS

# １２．５％ -> 12.5%; ASCII punctuation between Chinese characters is read as Chinese punctuation
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．％﹪＋", "0123456789.%%+")
_PUNCTUATION = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_DIGIT_PUNCTUATION = re.compile(r"(?<=\d)[,:](?=\d)")  # 1,300 and 4:6 keep theirs
_THOUSANDS = re.compile(
    r"(?<![\d.,，])\d{1,3}(?:，\d{3})+(?![\d，])|(?<![\d.])(?<!\d )\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)"
)

_DROPPED = "\0"
_REWRITTEN = re.compile(f"[\\s{_DROPPED}{''.join(_PUNCTUATION)}]")
_SPACES = {ord(" "): _DROPPED, 0xA0: _DROPPED}

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
    """Return `printed` without white space, save between two numbers, and with half-width digits and signs.

    Straight quotation marks are paired, and what sets thousands apart is a comma or nothing.

    >>> plain('增长 １２．５％，"三零"社区1 200个').text
    '增长12.5%，“三零”社区1200个'
    """
    half = _with_thousands(_with_paired_quotes(printed.translate(_HALF_WIDTH)))
    if not _REWRITTEN.search(half):  # most are so printed
        return Plain(half, tuple(range(len(half))), printed)
    keep = {match.start() for match in _DIGIT_PUNCTUATION.finditer(half)}
    chars = [
        (char if at in keep else _PUNCTUATION.get(char, char), at)
        for at, char in enumerate(half)
        if char != _DROPPED and (not char.isspace() or _between_digits(half, at))
    ]
    return Plain("".join(char for char, _ in chars), tuple(at for _, at in chars), printed)


def _with_paired_quotes(text: str) -> str:
    """Return the text with its straight quotation marks turned into pairs, where their number allows it."""
    if '"' not in text or text.count('"') % 2:
        return text
    pieces = text.split('"')
    return "".join(piece + "“”"[at % 2] for at, piece in enumerate(pieces[:-1])) + pieces[-1]


def _with_thousands(text: str) -> str:
    """Return the text, as long as before, with thousands set apart by a comma or by nothing that counts."""
    return _THOUSANDS.sub(lambda match: match[0].replace("，", ",").translate(_SPACES), text)


def _between_digits(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


NUMBER = pattern("number")
DASH = pattern("dash")
MULTIPLIER = pattern("multiplier")
# 250余场, 1100余万元, 120多个, 4万多亿元
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
_UNIT = "(?!个体(?:工商|户|经[济营]|私营|企业))" + alternation(map(re.escape, UNITS)) + _PER

_QUANTITY = re.compile(
    rf"(?P<low>{NUMBER})"
    rf"(?:(?P<low_unit>{_UNIT})?{DASH}(?P<high>{NUMBER}))?"
    rf"(?P<more>{MORE})?(?P<multiplier>{MULTIPLIER})?(?:(?P<more_after>{MORE})(?P<power_after>[亿万])?)?(?:(?P<unit>{_UNIT})(?:（[只匹口台套座处户人件项]）)?)?"
)
# 22.7和28.8个百分点, 2、5.5和6.5%: the unit stands after the last number; a list of hundreds is none of a report
_SHARED_UNIT = re.compile(rf"(?:[、和及]{NUMBER}){{0,20}}[、和及]{NUMBER}(?P<unit>{MULTIPLIER})?(?P<rest>{_UNIT})")
# 1亿2000万元, 3万5000人
_MIXED = re.compile(
    rf"(?P<high>{NUMBER})(?P<multiplier>万亿|亿|万)(?P<low>{NUMBER})(?P<power>[千百十]?万|千|百)?(?P<unit>{_UNIT})"
)
_CHANGED = "[达近超过降升长少加高低快占约为在到至了是大]"
_CN = "[一二两三四五六七八九十百千零〇]"
_DECIMALS = f"(?:点[零〇{ONE_TO_TEN}]+)?"
_CHINESE = re.compile(
    # 百分之五点七, 百分之五至百分之七, 千分之三
    rf"(?P<base>[百千])分之(?P<part>{_CN}+{_DECIMALS})(?:{DASH}(?:[百千]分之)?(?P<to>{_CN}+{_DECIMALS}))?"
    # 跨越千亿台阶, 突破万亿元大关, 突破百亿元
    r"|(?P<step>(?<=[越上入破过达超])(?:[百千]?亿|[十百千]?万亿|[十百千]?万)(?P<step_unit>元)?(?=大关|台阶|关口|(?<=元)[，。；、]))"
    # 三百亿元, 一千五百万人
    rf"|(?P<large>{_CN}+{_DECIMALS})(?P<multiplier>万亿|亿|万)(?P<more>[余多])?(?P<unit>{any_of('worded_units')})"
    # 三成, 一倍, 两个百分点; not 一成不变
    rf"|(?<={_CHANGED})(?<!做到)(?P<rate>[{ONE_TO_TEN}两]{_DECIMALS})(?P<over>[余多])?(?P<rate_unit>成(?![不为立功果效长就本员])|倍|个百分点)(?P<over_unit>多)?"
    # 翻一番
    r"|翻(?P<doublings>[一两二三四])?番"
    # 两所学校, 十二座; 一 is an article more often than a number, and 三个方面 counts no work
    rf"|(?P<count>(?:[两二三四五六七八九十]|一(?=[百千])){_CN}{{0,8}})(?P<measure_word>[家座所台户亩辆栋宗支名吨条处])"
)
_HALF = re.compile(r"(?<=[占达近超过逾])半数")


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
    is_count: bool = False
    """Whether it counts things in Chinese numerals: 两所, which 三个方面 is not."""


_MULTIPLIED = re.compile(rf"(?P<multiplier>{MULTIPLIER})?(?P<unit>.*)")


def split_unit(unit: str) -> tuple[str, str]:
    """Return the multiplier of a unit, empty where it has none, and the unit itself.

    >>> split_unit("亿元"), split_unit("百分点")
    (('亿', '元'), ('', '百分点'))
    """
    match = _MULTIPLIED.fullmatch(unit)
    return (match["multiplier"] or "", match["unit"]) if match and unit not in RATE_UNITS else ("", unit)


_BASE_UNITS = {member: base for base, members in word_map("base_units").items() for member in members}
_OF_BASE = {"成": ("%", 10.0)}
"""Units that are a multiple of another: 三成 is 30 %."""


def base_unit(unit: str) -> str:
    """Return the unit of the amount that a number of this unit is: 元 of 亿元, % of 成, 平方米 of 万㎡."""
    own = split_unit(unit)[1]
    return _OF_BASE[own][0] if own in _OF_BASE else _BASE_UNITS.get(own, own)


def amount(value: float, unit: str) -> float:
    """Return a value in its base unit: 280000000000.0 of 2800亿元."""
    multiplier, own = split_unit(unit)
    return round(value * magnitude_of(multiplier) * _OF_BASE.get(own, ("", 1.0))[1], 6)


_POWER = re.compile(r"[×xX*]10\^?")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _value(number: str) -> float:
    """Return the value of a `NUMBER`: 1234.5 of 1,234.5, 12000 of 1.2×10^4."""
    mantissa, *power = _POWER.split(number.replace(",", "").translate(_SUPERSCRIPT))
    return float(f"{mantissa}e{power[0]}") if power else float(mantissa)


def quantity_at(text: str, at: int) -> Quantity | None:
    """Return the quantity whose Arabic number starts at `at`."""
    if mixed := _MIXED.match(text, at):
        return _mixed(mixed)
    match = _QUANTITY.match(text, at)
    if match is None:
        return None
    if match["high"] and match["low_unit"] not in (None, match["unit"]):
        match = re.compile(rf"(?P<low>{NUMBER})(?P<unit>{_UNIT})").match(text, at) or match
    groups = match.groupdict()
    high = groups.get("high")
    power = (groups.get("multiplier") or "") + (groups.get("power_after") or "")
    unit = power + (match["unit"] or "")
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


def _mixed(match: re.Match[str]) -> Quantity:
    """Return a number of two multipliers in the first of them: 1亿2000万元 is 1.2亿元."""
    low = _value(match["low"]) * magnitude_of(match["power"] or "") / magnitude_of(match["multiplier"])
    value = round(_value(match["high"]) + low, 12)
    spans = (match.span("high"), match.span("low"))
    return Quantity(*match.span(), spans, value, None, match["multiplier"] + match["unit"], more=False)


def _borrow_unit(text: str, quantity: Quantity) -> Quantity:
    shared = _SHARED_UNIT.match(text, quantity.end)
    return replace(quantity, unit=(shared["unit"] or "") + shared["rest"]) if shared else quantity


def chinese_quantities(text: str) -> list[Quantity]:
    """Return the quantities written in Chinese numerals, in order, and where they say so, halves and doublings.

    Counts (两所, 三家) are marked, for 三处 and the like count works only where the words before them say so.
    """
    found = [quantity for match in _CHINESE.finditer(text) if (quantity := _chinese(match))]
    found += [Quantity(*match.span(), (), 50.0, None, "%", more=False) for match in _HALF.finditer(text)]
    return sorted(found, key=lambda quantity: quantity.start)


def _chinese(match: re.Match[str]) -> Quantity | None:
    """Return the quantity of a match of `_CHINESE`, None where its numeral is none: 十四五."""
    if match[0].startswith("翻"):
        return _of_numeral(match, match["doublings"] or "一", "番")
    if match["base"]:
        return _of_numeral(match, match["part"], "%" if match["base"] == "百" else "‰", match["to"])
    if match["step"]:
        power, unit = match["step"][:1] if match["step"][0] in "十百千" else "", match["step_unit"] or ""
        multiplier = match["step"].removeprefix(power).removesuffix(unit)
        return Quantity(*match.span(), (), float(magnitude_of(power)), None, multiplier + unit, more=False)
    if match["large"]:
        return _of_numeral(match, match["large"], match["multiplier"] + match["unit"], more=match["more"])
    if match["rate"]:
        return _of_numeral(match, match["rate"], match["rate_unit"], more=match["over"] or match["over_unit"])
    quantity = _of_numeral(match, match["count"], match["measure_word"])
    return replace(quantity, is_count=True) if quantity and quantity.value > 1 else None


def _of_numeral(
    match: re.Match[str], numeral: str, unit: str, to: str | None = None, more: str | None = None
) -> Quantity | None:
    value, value_max = chinese_to_float(numeral), chinese_to_float(to) if to else None
    if value is None or (to and value_max is None):
        return None
    return Quantity(*match.span(), (), float(value), None if value_max is None else float(value_max), unit, bool(more))
