"""Reports for Python programs: `hpreport.load()` and its `Reader`, whose answers `hpreport.answers` makes."""

import os
import sys
from _thread import get_ident  # `threading` takes a millisecond to import
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import wraps
from itertools import islice
from operator import index as index_number
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeVar, cast

from hpreport.answers import (
    BY,
    KWIC_WIDTH,
    NO_LIMIT,
    asked_for,
    comparisons,
    difference_records,
    doubt_records,
    each_index,
    figures_asked,
    frequency_records,
    gap_records,
    glossary_rows,
    kwic_records,
    matrix_records,
    outcome_records,
    outcomes_asked,
    outline_rows,
    panel_asked,
    panel_records,
    passage_record,
    point_records,
    sections_named,
    shared_indicators,
    shared_records,
    spread_records,
    term_record,
    trend_series,
    use_records,
)
from hpreport.errors import NothingFoundError
from hpreport.index.index import Index
from hpreport.records import (
    Comparison,
    Difference,
    Figure,
    FoundTerm,
    Info,
    KeywordInContext,
    PanelFigure,
    PanelGap,
    PanelOutcome,
    Passage,
    PhraseFrequency,
    Point,
    Section,
    SectionText,
    Term,
    TermSpread,
    Use,
)
from hpreport.reports import Reports, narrowed, one_report, open_reports

if TYPE_CHECKING:
    from hpreport.figures.across import Series
    from hpreport.figures.panel import Panel
    from hpreport.figures.select import FigureQuery
    from hpreport.library.library import Library


Places = str | Iterable[str]
"""A place, or several: a piece of its name, its code, the beginning of that, or a level such as 地级."""
Year = int | str | None
"""A year, several such as `"2010-2024"`, or all."""
Method = TypeVar("Method", bound=Callable[..., list[Any]])


def _empty_where_none(method: Method) -> Method:
    """Return the method of a reader with an empty answer where no report is of the places and years asked for."""

    @wraps(method)
    def answer(*args: Any, **kwargs: Any) -> list[Any]:
        try:
            return method(*args, **kwargs)
        except NothingFoundError:
            return []

    return cast(Method, answer)


def _asking(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of a reader that raises `DataError` where its library's database fails while it is asked."""

    @wraps(method)
    def asked(self: "Reader", *args: Any, **named: Any) -> Any:
        with self._index.asking():
            return method(self, *args, **named)

    return asked


def _with_faults_told(reader: "type[Reader]") -> "type[Reader]":
    """Return the class with `_asking` around each of its questions."""
    for name, member in [*vars(reader).items()]:
        if isinstance(member, property) and not name.startswith("_"):
            setattr(reader, name, property(_asking(cast(Callable[..., Any], member.fget)), doc=member.__doc__))
        elif callable(member) and not name.startswith("_") and name != "close":
            setattr(reader, name, _asking(member))
    return reader


@_with_faults_told
class Reader:
    """One report, or several of the library, ready for questions.

    Every method returns records of the output contract as plain dictionaries, in the order in which the command of the
    same name prints them, and an empty list where there is no answer. A query may be anything; nothing is printed.
    """

    def __init__(self, index: str | PathLike[str] | None = None, reports: Sequence[str] = ()) -> None:
        """Open the bundled report, an index file, or reports of the library; raises as `hpreport.load` does."""
        self._names = (index, tuple(reports))
        self._opened = _Opened(index, reports)

    @property
    def _index(self) -> Reports:
        return self._opened.of_this_thread()

    def _of(self, place: Places, year: Year = None) -> Reports:
        """Return the reports of any of these places and of these years.

        Raises `NothingFoundError` where there are none, `ValueError` where there is no year in `year`.
        """
        from hpreport.figures.select import years_of

        places, years = asked_for(place), years_of(year)
        if not places and not any(years):
            return self._index
        return narrowed(cast("Index | Library", self._index), places, years)

    def close(self) -> None:
        """Close the files that are open; what is asked afterwards raises `ValueError`."""
        self._opened.close()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<hpreport.Reader of {', '.join(self._index.infos)}>"

    def __reduce__(self) -> "tuple[type[Reader], tuple[Any, ...]]":
        return Reader, self._names  # another process opens the same reports again

    def __deepcopy__(self, memo: object) -> "Reader":
        return Reader(*self._names)

    @property
    def reports(self) -> list[Info]:
        """What each report is, the earliest first."""
        return cast(list[Info], _copied(list(self._index.infos.values())))

    @_empty_where_none
    def lookup(
        self,
        query: str,
        *,
        exact: bool = False,
        context: int = 0,
        place: Places = "",
        year: Year = None,
        limit: int | None = None,
    ) -> list[FoundTerm]:
        """Return the terms that a query means: one where it is clear, several as good as it, or none.

        With `exact` only the term as printed or written otherwise, its aliases, and phrases without an explanation;
        with `context` the sentences that use it are quoted with so many more on each side. With `place` (a piece of its
        name, its code, the beginning of that, or a level such as 地级; or several of them) and `year` (one, or several
        such as `"2010-2024"`) only the reports of these are asked.
        """
        more, most = _at_least("context", context, 0), _most(limit)
        index = self._of(place, year)
        hits = index.lookup.find(query, exact=exact)[:most]
        rows = [term_record(index, hit, query) for hit in hits]
        return cast(list[FoundTerm], _copied([index.with_context(row, more) if more else row for row in rows]))

    @_empty_where_none
    def terms(
        self,
        text: str = "",
        *,
        section: str | Iterable[str] = "",
        all_phrases: bool = False,
        place: Places = "",
        year: Year = None,
        limit: int | None = None,
    ) -> list[Term]:
        """Return the glossary in the report's order; of several reports each term once, as the latest explains it.

        With `text` only the terms that have it in their names or explanations; with `section` those that it, or any of
        several, uses; with `all_phrases` also the phrases in quotation marks that nothing explains, behind the terms.
        `place` and `year` are as at `lookup`.
        """
        most = _most(limit)
        index = self._of(place, year)
        found = glossary_rows(index, text, sections_named(index, section), all_phrases=all_phrases)
        return cast(list[Term], _copied(found[:most]))

    @_empty_where_none
    def spread(
        self,
        text: str = "",
        *,
        section: str | Iterable[str] = "",
        all_phrases: bool = False,
        place: Places = "",
        year: Year = None,
        limit: int | None = None,
    ) -> list[TermSpread]:
        """Return in how many reports of each year each term is explained, the terms that appear first before others.

        What may be asked is said at `terms`.
        """
        most = _most(limit)
        index = self._of(place, year)
        found = spread_records(index, text, sections_named(index, section), all_phrases=all_phrases)
        return cast(list[TermSpread], list(islice(found, most)))

    @_empty_where_none
    def targets(
        self,
        text: str = "",
        *,
        year: Year = None,
        place: Places = "",
        headline: bool = False,
        section: str | Iterable[str] = "",
        grep: str | Iterable[str] = "",
        unit: str | Iterable[str] = "",
        sort: str = "",
        limit: int | None = None,
    ) -> list[Figure]:
        """Return the figures that the report aims at; what may be asked is said at `results`."""
        query = _figure_query(text, year, grep=grep, headline=headline, unit=unit)
        most = _most(limit)
        return self._figures("target", query, place, section, sort)[:most]

    @_empty_where_none
    def results(
        self,
        text: str = "",
        *,
        year: Year = None,
        place: Places = "",
        headline: bool = False,
        section: str | Iterable[str] = "",
        grep: str | Iterable[str] = "",
        unit: str | Iterable[str] = "",
        sort: str = "",
        limit: int | None = None,
    ) -> list[Figure]:
        """Return the figures that the report has reached, the headline first, then by section.

        `text` and `grep` are words of the indicator or short for it, `text` also of the headings above; `year` is one,
        or several such as `"2010-2024"`; `place` is as at `lookup`; with `headline` only the main results come, with
        `section` (an outline id, or words of a heading) what stands in it and below; `unit` is one as printed or
        without its multiplier (元 is 亿元 too); `sort` is `value` (largest first), `line` or `section`. `section`,
        `grep` and `unit` may be several: any of the sections and units, all of the words. Raises `ValueError` where
        there is no such order, or no year in `year`.
        """
        query = _figure_query(text, year, grep=grep, headline=headline, unit=unit)
        most = _most(limit)
        return self._figures("result", query, place, section, sort)[:most]

    def _figures(
        self, kind: str, query: "FigureQuery", place: Places, section: str | Iterable[str], sort: str
    ) -> list[Figure]:
        from hpreport.figures.select import SORTS

        _check_one_of("sort", sort, SORTS)
        index = self._of(place)
        return cast(list[Figure], _copied(figures_asked(index, kind, query, sections_named(index, section), sort)[0]))

    @_empty_where_none
    def compare(
        self,
        text: str = "",
        *,
        section: str | Iterable[str] = "",
        unit: str | Iterable[str] = "",
        sort: str = "",
        place: Places = "",
        year: Year = None,
        limit: int | None = None,
    ) -> list[Comparison]:
        """Return results beside the targets for the same thing; of several reports what two or more of them state.

        `text`, `section` and `unit` are as at `results`; `sort` is `value` (largest target first), `difference`
        (largest rise first) or `line`; `place` and `year` are as at `lookup`. Raises `ValueError` where there is no
        such order.
        """
        from hpreport.figures.select import COMPARISON_SORTS, FigureQuery

        _check_one_of("sort", sort, COMPARISON_SORTS)
        most = _most(limit)
        index, query = self._of(place, year), FigureQuery(text, units=asked_for(unit), by_section=True)
        sections = sections_named(index, section)
        if isinstance(index, Index):
            found = comparisons(index, query, sections, sort)[:most]
        else:
            shared = shared_indicators(index, query, sections, sort)[:most]
            found = [row for one in shared for row in shared_records(index, one)]
        return cast(list[Comparison], _copied(found))

    @_empty_where_none
    def trend(
        self,
        text: str,
        *others: str,
        year: Year = None,
        place: Places = "",
        kind: str = "",
        all_periods: bool = False,
        limit: int | None = None,
    ) -> list[Point]:
        """Return the numbers of one indicator, and of others, by place and year.

        Of a year and kind (`result` or `target`) there is one number a place; what is of several years together, or of
        a part of one, is left out unless `all_periods` asks for it. `year` is one, or several such as `"2010-2024"`;
        `place` is as at `lookup`.
        Raises `ValueError` where there is no such kind, or no year in `year`.
        """
        _check_one_of("kind", kind, ("result", "target"))
        from hpreport.figures.select import years_of

        years, most = years_of(year), _most(limit)
        index = self._of(place)
        found: list[Series] = []
        for asked in (text, *others):
            own = trend_series(index, asked, kind, years, all_periods=all_periods)
            found += [one for one in own if one not in found]
        return cast(list[Point], _copied(list(point_records(index, found))[:most]))

    @_empty_where_none
    def panel(self, *indicators: str, place: Places = "", year: Year = None, kind: str = "") -> list[dict[str, Any]]:
        """Return the numbers of indicators, a record for each place and year that states any of them.

        Beside `place`, its code and level, and `year` it has a number for each series, in base units (元, 人), declines
        below zero:
        `地区生产总值_target_growth`, `城镇新增就业_result_level_人`; None where the year's own report has none.
        `…_max` is the upper end of a range and `…_bound` what is said of a number (`>=`), where any has one. `reports`
        are where they stand, `conflicts` the numbers that differ: the headline stands, or None where nothing tells
        which holds.

        `place` is as at `lookup`, `year` one, or several such as `"2010-2024"`, `kind` `result` or `target`. Raises
        `ValueError` where there is no such kind, or no year in `year`.
        """
        from hpreport.figures.panel import wide_rows

        return list(wide_rows(self._panel(place, indicators, year, kind)[1]))

    @_empty_where_none
    def panel_figures(
        self, *indicators: str, place: Places = "", year: Year = None, kind: str = ""
    ) -> list[PanelFigure]:
        """Return what `panel` does, a record for each number, with what stands there and where; all that differ."""
        index, found = self._panel(place, indicators, year, kind)
        return cast(list[PanelFigure], _copied(list(panel_records(index, found))))

    @_empty_where_none
    def coverage(self, *indicators: str, place: Places = "", year: Year = None, kind: str = "") -> list[PanelGap]:
        """Return a record for each cell of `panel`, of all places and years: whether it has a number, or why not."""
        return cast(list[PanelGap], _copied(list(gap_records(self._panel(place, indicators, year, kind)[1]))))

    @_empty_where_none
    def outcomes(
        self, *indicators: str, place: Places = "", year: Year = None, limit: int | None = None
    ) -> list[PanelOutcome]:
        """Return the targets of indicators, or of all main ones, each with the result that is stated of its year.

        `place` and `year` are as for `panel`.
        """
        from hpreport.figures.select import years_of

        years, most = years_of(year), _most(limit)
        panel = outcomes_asked(self._of(place), indicators, years)
        return cast(list[PanelOutcome], list(outcome_records(panel))[:most])

    def _panel(self, place: Places, indicators: Sequence[str], year: Year, kind: str) -> "tuple[Reports, Panel]":
        from hpreport.figures.select import years_of

        _check_one_of("kind", kind, ("result", "target"))
        years, index = years_of(year), self._of(place)
        return index, panel_asked(index, indicators, years, kind)

    @_empty_where_none
    def sections(
        self, section: str = "", *, depth: int | None = None, place: Places = "", year: Year = None
    ) -> list[Section]:
        """Return the parts, sections and items with their text, in the report's order; `0` is what stands before.

        With `section` (an outline id, or words of a heading) only that one and what lies below it; with `depth` only
        so many levels, of which that of `section`, or the parts, are the first. `place` and `year` are as at `lookup`.
        """
        levels = None if depth is None else _at_least("depth", depth, 1)
        found = [row for index in each_index(self._of(place, year)) for row in outline_rows(index, section, levels)]
        return cast(list[Section], _copied(found))

    @_empty_where_none
    def section(
        self, text: str, *, own: bool = False, terms: bool = True, place: Places = "", year: Year = None
    ) -> list[SectionText]:
        """Return the part, section or item that a text means, with its text, its figures and the terms that it uses.

        `text` is an outline id (2.4.3), a number (二、（四）), a heading or a piece of one, or words of the paragraphs
        to be read; several records are several places that may be meant, of each report at most ten. With `own` there
        is only its own text, without what lies below it; without `terms` the list of terms is empty. `place` and
        `year` are as at `lookup`.
        """
        from hpreport.answers import MOST_CANDIDATES, nodes_meant, section_record

        found = [
            section_record(index, node, own=own, terms=terms)
            for index in each_index(self._of(place, year))
            for node in nodes_meant(index, text)[:MOST_CANDIDATES]
        ]
        return cast(list[SectionText], _copied(found))

    @_empty_where_none
    def search(
        self,
        text: str,
        *,
        section: str | Iterable[str] = "",
        part: str = "",
        context: int = 0,
        place: Places = "",
        year: Year = None,
        limit: int | None = None,
    ) -> list[Passage]:
        """Return the paragraphs that answer a query, best first.

        With `section` only those in it, or in any of several, and below; with `part` only those of the `review` or of
        the `plan`; with `context` so many more sentences are quoted on each side; `place` and `year` are as at
        `lookup`. Raises `ValueError` where there is
        no such part.
        """
        more, most = _at_least("context", context, 0), _most(limit)
        index, within = self._within(section, part, place, year)
        hits = index.search.find(text, within, most or NO_LIMIT)[:most]
        return cast(list[Passage], _copied([passage_record(index, hit, text, more) for hit in hits]))

    @_empty_where_none
    def frequency(
        self,
        *phrases: str,
        by: str = "report",
        section: str | Iterable[str] = "",
        part: str = "",
        place: Places = "",
        year: Year = None,
    ) -> list[PhraseFrequency]:
        """Return how often phrases stand as they are in each report, or with `by` in those of each `place` or `year`.

        `section` and `part` are as at `search`, `place` and `year` as at `lookup`. A phrase may be several with `|`
        between them. Raises `ValueError` where there is no such `by` or part.
        """
        _check_one_of("by", by or "none", BY)
        index, sections = self._within(section, part, place, year)
        return cast(list[PhraseFrequency], list(frequency_records(index, phrases, by, sections)))

    @_empty_where_none
    def matrix(
        self,
        *phrases: str,
        by: str = "report",
        section: str | Iterable[str] = "",
        part: str = "",
        place: Places = "",
        year: Year = None,
    ) -> list[dict[str, Any]]:
        """Return what `frequency` counts, a record for each report, place or year, with a number for each phrase."""
        _check_one_of("by", by or "none", BY)
        index, sections = self._within(section, part, place, year)
        return list(matrix_records(frequency_records(index, phrases, by, sections)))

    @_empty_where_none
    def kwic(
        self,
        text: str,
        *,
        width: int = KWIC_WIDTH,
        section: str | Iterable[str] = "",
        part: str = "",
        place: Places = "",
        year: Year = None,
        limit: int | None = None,
    ) -> list[KeywordInContext]:
        """Return each place where the phrase of a query stands as it is, with `width` characters on both sides.

        `section` and `part` are as at `search`, `place` and `year` as at `lookup`.
        """
        width, most = _at_least("width", width, 0), _most(limit)
        index, sections = self._within(section, part, place, year)
        return cast(list[KeywordInContext], list(islice(kwic_records(index, text, sections, width), most)))

    def _within(
        self, section: str | Iterable[str], part: str, place: Places, year: Year
    ) -> tuple[Reports, set[str] | None]:
        """Return the reports of places and years, and the nodes of them that are asked, None for all."""
        _check_one_of("part", part, ("review", "plan"))
        index = self._of(place, year)
        named, of_part = sections_named(index, section), index.sections("", part) if part else None
        return index, named if of_part is None else of_part if named is None else named & of_part

    @_empty_where_none
    def scan(
        self, text: str | Iterable[str], *, check: bool = False, place: Places = "", year: Year = None
    ) -> list[Use]:
        """Return the terms that a text uses, a string or its lines, with line and column, both from 1.

        With `check` return what may be wrong in it instead: near misses of terms, and phrases in quotation marks that
        nothing explains. `place` and `year` are as at `lookup`.
        """
        lines = text.splitlines(keepends=True) if isinstance(text, str) else text
        index = self._of(place, year)
        found = doubt_records(index, lines) if check else use_records(index, index.scanner.scan(lines))
        return cast(list[Use], list(found))


class _Opened:
    """The reports of a reader, opened once for each thread of each process that asks, for files are not shared.

    A process that was forked opens them again; those of its parent it leaves alone.
    """

    def __init__(self, index: str | PathLike[str] | None, reports: Sequence[str]) -> None:
        from pathlib import Path

        self._path, self._reports = None if index is None else Path(index), reports
        self._of: dict[tuple[int, int], Reports] = {}
        """By process and thread; a thread that has ended leaves its own to the next one of its number."""
        self._closed = False
        self.of_this_thread()

    def of_this_thread(self) -> Reports:
        """Return the reports. Raises `ValueError` once they are closed."""
        if self._closed:
            raise ValueError("the reader is closed")
        asking = (os.getpid(), get_ident())
        if asking not in self._of:
            self._of[asking] = open_reports(self._path, self._reports)
        return self._of[asking]

    def close(self) -> None:
        """Close what this process has opened."""
        self._closed = True
        for (process, _), index in self._of.items():
            if process == os.getpid():
                index.close()


def _at_least(name: str, value: int, least: int) -> int:
    """Return a number that a caller gave. Raises `TypeError` where it is no whole number, `ValueError` if too small."""
    if index_number(value) < least:
        raise ValueError(f"{name} must be at least {least}")
    return index_number(value)


def _most(limit: int | None) -> int | None:
    """Return how many records are asked for, None for all. Raises as `_at_least` does."""
    return None if limit is None else min(_at_least("limit", limit, 1), sys.maxsize)


def _figure_query(
    text: str, year: Year, *, grep: str | Iterable[str], headline: bool, unit: str | Iterable[str]
) -> "FigureQuery":
    """Return what is asked of figures. Raises `ValueError` where there is no year in `year`."""
    from hpreport.figures.select import FigureQuery, years_of

    words = asked_for(grep)
    asked = " ".join((text, *words)).strip()
    return FigureQuery(asked, years_of(year), headline, asked_for(unit), by_section=not words)


def _check_one_of(name: str, value: str, known: Sequence[str]) -> None:
    """Raise `ValueError` where a value is neither empty nor among those known."""
    if value not in ("", *known):
        told = " or ".join(known) if len(known) == 2 else f"one of {', '.join(known)}"
        raise ValueError(f"{name} must be {told}")


def _copied(value: Any) -> Any:
    """Return records that their reader may change: nothing of them is shared with the index."""
    if isinstance(value, dict):
        return {name: _copied(inner) for name, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def load(index: str | PathLike[str] | None = None, *, report: str | Iterable[str] | None = None) -> Reader:
    """Return a reader of the bundled report, of a YAML index, or of reports of the library.

    `index` is the path of an index; `report` is the id of a report of the library, several of them, or `"all"`. Raises
    `hpreport.DataError` where a file cannot be read or is no index, and `hpreport.UsageError` where the library has no
    such report or both are given.

    >>> load().lookup("三保")[0]["definition"]
    '保基本民生、保工资、保运转。'
    """
    return Reader(index, [report] if isinstance(report, str) else list(report or ()))


def diff(before: str, after: str, *, kind: str | Iterable[str] = "") -> list[Difference]:
    """Return what is new in the later of two reports of the library, and what is gone or changed.

    They are named by id, its beginning, place and year, or are index files (.yaml); `kind` is `term`, `phrase`,
    `target` or `word`, or several of them; without one all but words. Raises `hpreport.UsageError` where a name means
    no report, or several, `ValueError` where there is no such kind.
    """
    from hpreport.library.differences import KINDS

    kinds = asked_for(kind)
    for one in kinds:
        _check_one_of("kind", one, KINDS)
    with closing(one_report(before)) as earlier, closing(one_report(after)) as later:
        return cast(list[Difference], list(difference_records(earlier, later, kinds)))
