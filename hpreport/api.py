"""Reports for Python programs: `hpreport.load()`, and the answers that it shares with the command line.

Answers are records of the contract; commands only lay them out.
"""

import os
import sys
from _thread import get_ident  # `threading` takes a millisecond to import
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import wraps
from itertools import chain, groupby, islice
from operator import index as index_number
from operator import itemgetter
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeVar, cast

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
    Row,
    Section,
    SectionText,
    Term,
    TermSpread,
    Use,
    placed,
    report_year,
    with_cite,
)
from hpreport.reports import Opened, Reports, TermHit, narrowed, one_report, open_reports

if TYPE_CHECKING:
    from hpreport.figures.across import Series, Shared
    from hpreport.figures.panel import Panel
    from hpreport.figures.select import FigureQuery, Years
    from hpreport.library.library import Library
    from hpreport.passages.search import PassageHit
    from hpreport.terms import scanner


ALL = -1
"""As a limit: every answer."""
KWIC_WIDTH = 30
"""Characters on both sides of a keyword in context."""
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
        found = glossary_rows(index, text, _sections(index, section), all_phrases=all_phrases)
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
        found = spread_records(index, text, _sections(index, section), all_phrases=all_phrases)
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
        return cast(list[Figure], _copied(figures_asked(index, kind, query, _sections(index, section), sort)[0]))

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
        sections = _sections(index, section)
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
        found = [row for index in _each(self._of(place, year)) for row in outline_rows(index, section, levels)]
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
        from hpreport.reading import MOST_CANDIDATES, nodes_meant, section_record

        found = [
            section_record(index, node, own=own, terms=terms)
            for index in _each(self._of(place, year))
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
        hits = index.search.find(text, within, most or ALL)[:most]
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
        named, of_part = _sections(index, section), index.sections("", part) if part else None
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


def _each(index: Reports) -> Sequence[Index]:
    """Return the reports one by one, the earliest first."""
    return [index] if isinstance(index, Index) else Opened(cast("Library", index))


def _sections(index: Reports, named: str | Iterable[str]) -> set[str] | None:
    """Return the sections that texts name and those below them, none where one names none; None for all."""
    found = [index.sections(name) for name in asked_for(named)]
    return (set[str]().union(*found) if all(found) else set()) if found else None


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


def asked_for(values: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the values of an option that may have one, several or none; an empty one asks nothing."""
    return tuple(filter(None, [values] if isinstance(values, str) else values or ()))


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
    from hpreport.differences import KINDS

    kinds = asked_for(kind)
    for one in kinds:
        _check_one_of("kind", one, KINDS)
    with closing(one_report(before)) as earlier, closing(one_report(after)) as later:
        return cast(list[Difference], list(difference_records(earlier, later, kinds)))


def difference_records(before: Index, after: Index, kinds: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield what is new in the later of two reports, and what is gone or changed, of these kinds or of the usual."""
    from hpreport.differences import KINDS, differences

    reports = {"before_report": before.info["report"], "after_report": after.info["report"]}
    for one in differences(before, after, kinds or KINDS[:3]):
        yield {**one._asdict(), **reports}


def glossary_rows(
    index: Reports, text: str, sections: set[str] | None, *, all_phrases: bool = False
) -> list[dict[str, Any]]:
    """Return the terms that have a text in name or explanation and that any of the sections uses, None for all.

    With `all_phrases` the phrases that nothing explains follow.
    """
    listed = [*index.terms, *(row for one in _each(index) if all_phrases for row in one.phrases)]
    return [placed(row, index.info_of(row["report"])) for row in _asked_terms(index, listed, text, sections)]


def _asked_terms(
    index: Reports, rows: Iterable[dict[str, Any]], text: str, sections: set[str] | None
) -> Iterator[dict[str, Any]]:
    """Yield the terms that have a text in name or explanation and that any of the sections uses, None for all."""
    from hpreport.text.fold import fold
    from hpreport.text.numerals import with_digits

    wanted = with_digits(fold(index.lookup.simplify(text))) if text else ""
    for row in rows if wanted or not text else ():
        uses = ({**mention, "report": row["report"]} for mention in row["mentions"])
        if any(wanted in with_digits(fold(row[name])) for name in ("term", "definition")) and (
            sections is None or any(index.key(use) in sections for use in uses)
        ):
            yield row


def spread_records(
    index: Reports, text: str, sections: set[str] | None, *, all_phrases: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield for each term, by the year in which it appears first, in how many reports of each year it is explained."""
    from hpreport.figures.across import place_names
    from hpreport.text.fold import fold

    names, years = place_names(index.infos), {report: report_year(info) for report, info in index.infos.items()}
    listed = chain(index.glossaries(), (row for one in _each(index) if all_phrases for row in one.phrases))
    found: dict[str, tuple[str, dict[int | None, dict[str, None]]]] = {}
    for row in _asked_terms(index, listed, text, sections):
        _, by_year = found.setdefault(fold(row["term"]), (row["term"], {}))
        by_year.setdefault(years[row["report"]], {})[row["report"]] = None
    of_reports = Counter(years.values())
    for term, by_year in sorted(found.values(), key=lambda one: min(map(_year_order, one[1]))):
        known: dict[str, None] = {}
        for year in sorted(by_year, key=_year_order):
            places = dict.fromkeys(names[report] for report in by_year[year])
            yield {
                "term": term,
                "year": year,
                "reports": len(by_year[year]),
                "of_reports": of_reports[year],
                "first": not known,
                "places": list(places),
                "new_places": [place for place in places if place not in known],
            }
            known |= places


def _year_order(year: int | None) -> tuple[bool, int]:
    """Return the key that sorts years, what has none behind them."""
    return year is None, year or 0


def outline_rows(index: Index, section: str, depth: int | None) -> list[dict[str, Any]]:
    """Return the nodes that a text names and all below them, of all where it is empty, down to so many levels."""
    named = index.sections(section) if section else None
    rows = [row for row in index.section_rows if named is None or row["id"] in named]
    top = min((row["level"] for row in rows), default=0) if section else 1
    return [row for row in rows if depth is None or row["level"] < top + depth]


def term_record(index: Reports, hit: TermHit, typed: str) -> dict[str, Any]:
    """Return what a look-up found for a query."""
    row = index.row(hit)
    found = {**row, "match": hit.match, "score": hit.score, "query": typed, "cite": index.cite_term(row)}
    return placed(found, index.info_of(row["report"]))


def passage_record(index: Reports, found: "PassageHit", typed: str, context: int = 0) -> dict[str, Any]:
    """Return a passage that a search found for a query, with `context` more sentences on each side of its quote."""
    from hpreport.passages.passage import snippet
    from hpreport.text.fold import search_form

    passage, term = found.passage, _explaining_term(index, found)
    where = {**index.where(passage.section), "line": passage.line}
    also = (search_form(term),) if term else ()
    words, own = (*found.words, *also), (*found.typed, *also)
    return {
        **where,
        "score": found.score,
        "quote": snippet(passage.text, words, context, headed=bool(passage.heading), typed=own),
        "text": passage.text,
        "match": found.match,
        "query": typed,
        "cite": index.cite(where),
        "term": term,
        **placed({}, index.info_of(where["report"])),
    }


BY = ("place", "year", "report")
"""What frequencies are counted by."""


def frequency_records(
    index: Reports, phrases: Iterable[str], by: str, sections: Collection[str] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield how often each phrase stands in the reports of each place or year, or in each report, zeros too."""
    from hpreport.figures.across import place_names

    infos, characters = index.infos, index.characters(sections)
    names = place_names(infos) if by == "place" else {report: info["place"] for report, info in infos.items()}
    groups: dict[tuple[str, int | None, str], list[str]] = {}
    for report, info in infos.items():
        year = report_year(info)
        keys = {"place": (names[report], None, ""), "year": ("", year, ""), "report": (names[report], year, report)}
        groups.setdefault(keys[by], []).append(report)
    order = sorted(groups, key=lambda key: (key[1] is None, key[1])) if by == "year" else list(groups)
    for phrase in phrases:
        counts = _counts(index, phrase, sections)
        for key in order:
            yield _frequency(phrase, key, [(characters[report], *counts[report]) for report in groups[key]])


def _counts(index: Reports, phrase: str, sections: Collection[str] | None) -> dict[str, tuple[int, int]]:
    """Return how often a phrase stands in each report, and in how many passages."""
    counts = dict.fromkeys(index.infos, (0, 0))
    for use in index.search.uses(phrase, sections):
        report = index.where(use.passage.section)["report"]
        times, passages = counts[report]
        counts[report] = times + len(use.spans), passages + 1
    return counts


def _frequency(phrase: str, key: tuple[str, int | None, str], reports: list[tuple[int, int, int]]) -> dict[str, Any]:
    characters, times, passages = map(sum, zip(*reports, strict=True))
    return {
        "query": phrase,
        **dict(zip(("place", "year", "report"), key, strict=True)),
        "occurrences": times,
        "frequency": round(times * 10_000 / characters, 4) if characters else None,
        "passages": passages,
        "reports_with": sum(times > 0 for _, times, _ in reports),
        "reports": len(reports),
        "characters": characters,
    }


MATRIX = ("report", "place", "year", "reports", "characters")
"""The fields of a row of the matrix that are no phrases."""


def matrix_records(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Yield, from frequencies, a row for each report, place or year: how often each phrase stands there."""
    matrix: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        own = matrix.setdefault(tuple(row[name] for name in BY), {name: row[name] for name in MATRIX})
        own[matrix_field(row["query"])] = row["occurrences"]
    yield from matrix.values()


def matrix_field(phrase: str) -> str:
    """Return the name of a phrase's column in the matrix."""
    return f"“{phrase}”" if phrase in MATRIX else phrase


def kwic_records(index: Reports, typed: str, sections: Collection[str] | None, width: int) -> Iterator[dict[str, Any]]:
    """Yield each place where the phrase that a query makes stands, with so many characters on both sides."""
    from hpreport.text.fold import search_form_with_offsets

    for use in index.search.uses(typed, sections):
        text, (_, offsets) = use.passage.text, search_form_with_offsets(use.passage.text)
        where = {**index.where(use.passage.section), "line": use.passage.line}
        for span in use.spans:
            start, end = offsets[span[0]], offsets[span[1] - 1] + 1
            row = {
                **{name: where[name] for name in ("report", "section", "line")},
                "left": text[max(start - width, 0) : start],
                "keyword": text[start:end],
                "right": text[end : end + width],
                "query": typed,
                "cite": index.cite(where),
            }
            yield placed(row, index.info_of(where["report"]))


def _explaining_term(index: Reports, found: "PassageHit") -> str:
    """Return the first term of a passage whose explanation has a word that its text lacks, as printed."""
    from hpreport.text.fold import search_form
    from hpreport.text.matcher import has

    passage = found.passage
    lacking = [word for word in found.words if not has(passage.key, word) and has(passage.notes, word)]
    terms = index.terms_in(passage.section, passage.line) if lacking else []
    explained = ((row["term"], search_form(row["definition"])) for row in terms)
    return next((term for term, text in explained if any(has(text, word) for word in lacking)), "")


def use_records(index: Reports, uses: "Iterable[scanner.TermRef]", file: str = "-") -> Iterator[dict[str, Any]]:
    """Yield the uses of terms in a text, each with the explanation of its term."""
    terms = index.terms
    for use in uses:
        term = terms[use.term]
        as_printed = use.text in (term["term"], term["headword"])
        yield _use_record(use, term, "exact" if as_printed else "folded", file)


def doubt_records(index: Reports, lines: Iterable[str], file: str = "-") -> Iterator[dict[str, Any]]:
    """Yield the near misses of terms in a text, and the phrases in quotation marks that nothing explains."""
    from hpreport.terms.scanner import Checker

    for doubt in Checker(index.terms, index.lookup.find, index.scanner).check(lines):
        term = index.row(doubt.hit) if doubt.hit else {"term": "", "definition": ""}
        yield _use_record(doubt, term, doubt.match, file)


def _use_record(place: Any, term: Mapping[str, Any], match: str, file: str) -> dict[str, Any]:
    return {
        "line": place.line,
        "column": place.column,
        "text": place.text,
        "term": term["term"],
        "definition": term["definition"],
        "match": match,
        "file": file,
    }


def figures_asked(
    index: Reports, kind: str, query: "FigureQuery", sections: set[str] | None, sort: str, *, cited: bool = True
) -> tuple[list[dict[str, Any]], "FigureQuery"]:
    """Return the figures of a kind that a query wants, in the order that `sort` names, and the query as it was meant.

    Where there are none and the text names a year too (2024年GDP), those of that year. With `sections`, as
    `Reports.sections` names them, only those in these. Where they are not `cited`, their source is left empty.
    """
    from hpreport.figures.select import Years, with_year

    found = _figure_records(index, kind, query, sections, sort, cited=cited)
    text, year = with_year(query.text)
    if found or year is None or any(query.years):
        return found, query
    of_year = query._replace(text=text, years=Years(year, year))
    return _figure_records(index, kind, of_year, sections, sort, cited=cited), of_year


def _figure_records(
    index: Reports, kind: str, query: "FigureQuery", sections: set[str] | None, sort: str, *, cited: bool
) -> list[dict[str, Any]]:
    from hpreport.figures.select import SECTION

    # sentences matter only where no indicator is named
    ways = (False,) if query.by_section else (True, False)
    chosen = next(filter(None, (_chosen_figures(index, kind, query, sections, named=way) for way in ways)), [])
    matches = {id(row): match for row, match in chosen}
    ordered = _ordered([row for row, _ in chosen], sort)
    if not sort:  # those of the indicator first, of every report
        ordered.sort(key=lambda row: matches[id(row)] == SECTION)
    return [with_cite(row, index.cite(row) if cited else "", match=matches[id(row)]) for row in ordered]


def _chosen_figures(
    index: Reports, kind: str, query: "FigureQuery", sections: set[str] | None, *, named: bool
) -> list[tuple[Row, str]]:
    """Return the figures of a kind that a query wants, with what has its words; `named` is as in `figures_about`."""
    from hpreport.figures.select import select

    own = (row for row in index.figures_about(query.text, kind, named=named) if row["kind"] == kind)
    inside = [row for row in own if sections is None or index.key(row) in sections]
    return select(inside, query, index.names, lambda row: _headings(index, row))


def _headings(index: Reports, row: Row) -> list[str]:
    """Return the headings that a figure stands under, without that of the part, which tells no topic."""
    headings: list[str] = index.where(index.key(row))["headings"]
    return headings[1:]


def comparisons(index: Index, query: "FigureQuery", sections: set[str] | None = None, sort: str = "") -> list[Row]:
    """Return the results beside targets that a query means, with their sources, in the order that `sort` names.

    A year in its text is that of the result or of the target. With `sections`, as `Reports.sections` names them, only
    pairs of which the result or the target stands in these.
    """
    from hpreport.figures.select import has_unit, select, sort_comparisons, with_year

    own = [dict(row, year=None, headline=False, indicator=row["topic"], quote="") for row in index.comparisons]
    inside = [row for row in own if sections is None or sections.intersection(index.sections_of(row))]
    rows = [row for row in inside if not query.units or has_unit(row["unit"], *query.units)]

    def headings(row: Row) -> list[str]:
        return [heading for section in index.sections_of(row) for heading in index.outline.headings(section)[1:]]

    def chosen(among: Sequence[Row], text: str) -> list[tuple[Row, str]]:
        return select(among, query._replace(text=text, units=()), index.names, headings)

    words, year = with_year(query.text)
    of_year = [row for row in rows if year in (row["result_year"], row["target_year"])]
    found = chosen(rows, query.text) or (chosen(of_year, words) if year else [])
    return [index.cited_comparison(row, match) for row, match in sort_comparisons(found, sort)]


def shared_indicators(
    index: Reports, query: "FigureQuery", sections: set[str] | None = None, sort: str = ""
) -> "list[Shared]":
    """Return the indicators that a query may be about and that two or more reports state; see `comparisons`."""
    from hpreport.figures.across import side_by_side, sort_shared
    from hpreport.figures.select import select

    inside = [row for row in index.figures_about(query.text) if sections is None or index.key(row) in sections]
    chosen = select(inside, query, index.names, lambda row: _headings(index, row))
    rows = [dict(row, match=match) for row, match in chosen]
    return sort_shared(side_by_side(rows, index.names.groups, index.infos), sort)


def shared_records(index: Reports, shared: "Shared") -> Iterator[dict[str, Any]]:
    """Yield a shared indicator's result and target of each report, with their sources; what it lacks is None."""
    from hpreport.figures.across import KINDS, comparison_rows

    for row in comparison_rows(shared):
        figures = {kind: shared.figures.get((row["report"], kind)) for kind in KINDS}
        cites = {f"{kind}_cite": figure and index.cite(figure) for kind, figure in figures.items()}
        yield {**row, **cites, "match": shared.match}


def trend_series(index: Reports, text: str, kind: str, years: "Years", *, all_periods: bool = False) -> "list[Series]":
    """Return the series of the indicator that a text names, of whole years among `years`.

    With `all_periods` there are others beside them.

    Where there are none and the text names a year too (2021年GDP), those of that year.
    """
    from hpreport.figures.across import trend
    from hpreport.figures.select import with_year

    def series_of(words: str, year: int | None) -> "list[Series]":
        named = [row for row in index.figures_named(words) if kind in ("", row["kind"])]
        rows = [row for row in named if year in (None, row["year"]) and row["year"] in years]
        return trend(rows, words, index.names.groups, index.infos, all_periods=all_periods)

    words, year = with_year(text)
    return series_of(text, None) or (series_of(words, year) if year and words else [])


def point_records(index: Reports, found: "Iterable[Series]") -> Iterator[dict[str, Any]]:
    """Yield the points of series, each with its place and its source."""
    for series in found:
        for (year, _), figure in sorted(series.points.items()):
            yield with_cite({**figure, "year": year, "topic": series.topic}, index.cite(figure), Point)


def panel_asked(index: Reports, indicators: Sequence[str], years: "Years", kind: str = "") -> "Panel":
    """Return the panel of indicators."""
    asked = [(text, [row for row in index.figures_named(text) if kind in ("", row["kind"])]) for text in indicators]
    return _panel_of(index, asked, years)


def _panel_of(index: Reports, asked: Sequence[tuple[str, Sequence[dict[str, Any]]]], years: "Years") -> "Panel":
    """Return the panel of indicators, each with the figures that may be of it."""
    from hpreport.figures.panel import make_panel

    return make_panel(asked, index.names.groups, index.infos, years)


def outcomes_asked(index: Reports, indicators: Sequence[str], years: "Years") -> "Panel":
    """Return the panel of indicators, or where none is named of all that a report has among its main targets."""
    if indicators:
        return panel_asked(index, indicators, years)
    rows = index.figures_about("")
    by_topic: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["headline"] and row["kind"] == "target":
            by_topic.setdefault(row["topic"], [])
    for row in rows:
        if row["topic"] in by_topic:
            by_topic[row["topic"]].append(row)
    return _panel_of(index, list(by_topic.items()), years)


def outcome_records(panel: "Panel") -> Iterator[dict[str, Any]]:
    """Yield the targets of a panel, each with what became of it."""
    from hpreport.figures.panel import number_of, outcomes

    for (place, year), column, target, stated, status in outcomes(panel):
        aim, reached = number_of(target), number_of(stated) if stated else None
        yield {
            "place": place,
            "year": year,
            **{name: getattr(column, name) for name in ("topic", "measure", "unit")},
            "target": aim.value,
            "target_max": aim.highest,
            "bound": aim.bound,
            "result": reached and reached.value,
            "difference": reached and round(reached.value - aim.value, 6),
            "status": status,
            "target_text": target["text"],
            "result_text": stated["text"] if stated else "",
            "target_report": target["report"],
            "target_line": target["line"],
            "result_report": stated["report"] if stated else "",
            "result_line": stated["line"] if stated else None,
            **panel.division(place),
        }


def panel_records(index: Reports, panel: "Panel") -> Iterator[dict[str, Any]]:
    """Yield the figures of a panel, by place, year and series, each with its source."""
    for (place, year), cells in panel.rows():
        for column, cell in cells.items():
            for figure in cell.figures:
                own = {"place": place, "year": year, "topic": column.topic, "status": cell.status(figure)}
                own |= panel.division(place)
                yield with_cite({**figure, **own}, index.cite(figure), PanelFigure)


def gap_records(panel: "Panel") -> Iterator[dict[str, Any]]:
    """Yield the cells of a panel's grid, each with whether it has a number, or why not."""
    from hpreport.figures.panel import coverage

    for (place, year), column, gap in coverage(panel):
        yield {
            "place": place,
            "year": year,
            **{name: getattr(column, name) for name in ("topic", "kind", "measure", "unit")},
            "status": gap.status,
            "report": gap.report,
            "line": gap.figure["line"] if gap.figure else None,
            "text": gap.figure["text"] if gap.figure else "",
            "column": column.name,
            **panel.division(place),
        }


def _ordered(rows: Sequence[Row], sort: str) -> list[Row]:
    """Return the rows in their order, those of one report after another; the largest value first of all reports."""
    from hpreport.figures.select import sort_figures

    if sort == "value":
        return sort_figures(rows, sort)
    return [row for _, own in groupby(rows, itemgetter("report")) for row in sort_figures(list(own), sort)]
