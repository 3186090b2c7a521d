"""Figures of many reports at once: those that a question may be about, as rows of the contract."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from hpreport.library.database import FIGURE
from hpreport.library.grams import phrase
from hpreport.lookup.figures import Names, about, meant
from hpreport.lookup.normal import phrase_of

_AT_ONCE = 500
_COLUMNS = ", ".join(f"i.text AS {name}" if name == "indicator" else f"f.{name}" for name in FIGURE)
_FIGURES = (
    f"SELECT r.id, r.no, {_COLUMNS} FROM figure f"
    " JOIN report r ON r.no = f.report JOIN indicator i ON i.no = f.indicator"
)
_IN_TIME = "ORDER BY r.told = '', r.told, r.id, f.number"


class LibraryFigures:
    """The figures of the reports of a database, or of those `chosen`, by their numbers there."""

    def __init__(self, db: sqlite3.Connection, chosen: Collection[int] | None, names: Names) -> None:
        self._db = db
        self._chosen = chosen
        self._names = names

    def about(self, text: str, sections: Collection[tuple[int, str]] | None = None) -> list[dict[str, Any]]:
        """Return the figures that a text may be about, the earliest report first; all of them where it is empty.

        They are those whose indicator it names or, where there are none, whose sentence has its words, or others that
        stand for them. With `sections`, pairs of report and outline id, only those in these.
        """
        if not text.strip():
            return self._rows("", (), sections)
        named = self.named(text, sections)
        return named or self._quoting(text, sections) or self._of_indicators(self._by_synonyms(text), sections)

    def named(self, text: str, sections: Collection[tuple[int, str]] | None = None) -> list[dict[str, Any]]:
        """Return the figures whose indicator a text names, the earliest report first."""
        return self._of_indicators(
            [row["no"] for row in about(self._indicators(), "text", text, self._names.groups)], sections
        )

    def _indicators(self) -> list[dict[str, Any]]:
        return [{"no": no, "text": text} for no, text in self._db.execute("SELECT no, text FROM indicator")]

    def _by_synonyms(self, text: str) -> list[int]:
        return [row["no"] for row in meant(self._indicators(), "text", text, self._names)]

    def _of_indicators(
        self, numbers: Sequence[int], sections: Collection[tuple[int, str]] | None
    ) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for at in range(0, len(numbers), _AT_ONCE):
            part = numbers[at : at + _AT_ONCE]
            rows += self._rows(f"f.indicator IN ({','.join('?' * len(part))})", part, sections)
        return rows

    def _quoting(self, text: str, sections: Collection[tuple[int, str]] | None) -> list[dict[str, Any]]:
        """Return the figures in passages that have all words of a text, or others for them."""
        words = [word for part in text.split() if (word := phrase_of(part))]
        asked = [
            f"({' OR '.join(filter(None, map(phrase, (word, *self._names.synonyms.get(word, '').split()))))})"
            for word in words
            if phrase(word)
        ]
        where = (
            "(f.report, f.line) IN (SELECT p.report, p.line FROM found JOIN passage p ON p.no = found.rowid"
            " WHERE found MATCH ?)"
        )
        return self._rows(where, (f"text : ({' AND '.join(asked)})",), sections) if asked else []

    def _rows(
        self, where: str, values: Sequence[Any], sections: Collection[tuple[int, str]] | None
    ) -> list[dict[str, Any]]:
        chosen = "" if self._chosen is None else f"f.report IN ({','.join(map(str, self._chosen))})"
        conditions = " AND ".join(filter(None, (where, chosen)))
        found = self._db.execute(f"{_FIGURES} {f'WHERE {conditions}' if conditions else ''} {_IN_TIME}", values)
        return list(_contract(found, sections))


def _contract(
    rows: Iterable[tuple[Any, ...]], sections: Collection[tuple[int, str]] | None
) -> Iterator[dict[str, Any]]:
    section = 2 + FIGURE.index("section")
    for row in rows:
        if sections is None or (row[1], row[section]) in sections:
            figure = dict(zip(FIGURE, row[2:], strict=True))
            yield {"report": row[0], **figure, "headline": bool(figure["headline"])}
