"""The library when things go wrong: damaged, foreign, read-only and full, its indexes edited by hand, its users cut off."""

import gzip
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.libraries import Library, processes_of_group
from support.process import CLEAN, ROOT, UNMEASURED, Result
from support.reports import TEXTS

from hpreport.index.compiled import write_tables
from hpreport.index.index import open_index
from hpreport.index.paths import FORMAT

pytestmark = pytest.mark.slow

ALL = ["anhe-2021", "anhe-2022", "linjiang-2022", "heping-2023", "anhe-2025"]
ASK = ["results", "GDP", "--report", "all", "--unit", "亿元", "--fields", "report,value"]
ANSWER = "anhe-2021\t95.5\nanhe-2022\t103.2\nlinjiang-2022\t2310\nanhe-2025\t131\n"
_NOBODY = 65534


@pytest.fixture
def own_library(library: Library, tmp_path: Path) -> Library:
    """The same reports in a library that the test may change and harm."""
    return library.copy(tmp_path / "own", changed=True)


# --- the database ---


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(5000))


def no_text(path: Path) -> None:
    path.write_bytes(b"")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def of_another_version(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 1")
        db.execute("DELETE FROM report")


def of_another_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE report (x)")
        db.execute("CREATE TABLE other (y)")


def without_a_report(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE report SET size = 1 WHERE id = 'anhe-2021'")


def stale_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(os.urandom(5000))
    path.with_name(f"{path.name}-journal").write_bytes(os.urandom(5000))


@pytest.mark.parametrize(
    "harm", [Path.unlink, garbage, no_text, half, of_another_version, of_another_program, without_a_report, stale_log]
)
def test_a_database_is_mended(own_library: Library, harm: Callable[[Path], None]) -> None:
    harm(own_library.database)
    assert own_library.run(*ASK) == Result(0, ANSWER, "")
    assert own_library.run("search", "口袋公园", "--report", "all", "--fields", "section").status == 0
    own_library.write("new.txt", TEXTS["anhe-2021"].replace("95.5", "95.6"))
    harm(own_library.database)
    assert own_library.run("add", "new.txt", "--fields", "report,status") == Result(0, "new\tadded\n", "")
    assert own_library.reports() == sorted([*ALL, "new"], key=[*ALL[:1], "new", *ALL[1:]].index)


def test_damage_found_while_asking_is_said_and_mended(own_library: Library) -> None:
    """Pages deep inside are read by a question alone; the next call has a new database."""
    with sqlite3.connect(own_library.database) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'figure'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    db.close()
    with own_library.database.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(os.urandom(size))
    said = f"{own_library.database}：数据库坏了，已删去；请再试一次，会从各份索引重建"
    assert own_library.run(*ASK) == Result(2, "", f"hpreport: {said}\n")
    assert own_library.run(*ASK) == Result(0, ANSWER, "")


def test_a_folder_in_place_of_the_database(own_library: Library) -> None:
    own_library.database.unlink()
    own_library.database.mkdir()
    assert own_library.run(*ASK) == Result(0, ANSWER, "")
    done = own_library.run("remove", "anhe-2021")
    assert done == Result(2, "", f"hpreport: {own_library.database}：写不了：打不开，没有权限或者不是文件\n")


def test_a_file_in_place_of_the_library(empty_library: Library) -> None:
    empty_library.folder.write_text("x", encoding="utf-8")
    empty_library.write("a.txt", TEXTS["anhe-2021"])
    added = empty_library.run("add", "a.txt")
    assert added == Result(2, "", f"hpreport: {empty_library.folder}：建不了报告库：路径中有一段不是目录\n")
    asked = empty_library.run(*ASK)
    assert asked == Result(2, "", f"hpreport: {empty_library.folder}/reports：读不了：路径中有一段不是目录\n")


# --- its indexes ---


def test_an_index_edited_by_hand_is_read_again(own_library: Library) -> None:
    """Unpacked once, it is looked at by every call: the folder does not tell that a file changes in its place."""
    index = own_library.unpack("anhe-2021")
    assert own_library.run(*ASK) == Result(0, ANSWER, "")
    own_library.settle()
    for old, new in (("95.5", "96.6"), ("96.6", "97.71")):
        index.write_text(index.read_text("utf-8").replace(old, new), encoding="utf-8")
        assert own_library.run(*ASK) == Result(0, ANSWER.replace("95.5", new), "")
        assert new in own_library.run("results", "GDP", "--report", "anhe-2021").out


def test_an_index_as_unpacked_goes_before_the_packed_one(own_library: Library) -> None:
    packed = own_library.index("anhe-2021").read_bytes()
    index = own_library.unpack("anhe-2021")
    index.write_text(index.read_text("utf-8").replace("95.5", "96.6"), encoding="utf-8")
    own_library.index("anhe-2021").write_bytes(packed)
    assert own_library.run(*ASK) == Result(0, ANSWER.replace("95.5", "96.6"), "")
    index.unlink()
    assert own_library.run(*ASK) == Result(0, ANSWER, "")


@pytest.mark.parametrize(
    ("packed", "problem"),
    [
        pytest.param(gzip.compress(b"schema: 3\n")[:-9], "压缩的文件不全，读不了", id="cut short"),
        pytest.param(b"\x1f\x8b" + bytes(50), "压缩的文件坏了，读不了", id="damaged"),
        pytest.param(gzip.compress(bytes(30_000_000)), "文件太大，最大 20 MB", id="a bomb"),
        pytest.param(gzip.compress("政府工作报告\n".encode()), "第 1 行：顶层：应当是键和值", id="a text"),
        pytest.param(
            b"\0\0\0",
            "第 1 行：YAML 语法错误：unacceptable character #x0000: control characters are not allowed",
            id="NUL bytes",
        ),
    ],
)
def test_a_packed_index_that_is_damaged(own_library: Library, packed: bytes, problem: str) -> None:
    index = own_library.index("anhe-2021")
    index.write_bytes(packed)
    os.utime(index.parent)  # written in its place, which the folder does not show
    said = f"hpreport: {index}：{problem}\n"
    for _ in range(2):
        assert own_library.run(*ASK) == Result(0, ANSWER.replace("anhe-2021\t95.5\n", ""), said)
    assert own_library.run("info", "--report", "anhe-2021") == Result(2, "", said)
    assert own_library.run("add", "anhe-2021.txt", "--replace", "--fields", "status").status == 0
    assert own_library.run(*ASK) == Result(0, ANSWER, "")


def test_a_settled_library_is_not_looked_through(own_library: Library) -> None:
    """What `add`, `remove` and other hands do is seen nevertheless."""
    own_library.settle()
    own_library.write("new.txt", TEXTS["anhe-2021"].replace("95.5", "95.6"))
    assert own_library.run("add", "new.txt").status == 0
    assert "new\t95.6\n" in own_library.run(*ASK).out
    own_library.settle()
    own_library.index("new").rename(own_library.texts / "new.yaml.gz")
    assert own_library.run(*ASK) == Result(0, ANSWER, "")
    own_library.settle()
    (own_library.texts / "new.yaml.gz").rename(own_library.index("new"))
    assert "new\t95.6\n" in own_library.run(*ASK).out
    own_library.settle()
    assert own_library.run("remove", "new").status == 0
    assert own_library.run(*ASK) == Result(0, ANSWER, "")


def as_it_was(library: Library) -> None:
    """Make of a library what the version before this one would have made of it: plain indexes and compiled forms."""
    for packed in (library.folder / "reports").glob("*.gz"):
        index = library.unpack(packed.name.removesuffix(".yaml.gz"))
        write_tables(dict(open_index(index).tables), index, index.read_bytes())
    with sqlite3.connect(library.database) as db:
        db.execute(f"PRAGMA user_version = {100 * FORMAT + 2}")
        db.execute("DROP TABLE folder")
    db.close()


def test_a_library_of_the_form_before_is_packed(own_library: Library) -> None:
    reports = own_library.folder / "reports"
    before = {path.name: gzip.decompress(path.read_bytes()) for path in reports.iterdir()}
    as_it_was(own_library)
    assert len(list(reports.iterdir())) == 2 * len(before)
    assert own_library.run("info", "--report", "anhe-2021", "--fields", "place") == Result(0, "安河县\n", "")
    said = f"hpreport: 报告库已改成新的格式：{len(before)} 份索引压缩了，编译过的收进数据库\n"
    assert own_library.run(*ASK) == Result(0, ANSWER, said)
    assert {path.name: gzip.decompress(path.read_bytes()) for path in reports.iterdir()} == before
    assert own_library.run(*ASK) == Result(0, ANSWER, "")


def test_a_library_of_the_form_before_that_may_not_be_written(foreign_library: Library) -> None:
    as_it_was(foreign_library)
    before = sorted(foreign_library.folder.rglob("*"))
    assert as_nobody(foreign_library, *ASK) == Result(0, ANSWER, "")
    assert as_nobody(foreign_library, "info", "--report", "anhe-2021", "--fields", "place") == Result(0, "安河县\n", "")
    assert sorted(foreign_library.folder.rglob("*")) == before


def test_an_index_deleted_by_hand_is_gone(own_library: Library) -> None:
    own_library.index("anhe-2021").unlink()
    assert own_library.run(*ASK) == Result(0, ANSWER.replace("anhe-2021\t95.5\n", ""), "")
    assert own_library.run("add", "anhe-2021.txt", "--fields", "status").out == "added\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("schema: 4\nreport: [\n", "第 2 行：report：应当是键和值", id="of another form"),
        pytest.param("a: 1\n", "第 1 行：顶层：不认识的键 a", id="another YAML"),
        pytest.param('schema: 4\nreport:\n  id: "x', "第 3 行：YAML 语法错误：found unexpected end of stream", id="syntax"),
        pytest.param("schema: 99\n", "schema：索引的版本是 99，本程序只读版本 4，请用 hpreport build 重建", id="another version"),
        pytest.param("", "第 1 行：顶层：应当是键和值", id="empty"),
        pytest.param(b"\xff\xfe\x00", "不是 UTF-8 文本，不是 YAML 索引", id="binary"),
    ],
)  # fmt: skip
def test_a_broken_index_is_said_and_the_others_answer(own_library: Library, text: str | bytes, problem: str) -> None:
    index = own_library.unpack("anhe-2021")
    index.write_bytes(text if isinstance(text, bytes) else text.encode())
    said = f"hpreport: {index}：{problem}\n"
    others = ANSWER.replace("anhe-2021\t95.5\n", "")
    for _ in range(2):
        assert own_library.run(*ASK) == Result(0, others, said)
    assert own_library.run("reports", "安河", "--fields", "report") == Result(0, "anhe-2022\nanhe-2025\n", said)
    assert own_library.run("info", "--report", "all", "--fields", "report").err == said
    assert own_library.run("term", "三保", "--report", "anhe-2021") == Result(2, "", said)
    own_library.write("new.txt", TEXTS["anhe-2021"].replace("95.5", "95.6"))
    assert own_library.run("add", "new.txt", "--fields", "status") == Result(0, "added\n", "")
    assert own_library.run("remove", "anhe-2021") == Result(0, "", "hpreport: 已去掉 anhe-2021\n")
    assert own_library.run("remove", "new").status == 0
    assert own_library.run(*ASK) == Result(0, others, "")


def test_an_index_under_another_name_is_said(own_library: Library) -> None:
    copy = own_library.index("copy")
    shutil.copy(own_library.index("anhe-2021"), copy)
    said = f"hpreport: {copy}：里面的报告叫 anhe-2021，和文件名不同，没有查它\n"
    assert own_library.run(*ASK) == Result(0, ANSWER, said)


def test_what_else_lies_in_the_folder(own_library: Library, tmp_path: Path) -> None:
    """A link to an index is one; folders, dangling links and names that are no ids are left alone."""
    folder = own_library.folder / "reports"
    index = own_library.unpack("anhe-2021")
    index.rename(tmp_path / "elsewhere.yaml")
    index.symlink_to(tmp_path / "elsewhere.yaml")
    (folder / "x.yaml.gz").mkdir()
    (folder / "gone.yaml").symlink_to("nowhere")
    for name in ("a b.yaml", "all.yaml", ".hidden.yaml", "x\x1b.yaml", "notes.txt"):
        (folder / name).write_text("a: 1\n", encoding="utf-8")
    assert own_library.run(*ASK) == Result(0, ANSWER, "")
    own_library.write("x.txt", TEXTS["anhe-2021"].replace("95.5", "95.6"))
    done = own_library.run("add", "x.txt", "--fields", "status")
    assert done == Result(2, "failed\n", f"hpreport: {folder}/x.yaml.gz：写不了：这是目录，不是文件\n")
    assert own_library.run("remove", "anhe-2021").status == 0
    assert (tmp_path / "elsewhere.yaml").is_file()


# --- what cannot be written ---


def as_nobody(library: Library, *args: str) -> Result:
    """Run the program as a user who may read everything here and write nothing."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can become another user")
    done = subprocess.run(
        [
            "setpriv",
            f"--reuid={_NOBODY}",
            f"--regid={_NOBODY}",
            "--clear-groups",
            sys.executable,
            "-m",
            "hpreport",
            *args,
        ],
        capture_output=True,
        text=True,
        cwd="/",
        env={**UNMEASURED, **library.env, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    if "No module named" in done.stderr or "Permission denied" in done.stderr:
        pytest.skip("another user cannot read this checkout")
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def foreign_library(library: Library) -> Iterator[Library]:
    """A copy outside pytest's folders, which nobody but their user may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield library.copy(Path(folder) / "own", changed=True)


def test_a_library_of_another_user_is_read(foreign_library: Library) -> None:
    assert as_nobody(foreign_library, *ASK) == Result(0, ANSWER, "")
    index = foreign_library.unpack("anhe-2021")
    before = sorted(foreign_library.folder.rglob("*"))
    index.write_text(index.read_text("utf-8").replace("95.5", "96.6"), encoding="utf-8")
    assert as_nobody(foreign_library, *ASK) == Result(0, ANSWER.replace("95.5", "96.6"), "")
    foreign_library.database.unlink()
    assert as_nobody(foreign_library, "reports", "--fields", "report") == Result(0, "\n".join([*ALL, ""]), "")
    assert sorted(foreign_library.folder.rglob("*")) == [path for path in before if path != foreign_library.database]


def test_a_library_of_another_user_is_not_written(foreign_library: Library) -> None:
    said = f"hpreport: {foreign_library.database}：写不了："
    for args in (["add", str(foreign_library.texts / "anhe-2021.txt")], ["remove", "anhe-2021"]):
        done = as_nobody(foreign_library, *args)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
        assert done.err.startswith(said)
    assert foreign_library.reports() == ALL


def test_an_index_that_may_not_be_read(foreign_library: Library) -> None:
    index = foreign_library.unpack("anhe-2021")
    index.write_text(index.read_text("utf-8") + "\n", encoding="utf-8")
    index.chmod(0)
    done = as_nobody(foreign_library, *ASK)
    assert done == Result(0, ANSWER.replace("anhe-2021\t95.5\n", ""), f"hpreport: {index}：读不了：没有权限\n")


@pytest.mark.parametrize("room", [0, 10_000, 100_000])
def test_a_full_disk_loses_nothing(own_library: Library, room: int) -> None:
    """No file may grow beyond `room` bytes, as where the disk is full: the library stays whole, and says why."""
    own_library.write("new.txt", TEXTS["anhe-2021"].replace("95.5", "95.6"))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    def run(*args: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "hpreport", *args],
            capture_output=True,
            text=True,
            cwd=own_library.texts,
            env={**UNMEASURED, **own_library.env},
            preexec_fn=limit,
            check=False,
        )

    done = run("add", "new.txt", "--fields", "status")
    assert "Traceback" not in done.stderr
    assert done.returncode == 2 or (done.stdout, done.stderr) == ("added\n", "")
    asked = run(*ASK)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert set(ANSWER.splitlines()) <= set(asked.stdout.splitlines())
    assert set(ALL) <= set(own_library.reports())
    assert own_library.run("add", "new.txt").status == 0
    assert [path.name for path in (own_library.folder / "reports").glob(".*")] == []


# --- cut off ---


@pytest.mark.parametrize("written", [0, 1, 4])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_cut_off_while_adding_many(empty_library: Library, how: signal.Signals, written: int) -> None:
    """Ctrl-C goes to the whole group, as from a terminal; a kill to the one process alone. No worker is left."""
    names = [f"report-{number}.txt" for number in range(16)]
    for number, name in enumerate(names):
        empty_library.write(name, TEXTS["anhe-2022"].replace("103.2", f"{number}.3"))
    # a file that Ctrl-C catches half opened is closed by Python itself, which warns of it
    empty_library.env["PYTHONWARNINGS"] = "error,ignore::ResourceWarning"
    adding = empty_library.start("add", *names)
    time.sleep(0.3)
    while len(list(empty_library.index("x").parent.glob("*.yaml.gz"))) < written:
        time.sleep(0.01)
    if how == signal.SIGINT:
        os.killpg(adding.pid, how)
    else:
        adding.send_signal(how)
    _, err = adding.communicate(timeout=60)
    assert adding.returncode == (130 if how == signal.SIGINT else -how)
    assert how == signal.SIGKILL or err == b""
    deadline = time.monotonic() + 20
    while processes_of_group(adding.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of_group(adding.pid) == []
    there = set(empty_library.reports())
    assert len(there) > written
    assert empty_library.run("add", *names, "-q").status == 0
    assert there <= set(empty_library.reports()) == {"heping-2023", *(name[:-4] for name in names)}


def test_two_processes_remove_the_same(own_library: Library) -> None:
    removing = [own_library.start("remove", "anhe-2021") for _ in range(4)]
    ends = [(process.communicate(timeout=60), process.returncode) for process in removing]
    said = {b"hpreport: \xe5\xb7\xb2\xe5\x8e\xbb\xe6\x8e\x89 anhe-2021\n"}
    assert {err for (_, err), status in ends if status == 0} == said
    assert {status for _, status in ends} <= {0, 2}
    assert own_library.reports() == [report for report in ALL if report != "anhe-2021"]


def test_an_open_reader_holds_nobody_up(own_library: Library) -> None:
    """A reader that waits for its next query keeps its state; others write meanwhile."""
    reader = subprocess.Popen(
        [sys.executable, "-m", "hpreport", "term", "-", "--report", "all", "--fields", "report", "-f", "jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**CLEAN, **own_library.env, "PYTHONUNBUFFERED": "1"},
    )
    assert reader.stdin
    reader.stdin.write("一网通办\n".encode())
    reader.stdin.flush()
    time.sleep(1.0)
    assert own_library.run("remove", "linjiang-2022").status == 0
    out, _ = reader.communicate("一网通办\n".encode(), timeout=60)
    assert (reader.returncode, out.count(b"linjiang-2022")) == (0, 2)
