"""Noun phrases: what is left of a stretch of text when openers, light verbs, examples and closing words are off."""

import re

from hpreport.text.boundaries import first_word, is_word
from hpreport.text.lexicon import any_of, pattern, words

# 引进修丽可、巧膳坊等品牌首店: examples come before 等; not 高等, 一等奖, 等级
_EXAMPLES = re.compile(r"^(?P<examples>.*[^高平一二三初中同优对])等(?=[^级次于候奖])(?P<kind>.{2,})$")
_FIELD = re.compile(pattern("field_of_work"))
_AND = re.compile(
    r"、|(?<=”)(?=“)|以及|(?<![共平温缓总饱])和(?![平谐睦解])|(?<![以普涉顾])及(?!时|其|以[上下])|(?<!参)与"
)
# 新能源及智能电网、新材料产业: where all of them cut too often, some do not
_SEPARATORS = (_AND, re.compile(r"、|(?<=”)(?=“)|(?<![共平温缓总饱])和(?![平谐睦解])"), re.compile("、"))
# 存贷款余额分别占全市的61.9%和57.8%: two things in one word
_PAIRS = {
    "存贷款": ("存款", "贷款"),
    "存、贷款": ("存款", "贷款"),
    "进出口": ("进口", "出口"),
    "进、出口": ("进口", "出口"),
    "城乡": ("城镇", "农村"),
    "肉蛋奶": ("肉", "蛋", "奶"),
}
# 一、二、三产增加值, 一二三产增加值
_INDUSTRIES = re.compile(r"(?<![一二三第十])[一二三](?:[、和及]?[一二三])+产业?(?!值|量)")
# ①新建学校②改造面积5万平方米, 公路（总长21公里）和桥梁
_ITEM = re.compile(r"[\u2460-\u2473\u3251-\u325f]|（(?![^（）]*）)|^[^（）]*）")
_ELSEWHERE = re.compile(pattern("elsewhere"))
_SUMMED = re.compile(pattern("summed_up"))
_EACH = ("分别", "均", "各")
_DONE = re.compile(f"{any_of('done')}$")
# 亮相服贸会并入选中国楼宇经济标杆城区30强: the list ranks, not what was done before
_RANKED = re.compile(r"^.*(?:入选|跻身|上榜|荣登|登上|名列|位列|进入)(?=.)")
_SHARED_TAIL = re.compile(f"{any_of('shared_tail')}$")
_COMPLETE = re.compile(pattern("complete_name"))
ATTRIBUTES = frozenset(words("attributes"))
"""What tells the members of a list apart at the head of a name that they share."""
_PER_OUTPUT_HEAD, _PER_OUTPUT = re.compile(pattern("per_output_head")), re.compile(any_of("per_output"))
_SHARE = re.compile("(?:占比|比重|份额)$")
_COMPARED_CHANGE = re.compile(pattern("compared_change"))
_TRIAL = re.compile("在(?P<name>[^，。；、]{3,})中")
_QUOTED = re.compile("“[^“”]*”")
_NOTE = re.compile(r"（\d{1,2}）")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")

_ACTION = any_of("openers", "manners", "light_verbs", "kept_verbs")
# 高标准建设农田 tells how, 高标准农田 what
OPENER = re.compile(f"^(?:{any_of('openers')}|{any_of('manners')}(?=(?:地|的)?{_ACTION}|$))")
LIGHT = re.compile(f"^{any_of('light_verbs')}(?![率者量面类]|用地|资金|强度|进度)")
KEPT = re.compile(f"^{any_of('kept_verbs')}")
_KEPT_ALL = re.compile(f"^{any_of('kept_verbs')}(?:、{any_of('kept_verbs')}(?!、))*")
KEPT_ALONE = re.compile(f"{any_of('kept_verbs')}$")
VERB = re.compile(f"^{any_of('openers', 'manners')}*{any_of('light_verbs', 'kept_verbs')}")
LEANING = re.compile(f"^{any_of('leaning', 'leaning_alone')}$")
LEANING_HEAD = re.compile(any_of("leaning", "leaning_alone"))
LEANING_END = re.compile(f"{any_of('leaning')}$")
_CLOSING = (
    "closing_comparisons",
    "closing_totals",
    "closing_hedges",
    "closing_holdings",
    "closing_bounds",
    "closing_moves",
    "closing_ends",
)
CLOSER = re.compile(f"{any_of(*_CLOSING)}$")
"""What leads over from an indicator to its number."""
RANK_CLOSER = re.compile(f"{any_of('closing_ranks')}$")
"""What leads over from an indicator to its rank."""
# 园区新签约、新开工项目
_VERBS = re.compile(
    rf"(?P<head>[^、]{{0,8}}?)(?P<verbs>{any_of('kept_verbs')}(?:、{any_of('kept_verbs')})+)(?P<thing>[^、]+)$"
)
CLOSED = re.compile(f"{any_of('marks_behind', 'places_behind', 'reached_behind')}|$")
"""What stands behind a number whose indicator stood before it."""


def strip_closers(text: str, *, rank: bool = False) -> str:
    """Return `text` without the words that lead over to its number.

    >>> strip_closers("幼儿园普惠率和公办率分别")
    '幼儿园普惠率和公办率'
    """
    while match := CLOSER.search(text) or (rank and RANK_CLOSER.search(text)) or None:
        text = text[: match.start()]
    return text


def strip_openers(text: str) -> str:
    """Return `text` without openers and light verbs: 全区新增停车泊位 -> 新增停车泊位, 举办银企对接会 -> 银企对接会."""
    text = text.lstrip("、，—－-（(：和及并与")
    while text:
        if (match := OPENER.match(text)) is None:
            match = LIGHT.match(text)
            if match is None or match.end() >= len(text) - 1:
                break
        text = text[match.end() :].lstrip("了的、")
    return text


def drop_examples(text: str) -> str:
    """Return `text` without what stands before 等, save a verb that tells it from others.

    >>> drop_examples("处置完成橡胶大厦等房地产停缓建项目")
    '处置完成房地产停缓建项目'
    """
    match = _EXAMPLES.match(text)
    if match is None:
        return text
    verb = _KEPT_ALL.match(strip_openers(match["examples"]))
    return (verb[0] if verb else "") + _FIELD.sub("", match["kind"].lstrip("的"))


def last_action(text: str) -> tuple[str, str]:
    """Return what precedes the last action or attribute of a list, and that one: 获得授信 after 实行管控模式、.

    A list of things (省级、市级电商直播示范基地) is one piece, as is one of verbs with one object (新建、续建公路).
    """
    at = text.rfind("、")
    while at > 0:
        before, after = text[:at], text[at + 1 :]
        if _is_verb_of_list(before, after):
            pass
        elif VERB.match(after) or LEANING.match(after) or _DONE.search(before):
            return before, after
        at = text.rfind("、", 0, at)
    return "", text


def _is_verb_of_list(before: str, after: str) -> bool:
    """Tell whether a piece of a list is a verb that shares its object with the next: 新建 in 新建、续建公路."""
    verb, piece = KEPT_ALONE.search(before), strip_openers(before.rpartition("、")[2])
    if verb is None or not KEPT.match(after):
        return False
    return verb[0] == piece or piece.endswith(f"的{verb[0]}") or verb[0][0] == after[0] == "新"


def noun_phrase(text: str, *, rank: bool = False, numbers: int = 1) -> str:
    """Return the indicator in the words before a number; of a list whose `numbers` follow, all indicators."""
    text = _ITEM.split(_NOTE.sub("", text))[-1]
    text = _COMPARED_CHANGE.sub("", text)
    each = "分别" in text and "等" in text  # each example has its own number: keep them for `split_list`
    closed = strip_closers(text, rank=rank)
    whole = numbers > 1 and "分别" in text and len(split_list(strip_openers(closed), numbers)) == numbers
    own = _each_with_its_own(closed if whole else last_action(closed)[1])
    if rank and (named := _RANKED.search(own)):
        own = own[named.end() :]
    own = strip_openers(_ELSEWHERE.sub("", own))
    if not each:
        own = drop_examples(own)
    if numbers == 1 and (summed := _SUMMED.match(own)):
        own = summed["kind"] + strip_openers(summed["rest"])
    own = strip_openers(own).lstrip("（(的了")
    if trial := _TRIAL.fullmatch(own):  # 在全省营商环境评价中列第三
        own = trial["name"]
    if own in _EACH:
        return ""
    return own.strip('“”"、，') if own.count("“") != own.count("”") else own.rstrip("、")


def _each_with_its_own(text: str) -> str:
    """Return a phrase with what stands behind 分别 behind each name before it: 甲、乙分别实现税收 -> 甲税收、乙税收."""
    names, each, of_all = text.partition("分别")
    if not each or not LEANING.match(of_all := strip_openers(of_all)):
        return names + of_all
    parts = _SEPARATORS[1].split(strip_closers(names))
    return "、".join(_with_end(part, parts[-1]) + of_all for part in parts)


def _with_end(part: str, last: str) -> str:
    """Return `part` with the end that a complete name behind it has for both: 小麦 / 稻谷最低收购价."""
    shared = part != last and is_complete(last) and not is_complete(part) and _alternatives(part, last)
    return part + last[len(part) :] if shared else part


def split_list(text: str, count: int = 0) -> list[str]:
    """Return the coordinated indicators of `text`, each complete; `count` of them where one way to cut gives so many.

    >>> split_list("城镇、农村居民人均可支配收入")
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> split_list("幼儿园普惠率和公办率")
    ['幼儿园普惠率', '幼儿园公办率']
    >>> split_list("本外币存贷款余额", 2)
    ['本外币存款余额', '本外币贷款余额']
    """
    text = _INDUSTRIES.sub(
        lambda match: "、".join(f"第{number}产业" for number in re.findall("[一二三]", match[0])), text
    )
    if (summed := _SUMMED.match(text)) and len(parts := _SEPARATORS[1].split(summed["list"])) == count:
        return [part.removesuffix(summed["rest"]) + summed["rest"] for part in parts]
    pairs = [(pair, parts) for pair, parts in _PAIRS.items() if pair in text]
    ways = [_split(text, separators) for separators in _SEPARATORS]
    verbs = _VERBS.match(text)
    if verbs and count:
        ways.insert(0, [verbs["head"] + verb + verbs["thing"] for verb in verbs["verbs"].split("、")])
    paired = [[text.replace(pair, part) for part in parts] for pair, parts in pairs]
    ways = [*paired, *ways] if any("、" in pair for pair, _ in pairs) else [*ways, *paired]
    return next((parts for parts in ways if len(parts) == count), ways[0])


def is_complete(name: str) -> bool:
    """Tell whether a name ends as that of an indicator does: 财政收入, 装备制造业 not."""
    return bool(_COMPLETE.search(name))


def _split(text: str, separators: re.Pattern[str]) -> list[str]:
    if (examples := _EXAMPLES.match(text)) and "、" in examples["examples"]:
        return [part + examples["kind"] for part in separators.split(examples["examples"])]
    parts = [part for part in separators.split(_BRACKETS.sub("", text)) if part]
    if len(parts) < 2:
        return [text]
    first, last = parts[0], parts[-1]
    if len(first) > len(last) + 1 and len(last) <= 3 and first[-1] == last[-1]:
        return [first, *(first[: -len(last)] + part for part in parts[1:])]
    head = _PER_OUTPUT_HEAD.match(first)
    return [_with_head(_with_tail(part, last), head[0] if head else "") for part in parts]


def _with_head(part: str, head: str) -> str:
    """Return `part` with the head of the first of its list: 单位生产总值能耗 / 二氧化碳排放量."""
    return head + part if _PER_OUTPUT.fullmatch(part) else part


def listed_before(clause: str, name: str, count: int) -> list[str]:
    """Return the `count` names that a clause lists for numbers of one name behind it, none where it does not.

    >>> listed_before("污水、垃圾处理能力提高", "处理率", 2)
    ['污水处理率', '垃圾处理率']
    """
    parts = _SEPARATORS[1].split(strip_openers(clause))
    at = parts[-1].find(name[:2])
    if len(parts) != count or at <= 0 or len(name) < 3:
        return []
    return [part + name for part in [*parts[:-1], parts[-1][:at]]]


def _with_tail(part: str, last: str) -> str:
    """Return `part` with the end that `last` has for both.

    城镇 / 农村居民收入, 城镇居民 / 农村居民收入, 氨氮 / 氮氧化物排放量.
    """
    if _QUOTED.fullmatch(part) and (named := _QUOTED.match(last)):
        return part + last[named.end() :]
    if part in ATTRIBUTES and last[: len(part)] in ATTRIBUTES:
        return part + last[len(part) :]
    tail = _SHARED_TAIL.search(last)
    if tail and not _COMPLETE.search(part) and not part.endswith(tail[0]):
        shared = next((at for at in range(len(tail[0]), 1, -1) if part.endswith(tail[0][:at])), 0)
        return part + tail[0][shared:]
    if (share := _SHARE.search(last)) and last[: share.start()].endswith(part[-2:]):  # 制造业投资和民间投资占比
        return part + share[0]
    alike = len(last) - len(part) >= 2 and (part[-1] == last[len(part) - 1] or _alternatives(part, last))
    return part + last[len(part) :] if alike and not tail else part


def _alternatives(part: str, last: str) -> bool:
    """Tell whether `part` can take the place of the first word of `last`: 城镇 that of 农村 in 农村居民收入.

    GDP cannot take that of 社会 in 社会消费品零售总额.
    """
    head = last[: len(part)]
    if part[:2] == head[:2] or (part[0] == head[0] and len(part) <= 3):
        return True
    return not _COMPLETE.search(part) and is_word(part) and first_word(last) == head
