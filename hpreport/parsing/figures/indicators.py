"""Indicators: what each number of a sentence is about, cut from the words around it and from what was named before."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hpreport.parsing.figures import phrases
from hpreport.parsing.figures.claims import JOINTS, Claim, clause_start, is_rate
from hpreport.parsing.figures.naming import Place, Sentence, name_claim
from hpreport.parsing.figures.quantities import CLAUSE_END
from hpreport.text.lexicon import pattern

_NEAR = 12
"""Claims of a sentence that are looked at beside one: a text without full stops has no end of them."""
_LONGEST_REST = 60
_BESIDE = ("", "、", "和")
_BOTH = 2
"""Names of which one number behind 分别 may be said."""
_UNCLOSED = re.compile("（[^）]{0,60}$")  # 12条公路（总长21公里）
_PLACED = re.compile(pattern("placing_verbs"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A claim with its indicators (two where one number is said of both) and the range to quote."""

    claim: Claim
    indicators: tuple[str, ...]
    start: int
    end: int


def cut_sentence(text: str, clauses: Sequence[tuple[int, int]], claims: Sequence[Claim], before: str = "") -> list[Cut]:
    """Return the claims of one sentence with their indicators; `before` is the last one of the sentence before."""
    state, cuts = Sentence(start=clauses[0][0] if clauses else 0, before=before), []
    for start, end in clauses:
        state.verb, state.is_part = "", text.startswith("其中", start)
        first, behind = (bisect_left(claims, at, key=lambda claim: claim.start) for at in (start, end))
        inside = claims[first:behind]
        if not inside:
            state.remember(text[start:end], start)
        for place in _places(text, start, end, inside):
            naming = name_claim(state, place)
            cuts.append(Cut(place.claim, (naming.indicator,), naming.start, max(place.end, naming.end)))
            state.take(naming)
    return _distribute(text, [_with_thing_behind(text, cut, cuts[at + 1 : at + _NEAR]) for at, cut in enumerate(cuts)])


def _with_thing_behind(text: str, cut: Cut, after: Sequence[Cut]) -> Cut:
    """Return a cut that has a verb alone with the thing that its list names last: 新建3个、修缮2个公园.

    A number that opens its clause is of the thing that the next one counts: 1131户、2397名贫困人口.
    """
    verb, end = cut.indicators[0], cut.claim.end
    if after and _opens_with(text, cut.claim, after[0]):
        return replace(cut, indicators=after[0].indicators, end=max(cut.end, after[0].end))
    if not phrases.KEPT.fullmatch(verb):
        return cut
    for other in after:
        own = phrases.KEPT.match(other.indicators[0])
        if other.claim.unit != cut.claim.unit or CLAUSE_END.search(text, end, other.claim.start):
            break
        if own and own.end() < len(other.indicators[0]) and other.end > other.claim.end:
            named = verb + other.indicators[0][own.end() :]
            return replace(cut, indicators=(named,), end=max(cut.end, other.end))
    return cut


def _opens_with(text: str, claim: Claim, after: Cut) -> bool:
    """Tell whether a count opens its clause and another stands beside it that has its name behind it."""
    if text[claim.end : after.claim.start] not in _BESIDE or after.end <= after.claim.end:
        return False
    counts = all(
        one.measure == "level" and not is_rate(one.unit) and not one.is_duration for one in (claim, after.claim)
    )
    return counts and not phrases.strip_openers(text[clause_start(text, claim.start) : claim.start])


def _places(text: str, start: int, end: int, claims: Sequence[Claim]) -> Iterator[Place]:
    left_start, is_member, is_beside = start, False, False
    lengths = _run_lengths(text, claims)
    for at, (claim, after) in enumerate(pairwise([*claims, None])):
        assert claim is not None
        limit = after.start if after else end
        left, gap = text[left_start : claim.verb_start].lstrip("）"), text[claim.end : max(limit, claim.end)]
        closed = _is_closed(claim, left, gap)
        right = "" if closed else _right_of(text, end, claim, after, gap)
        said, rest = text[claim.verb_start : claim.end], _rest(text, end, claims[at : at + _NEAR])
        yield Place(
            claim,
            left,
            left_start,
            said,
            right,
            claim.end + len(right),
            gap,
            lengths[at],
            rest,
            end,
            is_beside,
            is_member,
        )
        is_beside = closed and not gap and (is_beside or bool(phrases.strip_openers(left)))
        is_member = bool(right) and gap[-1:] in JOINTS
        left_start = claim.end + (0 if closed else _own_length(gap) if after else len(gap))


def _rest(text: str, end: int, row: Sequence[Claim]) -> str:
    """Return what stands behind the first claim of a row up to `end`, without the claims."""
    end = min(end, row[-1].end + _LONGEST_REST)
    return "".join(
        text[one.end : max(two.start if two else end, one.end)] for one, two in pairwise([*row, None]) if one
    )


def _run_lengths(text: str, claims: Sequence[Claim]) -> list[int]:
    """Return, for each claim, how many numbers stand in a row from it on, with nothing but 、 or 和 between them."""
    lengths = [1] * len(claims)
    for at in range(len(claims) - 2, -1, -1):
        if text[claims[at].end : claims[at + 1].start] in JOINTS:
            lengths[at] = lengths[at + 1] + 1
    return lengths


def _right_of(text: str, end: int, claim: Claim, after: Claim | None, gap: str) -> str:
    """Return the words behind a number that belong to it: of the `gap` before the next claim, or up to `end`."""
    if after and claim.is_duration and after.measure == "rank":
        return text[claim.end : after.end]  # 连续25年稳居全市榜首
    if after and gap == "的":
        return gap + text[after.end : end]  # 总投资1212亿元的38个重点项目
    own = gap[: _own_length(gap)] if after else gap
    own = _UNCLOSED.sub("", own)
    return own.rstrip("、和及与并") if own else gap


def _is_closed(claim: Claim, left: str, gap: str) -> bool:
    """Tell whether the indicator stands before the number (老旧小区172个) and not behind it (64个老旧小区)."""
    if claim.measure != "level" or (phrases.CLOSED.match(gap) and not (claim.is_duration and _PLACED.match(gap))):
        return True
    if gap.startswith("的"):
        return False
    if phrases.LEANING_END.search(left) and phrases.VERB.match(gap):
        return True  # 投资13.5亿元完成主体工程
    if claim.unit.endswith("元") and left and gap.startswith(("用于", "对")):
        return True  # 投入200万元用于绿化
    said = (
        bool(phrases.strip_openers(left)) and not phrases.VERB.fullmatch(left) and not left.endswith(("实现", "完成"))
    )
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


def _distribute(text: str, cuts: list[Cut]) -> list[Cut]:
    """Give the numbers behind 分别 each its own indicator: 普惠率和公办率分别达86%和58%."""
    out: list[Cut] = []
    at = 0
    while at < len(cuts):
        group = _group(text, cuts, at)
        parts = phrases.split_list(cuts[at].indicators[0], len(group))
        if len(parts) == 1 < len(group):
            parts = _listed_before(text, cuts[at], len(group)) or _of_those_before(text, out, group) or parts
        if len(group) == 1 and len(both := _of_those_before(text, out, group)) == _BOTH:
            out.append(replace(cuts[at], indicators=tuple(both)))
        elif len(group) == len(parts) > 1:
            out += [Cut(cut.claim, (part,), cuts[at].start, cut.end) for cut, part in zip(group, parts, strict=True)]
        else:
            whole = phrases.drop_examples(cuts[at].indicators[0])
            out += [
                Cut(cut.claim, (whole,) if cut is group[0] else cut.indicators, min(cuts[at].start, cut.start), cut.end)
                for cut in group
            ]
        at += len(group)
    return out


def _listed_before(text: str, cut: Cut, count: int) -> list[str]:
    """Return the names that the clause before lists for `count` numbers.

    污水、垃圾处理能力提高，处理率分别达到85%和95% has a 污水处理率 and a 垃圾处理率.
    """
    start = clause_start(text, cut.claim.start)
    before = text[clause_start(text, max(start - 1, 0)) : max(start - 1, 0)]
    return phrases.listed_before(before, cut.indicators[0], count)


def _of_those_before(text: str, before: Sequence[Cut], group: Sequence[Cut]) -> list[str]:
    """Return what the numbers behind 分别 say of as many before, or the one number of both.

    学校2所、公园3个，分别完成投资1亿元、2亿元; 城镇居民收入3万元，农村居民收入2万元，分别增长9%.
    """
    if not before or "分别" not in text[before[-1].claim.end : group[0].claim.number_end]:
        return []
    names = list(dict.fromkeys(cut.indicators[0] for cut in before[-max(len(group), _NEAR) :]))
    if len(group) == 1 and len(names) != _BOTH:
        return []
    named = names[-max(len(group), _BOTH) :]
    whole = group[0].indicators[0]
    of = max((name for name in named if whole.startswith(name)), key=len, default="")
    return [name + whole[len(of) :] for name in named] if of and len(named) >= len(group) else []


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
