"""The rules by which a claim gets the name of what it is about, from its own words and from what its sentence named."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from hpreport.parsing.figures import phrases
from hpreport.parsing.figures.claims import Claim
from hpreport.parsing.figures.quantities import MULTIPLIER, NUMBER
from hpreport.text.lexicon import any_of, pattern, words

_CHANGED = re.compile(pattern("changed"))
_CHANGED_END = re.compile(f"{_CHANGED.pattern}$")
_FUNCTION = re.compile(".{0,4}[以由在对]")
_NAMED = re.compile(pattern("naming_clause"))
_SUBJECT = re.compile(pattern("subject"))
_WORK = re.compile(pattern("object_of_clause"))
_STATED = re.compile(pattern("indicator_subject"))
_STATED_OF = re.compile(pattern("stated_of"))
_THING_END = re.compile(pattern("thing_end"))
_TASK_THEN = re.compile(r"任务、|(?<=工程)、|(?<=工作)、")
# 2台100吨锅炉: the size of a thing is no part of what is counted
_SIZE = re.compile(rf"^{NUMBER}(?:{MULTIPLIER})?(?:吨|千瓦|兆瓦|平方米|米|亩|张|升)")
_TASK = re.compile(r"(?:的?(?:全年|年度)?(?:目标)?任务)$")
# 4960套房屋的保交楼全年任务: a task with a name of its own is the indicator; 房屋的交付任务 is about the thing
_NAMED_TASK = re.compile(r"^[^的]{2,8}的(?P<name>[^的]{3,}?)(?:全年|年度)?(?:目标)?任务$")
_NEXT_ACTION = re.compile(any_of("next_action"))
_OF_SUBJECT = re.compile(pattern("of_subject"))
_COMPARED = re.compile(f"(?:增[速幅]|增长)?{any_of('compared')}")
# 其中…等6个项目, 推动剩余10个项目加快盘活: some of the projects named before
_SOME = re.compile(r"^(?:其中)?(?:剩余|其余)?$")
_BARE = re.compile(pattern("bare_noun"))
_AIM = re.compile(pattern("aim"))
_GENERAL = re.compile(pattern("general_works"))
# 与本溪市明山区等都市圈内3个地区建立…: where the things are, behind the examples
_WHERE = re.compile(r"等(?P<where>[^等，、]{2,14}内)$")
_GAINED = re.compile(pattern("gained"))
_PREDICATE = re.compile(any_of("predicates"))
_SAID = re.compile(any_of("predicates", "adverbs"))
_SPENT = re.compile("投资$|资金$")
_WORKS_END = re.compile("(?:建设|改造|工程|项目|基地)$")
_CAPACITY = re.compile(r"\d[\d.]*[十百千]?[万亿](?!元)")  # 工业园500万只蓄电池车间
_ADVERB = re.compile(any_of("adverbs") + "(?![^“]*”)")
_ACTION_END = re.compile(f"{any_of('stripped_actions')}$")
_MEASURED = re.compile(any_of("measured"))
_MEASURED_END = re.compile(f"{any_of('measured')}$")
# 11公里雨水管网和19公里道路等改扩建工程: the works are all of them; 3件灌区、5件水库和滇中引水骨干渠道等水利工程
_LAST_OF_LIST = re.compile(
    r"^(?P<thing>[^，、的]{1,11}?[^，、的高平一二三初中同优对])等(?![级次于候奖])"
    r"|^(?P<first>[^，、的和及与]{2,12})[和及与][^，。；、]{2,20}?等(?![级次于候奖])"
)
# 对6条河道进行整治
_LONG = re.compile("(?:全长|总?长|(?:总|建筑|占地)?面积|总里程)的")  # 修建了全长5公里的公路
_STANDS = re.compile("排名|[位稳]?居|[位名]列|超过?|突破")
_SPENDING = re.compile(f"{phrases.VERB.pattern}|用于|对")
_DONE_TO = re.compile("进行了?(?:全面|集中)?")
_WHOLE_VERB = re.compile(any_of("whole_verbs"))
_LEVEL = re.compile(pattern("level_of_award"))
_GROWTH_OF_ALL = re.compile(pattern("growth_of_all"))
_AIMED_AT = re.compile(pattern("aimed_at"))
_ALL_OUTPUT = "经济增长"
_ADJECTIVE = 2
_NO_ADJECTIVES = frozenset(["", *words("general_nouns")])  # 4个乡镇80个村
# 总投资8亿元的产业园和总投资2亿元的…: the next of the list begins
_NEXT_OF_LIST = re.compile(f"[和及与、]{any_of('leaning')}$")
_SET = re.compile(r"(?:全年|年度|当年|年)?(?:总|目标)?(?:任务|计划|目标)")
_SHARE = re.compile("占|达到?|相当于")
_GENERAL_NAME = 3
"""Characters up to which the object of an action is no name of its own: 主体工程."""


@dataclass(slots=True)
class Sentence:
    """What the sentence has named so far."""

    base: str = ""
    """The thing that actions and attributes lean on."""
    last: str = ""
    """The indicator of the claim before."""
    verb: str = ""
    """The verb that a list of counted things shares: 新建1所高中、2所小学."""
    start: int = 0
    """Where the words begin that named them."""
    names: list[str] = field(default_factory=list)
    """All things named so far."""
    aim: str = ""
    """What the sentence says it is for: 围绕建设先导区."""
    is_part: bool = False
    """Whether the clause tells of a part of what was named before: 其中…."""
    before: str = ""
    """The last indicator of the sentence before."""
    spoken_of: str = ""
    """What the last clause without a number is about, for a number that nothing else names."""

    def remember(self, clause: str, start: int) -> None:
        """Keep what a clause without numbers names, for the clauses after it."""
        if aim := _AIM.match(clause):
            self.aim, self.start = aim["thing"], start
        stated = _STATED.match(phrases.strip_openers(clause))
        match = _NAMED.search(clause) or _SUBJECT.match(clause) or stated or _WORK.search(clause)
        if match:
            thing = next(filter(None, match.groups())).strip("“”")
            self.base = self.last = phrases.LIGHT.sub("", phrases.strip_openers(thing)) or thing
            self.start = start
        if named := _SUBJECT.match(phrases.strip_openers(clause)):
            self.names.append(named["thing"])
        if of := _STATED_OF.match(phrases.strip_openers(clause).lstrip("的")):
            self.spoken_of = of["thing"]

    def take(self, naming: "Naming") -> None:
        """Keep what a claim was named, for the claims after it."""
        of = _CHANGED_END.sub("", naming.indicator)
        self.last = of if len(of) > 1 else naming.indicator  # 生产总值…增加20亿元，年均递增8%
        if naming.base is not None:
            self.base, self.start = naming.base, naming.base_start
        if naming.verb is not None:
            self.verb = naming.verb
        self.names.append(self.base)


@dataclass(frozen=True)
class Place:
    """A claim in its clause: the words that are its own on either side."""

    claim: Claim
    left: str
    left_start: int
    said: str
    """The claim as printed, from its verb on."""
    right: str
    end: int
    follows: str
    """All that stands between its number and the next one, or the end of the clause."""
    numbers: int
    """How many numbers stand in a row from it on: 分别增长3%、5%."""
    rest: str
    """All that stands between its number and the end of the clause, without the numbers."""
    clause_end: int
    is_beside: bool
    """Whether it stands right behind a number that has its name before it: 监测对象636户1443人."""
    is_member: bool
    """Whether it goes on with a list of counted things: 5公里管网和3公里道路."""

    @property
    def is_rank(self) -> bool:
        """Whether the claim is a rank."""
        return self.claim.measure == "rank"

    @cached_property
    def own(self) -> str:
        """The indicator in the words before the number, empty where they give none."""
        own = phrases.noun_phrase(self.left, rank=self.is_rank, numbers=self.numbers)
        # 经济增长6%左右, 提出今年增长预期目标为7%: no indicator, but all that the economy yields
        return _ALL_OUTPUT if self.claim.measure == "growth" and self._is_of_all(own) else own

    def _is_of_all(self, own: str) -> bool:
        return own == "经济" or ("目标" in self.said and self._names_nothing)

    @property
    def _names_nothing(self) -> bool:
        return bool(_GROWTH_OF_ALL.match(self.left))

    @property
    def is_growth_aimed_at(self) -> bool:
        """Whether it is a growth that is aimed at, no one says of what: 提出增长6%左右的目标."""
        return self.claim.measure == "growth" and self._names_nothing and bool(_AIMED_AT.match(self.follows))

    @cached_property
    def actions(self) -> tuple[str, str]:
        """What precedes the last action of the words before the number, and that action."""
        return phrases.last_action(phrases.strip_closers(self.left, rank=self.is_rank))

    def base(self, state: Sentence) -> str:
        """Return the thing to lean on: the one that the clause itself names, else the one of the sentence."""
        subject = _SUBJECT.match(self.actions[0]) or _STATED.match(phrases.strip_openers(self.actions[0]))
        return subject["thing"] if subject else state.base


class Naming(NamedTuple):
    """What a claim is about, and what the claims after it may lean on; None where that stays as it was."""

    indicator: str
    start: int
    """Where the words to quote begin."""
    base: str | None = None
    base_start: int = 0
    verb: str | None = None
    end: int = 0
    """Where the words to quote end, where that is behind those that stand beside the number."""


def _aimed_growth(state: Sentence, place: Place) -> Naming | None:
    """Name a growth that is aimed at, where the sentence has not named another: 5.5%左右的预期增长目标."""
    return Naming(_ALL_OUTPUT, place.left_start) if place.is_growth_aimed_at and not state.last else None


def _duration(state: Sentence, place: Place) -> Naming | None:
    """Name how long something lasted: 高考成绩连续16年走在前列 -> 高考成绩走在前列."""
    if not place.claim.is_duration or not place.right or place.right.startswith("的"):
        return None
    thing = phrases.strip_openers(phrases.strip_closers(phrases.last_action(place.left)[1]))
    if not thing and _STANDS.match(place.right):
        thing = place.base(state)  # 吞吐量达50万吨、连续3年居全市首位
    return Naming(thing + place.right, place.left_start, thing, place.left_start)


def _attribute(_: Sentence, place: Place) -> Naming | None:
    """Name an attribute by its thing: 总投资30亿元的沈阳航空项目 -> 沈阳航空项目总投资."""
    if not place.right.startswith("的"):
        return None
    thing = place.right[1:]
    if stop := _THING_END.search(thing, 2):
        thing = thing[: stop.start()]
    thing = _NEXT_OF_LIST.sub("", thing)
    thing = named if len(named := _CAPACITY.split(thing)[0]) > _GENERAL_NAME else thing
    leaning = phrases.LEANING_END.search(phrases.noun_phrase(place.left))
    return Naming(thing + (leaning[0] if leaning else ""), place.left_start, thing, place.left_start)


def _counted(state: Sentence, place: Place) -> Naming | None:
    """Name what is counted: 改造64个老旧小区 -> 改造老旧小区; 2宗地块顺利出让 -> 地块出让."""
    if not place.right or (place.is_beside and state.last and _SAID.match(place.right)):
        return None
    before, left = phrases.last_action(place.left.removeprefix("的").removesuffix("了"))
    if place.is_member and not left.strip("、和及与") and (last := _LAST_OF_LIST.match(place.right)):
        named = last["thing"] or last["first"]
        return Naming(state.verb + named, place.left_start, named, place.left_start, state.verb)
    right = _DONE_TO.sub("", place.right)
    thing = _object(right) if _has_verb(left) or (not left and state.verb) else _subject(right)
    thing = _ADVERB.sub("", thing) or thing
    if phrases.LIGHT.fullmatch(thing):
        return None  # 20项全部完成
    if not left and state.base and (phrases.LEANING.match(thing) or thing == "参保"):  # 9000万人受益
        return Naming(state.base + thing, state.start)
    if left.endswith("的") and _BARE.fullmatch(thing) and not _FUNCTION.match(left):  # 纳入全市计划的20个项目
        thing = phrases.strip_openers(left) + thing
    prefix = _prefix(state, left.removesuffix("在"))
    verb = prefix if phrases.KEPT.match(prefix) else ""
    if whole := _whole_name(state, prefix, thing):
        return Naming(whole, state.start, verb=verb)
    if where := _WHERE.search(left):
        thing = where["where"] + thing
    return Naming(prefix.removeprefix("为") + thing, place.left_start, thing, place.left_start + len(before), verb)


def _prefix(state: Sentence, left: str) -> str:
    """Return the words before a counted thing that tell it from others: a verb that is kept, or an adjective."""
    if not left.strip("、和及与"):
        return state.verb
    opened = phrases.strip_openers(left)
    if kept := phrases.KEPT_ALONE.search(left) or (phrases.KEPT.match(opened) if "等" in opened else None):
        return kept[0]
    if len(opened) <= _ADJECTIVE and not phrases.VERB.match(left) and opened not in _NO_ADJECTIVES:
        return opened
    rest = phrases.LIGHT.sub("", left)
    return rest if 0 < len(rest) <= _ADJECTIVE and rest != left else ""


def _whole_name(state: Sentence, prefix: str, thing: str) -> str:
    """Return a thing by the full name the sentence gave it: 项目落地 -> 央地合作项目落地; empty where it gave none."""
    if state.aim and not prefix and _GENERAL.match(thing):
        return state.aim + thing
    bare = _BARE.match(thing)
    if bare is None or not _SOME.match(prefix) or not (state.is_part or prefix):
        return ""
    named = next((name for name in reversed(state.names) if name != bare["noun"] and name.endswith(bare["noun"])), "")
    return prefix + named + bare["rest"] if named else ""


def _has_verb(left: str) -> bool:
    return bool(phrases.VERB.match(left.lstrip("、和及并")))


def _object(right: str) -> str:
    """Return the thing counted where a verb governs it: 64个老旧小区改造任务 -> 老旧小区改造."""
    if action := _NEXT_ACTION.search(right, 2):
        right = right[: action.start()]
    right = _SIZE.sub("", _up_to_next_action(right))
    if task := _TASK_THEN.search(right, 2):
        right = right[: task.start()]
    if task := _NAMED_TASK.match(right):
        return task["name"]
    return _TASK.sub("", right) or right


def _up_to_next_action(right: str) -> str:
    """Return `right` up to the 、 that opens another action: 示范社区、打造服务圈 -> 示范社区."""
    before, _ = phrases.last_action(right)
    return before or right


def _subject(right: str) -> str:
    """Return the thing counted where it is the subject: its phrase without predicate and adverbs."""
    if (action := _NEXT_ACTION.search(right, 2)) and not right.startswith(action[0]) and action[0] != "实现":
        alone = action.start() <= _ADJECTIVE and not phrases.LEANING_HEAD.match(right, action.end())
        right = right if alone else right[: action.start()]  # 5家企业完成迁建 alone would be 企业
    right = right if len(task := _TASK.sub("", right)) <= _GENERAL_NAME else task
    if stop := _PREDICATE.search(right, 2):
        head = right[: stop.start()]
        head = head.split("的")[0] if "的" in head else head
        right = head if len(head) > _ADJECTIVE else right  # 2个项目获评… alone would be 项目
    return right


def _carried_on(state: Sentence, place: Place) -> Naming | None:
    """Name a number whose words name nothing new by the one before: 谋划项目385个、增长8.1%."""
    if place.own:
        return None
    base = place.base(state)
    said = base if place.is_rank and base and base in state.last else state.last
    return Naming(said or base or state.spoken_of, state.start, base, state.start)


def _compared(state: Sentence, place: Place) -> Naming | None:
    """Name what is compared by the claim before, if need be that of the sentence before: 增速高于全省1个百分点."""
    return Naming(state.last or state.before, state.start) if _COMPARED.match(place.own) else None


def _spent(state: Sentence, place: Place) -> Naming | None:
    """Name money by what is done with it where nothing was named before: 投资600万元启动车站建设 -> 车站建设投资."""
    if not place.claim.unit.endswith("元") or not _SPENDING.match(place.rest):
        return None
    if not phrases.LEANING.match(place.own) or (place.base(state) and not state.last.endswith(place.own)):
        return None
    thing = phrases.strip_openers(_object(_DONE_TO.sub("", _LONG.sub("", place.rest))))
    if len(thing) <= _GENERAL_NAME or _GENERAL.match(thing):
        return None
    return Naming(thing + place.own, place.left_start, thing, place.left_start, end=place.clause_end)


def _changed(state: Sentence, place: Place) -> Naming | None:
    """Name a change by so much: 优良天数210天，比上年增加20天 is no number of such days."""
    of = state.last or state.spoken_of
    if not of or not _CHANGED.fullmatch(place.own) or place.claim.measure != "level":
        return None
    return Naming(_CHANGED_END.sub("", of) + place.own, state.start)


def _leaning(state: Sentence, place: Place) -> Naming | None:
    """Name an action or attribute of the thing named before: 项目签约184个、落地113个."""
    base = place.base(state) or (state.spoken_of if _WORKS_END.search(state.spoken_of) else "")
    if not base or not (phrases.LEANING.match(place.own) or _OF_SUBJECT.match(place.actions[1])):
        return None
    if _MEASURED.fullmatch(place.own):  # 新能源汽车渗透率20%，保有量3万辆
        base = _MEASURED_END.sub("", base) or base
        base = "" if phrases.KEPT.fullmatch(base) else base  # 新增里程3公里，总里程50公里
    if place.is_rank and not phrases.LEANING.match(place.own):
        return Naming(base, state.start, base, state.start)  # 参加技能大赛，取得第4名
    return Naming(_ACTION_END.sub("", base) + place.own, state.start, base, state.start)


def _narrowed(state: Sentence, place: Place) -> Naming | None:
    """Name what was named before, on the level or of the kind that alone is said: 新增省级企业14家，其中国家级7家."""
    verb = phrases.KEPT.match(state.last)
    verb_said, named = (verb[0], state.last[verb.end() :]) if verb else ("", state.last)
    bare = _BARE.match(place.own)  # 计划的20个项目完成投资3亿元
    if bare and bare["noun"] != state.last and state.last.endswith(bare["noun"]) and _SPENT.search(bare["rest"]):
        return Naming(state.last + bare["rest"], state.start)
    if _LEVEL.fullmatch(place.own):
        level = _LEVEL.search(named)
        whole = named.replace(level[0], place.own, 1) if level else place.own + named
        return Naming(verb_said + whole, state.start) if named else None
    attribute = next((word for word in phrases.ATTRIBUTES if named.startswith(word)), "")
    if place.own in phrases.ATTRIBUTES and attribute and len(attribute) == len(place.own) != len(named):
        return Naming(verb_said + place.own + named[len(attribute) :], state.start)
    return None


def _rank_of_the_last(state: Sentence, place: Place) -> Naming | None:
    """Name a rank behind a word or none by what the claim before was about."""
    base = place.base(state)
    short = place.is_rank and base and len(place.own) <= _ADJECTIVE
    return Naming(state.last or base, state.start, base, state.start) if short else None


def _verb_alone(state: Sentence, place: Place) -> Naming | None:
    """Name the thing named before with another verb: 新建公厕7座、改造1座."""
    base = place.base(state)
    own, verb = _with_shared_verb(state, place)
    if not base or not phrases.KEPT.fullmatch(own) or _WHOLE_VERB.fullmatch(own):
        return None
    thing = phrases.KEPT.sub("", base)
    return Naming(own + (phrases.KEPT_ALONE.sub("", thing) or thing), state.start, base, state.start, verb)


def _said_before(state: Sentence, place: Place) -> Naming:
    """Name a number by the words before it: 地区生产总值增长7%."""
    own, verb = _with_shared_verb(state, place)
    if (
        place.claim.unit == "%" and place.left.endswith("的") and own
    ):  # 一般公共预算收入的82%: a share, not the thing itself
        if own.endswith(("任务", "计划", "目标")):  # 完成年度任务的113% is how far it was done
            of = state.last if _SET.fullmatch(own) else ""
            return Naming(f"{of}{own}完成率", state.start if of else place.left_start)
        part, whole = _SHARE.split(own, maxsplit=1) if _SHARE.search(own) else ("", own)
        return Naming(f"{part}占{whole}比重", place.left_start)
    return Naming(own, place.left_start, _ACTION_END.sub("", own) or own, place.left_start, verb)


def _with_shared_verb(state: Sentence, place: Place) -> tuple[str, str]:
    """Return the indicator with the verb of the list it stands in, and that verb: 新增外贸企业8家、服务外包企业11家."""
    own = _GAINED.sub("", place.own)
    verb = phrases.KEPT.match(own)
    counts = place.claim.measure == "level" and not place.claim.unit.endswith(("%", "点", "元", "‰", "倍"))
    if verb is None and counts and place.left.startswith("、") and state.verb and not phrases.LEANING_END.search(own):
        return state.verb + own, state.verb
    return own, verb[0] if verb and counts else ""


_RULES: Sequence[Callable[[Sentence, Place], Naming | None]] = (
    _aimed_growth,
    _duration,
    _attribute,
    _counted,
    _carried_on,
    _compared,
    _spent,
    _narrowed,
    _changed,
    _leaning,
    _rank_of_the_last,
    _verb_alone,
    _said_before,
)
"""Tried in this order, each with what the sentence has named so far; the first that answers names the claim."""


def name_claim(state: Sentence, place: Place) -> Naming:
    """Return what a claim is about, by the first rule that tells."""
    return next(named for rule in _RULES if (named := rule(state, place)) is not None)
