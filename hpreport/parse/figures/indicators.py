"""Indicators: what a number is about, cut from the words around it and from what the sentence named before."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from hpreport.parse.figures import phrases
from hpreport.parse.figures.claims import JOINTS, Claim
from hpreport.parse.figures.quantities import MULTIPLIER, NUMBER
from hpreport.text.lexicon import any_of, pattern

_PLACED = re.compile(pattern("placing_verbs"))
_NAMED = re.compile(pattern("naming_clause"))
_SUBJECT = re.compile(pattern("subject"))
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
_ADVERB = re.compile(any_of("adverbs"))
_ACTION_END = re.compile(f"{any_of('stripped_actions')}$")
_GROWTH_OF_ALL = re.compile(pattern("growth_of_all"))
_ADJECTIVE = 2
# 总投资8亿元的产业园和总投资2亿元的…: the next of the list begins
_NEXT_OF_LIST = re.compile(f"[和及与、]{any_of('leaning')}$")
_SHARE = re.compile("占|达到?|相当于")
_GENERAL_NAME = 4
"""Characters up to which the object of an action is no name of its own: 主体工程."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A claim with its indicators (two where one number is said of both) and the range to quote."""

    claim: Claim
    indicators: tuple[str, ...]
    start: int
    end: int


@dataclass(slots=True)
class _Sentence:
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

    def remember(self, clause: str, start: int) -> None:
        """Keep what a clause without numbers names, for the clauses after it."""
        if aim := _AIM.match(clause):
            self.aim, self.start = aim["thing"], start
        match = _NAMED.search(clause) or _SUBJECT.match(clause)
        if match:
            self.base = self.last = match["thing"].strip("“”")
            self.start = start
        if named := _SUBJECT.match(phrases.strip_openers(clause)):
            self.names.append(named["thing"])

    def take(self, naming: "_Naming") -> None:
        """Keep what a claim was named, for the claims after it."""
        self.last = naming.indicator
        if naming.base is not None:
            self.base, self.start = naming.base, naming.base_start
        if naming.verb is not None:
            self.verb = naming.verb
        self.names.append(self.base)


@dataclass(frozen=True)
class _Place:
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

    @property
    def is_rank(self) -> bool:
        return self.claim.measure == "rank"

    @cached_property
    def own(self) -> str:
        """The indicator in the words before the number, empty where they give none."""
        own = phrases.noun_phrase(self.left, rank=self.is_rank)
        # 经济增长6%左右, 提出今年增长预期目标为7%: no indicator, but all that the economy yields
        return "经济增长" if self.claim.measure == "growth" and self._is_of_all(own) else own

    def _is_of_all(self, own: str) -> bool:
        return own == "经济" or ("目标" in self.said and bool(_GROWTH_OF_ALL.match(self.left)))

    @cached_property
    def actions(self) -> tuple[str, str]:
        """What precedes the last action of the words before the number, and that action."""
        return phrases.last_action(phrases.strip_closers(self.left, rank=self.is_rank))

    def base(self, state: _Sentence) -> str:
        """Return the thing to lean on: the one that the clause itself names, else the one of the sentence."""
        subject = _SUBJECT.match(self.actions[0])
        return subject["thing"] if subject else state.base


class _Naming(NamedTuple):
    """What a claim is about, and what the claims after it may lean on; None where that stays as it was."""

    indicator: str
    start: int
    """Where the words to quote begin."""
    base: str | None = None
    base_start: int = 0
    verb: str | None = None
    end: int = 0
    """Where the words to quote end, where that is behind those that stand beside the number."""


def cut_sentence(text: str, clauses: Sequence[tuple[int, int]], claims: Sequence[Claim], before: str = "") -> list[Cut]:
    """Return the claims of one sentence with their indicators; `before` is the last one of the sentence before."""
    state, cuts = _Sentence(start=clauses[0][0] if clauses else 0, before=before), []
    for start, end in clauses:
        state.verb, state.is_part = "", text.startswith("其中", start)
        inside = [claim for claim in claims if start <= claim.start < end]
        if not inside:
            state.remember(text[start:end], start)
        for place in _places(text, start, end, inside):
            naming = next(named for rule in _RULES if (named := rule(state, place)) is not None)
            cuts.append(Cut(place.claim, (naming.indicator,), naming.start, max(place.end, naming.end)))
            state.take(naming)
    return _distribute(text, cuts)


def _places(text: str, start: int, end: int, claims: Sequence[Claim]) -> Iterator[_Place]:
    left_start = start
    for claim, after in pairwise([*claims, None]):
        assert claim is not None
        limit = after.start if after else end
        left, gap = text[left_start : claim.verb_start], text[claim.end : max(limit, claim.end)]
        closed = _is_closed(claim, left, gap)
        right = "" if closed else _right_of(text, end, claim, after, gap)
        yield _Place(claim, left, left_start, text[claim.verb_start : claim.end], right, claim.end + len(right), gap)
        left_start = claim.end + (0 if closed else _own_length(gap) if after else len(gap))


def _right_of(text: str, end: int, claim: Claim, after: Claim | None, gap: str) -> str:
    """Return the words behind a number that belong to it: of the `gap` before the next claim, or up to `end`."""
    if after and claim.is_duration and after.measure == "rank":
        return text[claim.end : after.end]  # 连续25年稳居全市榜首
    if after and gap == "的":
        return gap + text[after.end : end]  # 总投资1212亿元的38个重点项目
    own = gap[: _own_length(gap)] if after else gap
    return own.rstrip("、和及与并") if own else gap


def _is_closed(claim: Claim, left: str, gap: str) -> bool:
    """Tell whether the indicator stands before the number (老旧小区172个) and not behind it (64个老旧小区)."""
    if claim.measure != "level" or (phrases.CLOSED.match(gap) and not (claim.is_duration and _PLACED.match(gap))):
        return True
    if gap.startswith("的"):
        return False
    if phrases.LEANING_END.search(left) and phrases.VERB.match(gap):
        return True  # 投资13.5亿元完成主体工程
    said = bool(left) and not phrases.VERB.fullmatch(left) and not left.endswith(("实现", "完成"))
    return claim.unit.endswith("%") and said


def _own_length(gap: str) -> int:
    """Return how much of the text between two numbers belongs to the first: all before the last 、, or 和 at its end.

    Before examples it is the last 和 (3个庭院改造和天津南街等4条背街小巷).
    """
    separators = "、和及与" if gap.endswith("等") else "、"
    at = max(gap.rfind(separator) for separator in separators)
    if at >= 0:
        return at + 1
    return len(gap) if gap.endswith(("和", "及", "与", "并")) else 0


def _duration(_: _Sentence, place: _Place) -> _Naming | None:
    """Name how long something lasted: 高考成绩连续16年走在前列 -> 高考成绩走在前列."""
    if not place.claim.is_duration or not place.right or place.right.startswith("的"):
        return None
    thing = phrases.strip_openers(phrases.strip_closers(phrases.last_action(place.left)[1]))
    return _Naming(thing + place.right, place.left_start, thing, place.left_start)


def _attribute(_: _Sentence, place: _Place) -> _Naming | None:
    """Name an attribute by its thing: 总投资30亿元的沈阳航空项目 -> 沈阳航空项目总投资."""
    if not place.right.startswith("的"):
        return None
    thing = place.right[1:]
    if stop := _THING_END.search(thing, 2):
        thing = thing[: stop.start()]
    thing = _NEXT_OF_LIST.sub("", thing)
    leaning = phrases.LEANING_END.search(phrases.noun_phrase(place.left))
    return _Naming(thing + (leaning[0] if leaning else ""), place.left_start, thing, place.left_start)


def _counted(state: _Sentence, place: _Place) -> _Naming | None:
    """Name what is counted: 改造64个老旧小区 -> 改造老旧小区; 2宗地块顺利出让 -> 地块出让."""
    if not place.right:
        return None
    before, left = phrases.last_action(place.left.removeprefix("的").removesuffix("了"))
    thing = _object(place.right) if _has_verb(left) or (not left and state.verb) else _subject(place.right)
    thing = _ADVERB.sub("", thing) or thing
    prefix = _prefix(state, left)
    verb = prefix if phrases.KEPT.match(prefix) else ""
    if whole := _whole_name(state, prefix, thing):
        return _Naming(whole, state.start, verb=verb)
    if where := _WHERE.search(left):
        thing = where["where"] + thing
    return _Naming(prefix.removeprefix("为") + thing, place.left_start, thing, place.left_start + len(before), verb)


def _prefix(state: _Sentence, left: str) -> str:
    """Return the words before a counted thing that tell it from others: a verb that is kept, or an adjective."""
    if not left.strip("、和及与"):
        return state.verb
    opened = phrases.strip_openers(left)
    if kept := phrases.KEPT_ALONE.search(left) or (phrases.KEPT.match(opened) if "等" in opened else None):
        return kept[0]
    if len(opened) <= _ADJECTIVE and not phrases.VERB.match(left) and opened:
        return opened
    rest = phrases.LIGHT.sub("", left)
    return rest if 0 < len(rest) <= _ADJECTIVE and rest != left else ""


def _whole_name(state: _Sentence, prefix: str, thing: str) -> str:
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
        right = right[: action.start()]
    if stop := _PREDICATE.search(right, 2):
        head = right[: stop.start()]
        head = head.split("的")[0] if "的" in head else head
        right = head if len(head) > _ADJECTIVE else right  # 2个项目获评… alone would be 项目
    return right


def _carried_on(state: _Sentence, place: _Place) -> _Naming | None:
    """Name a number whose words name nothing new by the one before: 谋划项目385个、增长8.1%."""
    if place.own:
        return None
    base = place.base(state)
    said = base if place.is_rank and base and base in state.last else state.last
    return _Naming(said or base, state.start, base, state.start)


def _compared(state: _Sentence, place: _Place) -> _Naming | None:
    """Name what is compared by the claim before, if need be that of the sentence before: 增速高于全省1个百分点."""
    return _Naming(state.last or state.before, state.start) if _COMPARED.match(place.own) else None


def _spent(state: _Sentence, place: _Place) -> _Naming | None:
    """Name money by what is done with it where nothing was named before: 投资600万元启动车站建设 -> 车站建设投资."""
    if not place.claim.unit.endswith("元") or not phrases.VERB.match(place.follows):
        return None
    if not phrases.LEANING.match(place.own) or (place.base(state) and not state.last.endswith(place.own)):
        return None
    thing = phrases.strip_openers(_object(place.follows))
    if len(thing) <= _GENERAL_NAME or _GENERAL.match(thing):
        return None
    return _Naming(
        thing + place.own, place.left_start, thing, place.left_start, end=place.claim.end + len(place.follows)
    )


def _leaning(state: _Sentence, place: _Place) -> _Naming | None:
    """Name an action or attribute of the thing named before: 项目签约184个、落地113个."""
    base = place.base(state)
    if not base or not (phrases.LEANING.match(place.own) or _OF_SUBJECT.match(place.actions[1])):
        return None
    return _Naming(_ACTION_END.sub("", base) + place.own, state.start, base, state.start)


def _rank_of_the_last(state: _Sentence, place: _Place) -> _Naming | None:
    """Name a rank behind a word or none by what the claim before was about."""
    base = place.base(state)
    short = place.is_rank and base and len(place.own) <= _ADJECTIVE
    return _Naming(state.last or base, state.start, base, state.start) if short else None


def _verb_alone(state: _Sentence, place: _Place) -> _Naming | None:
    """Name the thing named before with another verb: 新建公厕7座、改造1座."""
    base = place.base(state)
    own, verb = _with_shared_verb(state, place)
    if not base or not phrases.KEPT.fullmatch(own):
        return None
    return _Naming(own + phrases.KEPT.sub("", base), state.start, base, state.start, verb)


def _said_before(state: _Sentence, place: _Place) -> _Naming:
    """Name a number by the words before it: 地区生产总值增长7%."""
    own, verb = _with_shared_verb(state, place)
    if (
        place.claim.unit == "%" and place.left.endswith("的") and own
    ):  # 一般公共预算收入的82%: a share, not the thing itself
        part, whole = _SHARE.split(own, maxsplit=1) if _SHARE.search(own) else ("", own)
        return _Naming(f"{part}占{whole}比重", place.left_start)
    return _Naming(own, place.left_start, _ACTION_END.sub("", own) or own, place.left_start, verb)


def _with_shared_verb(state: _Sentence, place: _Place) -> tuple[str, str]:
    """Return the indicator with the verb of the list it stands in, and that verb: 新增外贸企业8家、服务外包企业11家."""
    own = _GAINED.sub("", place.own)
    verb = phrases.KEPT.match(own)
    counts = place.claim.measure == "level" and not place.claim.unit.endswith(("%", "点", "元", "‰", "倍"))
    if verb is None and counts and place.left.startswith("、") and state.verb and not phrases.LEANING_END.search(own):
        return state.verb + own, state.verb
    return own, verb[0] if verb and counts else ""


_RULES: Sequence[Callable[[_Sentence, _Place], _Naming | None]] = (
    _duration,
    _attribute,
    _counted,
    _carried_on,
    _compared,
    _spent,
    _leaning,
    _rank_of_the_last,
    _verb_alone,
    _said_before,
)
"""Tried in this order, each with what the sentence has named so far; the first that answers names the claim."""


def _distribute(text: str, cuts: list[Cut]) -> list[Cut]:
    """Give the numbers behind 分别 each its own indicator: 普惠率和公办率分别达86%和58%."""
    out: list[Cut] = []
    at = 0
    while at < len(cuts):
        group = _group(text, cuts, at)
        parts = phrases.split_list(cuts[at].indicators[0], len(group))
        if len(group) == len(parts) > 1:
            out += [Cut(cut.claim, (part,), cuts[at].start, cut.end) for cut, part in zip(group, parts, strict=True)]
        else:
            whole = phrases.drop_examples(cuts[at].indicators[0])
            out += [
                Cut(cut.claim, (whole,) if cut is group[0] else cut.indicators, min(cuts[at].start, cut.start), cut.end)
                for cut in group
            ]
        at += len(group)
    return out


def _group(text: str, cuts: list[Cut], at: int) -> list[Cut]:
    group = [cuts[at]]
    each = "分别" in text[cuts[at].start : cuts[at].claim.start]  # 产量分别达10.1万辆、1541万千瓦
    for cut in cuts[at + 1 :]:
        if text[group[-1].claim.end : cut.claim.start] not in JOINTS:
            break
        before = group[-1].claim
        if cut.claim.measure != before.measure or (cut.claim.unit != before.unit and not each):
            break
        group.append(cut)
    return group
