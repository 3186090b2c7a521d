"""The library's database: what its indexes say, arranged for questions to many reports at once.

It is derived from the YAML indexes and never the only place of anything: where it is missing, damaged, of another
version or older than an index, it is made or mended from them. SQLite keeps its writers apart and its readers safe.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from hpreport.errors import DataError
from hpreport.index.index import Index, open_index
from hpreport.index.paths import BUNDLED_REPORT
from hpreport.library.contents import StoredTables, add_report, remove_report
from hpreport.library.schema import SCHEMA, VERSION
from hpreport.library.shelf import Shelf, Stamp
from hpreport.text.fold import fold

_PATIENCE = 120.0
"""Seconds to wait for another process that writes."""
_PAUSE = 0.01
"""Seconds between two attempts to do what SQLite itself does not wait for."""
_AT_ONCE = 50
"""Reports that are read again in one transaction: other processes wait for a few seconds, the disk not for each."""
_PACKED = "报告库已改成新的格式：{} 份索引压缩了，编译过的收进数据库"
"""The note where an earlier version has written the library."""
_TICK = 2_000_000_000
"""Nanoseconds within which two changes of a folder may have the same time, on any file system."""
_CACHE = 64_000
"""Kilobytes of the database that are kept in memory at the most; SQLite's 2,000 make a large one slow to write."""


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
def reading(shelf: Shelf) -> Iterator[sqlite3.Connection]:
    """Yield the database for reading, as `open_database` does, and close it."""
    db, _ = open_database(shelf)
    with closing(db):
        yield db


@contextmanager
def writing(shelf: Shelf) -> Iterator[sqlite3.Connection]:
    """Yield the database in an exclusive write transaction.

    Raises `DataError` where it cannot be written.
    """
    shelf.prepare()
    try:
        db, _ = _opened(shelf, _begin)
        with closing(db):
            yield db
            _note(db, shelf.changed(), is_settled=False)
            db.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        if _code(error) in _DAMAGES:
            raise fault_while_asking(shelf, error) from error
        raise DataError(f"{shelf.database}：写不了：{_FAULTS.get(_code(error), str(error))}") from error


@contextmanager
def kept_open(shelf: Shelf) -> Iterator[None]:
    """Keep the database open meanwhile: SQLite moves its log into it when the last one closes it, not report by report.

    Where it cannot be opened, who writes next will say so.
    """
    with ExitStack() as opened:
        with suppress(sqlite3.DatabaseError):
            opened.enter_context(closing(_connect(shelf)))
        yield


def fault_while_asking(shelf: Shelf, error: sqlite3.DatabaseError) -> DataError:
    """Return the error to raise for a fault of the open database; a damaged one is deleted."""
    if _code(error) in _DAMAGES:
        _discard(shelf)
        return DataError(f"{shelf.database}：数据库坏了，已删去；请再试一次，会从各份索引重建")
    return DataError(f"{shelf.database}：读不了：{_FAULTS.get(_code(error), str(error))}")


def _opened(
    shelf: Shelf, prepare: Callable[[sqlite3.Connection, Shelf], list[str]]
) -> tuple[sqlite3.Connection, list[str]]:
    """Return the database made ready by `prepare`, with what that returns; a damaged one is made anew.

    The first time that it proves damaged, another process may just be putting a new one in its place.
    """
    for attempt in range(3):  # pragma: no branch: the last attempt returns or raises
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
    raise AssertionError  # pragma: no cover


def _connect(shelf: Shelf) -> sqlite3.Connection:
    if not shelf.database.parent.is_dir():
        return _create(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))
    db = sqlite3.connect(
        shelf.database, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )  # one closes all
    try:
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA cache_size = -{_CACHE}")
        return db if _is_current(db) else _create(db)
    except sqlite3.DatabaseError:
        db.close()
        raise


def open_report(shelf: Shelf, report: str) -> Index:
    """Return the index of one report, as the database has it or, where that is out of date, from its file.

    Nothing is written. Raises `DataError` where the file has to be read and cannot be.
    """
    stamp, path = shelf.stamp(report), shelf.index_path(report)
    if stamp is None or report == BUNDLED_REPORT:
        return open_index(path)
    for query in ("mode=rw", "immutable=1"):
        try:
            return _stored_report(shelf, report, stamp, query) or open_index(path)
        except sqlite3.DatabaseError:
            if _log(shelf).exists():  # what is not yet written into the database itself would not be seen
                break
    return open_index(path)


def _stored_report(shelf: Shelf, report: str, stamp: Stamp, query: str) -> Index | None:
    """Return the index of a report from a database so opened, None where it has none of this state."""
    with ExitStack() as unless_found:
        db = unless_found.enter_context(closing(_open(shelf, query)))
        db.execute("BEGIN")  # one state of it for all that is asked
        if not _is_current(db) or _stamp_of(db, report) != stamp:
            return None
        (number,) = db.execute("SELECT no FROM report WHERE id = ?", (report,)).fetchone()
        unless_found.pop_all()
        return Index(shelf.path(report), StoredTables(db, number, db.close, partial(fault_while_asking, shelf)))


def _open(shelf: Shelf, query: str) -> sqlite3.Connection:
    """Return the database that is there. Raises `sqlite3.DatabaseError` where there is none."""
    uri = f"{shelf.database.absolute().as_uri()}?{query}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def reports_explaining(database: str, word: str) -> int:
    """Return how many reports have an entry for a word, by the database as it stands; 0 where that cannot be read."""
    sql = "SELECT count(DISTINCT report) FROM name JOIN entry_name ON no = name JOIN term USING (entry) WHERE fold = ?"
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{Path(database).as_uri()}?mode=ro", uri=True)) as db:
        return int(db.execute(sql, (fold(word),)).fetchone()[0]) if _is_current(db) else 0
    return 0


def _is_current(db: sqlite3.Connection) -> bool:
    return bool(db.execute("PRAGMA user_version").fetchone()[0] == VERSION)


def _create(db: sqlite3.Connection) -> sqlite3.Connection:
    """Make the tables, in place of those of another version.

    The write-ahead log lets readers keep the state that they began with and never hold a writer up, even one that stays
    open behind a pager.
    """
    _use_log(db)
    db.execute("BEGIN IMMEDIATE")
    if not _is_current(db):  # another process may have been faster
        tables = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        for (name,) in tables.fetchall():
            with suppress(sqlite3.OperationalError):  # gone with the virtual table that it was a part of
                db.execute(f'DROP TABLE "{name}"')
        for statement in SCHEMA.split(";"):
            db.execute(statement)
    db.execute("COMMIT")
    return db


def _use_log(db: sqlite3.Connection) -> None:
    """Switch the database to the write-ahead log, waiting for other processes that do the same with a new one.

    SQLite lets one of them do so and refuses the others at once with `SQLITE_BUSY`, whatever the time-out: the switch
    reads before it writes, and two readers that wait to write would wait for each other. An attempt that is refused
    gives its lock back, so one process always gets through; the next attempt of the others finds the switch made.
    Raises `sqlite3.OperationalError` where the database stays locked.
    """
    until, switched = time.monotonic() + _PATIENCE, False
    while not switched:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            switched = True
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _without_writing(shelf: Shelf) -> tuple[sqlite3.Connection, list[str]]:
    """Return the database as it stands, where nobody writes to it and it is up to date, else one in memory."""
    if not _log(shelf).exists():
        with suppress(sqlite3.DatabaseError):
            db = _open(shelf, "immutable=1")
            if _is_current(db) and not _stale(db, shelf):
                return db, []
    db = _create(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))
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

    Returns what is wrong with those that cannot be read, and how many had an earlier form.
    """
    looked, changed = time.time_ns(), shelf.changed()
    stale, told = _stale(db, shelf), list[str]()
    for at in range(0, len(stale), _AT_ONCE):
        db.execute("BEGIN IMMEDIATE")
        told += _refresh(db, shelf, stale[at : at + _AT_ONCE])
        db.execute("COMMIT")
    packed, problems = told.count(_PACKED), [one for one in told if one != _PACKED]
    if changed and not problems and looked - changed > _TICK:
        _settle(db, shelf, changed)
    return [*([_PACKED.format(packed)] if packed else []), *problems]


def _refresh(db: sqlite3.Connection, shelf: Shelf, reports: Iterable[str]) -> Iterator[str]:
    """Read reports again and yield what is to be said of it; a report packed meanwhile says `_PACKED`."""
    for report in reports:
        if _stamp_of(db, report) != shelf.stamp(report):  # else another process has been faster
            if problem := refresh_report(db, shelf, report):
                yield problem
            elif shelf.pack(report) and (stamp := shelf.stamp(report)):
                db.execute("UPDATE report SET size = ?, time = ?, loose = ? WHERE id = ?", (*stamp, report))
                yield _PACKED


def _begin(db: sqlite3.Connection, shelf: Shelf) -> list[str]:
    """Begin to write and bring the database up to date. Returns what is wrong with indexes that cannot be read."""
    db.execute("BEGIN IMMEDIATE")
    noted, _ = _noted(db)
    stale = _stale_loose(db, shelf) if noted and noted == shelf.changed() else _stale(db, shelf)
    return list(_refresh(db, shelf, stale))


# --- whether the folder is as the database knows it ---
#
# Looking at every file takes a second where there are a hundred thousand. The folder itself tells when a file was
# added, replaced or removed: the database notes that time, and only what may change in its place is looked at. A time
# is settled once all files were looked at so long after it that any later change has another time. What a writer
# leaves behind is not: until it is, the names in the folder are compared too.


def _stale(db: sqlite3.Connection, shelf: Shelf) -> list[str]:
    """Return the reports whose files are not as the database knows them."""
    noted, is_settled = _noted(db)
    if noted and noted == shelf.changed() and (is_settled or shelf.has_only(_packed(db))):
        return _stale_loose(db, shelf)
    known = {report: Stamp(*stamp) for report, *stamp in db.execute("SELECT id, size, time, loose FROM report")}
    there = shelf.stamps_of_all()
    return [report for report in (there | known) if there.get(report) != known.get(report)]


def _stale_loose(db: sqlite3.Connection, shelf: Shelf) -> list[str]:
    """As `_stale`, of the reports whose files may change in their places."""
    rows = db.execute("SELECT id, size, time, loose FROM report WHERE loose").fetchall()
    return [report for report, *stamp in rows if shelf.stamp(report) != tuple(stamp)]


def _packed(db: sqlite3.Connection) -> list[tuple[str, bool]]:
    """Return the reports that are in the folder, of each whether it is packed."""
    rows = db.execute("SELECT id, loose FROM report WHERE id != ?", (BUNDLED_REPORT,))
    return [(report, not loose) for report, loose in rows]


def _noted(db: sqlite3.Connection) -> tuple[int, bool]:
    """Return when the folder had last changed as the database knows it, 0 where it does not, and if that is settled."""
    changed, settled = db.execute("SELECT changed, settled FROM folder").fetchone() or (0, 0)
    return int(changed), bool(settled)


def _note(db: sqlite3.Connection, changed: int, *, is_settled: bool) -> None:
    db.execute("INSERT OR REPLACE INTO folder VALUES (1, ?, ?)", (changed, is_settled))


def _settle(db: sqlite3.Connection, shelf: Shelf, changed: int) -> None:
    """Note that the database is as the folder is since it changed, unless others are writing or it changes again."""
    if _noted(db) == (changed, True):
        return
    db.execute("PRAGMA busy_timeout = 0")
    with suppress(sqlite3.OperationalError):
        db.execute("BEGIN IMMEDIATE")
        if shelf.changed() == changed:
            _note(db, changed, is_settled=True)
        db.execute("COMMIT")
    if db.in_transaction:
        db.execute("ROLLBACK")
    db.execute(f"PRAGMA busy_timeout = {round(1000 * _PATIENCE)}")


def _stamp_of(db: sqlite3.Connection, report: str) -> Stamp | None:
    """Return the state that a report's index had when the database took it in, None where it has no such report."""
    found = db.execute("SELECT size, time, loose FROM report WHERE id = ?", (report,)).fetchone()
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


def remove(shelf: Shelf, reports: Sequence[str]) -> None:
    """Take reports out of the library. Raises `DataError` where that is not possible."""
    with writing(shelf) as db:
        for report in reports:
            forget(shelf, db, report)


def forget(shelf: Shelf, db: sqlite3.Connection, report: str) -> None:
    """Delete a report's files and what the database has of it."""
    shelf.remove(report)
    remove_report(db, report)


def _index_named(report: str, path: Path) -> Index:
    index = open_index(path)
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
    """Return the primary code of an SQLite error: the low byte of an extended one."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
