"""Figures of many reports at once: those that a question may be about, as rows of the contract."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from hpreport.figures.indicators import parts_asked
from hpreport.figures.select import Names, about, meant
from hpreport.library.contents import figures_of
from hpreport.library.schema import phrase
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
