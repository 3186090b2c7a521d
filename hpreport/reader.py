"""Reports for Python programs: `hpreport.load()`."""

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TypedDict, Unpack, cast

from hpreport.answers import figure_records, passage_record, point_records, term_record, trend_series, use_records
from hpreport.chosen import Reports, choose
from hpreport.lookup.figures import SORTS, FigureQuery, meant, with_year
from hpreport.lookup.sidebyside import comparison_rows, side_by_side
from hpreport.records import Comparison, Figure, FoundTerm, Info, Passage, Point, Section, Term, Use


class FigureOptions(TypedDict, total=False):
    """What may be asked of figures besides their text."""

    year: int | None
    headline: bool
    """Only the main results of the year, or the main targets."""
    section: str
    """An outline id, or words of a heading: only what stands in it and below."""
    unit: str
    """As printed, or without its multiplier: 元 is 亿元 too."""
    sort: str
    """`value` (largest first), `line` or `section`; else the headline first, then by section."""


class Reader:
    """One report, or several of the library, ready for questions.

    Every method returns records of the output contract as plain dictionaries, in the order in which the command of the
    same name prints them, and an empty list where there is no answer. A query may be anything; nothing is printed.
    """

    def __init__(self, index: Reports) -> None:
        """Take an opened index; `hpreport.load` opens one."""
        self._index = index

    @property
    def reports(self) -> list[Info]:
        """What each report is, the earliest first."""
        return cast(list[Info], list(self._index.infos.values()))

    def lookup(self, query: str, *, exact: bool = False, limit: int | None = None) -> list[FoundTerm]:
        """Return the terms that a query means: one where it is clear, several as good as it, or none.

        With `exact` only the term as printed or written otherwise, its aliases, and phrases without an explanation.
        """
        hits = self._index.lookup.find(query, exact=exact)[:limit]
        return cast(list[FoundTerm], [term_record(self._index, hit, query) for hit in hits])

    def terms(self) -> list[Term]:
        """Return the glossary in the report's order; of several reports each term once, as the latest explains it."""
        return cast(list[Term], self._index.terms)

    def targets(self, text: str = "", **asked: Unpack[FigureOptions]) -> list[Figure]:
        """Return the figures that the report aims at; what may be asked is said at `results`."""
        return self._figures("target", text, asked)

    def results(self, text: str = "", **asked: Unpack[FigureOptions]) -> list[Figure]:
        """Return the figures that the report has reached, the headline first, then by section.

        `text` are words of the indicator or short for it, as `--grep` takes them; `FigureOptions` says what else may be
        asked. Raises `ValueError` where there is no such order.
        """
        return self._figures("result", text, asked)

    def _figures(self, kind: str, text: str, asked: FigureOptions) -> list[Figure]:
        sort, year, section = asked.get("sort", ""), asked.get("year"), asked.get("section", "")
        if sort not in ("", *SORTS):
            raise ValueError(f"sort must be one of {', '.join(SORTS)}")
        sections = self._index.sections(section) if section else None
        for words, when in ((text, year), with_year(text)) if year is None else ((text, year),):
            own = [row for row in self._index.figures_about(words) if row["kind"] == kind]
            query = FigureQuery(words, when, asked.get("headline", False), asked.get("unit", ""))
            if found := figure_records(self._index, own, query, sections, sort):
                return cast(list[Figure], found)
        return []

    def compare(self, text: str = "") -> list[Comparison]:
        """Return results beside the targets for the same thing; of several reports what two or more of them state."""
        index = self._index
        if not index.many:
            return cast(list[Comparison], meant(index.comparisons, "topic", text, index.names))
        shared = side_by_side(index.figures_about(text), index.names.groups, index.infos)
        return cast(list[Comparison], [row for one in shared for row in comparison_rows(one)])

    def trend(self, text: str, *, place: str = "") -> list[Point]:
        """Return the numbers of one indicator by place and year; with `place` only of places so named.

        Of a year and kind there is one number a place; what is said of several years together is left out.
        """
        return cast(list[Point], list(point_records(self._index, trend_series(self._index, text, place))))

    def sections(self) -> list[Section]:
        """Return the parts, sections and items with their text, in the report's order; `0` is what stands before."""
        return cast(list[Section], self._index.section_rows)

    def search(self, text: str, *, section: str = "", limit: int | None = None) -> list[Passage]:
        """Return the paragraphs that answer a query, best first; with `section` only those in it and below."""
        within = self._index.sections(section) if section else None
        hits = self._index.search.find(text, within)[:limit]
        return cast(list[Passage], [passage_record(self._index, hit, text) for hit in hits])

    def scan(self, text: str | Iterable[str]) -> list[Use]:
        """Return the terms that a text uses, a string or its lines, with line and column, both from 1."""
        lines = text.splitlines(keepends=True) if isinstance(text, str) else text
        return cast(list[Use], list(use_records(self._index, self._index.scanner.scan(lines))))


def load(index: str | PathLike[str] | None = None, *, report: str | Iterable[str] | None = None) -> Reader:
    """Return a reader of the bundled report, of a YAML index, or of reports of the library.

    `index` is the path of an index; `report` is the id of a report of the library, several of them, or `"all"`. Raises
    `hpreport.DataError` where a file cannot be read or is no index, and `hpreport.UsageError` where the library has no
    such report or both are given.

    >>> load().lookup("三保")[0]["definition"]
    '保基本民生、保工资、保运转。'
    """
    reports = [report] if isinstance(report, str) else list(report or ())
    return Reader(choose(None if index is None else Path(index), reports))
