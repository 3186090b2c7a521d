"""Storing a report in the database, reading it back as an index, and removing it with all that no other report has."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha1
from typing import Any, NamedTuple

from hpreport.index.index import Index, open_index
from hpreport.index.paths import STORED_ENCODING
from hpreport.library.schema import FIGURE, bigrams
from hpreport.library.shelf import Stamp
from hpreport.passages.passage import Passage
from hpreport.records import StoredFigure, fields
from hpreport.text.fold import END, fold, search_form
from hpreport.text.pinyin import close_sound, loose_sound

_ELSEWHERE = ("info", "terms", "passages", "figures", "indicators")
"""Tables of an index that are made again from others of the database; the rest are stored as they are."""


class Texts(NamedTuple):
    """The texts of a passage, which are compressed together."""

    text: str
    heading: str
    notes: str
    pieces: str


def pack_texts(passage: Passage) -> bytes:
    """Return the texts of a passage, compressed."""
    return _pack("\0".join((passage.text, passage.heading, passage.notes, passage.pieces)))


def unpack_texts(packed: bytes) -> Texts:
    """Return what `pack_texts` has compressed; a report has no NUL. Raises `DamagedError` where it is damaged."""
    return Texts(*_unpack(packed).split("\0"))


class DamagedError(sqlite3.DatabaseError):
    """A compressed text of the database is damaged."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def _pack(text: str) -> bytes:
    return zlib.compress(text.encode(STORED_ENCODING))


def _unpack(packed: bytes) -> str:
    try:
        return zlib.decompress(packed).decode(STORED_ENCODING)
    except (zlib.error, TypeError, ValueError) as error:
        raise DamagedError("what was compressed is damaged") from error


def add_report(db: sqlite3.Connection, report: str, stamp: Stamp, index: Index) -> None:
    """Replace what the database has of a report by what its index says."""
    remove_report(db, report)
    info, words = index.info, _words(index.tables["words"])
    passages = index.search.passages
    size = (len(passages), sum(passage.length for passage in passages))
    row = (report, *stamp, info["sha256"], told(info), info["place"], *size, _json(info))
    number = db.execute(f"INSERT INTO report VALUES (NULL{', ?' * len(row)})", row).lastrowid
    stored = ((number, name, _pack(_json(table))) for name, table in _stored(index.tables))
    db.executemany("INSERT INTO stored VALUES (?, ?, ?)", stored)
    _add_terms(db, number, index)
    _add_passages(db, number, index)
    _add_figures(db, number, index)
    db.executemany(
        "INSERT INTO word VALUES (?, ?, ?) ON CONFLICT (word) DO UPDATE SET"
        " times = times + excluded.times, passages = passages + excluded.passages",
        ((word, *counts) for word, counts in words.items()),
    )


def _stored(tables: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the tables that are stored, without what is elsewhere: the texts of sections, the words at the edges."""
    for name in tables:
        if name == "sections":
            yield name, [{**row, "text": ""} for row in tables[name]]
        elif name == "edges":
            yield name, {side: "".join(words) for side, words in tables[name].items()}
        elif name not in _ELSEWHERE:
            yield name, tables[name]


class StoredTables(Mapping[str, Any]):
    """The tables of the index of one report, each read from the database when it is first asked for."""

    def __init__(
        self,
        db: sqlite3.Connection,
        number: int,
        close: Callable[[], None] = lambda: None,
        fault: Callable[[sqlite3.DatabaseError], Exception] = lambda error: error,
    ) -> None:
        """Take the number of the report; `close` is called when they are closed, `fault` says what to raise."""
        self._db = db
        self._number = number
        self._fault = fault
        self._parsed: dict[str, Any] = {}
        self.close = close

    def __getitem__(self, name: str) -> Any:
        if name not in self._parsed:
            made = _MADE.get(name)
            try:
                self._parsed[name] = made(self._db, self._number) if made else _load(self._db, self._number, name)
            except sqlite3.DatabaseError as error:
                raise self._fault(error) from error
        return self._parsed[name]

    def __iter__(self) -> Iterator[str]:
        sql = "SELECT name FROM stored WHERE report = ?"
        return iter([*_ELSEWHERE, *(name for (name,) in self._db.execute(sql, (self._number,)))])

    def __len__(self) -> int:
        return len(list(iter(self)))


def _load(db: sqlite3.Connection, number: int, name: str) -> Any:
    """Return a table as it is stored. Raises `KeyError` where there is none of this name."""
    found = db.execute("SELECT data FROM stored WHERE report = ? AND name = ?", (number, name)).fetchone()
    if not found:
        raise KeyError(name)
    return json.loads(_unpack(found[0]))


def load_outline(db: sqlite3.Connection, number: int) -> Any:
    """Return the nodes of the outline of a report."""
    return _load(db, number, "outline")


def _info(db: sqlite3.Connection, number: int) -> Any:
    return json.loads(db.execute("SELECT info FROM report WHERE no = ?", (number,)).fetchone()[0])


def _terms(db: sqlite3.Connection, number: int) -> Any:
    rows = db.execute("SELECT row FROM term WHERE report = ? ORDER BY number", (number,))
    return [json.loads(row) for (row,) in rows]


def _sections(db: sqlite3.Connection, number: int) -> Any:
    texts: dict[str, list[str]] = {}
    for section, packed in db.execute("SELECT section, texts FROM passage WHERE report = ? ORDER BY no", (number,)):
        texts.setdefault(section, []).append(unpack_texts(packed).text)
    return [{**row, "text": "\n".join(texts.get(row["id"], ()))} for row in _load(db, number, "sections")]


def _passages(db: sqlite3.Connection, number: int) -> Any:
    rows = db.execute("SELECT section, line, length, texts FROM passage WHERE report = ? ORDER BY no", (number,))
    return [list(passage_of(*row)) for row in rows]


def passage_of(section: str, line: int, length: int, packed: bytes) -> Passage:
    """Return a passage from its columns in the database."""
    text, heading, notes, pieces = unpack_texts(packed)
    return Passage(section, line, text, search_form(text), heading, length, notes, pieces)


def _edges(db: sqlite3.Connection, number: int) -> Any:
    sql = "SELECT words FROM edge WHERE side = ? AND char = ?"
    sides = _load(db, number, "edges").items()
    return {side: {char: db.execute(sql, (side, char)).fetchone()[0] for char in chars} for side, chars in sides}


def _figures(db: sqlite3.Connection, number: int) -> Any:
    return list(figures_of(db, f"f.report = {number}"))


_MADE: Mapping[str, Callable[[sqlite3.Connection, int], Any]] = {
    "info": _info,
    "terms": _terms,
    "sections": _sections,
    "passages": _passages,
    "edges": _edges,
    "figures": _figures,
    "indicators": lambda db, number: open_index().tables["indicators"],
}

_OWN = {
    "report": "r.id",
    "place": "r.place",
    "indicator": "i.text",
    "topic": "i.topic",
    "heading": "ifnull(f.heading, n.heading)",
}
_FIGURES = (
    f"SELECT {', '.join(_OWN.get(name, f'f.{name}') for name in fields(StoredFigure))} FROM figure f"
    " JOIN report r ON r.no = f.report JOIN indicator i ON i.no = f.indicator"
    " JOIN node n ON n.report = f.report AND n.section = f.section"
)
_SWITCHES = ("headline", "average", "stretch")


def figures_of(db: sqlite3.Connection, where: str, values: Iterable[Any] = ()) -> Iterator[dict[str, Any]]:
    """Yield the figures that fulfil a condition as rows of the contract, the earliest report first."""
    names = list(fields(StoredFigure))
    sql = f"{_FIGURES} {f'WHERE {where}' if where else ''} ORDER BY r.told = '', r.told, r.id, f.number"
    for row in db.execute(sql, tuple(values)):
        figure = dict(zip(names, row, strict=True))
        for name in _SWITCHES:
            figure[name] = bool(figure[name])
        yield figure


def told(info: Mapping[str, Any]) -> str:
    """Return when a report was delivered, for ordering: its day, or the beginning of the year it plans."""
    year = info["plan_year"] or (info["result_year"] or 0) + 1
    return info["date"] or (f"{year:04d}" if year > 1 else "")


def _words(postings: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Return each word's frequency and its document frequency."""
    places = ((word, flat.split()) for word, flat in postings.items())
    return {word: (sum(map(int, flat[2::3])), len(flat) // 3) for word, flat in places}


def _add_terms(db: sqlite3.Connection, number: int | None, index: Index) -> None:
    for at, (row, piece) in enumerate(zip(index.terms, _pieces(index), strict=True)):
        text = _json(piece)
        digest = sha1(text.encode(), usedforsecurity=False).digest()
        found = db.execute("SELECT no FROM entry WHERE digest = ?", (digest,)).fetchone()
        entry = found[0] if found else _add_entry(db, digest, text, piece)
        db.execute("INSERT INTO term VALUES (?, ?, ?, ?)", (number, at, entry, _json(row)))
    edges = ((side, *row) for side, rows in index.tables["edges"].items() for row in rows.items())
    db.executemany("INSERT OR IGNORE INTO edge VALUES (?, ?, ?)", edges)
    keys = index.tables["phrase_keys"].items()
    db.executemany("INSERT INTO phrase VALUES (?, ?, ?)", ((key, number, at) for key, at in keys))


def _pieces(index: Index) -> list[dict[str, Any]]:
    """Return, by term, what the tables of the look-up have of it; the same explanation of a term gives the same."""
    tables = index.tables
    sounds = {kind: _by_name(tables[kind]) for kind in ("pinyin", "initials")}
    pieces: list[dict[str, Any]] = [
        {"term": row["term"], "headword": row["headword"], "explained": explained, "names": []}
        for row, explained in zip(index.terms, tables["explained"], strict=True)
    ]
    for at, (folded, digits, term, kind) in enumerate(tables["names"]):
        heard = [sounds[way].get(at, []) for way in ("pinyin", "initials")]
        pieces[term]["names"].append([folded, digits, kind, *heard])
    return pieces


def _by_name(table: Mapping[str, Iterable[int]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key, names in table.items():
        for name in names:
            found.setdefault(name, []).append(key)
    return found


def _add_entry(db: sqlite3.Connection, digest: bytes, text: str, piece: Mapping[str, Any]) -> int:
    entry = int(db.execute("INSERT INTO entry VALUES (NULL, ?, ?)", (digest, text)).lastrowid or 0)
    db.execute("INSERT INTO explained (rowid, text) VALUES (?, ?)", (entry, _explained(piece)))
    for folded, digits, _, pinyin, initials in piece["names"]:
        db.execute("INSERT OR IGNORE INTO name VALUES (NULL, ?, ?)", (folded, digits))
        db.execute("INSERT OR IGNORE INTO entry_name SELECT no, ? FROM name WHERE fold = ?", (entry, folded))
        keys = [*(sound(key) for sound in (close_sound, loose_sound) for key in pinyin), *pinyin, *initials]
        db.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?)", ((key, entry) for key in keys))
    return entry


def _explained(piece: Mapping[str, Any]) -> str:
    return bigrams(f"{piece['explained']['text']};{piece['explained']['words']}")


def _add_passages(db: sqlite3.Connection, number: int | None, index: Index) -> None:
    tables = index.passage_tables
    nodes = ((number, n.id, n.heading, "\n".join(tables.headings(n.id)[:-1])) for n in index.outline.nodes.values())
    db.executemany("INSERT INTO node VALUES (?, ?, ?, ?)", nodes)
    for at, passage in enumerate(tables.passages):
        row = (number, passage.section, passage.line, passage.length, pack_texts(passage))
        no = db.execute("INSERT INTO passage VALUES (NULL, ?, ?, ?, ?, ?)", row).lastrowid
        texts = (passage.key, passage.heading, passage.notes, END.join(tables.above(at)))
        db.execute(
            "INSERT INTO found (rowid, text, heading, notes, above) VALUES (?, ?, ?, ?, ?)", (no, *map(bigrams, texts))
        )


def above(over: str, node: str, heading: str) -> list[str]:
    """Return the normal forms of the headings above a passage, before them the year that they are about.

    `over` has those above its node, one a line, `node` is the node's own heading, `heading` that of the passage, if it
    has the node's.
    """
    found = over.split("\n")
    return found if heading else [*found, search_form(node)]


def _add_figures(db: sqlite3.Connection, number: int | None, index: Index) -> None:
    headings = {node.id: node.heading for node in index.outline.nodes.values()}
    sql = f"INSERT INTO figure VALUES (?, ?{', ?' * len(FIGURE)})"
    for at, row in enumerate(index.figures):
        known = _indicator(db, row["indicator"], row["topic"])
        heading = None if row["heading"] == headings[row["section"]] else row["heading"]
        values = {**row, "indicator": known, "heading": heading}
        db.execute(sql, (number, at, *(values[n] for n in FIGURE)))


def _indicator(db: sqlite3.Connection, text: str, topic: str) -> int:
    """Return the number of an indicator of this name and topic, which a short key finds."""
    key = int.from_bytes(sha1(f"{text}\0{topic}".encode(), usedforsecurity=False).digest()[:8], signed=True)
    db.execute("INSERT OR IGNORE INTO indicator VALUES (NULL, ?, ?, ?, ?)", (key, text, fold(text), topic))
    sql = "SELECT no FROM indicator WHERE key = ? AND text = ? AND topic = ?"
    return int(db.execute(sql, (key, text, topic)).fetchone()[0])


def remove_report(db: sqlite3.Connection, report: str) -> None:
    """Remove a report from the database, with what no other report has."""
    found = db.execute("SELECT no FROM report WHERE id = ?", (report,)).fetchone()
    if not found:
        return
    number = found[0]
    _remove_found(db, number)
    _remove_words(db, number)
    keys = [(key, number) for key in _load(db, number, "phrase_keys")]
    db.executemany("DELETE FROM phrase WHERE key = ? AND report = ?", keys)
    entries = _numbers(db, "SELECT DISTINCT entry FROM term WHERE report = ?", number)
    indicators = _numbers(db, "SELECT DISTINCT indicator FROM figure WHERE report = ?", number)
    for table in ("stored", "node", "term", "passage", "figure"):
        db.execute(f"DELETE FROM {table} WHERE report = ?", (number,))
    db.execute("DELETE FROM report WHERE no = ?", (number,))
    _remove_entries(db, entries)
    sql = "DELETE FROM indicator WHERE no = ? AND NOT EXISTS (SELECT 1 FROM figure WHERE indicator = no)"
    db.executemany(sql, indicators)


def _numbers(db: sqlite3.Connection, sql: str, number: int) -> list[tuple[int]]:
    return db.execute(sql, (number,)).fetchall()


def _remove_found(db: sqlite3.Connection, number: int) -> None:
    """Remove the passages of a report from the full-text index, which needs their texts for it."""
    sql = (
        "SELECT p.no, p.texts, n.above, n.heading FROM passage p"
        " JOIN node n ON n.report = p.report AND n.section = p.section WHERE p.report = ?"
    )
    delete = "INSERT INTO found (found, rowid, text, heading, notes, above) VALUES ('delete', ?, ?, ?, ?, ?)"
    for no, packed, over, node in db.execute(sql, (number,)).fetchall():
        text, heading, notes, _ = unpack_texts(packed)
        texts = (search_form(text), heading, notes, END.join(above(over, node, heading)))
        db.execute(delete, (no, *map(bigrams, texts)))


def _remove_words(db: sqlite3.Connection, number: int) -> None:
    words = _words(_load(db, number, "words"))
    counts = [(times, passages, word) for word, (times, passages) in words.items()]
    db.executemany("UPDATE word SET times = times - ?, passages = passages - ? WHERE word = ?", counts)
    db.executemany("DELETE FROM word WHERE word = ? AND passages <= 0", ((word,) for word in words))


def _remove_entries(db: sqlite3.Connection, entries: Iterable[tuple[int]]) -> None:
    """Delete those of these glossary entries that no report has any more, and their names."""
    sql = "SELECT piece FROM entry WHERE no = ? AND NOT EXISTS (SELECT 1 FROM term WHERE entry = no)"
    for (entry,) in entries:
        for (piece,) in db.execute(sql, (entry,)).fetchall():
            text = _explained(json.loads(piece))
            db.execute("INSERT INTO explained (explained, rowid, text) VALUES ('delete', ?, ?)", (entry, text))
            names = _numbers(db, "SELECT name FROM entry_name WHERE entry = ?", entry)
            for table, column in (("entry_name", "entry"), ("sound", "entry"), ("entry", "no")):
                db.execute(f"DELETE FROM {table} WHERE {column} = ?", (entry,))
            unused = "DELETE FROM name WHERE no = ? AND NOT EXISTS (SELECT 1 FROM entry_name WHERE name = no)"
            db.executemany(unused, names)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
