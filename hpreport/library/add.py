"""Adding reports to the library: they are read in processes of their own, then written one at a time."""

import hashlib
import multiprocessing
import os
import re
import signal
import sqlite3
import sys
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace as with_fields
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from hpreport.errors import DataError, HpreportError
from hpreport.index.build import changed_report, compile_tables, named_after_place, report_of
from hpreport.index.index import Index
from hpreport.index.paths import BUNDLED_REPORT
from hpreport.index.yaml import dump_index, load_index, parse_index, unpack_index
from hpreport.library.contents import add_report
from hpreport.library.database import forget, kept_open, reading, writing
from hpreport.library.intake import STDIN, Offer, Said
from hpreport.library.shelf import Shelf, id_of, is_id
from hpreport.model import LEVEL_PART, Report
from hpreport.parsing import Overrides

ADDED, UNCHANGED, REPLACED, READY, FAILED = "added", "unchanged", "replaced", "ready", "failed"
"""What became of a file; `ready`: it can be added, and was only tried."""
_FEW = 4
"""Number of files from which on several processes pay off, each of which first loads jieba's dictionary."""


_AHEAD = 16
"""Files that are read before what was read of the first of them is put into the library."""
if TYPE_CHECKING:
    _Pipe: TypeAlias = Connection[Any, Any]


class AddOptions(NamedTuple):
    """How reports are added."""

    replace: bool = False
    """Whether a report of the same name is replaced."""
    check: bool = False
    """Whether nothing is written."""


class Added(NamedTuple):
    """What became of one file."""

    file: str
    status: str
    info: Mapping[str, Any]
    """What the report is, as `info` says it; empty where the file could not be read."""
    problem: str = ""


class _Read(NamedTuple):
    """A file read: an index, or why there is none."""

    report: str
    text: str
    tables: Mapping[str, Any]
    problem: str = ""


def add_files(shelf: Shelf, offered: Sequence[Offer], options: AddOptions) -> Generator[Added]:
    """Add reports to the library, each a text or a YAML index, and yield what became of each, in the order of files.

    A text that the library has already is left as it is, without being read again. A file that cannot be read or added
    does not keep the others from being added. Raises `DataError` where the library itself cannot be written.
    """
    there = _infos_of_known(shelf, offered, options)
    new = [offer for offer, info in zip(offered, there, strict=True) if info is None and not offer.problem]
    put = partial(_tried, set()) if options.check else _put
    with closing(_readings(new)) as readings, kept_open(shelf):
        for offer, info in zip(offered, there, strict=True):
            if offer.problem:
                yield Added(offer.label, FAILED, {}, offer.problem)
            elif info is None:
                yield put(shelf, offer, next(readings), options)
            else:
                yield _there(offer, info)


def _there(offer: Offer, info: Mapping[str, Any]) -> Added:
    """Return what becomes of a text that the library has: nothing, unless the reader says something else of it."""
    told = offer.said
    said = {
        "report": told.report_id,
        "place": told.place,
        "plan_year": told.plan_year,
        "source_url": told.source_url,
        "retrieved": told.retrieved,
    }
    if any(value and value != info[name] for name, value in said.items()):
        problem = f"{offer.label}：库里已有，名称是 {info['report']}；要照新的选项重建，加 --replace"
        return Added(offer.label, FAILED, info, problem)
    return Added(offer.label, UNCHANGED, info)


def _infos_of_known(shelf: Shelf, offered: Sequence[Offer], options: AddOptions) -> Sequence[Mapping[str, Any] | None]:
    """Return the info of each file that the library has already, None for the others and for those to be replaced."""
    if options.replace:
        return [None] * len(offered)
    hashes = [_text_hash(offer) for offer in offered]
    with reading(shelf) if options.check else writing(shelf) as db:
        return [next(_infos(db, "WHERE sha256 = ?", text), None) for text in hashes]


def _infos(db: sqlite3.Connection, where: str, *values: str) -> Iterator[dict[str, Any]]:
    from json import loads

    for (info,) in db.execute(f"SELECT info FROM report {where}", values).fetchall():
        yield loads(info)


def _text_hash(offer: Offer) -> str:
    """Return the SHA-256 of a file; empty for what is none, or a pipe, which can be read only once."""
    try:
        if offer.problem or not (offer.path is None or offer.path.is_file()):
            return ""
        if offer.path is None or offer.member is not None:
            return hashlib.sha256(offer.read()).hexdigest()
        with offer.path.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except (OSError, ValueError, DataError):
        return ""


def _readings(offered: Sequence[Offer]) -> Generator[_Read]:
    """Yield what is read of each, in their order, by processes that end at once with the generator.

    Each has a pipe of its own: one that is killed in the middle of an answer leaves nobody waiting for its end.
    """
    if len(offered) < _FEW:
        yield from map(_read, offered)
        return
    workers = [_start_worker() for _ in range(min(os.cpu_count() or 1, len(offered)))]
    pipes = [pipe for pipe, _ in workers]
    busy: dict[_Pipe, int] = {}
    done: dict[int, _Read] = {}
    given = 0
    try:
        for at in range(len(offered)):
            while at not in done or (len(busy) < len(pipes) and given < min(len(offered), at + _AHEAD)):
                for pipe in (pipe for pipe in pipes if pipe not in busy):
                    if given < min(len(offered), at + _AHEAD):
                        pipe.send(offered[given])
                        busy[pipe], given = given, given + 1
                ready = wait(busy) if at not in done else ()
                for pipe in [pipe for pipe in busy if pipe in ready]:
                    done[busy.pop(pipe)] = pipe.recv()
            yield done.pop(at)
    except (EOFError, OSError) as error:
        raise DataError("读报告的进程意外结束（内存不足？），其余的没有加入") from error
    finally:
        for _, process in workers:
            process.kill()
            process.join()


def _start_worker() -> tuple["_Pipe", BaseProcess]:
    """Return a pipe to a process that reads files, and the process."""
    context = multiprocessing.get_context("spawn")
    own, other = context.Pipe()
    process = context.Process(target=_work, args=(other,), daemon=True)
    with _without_interrupt():
        process.start()
    other.close()
    return own, process


def _work(pipe: "_Pipe") -> None:  # pragma: no cover: in a process that is killed
    """Read the files that come through a pipe, and send back what was read, until the pipe is closed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            pipe.send(_read(pipe.recv()))
        except (EOFError, OSError):
            return


@contextmanager
def _without_interrupt() -> Iterator[None]:
    """Hold Ctrl-C back while workers start: they never get it, and leave it to the process that they work for."""
    if sys.platform == "win32":  # pragma: no cover: another platform
        yield
        return
    resource_tracker.ensure_running()  # which every process of this kind starts, and which lets Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:  # pragma: no cover: a process that ends so tells nobody what it did
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(offer: Offer) -> _Read:
    try:
        data = offer.read()
        is_index = offer.name.lower().removesuffix(".gz").endswith((".yaml", ".yml")) or _is_index(offer, data)
        report = _of_index(offer, data) if is_index else _of_text(offer, data)
        report = offer.said.on(named_after_place(report))
        if not is_id(report.id):
            raise DataError(f"{offer.label}：不能叫“{report.id}”，请用 --id 起名")
    except HpreportError as error:
        return _Read("", "", {}, str(error))
    return _Read(report.id, dump_index(report, _command(offer)), compile_tables(report))


def _is_index(offer: Offer, data: bytes) -> bool:
    """Tell whether standard input is an index: it has no name that says so."""
    return offer.label == STDIN and bool(re.match(rb"(?:#[^\n]*\n)*schema: ", data))


def _of_index(offer: Offer, data: bytes) -> Report:
    said = offer.said
    report = parse_index(unpack_index(data, offer.label), offer.label)
    if said.plan_year and report.plan_year not in (None, said.plan_year):
        raise DataError(f"{offer.label}：索引里已写明安排 {report.plan_year} 年的工作，--year 只能用于文字")
    plan_year = said.plan_year or report.plan_year
    return with_fields(
        report,
        id=said.report_id or report.id,
        place=said.place or report.place,
        plan_year=plan_year,
        result_year=plan_year - 1 if said.plan_year and plan_year else report.result_year,
    )


def _of_text(offer: Offer, data: bytes) -> Report:
    said = offer.said
    name = said.report_id or id_of(offer.stem)
    overrides = Overrides(said.place, said.plan_year, said.by)
    report = report_of(data, offer.label, offer.name, report_id=name, overrides=overrides)
    if not report.title and not any(section.level == LEVEL_PART for section in report.sections):
        problem = "不像政府工作报告：没有标题，也不分部分；如果是，请先用 hpreport build 建立索引"
        raise DataError(f"{offer.label}：{problem}")
    return with_fields(report, warnings=(said.note, *report.warnings)) if said.note else report


def _command(offer: Offer) -> str:
    """Return the command that makes the same index again."""
    return offer.said.command("add", offer.label)


def _put(shelf: Shelf, offer: Offer, read: _Read, options: AddOptions) -> Added:
    """Add what was read of a file to the library and return what became of it."""
    if read.problem:
        return Added(offer.label, FAILED, {}, read.problem)
    info = read.tables["info"]
    with writing(shelf) as db:
        same = list(_infos(db, "WHERE sha256 = ?", info["sha256"]))
        if same and not options.replace:
            return Added(offer.label, UNCHANGED, same[0])
        taken = shelf.stamp(read.report) is not None
        if problem := _refusal(db, read.report, taken=taken and not options.replace):
            return Added(offer.label, FAILED, info, f"{offer.label}：{problem}")
        try:
            put_report(shelf, db, read.report, read.text, read.tables)
        except DataError as error:
            return Added(offer.label, FAILED, info, str(error))
        renamed = [other["report"] for other in same if other["report"] not in (read.report, BUNDLED_REPORT)]
        for other in renamed:  # the same text under another name
            forget(shelf, db, other)
    return Added(offer.label, REPLACED if taken or renamed else ADDED, info)


def put_report(shelf: Shelf, db: sqlite3.Connection, report: str, text: str, tables: Mapping[str, Any]) -> None:
    """Write the index of a report and take it into the database. Raises `DataError` where it cannot be written."""
    shelf.put(report, text)
    if stamp := shelf.stamp(report):  # nobody has removed it again by hand
        add_report(db, report, stamp, Index(shelf.path(report), tables))


def _refusal(db: sqlite3.Connection, report: str, *, taken: bool) -> str:
    """Return why no report may be called so, empty where one may; `taken` where another one is and stays."""
    if report == BUNDLED_REPORT:
        return f"{report} 是自带的报告的名称，用 --id 另起名"
    if taken:
        return f"报告库里已有另一份 {report}，用 --id 另起名，或用 --replace 换掉它"
    alike = _differing_in_case(db, report)
    return f"报告库里已有 {alike}，只差大小写，有的系统分不开这两个文件；用 --id 另起名" if alike else ""


def _tried(seen: set[str], shelf: Shelf, offer: Offer, read: _Read, options: AddOptions) -> Added:
    """Return what would become of a file, as `_put` does; `seen` are ids and hashes of those tried before."""
    if read.problem:
        return Added(offer.label, FAILED, {}, read.problem)
    info = read.tables["info"]
    with reading(shelf) as db:
        same = list(_infos(db, "WHERE sha256 = ?", info["sha256"]))
        if (same or info["sha256"] in seen) and not options.replace:
            return Added(offer.label, UNCHANGED, same[0] if same else info)
        taken = shelf.stamp(read.report) is not None or read.report in seen
        if problem := _refusal(db, read.report, taken=taken and not options.replace):
            return Added(offer.label, FAILED, info, f"{offer.label}：{problem}")
    seen.update((read.report, info["sha256"]))
    return Added(offer.label, READY, info)


def _differing_in_case(db: sqlite3.Connection, report: str) -> str:
    """Return a report of the library whose id differs from this one only in case; empty where none does."""
    found = db.execute("SELECT id FROM report WHERE id = ? COLLATE NOCASE AND id != ?", (report, report)).fetchone()
    return str(found[0]) if found else ""


def change(shelf: Shelf, report: str, said: Said) -> Mapping[str, Any]:
    """Change the id, the place or the year of a report of the library, and return its new info.

    Raises `DataError` where its index cannot be read or written, or where another report has the new name.
    """
    old = load_index(shelf.path(report))
    if said.retrieved and not (said.source_url or old.source_url):
        raise DataError(f"{report} 没有来源网址，--retrieved 要和 --source 一起用")
    new = said.on(changed_report(old, report_id=said.report_id, place=said.place, plan_year=said.plan_year))
    text, tables = dump_index(new, _command(Offer(new.source, said=said))), compile_tables(new)
    with writing(shelf) as db:
        if new.id != report and (problem := _refusal(db, new.id, taken=shelf.stamp(new.id) is not None)):
            raise DataError(problem)
        put_report(shelf, db, new.id, text, tables)
        if new.id != report:
            forget(shelf, db, report)
    info: Mapping[str, Any] = tables["info"]
    return info
