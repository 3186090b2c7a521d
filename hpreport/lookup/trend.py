"""One indicator over the years and places of many reports."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from hpreport.lookup.figures import base_unit, magnitude, signed
from hpreport.lookup.indicators import canonical, same_indicator
from hpreport.lookup.oneyear import best, direction, of_one_year, year_of

Row = Mapping[str, Any]

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
        year = row["year"] or year_of(infos[row["report"]], row["kind"])
        if year is None:
            continue
        place = infos[row["report"]]["place"] or row["report"]
        key = (place, canonical(row["indicator"], groups), direction(row["measure"]), base_unit(row["unit"]))
        points = found.setdefault(key, {})
        points[year, row["kind"]] = best(row, points.get((year, row["kind"])), infos)
    places, topics = (list(dict.fromkeys(key[at] for key in found)) for at in (0, 1))
    order = sorted(found, key=lambda key: (places.index(key[0]), topics.index(key[1]), _MEASURES.index(key[2])))
    return [Series(*key, found[key]) for key in order]
