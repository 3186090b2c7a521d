"""Passages searched for in many reports at once.

The database names the passages that a query may mean, best first by its own BM25; the search of a single report, given
these and the counts of the whole library, ranks them.
"""

import sqlite3
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from hpreport.library.contents import above, passage_of, unpack_texts
from hpreport.library.schema import phrase
from hpreport.passages.passage import Passage, WordPlace, word_places
from hpreport.passages.query import SearchQuery, alternatives, parse_query
from hpreport.passages.search import PassageHit, PhraseUse, Search, either, phrase_uses
from hpreport.text.lexicon import load_characters, others

_MOST = 400
"""Most passages that are ranked for one query; the rest match less of it, or have its phrase in longer texts."""
_WORTH = "bm25(found, 1.0, 3.0, 0.2, 0.4)"
"""The columns of the index (text, heading, notes, headings above) as they count in `scoring.WEIGHTS`."""


class _Words:
    """What a library knows of words, whichever of its reports are asked."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @cached_property
    def _size(self) -> tuple[int, int]:
        """How many passages the library has, and how many words are in them."""
        row = self._db.execute("SELECT sum(passages), sum(length) FROM report").fetchone()
        return row[0] or 0, row[1] or 0

    @cached_property
    def total(self) -> int:
        """How many passages the library has."""
        return self._size[0]

    @cached_property
    def mean_length(self) -> float:
        """Words in the text of a passage, on average."""
        return self._size[1] / max(self._size[0], 1) or 1.0

    @cached_property
    def _simplified(self) -> dict[int, str]:
        return str.maketrans(dict(load_characters().simplified))

    def simplified(self, typed: str) -> str:
        """Return a query in simplified characters."""
        return typed.translate(self._simplified)

    def count(self, word: str) -> int:
        """Return how often a word occurs in the library, 0 where it is none that its reports were cut into."""
        row = self._db.execute("SELECT times FROM word WHERE word = ?", (word,)).fetchone()
        return row[0] if row else 0

    def document_frequency(self, word: str, found: int) -> int:
        """Return the word's document frequency: of a phrase, which is no word, those found."""
        row = self._db.execute("SELECT passages FROM word WHERE word = ?", (word,)).fetchone()
        return max(row[0] if row else 0, found)

    def vocabulary(self, like: Sequence[str]) -> dict[str, int]:
        """Return the words that share a character with one of `like`, with their counts."""
        # in a normal text no character has a meaning of its own to GLOB
        pattern = f"*[{''.join(sorted(set(''.join(like))))}]*"
        sql = "SELECT word, times FROM word WHERE length(word) > 1 AND word GLOB ?"
        return dict(self._db.execute(sql, (pattern,)))


class _Candidates:
    """Passages that may answer a query, as a `Source` that counts words as the library does."""

    years: Mapping[str, str] = {}
    """去年 is another year in each report."""

    def __init__(self, words: _Words, rows: Iterable[tuple[Any, ...]]) -> None:
        self._rows = list(rows)
        self.total, self.mean_length = words.total, words.mean_length
        self.count, self.document_frequency = words.count, words.document_frequency
        self.vocabulary, self.simplified = words.vocabulary, words.simplified

    @cached_property
    def passages(self) -> list[Passage]:
        """The candidates; the section of each has its report's number before it."""
        return [passage_of(key_of(report, section), *rest) for report, section, *rest, _, _ in self._rows]

    def above(self, at: int) -> list[str]:
        """Return the normal forms of the headings above a passage."""
        *_, over, node = self._rows[at]
        return above(over, node, self.passages[at].heading)

    def lead(self, at: int) -> str:
        """Return nothing: the database keeps no more than headings."""
        return ""

    def postings(self, word: str) -> list[int]:
        """Return nothing: words are looked for in the texts of the candidates."""
        return []


def key_of(report: int, section: str) -> str:
    """Return what tells a section from those of all reports: the number of its report, and its outline id."""
    return f"{report}/{section}"


class LibrarySearch:
    """Searches the reports of a database, or those `chosen`, by their numbers there."""

    def __init__(self, db: sqlite3.Connection, chosen: Collection[int] | None) -> None:
        self._db = db
        self._chosen = chosen
        self._words = _Words(db)

    @cached_property
    def _plain(self) -> Search:
        """The search without any passage, which reads and corrects queries."""
        return Search(_Candidates(self._words, []))

    def simplified(self, typed: str) -> str:
        """Return a query in simplified characters."""
        return self._words.simplified(typed)

    def find(self, typed: str, sections: Collection[str] | None = None, limit: int | None = None) -> list[PassageHit]:
        """Return the passages that answer a query, best first, in the manner of `Search.find`.

        With `sections`, keys as `key_of` makes them, only those in these. `limit` says how many are wanted, where that
        is more than a screen; below zero all of them.
        """
        wanted = limit or 0
        most = min(max(_MOST, 2 * wanted), sys.maxsize) if wanted >= 0 else sys.maxsize
        ways = [(way, self._candidates(way, sections, most)) for way in alternatives(typed)]
        return either([Search(_Candidates(self._words, rows)).find(way, sections) for way, rows in ways])

    def uses(self, typed: str, sections: Collection[str] | None = None) -> Iterator[PhraseUse]:
        """As `Search.uses`, the earliest report first."""
        for text in dict.fromkeys((typed, self.simplified(typed))):
            found = phrase_uses(self._having(text, sections), text, sections)
            if (first := next(found, None)) is not None:
                yield from chain([first], found)
                return

    def _having(self, typed: str, sections: Collection[str] | None) -> Iterator[Passage]:
        """Yield the passages that may have the phrase that a query makes, the earliest report first."""
        wholes = (parse_query(way).whole for way in alternatives(typed))
        asked = " OR ".join(filter(None, map(phrase, wholes)))
        if not asked:
            return
        where = " AND ".join(["found MATCH ?", *self._conditions(sections)])
        sql = (
            "SELECT p.no, p.report FROM found JOIN passage p ON p.no = found.rowid JOIN report r ON r.no = p.report"
            f" WHERE {where} ORDER BY r.told = '', r.told, r.id, p.no"
        )
        for no, report in self._db.execute(sql, (f"text : ({asked})",)).fetchall():
            (passage,) = _bodies(self._db, [no])
            yield passage._replace(section=key_of(report, passage.section))

    def characters(self, sections: Collection[str] | None) -> dict[int, int]:
        """Return how many characters the reports have, by their numbers; with `sections` only those in these."""
        where = " AND ".join(["1", *self._conditions(sections)])
        counts: Counter[int] = Counter()
        for report, texts in self._db.execute(f"SELECT report, texts FROM passage p WHERE {where}"):
            counts[report] += len(unpack_texts(texts).text)
        return counts

    def missing(self, typed: str) -> list[str]:
        """Return the words of a query that stand nowhere as they are, so that only others for them were found."""
        queries = map(parse_query, alternatives(self.simplified(typed)))
        words = dict.fromkeys(word for query in queries for word in self._plain.words(query))
        return [word for word in words if phrase(word) and not self._matching(f"text : {phrase(word)}", None, 1)]

    def suggest(self, typed: str) -> list[str]:
        """Return words of the library near to those of a query that found nothing, nearest first."""
        return self._plain.suggest(typed)

    # --- candidates ---

    def _candidates(self, typed: str, sections: Collection[str] | None, most: int) -> list[tuple[Any, ...]]:
        found: dict[tuple[int, int, str], tuple[Any, ...]] = {}
        for text in dict.fromkeys((typed, self.simplified(typed))):
            for asked in self._ways(parse_query(text)):
                if len(found) < most:
                    found |= {row[:3]: row for row in self._matching(asked, sections, most)}
        return list(found.values())

    def _ways(self, query: SearchQuery) -> Iterator[str]:
        """Yield the phrase, all words as they stand, all of them or others for them, and any, as FTS5 asks for them."""
        own = [phrase(word) for word in self._plain.words(query, self._plain.standing)]
        words = [self._forms(word) for word in self._plain.words(query)]
        needed = [asked for text in query.phrases if (asked := phrase(text))]
        ways = [phrase(query.whole), " AND ".join(filter(None, own))]
        ways += [joint.join(filter(None, words)) for joint in (" AND ", " OR ")]
        for way in filter(None, ways):
            yield " AND ".join([f"({way})", *needed])

    def _forms(self, word: str) -> str:
        """Return a word and its synonyms as FTS5 asks for any of them; empty where none has a token."""
        forms = [word, *others(word)]
        return f"({' OR '.join(known)})" if (known := [asked for form in forms if (asked := phrase(form))]) else ""

    def _matching(self, asked: str, sections: Collection[str] | None, most: int) -> list[tuple[Any, ...]]:
        """Return the rows of the passages that match, best first, `most` at the most; -1 for all."""
        own = self._conditions(sections)
        places = "found JOIN passage p ON p.no = found.rowid" if own else "found"
        where = " AND ".join(["found MATCH ?", *own])
        best = f"SELECT found.rowid AS no, {_WORTH} AS worth FROM {places} WHERE {where} ORDER BY worth, no LIMIT ?"
        sql = (
            "SELECT p.report, p.section, p.line, p.length, p.texts, n.above, n.heading"
            f" FROM ({best}) AS best JOIN passage p ON p.no = best.no"
            " JOIN node n ON n.report = p.report AND n.section = p.section ORDER BY best.worth, best.no"
        )
        return self._db.execute(sql, (asked, most)).fetchall()

    def _conditions(self, sections: Collection[str] | None) -> list[str]:
        """Return the conditions that keep to the reports that are asked, and to sections."""
        own = [] if self._chosen is None else [f"p.report IN ({','.join(map(str, self._chosen))})"]
        if sections is not None:
            self._set_sections(sections)
            own.append("p.report || '/' || p.section IN (SELECT key FROM within)")
        return own

    def _set_sections(self, sections: Collection[str]) -> None:
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS within (key TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("DELETE FROM within")
        self._db.executemany("INSERT INTO within VALUES (?)", ((key,) for key in sections))


def reports_saying(db: sqlite3.Connection, word: str, asked: Collection[int]) -> list[int]:
    """Return the reports, among those asked, in whose body a word in normal form stands, by their numbers."""
    sql = "SELECT p.report, p.no FROM found JOIN passage p ON p.no = found.rowid WHERE found MATCH ? ORDER BY p.no"
    rows = db.execute(sql, (f"text : {phrase(word)}",)).fetchall() if phrase(word) else []
    wanted = ((report, own) for report, own in groupby(rows, itemgetter(0)) if report in asked)
    return [report for report, own in wanted if any(word_places(word, _bodies(db, (no for _, no in own))))]


def _bodies(db: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[Passage]:
    """Yield passages, each when it is asked for."""
    sql = "SELECT section, line, length, texts FROM passage WHERE no = ?"
    for no in numbers:
        yield passage_of(*db.execute(sql, (no,)).fetchone())


def places_in_report(db: sqlite3.Connection, word: str, report: int) -> list[WordPlace]:
    """Return where a word in normal form stands in the body of a report."""
    numbers = db.execute("SELECT no FROM passage WHERE report = ? ORDER BY no", (report,)).fetchall()
    return list(word_places(word, _bodies(db, (no for (no,) in numbers))))
