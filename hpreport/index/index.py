"""One index opened for reading."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from hpreport.errors import DataError
from hpreport.index.compiled import bundled_tables, read_tables, stamp
from hpreport.index.paths import bundled_files, bundled_index

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from hpreport.figures.select import Names
    from hpreport.index.outline import Outline
    from hpreport.model import Report
    from hpreport.passages.passage import WordPlace
    from hpreport.passages.search import PassageTables, Search
    from hpreport.terms.lookup import Hit, Lookup
    from hpreport.terms.names import TermTables
    from hpreport.terms.scanner import Scanner


class Index:
    """An index ready for questions: its path and its tables, each parsed when first asked for."""

    def __init__(self, path: "Path | str", tables: Mapping[str, Any]) -> None:
        self.path = path
        self.tables = tables
        self.cite_style = ""

    def asking(self) -> "AbstractContextManager[None]":
        """Return what does nothing: an index has no database that may fail while it is asked."""
        from contextlib import nullcontext

        return nullcontext()

    def close(self) -> None:
        """Close the file of its tables; nothing can be asked afterwards."""
        if close := getattr(self.tables, "close", None):
            close()

    @property
    def info(self) -> dict[str, Any]:
        """What the report is, and counts: one row."""
        row: dict[str, Any] = self.tables["info"]
        return row

    @property
    def infos(self) -> dict[str, dict[str, Any]]:
        """What the report is, by its id, as a library says it of many."""
        return {self.info["report"]: self.info}

    def info_of(self, report: str) -> dict[str, Any]:
        """Return what the report is, as a library says it of one of many."""
        return self.info

    def name_of(self, report: str) -> str:
        """Return what people call the report, its place and year; its id where it has none of them."""
        from hpreport.records import report_title

        return report_title(self.info)

    @property
    def terms(self) -> list[dict[str, Any]]:
        """The glossary as contract rows, in the report's order."""
        rows: list[dict[str, Any]] = self.tables["terms"]
        return rows

    def glossaries(self) -> list[dict[str, Any]]:
        """Return the glossary, as a library returns those of many reports."""
        return self.terms

    @property
    def phrases(self) -> list[dict[str, Any]]:
        """The phrases that the report uses and does not explain, as rows like those of terms, in order of use."""
        rows: list[dict[str, Any]] = self.tables["phrases"]
        return rows

    @property
    def figures(self) -> list[dict[str, Any]]:
        """The figures as contract rows, in the report's order."""
        rows: list[dict[str, Any]] = self.tables["figures"]
        return rows

    @property
    def section_rows(self) -> list[dict[str, Any]]:
        """The parts, sections and items as contract rows, in the report's order."""
        rows: list[dict[str, Any]] = self.tables["sections"]
        return rows

    @property
    def not_figures(self) -> list[dict[str, Any]]:
        """The other numbers of the report, each with the reason why it is no figure, in the report's order."""
        rows: list[dict[str, Any]] = self.tables["not_figures"]
        return rows

    @property
    def comparisons(self) -> list[dict[str, Any]]:
        """Results beside their targets as contract rows, in the report's order."""
        rows: list[dict[str, Any]] = self.tables["comparisons"]
        return rows

    @cached_property
    def names(self) -> "Names":
        """The names that indicators go by."""
        from hpreport.figures.select import Names

        return Names(self.tables["indicators"])

    @cached_property
    def section_ids(self) -> list[str]:
        """The ids of all parts, sections and items, in the report's order."""
        return [row["id"] for row in self.tables["sections"] if row["level"]]

    @cached_property
    def term_tables(self) -> "TermTables":
        """The names and explanations of terms, as the look-up and the scanner read them."""
        from hpreport.terms.names import TermTables

        return TermTables(self.tables)

    @cached_property
    def lookup(self) -> "Lookup":
        """The look-up over the glossary."""
        from hpreport.terms.lookup import Lookup

        tables = self.tables  # not this index: a circle would keep its file open
        return Lookup(self.term_tables, lambda word: any(_places(tables, word)))

    @cached_property
    def scanner(self) -> "Scanner":
        """What finds the glossary's terms in texts."""
        from hpreport.terms.scanner import Scanner

        return Scanner(self.term_tables)

    def row(self, hit: "Hit") -> dict[str, Any]:
        """Return the row of what a look-up found."""
        if hit.word:
            from hpreport.passages.passage import said_row

            nodes = self.outline.nodes
            places = list(_places(self.tables, hit.word))
            return said_row(self.info["report"], places, lambda section: nodes[section].heading)
        return self.phrases[hit.term] if hit.match == "mention" else self.terms[hit.term]

    def near_terms(self, typed: str) -> list[str]:
        """Return the terms nearest to a query that has no answer, nearest first."""
        return [self.terms[number]["term"] for number in self.lookup.suggest(typed)]

    def terms_in(self, section: str, line: int) -> list[dict[str, Any]]:
        """Return the terms that a paragraph uses, by the section it stands in and its line."""
        place = (section, line)
        return [row for row in self.terms if any((m["section"], m["line"]) == place for m in row["mentions"])]

    def with_context(self, row: dict[str, Any], sentences: int) -> dict[str, Any]:
        """Return a term's row with so many more sentences quoted before and after those that use it."""
        from hpreport.text.sentences import sentence_at

        texts = {section["id"]: section["text"].split("\n") for section in self.tables["sections"]}

        def more(mention: dict[str, Any]) -> str:
            quote: str = mention["quote"]
            paragraph = next((text for text in texts[mention["section"]] if quote in text), quote)
            start = paragraph.index(quote)
            return sentence_at(paragraph, start, start + len(quote), sentences)

        return {**row, "mentions": [{**mention, "quote": more(mention)} for mention in row["mentions"]]}

    def sections(self, typed: str, role: str = "") -> set[str]:
        """Return the ids of the sections that a text names and of all below them; where it is empty, of all sections.

        With `role` only those whose part reviews (`review`) or plans (`plan`).
        """
        return self.outline.within(typed, role) or self.outline.within(self.search.simplified(typed), role)

    def where(self, section: str) -> dict[str, Any]:
        """Return the fields of the contract that say where a passage stands: report, outline id, headings."""
        return {"report": self.info["report"], "section": section, "headings": self.outline.headings(section)}

    def characters(self, sections: "Collection[str] | None") -> dict[str, int]:
        """Return how many characters the body has, with `sections` the text in these, by the id of the report."""
        inside = (p.text for p in self.passage_tables.passages if sections is None or p.section in sections)
        return {self.info["report"]: sum(map(len, inside))}

    def key(self, row: Mapping[str, Any]) -> str:
        """Return the section that a row stands in, as `sections` names it."""
        section: str = row["section"]
        return section

    def cite(self, row: Mapping[str, Any]) -> str:
        """Return where the line of a row with `section` and `line` stands, as it is quoted."""
        from hpreport.index.outline import cite

        return cite(self.info, self.outline, row["section"], row["line"], self.cite_style)

    def cited_comparison(self, row: Mapping[str, Any], match: str = "") -> dict[str, Any]:
        """Return a comparison's row with the sources of result and target, and what of it has the words asked for."""
        from hpreport.records import Comparison, fields

        sides = zip(("result", "target"), self.sections_of(row), strict=True)
        places = {f"{kind}_cite": {"section": section, "line": row[f"{kind}_line"]} for kind, section in sides}
        answer = {**row, **{name: self.cite(place) for name, place in places.items()}, "match": match}
        return {name: answer[name] for name in fields(Comparison)}

    def sections_of(self, row: Mapping[str, Any]) -> list[str]:
        """Return the outline ids of the nodes in which a comparison's result and its target stand."""
        return [self._figure_sections[row[f"{kind}_line"]] for kind in ("result", "target")]

    @cached_property
    def _figure_sections(self) -> dict[int, str]:
        """Line of a figure -> outline id of the node it stands in."""
        return {figure["line"]: figure["section"] for figure in self.figures}

    def cite_term(self, row: Mapping[str, Any]) -> str:
        """Return where a term's entry stands, as it is quoted; of what has no entry, where the body first uses it."""
        from hpreport.index.outline import cite_term

        if row["number"] is None:
            return self.cite(row["mentions"][0])
        return cite_term(self.info, row["headword"], row["line"], self.cite_style)

    def indicators(self) -> list[str]:
        """Return what the figures are about, each once."""
        return list(dict.fromkeys(row["indicator"] for row in self.figures))

    def figures_about(self, text: str, kind: str = "", *, named: bool = False) -> list[dict[str, Any]]:
        """Return the figures among which those about a text are to be chosen: all of them."""
        return self.figures

    def figures_named(self, text: str) -> list[dict[str, Any]]:
        """Return the figures whose indicator a text names; that a sentence has its words makes no indicator of it.

        A text without a word names none.
        """
        from hpreport.figures.select import meant
        from hpreport.text.fold import fold

        if not fold(text):
            return []
        return [dict(row) for row in meant(self.figures, "indicator", text, self.names)]

    @cached_property
    def outline(self) -> "Outline":
        """The parts, sections and items."""
        from hpreport.index.outline import Outline

        return Outline(self.tables["outline"])

    @cached_property
    def passage_tables(self) -> "PassageTables":
        """The body's paragraphs and the words in them, as the search reads them."""
        from hpreport.passages.search import PassageTables

        return PassageTables(self.tables, self.outline, self.info)

    @cached_property
    def search(self) -> "Search":
        """The search over the body's paragraphs."""
        from hpreport.passages.search import Search

        return Search(self.passage_tables)


def _places(tables: Mapping[str, Any], word: str) -> "Iterator[WordPlace]":
    """Yield where a word stands in the body."""
    from hpreport.passages.passage import Passage, word_places

    return word_places(word, (Passage(*row) for row in tables["passages"]))


def open_index(path: "Path | None" = None) -> Index:
    """Return the bundled index, or the one at `path`.

    The compiled form beside the YAML is used where it was made from exactly this YAML; otherwise the YAML is read and
    compiled in memory, which takes longer and gives the same answers. gzip may have packed the YAML. Raises `DataError`
    where the file is no index.
    """
    if path is None:
        tables = bundled_tables()
        if tables is not None:
            return Index(bundled_files()[0], tables)
    from hpreport.index.yaml import read_index

    path = path or bundled_index()
    data = read_index(path)
    tables = read_tables(path, stamp(data))
    if tables is not None:
        return Index(path, tables)
    from hpreport.index.build import compile_tables

    return Index(path, compile_tables(_parsed(data, path)))


def _parsed(data: bytes, path: "Path") -> "Report":
    """Return the report in a YAML index. Raises `DataError`, which says how to make an index where this is a text."""
    import re
    from shlex import quote

    from hpreport.index.yaml import LARGEST, parse_index

    try:
        return parse_index(data, str(path))
    except DataError as error:
        named = path.name.lower().removesuffix(".gz").endswith((".yaml", ".yml"))
        if named or re.search(rb"^schema:", data, re.M) or len(data) > LARGEST:
            raise
        made = f"hpreport build {quote(str(path))} -o {quote(str(path.with_suffix('.yaml')))}"
        raise DataError(f"{path}：不是索引；报告的文字要先建立索引：{made}") from error
