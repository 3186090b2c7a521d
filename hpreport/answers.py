"""Answers as records of the contract: what the command line prints and what `hpreport.load()` returns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from hpreport.chosen import Reports

if TYPE_CHECKING:
    from hpreport.lookup import Hit
    from hpreport.lookup.figures import FigureQuery
    from hpreport.lookup.scan import Use
    from hpreport.lookup.search import Found
    from hpreport.lookup.trend import Series

Row = Mapping[str, Any]


def term_record(index: Reports, hit: "Hit", typed: str) -> dict[str, Any]:
    """Return what a look-up found for a query."""
    row = index.row(hit)
    return {**row, "match": hit.match, "score": hit.score, "query": typed, "cite": index.cite_term(row)}


def passage_record(index: Reports, found: "Found", typed: str, context: int = 0) -> dict[str, Any]:
    """Return a passage that a search found for a query, with `context` more sentences on each side of its quote."""
    from hpreport.lookup.snippet import snippet

    passage = found.passage
    where = {**index.where(passage.section), "line": passage.line}
    return {
        **where,
        "score": found.score,
        "quote": snippet(passage.text, found.words, context, headed=bool(passage.heading)),
        "text": passage.text,
        "match": found.match,
        "query": typed,
        "cite": index.cite(where),
    }


def use_records(index: Reports, uses: Iterable["Use"]) -> Iterator[dict[str, Any]]:
    """Yield the uses of terms in a text, each with the explanation of its term."""
    terms = index.terms
    for use in uses:
        term = terms[use.term]
        yield {
            "line": use.line,
            "column": use.column,
            "text": use.text,
            "term": term["term"],
            "definition": term["definition"],
        }


def figure_records(
    index: Reports, rows: Sequence[Row], query: "FigureQuery", sections: set[str] | None, sort: str
) -> list[dict[str, Any]]:
    """Return the figures among `rows` that a query wants, in the order that `sort` names, each with its source.

    With `sections`, as `Index.sections` names them, only those in these.
    """
    from hpreport.lookup.figures import select

    inside = [row for row in rows if sections is None or index.key(row) in sections]
    return [{**row, "cite": index.cite(row)} for row in _ordered(select(inside, query, index.names), sort)]


def trend_series(index: Reports, text: str, place: str = "", kind: str = "") -> "list[Series]":
    """Return the series of the indicator that a text names, in places or reports whose names have `place`.

    Where there are none and the text names a year too (2021年GDP), those of that year.
    """
    from hpreport.fold import fold
    from hpreport.lookup.figures import with_year
    from hpreport.lookup.trend import trend

    def series_of(words: str, year: int | None) -> "list[Series]":
        named = [row for row in index.figures_named(words) if kind in ("", row["kind"])]
        rows = [row for row in named if year in (None, row["year"])]
        return trend(rows, words, index.names.groups, index.infos)

    def is_meant(series: "Series") -> bool:
        names = (series.place, *(row["report"] for row in series.points.values()))
        return any(fold(place) in fold(name) for name in names)

    words, year = with_year(text)
    found = series_of(text, None) or (series_of(words, year) if year else [])
    return list(filter(is_meant, found))


def point_records(index: Reports, found: "Iterable[Series]") -> Iterator[dict[str, Any]]:
    """Yield the points of series, each with its place and its source."""
    for series in found:
        for (year, _), figure in sorted(series.points.items()):
            place = index.infos[figure["report"]]["place"]
            yield {**figure, "year": year, "place": place, "topic": series.topic, "cite": index.cite(figure)}


def _ordered(rows: Sequence[Row], sort: str) -> list[Row]:
    """Return the rows in their order, those of one report after another; the largest value first of all reports."""
    from hpreport.lookup.figures import in_order

    if sort == "value":
        return in_order(rows, sort)
    return [row for _, own in groupby(rows, itemgetter("report")) for row in in_order(list(own), sort)]
