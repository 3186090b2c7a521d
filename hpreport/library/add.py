"""Reports put into the library: read in processes of their own, then written one at a time."""

import hashlib
import multiprocessing
import os
import shlex
import signal
import sqlite3
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace as with_fields
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from hpreport.errors import DataError, HpreportError
from hpreport.index.build import build_report, compile_tables
from hpreport.index.index import Index
from hpreport.index.paths import BUNDLED_REPORT
from hpreport.index.yaml import dump_index, load_index
from hpreport.library.contents import add_report, remove_report
from hpreport.library.database import writing
from hpreport.library.shelf import Shelf, id_of, is_id
from hpreport.model import LEVEL_PART, Report

ADDED, UNCHANGED, REPLACED, FAILED = "added", "unchanged", "replaced", "failed"
"""What became of a file."""
_FEW = 4
"""Files from which on it pays to read them in several processes, each of which first loads jieba's dictionary."""


class AddOptions(NamedTuple):
    """What the reader says of the reports that are added, which goes before what they tell themselves."""

    report_id: str | None = None
    place: str = ""
    plan_year: int | None = None
    replace: bool = False
    """Whether a report of the same name gives way."""


class Added(NamedTuple):
    """What became of one file."""

    file: Path
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


def add_files(shelf: Shelf, files: Sequence[Path], given: AddOptions) -> Iterator[Added]:
    """Add reports to the library, each a text or a YAML index, and yield what became of each, in the order of files.

    A text that the library has already is left as it is, without being read again. A file that cannot be read or added
    does not keep the others from being added. Raises `DataError` where the library itself cannot be written.
    """
    known = {} if given.replace else _known_texts(shelf)
    changes = given.report_id or given.place or given.plan_year
    there = [known.get(_text_hash(file)) for file in files]
    readings = _readings([file for file, info in zip(files, there, strict=True) if info is None], given)
    for file, info in zip(files, there, strict=True):
        if info is None:
            yield _put(shelf, file, next(readings), given)
        elif changes:
            yield Added(
                file, FAILED, info, f"{file}：库里已有，名称是 {info['report']}；要照新的选项重建，加 --replace"
            )
        else:
            yield Added(file, UNCHANGED, info)


def _known_texts(shelf: Shelf) -> dict[str, Mapping[str, Any]]:
    """Return the reports of the library by the SHA-256 of their texts."""
    with writing(shelf) as db:
        return {info["sha256"]: info for info in _infos(db)}


def _infos(db: sqlite3.Connection, where: str = "", *values: str) -> Iterator[dict[str, Any]]:
    from json import loads

    for (info,) in db.execute(f"SELECT info FROM report {where}", values).fetchall():
        yield loads(info)


def _text_hash(file: Path) -> str:
    """Return the SHA-256 of a file; empty for what is none, or a pipe, which can be read only once."""
    try:
        if not file.is_file():
            return ""
        with file.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def _readings(files: Sequence[Path], given: AddOptions) -> Iterator[_Read]:
    read = partial(_read, given=given)
    if len(files) < _FEW:
        yield from map(read, files)
        return
    context = multiprocessing.get_context("spawn")
    workers = min(os.cpu_count() or 1, len(files))
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_worker)
    try:
        with _without_interrupt():
            readings = deque(pool.submit(read, file) for file in files)
        while readings:
            yield readings.popleft().result()
    except BrokenProcessPool as error:
        raise DataError("读报告的进程意外结束（内存不足？），其余的没有加入") from error
    finally:
        with _without_interrupt():  # a worker cut off while it answers would be waited for in vain
            pool.shutdown(cancel_futures=True)


@contextmanager
def _without_interrupt() -> Iterator[None]:
    """Hold Ctrl-C back while workers start: they never get it, and leave it to the process that they work for."""
    if sys.platform == "win32":  # pragma: no cover: another platform
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker() -> None:
    """Let a worker end with the process that it works for, however that ends."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:  # pragma: no cover: a process that ends so tells nobody what it did
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(file: Path, given: AddOptions) -> _Read:
    try:
        is_index = file.name.lower().removesuffix(".gz").endswith((".yaml", ".yml"))
        report = _of_index(file, given) if is_index else _of_text(file, given)
    except HpreportError as error:
        return _Read("", "", {}, str(error))
    if not is_id(report.id):
        return _Read("", "", {}, f"{file}：不能叫“{report.id}”，请用 --id 起名")
    return _Read(report.id, dump_index(report, _command(file, given)), compile_tables(report))


def _of_index(file: Path, given: AddOptions) -> Report:
    report = load_index(file)
    if given.plan_year and report.plan_year not in (None, given.plan_year):
        raise DataError(f"{file}：索引里已写明安排 {report.plan_year} 年的工作，--year 只能用于文字")
    plan_year = given.plan_year or report.plan_year
    return with_fields(
        report,
        id=given.report_id or report.id,
        place=given.place or report.place,
        plan_year=plan_year,
        result_year=plan_year - 1 if given.plan_year and plan_year else report.result_year,
    )


def _of_text(file: Path, given: AddOptions) -> Report:
    name = given.report_id or id_of(file.stem)
    report = build_report(file, report_id=name, place=given.place, plan_year=given.plan_year)
    if not report.title and not any(section.level == LEVEL_PART for section in report.sections):
        raise DataError(f"{file}：不像政府工作报告：没有标题，也不分部分；如果是，请先用 hpreport build 建立索引")
    return report


def _command(file: Path, given: AddOptions) -> str:
    """Return the command that makes the same index again."""
    options = {"--id": given.report_id, "--place": given.place, "--year": given.plan_year}
    words = [str(word) for option, value in options.items() if value for word in (option, value)]
    return shlex.join(["hpreport", "add", str(file), *words])


def _put(shelf: Shelf, file: Path, read: _Read, given: AddOptions) -> Added:
    if read.problem:
        return Added(file, FAILED, {}, read.problem)
    info = read.tables["info"]
    with writing(shelf) as db:
        same = list(_infos(db, "WHERE sha256 = ?", info["sha256"]))
        if same and not given.replace:
            return Added(file, UNCHANGED, same[0])
        taken = shelf.stamp(read.report) is not None
        if read.report == BUNDLED_REPORT:
            return Added(file, FAILED, info, f"{file}：{read.report} 是自带的报告的名称，用 --id 另起名")
        if taken and not given.replace:
            problem = f"{file}：报告库里已有另一份 {read.report}，用 --id 另起名，或用 --replace 换掉它"
            return Added(file, FAILED, info, problem)
        if alike := _differing_in_case(db, read.report):
            problem = f"{file}：报告库里已有 {alike}，只差大小写，有的系统分不开这两个文件；用 --id 另起名"
            return Added(file, FAILED, info, problem)
        try:
            shelf.put(read.report, read.text)
        except DataError as error:
            return Added(file, FAILED, info, str(error))
        renamed = [other["report"] for other in same if other["report"] not in (read.report, BUNDLED_REPORT)]
        for other in renamed:  # the same text under another name
            forget(shelf, db, other)
        if stamp := shelf.stamp(read.report):  # nobody has removed it again by hand
            add_report(db, read.report, stamp, Index(shelf.path(read.report), read.tables))
    return Added(file, REPLACED if taken or renamed else ADDED, info)


def _differing_in_case(db: sqlite3.Connection, report: str) -> str:
    """Return a report of the library whose id differs from this one in capitals alone; empty where none does."""
    found = db.execute("SELECT id FROM report WHERE id = ? COLLATE NOCASE AND id != ?", (report, report)).fetchone()
    return str(found[0]) if found else ""


def remove(shelf: Shelf, reports: Sequence[str]) -> None:
    """Take reports out of the library. Raises `DataError` where that is not possible."""
    with writing(shelf) as db:
        for report in reports:
            forget(shelf, db, report)


def forget(shelf: Shelf, db: sqlite3.Connection, report: str) -> None:
    """Delete a report's files and what the database has of it."""
    shelf.remove(report)
    remove_report(db, report)
