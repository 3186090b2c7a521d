"""Questions to reports answered as records of the contract, for the Python API and for the command line.

A question that one index and many reports answer takes `Reports`; which nodes of the outline a text means is told of
one index.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from hpreport.index.index import Index
from hpreport.records import (
    PanelFigure,
    Point,
    Row,
    placed,
    report_year,
    with_cite,
)
from hpreport.reports import Opened, Reports, TermHit

if TYPE_CHECKING:
    from hpreport.figures.across import Series, Shared
    from hpreport.figures.panel import Panel
    from hpreport.figures.select import FigureQuery, Years
    from hpreport.library.library import Library
    from hpreport.passages.search import PassageHit
    from hpreport.terms import scanner

NO_LIMIT = -1
"""As a limit: every answer."""
KWIC_WIDTH = 30
"""Characters on both sides of a keyword in context."""


def each_index(index: Reports) -> Sequence[Index]:
    """Return the reports one by one, the earliest first."""
    return [index] if isinstance(index, Index) else Opened(cast("Library", index))


def sections_named(index: Reports, named: str | Iterable[str]) -> set[str] | None:
    """Return the sections that texts name and those below them, none where one names none; None for all."""
    found = [index.sections(name) for name in asked_for(named)]
    return (set[str]().union(*found) if all(found) else set()) if found else None


def asked_for(values: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the values of an option that may have one, several or none; an empty one asks nothing."""
    return tuple(filter(None, [values] if isinstance(values, str) else values or ()))


def difference_records(before: Index, after: Index, kinds: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield what is new in the later of two reports, and what is gone or changed, of these kinds or of the usual."""
    from hpreport.library.differences import KINDS, differences

    reports = {"before_report": before.info["report"], "after_report": after.info["report"]}
    for one in differences(before, after, kinds or KINDS[:3]):
        yield {**one._asdict(), **reports}


def glossary_rows(
    index: Reports, text: str, sections: set[str] | None, *, all_phrases: bool = False
) -> list[dict[str, Any]]:
    """Return the terms that have a text in name or explanation and that any of the sections uses, None for all.

    With `all_phrases` the phrases that nothing explains follow.
    """
    listed = [*index.terms, *(row for one in each_index(index) if all_phrases for row in one.phrases)]
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
    listed = chain(index.glossaries(), (row for one in each_index(index) if all_phrases for row in one.phrases))
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
PLACE_YEAR = "place and year"
"""What they are counted by where they are drawn as curves of places."""


def frequency_records(
    index: Reports, phrases: Iterable[str], by: str, sections: Collection[str] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield how often each phrase stands in the reports of each place or year, or in each report, zeros too.

    `by` may be `PLACE_YEAR` too: each place in each year.
    """
    from hpreport.figures.across import place_names

    infos, characters = index.infos, index.characters(sections)
    names = {report: info["place"] for report, info in infos.items()}
    names |= place_names(infos) if by in ("place", PLACE_YEAR) else {}
    groups: dict[tuple[str, int | None, str], list[str]] = {}
    for report, info in infos.items():
        year = report_year(info)
        keys = {
            "place": (names[report], None, ""),
            "year": ("", year, ""),
            "report": (names[report], year, report),
            PLACE_YEAR: (names[report], year, ""),
        }
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
    """Return the first term of a passage whose explanation has a word that its text lacks, as printed.

    Other words for those that were typed count only where the text has none that was typed.
    """
    from hpreport.text.fold import search_form
    from hpreport.text.matcher import has

    passage = found.passage
    words = found.typed if any(has(passage.key, word) for word in found.typed) else found.words
    lacking = [word for word in words if not has(passage.key, word) and has(passage.notes, word)]
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


MOST_CANDIDATES = 10
"""Nodes that a text may mean, of which the reader is to choose."""
_ID = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}")
"""What is an outline id and no year or number of the text."""


class Node(NamedTuple):
    """A node of the outline that a text means."""

    section: str
    lines: frozenset[int] | None = None
    """Lines of the paragraphs in it that are meant, where it was a paragraph that had the words; None for all."""

    def has(self, line: int) -> bool:
        """Tell whether a line of it is meant."""
        return self.lines is None or line in self.lines


def is_outline_id(typed: str) -> bool:
    """Tell whether a text can only be the id of a node."""
    return _ID.fullmatch(typed) is not None


def nodes_named(index: Index, typed: str) -> list[str]:
    """Return the ids of the nodes that a text names, by id, number or heading, also in traditional characters."""
    return index.outline.find(typed) or index.outline.find(index.search.simplified(typed))


def nodes_meant(index: Index, typed: str) -> list[Node]:
    """Return the nodes that a text means: by id or heading, by a phrase in them, by a likeness, by words.

    Of an id those of that id alone; none where the report has no such node.
    """
    from hpreport.passages.search import ALL, PHRASE, SOME, SYNONYM

    named = list(map(Node, nodes_named(index, typed)))
    if named or is_outline_id(typed):
        return named
    alike = _of_passages(index, typed, (PHRASE,)) or list(map(Node, index.outline.near(typed)))
    return alike or _of_passages(index, typed, (ALL, SYNONYM, SOME))


def _of_passages(index: Index, typed: str, matches: Collection[str]) -> list[Node]:
    """Return the nodes of the passages that a search finds, those of the best kind of match, with their lines."""
    hits = index.search.find(typed)
    best = [hit.passage for hit in hits if hit.match in matches and hit.match == hits[0].match]
    nodes = dict.fromkeys(passage.section for passage in best)
    return [Node(node, frozenset(p.line for p in best if p.section == node)) for node in nodes]


def _inside(index: Index, node: Node, *, own: bool) -> list[str]:
    return [node.section] if own or node.lines else index.outline.below(node.section)


def section_record(index: Index, node: Node, *, own: bool = False, terms: bool = True) -> dict[str, Any]:
    """Return a node as a record of `section`, its text with that of the nodes below it, in the order of the report.

    With `own` only its own paragraphs; without `terms` the list of the terms that it uses is empty.
    """
    ids = set(_inside(index, node, own=own))

    def here(place: Mapping[str, Any]) -> bool:
        return place["section"] in ids and node.has(place["line"])

    row = next(row for row in index.tables["sections"] if row["id"] == node.section)
    line = min(node.lines) if node.lines else row["line"]
    paragraphs = sorted((p.line, p.text) for p in index.search.passages if p.section in ids and node.has(p.line))
    used = [term for term in index.terms if terms and any(map(here, term["mentions"]))]
    return {
        **row,
        "line": line,
        "text": "\n".join(text for _, text in paragraphs),
        "headings": index.outline.headings(node.section),
        "figures": list(filter(here, index.tables["figures"])),
        "terms": [{name: term[name] for name in ("term", "headword", "definition", "line")} for term in used],
        "cite": index.cite({"section": node.section, "line": line}),
    }


def figures_in(index: Index, nodes: Collection[Node], *, own: bool = False) -> list[dict[str, Any]]:
    """Return the figures that stand in any of the nodes, in the report's order, each with its source."""
    inside = [(node, set(_inside(index, node, own=own))) for node in nodes]
    return [
        with_cite(row, index.cite(row))
        for row in index.figures
        if any(row["section"] in ids and node.has(row["line"]) for node, ids in inside)
    ]
