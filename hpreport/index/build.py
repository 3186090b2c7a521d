"""From a text to an index: the report that the parser reads, the tables made of it, the files that keep them."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from hpreport.index.compiled import write_tables
from hpreport.index.paths import WORDS, data_dir
from hpreport.model import Report


def build_report(
    text_file: Path, *, report_id: str | None = None, place: str = "", plan_year: int | None = None
) -> Report:
    """Return the report parsed from a file, with the editorial knowledge of the bundled data applied.

    `report_id`, `place` and `plan_year` go before what the file tells. Raises `DataError` where it cannot be read.
    """
    from hpreport.figures.indicators import topic_of, topics_by_name
    from hpreport.files import read_bytes
    from hpreport.index.editorial import load_aliases, load_indicators, load_readings
    from hpreport.parse import Editorial, Overrides, parse_report
    from hpreport.parse.files.read import LARGEST, read_document
    from hpreport.text.sanitize import no_surrogates

    data = read_bytes(text_file, LARGEST + 1)
    text, notes = read_document(data, str(text_file))
    report = parse_report(
        text,
        report_id=report_id or no_surrogates(text_file.stem),
        source=no_surrogates(text_file.name),
        sha256=hashlib.sha256(data).hexdigest(),
        editorial=Editorial(load_aliases(data_dir()), load_readings(data_dir())),
        overrides=Overrides(no_surrogates(place), plan_year),
    )
    topics = topics_by_name({full: names.same for full, names in load_indicators(data_dir()).items()})
    figures = tuple(replace(f, topic=topic_of(f.indicator, topics)) for f in report.figures)
    return replace(report, figures=figures, warnings=(*notes, *report.warnings))


def compile_tables(report: Report) -> dict[str, Any]:
    """Return the tables that commands read, each of plain JSON values."""
    from hpreport.figures.indicators import indicator_groups
    from hpreport.figures.pairs import compare_figures
    from hpreport.index.editorial import load_comparable, load_indicators
    from hpreport.passages.tables import search_tables
    from hpreport.records import (
        comparison_row,
        figure_row,
        info_row,
        not_figure_row,
        phrase_row,
        section_rows,
        term_row,
    )
    from hpreport.terms.tables import lookup_tables
    from hpreport.text.lexicon import load_characters

    tables = {
        "info": info_row(report),
        "terms": [term_row(report, term) for term in report.terms],
        "phrases": [phrase_row(report, phrase) for phrase in report.phrases],
        "sections": section_rows(report),
        "figures": [figure_row(report, figure) for figure in report.figures],
        "not_figures": [not_figure_row(report, number) for number in report.not_figures],
        "comparisons": [comparison_row(pair) for pair in compare_figures(report, load_comparable(data_dir()))],
        "indicators": indicator_groups({full: n.all for full, n in load_indicators(data_dir()).items()}),
        **lookup_tables(report, load_characters(data_dir())),
        **search_tables(report),
    }
    return {**tables, WORDS: _completions(report, tables)}


def _completions(report: Report, tables: Mapping[str, Any]) -> dict[str, str]:
    """Return what completes the values that commands take, a text a kind of value."""
    from hpreport.index.candidates import FIGURE, as_text, candidate
    from hpreport.outline import Outline, numbered
    from hpreport.records import report_year

    nodes = Outline(tables["outline"]).nodes.values()
    figures = dict.fromkeys(tuple(str(row[name] or "") for name in FIGURE) for row in tables["figures"])
    return {
        "terms": as_text(_words(report)),
        "sections": as_text(candidate(node.id, numbered(node), node.heading) for node in nodes),
        "figures": as_text(figures),
        "topics": as_text(candidate(row["topic"], row["target_text"]) for row in tables["comparisons"]),
        "about": as_text([[report.place, str(report_year(tables["info"]) or "")]]),
    }


def _words(report: Report) -> Iterable[list[str]]:
    """Return what completes a query: each term with its usual spellings, lower case."""
    from hpreport.index.candidates import candidate
    from hpreport.terms.query import usual_queries

    words: dict[str, list[str]] = {}
    for term in report.terms:
        spellings = [query.lower() for query in usual_queries(term.term, term.headword, term.pinyin) if len(query) > 1]
        words.setdefault(term.term, candidate(term.term, term.definition, *spellings))
    return words.values()


def save_index(path: Path, text: str, report: Report, ready: Callable[[Mapping[str, Any]], Mapping[str, str]]) -> None:
    """Write a YAML index and its compiled form beside it. Raises `DataError` where they cannot be written.

    `ready` returns the answers that the compiled form keeps for the quickest path, given the tables of the index.
    """
    from hpreport.files import is_plain, write_text
    from hpreport.index.paths import READY

    write_text(path, text)
    if is_plain(path):
        tables = compile_tables(report)
        write_tables({**tables, READY: dict(ready(tables))}, path, text.encode("utf-8"))
