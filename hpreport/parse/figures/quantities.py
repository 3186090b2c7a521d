"""Numbers with their units: 385个, 4.55万人次, 250余场, 4.5%—5%, 22.7和28.8个百分点, 两所.

They are read in plain text (half-width digits and signs, no spaces), from which there is a way back to the print.
"""

import re
from dataclasses import dataclass, replace

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


# 1025, 317.86, 1,300
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
# 6.5%－7%, 3至5家
DASH = r"(?:[—–－~～―-]+|至|到)"
# 1.3万名, 1.4万亿斤, 5千吨
MULTIPLIER = "[十百千]?万亿|[十百千]亿|[十百千]万|亿|万|千|百"
# 250余场, 1100余万元, 120多个
MORE = "[余多]"

RATE_UNITS = ("个百分点", "百分点", "%", "‰", "倍", "成")
_MONEY = "元人民币 美元 港元 欧元 日元 元"
_DURATION = """
    个工作日 个半月 个月 个小时 个季度 小时 分钟 年 天 秒 日
"""
_SIZE = """
    平方公里 平方千米 平方米 立方米 公顷 亩 公里 千米 厘米 毫米 米 ㎡ km 立方 平米 里 方 吨标准煤
    吨标煤 蒸吨 吨 公斤 千克 斤 微克 毫克 千瓦时 千瓦 兆瓦 千伏安 千伏 伏 MW GW kW KW kV
    KV kv kVA KVA 瓦 度 英寸 卡 标准箱 标箱 TEU 分贝
"""
_PEOPLE = "人次 人口 人 户次 户 名 位 岁 周岁"
_COUNTS = """
    车次 辆次 台次 剂次 架次 班次 场次 批次 例次 项次 家次 件次 次 个 家 条 座 所 项 处 套 台 辆 场 件 宗 起
    支 头只 只 头 羽 床 张 间 栋 幢 块 片 盏 门 艘 架 列 班 期 种 类 款 批 例 级 村 镇 街道 县
    国 岁 篇 本 册 部 幅 枚 面 株 棵 把 对 组 队 站 口 眼 孔 根 层 份 扇 箱 单 强 份额 分
    袋 包 片区 代 届 号 版 声 尾 桌 句 节 课时
"""
UNITS = tuple(
    sorted(
        {*RATE_UNITS, *" ".join((_MONEY, _DURATION, _SIZE, _PEOPLE, _COUNTS)).split()},
        key=lambda unit: (-len(unit), unit),
    )
)
DURATIONS = frozenset(_DURATION.split())
# 4800元/年/人, 28微克/立方米
_PER = "(?:/(?:立方米|平方米|公里|年|月|日|天|人|户|亩|吨|学年|辆|头|次|小时))*"
_UNIT = "(?:" + "|".join(map(re.escape, UNITS)) + ")" + _PER

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
