"""Results beside targets: which of the report's figures measure the same thing in the same unit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hpreport.figures.select import of_one_year, stated
from hpreport.model import Comparison, Figure, Report
from hpreport.text.fold import fold
from hpreport.text.lexicon import any_of

Comparable = Mapping[str, Sequence[Mapping[str, str]]]
"""The hand-kept pairs: `confirm` and `reject`, each a list of {result: indicator, target: indicator}."""

_CONFIRM, _REJECT = "confirm", "reject"
_MODIFIERS = re.compile(any_of("made", "which"))
_GENERIC = re.compile(f"{any_of('kinds')}?{any_of('general_nouns')}(?:建设)?")
_LIKE = 88
"""Likeness (0 to 100) from which on two indicators are the same; 谋划项目 and 签约项目 have 50."""
_BONUS = 1
"""What standing in the headline, both of them, adds: 地区生产总值 is often named elsewhere too."""


def compare_figures(report: Report, comparable: Comparable) -> list[Comparison]:
    """Return the report's results beside their targets, in the order of the results.

    A figure stands in one pair at most, the likest. `comparable` confirms or rejects what likeness cannot decide.
    """
    results = _of_year(report.figures, "result", report.result_year)
    targets = _of_year(report.figures, "target", report.plan_year)
    scored = sorted(_candidates(results, targets, comparable), key=lambda found: -found[0])
    of_result: dict[int, int] = {}
    for _, result, target in scored:
        if result not in of_result and target not in of_result.values():
            of_result[result] = target
    return [_comparison(report, results[result], targets[of_result[result]]) for result in sorted(of_result)]


def _of_year(figures: Sequence[Figure], kind: str, year: int | None) -> list[Figure]:
    """Return the figures of a kind that are about `year`, or about any where the report's year is unknown."""
    own = [figure for figure in figures if figure.kind == kind and year in (None, figure.year)]
    return [figure for figure in own if year is None or of_one_year(figure.period, average=figure.average)]


def _candidates(
    results: Sequence[Figure], targets: Sequence[Figure], comparable: Comparable
) -> Iterator[tuple[float, int, int]]:
    """Yield likeness and places of each pair that may be one."""
    confirmed, rejected = (_pairs(comparable.get(key, ())) for key in (_CONFIRM, _REJECT))
    known = {name: _Name.of(name) for name in dict.fromkeys(figure.indicator for figure in (*results, *targets))}
    for at, result in enumerate(results):
        for other, target in enumerate(targets):
            if not _same_measure(result, target):
                continue
            one, two = known[result.indicator], known[target.indicator]
            pair = (one.folded, two.folded)
            if pair in rejected:
                continue
            score = 100.0 if pair in confirmed else _likeness(one, two)
            if score >= _LIKE:
                yield score + _BONUS * (result.headline and target.headline), at, other


class _Name(NamedTuple):
    """The name of an indicator as it is compared."""

    folded: str
    core: str
    """What it is about."""
    characters: str
    """Those of the core in an order of their own: 老旧小区改造 and 改造老旧小区 have the same."""
    is_general: bool

    @classmethod
    def of(cls, indicator: str) -> "_Name":
        core = _core(indicator)
        return cls(fold(indicator), core, "".join(sorted(core)), bool(_GENERIC.fullmatch(core)))


def _pairs(rows: Sequence[Mapping[str, str]]) -> set[tuple[str, str]]:
    return {(fold(row["result"]), fold(row["target"])) for row in rows}


def _same_measure(result: Figure, target: Figure) -> bool:
    """Tell whether two figures can stand side by side.

    A target in words (增速超过全市平均水平) stands beside a growth; a rank beside none, for its scope may differ.
    """
    if result.value is None or "rank" in (result.measure, target.measure):
        return False
    if target.value is None:
        return result.measure == "growth"
    return (result.unit, result.measure) == (target.unit, target.measure)


def names_nothing(indicator: str) -> bool:
    """Tell whether an indicator is a noun so general that two numbers of it need not be of the same thing: 项目, 村."""
    return bool(_GENERIC.fullmatch(_core(indicator)))


def _core(indicator: str) -> str:
    """Return what an indicator is about, folded: 新建口袋公园 -> 口袋公园."""
    return fold(_MODIFIERS.sub("", indicator)) or fold(indicator)


def _likeness(one: _Name, other: _Name) -> float:
    """Return how like two indicators are, 0 to 100, whatever the order of their words."""
    from rapidfuzz import fuzz

    if one.is_general or other.is_general:
        return 0.0
    if one.core == other.core:
        return 100.0
    same_order = fuzz.ratio(one.core, other.core)
    any_order = fuzz.ratio(one.characters, other.characters)
    return max(same_order, any_order - 1)


def _comparison(report: Report, result: Figure, target: Figure) -> Comparison:
    return Comparison(
        report=report.id,
        topic=_topic(result.indicator, target.indicator),
        unit=result.unit,
        result_year=result.year,
        result_value=result.value,
        result_text=stated(result.measure, result.text),
        target_year=target.year,
        target_value=target.value,
        target_text=stated(target.measure, target.text),
        difference=_difference(result.value, target.value),
        result_line=result.line,
        target_line=target.line,
    )


def _topic(result: str, target: str) -> str:
    """Return the shorter indicator; the result's where only the hand-kept file knows that they are the same."""
    alike = _likeness(_Name.of(result), _Name.of(target)) >= _LIKE
    return min(result, target, key=len) if alike else result


def _difference(result: float | None, target: float | None) -> float | None:
    return None if result is None or target is None else round(target - result, 6)
