"""From a text to an index: the report that the parser reads, the tables made of it, the files that keep them.

What no parser can infer is applied on the way, from the YAML files kept by hand beside the bundled index.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from hpreport.errors import DataError
from hpreport.files import read_bytes
from hpreport.index.compiled import write_tables
from hpreport.index.paths import WORDS, data_dir
from hpreport.index.yaml import Reader, plain
from hpreport.model import Report
from hpreport.passages.query import LIGHT
from hpreport.text.fold import PAUSE, phrase_of
from hpreport.text.lexicon import plainly

if TYPE_CHECKING:
    from hpreport.parsing import Editorial, Overrides


def build_report(
    text_file: Path, *, report_id: str | None = None, place: str = "", plan_year: int | None = None
) -> Report:
    """Return the report parsed from a file, with the editorial knowledge of the bundled data applied.

    `report_id`, `place` and `plan_year` go before what the file tells. Raises `DataError` where it cannot be read.
    """
    from hpreport.files import read_bytes
    from hpreport.parsing import Overrides
    from hpreport.parsing.files.read import LARGEST

    data = read_bytes(text_file, LARGEST + 1)
    said = Overrides(place, plan_year)
    return report_of(data, str(text_file), text_file.name, report_id=report_id or text_file.stem, overrides=said)


def report_of(data: bytes, label: str, source: str, *, report_id: str, overrides: "Overrides") -> Report:
    """Return the report in the bytes of a file as `build_report` does; messages call it `label`, the index `source`."""
    from hpreport.parsing import parse_report
    from hpreport.parsing.files.read import read_document
    from hpreport.text.sanitize import no_surrogates

    text, notes = read_document(data, label)
    report = parse_report(
        text,
        report_id=no_surrogates(report_id),
        source=no_surrogates(source),
        sha256=hashlib.sha256(data).hexdigest(),
        editorial=_knowledge(data_dir()).editorial,
        overrides=replace(overrides, place=no_surrogates(overrides.place)),
    )
    return _with_topics(replace(report, warnings=(*notes, *report.warnings)))


def named_after_place(report: Report) -> Report:
    """Return a report with an id: where it has none, its place and year. Raises `DataError` where none tells these."""
    if report.id:
        return report
    if not (report.place and report.plan_year):
        raise DataError("标准输入没有文件名，也没有认出地区和年份，请用 --id 起名")
    return replace(report, id=f"{report.place}-{report.plan_year}")


def changed_report(report: Report, *, report_id: str | None, place: str, plan_year: int | None) -> Report:
    """Return a report with another id, place or year than was recognised: what depends on them is read again.

    The warnings that ask for what is said now are settled.
    """
    from hpreport.parsing import reread_figures
    from hpreport.parsing.divisions import locate

    options = [option for option, value in (("--place", place), ("--year", plan_year)) if value]
    kept = tuple(one for one in report.warnings if not any(option in one for option in options))
    report = replace(report, id=report_id or report.id, place=place or report.place, warnings=kept)
    if plan_year and plan_year != report.plan_year:
        report = reread_figures(replace(report, plan_year=plan_year, result_year=plan_year - 1))
        report = _with_topics(report)
    if options:
        text = "\n".join(p.text for section in report.sections for p in section.paragraphs)
        located = locate(report.place, report.plan_year, text)
        doubt = (located.doubt,) if located.doubt and located.doubt not in kept else ()
        report = replace(report, place_code=located.code, level=located.level, warnings=(*doubt, *kept))
    return report


def _with_topics(report: Report) -> Report:
    """Return a report whose figures have the names that their indicators have in all reports."""
    from hpreport.figures.indicators import topic_of

    topics = _knowledge(data_dir()).topics
    named = {name: topic_of(name, topics) for name in {figure.indicator for figure in report.figures}}
    return replace(report, figures=tuple(replace(f, topic=named[f.indicator]) for f in report.figures))


class _Knowledge(NamedTuple):
    """The editorial knowledge that is applied to every report."""

    editorial: "Editorial"
    topics: Mapping[str, str]
    """Full name of an indicator by its folded names."""
    groups: Sequence[Sequence[str]]
    """The names of each indicator, as `matching` takes them."""
    comparable: Mapping[str, Sequence[Mapping[str, str]]]


@cache
def _knowledge(folder: Path) -> _Knowledge:
    """Return what the hand-kept files of a folder say, which are read once."""
    from hpreport.figures.indicators import indicator_groups, topics_by_name
    from hpreport.parsing import Editorial

    indicators = load_indicators(folder)
    return _Knowledge(
        Editorial(load_aliases(folder), load_readings(folder)),
        topics_by_name({full: names.same for full, names in indicators.items()}),
        indicator_groups({full: names.all for full, names in indicators.items()}),
        load_comparable(folder),
    )


def record_tables(report: Report) -> dict[str, Any]:
    """Return the tables that have a report's records as they are, each of plain JSON values."""
    from hpreport.figures.pairs import compare_figures
    from hpreport.records import (
        comparison_row,
        figure_row,
        info_row,
        not_figure_row,
        phrase_row,
        section_rows,
        term_row,
    )

    return {
        "info": info_row(report),
        "terms": [term_row(report, term) for term in report.terms],
        "phrases": [phrase_row(report, phrase) for phrase in report.phrases],
        "sections": section_rows(report),
        "figures": [figure_row(report, figure) for figure in report.figures],
        "not_figures": [not_figure_row(report, number) for number in report.not_figures],
        "comparisons": [comparison_row(pair) for pair in compare_figures(report, _knowledge(data_dir()).comparable)],
    }


def compile_tables(report: Report) -> dict[str, Any]:
    """Return the tables that commands read, each of plain JSON values."""
    from hpreport.passages.tables import search_tables
    from hpreport.terms.tables import lookup_tables
    from hpreport.text.lexicon import load_characters

    tables = {
        **record_tables(report),
        "indicators": _knowledge(data_dir()).groups,
        **lookup_tables(report, load_characters()),
        **search_tables(report),
    }
    return {**tables, WORDS: _completions(report, tables)}


def _completions(report: Report, tables: Mapping[str, Any]) -> dict[str, str]:
    """Return what completes the values that commands take, a text a kind of value."""
    from hpreport.index.candidates import FIGURE, as_text, candidate
    from hpreport.index.outline import Outline, numbered
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


# --- the files kept by hand ---


@dataclass(frozen=True, slots=True)
class _Pair:
    result: str
    target: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an indicator besides its full one."""

    same: tuple[str, ...] = ()
    """Printed for the same series."""
    asked: tuple[str, ...] = ()
    """Typed by who means it; printed, they may be another series."""

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return self.same + self.asked


@dataclass(frozen=True, slots=True)
class _Comparable:
    confirm: tuple[_Pair, ...]
    reject: tuple[_Pair, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Words, with spaces between, that lead from what people say to what reports say."""

    report: str = ""
    """Words of reports, the nearest first; without `everyday` they stand for each other."""
    elsewhere: str = ""
    """More of them, which none of the reports has that the thesaurus is checked with."""
    everyday: str = ""
    """Words that lead to them, and not back; one that reports say too may be among both."""


def _read(path: Path, kind: Any) -> Any:
    try:
        text = read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}：不是 UTF-8 文本") from error
    return Reader(text, str(path)).read(kind)


def load_aliases(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Return `aliases.yaml`: term or acronym -> its other names. Raises `DataError` naming file, line and key."""
    aliases: Mapping[str, tuple[str, ...]] = _read(folder / "aliases.yaml", Mapping[str, tuple[str, ...]])
    return aliases


def load_readings(folder: Path) -> Mapping[str, str]:
    """Return `readings.yaml`: phrase -> pinyin with tone marks. Raises `DataError` naming file, line and key."""
    readings: Mapping[str, str] = _read(folder / "readings.yaml", Mapping[str, str])
    return readings


def load_comparable(folder: Path) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Return `comparable.yaml`: `confirm` and `reject`, each a list of {result: indicator, target: indicator}.

    Raises `DataError` naming file, line and key.
    """
    comparable: Mapping[str, Sequence[Mapping[str, str]]] = plain(_read(folder / "comparable.yaml", _Comparable))
    return comparable


def load_indicators(folder: Path) -> Mapping[str, Names]:
    """Return `indicators.yaml`: indicator -> its other names. Raises `DataError` naming file, line and key."""
    indicators: Mapping[str, Names] = _read(folder / "indicators.yaml", Mapping[str, Names])
    return indicators


def load_thesaurus(folder: Path) -> dict[str, tuple[Group, ...]]:
    """Return the groups of `thesaurus/*.yaml` by domain, which is the file's name, in the order of the files' names.

    Raises `DataError` naming file, line and key.
    """
    files = sorted((folder / "thesaurus").glob("*.yaml"))
    return {path.stem: _read(path, tuple[Group, ...]) for path in files}


def compile_thesaurus(domains: Mapping[str, Sequence[Group]]) -> dict[str, Any]:
    """Return the tables that `hpreport.text.lexicon` reads. Raises `DataError` where a group is not well formed."""
    groups: list[str] = []
    words: dict[str, list[str]] = {}
    for domain, own in domains.items():
        for group in own:
            asked = list(map(phrase_of, group.everyday.split()))
            told = [phrase_of(word) for text in (group.report, group.elsewhere) for word in text.split()]
            several = len({*asked, *told}) > 1 and len(set(asked)) == len(asked) and len(set(told)) == len(told)
            if not told or not several or "" in (*asked, *told):
                raise DataError(f"thesaurus/{domain}.yaml: no group of different words: {group}")
            for word in dict.fromkeys(map(_plain, asked)) if asked else told:
                words.setdefault(word, []).append(str(len(groups)))
            groups.append(" ".join(told))
    return {"groups": groups, "words": {word: " ".join(places) for word, places in sorted(words.items())}}


def _plain(asked: str) -> str:
    """Return an everyday word as a query is cut into words, where that leaves more than a word that says nothing."""
    plain = plainly(asked)
    return asked if PAUSE in plain or plain in LIGHT or len(plain) < 2 else plain
