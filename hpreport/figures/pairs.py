"""Results beside targets: which of the report's figures measure the same thing in the same unit."""

import re
from collections.abc import Iterator, Mapping, Sequence

from hpreport.figures.select import stated
from hpreport.model import Comparison, Figure, Report
from hpreport.text.fold import fold
from hpreport.text.lexicon import any_of

Comparable = Mapping[str, Sequence[Mapping[str, str]]]
"""The hand-kept pairs: `confirm` and `reject`, each a list of {result: indicator, target: indicator}."""

_CONFIRM, _REJECT = "confirm", "reject"
# Words that tell how a thing came about: 新建口袋公园 and 建成口袋公园 are both 口袋公园
_MADE = """
    新增 新建 新设 新改扩建 新改建 改扩建 新培育 新引进 新认定 建成投用 建成 建设运营 建设 打造 扩容 推广 培育 创建 举办
    办好 实现 完成 实施 开展
"""
# Words that tell how many of it are meant, and where: 大型花展, 剩余项目, 谋划重点领域项目, 全市经营主体, 第二批泊位
_WHICH = "累计 剩余 现有 首批 大型 主题 各类 各项 重点领域 全[市县区省] 第[一二三四]批"
_MODIFIERS = re.compile(any_of(_MADE + _WHICH))
# 14个项目 beside 32个项目, 重点领域 3个 beside 10个 tell nothing: such nouns name no indicator
_KIND = "重点 重大 农村"
_NOUN = """
    项目 企业 工程 村 学校 社区 道路 投资 总投资 资金 指标 人 户 业 农田 群众 领域 乡镇 措施 任务 工作 活动 行动 事项
    实事 民生工程 民生实事 实事项目 民生项目 民心工程
"""
_GENERIC = re.compile(f"{any_of(_KIND)}?{any_of(_NOUN)}(?:建设)?")
_LIKE = 88
"""Likeness (0 to 100) from which on two indicators are the same; 谋划项目 and 签约项目 have 50."""
_BONUS = 1
"""What standing in the headline, both of them, adds: 地区生产总值 is often named elsewhere too."""
_EVERY_YEAR = "年均"


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
    return [figure for figure in figures if figure.kind == kind and year in (None, figure.year)]


def _candidates(
    results: Sequence[Figure], targets: Sequence[Figure], comparable: Comparable
) -> Iterator[tuple[float, int, int]]:
    """Yield likeness and places of each pair that may be one."""
    confirmed, rejected = (_pairs(comparable.get(key, ())) for key in (_CONFIRM, _REJECT))
    cores = {figure.indicator: _core(figure.indicator) for figure in (*results, *targets)}
    for at, result in enumerate(results):
        for other, target in enumerate(targets):
            pair = (fold(result.indicator), fold(target.indicator))
            if pair in rejected or not _same_measure(result, target):
                continue
            score = 100.0 if pair in confirmed else _likeness(cores[result.indicator], cores[target.indicator])
            if score >= _LIKE:
                yield score + _BONUS * (result.headline and target.headline), at, other


def _pairs(rows: Sequence[Mapping[str, str]]) -> set[tuple[str, str]]:
    return {(fold(row["result"]), fold(row["target"])) for row in rows}


def _same_measure(result: Figure, target: Figure) -> bool:
    """Tell whether two figures can stand side by side.

    A target in words (增速超过全市平均水平) stands beside a growth; a rank beside none, for its scope may differ.
    """
    if (_EVERY_YEAR in result.quote) != (_EVERY_YEAR in target.quote):
        return False
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


def _likeness(one: str, other: str) -> float:
    """Return how like two indicators are, 0 to 100, whatever the order of their words: 老旧小区改造, 改造老旧小区."""
    from rapidfuzz import fuzz

    if _GENERIC.fullmatch(one) or _GENERIC.fullmatch(other):
        return 0.0
    if one == other:
        return 100.0
    same_order = fuzz.ratio(one, other)
    any_order = fuzz.ratio("".join(sorted(one)), "".join(sorted(other)))
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
    alike = _likeness(_core(result), _core(target)) >= _LIKE
    return min(result, target, key=len) if alike else result


def _difference(result: float | None, target: float | None) -> float | None:
    return None if result is None or target is None else round(target - result, 6)
