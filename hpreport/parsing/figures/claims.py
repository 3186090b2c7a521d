"""Claims: numbers with what is said of them, as they stand in the plain text of one paragraph.

Bounds say on which side of a number the value lies (超, 以上); measures whether it is a level, a growth, a decline or a
rank (第49位, 前20位, 蝉联东北首位), or stands beside another one in words.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hpreport.parsing.figures.exclusions import arabic_numbers, excluded_spans, reason_against
from hpreport.parsing.figures.quantities import (
    CLAUSE_END,
    DURATIONS,
    RATE_UNITS,
    Quantity,
    chinese_quantities,
    quantity_at,
    split_unit,
)
from hpreport.text.lexicon import alternation, any_of, pattern, word_map
from hpreport.text.numerals import ONE_TO_TEN, YEAR, chinese_to_int, magnitude_of

_BOUND_OF_BEFORE = {word: bound for bound, words in word_map("bounds_before").items() for word in words}
_BOUND_OF_AFTER = {word: bound for bound, words in word_map("bounds_after").items() for word in words}

BEFORE = re.compile(f"(?<![签条节预履附就经通不]){alternation(_BOUND_OF_BEFORE)}$")
"""A bound at the end of the text before a number."""
AFTER = re.compile(alternation(_BOUND_OF_AFTER))
"""A bound right behind a number's unit."""


def bound_of(before: str, after: str, *, more: bool) -> str:
    """Return the bound that the words before and after a number set; `=` where there are none.

    A word behind the number decides: 突破5%以上 is at least 5 %.
    """
    if after:
        return _BOUND_OF_AFTER[after]
    if before:
        return _BOUND_OF_BEFORE[before]
    return ">" if more else "="


_LINK = pattern("measure_link")
_ARRIVED = re.compile(pattern("arrived"))

GROWTH = re.compile(rf"(?<!负)(?P<verb>{any_of('growth')})(?P<link>{_LINK})$")
DECLINE = re.compile(rf"(?P<verb>{any_of('decline')})(?P<link>{_LINK})$")
_NATURAL_GROWTH = re.compile(rf"自然增长率{_LINK}$")  # 人口自然增长率控制在7‰以内 is a level
_ABOVE = re.compile(pattern("above"))
_RELATIVE = re.compile(pattern("relative"))
_GROWTH_AIMED_AT = re.compile(pattern("growth_aimed_at"))
LEVEL_VERB = re.compile(f"{pattern('level_verbs')}$")


def is_rate(unit: str) -> bool:
    """Tell whether `unit` measures change: %, 个百分点, 倍 and their like."""
    return unit in RATE_UNITS


def measure_of(before: str, unit: str) -> str:
    """Return the measure of a number that follows `before` (without its bound) and has `unit`.

    >>> measure_of("地区生产总值比上年增长", "%")
    'growth'
    """
    if unit == "番":
        return "growth"
    if not is_rate(unit):
        return "level"
    if _ARRIVED.search(before) or _NATURAL_GROWTH.search(before):
        return "level"
    if unit.endswith("百分点") and _ABOVE.search(before):
        return "qualitative"
    if GROWTH.search(before):
        return "growth"
    if DECLINE.search(before):
        return "decline"
    return "qualitative" if _RELATIVE.search(before) else "level"


_SCOPE = pattern("rank_scope")
# 首位, 第一, 第三位; not 第一产业, 第一支撑
_WORD = re.compile(
    rf"(?P<scope>{_SCOPE})(?P<rank>首位|榜首|第(?P<number>[{ONE_TO_TEN}]{{1,3}})(?P<unit>[位名])?)(?=[，。；、！]|$)"
)
# 分别居全球第五、第六位, 第一、二位
_NEXT_WORD = re.compile(
    rf"[、和](?P<rank>(?:第|(?=[{ONE_TO_TEN}、和]{{1,12}}[位名](?:[，。；、！]|$)))(?P<number>[{ONE_TO_TEN}]{{1,3}})(?P<unit>[位名])?)"
    r"(?=[，。；、和！]|$)"
)
# 前20位, 第49位, 退出全市后10位
_TOP = re.compile(r"[前第后]$")
_LEAVE = re.compile(pattern("rank_left"))
# 退出全省前20位: without its verb the claim would say the opposite
_LEFT = re.compile(rf"{_LEAVE.pattern}(?:了?{_SCOPE})?[前后]$")


@dataclass(frozen=True, slots=True)
class WordedRank:
    """A rank written in Chinese; `start` is where its scope starts."""

    start: int
    end: int
    value: float
    unit: str


def worded_ranks(text: str) -> list[WordedRank]:
    """Return the ranks that the plain text gives in words."""
    found = []
    for first in _WORD.finditer(text):
        match: re.Match[str] | None = first
        while match:
            value = chinese_to_int(match["number"]) if match["number"] else 1
            unit = "位" if match["rank"] == "首位" else match["unit"] or ""
            start = match.start() if match is first else match.start("rank")
            found.append(WordedRank(start, match.end(), float(value or 1), unit))
            match = _NEXT_WORD.match(text, match.end())
    return found


def rank_prefix(before: str, unit: str) -> str:
    """Return the word (第, 前 or 后) that makes the number after `before` a rank; empty where there is none."""
    match = _TOP.search(before) if unit in ("位", "名", "强", "") else None
    return match[0] if match else ""


def claim_prefix(before: str, prefix: str) -> str:
    """Return the words before a ranking number that belong to its claim: its prefix, with the verb where it is left.

    >>> claim_prefix("登记量退出全省前", "前")
    '退出全省前'
    """
    left = _LEFT.search(before)
    return left[0] if left else prefix


def rank_bound(clause: str, prefix: str, unit: str) -> str:
    """Return the bound of a rank: `<=` among the first (30强, 进入前20位), `=` for a place and for leaving 前20位."""
    if unit == "强" or (prefix == "前" and not _LEAVE.search(clause)):
        return "<="
    return "="


# 动态为零: nothing of the kind is left
_ZERO = re.compile(r"(?:动态)?(?:为零|归零)(?=[，。；、]|$)")
_GOES_ON = re.compile(pattern("goes_on"))
# 新建两所学校, 引进企业三家。 Chinese numerals count work only there
_COUNTED = re.compile(f"{any_of('counted_works')}[了成]?$")
_LONGEST_WORKS = 24
"""Characters before a count in Chinese numerals in which the verb of the works may stand."""
_COUNTED_BEHIND = re.compile(f"{any_of('counted_works')}[了成]?[^，。；：、“”]{{2,16}}$")  # 建成农业创新驿站两家
# 下降-1.2%, 增长－3%, 为-0.3%: a sign and no dash
_SIGN = re.compile(r"(?<=[长降加少速幅率为是在至到达])[-－−–]$")
JOINTS = frozenset("、和及与")
"""What joins the members of a list."""
_MOVED_FROM, _MOVED_TO = re.compile(pattern("moved_from")), re.compile(pattern("moved_to"))
_OWN_YEAR = re.compile(f"{YEAR}年")
_AIMING = re.compile(any_of("aiming"))
_NAME = re.compile(r"“[^“”]*”|《[^《》]*》")
_OF_DURATION = re.compile(f"{any_of('duration_verbs')}$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number in the plain text with its measure and bound; `start` to `end` is the claim as printed."""

    start: int
    end: int
    number_end: int
    """Where the number's unit ends, before 以上 or 左右."""
    digits: tuple[tuple[int, int], ...]
    value: float
    value_max: float | None
    unit: str
    measure: str
    bound: str
    verb_start: int
    """Where the words that only say 增长, 达到 or 超 begin: what stands before them is about the indicator."""
    base_value: float | None = None
    """What the number grew from, in its own unit."""
    stretch: bool = False
    """Whether it is aimed at beside a lower target: 力争8%."""

    @property
    def is_duration(self) -> bool:
        """Whether it tells how long (10年, 2个月)."""
        return self.unit in DURATIONS


@dataclass(frozen=True, slots=True)
class Leftover:
    """A number of the plain text that is no figure."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the numbers of a paragraph are: each Arabic one in exactly one of the two."""

    claims: tuple[Claim, ...]
    leftovers: tuple[Leftover, ...]


def read_numbers(text: str) -> Reading:
    """Return the claims and leftovers of the plain text, in order."""
    excluded = excluded_spans(text)
    worded = _worded_quantities(text)
    claims: list[Claim] = []
    leftovers: list[Leftover] = []
    end, previous_end = 0, -1
    for start, stop in sorted([*arabic_numbers(text), *worded]):
        if start < end:
            continue
        before = bisect_right(excluded, start, key=lambda span: span.start)
        span = excluded[before - 1] if before and start < excluded[before - 1].end else None
        quantity = worded.get((start, stop)) or quantity_at(text, start)
        reason = span.reason if span else reason_against(text, quantity, previous_end) if quantity else "other"
        if quantity is None or reason:
            leftovers += [] if (start, stop) in worded else [Leftover(start, stop, reason)]
            continue
        claims.append(_claim(text, quantity, claims[-1] if claims else None))
        end = previous_end = quantity.end
    claims = _with_bases(text, [_with_shared_bound(text, run) for run in _runs(text, claims)])
    claims += _worded_claims(text, claims)
    return Reading(tuple(sorted(claims, key=lambda claim: claim.start)), tuple(leftovers))


def _worded_quantities(text: str) -> dict[tuple[int, int], Quantity]:
    """Return, by its range, each quantity in Chinese numerals that is no part of a name."""
    names = [match.span() for match in _NAME.finditer(text)]
    return {
        (quantity.start, quantity.end): quantity
        for quantity in chinese_quantities(text)
        if (not quantity.is_count or _is_counted(text, quantity))
        and not any(start < quantity.start < end for start, end in names)
    }


def _is_counted(text: str, quantity: Quantity) -> bool:
    """Tell whether a count in Chinese numerals tells of works: 新建两所学校, 建成驿站两家."""
    before = text[max(0, quantity.start - _LONGEST_WORKS) : quantity.start]
    closes = text[quantity.end : quantity.end + 1] in ("，", "。", "；", "、", "")
    return bool(_COUNTED.search(before) or (closes and _COUNTED_BEHIND.search(before)))


def _runs(text: str, claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims in runs: between those of one run stands nothing but 、 or 和."""
    runs: list[list[Claim]] = []
    for claim in claims:
        if runs and text[runs[-1][-1].end : claim.start] in JOINTS:
            runs[-1].append(claim)
        else:
            runs.append([claim])
    return runs


def _with_shared_bound(text: str, run: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a run, those of one that 分别 joins with the bound that the last or the first of them has.

    城乡居民收入分别增长7%、8%以上 says at least of both.
    """
    first, last = run[0], run[-1]
    if "分别" not in text[clause_start(text, first.start) : first.number_end]:
        return list(run)
    bound = (last if AFTER.match(text, last.number_end) else first).bound
    return [replace(claim, bound=bound) if claim.bound == "=" else claim for claim in run]


def _with_bases(text: str, runs: Sequence[Sequence[Claim]]) -> list[Claim]:
    """Return the claims of all runs without those that others grew from: 从60%提高到65% is 65, with its base.

    A base of a year of its own (从2015年的60%) stays a claim too.
    """
    out: list[Claim] = []
    before: Sequence[Claim] = ()
    for run in runs:
        source = _source(text, before, run)
        based = [replace(claim, base_value=_in_unit(base, claim)) for base, claim in zip(before, run, strict=False)]
        if source and not _OWN_YEAR.search(source[0]):
            del out[-len(before) :]
            based = [replace(c, digits=(*b.digits, *c.digits)) for b, c in zip(before, based, strict=True)]
            based[0] = replace(based[0], verb_start=source.start())
        out += based if source else run
        before = run
    return out


def _source(text: str, before: Sequence[Claim], run: Sequence[Claim]) -> re.Match[str] | None:
    """Return the words (从每人每月) that make the claims before a run what it grew from, None where they are not."""
    if len(before) != len(run) or any(_in_unit(base, claim) is None for base, claim in zip(before, run, strict=True)):
        return None
    source = _MOVED_FROM.search(text[: before[0].start], clause_start(text, before[0].start))
    moved = _MOVED_TO.search(text, before[-1].end, run[0].number_end)
    return source if moved and not CLAUSE_END.search(text, before[-1].end, moved.start()) else None


def _in_unit(base: Claim, claim: Claim) -> float | None:
    """Return the value of a claim in the unit of another, None where they are not of the same kind."""
    (power, unit), (other, own) = split_unit(base.unit), split_unit(claim.unit)
    same = unit == own and "rank" not in (base.measure, claim.measure)
    return round(base.value * magnitude_of(power) / magnitude_of(other), 12) if same else None


def clause_start(text: str, at: int) -> int:
    """Return where the clause (closed by ，。；：) that contains `at` starts."""
    starts = _clause_starts(text)
    return starts[bisect_right(starts, at) - 1]


def clause_end(text: str, at: int) -> int:
    """Return where the clause that contains `at` ends."""
    starts = _clause_starts(text)
    following = bisect_right(starts, at)
    return starts[following] - 1 if following < len(starts) else len(text)


@lru_cache(maxsize=2)
def _clause_starts(text: str) -> list[int]:
    """Return where the clauses of a text start; kept for the paragraph that is read, which asks once a number."""
    return [0, *(match.end() for match in CLAUSE_END.finditer(text))]


def _claim(text: str, quantity: Quantity, previous: Claim | None) -> Claim:
    """Return the claim that a quantity makes, from the words on both sides of it."""
    opened = max(clause_start(text, quantity.start), previous.number_end if previous else 0)
    before = text[opened : quantity.start]
    prefix = rank_prefix(before, quantity.unit)
    if prefix or quantity.unit == "强":
        clause = text[opened : clause_end(text, quantity.end)]
        start = quantity.start - len(claim_prefix(before, prefix))
        return _rank(quantity, start, prefix, rank_bound(clause, prefix, quantity.unit))
    after = AFTER.match(text, quantity.end)
    bound = BEFORE.search(before)
    stem = before[: bound.start()] if bound else before
    sign = _SIGN.search(stem)
    stem = stem[: sign.start()] if sign else stem
    measure = measure_of(stem, quantity.unit)
    if measure == "level" and _GROWTH_AIMED_AT.match(text, after.end() if after else quantity.end):
        measure = "growth"  # 5.5%左右的预期增长目标
    goes_on = previous is not None and _continues(before, previous, quantity)
    stretch = goes_on and bool(_AIMING.search(before))
    if previous and goes_on:
        measure = "growth" if stretch and previous.measure == "qualitative" else previous.measure
    verb = _verb_start(stem, measure)
    return Claim(
        start=opened + _said_start(stem, quantity, verb),
        end=after.end() if after else quantity.end,
        number_end=quantity.end,
        digits=quantity.digits,
        value=-quantity.value if sign and measure != "decline" else quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        measure=measure,
        bound=bound_of(bound[0] if bound else "", after[0] if after else "", more=quantity.more),
        verb_start=opened + verb,
        stretch=stretch,
    )


def _continues(before: str, previous: Claim, quantity: Quantity) -> bool:
    """Tell whether a number goes on with what the one before says, and so shares its verb.

    It goes on with a list (分别增长2%、5.5%和6.5%) or aims higher (增长7%左右，力争达到8%).
    """
    if previous.unit == quantity.unit:
        return bool(_GOES_ON.fullmatch(before))
    relative = previous.measure == "qualitative" and is_rate(quantity.unit)  # 增速高于全省1个百分点、力争达到7%
    return relative and bool(_AIMING.search(before) and _GOES_ON.fullmatch(before))


def _verb_start(stem: str, measure: str) -> int:
    """Return where the verb begins at the end of `stem`, or its end where there is none."""
    verb = {"growth": GROWTH, "decline": DECLINE}.get(measure, LEVEL_VERB)
    match = verb.search(stem) or LEVEL_VERB.search(stem)
    return match.start() if match else len(stem)


def _said_start(stem: str, quantity: Quantity, verb: int) -> int:
    """Return where the claim begins in `stem`: at its verb, or at the word that says how a duration is meant."""
    said = _OF_DURATION.search(stem) if quantity.unit in DURATIONS else None
    return said.start() if said else verb


def _rank(quantity: Quantity, start: int, prefix: str, bound: str) -> Claim:
    verb = quantity.start - len(prefix)
    return Claim(
        start, quantity.end, quantity.end, quantity.digits, quantity.value, None, quantity.unit, "rank", bound, verb
    )


def _worded_claims(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Return what the text claims in words alone: ranks, and that nothing is left (动态为零)."""
    taken = [(claim.start, claim.end) for claim in claims]
    found = [
        Claim(rank.start, rank.end, rank.end, (), rank.value, None, rank.unit, "rank", "=", rank.start)
        for rank in worded_ranks(text)
    ]
    found += [
        Claim(match.start(), match.end(), match.end(), (), 0.0, None, "", "level", "=", match.start())
        for match in _ZERO.finditer(text)
    ]
    return [claim for claim in found if not any(claim.start < end and start < claim.end for start, end in taken)]
