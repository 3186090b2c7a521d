"""The reports that a question is put to: those of the reader's library and the one that comes with the program.

Their figures are read from the database as rows of the contract; terms and passages have modules of their own.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from hpreport.figures.indicators import parts_asked
from hpreport.figures.select import Names, about, meant
from hpreport.index.index import Index, open_index
from hpreport.index.outline import Outline, cite, cite_term
from hpreport.library.contents import StoredTables, figures_of, load_outline
from hpreport.library.database import fault_while_asking, open_database
from hpreport.library.passages import LibrarySearch, key_of, places_in_report
from hpreport.library.schema import phrase
from hpreport.library.shelf import Shelf
from hpreport.library.terms import LibraryHit, LibraryLookup, Place
from hpreport.passages.passage import said_row
from hpreport.records import report_title
from hpreport.terms.scanner import Scanner
from hpreport.text.fold import fold, phrase_of
from hpreport.text.lexicon import others

_MOST_WORDS = 20
"""Words of a query that choose indicators; `about`, which decides, asks for all of them."""


class LibraryFigures:
    """The figures of the reports of a database, or of those `chosen`, by their numbers there."""

    def __init__(self, db: sqlite3.Connection, chosen: Collection[int] | None, names: Names) -> None:
        self._db = db
        self._chosen = chosen
        self._names = names

    def indicators(self) -> list[str]:
        """Return what the figures are about, each once."""
        if self._chosen is None:
            return [row["text"] for row in self._indicators()]
        chosen = f"no IN (SELECT indicator FROM figure WHERE report IN ({_list(self._chosen)}))"
        return [row["text"] for row in self._indicators(chosen)]

    def about(self, text: str, kind: str = "", *, named: bool = False) -> list[dict[str, Any]]:
        """Return the figures that a text may be about, the earliest report first; with `kind` only those of a kind.

        They are those whose indicator it names and, but with `named`, those that stand under a heading with its words
        or, where there are none, whose sentence has its words; else those with others that stand for them. Where it is
        empty, all of them.
        """
        if not text.strip():
            return self._rows("", (), kind)
        words = [(word, *others(word)) for part in text.split() if (word := phrase_of(part))]
        if found := self._named(text):
            return self._found(found, [] if named else [forms[:1] for forms in words], kind)
        return self._found(self._by_synonyms(text), words, kind)

    def _found(self, named: Sequence[int], words: Sequence[Sequence[str]], kind: str) -> list[dict[str, Any]]:
        """Return the figures of these indicators, and those in passages with the words in text or in headings."""
        forms = [[known for form in either if (known := phrase(form))] for either in words]
        asked = " AND ".join(f"({' OR '.join(either)})" for either in forms if either)
        where = f"f.indicator IN ({_list(named)})"
        if not asked:
            return self._rows(where, (), kind) if named else []
        inside = (
            "(f.report, f.line) IN (SELECT p.report, p.line FROM found JOIN passage p ON p.no = found.rowid"
            " WHERE found MATCH ?)"
        )
        return self._rows(f"({where} OR {inside})", (f"{{heading text above}} : ({asked})",), kind)

    def named(self, text: str) -> list[dict[str, Any]]:
        """As `Index.figures_named`, the earliest report first."""
        if not fold(text):
            return []
        found = self._named(text) or self._by_synonyms(text)
        return self._rows(f"f.indicator IN ({_list(found)})", ()) if found else []

    def _named(self, text: str) -> list[int]:
        """Return the numbers of the indicators that a text names."""
        asked = parts_asked(text, self._names.groups)
        either = [[_shortest(parts) for parts in way] for at, way in enumerate(asked) if way not in asked[:at]]
        having = " OR ".join(
            " AND ".join(f"({' OR '.join(['instr(fold, ?) > 0'] * len(parts))})" for parts in way[:_MOST_WORDS])
            for way in either
        )
        values = [part for way in either for parts in way[:_MOST_WORDS] for part in parts]
        rows = self._indicators(having, values) if having else []
        return [row["no"] for row in about(rows, "text", text, self._names.groups)]

    def _indicators(self, where: str = "", values: Sequence[str] = ()) -> list[dict[str, Any]]:
        sql = f"SELECT no, text FROM indicator {f'WHERE {where}' if where else ''}"
        return [{"no": no, "text": text} for no, text in self._db.execute(sql, values)]

    def _by_synonyms(self, text: str) -> list[int]:
        return [row["no"] for row in meant(self._indicators(), "text", text, self._names)]

    def _rows(self, where: str, values: Sequence[Any], kind: str = "") -> list[dict[str, Any]]:
        chosen = "" if self._chosen is None else f"f.report IN ({_list(self._chosen)})"
        conditions = " AND ".join(filter(None, (where, chosen, "f.kind = ?" if kind else "")))
        return list(figures_of(self._db, conditions, (*values, kind) if kind else values))


def _shortest(parts: Sequence[str]) -> list[str]:
    """Return the parts that no other is a piece of: a text that has one of the rest has one of these."""
    return [part for part in parts if not any(other != part and other in part for other in parts)]


def _list(numbers: Iterable[int]) -> str:
    """Return numbers of the database as a list in SQL, which may be longer than the values it takes."""
    return ",".join(map(str, numbers))


# --- the whole library ---


class Library:
    """Many reports, ready for questions to all of them at once."""

    def __init__(
        self, shelf: Shelf, reports: Collection[str] | None = None, *, within: "Library | None" = None
    ) -> None:
        """Open the library, or use the database of one that is open; with `reports`, ids of it, only these are asked.

        Raises `DataError` where it cannot be read.
        """
        self._shelf = shelf
        db, problems = (within._db, within.problems) if within else open_database(shelf)
        self._db: sqlite3.Connection = db
        if within is None:
            self._db.execute("BEGIN")  # one state of it for all that is asked
        self._reports = reports
        self.cite_style = ""
        self.problems: list[str] = problems
        """What is wrong with indexes of the library that cannot be read, and are left out."""
        self._outlines: dict[int, Outline] = {}
        self._told: dict[str, dict[str, Any]] = {}
        self._titles: dict[str, Counter[str]] = {}
        self._opened: dict[str, Index] = {}

    def close(self) -> None:
        """Close the database; nothing can be asked afterwards."""
        self._db.close()

    def narrowed(self, reports: Collection[str]) -> "Library":
        """Return the library with only these of its reports asked; the database stays one, closed with either."""
        return Library(self._shelf, reports, within=self)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Turn an error of the database in what is asked meanwhile into a `DataError`."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise fault_while_asking(self._shelf, error) from error

    section_ids = None
    """No list of ids holds for all reports."""

    @cached_property
    def infos(self) -> dict[str, dict[str, Any]]:
        """What each report is, by id, the earliest first."""
        rows = self._db.execute("SELECT id, info FROM report ORDER BY told = '', told, id")
        return {i: json.loads(info) for i, info in rows if self._reports is None or i in self._reports}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Ids of the reports that are asked -> their numbers in the database."""
        rows = self._db.execute("SELECT id, no FROM report")
        return {i: no for i, no in rows if self._reports is None or i in self._reports}

    @cached_property
    def _ids(self) -> dict[int, str]:
        return {no: i for i, no in self._numbers.items()}

    def info_of(self, report: str) -> dict[str, Any]:
        """Return what one report is."""
        if report not in self._told:
            found = self._db.execute("SELECT info FROM report WHERE id = ?", (report,)).fetchone()
            self._told[report] = json.loads(found[0])
        return self._told[report]

    def name_of(self, report: str) -> str:
        """Return what people call a report, its place and year; its id where another has the same, or it has none."""
        info = self.info_of(report)
        place = info["place"]
        if place not in self._titles:
            rows = self._db.execute("SELECT info FROM report WHERE place = ?", (place,))
            self._titles[place] = Counter(report_title(json.loads(row)) for (row,) in rows)
        title = report_title(info)
        return title if self._titles[place][title] == 1 else report

    @property
    def _chosen(self) -> frozenset[int] | None:
        return None if self._reports is None else frozenset(self._numbers.values())

    def index(self, report: str) -> Index:
        """Return the index of one report, as the database has it."""
        if report not in self._opened:
            self._opened[report] = self.open(report)
        return self._opened[report]

    def open(self, report: str) -> Index:
        """As `index`, opened anew and not kept."""
        index = Index(self._shelf.index_path(report), StoredTables(self._db, self._numbers[report]))
        index.cite_style = self.cite_style
        return index

    # --- terms ---

    @cached_property
    def lookup(self) -> LibraryLookup:
        """The look-up over all glossaries."""
        return LibraryLookup(self._db, self._chosen)

    def row(self, hit: LibraryHit) -> dict[str, Any]:
        """Return the row of what a look-up found."""
        place = hit.place
        if hit.word:
            found = places_in_report(self._db, hit.word, place.report)
            nodes = self._outline(place.report).nodes
            return said_row(self._ids[place.report], found, lambda section: nodes[section].heading)
        if hit.match == "mention":
            return self.index(self._ids[place.report]).phrases[place.number]
        sql = "SELECT row FROM term WHERE report = ? AND number = ?"
        row: dict[str, Any] = json.loads(self._db.execute(sql, place).fetchone()[0])
        return row

    def near_terms(self, typed: str) -> list[str]:
        """Return the terms nearest to a query that has no answer, nearest first."""
        return self.lookup.near(typed)

    def terms_in(self, section: str, line: int) -> list[dict[str, Any]]:
        """As `Index.terms_in`, for a section as the search knows it."""
        number, _, own = section.partition("/")
        return self.index(self._ids[int(number)]).terms_in(own, line)

    def with_context(self, row: dict[str, Any], sentences: int) -> dict[str, Any]:
        """As `Index.with_context`."""
        return self.index(row["report"]).with_context(row, sentences)

    @cached_property
    def terms(self) -> list[dict[str, Any]]:
        """The terms of all glossaries, each once, as its latest report explains it."""
        return [row for row, _ in self._latest.values()]

    def glossaries(self) -> Iterator[dict[str, Any]]:
        """Yield the terms of each glossary, the earliest report first."""
        for report in self.infos:
            sql = "SELECT row FROM term WHERE report = ? ORDER BY number"
            for (text,) in self._db.execute(sql, (self._numbers[report],)):
                yield json.loads(text)

    @cached_property
    def _latest(self) -> dict[str, tuple[dict[str, Any], int]]:
        """Folded terms -> the row of the latest report that explains each, and its position there."""
        latest = {}
        for report in self.infos:
            sql = "SELECT row, number FROM term WHERE report = ? ORDER BY number"
            for text, at in self._db.execute(sql, (self._numbers[report],)):
                row = json.loads(text)
                latest[fold(row["term"])] = row, at
        return latest

    @cached_property
    def scanner(self) -> Scanner:
        """What finds these terms in texts."""
        places = (Place(self._numbers[row["report"]], at) for row, at in self._latest.values())
        return Scanner(self.lookup.tables_at(places))

    # --- sections and passages ---

    @cached_property
    def search(self) -> LibrarySearch:
        """The search over the bodies of all reports."""
        return LibrarySearch(self._db, self._chosen)

    def _outline(self, number: int) -> Outline:
        if number not in self._outlines:
            self._outlines[number] = Outline(load_outline(self._db, number))
        return self._outlines[number]

    def sections(self, typed: str, role: str = "") -> set[str]:
        """As `Index.sections`, of every report that has such a section; the ids as the search knows them."""
        typed = typed if not typed or self._has_section(typed) else self.search.simplified(typed)
        return {key_of(no, section) for no in self._ids for section in self._outline(no).within(typed, role)}

    def _has_section(self, typed: str) -> bool:
        return any(self._outline(number).find(typed) for number in self._ids)

    def where(self, section: str) -> dict[str, Any]:
        """As `Index.where`, for a section as the search knows it."""
        number, _, own = section.partition("/")
        return {
            "report": self._ids[int(number)],
            "section": own,
            "headings": self._outline(int(number)).headings(own),
        }

    def characters(self, sections: Collection[str] | None) -> dict[str, int]:
        """As `Index.characters`, of every report."""
        if sections is None:
            return {report: info["characters"] for report, info in self.infos.items()}
        found = self.search.characters(sections)
        return {report: found.get(self._numbers[report], 0) for report in self.infos}

    def key(self, row: Mapping[str, Any]) -> str:
        """As `Index.key`."""
        return key_of(self._numbers[row["report"]], row["section"])

    def cite(self, row: Mapping[str, Any]) -> str:
        """As `Index.cite`."""
        number = self._numbers[row["report"]]
        return cite(self.info_of(row["report"]), self._outline(number), row["section"], row["line"], self.cite_style)

    def cite_term(self, row: Mapping[str, Any]) -> str:
        """As `Index.cite_term`."""
        if row["number"] is None:
            return self.cite({**row["mentions"][0], "report": row["report"]})
        return cite_term(self.info_of(row["report"]), row["headword"], row["line"], self.cite_style)

    @property
    def section_rows(self) -> list[dict[str, Any]]:
        """The parts, sections and items of all reports, the earliest report first."""
        return [row for report in self.infos for row in self.index(report).section_rows]

    # --- figures ---

    @property
    def comparisons(self) -> list[dict[str, Any]]:
        """Results beside their targets, of each report by itself."""
        return [row for report in self.infos for row in self.index(report).comparisons]

    @cached_property
    def names(self) -> Names:
        """The names that indicators go by."""
        return open_index().names

    @cached_property
    def _figures(self) -> LibraryFigures:
        return LibraryFigures(self._db, self._chosen, self.names)

    def indicators(self) -> list[str]:
        """Return what the figures of these reports are about, each once."""
        return self._figures.indicators()

    def figures_named(self, text: str) -> list[dict[str, Any]]:
        """As `Index.figures_named`, the earliest report first."""
        return self._figures.named(text)

    def figures_about(self, text: str, kind: str = "", *, named: bool = False) -> list[dict[str, Any]]:
        """Return the figures that a text may be about, the earliest report first, where it is empty all of them.

        With `kind` only those of a kind; with `named` only those whose indicator it names, as far as there are any.
        """
        return self._figures.about(text, kind, named=named)
