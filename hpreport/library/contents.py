"""One report put into the database, and taken out again with all that only it has said."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from hashlib import sha1
from typing import Any

from hpreport.index.index import Index
from hpreport.library.schema import FIGURE, bigrams
from hpreport.library.shelf import Stamp
from hpreport.text.fold import END, fold, search_form
from hpreport.text.pinyin import close_sound


def add_report(db: sqlite3.Connection, report: str, stamp: Stamp, index: Index) -> None:
    """Put what an index says in place of what the database has of that report."""
    remove_report(db, report)
    info, words = index.info, _words(index)
    passages = index.search.passages
    size = (len(passages), sum(passage.length for passage in passages))
    packed = zlib.compress(_json(words).encode())
    row = (report, *stamp, info["sha256"], told(info), info["place"], *size, _json(info))
    number = db.execute(f"INSERT INTO report VALUES (NULL{', ?' * len(row)})", row).lastrowid
    db.execute("INSERT INTO words_of VALUES (?, ?)", (number, packed))
    _add_terms(db, number, index)
    _add_passages(db, number, index)
    _add_figures(db, number, index)
    db.executemany(
        "INSERT INTO word VALUES (?, ?, ?) ON CONFLICT (word) DO UPDATE SET"
        " times = times + excluded.times, passages = passages + excluded.passages",
        ((word, *counts) for word, counts in words.items()),
    )


def told(info: Mapping[str, Any]) -> str:
    """Return when a report was delivered, for ordering: its day, or the beginning of the year it plans."""
    year = info["plan_year"] or (info["result_year"] or 0) + 1
    return info["date"] or (f"{year:04d}" if year > 1 else "")


def _words(index: Index) -> dict[str, tuple[int, int]]:
    """Return, by word, how often it stands in the texts and in how many passages."""
    places = ((word, flat.split()) for word, flat in index.tables["words"].items())
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
        keys = [*(close_sound(key) for key in pinyin), *pinyin, *initials]
        db.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?)", ((key, entry) for key in keys))
    return entry


def _explained(piece: Mapping[str, Any]) -> str:
    return bigrams(f"{piece['explained']['text']};{piece['explained']['words']}")


def _add_passages(db: sqlite3.Connection, number: int | None, index: Index) -> None:
    db.execute("INSERT INTO outline VALUES (?, ?)", (number, _json(index.tables["outline"])))
    tables = index.passage_tables
    for at, passage in enumerate(tables.passages):
        above = END.join(tables.above(at))
        row = (number, *passage[:3], *passage[4:], above)
        no = db.execute("INSERT INTO passage VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
        texts = (passage.heading, passage.key, passage.notes, above)
        db.execute(
            "INSERT INTO found (rowid, heading, text, notes, above) VALUES (?, ?, ?, ?, ?)", (no, *map(bigrams, texts))
        )


def _add_figures(db: sqlite3.Connection, number: int | None, index: Index) -> None:
    for at, row in enumerate(index.figures):
        name = row["indicator"]
        db.execute("INSERT OR IGNORE INTO indicator VALUES (NULL, ?, ?)", (name, fold(name)))
        named = db.execute("SELECT no FROM indicator WHERE text = ?", (name,)).fetchone()[0]
        values = {**row, "report": number, "indicator": named}
        db.execute(f"INSERT INTO figure VALUES (?, ?{', ?' * len(FIGURE)})", (number, at, *(values[n] for n in FIGURE)))


def remove_report(db: sqlite3.Connection, report: str) -> None:
    """Take a report out of the database, and what only it has said."""
    found = db.execute("SELECT no, words FROM report JOIN words_of ON report = no WHERE id = ?", (report,)).fetchone()
    if not found:
        return
    number, words = found
    passages = db.execute("SELECT no, heading, text, notes, above FROM passage WHERE report = ?", (number,)).fetchall()
    for no, heading, text, *rest in passages:
        texts = map(bigrams, (heading, search_form(text), *rest))
        db.execute(
            "INSERT INTO found (found, rowid, heading, text, notes, above) VALUES ('delete', ?, ?, ?, ?, ?)",
            (no, *texts),
        )
    counts = [(times, passages, word) for word, (times, passages) in json.loads(zlib.decompress(words)).items()]
    db.executemany("UPDATE word SET times = times - ?, passages = passages - ? WHERE word = ?", counts)
    db.execute("DELETE FROM word WHERE passages <= 0")
    for table in ("term", "phrase", "outline", "passage", "figure", "words_of"):
        db.execute(f"DELETE FROM {table} WHERE report = ?", (number,))
    db.execute("DELETE FROM report WHERE no = ?", (number,))
    _remove_unused(db)


def _remove_unused(db: sqlite3.Connection) -> None:
    """Delete the glossary entries, names and indicators that no report has any more."""
    unused = db.execute("SELECT no, piece FROM entry WHERE no NOT IN (SELECT entry FROM term)").fetchall()
    for entry, piece in unused:
        text = _explained(json.loads(piece))
        db.execute("INSERT INTO explained (explained, rowid, text) VALUES ('delete', ?, ?)", (entry, text))
        for table, column in (("entry_name", "entry"), ("sound", "entry"), ("entry", "no")):
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (entry,))
    db.execute("DELETE FROM name WHERE no NOT IN (SELECT name FROM entry_name)")
    db.execute("DELETE FROM indicator WHERE no NOT IN (SELECT indicator FROM figure)")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
