"""A panel of data: the numbers of indicators by place and year, each told apart by kind, measure and unit.

A number stands where the year's own report states it: the one that plans the year of a target, that reviews the year of
a result. What others say of that year, a goal set years ahead or a result looked back at, is listed beside it. Where a
report states two numbers, the headline stands and the other is listed; where nothing tells which holds, none stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from hpreport.figures.across import direction, is_stated, place_names, span_of, year_of
from hpreport.figures.indicators import begins_with_name, same_indicator
from hpreport.figures.select import Years
from hpreport.records import Row

_OPPOSITE = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_LONG_NUMBER = 3
"""Digits from which on a level may be the same number with fewer of them: 3353 of 3353.3."""
_NEAR = 1.1
"""How far above its bound a result may be: 超3300亿元 of 3353.3亿元."""


class Column(NamedTuple):
    """A series of the panel, a column where it is wide."""

    topic: str
    kind: str
    measure: str
    """`level`, `growth` (a decline is growth below zero) or `qualitative`."""
    unit: str
    """The unit of amounts: 元, 人, %."""
    stretch: bool = False
    """Whether it is what is aimed at beside a lower target."""

    @property
    def name(self) -> str:
        """Its name as a column: 地区生产总值_target_growth, 城镇新增就业_result_level_人."""
        unit = "" if self.measure == "growth" and self.unit == "%" else self.unit
        parts = (self.topic, self.kind, self.measure, unit, "stretch" if self.stretch else "")
        return "_".join(filter(None, parts))


class Cell(NamedTuple):
    """What is stated of one place and year."""

    own: Sequence[Row]
    """Figures of the year's own report, one for each number, the most trusted first."""
    elsewhere: Sequence[Row]
    """Figures of other reports, one for each number that differs."""
    chosen: Row | None
    """The figure that stands; None where two are trusted alike and differ, or where only other reports state it."""

    @property
    def figures(self) -> list[Row]:
        """All figures, one for each number."""
        return [*self.own, *self.elsewhere]

    @property
    def differs(self) -> bool:
        """Whether there are two numbers for the same: the own report has two, or a later one another result."""
        return len(self.own) > 1 or (bool(self.own) and any(row["kind"] == "result" for row in self.elsewhere))

    def status(self, figure: Row) -> str:
        """Return whether a figure stands, as `PanelFigure` of the contract says it."""
        if figure is self.chosen:
            return "chosen" if self.differs else "stated"
        return "conflict" if self.differs else "other_report"


class Number(NamedTuple):
    """A figure as a number of its column: in base units, a decline below zero."""

    value: float
    highest: float | None
    """Upper end of a range."""
    bound: str


Place = tuple[str, int]
"""Name of a place, and a year."""


class Panel(NamedTuple):
    """The cells of a panel and all that explains the empty ones."""

    cells: Mapping[Column, Mapping[Place, Cell]]
    """By column, in the order in which the indicators were asked for; results before targets, growth before levels."""
    others: Mapping[tuple[Place, str, str], Sequence[Row]]
    """(place and year, topic, kind) -> figures that are no number of the whole year."""
    reports: Mapping[Place, Mapping[str, str]]
    """(place, year) -> kind -> the report that states it."""
    places: Mapping[str, tuple[str, str]]
    """Name -> code and level, in the order of the reports."""
    years: range

    def division(self, place: str) -> dict[str, str]:
        """Return the fields of the contract that say which division a place is."""
        return dict(zip(("place_code", "level"), self.places[place], strict=True))

    def rows(self) -> Iterator[tuple[Place, Mapping[Column, Cell]]]:
        """Yield the places and years that have a cell, by place, with their cells."""
        by_place: dict[Place, dict[Column, Cell]] = {}
        for column, cells in self.cells.items():
            for place, cell in cells.items():
                by_place.setdefault(place, {})[column] = cell
        order = {place: at for at, place in enumerate(self.places)}
        for place in sorted(by_place, key=lambda one: (order[one[0]], one[1])):
            yield place, by_place[place]

    def conflicts(self) -> Iterator[tuple[Place, Column, Cell]]:
        """Yield the cells with several numbers for the same."""
        for place, cells in self.rows():
            yield from ((place, column, cell) for column, cell in cells.items() if cell.differs)


def number_of(figure: Row) -> Number:
    """Return a figure that has a value as a number of its column."""
    value, highest = figure["amount"], figure["value_max"]
    bound: str = figure["bound"]
    if highest is not None:
        highest = round(highest * value / figure["value"], 10) if figure["value"] else highest
    if figure["measure"] != "decline":
        return Number(value, highest, bound)
    low, high = (-value, None) if highest is None else (-highest, -value)
    return Number(low, high, _OPPOSITE.get(bound, bound))


def make_panel(
    asked: Iterable[tuple[str, Sequence[Row]]], groups: Sequence[Sequence[str]], infos: Mapping[str, Row], years: Years
) -> Panel:
    """Return the panel of the indicators in `asked`, each with the figures that may be of it.

    `infos` are the reports that take part, `groups` the names that indicators go by.
    """
    named = place_names(infos)
    found: dict[Column, dict[Place, list[Row]]] = {}
    others: dict[tuple[Place, str, str], list[Row]] = {}
    for typed, rows in asked:
        own: dict[Column, dict[Place, list[Row]]] = {}
        for row, topic in _of_indicator(typed, rows, groups):
            if row["report"] not in infos or row["year"] is None or row["year"] not in years:
                continue
            place = named[row["report"]], row["year"]
            if topic == row["topic"] and is_stated(row) and not span_of(row):
                own.setdefault(_column(row), {}).setdefault(place, []).append(row)
            else:
                others.setdefault((place, topic, row["kind"]), []).append(row)
        found |= {column: own[column] for column in sorted(own, key=_order) if column not in found}
    cells = {
        column: {place: _cell(rows, infos) for place, rows in by_place.items()} for column, by_place in found.items()
    }
    stated = {year for by_place in found.values() for _, year in by_place}
    return Panel(cells, others, _reports(infos, named), _divisions(infos, named), _range(stated, infos, years))


def _column(row: Row) -> Column:
    return Column(row["topic"], row["kind"], direction(row["measure"]), row["amount_unit"], row["stretch"])


def _of_indicator(typed: str, rows: Sequence[Row], groups: Sequence[Sequence[str]]) -> Iterator[tuple[Row, str]]:
    """Yield the figures of the indicator that was asked for, with its name.

    To a topic belongs also what is said of it in words: 地区生产总值增速高于全省.
    """
    same = same_indicator(typed, rows, groups)
    topics = dict.fromkeys(row["topic"] for row in same)
    mine = {id(row) for row in same}
    for row in rows:
        if id(row) in mine:
            yield row, row["topic"]
        elif row["measure"] == "qualitative":
            yield from ((row, topic) for topic in topics if begins_with_name(row["indicator"], topic, groups))


_MEASURES = ("growth", "level", "qualitative")


def _order(column: Column) -> tuple[Any, ...]:
    measure = _MEASURES.index(column.measure)
    return column.topic, measure == 2, column.kind == "target", measure, column.unit, column.stretch


def _cell(rows: Sequence[Row], infos: Mapping[str, Row]) -> Cell:
    """Return the numbers that rows state for one cell, and which of them stands."""
    own: list[Row] = []
    elsewhere: list[Row] = []
    for row in sorted(rows, key=lambda row: _trust(row, infos), reverse=True):
        if not any(_agree(one, row) for one in (*own, *elsewhere)):
            (own if _is_own(row, infos) else elsewhere).append(row)
    undecided = len(own) > 1 and own[0]["headline"] == own[1]["headline"]
    return Cell(own, elsewhere, own[0] if own and not undecided else None)


def _trust(row: Row, infos: Mapping[str, Row]) -> tuple[bool, ...]:
    return _is_own(row, infos), row["headline"], row["bound"] == "="


def _is_own(row: Row, infos: Mapping[str, Row]) -> bool:
    """Tell whether a figure is of the year that its report plans or reviews."""
    return bool(row["year"] == year_of(infos[row["report"]], row["kind"]))


def _agree(one: Row, other: Row) -> bool:
    """Tell whether two figures state the same: one number, one of them rounded or, of a result, given by a bound."""
    if one["value"] is None or other["value"] is None:
        return one["value"] is other["value"]
    first, second = number_of(one), number_of(other)
    if (first.value, first.highest) == (second.value, second.highest):
        return True
    if one["kind"] == "result" and one["measure"] == "level":
        return any(_within(a, b) for a, b in ((first, second), (second, first))) or _rounded(one, other)
    return one["measure"] == "level" and _rounded(one, other)


def _within(bound: Number, number: Number) -> bool:
    return bound.bound in (">", ">=") and bound.value <= number.value < bound.value * _NEAR


def _rounded(one: Row, other: Row) -> bool:
    """Tell whether one of two levels is the other with fewer digits: 3353亿元 of 3353.3亿元."""
    short, long = sorted((one, other), key=lambda row: len(_digits(row)))
    digits = _digits(short)
    if len(digits) < _LONG_NUMBER or short["value_max"] is not None or long["value_max"] is not None:
        return False
    first, second = number_of(short).value, number_of(long).value
    return abs(first - second) < abs(first) / int(digits)


def _digits(row: Row) -> str:
    return re.sub(r"\D", "", f"{row['value']:.10g}").strip("0") or "0"


def _reports(infos: Mapping[str, Row], named: Mapping[str, str]) -> dict[Place, dict[str, str]]:
    found: dict[Place, dict[str, str]] = {}
    for report, info in infos.items():
        for kind in ("result", "target"):
            if (year := year_of(info, kind)) is not None:
                found.setdefault((named[report], year), {}).setdefault(kind, report)
    return found


def _divisions(infos: Mapping[str, Row], named: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for report, info in infos.items():
        code, level = found.get(named[report], ("", ""))
        found[named[report]] = (code or info["place_code"], level or info["level"])
    return found


def _range(stated: Iterable[int], infos: Mapping[str, Row], years: Years) -> range:
    """Return the years that were asked for; an open end is the last year that is stated or that a report is of."""
    of_reports = (info[name] for info in infos.values() for name in ("result_year", "plan_year"))
    known = [*stated, *(year for year in of_reports if year is not None and year in years)]
    first = min(known, default=0) if years.first is None else years.first
    last = max(known, default=-1) if years.last is None else years.last
    return range(first, last + 1)


class Gap(NamedTuple):
    """Whether a cell has a number, and if not, why."""

    status: str
    """`stated`, `conflict`, or why there is none, as `PanelGap` of the contract says it."""
    figure: Row | None
    """What is stated, or what is stated instead."""
    report: str
    """The report that has it, or should have it; empty where there is none."""


def coverage(panel: Panel) -> Iterator[tuple[Place, Column, Gap]]:
    """Yield every cell of the grid of places, years and columns, and whether it has a number or why not.

    Columns of what is aimed at beside a target, and of words, have no cells of their own.
    """
    columns = [one for one in panel.cells if one.measure != "qualitative" and not one.stretch]
    for place in panel.places:
        for year in panel.years:
            for column in columns:
                yield (place, year), column, _gap(panel, (place, year), column)


def _gap(panel: Panel, place: Place, column: Column) -> Gap:
    cell = panel.cells.get(column, {}).get(place)
    if cell and cell.own:
        return Gap("conflict" if cell.differs else "stated", cell.own[0], cell.own[0]["report"])
    for status, figures in _instead(panel, place, column):
        if figures:
            return Gap(status, figures[0], figures[0]["report"])
    own = panel.reports.get(place, {}).get(column.kind, "")
    return Gap("not_stated" if own else "no_report", None, own)


def _instead(panel: Panel, place: Place, column: Column) -> Iterator[tuple[str, Sequence[Row]]]:
    """Yield why a cell may be empty, with the figures that say so."""
    cell = panel.cells.get(column, {}).get(place)
    beside = [cells[place].own for one, cells in panel.cells.items() if one[:2] == column[:2] and place in cells]
    same = [row for rows in beside for row in rows]
    others = panel.others.get((place, column.topic, column.kind), ())
    yield "other_measure", [row for row in same if row["value"] is not None]
    yield "in_words", [row for row in (*same, *others) if row["measure"] == "qualitative"]
    yield "other_report", cell.elsewhere if cell else ()
    yield "other_period", [row for row in others if span_of(row) and direction(row["measure"]) == column.measure]
    yield "other_measure", others


class Outcome(NamedTuple):
    """A target beside the result that is stated of the same year."""

    place: Place
    column: Column
    """That of the target."""
    target: Row
    result: Row | None
    """None where nothing comparable is stated."""
    status: str
    """As `PanelOutcome` of the contract says it."""


def outcomes(panel: Panel) -> Iterator[Outcome]:
    """Yield the targets of a panel that are numbers, by place and year, each with what became of it.

    What is aimed at beside a lower target is left out, and so is a target that has two numbers.
    """
    for place, cells in panel.rows():
        for column, cell in cells.items():
            if column.kind == "target" and column.measure != "qualitative" and not column.stretch and cell.chosen:
                own = column._replace(kind="result")
                stated = panel.cells.get(own, {}).get(place)
                if stated and stated.chosen:
                    status = _kept(number_of(cell.chosen), number_of(stated.chosen))
                    yield Outcome(place, column, cell.chosen, stated.chosen, status)
                else:
                    yield Outcome(place, column, cell.chosen, None, _gap(panel, place, own).status)


def _kept(target: Number, result: Number) -> str:
    """Return whether a result is what its target says: `met`, `missed`, `above`, `below`, or `unclear`.

    Only a target with 以上, 以内 and the like says which way is better.
    """
    upwards, downwards = (target.bound in way for way in ((">", ">="), ("<", "<=")))
    at_least = result.bound in (">", ">=")
    if result.highest is not None or (result.bound != "=" and not (at_least and result.value >= target.value)):
        return "unclear"
    if upwards:
        return "met" if result.value >= target.value else "missed"
    if downwards:
        return "unclear" if at_least else "met" if result.value <= target.value else "missed"
    if not at_least and target.value <= result.value <= (target.highest or target.value):
        return "met"
    return "above" if result.value >= (target.highest or target.value) else "below"


def wide_fields(panel: Panel) -> dict[str, Column | None]:
    """Return the fields of the wide panel, each with the column that it is of; None for what a row has besides.

    A number's upper end, and what is said of it (`>=`), have fields where any number of the column has them.
    """
    fields: dict[str, Column | None] = dict.fromkeys(("place", "year"))
    for column, cells in panel.cells.items():
        if column.measure != "qualitative" and any(cell.own for cell in cells.values()):
            numbers = [number_of(cell.chosen) for cell in cells.values() if cell.chosen]
            fields[column.name] = column
            fields |= {f"{column.name}_max": column} if any(one.highest is not None for one in numbers) else {}
            fields |= {f"{column.name}_bound": column} if any(one.bound != "=" for one in numbers) else {}
    return fields | dict.fromkeys(("reports", "conflicts", "place_code", "level"))


def wide_rows(panel: Panel) -> Iterator[dict[str, Any]]:
    """Yield a row for each place and year that states a number, all with the fields of `wide_fields`."""
    fields = wide_fields(panel)
    for (place, year), cells in panel.rows():
        numbers = {column: cell for column, cell in cells.items() if column.measure != "qualitative" and cell.own}
        if not numbers:
            continue
        row: dict[str, Any] = {**dict.fromkeys(fields), "place": place, "year": year, **panel.division(place)}
        for column, cell in numbers.items():
            if cell.chosen:
                parts = zip(("", "_max", "_bound"), number_of(cell.chosen), strict=True)
                row |= {name: part for end, part in parts if (name := f"{column.name}{end}") in fields}
        row["reports"] = list(dict.fromkeys(figure["report"] for cell in numbers.values() for figure in cell.own))
        row["conflicts"] = [f"{column.name}：{conflict_text(cell)}" for column, cell in cells.items() if cell.differs]
        yield row


def conflict_text(cell: Cell) -> str:
    """Return the numbers of a cell with where each stands, for people."""
    return "、".join(f"{row['text']}（{row['report']} 第{row['line']}行）" for row in cell.figures)
