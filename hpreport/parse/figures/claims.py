"""Claims: numbers with what is said of them, as they stand in the plain text of one paragraph."""

import re
from dataclasses import dataclass

from hpreport.parse.figures import bounds, measures, ranks
from hpreport.parse.figures.exclusions import arabic_numbers, excluded_spans, reason_against
from hpreport.parse.figures.plain import CLAUSE_END
from hpreport.parse.figures.quantities import DURATIONS, Quantity, chinese_quantities, quantity_at

# 动态为零: nothing of the kind is left
_ZERO = re.compile(r"(?:动态)?(?:为零|归零)(?=[，。；、]|$)")
_GOES_ON = re.compile(
    r"(?:以上|以内|左右|以下)?[、和及与，]|[、，]?(?:并|全力)?(?:力争|争取|确保|努力)(?:达到|实现|完成)?"
)
# 新建两所学校, 引进企业三家。 Chinese numerals count work only there
_COUNTED = re.compile(
    r"(?:新建|改建|扩建|建成|新增|完成|引进|改造|建设|新设|创建|打造|启动|修建|购置|投放|培育|开工)[了成]?$"
)
# 提前2个月, 连续25年: 2个月 alone would not tell how it is meant
_OF_DURATION = re.compile(r"(?:提前|延长|缩短|压缩|连续)$")


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
    claims: list[Claim] = []
    leftovers: list[Leftover] = []
    end, previous_end = 0, -1
    for start, stop in arabic_numbers(text):
        if start < end:
            continue
        span = next((span for span in excluded if span.start <= start < span.end), None)
        quantity = quantity_at(text, start)
        reason = span.reason if span else reason_against(text, quantity, previous_end) if quantity else "other"
        if quantity is None or reason:
            leftovers.append(Leftover(start, stop, reason))
            continue
        claims.append(_claim(text, quantity, claims[-1] if claims else None))
        end = previous_end = quantity.end
    claims += _chinese_claims(text, claims)
    return Reading(tuple(sorted(claims, key=lambda claim: claim.start)), tuple(leftovers))


def clause_start(text: str, at: int) -> int:
    """Return where the clause (closed by ，。；：) that contains `at` starts."""
    return max((match.end() for match in CLAUSE_END.finditer(text, 0, at)), default=0)


def clause_end(text: str, at: int) -> int:
    """Return where the clause that contains `at` ends."""
    match = CLAUSE_END.search(text, at)
    return match.start() if match else len(text)


def _claim(text: str, quantity: Quantity, previous: Claim | None) -> Claim:
    """Return the claim that a quantity makes, from the words on both sides of it."""
    opened = max(clause_start(text, quantity.start), previous.number_end if previous else 0)
    before = text[opened : quantity.start]
    prefix = ranks.rank_prefix(before, quantity.unit)
    if prefix or quantity.unit == "强":
        clause = text[opened : clause_end(text, quantity.end)]
        start = quantity.start - len(ranks.claim_prefix(before, prefix))
        return _rank(quantity, start, prefix, ranks.rank_bound(clause, prefix, quantity.unit))
    after = bounds.AFTER.match(text, quantity.end)
    bound = bounds.BEFORE.search(before)
    stem = before[: bound.start()] if bound else before
    measure = measures.measure_of(stem, quantity.unit)
    if previous and _continues(before, previous, quantity):
        measure = previous.measure
    verb = _verb_start(stem, measure)
    return Claim(
        start=opened + _said_start(stem, quantity, verb),
        end=after.end() if after else quantity.end,
        number_end=quantity.end,
        digits=quantity.digits,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        measure=measure,
        bound=bounds.bound_of(bound[0] if bound else "", after[0] if after else "", more=quantity.more),
        verb_start=opened + verb,
    )


def _continues(before: str, previous: Claim, quantity: Quantity) -> bool:
    """Tell whether a number goes on with what the one before says, and so shares its verb.

    It goes on with a list (分别增长2%、5.5%和6.5%) or aims higher (增长7%左右，力争达到8%).
    """
    return previous.unit == quantity.unit and bool(_GOES_ON.fullmatch(before))


def _verb_start(stem: str, measure: str) -> int:
    """Return where the verb begins at the end of `stem`, or its end where there is none."""
    pattern = {"growth": measures.GROWTH, "decline": measures.DECLINE}.get(measure, measures.LEVEL_VERB)
    match = pattern.search(stem) or measures.LEVEL_VERB.search(stem)
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


def _chinese_claims(text: str, claims: list[Claim]) -> list[Claim]:
    """Return what the text claims in Chinese numerals: ranks, counts, and nothing left (动态为零)."""
    taken = [(claim.start, claim.end) for claim in claims]
    found = [
        Claim(rank.start, rank.end, rank.end, (), rank.value, None, rank.unit, "rank", "=", rank.start)
        for rank in ranks.worded_ranks(text)
    ]
    found += [
        Claim(match.start(), match.end(), match.end(), (), 0.0, None, "", "level", "=", match.start())
        for match in _ZERO.finditer(text)
    ]
    found += [
        Claim(q.start, q.end, q.end, (), q.value, None, q.unit, "level", "=", q.start)
        for q in chinese_quantities(text)
        if _COUNTED.search(text, 0, q.start)
    ]
    return [claim for claim in found if not any(claim.start < end and start < claim.end for start, end in taken)]
