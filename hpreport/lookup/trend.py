"""One indicator over the years and places of many reports."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from hpreport.lookup.figures import base_unit, magnitude, signed
from hpreport.lookup.indicators import canonical, same_indicator

Row = Mapping[str, Any]

KINDS = ("result", "target")
# 五年来、年均、累计: no number of one year
_NO_YEAR = re.compile("年均|[五5]年(?:来|间|累计)|累计|翻番|“十[一二三四五六]五”|\\d{4}年?[-—至到]\\d{4}年")


class Series(NamedTuple):
    """The numbers that the reports of one place give of one indicator, in one unit."""

    place: str
    """The place, or the report where it names none."""
    topic: str
    """The indicator: its full name, where it is known by several."""
    measure: str
    unit: str
    """Without its multiplier: 元 of 亿元."""
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


def trend(rows: Iterable[Row], typed: str, groups: Sequence[Sequence[str]], infos: Mapping[str, Row]) -> list[Series]:
    """Return the series of the indicator that a text names, by place, then in the order of the reports.

    `rows` are the figures that the text may be about, `infos` what the reports are. A report often gives a number
    twice; the one among the headline figures stands, else the first. What is said of several years is left out.
    """
    found: dict[tuple[str, str, str, str], dict[tuple[int, str], Row]] = {}
    for row in same_indicator(typed, of_one_year(rows), groups):
        year = row["year"] or _year_of(infos[row["report"]], row["kind"])
        if year is None:
            continue
        place = infos[row["report"]]["place"] or row["report"]
        measure = "growth" if row["measure"] == "decline" else row["measure"]
        key = (place, canonical(row["indicator"], groups), measure, base_unit(row["unit"]))
        points = found.setdefault(key, {})
        points[year, row["kind"]] = best(row, points.get((year, row["kind"])))
    places = list(dict.fromkeys(key[0] for key in found))
    return [Series(*key, points) for key, points in sorted(found.items(), key=lambda item: places.index(item[0][0]))]


def of_one_year(rows: Iterable[Row]) -> list[Row]:
    """Return the figures that are numbers of one year: no ranks, and nothing that is said of several years together."""
    return [row for row in rows if row["measure"] != "rank" and not _NO_YEAR.search(row["quote"])]


def best(row: Row, other: Row | None) -> Row:
    """Return the figure that stands for an indicator where a report has two: the headline, the exact, the first."""
    return row if other is None or _rank(row) > _rank(other) else other


def _year_of(info: Row, kind: str) -> int | None:
    year: int | None = info["plan_year" if kind == "target" else "result_year"]
    return year


def _rank(row: Row) -> tuple[bool, bool, bool]:
    return row["value"] is not None, row["headline"], row["bound"] == "="
