"""An indicator across reports: side by side, and over years and places.

Only figures of one year take part, unless others are asked for, and of several for the same year one stands for the
indicator.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from hpreport.figures.indicators import same_indicator
from hpreport.figures.select import INDICATOR, SECTION, base_unit, magnitude, of_one_year, signed, stated
from hpreport.records import Row

# 比2005年增长73.8%, 是2015年的1.19倍, 较2015年增加64天
_SINCE = re.compile(r"[比较是](?P<year>(?:19|20)\d\d)年")

# 由2015年的45.58亿元增长到70.11亿元: the first is of an earlier year
_TO = r"(?:$|[^，。；、]{0,12}?[到至])"


def annual_figures(rows: Iterable[Row]) -> list[Row]:
    """Return the figures that are numbers of one year.

    No ranks, distances and multiples, nothing of several years together or of a part of one, no mean of several,
    nothing beside an older year.
    """
    return [row for row in rows if is_stated(row) and not span_of(row)]


def is_stated(row: Row) -> bool:
    """Tell whether a figure states its indicator itself: no rank, no distance from another, no multiple of another."""
    if row["measure"] == "qualitative":
        return row["value"] is None
    return row["measure"] != "rank" and not (row["measure"] == "level" and row["unit"] == "倍")


def span_of(row: Row) -> str:
    """Return what a figure is of where that is not one year, as people read it: 1—9月, 5年, 年均, 原值; else empty."""
    period: str = row["period"]
    since = _SINCE.search(row["quote"])
    if since and row["year"] and int(since["year"]) != row["year"] - 1:
        return f"比{since['year']}年"
    quote, text = row["quote"], row["text"]
    if (f"从{text}" in quote or f"由{text}" in quote) and re.search(f"[从由]{re.escape(text)}{_TO}", quote):
        return "原值"
    if row["year"] is None or of_one_year(period, average=row["average"]):
        return ""
    if row["average"]:
        return "年均"
    first, _, last = period.partition("/")
    if "-" in first:
        months = dict.fromkeys(bound[5:].lstrip("0") for bound in (first, last or first))
        return f"{'—'.join(months)}月"
    return f"{int(last) - int(first) + 1}年" if last else "累计"


def year_of(info: Row, kind: str) -> int | None:
    """Return the year that a report reviews (`result`) or plans (`target`)."""
    year: int | None = info["plan_year" if kind == "target" else "result_year"]
    return year


def place_names(infos: Mapping[str, Row]) -> dict[str, str]:
    """Return what the place of each report is called, the same for all reports of one place; its id where it has none.

    Places of one code are one, whatever each report calls it (徐水县, 徐水区): the latest name stands. Two of one name
    are told apart by their codes; a report without a code is of the only place with its name, or of one by itself.
    """
    latest = {info["place_code"]: info["place"] for info in infos.values() if info["place"] and info["place_code"]}
    codes: dict[str, set[str]] = {}
    for info in infos.values():
        codes.setdefault(info["place"], set()).update(filter(None, [info["place_code"]]))
    alike = Counter(latest.values())

    def name(report: str, info: Row) -> str:
        place: str = info["place"]
        code: str = info["place_code"] or (min(codes[place]) if len(codes[place]) == 1 else "")
        if not place or not code:
            return place or report
        return latest[code] if alike[latest[code]] == 1 else f"{latest[code]}（{code}）"

    return {report: name(report, info) for report, info in infos.items()}


def direction(measure: str) -> str:
    """Return the measure under which a figure is compared: a decline is growth below zero."""
    return "growth" if measure == "decline" else measure


def preferred(row: Row, other: Row | None, infos: Mapping[str, Row]) -> Row:
    """Return the figure that stands for an indicator where there are two.

    The one of the report of that very year, the headline, the exact, the first.
    """
    return row if other is None or _rank(row, infos) > _rank(other, infos) else other


def _rank(row: Row, infos: Mapping[str, Row]) -> tuple[bool, ...]:
    own = row["year"] in (None, year_of(infos[row["report"]], row["kind"]))
    return row["value"] is not None, own, row["headline"], row["bound"] == "="


KINDS = ("result", "target")
_MEASURES = ("level", "growth", "qualitative")
"""The order of an indicator's series."""


class Series(NamedTuple):
    """The numbers that the reports of one place give of one indicator, in one unit."""

    place: str
    """The place, or the report where it names none."""
    topic: str
    """The indicator: its full name, where it is known by several."""
    measure: str
    unit: str
    """Without its multiplier: 元 of 亿元."""
    span: str
    """What its numbers are of where that is not a whole year: 1—9月, 5年, 年均."""
    points: Mapping[tuple[int, str], Row]
    """(year, kind) -> the figure."""

    @property
    def years(self) -> range:
        """The years from the first to the last, those without a number too."""
        years = [year for year, _ in self.points]
        return range(min(years), max(years) + 1)

    def has(self, year: int) -> bool:
        """Tell whether there is a number for a year."""
        return any((year, kind) in self.points for kind in KINDS)

    def values(self, kind: str) -> list[float | None]:
        """Return the numbers of a kind by year, multipliers reckoned in, declines negative; None for a year without."""
        rows = [self.points.get((year, kind)) for year in self.years]
        return [None if row is None or row["value"] is None else magnitude(signed(row), row["unit"]) for row in rows]


def trend(
    rows: Iterable[Row],
    typed: str,
    groups: Sequence[Sequence[str]],
    infos: Mapping[str, Row],
    *,
    all_periods: bool = False,
) -> list[Series]:
    """Return the series of the indicator that a text names, by place, then in the order of the reports.

    `rows` are the figures that the text may be about, `infos` what the reports are. A report often gives a number
    twice; the one among the headline figures stands, else the first. What is not of one year is left out, or with
    `all_periods` makes series of its own.
    """
    found: dict[tuple[str, str, str, str, str], dict[tuple[int, str], Row]] = {}
    named = place_names(infos)
    kept = list(filter(is_stated, rows)) if all_periods else annual_figures(rows)
    for row in same_indicator(typed, kept, groups):
        if (year := row["year"]) is None:
            continue
        key = (named[row["report"]], row["topic"], direction(row["measure"]), base_unit(row["unit"]), span_of(row))
        points = found.setdefault(key, {})
        points[year, row["kind"]] = preferred(row, points.get((year, row["kind"])), infos)
    places, topics = (list(dict.fromkeys(key[at] for key in found)) for at in (0, 1))
    order = sorted(found, key=lambda key: (places.index(key[0]), topics.index(key[1]), _MEASURES.index(key[2]), key[4]))
    return [Series(*key, found[key]) for key in order]


class Shared(NamedTuple):
    """An indicator that several reports state in the same unit."""

    topic: str
    unit: str
    """Without its multiplier."""
    figures: Mapping[tuple[str, str], Row]
    """(report, kind) -> its figure of the year that the report reviews, or plans."""

    def reports(self) -> list[str]:
        """Return the reports that state it, in the order of their figures."""
        return list(dict.fromkeys(report for report, _ in self.figures))

    @property
    def match(self) -> str:
        """What has the words asked for: the indicator, where any report has them there."""
        matches = {str(row["match"]) for row in self.figures.values()}
        return INDICATOR if INDICATOR in matches else matches.pop()


def side_by_side(rows: Iterable[Row], groups: Sequence[Sequence[str]], infos: Mapping[str, Row]) -> list[Shared]:
    """Return the indicators that two or more reports state, the headline first, in the order of the earliest report."""
    from hpreport.figures.pairs import names_nothing

    found: dict[tuple[str, str, str], dict[tuple[str, str], Row]] = {}
    for row in annual_figures(rows):
        topic = row["topic"]
        if row["value"] is None or row["year"] != year_of(infos[row["report"]], row["kind"]):
            continue
        if names_nothing(topic):
            continue
        figures = found.setdefault((topic, direction(row["measure"]), base_unit(row["unit"])), {})
        key = row["report"], row["kind"]
        figures[key] = preferred(row, figures.get(key), infos)
    shared = [Shared(topic, unit, figures) for (topic, _, unit), figures in found.items()]
    several = [one for one in shared if len(one.reports()) > 1]
    headline = [one.topic for one in several if any(row["headline"] for row in one.figures.values())]
    order = list(dict.fromkeys([*headline, *(one.topic for one in several)]))
    return sorted(several, key=lambda one: order.index(one.topic))


def sort_shared(shared: Sequence[Shared], sort: str = "") -> list[Shared]:
    """Return indicators in an order of `select.COMPARISON_SORTS`, by the largest such number of any report.

    Without one, those whose own name was asked for come first; the sort is stable.
    """
    number = {"value": "target_value", "difference": "difference"}.get(sort, "")

    def key(one: Shared) -> tuple[bool, float]:
        if not number:
            return not sort and one.match == SECTION, 0
        rows = [row for row in comparison_rows(one) if row[number] is not None]
        return not rows, -max((magnitude(row[number], row["unit"]) for row in rows), default=0)

    return sorted(shared, key=key)


def comparison_rows(shared: Shared) -> list[dict[str, Any]]:
    """Return a row of the contract for each report: its result and its target, what it lacks being None."""
    return [_row(shared, report) for report in shared.reports()]


def _row(shared: Shared, report: str) -> dict[str, Any]:
    result, target = (shared.figures.get((report, kind)) for kind in ("result", "target"))
    unit = str((result or target or {})["unit"])
    result, target = (figure and _in_unit(figure, unit) for figure in (result, target))
    difference = round(signed(target) - signed(result), 6) if result and target else None
    return {
        "report": report,
        "topic": shared.topic,
        "unit": unit,
        **_half("result", result),
        **_half("target", target),
        "difference": difference,
        "result_line": result and result["line"],
        "target_line": target and target["line"],
    }


def _in_unit(figure: Row, unit: str) -> Row:
    """Return a figure with its value in another multiple of its unit: 0.35 of 3500人 in 万人."""
    if figure["unit"] == unit:
        return figure
    value = round(magnitude(figure["value"], figure["unit"]) / magnitude(1, unit), 6)
    return {**figure, "value": int(value) if value.is_integer() else value}


def _half(kind: str, figure: Row | None) -> dict[str, Any]:
    known = figure or {"year": None, "value": None, "measure": "", "text": ""}
    text = stated(known["measure"], known["text"]) if figure else ""
    return {f"{kind}_year": known["year"], f"{kind}_value": known["value"], f"{kind}_text": text}
