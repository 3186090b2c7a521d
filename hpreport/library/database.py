"""The library's database: what its indexes say, arranged for questions to many reports at once.

It is derived from the YAML indexes and never the only place of anything: where it is missing, damaged, of another
version or older than an index, it is made or mended from them. SQLite keeps its writers apart and its readers safe.
"""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from hashlib import sha1
from pathlib import Path
from typing import Any

from hpreport.errors import DataError
from hpreport.fold import fold
from hpreport.index import Index, open_index
from hpreport.library.grams import TOKENIZER, grams
from hpreport.lookup.normal import END, normal, phrase_of
from hpreport.lookup.sound import close_sound
from hpreport.store.editorial import load_synonyms
from hpreport.store.header import FORMAT
from hpreport.store.locate import BUNDLED_REPORT, data_dir
from hpreport.store.shelf import Shelf, Stamp

_VERSION = 100 * FORMAT + 2
"""Version of the tables below, with that of the indexes: a database of another one is made anew."""
_PATIENCE = 120.0
"""Seconds to wait for another process that writes."""
_AT_ONCE = 50
"""Reports that are read again in one transaction: other processes wait for a few seconds, the disk not for each."""
_CACHE = 64_000
"""Kilobytes of the database that are kept in memory at the most; SQLite's 2,000 make a large one slow to write."""
_SCHEMA = f"""
CREATE TABLE report (
    no INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, size INTEGER, time INTEGER, sha256 TEXT, told TEXT, place TEXT,
    passages INTEGER, length INTEGER, info TEXT
);
CREATE TABLE words_of (report INTEGER PRIMARY KEY, words BLOB);
CREATE INDEX report_sha256 ON report (sha256);
CREATE TABLE entry (no INTEGER PRIMARY KEY, digest BLOB UNIQUE, piece TEXT);
CREATE TABLE term (report INTEGER, number INTEGER, entry INTEGER, row TEXT, PRIMARY KEY (report, number)) WITHOUT ROWID;
CREATE INDEX term_entry ON term (entry);
CREATE TABLE name (no INTEGER PRIMARY KEY, fold TEXT UNIQUE, digits TEXT);
CREATE INDEX name_digits ON name (digits);
CREATE TABLE entry_name (name INTEGER, entry INTEGER, PRIMARY KEY (name, entry)) WITHOUT ROWID;
CREATE INDEX entry_name_entry ON entry_name (entry);
CREATE TABLE sound (key TEXT, entry INTEGER, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE INDEX sound_entry ON sound (entry);
CREATE TABLE phrase (key TEXT, report INTEGER, number INTEGER, PRIMARY KEY (key, report)) WITHOUT ROWID;
CREATE INDEX phrase_report ON phrase (report);
CREATE TABLE outline (report INTEGER PRIMARY KEY, nodes TEXT);
CREATE TABLE passage (
    no INTEGER PRIMARY KEY, report INTEGER, section TEXT, line INTEGER, text TEXT, heading TEXT, length INTEGER,
    notes TEXT, above TEXT
);
CREATE INDEX passage_report ON passage (report, line);
CREATE TABLE synonym (word TEXT PRIMARY KEY, others TEXT) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, times INTEGER, passages INTEGER) WITHOUT ROWID;
CREATE TABLE indicator (no INTEGER PRIMARY KEY, text TEXT UNIQUE, fold TEXT);
CREATE TABLE figure (
    report INTEGER, number INTEGER, year, kind, headline, indicator INTEGER, value, value_max, unit, measure, bound,
    text, quote, section, heading, line, PRIMARY KEY (report, number)
) WITHOUT ROWID;
CREATE INDEX figure_indicator ON figure (indicator);
CREATE VIRTUAL TABLE explained USING fts5 (text, content='', tokenize="{TOKENIZER}");
CREATE VIRTUAL TABLE found USING fts5 (heading, text, notes, above, content='', tokenize="{TOKENIZER}");
PRAGMA user_version = {_VERSION};
"""


# --- one report in and out ---


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
    if report == BUNDLED_REPORT:
        _set_synonyms(db)
    db.executemany(
        "INSERT INTO word VALUES (?, ?, ?) ON CONFLICT (word) DO UPDATE SET"
        " times = times + excluded.times, passages = passages + excluded.passages",
        ((word, *counts) for word, counts in words.items()),
    )


def _set_synonyms(db: sqlite3.Connection) -> None:
    """Put in the hand-kept synonyms, which come with the program as its report does."""
    groups: dict[str, dict[str, None]] = {}
    for group in load_synonyms(data_dir()):
        words = list(dict.fromkeys(map(phrase_of, group)))
        for word in words:
            groups.setdefault(word, {}).update(dict.fromkeys(other for other in words if other != word))
    db.execute("DELETE FROM synonym")
    db.executemany("INSERT INTO synonym VALUES (?, ?)", ((word, " ".join(others)) for word, others in groups.items()))


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
        pieces[term]["names"].append([folded, digits, kind, *heard, tables["glue"].get(folded, "")])
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
    for folded, digits, _, pinyin, initials, _ in piece["names"]:
        db.execute("INSERT OR IGNORE INTO name VALUES (NULL, ?, ?)", (folded, digits))
        db.execute("INSERT OR IGNORE INTO entry_name SELECT no, ? FROM name WHERE fold = ?", (entry, folded))
        keys = [*(close_sound(key) for key in pinyin), *pinyin, *initials]
        db.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?)", ((key, entry) for key in keys))
    return entry


def _explained(piece: Mapping[str, Any]) -> str:
    return grams(f"{piece['explained']['text']};{piece['explained']['words']}")


def _add_passages(db: sqlite3.Connection, number: int | None, index: Index) -> None:
    db.execute("INSERT INTO outline VALUES (?, ?)", (number, _json(index.tables["outline"])))
    for at, passage in enumerate(index.search.passages):
        above = END.join(index.search.above(at))
        row = (number, *passage[:3], *passage[4:], above)
        no = db.execute("INSERT INTO passage VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
        texts = (passage.heading, passage.key, passage.notes, above)
        db.execute(
            "INSERT INTO found (rowid, heading, text, notes, above) VALUES (?, ?, ?, ?, ?)", (no, *map(grams, texts))
        )


def _add_figures(db: sqlite3.Connection, number: int | None, index: Index) -> None:
    for at, row in enumerate(index.figures):
        name = row["indicator"]
        db.execute("INSERT OR IGNORE INTO indicator VALUES (NULL, ?, ?)", (name, fold(name)))
        named = db.execute("SELECT no FROM indicator WHERE text = ?", (name,)).fetchone()[0]
        values = {**row, "report": number, "indicator": named}
        db.execute(f"INSERT INTO figure VALUES (?, ?{', ?' * len(FIGURE)})", (number, at, *(values[n] for n in FIGURE)))


FIGURE = (
    "year", "kind", "headline", "indicator", "value", "value_max", "unit", "measure", "bound", "text", "quote",
    "section", "heading", "line",
)  # fmt: skip
"""Fields of a figure after its report, in the order of the contract."""


def remove_report(db: sqlite3.Connection, report: str) -> None:
    """Take a report out of the database, and what only it has said."""
    found = db.execute("SELECT no, words FROM report JOIN words_of ON report = no WHERE id = ?", (report,)).fetchone()
    if not found:
        return
    number, words = found
    passages = db.execute("SELECT no, heading, text, notes, above FROM passage WHERE report = ?", (number,)).fetchall()
    for no, heading, text, *rest in passages:
        texts = map(grams, (heading, normal(text), *rest))
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


# --- the file ---


def open_database(shelf: Shelf) -> tuple[sqlite3.Connection, list[str]]:
    """Return the library's database for reading, brought up to date with its indexes, and which of them are not read.

    Where the file cannot be written, because the disk is full or somebody else's, it is read as it stands or, where it
    is not up to date, made in memory, which takes longer. Raises `DataError` where the library cannot be read at all.
    """
    try:
        return _opened(shelf, _update)
    except sqlite3.DatabaseError as error:
        if _code(error) not in (*_FAULTS, *_DAMAGES):
            raise DataError(f"{shelf.database}：读不了：{error}") from error
    return _without_writing(shelf)


@contextmanager
def writing(shelf: Shelf) -> Iterator[sqlite3.Connection]:
    """Give the database inside a transaction of which there is one at a time, among all processes.

    Raises `DataError` where it cannot be written.
    """
    shelf.prepare()
    try:
        db, _ = _opened(shelf, _begin)
        with closing(db):
            yield db
            db.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        discard_damaged(shelf, error)
        raise DataError(f"{shelf.database}：写不了：{_FAULTS.get(_code(error), str(error))}") from error


def discard_damaged(shelf: Shelf, error: sqlite3.DatabaseError) -> None:
    """Delete a database that proves damaged while it is used, and raise `DataError` saying so; another error passes."""
    if _code(error) in _DAMAGES:
        _discard(shelf)
        raise DataError(f"{shelf.database}：数据库坏了，已删去；请再试一次，会从各份索引重建") from error


def _opened(
    shelf: Shelf, prepare: Callable[[sqlite3.Connection, Shelf], list[str]]
) -> tuple[sqlite3.Connection, list[str]]:
    """Return the database made ready by `prepare`, with what that returns; a damaged one is made anew.

    The first time that it proves damaged, another process may just be putting a new one in its place.
    """
    for attempt in range(3):
        try:
            with ExitStack() as unless_ready:
                db = unless_ready.enter_context(closing(_connect(shelf)))
                problems = prepare(db, shelf)
                unless_ready.pop_all()
                return db, problems
        except sqlite3.DatabaseError as error:
            if _code(error) not in _DAMAGES or attempt == 2:
                raise
            if attempt:
                _discard(shelf)
    raise AssertionError


def _connect(shelf: Shelf) -> sqlite3.Connection:
    if not shelf.database.parent.is_dir():
        return _create(sqlite3.connect(":memory:", isolation_level=None))
    db = sqlite3.connect(shelf.database, timeout=_PATIENCE, isolation_level=None)
    try:
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA cache_size = -{_CACHE}")
        return db if _is_current(db) else _create(db)
    except sqlite3.DatabaseError:
        db.close()
        raise


def _is_current(db: sqlite3.Connection) -> bool:
    return bool(db.execute("PRAGMA user_version").fetchone()[0] == _VERSION)


def _create(db: sqlite3.Connection) -> sqlite3.Connection:
    """Make the tables, in place of those of another version.

    The write-ahead log lets readers keep the state that they began with and never hold a writer up, even one that stays
    open behind a pager.
    """
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("BEGIN IMMEDIATE")
    if not _is_current(db):  # another process may have been faster
        tables = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        for (name,) in tables.fetchall():
            with suppress(sqlite3.OperationalError):  # gone with the virtual table that it was a part of
                db.execute(f'DROP TABLE "{name}"')
        for statement in _SCHEMA.split(";"):
            db.execute(statement)
    db.execute("COMMIT")
    return db


def _without_writing(shelf: Shelf) -> tuple[sqlite3.Connection, list[str]]:
    """Return the database as it stands, where nobody writes to it and it is up to date, else one in memory."""
    if not _log(shelf).exists():
        with suppress(sqlite3.DatabaseError):
            uri = f"{shelf.database.absolute().as_uri()}?immutable=1"
            db = sqlite3.connect(uri, uri=True, isolation_level=None)
            if _is_current(db) and not _stale(db, shelf):
                return db, []
    db = _create(sqlite3.connect(":memory:", isolation_level=None))
    return db, _update(db, shelf)


def _log(shelf: Shelf) -> Path:
    return shelf.database.with_name(f"{shelf.database.name}-wal")


def _discard(shelf: Shelf) -> None:
    """Delete the database, which is made anew when next opened."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            shelf.database.with_name(f"{shelf.database.name}{ending}").unlink(missing_ok=True)


def _update(db: sqlite3.Connection, shelf: Shelf) -> list[str]:
    """Bring the database up to date with the indexes that were added, changed or removed since.

    Returns what is wrong with those that cannot be read.
    """
    stale, problems = _stale(db, shelf), []
    for at in range(0, len(stale), _AT_ONCE):
        db.execute("BEGIN IMMEDIATE")
        for report in stale[at : at + _AT_ONCE]:
            if _stamp_of(db, report) != shelf.stamp(report):  # another process may have been faster
                problems.append(refresh_report(db, shelf, report))
        db.execute("COMMIT")
    return list(filter(None, problems))


def _begin(db: sqlite3.Connection, shelf: Shelf) -> list[str]:
    """Begin to write and bring the database up to date. Returns what is wrong with indexes that cannot be read."""
    db.execute("BEGIN IMMEDIATE")
    return list(filter(None, [refresh_report(db, shelf, report) for report in _stale(db, shelf)]))


def _stale(db: sqlite3.Connection, shelf: Shelf) -> list[str]:
    known = {report: Stamp(*stamp) for report, *stamp in db.execute("SELECT id, size, time FROM report")}
    there = shelf.stamps_of_all()
    return [report for report in (there | known) if there.get(report) != known.get(report)]


def _stamp_of(db: sqlite3.Connection, report: str) -> Stamp | None:
    """Return the state that a report's index had when the database took it in, None where it has no such report."""
    found = db.execute("SELECT size, time FROM report WHERE id = ?", (report,)).fetchone()
    return Stamp(*found) if found else None


def refresh_report(db: sqlite3.Connection, shelf: Shelf, report: str) -> str:
    """Read one report's index again, or forget the report where its index is gone or cannot be read.

    Returns what is wrong with the index; empty where nothing is.
    """
    stamp = shelf.stamp(report)
    try:
        index = _index_named(report, shelf.index_path(report)) if stamp else None
    except DataError as error:
        remove_report(db, report)
        return str(error)
    if stamp and index:
        add_report(db, report, stamp, index)
    else:
        remove_report(db, report)
    return ""


def _index_named(report: str, path: Path) -> Index:
    index = open_index(path, keep=True)
    if index.info["report"] != report:
        raise DataError(f"{path}：里面的报告叫 {index.info['report']}，和文件名不同，没有查它")
    return index


_FAULTS = {
    sqlite3.SQLITE_READONLY: "没有权限",
    sqlite3.SQLITE_CANTOPEN: "打不开，没有权限或者不是文件",
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_BUSY: "别的程序一直在写",
}
_DAMAGES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _code(error: sqlite3.Error) -> int:
    """Return the primary code of SQLite's error, which the low byte of an extended one is."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
