"""Faults of machine and files while the library is made and asked: nothing is lost, and what is said names the path."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.libraries import Library
from support.process import Result
from support.reports import TEXTS

import hpreport

ALL = ["anhe-2021", "anhe-2022", "linjiang-2022", "heping-2023", "anhe-2025"]


@pytest.fixture
def own_library(library: Library, tmp_path: Path) -> Library:
    """The same reports in a library that the test may change and harm."""
    return library.copy(tmp_path / "own", changed=True)


def deleted(library: Library) -> None:
    for path in library.folder.joinpath("reports").glob("anhe-2022.*"):
        path.unlink()


def replaced(library: Library) -> None:
    text = library.unpack("anhe-2021").read_text("utf-8").replace("anhe-2021", "anhe-2022")
    library.unpack("anhe-2022").write_text(text, encoding="utf-8")


def no_index(library: Library) -> None:
    library.index("anhe-2022").write_text("{[", encoding="utf-8")


def all_gone(library: Library) -> None:
    shutil.rmtree(library.folder)


def garbage(library: Library) -> None:
    for path in library.folder.glob("library.sqlite-*"):
        path.unlink()
    library.database.write_bytes(os.urandom(5000))


QUESTIONS: dict[str, Callable[[hpreport.Reader], object]] = {
    "term": lambda reader: reader.lookup("一网通办", context=1),
    "phrase": lambda reader: reader.lookup("双减"),
    "word": lambda reader: reader.lookup("口袋公园"),
    "terms": lambda reader: reader.terms(all_phrases=True),
    "sections": lambda reader: reader.sections(),
    "section": lambda reader: reader.section("2"),
    "search": lambda reader: reader.search("口袋公园", context=1),
    "compare": lambda reader: reader.compare("GDP"),
    "panel": lambda reader: reader.panel("GDP"),
    "trend": lambda reader: reader.trend("GDP"),
    "results": lambda reader: reader.results(),
    "outcomes": lambda reader: reader.outcomes(),
    "scan": lambda reader: reader.scan("三宝和“双减”", check=True),
    "reports": lambda reader: reader.reports,
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("harm", [deleted, replaced, no_index, all_gone, garbage])
def test_files_changed_while_asked(
    own_library: Library, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Library], None], question: str
) -> None:
    """A reader that is open answers with what it began with, or says which file it misses: no other error."""
    monkeypatch.setenv("HPREPORT_LIBRARY", str(own_library.folder))
    with hpreport.load(report="all") as reader:
        reader.lookup("三保")
        harm(own_library)
        try:
            answer, said = QUESTIONS[question](reader), ""
        except hpreport.DataError as error:
            answer, said = None, str(error)
    assert answer or str(own_library.folder) in said


def test_a_database_of_a_newer_version(own_library: Library) -> None:
    """It is made anew in the form of this version, which loses nothing; the newer program does the same again."""
    with closing(sqlite3.connect(own_library.database)) as db:
        db.execute("ALTER TABLE report RENAME TO document")
        db.execute("CREATE TABLE report (name)")
        db.execute("PRAGMA user_version = 999999")
        db.commit()
    done = own_library.run("reports", "--fields", "report")
    assert (done.status, done.out.split(), done.err) == (0, ALL, "")
    assert own_library.run("remove", "anhe-2021").status == 0
    assert own_library.reports() == ALL[1:]


# --- a disk that is full ---


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Library]:
    """A library with one report on a disk of its own, of a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "none", disk]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no disk can be mounted here")
    library = Library(tmp_path / "own", changed=True)
    library.folder = disk / "library"
    library.env["HPREPORT_LIBRARY"] = str(library.folder)
    for number in range(12):
        library.write(f"r{number}.txt", TEXTS["anhe-2022"].replace("103.2", f"{number}.3"))
    assert library.run("add", "r0.txt", "-q").status == 0
    yield library
    subprocess.run(["umount", "-l", disk], check=True)


def fill(disk: Path, room: int) -> None:
    """Leave so many bytes of a disk free."""
    with (disk / "filler").open("wb") as file:
        file.write(b"x" * (shutil.disk_usage(disk).free - room))


@pytest.mark.slow
@pytest.mark.parametrize("room", [0, 30_000, 400_000])
def test_a_disk_that_fills_up(small_disk: Library, room: int) -> None:
    """Reports are added until there is no more room: those that are said to be there are there, and answer."""
    disk = small_disk.folder.parent
    fill(disk, room)
    added, said = ["r0"], []
    for number in range(1, 12):
        done = small_disk.run("add", f"r{number}.txt", "--fields", "status")
        added += [f"r{number}"] if done == Result(0, "added\n", "") else []
        said += [done.err] if done.status else []
        assert done.status == 0 or (done.status == 2 and str(disk) in done.err and done.err.count("\n") == 1), done
        assert done.status == 0 or "磁盘已满" in done.err or "磁盘读写出错" in done.err, done
    assert said, "there was room for all of them"
    for asked in (["reports"], ["results", "GDP", "--report", "all"], ["term", "三保", "--report", "all"]):
        assert set(added) <= set(small_disk.run(*asked, "--fields", "report").out.split())
    (disk / "filler").unlink()
    assert small_disk.run("add", *(f"r{number}.txt" for number in range(12)), "-q").status == 0
    assert set(small_disk.reports()) == {"heping-2023", *(f"r{number}" for number in range(12))}


@pytest.mark.slow
def test_a_disk_that_may_only_be_read(small_disk: Library) -> None:
    before = small_disk.run("reports")
    subprocess.run(["mount", "-o", "remount,ro", small_disk.folder.parent], check=True)
    assert small_disk.run("reports") == before
    assert small_disk.run("term", "三保", "--report", "r0").status == 0
    for call in (["add", "r1.txt"], ["remove", "r0"]):
        done = small_disk.run(*call)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1), done
        assert str(small_disk.folder) in done.err


# --- many at once ---


@pytest.mark.slow
def test_processes_that_create_it_at_once(empty_library: Library) -> None:
    """Eight additions are the first calls of all, at the same moment: each report is there once all are over."""
    names = [f"r{number}" for number in range(8)]
    for number, name in enumerate(names):
        empty_library.write(f"{name}.txt", TEXTS["anhe-2022"].replace("103.2", f"{number}.3"))
    adding = [empty_library.start("add", f"{name}.txt", "--fields", "status") for name in names]
    ends = [process.communicate(timeout=300) for process in adding]
    assert [(process.returncode, *end) for process, end in zip(adding, ends, strict=True)] == [(0, b"added\n", b"")] * 8
    assert set(empty_library.reports()) == {"heping-2023", *names}
