"""Numbers that are no figures: dates, slogans, names, ordinals, model numbers, ratios, thresholds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hpreport.parse.figures.quantities import DASH, MULTIPLIER, NUMBER, Quantity
from hpreport.text.numerals import ONE_TO_TEN, YEAR

_DAY = r"\d{1,2}日"
_MONTH = rf"\d{{1,2}}(?:{DASH}\d{{1,2}})?月(?:份|底|初|末)?(?:{_DAY})?"

# Spans of text that hold no figure, tried in this order.
_SPANS = (
    ("date", rf"{YEAR}年?{DASH}(?:{YEAR})年?"),  # 2016—2020年
    ("date", rf"{YEAR}年(?:度|底|初|末)?(?:{_MONTH})?"),  # 2023年12月21日
    ("date", rf"{_MONTH}(?:{DASH}{_MONTH})?"),  # 1—11月, 3月底
    ("date", rf"(?<![\d.]){_DAY}(?![均产供处])"),  # 21日
    ("name", r"(?<!\d)\d+周年(?=[\u4e00-\u9fff]{0,4}(?:大会|座谈会|论坛|峰会|博览会))"),  # 热线40周年发展大会
    ("date", r"(?<!\d)\d+周年"),  # 成立75周年
    ("date", r"(?<!\d)\d+(?:世纪(?:\d+年代)?|年代)"),  # 20世纪90年代
    ("date", r"(?:过去|今后|未来|最近|(?<!提)前|近|头|每|这)\d+(?:个月|个季度|年)"),  # 前11个月, 过去5年
    ("date", r"(?<!\d)\d+(?:个月|年)(?:以来|来|间|前(?!\d))"),  # 5年来, 10年前
    (
        "slogan",
        rf"(?<![\d.A-Za-z{ONE_TO_TEN}])[\dA-Za-z{ONE_TO_TEN}]+(?:\+[\dA-Za-z{ONE_TO_TEN}]+)+",
    ),  # 3+9+9, 1+6+5+N
    ("name", r"(?<!\d)\d+\+|\+\d+|(?<!\d)\d+[×xX*]\d+"),  # 12345+网格, 7×24
    ("name", r"[“\"]?\d{1,2}[·•・]\d{1,2}[”\"]?"),  # “7·21”
    ("other", r"(?<!\d)\d+个?方面"),  # 抓好5方面工作
    ("ratio", rf"(?<!\d){NUMBER}(?:[:：∶︰/]{NUMBER})+"),  # 18.7︰40.2︰41.1, 1/3
    ("model", r"(?<![A-Za-z])(?!GDP)[A-Za-z]+[-.]?\d+(?:\.\d+)?"),  # PM2.5, IPV6, G107
    (
        "model",
        r"(?<!\d)\d+(?:\.\d+)?(?!(?:MW|GW|kW|KW|km|TEU|kVA|KVA)(?![A-Za-z]))[A-Za-z]+",  # 5G, 4A级, 110kV
    ),
    ("model", r"(?<!\d)\d+(?:\.\d+)?(?=版|时代)"),  # 6.0版
    ("ordinal", r"第\d+(?![\d位名]|[，。；、]|$)"),  # 第6届; 第49位 and 全省第6， are ranks
    ("ordinal", r"^\d{1,2}[.、](?!\d)|[（(]\d{1,2}[)）]"),  # 1.  （8）
    ("name", r"[〔\[]\d+[〕\]](?:\d+号)?|(?<!\d)\d+号"),  # 〔2022〕2号, 4号线
    ("name", r"(?<!\d)\d+(?:国道|省道|县道|线(?!上|下)|政务|政府服务|热线|专线|高中|中学|医院)"),  # 12345热线, 107国道
    ("name", r"《(?=[^》]{0,400}》)[^》]*\d[^》]*》"),  # 《…2025》
    ("name", r"[“\"](?=[^”\"]{0,400}[”\"])[^”\"]*\d(?!\d*强)[^”\"]*[”\"]"),  # “20条”
    ("name", r"[—–－-]\d+(?=[等、，])"),  # 香湾街—1等2宗地块
)
_EXCLUDED = tuple((reason, re.compile(pattern)) for reason, pattern in _SPANS)
_ARABIC = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")

_HAN = re.compile(r"[\u4e00-\u9fff]")
_CLAUSE_END = re.compile(r"[”\"』）)]*(?:[，。；、：！？）]|$|等(?:[，。；]|$))")
# 居民消费价格指数控制在103左右: a number without unit is a level where such a word stands before it
_LEVEL_WORD = re.compile(r"(?:达到?|为|在|至|到|完成|实现|指数|突破|超过?|占|增长|下降|提高|约|近)$")
# 2台100吨锅炉, 12英寸产线, 220千伏变电站: a size that tells which kind of thing is meant
_SPECIFICATION = frozenset(("千伏", "伏", "英寸", "蒸吨", "级", "kV", "KV", "kv", "版", "代", "届", "号", "期", "层"))
# 入选百强榜30强 is a rank; 世界500强企业 is a name
_RANKED = re.compile(r"入选|跻身|进入|位列|位居|上榜|晋升|荣登|登上|名列|迈入")
# 一刻钟生活圈 in digits: 15分钟生活圈, 24小时自助
_SERVICE = re.compile(r"[\u4e00-\u9fff]{0,6}圈|自助|服务|不打烊|营业|值班|在线|热线|直达|达|通达|通勤|响应")
# 60岁以上老人, 40吨以下燃煤锅炉, 5000万元以上项目: the number says which ones are counted
_LIMIT = re.compile(r"(?:及?以上|及?以下|以内)的?(?=[\u4e00-\u9fff])")
_LIMIT_HEAD = re.compile(
    rf"(?:及?以上|及?以下|以内)的?[^，。；、\d]{{0,16}}?"
    rf"(?:项目|企业|锅炉|燃煤|产业|园区|老人|老年人|人口|人群|人员|居民|群体|公司|工程|设施|农户|合作社|村|楼宇|平台|"
    rf"固定资产|污染|客户|商户|车|机组|水库|河流|{NUMBER}(?:{MULTIPLIER})?[个家])"
)
_SIZED = re.compile(r"(?:工业|产业|重点)?(?:项目|企业)")  # 过5亿元项目不少于7个
_PERCENTILE = re.compile(r"[前后]%$")  # 全球排名前1%的学科
_MONEY_HEAD = re.compile(
    r"(?:及?以上|以下|以内)的?[^，。；、\d]{0,6}(?:资金|贷款|补贴|补助|授信|收入|增速|增长|速度|水平)"
)


@dataclass(frozen=True, slots=True)
class Excluded:
    """A stretch of plain text whose numbers are no figures."""

    start: int
    end: int
    reason: str


def excluded_spans(text: str) -> list[Excluded]:
    """Return the stretches whose form alone tells that they hold no figure, without overlaps, in order."""
    spans: list[Excluded] = []
    for reason, pattern in _EXCLUDED:
        for match in pattern.finditer(text):
            if not any(match.start() < span.end and span.start < match.end() for span in spans):
                spans.append(Excluded(match.start(), match.end(), reason))
    return sorted(spans, key=lambda span: span.start)


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
    if quantity.start == previous_end and followed and quantity.unit.endswith(("吨", "瓦", "米", "亩", "床", "升")):
        return "model"
    if quantity.unit in ("分钟", "小时", "公里", "里") and _SERVICE.match(after):
        return "name"
    return "threshold" if _is_threshold(quantity, before, after) else ""


def _unitless(before: str, after: str) -> str:
    if re.search(r"第$", before) and _CLAUSE_END.match(after):
        return ""
    if after.startswith(("左右", "以内", "以上", "以下")):
        return ""
    return "name" if _HAN.match(after) else "other"


def _is_threshold(quantity: Quantity, before: str, after: str) -> bool:
    if quantity.unit in ("岁", "周岁") or before.endswith(("每", "满")) or _PERCENTILE.search(before + quantity.unit):
        return True
    if quantity.unit.endswith("元") and _SIZED.match(after):
        return True
    if quantity.unit[-1] in "%‰点倍" or not _LIMIT.match(after):
        return False
    return bool(_LIMIT_HEAD.match(after)) and not _MONEY_HEAD.match(after)
