"""The same indicators of several reports side by side."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from hpreport.lookup.figures import base_unit, magnitude, signed, stated
from hpreport.lookup.indicators import canonical
from hpreport.lookup.oneyear import best, direction, of_one_year, year_of

Row = Mapping[str, Any]


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


def side_by_side(rows: Iterable[Row], groups: Sequence[Sequence[str]], infos: Mapping[str, Row]) -> list[Shared]:
    """Return the indicators that two or more reports state, the headline first, in the order of the earliest report."""
    from hpreport.lookup.compare import names_nothing

    found: dict[tuple[str, str, str], dict[tuple[str, str], Row]] = {}
    for row in of_one_year(rows):
        topic = canonical(row["indicator"], groups)
        if row["value"] is None or row["year"] not in (None, year_of(infos[row["report"]], row["kind"])):
            continue
        if names_nothing(topic):
            continue
        figures = found.setdefault((topic, direction(row["measure"]), base_unit(row["unit"])), {})
        key = row["report"], row["kind"]
        figures[key] = best(row, figures.get(key), infos)
    shared = [Shared(topic, unit, figures) for (topic, _, unit), figures in found.items()]
    several = [one for one in shared if len(one.reports()) > 1]
    headline = [one.topic for one in several if any(row["headline"] for row in one.figures.values())]
    order = list(dict.fromkeys([*headline, *(one.topic for one in several)]))
    return sorted(several, key=lambda one: order.index(one.topic))


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
