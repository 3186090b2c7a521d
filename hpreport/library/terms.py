"""Terms looked up in many reports at once.

The database names the glossary entries that a query may mean; the look-up of a single report, given only these,
decides.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from hpreport.library.passages import reports_saying
from hpreport.library.schema import bigrams
from hpreport.terms.lookup import SAID, Lookup, gives_way, said_word
from hpreport.terms.names import MEASURE, MEASURES, TermTables
from hpreport.terms.query import LONGEST, Query, make_query, most_edits, without_question
from hpreport.text.fold import fold
from hpreport.text.lexicon import load_characters, others
from hpreport.text.pinyin import Readings, close_sound, loose_sound, plain_pinyin, query_spellings

_MOST_ENTRIES = 4000
"""Most entries examined for one query; only a query of one or two common characters has more."""
_MOST_EXPLAINED = 150
"""Most entries examined because their explanations have pieces of the query."""
_MOST_WORDS = 8
"""Most words of a query that are expanded by synonyms."""
_LONGEST_PHRASE = 24
_MEASURES = {"+", *MEASURES}
"""Characters that a name may have beside those of a query."""
_AT_ONCE = 500
"""Values in one statement: every SQLite allows at least 999."""


class Place(NamedTuple):
    """An entry of one report: its number in the database, and the position among its terms, or its phrases."""

    report: int
    number: int


class LibraryHit(NamedTuple):
    """A term, or an unexplained phrase where `match` is `mention`, that a query may mean in one report."""

    place: Place
    match: str
    """The tier that found it, one of the contract's names."""
    score: float
    """0 to 100; 100 only for the term as printed."""
    word: str = ""
    """Of a word that only the body has, its normal form; `place` has no number then."""


class _Name(NamedTuple):
    no: int
    fold: str
    digits: str


class LibraryLookup:
    """Looks terms up in the reports of a database, or in those `chosen`, by their numbers there."""

    def __init__(self, db: sqlite3.Connection, chosen: Collection[int] | None) -> None:
        self._db = db
        self._chosen = chosen

    @cached_property
    def _characters(self) -> dict[str, Any]:
        tables = load_characters()
        simplified = ["".join(tables.simplified), "".join(tables.simplified.values())]
        return {"readings": tables.readings, "simplified": simplified, "lookalikes": tables.lookalikes}

    @cached_property
    def _simplified(self) -> dict[int, str]:
        return str.maketrans(*self._characters["simplified"])

    @cached_property
    def _edges(self) -> dict[str, dict[str, str]]:
        """The words of the language that may cut a short name through, as `Edges` reads them."""
        edges: dict[str, dict[str, str]] = {}
        for side, char, words in self._db.execute("SELECT side, char, words FROM edge"):
            edges.setdefault(side, {})[char] = words
        return edges

    @cached_property
    def _readings(self) -> Readings:
        return Readings(self._characters["readings"])

    @cached_property
    def _names(self) -> list[_Name]:
        return [_Name(*row) for row in self._db.execute("SELECT no, fold, digits FROM name")]

    @cached_property
    def _order(self) -> dict[int, int]:
        """Reports by number -> their place in time, the earliest first; only those chosen."""
        rows = self._db.execute("SELECT no FROM report ORDER BY told = '', told, id")
        return {no: at for at, (no,) in enumerate(rows) if self._chosen is None or no in self._chosen}

    def simplify(self, text: str) -> str:
        """Return `text` in simplified characters."""
        return text.translate(self._simplified)

    def find(self, typed: str, *, exact: bool = False) -> list[LibraryHit]:
        """Return what a query means in each report that explains it: best first, then the earliest report first.

        Otherwise as `Lookup.find`.
        """
        query = make_query(typed, self._simplified)
        whole = self._answer(typed, self._written(query), [query], exact=True)
        if exact or (whole and whole[0].match != "mention"):
            return whole
        hits = self._answer(typed, self._candidates(typed), self._asked(typed), exact=False)
        word = said_word(typed, self._simplified, lambda w: any(self._saying(w))) if gives_way(hits) else ""
        return [LibraryHit(Place(no, -1), "mention", SAID, word) for no in self._saying(word)] if word else hits

    def _saying(self, word: str) -> list[int]:
        """Return the reports whose body has a word, in their order."""
        return sorted(reports_saying(self._db, word, self._order), key=self._order.__getitem__)

    def near(self, typed: str) -> list[str]:
        """Return the terms nearest to a query that has no answer, nearest first."""
        pieces = [piece for _, piece in self._pieces(self._candidates(typed))]
        near = Lookup(self._tables(pieces, [])).suggest(typed, limit=10)
        return list(dict.fromkeys(str(pieces[term]["term"]) for term in near))[:3]

    def _asked(self, typed: str) -> list[Query]:
        """Return the query as typed and without the words that make a question of it."""
        asked = dict.fromkeys((typed, without_question(typed)))
        return [make_query(text, self._simplified) for text in asked]

    def _answer(self, typed: str, entries: Iterable[int], queries: Iterable[Query], *, exact: bool) -> list[LibraryHit]:
        keys = self._phrase_keys(queries, whole=exact)
        found = self._pieces(entries)
        hits = Lookup(self._tables([piece for _, piece in found], keys)).find(typed, exact=exact)
        placed = [
            LibraryHit(place, hit.match, hit.score)
            for hit in hits
            for place in (
                self._of_phrase(keys[hit.term]) if hit.match == "mention" else self._of_entry(found[hit.term][0])
            )
        ]
        return sorted(placed, key=lambda hit: (-hit.score, self._order[hit.place.report], hit.place))

    # --- entries that a query may mean ---

    def _written(self, query: Query) -> set[int]:
        """Return the entries with a name that is the query as written, or with its numbers in digits."""
        sql = "SELECT entry FROM name JOIN entry_name ON name = no WHERE fold IN (?, ?) OR digits = ?"
        return {entry for (entry,) in self._db.execute(sql, (query.fold, query.digits, query.digits))}

    def _candidates(self, typed: str) -> set[int]:
        """Return the entries that any tier of the look-up may find, and a few more."""
        entries: set[int] = set()
        for query in self._asked(typed):
            named = [name.no for name in self._sharing(query) if _may_be(name, query)] if query.fold else []
            entries |= set(
                self._having("SELECT entry FROM entry_name WHERE name IN ({})", [*named, *self._mistyped(query)])
            )
            entries |= self._sounding(query) | self._explaining(query)
        return set(sorted(entries)[:_MOST_ENTRIES])

    def _sharing(self, query: Query) -> Iterator[_Name]:
        """Yield the names that `_may_be` may accept, and a few more: the database tells in a tenth of the time."""
        ways = [("digits", sorted(_counted(query.digits))[:LONGEST]), ("fold", sorted(set(query.fold))[:LONGEST])]
        having = [" AND ".join(f"instr({column}, ?) > 0" for _ in chars) or "1" for column, chars in ways]
        only = f"*[^{''.join(sorted(set(query.digits) | _MEASURES))}]*"  # in a folded text no character is GLOB's own
        sql = f"SELECT no, fold, digits FROM name WHERE {' OR '.join(having)} OR digits NOT GLOB ?"
        yield from map(_Name._make, self._db.execute(sql, [*(char for _, chars in ways for char in chars), only]))

    def _mistyped(self, query: Query) -> list[int]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if not query.is_short:
            return []
        found: set[int] = set()
        for form, texts in (
            (query.fold, [n.fold for n in self._names]),
            (query.digits, [n.digits for n in self._names]),
        ):
            most = most_edits(len(form), len(form) + 1)
            hits = process.extract(form, texts, scorer=OSA.distance, score_cutoff=most, limit=None)
            found.update(self._names[at].no for _, _, at in hits)
        return sorted(found)

    def _sounding(self, query: Query) -> set[int]:
        """Return the entries with a name that begins with the sounds or first letters of a query, or nearly so."""
        typed = fold(plain_pinyin(query.typed.translate(self._simplified)))
        if len(typed) > LONGEST or not any(char.isascii() and char.isalpha() for char in typed):
            return set()
        ways = {typed, *query_spellings(typed, self._readings)}
        sql = "SELECT entry FROM sound WHERE key >= ? AND key < ?"
        begins = {way for one in ways if one for way in (one, close_sound(one), loose_sound(one))}
        found = {entry for way in begins for (entry,) in self._db.execute(sql, (way, f"{way}\U0010ffff"))}
        if found:
            return found
        inside = "SELECT entry FROM sound WHERE key LIKE '%' || ? || '%'"
        long = {sound(way) for way in ways if len(way) > 4 for sound in (str, loose_sound)}
        return {entry for way in long for (entry,) in self._db.execute(inside, (way,))}

    def _explaining(self, query: Query) -> set[int]:
        """Return the entries whose explanations have most of the pairs in a query, or in what may stand for it."""
        meant = [form for word in query.words[:_MOST_WORDS] for form in others(word)]
        return self._with_pairs(query.words) | self._with_pairs(meant) if query.is_short else set()

    def _with_pairs(self, words: Sequence[str]) -> set[int]:
        tokens = [token for token in dict.fromkeys(bigrams(";".join(words)).split()) if len(token) > 1]
        if not tokens:
            return set()
        sql = "SELECT rowid FROM explained WHERE explained MATCH ? ORDER BY rank LIMIT ?"
        either = " OR ".join(f'"{token}"' for token in tokens)
        return {entry for (entry,) in self._db.execute(sql, (either, _MOST_EXPLAINED))}

    # --- what the look-up is given ---

    def _pieces(self, entries: Iterable[int]) -> list[tuple[int, dict[str, Any]]]:
        """Return the entries that the chosen reports have, with what the look-up needs of them."""
        rows = self._rows("SELECT no, piece FROM entry WHERE no IN ({})", sorted(entries))
        if self._chosen is not None:
            used = {entry for no in self._chosen for (entry,) in self._db.execute(_ENTRIES_OF_REPORT, (no,))}
            rows = (row for row in rows if row[0] in used)
        return [(entry, json.loads(piece)) for entry, piece in rows]

    def tables_at(self, places: Iterable[Place]) -> TermTables:
        """Return the tables of the scan for the terms of these entries, in this order."""
        sql = "SELECT piece FROM term JOIN entry ON no = entry WHERE report = ? AND number = ?"
        return self._tables([json.loads(self._db.execute(sql, place).fetchone()[0]) for place in places], [])

    def _tables(self, pieces: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> TermTables:
        """Return the tables of `lookup_tables` for these entries and the phrases with these keys."""
        tables: dict[str, Any] = {"exact": {}, "names": [], "explained": [p["explained"] for p in pieces]}
        sounds: dict[str, dict[str, list[int]]] = {"pinyin": {}, "initials": {}}
        for term, piece in enumerate(pieces):
            for printed in dict.fromkeys((piece["term"], piece["headword"])):
                tables["exact"].setdefault(printed, []).append(term)
            for folded, digits, kind, pinyin, initials in piece["names"]:
                for way, heard in (("pinyin", pinyin), ("initials", initials)):
                    for key in heard:
                        sounds[way].setdefault(key, []).append(len(tables["names"]))
                tables["names"].append([folded, digits, term, kind])
        phrases = {key: at for at, key in enumerate(keys)}
        return TermTables({**tables, **sounds, "phrase_keys": phrases, "edges": self._edges, **self._characters})

    def _phrase_keys(self, queries: Iterable[Query], *, whole: bool) -> list[str]:
        """Return the unexplained phrases that a query is, or else that it holds."""
        forms = {form for query in queries for form in (query.fold, query.digits) if form}
        tried = forms if whole else {run for form in forms for run in _runs(form[:LONGEST])}
        keys = self._having("SELECT DISTINCT key FROM phrase WHERE key IN ({})", sorted(tried))
        return sorted(key for key in keys if self._of_phrase(key))

    def _having(self, sql: str, values: Sequence[Any]) -> list[Any]:
        return [value for (value,) in self._rows(sql, values)]

    def _rows(self, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        for at in range(0, len(values), _AT_ONCE):
            part = values[at : at + _AT_ONCE]
            yield from self._db.execute(sql.format(",".join("?" * len(part))), part)

    # --- where they stand ---

    def _of_entry(self, entry: int) -> list[Place]:
        return self._among_chosen(self._db.execute("SELECT report, number FROM term WHERE entry = ?", (entry,)))

    def _of_phrase(self, key: str) -> list[Place]:
        return self._among_chosen(self._db.execute("SELECT report, number FROM phrase WHERE key = ?", (key,)))

    def _among_chosen(self, rows: Iterable[tuple[int, int]]) -> list[Place]:
        return [Place(*row) for row in rows if row[0] in self._order]


_ENTRIES_OF_REPORT = "SELECT entry FROM term WHERE report = ?"


def _may_be(name: _Name, query: Query) -> bool:
    """Tell whether a name and a query have the characters of one in the other, in any order, measure words left out."""
    mine, theirs = _counted(query.digits), _counted(name.digits)
    return mine <= theirs or theirs <= set(query.digits) or set(query.fold) <= set(name.fold)


def _counted(digits: str) -> set[str]:
    """Return the characters of a name that count: no measure words, no plus signs."""
    return set(MEASURE.sub("", digits)) - {"+"}


def _runs(form: str) -> Iterator[str]:
    for start in range(len(form)):
        for end in range(start + 2, min(start + _LONGEST_PHRASE, len(form)) + 1):
            yield form[start:end]
