"""Every command on every kind of stream, judged by rule: what it does there follows from what it does in a pipe.

A command that has no call in `CALLS` fails. `HPREPORT_ALL_STREAMS=1` tries every width and every moment to interrupt.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from support.process import CLEAN, ROOT, Result, on_terminal, run_within

from hpreport.cli.commands.registry import MODULES
from hpreport.render.text import cell_width

ALL = bool(os.environ.get("HPREPORT_ALL_STREAMS"))
CALLS = {
    "term": ["term 三宝 EPC", "term -"],
    "terms": ["terms"],
    "scan": ["scan seeds/heping-2023.txt", "scan"],
    "targets": ["targets"],
    "results": ["results"],
    "compare": ["compare"],
    "diff": ["diff heping-2023 short"],
    "trend": ["trend GDP"],
    "panel": ["panel GDP 就业"],
    "outcomes": ["outcomes GDP"],
    "sections": ["sections"],
    "section": ["section 2.4"],
    "search": ["search 停车难", "search -"],
    "info": ["info"],
    "build": ["build -q {folder}/short.txt"],
    "add": ["add -q {folder}/new.txt"],
    "reports": ["reports"],
    "set": ["set -q short --place 安国市"],
    "remove": ["remove -q short"],
    "export": ["export"],
    "help": ["help", "help term"],
}
"""Command -> calls that find something, say nothing on standard error, and may read the queries of `STDIN`."""
READ_STDIN = ("term -", "scan", "search -")
STDIN = "三保\n三零\n"
NO_FORMATS = ("build", "export", "help", "remove", "set")
OTHERS = ["--help", "--version", "term 三保", "term --help"]
"""What is no command, and the quickest path."""

PLAIN = [call for calls in CALLS.values() for call in calls] + OTHERS
FORMATTED = [c for c in PLAIN if c.split()[0] not in NO_FORMATS and c not in OTHERS]
JSON = [f"{call} -f json" for call in FORMATTED]
TABLE = [f"{call} -f table" for call in FORMATTED]


class Place(NamedTuple):
    folder: Path
    """Holds a library of one report, `short`, and the texts of that report and of another."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("streams")
    for name in ("short", "new"):
        text = f"政府工作报告\n一、2023年工作回顾\n生产总值增长5%。{name}\n二、2024年工作安排\n生产总值增长6%。\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    call(Place(folder), "add -q {folder}/short.txt", library=folder / "library")
    return Place(folder)


def call(
    place: Place, words: str, streams: str = "", *, env: Mapping[str, str] | None = None, library: Path | None = None
) -> Result:
    """Run a call in a shell with `streams` after it, in a copy of the library, and return what it did."""
    own = library or copied(place)
    command = f"{sys.executable} -m hpreport {words.format(folder=place.folder)} {streams}"
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"],
        input=STDIN.encode(),
        capture_output=True,
        cwd=ROOT,
        env={**CLEAN, "HPREPORT_LIBRARY": str(own), **(env or {})},
        timeout=60,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("latin-1"), done.stderr.decode())


def copied(place: Place) -> Path:
    """Return a copy of the library, which a call may change."""
    own = place.folder / "own"
    shutil.rmtree(own, ignore_errors=True)
    shutil.copytree(place.folder / "library", own)
    return own


@cache
def usual(place: Place, words: str, **env: str) -> Result:
    """Return what a call does in a pipe, within this process."""
    env["HPREPORT_LIBRARY"] = str(copied(place))
    done = run_within(*shlex.split(words.format(folder=place.folder)), stdin=STDIN, env=env)
    return Result(done.status, done.out.encode().decode("latin-1"), done.err)


def test_every_command_has_its_calls(place: Place) -> None:
    assert CALLS.keys() == MODULES.keys()


@pytest.mark.parametrize("words", [*PLAIN, *JSON])
def test_in_a_pipe(place: Place, words: str) -> None:
    done = usual(place, words)
    assert (done.status, done.err) == (0, "")
    assert bool(done.out) == (not words.startswith(("remove", "set")))
    if words in JSON:
        json.loads(done.out)


@pytest.mark.parametrize(
    ("streams", "status", "err"),
    [
        pytest.param("| head -1", 0, "", id="reader leaves"),
        pytest.param("| true", 0, "", id="no reader"),
        pytest.param(">&-", 2, "hpreport: 标准输出已关闭，结果无处可写\n", id="closed"),
        pytest.param(">/dev/full", 2, "hpreport: 读写出错：磁盘已满\n", id="full disk"),
    ],
)
def test_standard_output(place: Place, streams: str, status: int, err: str) -> None:
    for words in [*PLAIN, *JSON] if ALL else [*PLAIN[:: 2 if "true" in streams else 1], *JSON[::6]]:
        done, want = call(place, words, streams), usual(place, words)
        first = want.out[: want.out.find("\n") + 1] if "head" in streams else ""
        expected = Result(status, first, err) if want.out else want
        assert done == expected, words


def test_reports_are_added_though_nobody_reads_of_them(place: Place) -> None:
    library = place.folder / "unread"
    for name in "abc":
        shutil.copy(place.folder / "new.txt", place.folder / f"{name}.txt")
        with (place.folder / f"{name}.txt").open("a") as file:
            file.write(f"{name}\n")
    words = "add -q {folder}/a.txt {folder}/b.txt {folder}/c.txt"
    for streams, status in (("| true", 0), (">/dev/full", 2)):
        done = call(place, words, streams, env={"PYTHONUNBUFFERED": "1"}, library=library)
        assert (done.status, done.out) == (status, "")
        listed = call(place, "reports --fields report", library=library).out.split()
        assert sorted(listed) == ["a", "b", "c", "heping-2023"]
        shutil.rmtree(library)


def test_standard_input_closed(place: Place) -> None:
    for words in PLAIN:
        unread = Result(2, "", "hpreport: 标准输入：读不了：已关闭\n")
        assert call(place, words, "<&-") == (unread if words in READ_STDIN else usual(place, words)), words


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full"])
def test_standard_error_out_of_order(place: Place, streams: str) -> None:
    for words, status in (
        ("term 三宝 xyz", 0),
        ("term xyz", 1),
        ("trem", 2),
        ("terms -f xyz", 2),
        ("add none.txt", 2),
    ):
        done = call(place, words, streams)
        assert (done.status, done.err) == (status, ""), words
        assert done.out == usual(place, words).out


@pytest.mark.parametrize(
    ("env", "encoding"),
    [
        pytest.param({"LC_ALL": "C"}, "utf-8", id="C locale, which Python takes for UTF-8"),
        pytest.param(
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "utf-8", id="C locale, taken for ASCII"
        ),
        pytest.param({"PYTHONIOENCODING": "gbk"}, "gbk", id="gbk"),
        pytest.param({"PYTHONIOENCODING": "ascii"}, "ascii", id="ascii"),
    ],
)
def test_encodings(place: Place, env: dict[str, str], encoding: str) -> None:
    """Plain text is replaced character by character, JSON is UTF-8 everywhere, tables are drawn with what there is."""
    for words in PLAIN[:: 1 if ALL or encoding == "gbk" else 3]:
        want = usual(place, words).out
        if not words.startswith("export") and not (
            ("--help" in words or words.startswith("help ")) and encoding == "ascii"
        ):  # a mistake, says Typer
            text = want.encode("latin-1").decode("utf-8")
            want = text.encode(encoding, "replace").decode("latin-1")
        assert call(place, words, env=env) == Result(0, want, ""), words
    for words in JSON[:: 1 if ALL else 6]:
        assert call(place, words, env=env) == usual(place, words), words
    for words in TABLE[:: 1 if ALL else 5]:
        done = call(place, words, env=env)
        assert (done.status, done.err) == (0, ""), words
        assert len(done.out) > 100
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", done.out)


@pytest.mark.parametrize("columns", range(1, 301) if ALL else [1, 37, 49, 50, 101, 300])
def test_widths(place: Place, columns: int) -> None:
    """No line of a table is wider than the terminal, but for a word on one of a few columns."""
    for words in TABLE if ALL else TABLE[columns % 3 :: 3]:
        done = usual(place, words, COLUMNS=str(columns))
        assert (done.status, done.err) == (0, ""), words
        lines = done.out.encode("latin-1").decode("utf-8").splitlines()
        assert max(map(cell_width, lines)) <= max(columns, 14), words


def shown(place: Place, words: str, env: Mapping[str, str]) -> tuple[int, str]:
    """Run a call on a terminal of 80 columns, queries from a pipe, and return its status and all it writes there."""
    command = [sys.executable, "-m", "hpreport", *words.format(folder=place.folder).split()]
    own = {"TERM": "xterm", "COLUMNS": "80", "HPREPORT_LIBRARY": str(place.folder / "library")}
    status, out, _ = on_terminal(command, stdin=STDIN.encode(), env={**CLEAN, **own, **env})
    return status, out.decode("utf-8")


@pytest.mark.parametrize(
    ("env", "colour"),
    [
        pytest.param({}, True, id="terminal"),
        pytest.param({"TERM": "dumb"}, False, id="dumb"),
        pytest.param({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, id="no colour"),
    ],
)
def test_terminal(place: Place, env: dict[str, str], colour: bool) -> None:
    """What a terminal gets is the table of a pipe, coloured where it may be."""
    for words in FORMATTED[:: 1 if ALL or colour else 2]:
        if words.startswith(("add", "remove")):
            continue  # they change the library; their rows are rendered as all others
        status, out = shown(place, words, env)
        assert colour or "\x1b" not in out, words
        bare = re.sub(r" *(?:\x1b\[[\d;]*m *)*$", "", out, flags=re.M)  # colour may end after the spaces of a line
        bare = re.sub(r"\x1b\[[\d;]*m", "", bare).encode().decode("latin-1")
        assert Result(status, bare, "") == usual(place, f"{words} -f table"), words


def test_forced_colour_changes_no_pipe(place: Place) -> None:
    for words in (*PLAIN[:: 1 if ALL else 3], *TABLE[:: 1 if ALL else 4]):
        assert usual(place, words, FORCE_COLOR="1", TTY_COMPATIBLE="1") == usual(place, words), words


INTERRUPT = """
import _signal, os, sys

at, events = int(os.environ["INTERRUPT_AT"]), None

def hook(event, args):
    global events
    if events is None:
        events = 0 if event == "import" and args[0] == "hpreport.cli.startup.ready" else None
        return
    events += 1
    if events == at:
        os.kill(os.getpid(), _signal.SIGINT)
    elif at == 0 and event == "hpreport.end":
        os.write(2, str(events).encode())

sys.addaudithook(hook)
if at == 0:
    import atexit
    atexit.register(sys.audit, "hpreport.end")
"""
"""Sends the program an interrupt at the Nth thing that the interpreter tells of: an import, an opened file ..."""


def interrupted(place: Place, words: str, at: int) -> Result:
    env = {"INTERRUPT_AT": str(at), "PYTHONPATH": str(place.folder)}
    return call(place, words, env=env)


@pytest.mark.parametrize(
    "words", ["term 三宝", "term - -f json", "terms -f table", "add -q {folder}/new.txt", "--help"]
)
def test_interrupted_at_any_moment(place: Place, words: str) -> None:
    """Silent, with status 130, from the first import on, which is the first moment that the program can be."""
    (place.folder / "sitecustomize.py").write_text(INTERRUPT, encoding="utf-8")
    events = int(interrupted(place, words, 0).err)
    moments = range(1, events + 1) if ALL else [1, *(events * part // 10 for part in (1, 3, 5, 7, 9))]
    done = {(result.status, result.err) for result in (interrupted(place, words, at) for at in moments)}
    assert done - {(0, "")} == {(130, "")}  # 0 where it had done its work
    if not ALL:
        assert len(done) == 1


@pytest.mark.parametrize("words", ["term -", "term - -f json", "search -", "scan", "scan -f table"])
def test_interrupted_while_waiting_for_input(words: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "hpreport", *words.split()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=CLEAN,
    )  # fmt: skip
    while process.poll() is None and not waits_for_input(process.pid):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    process.wait(60)
    out, err = process.communicate()
    assert (process.returncode, err) == (130, b"")
    assert out in (b"", b"[\n")


def waits_for_input(pid: int) -> bool:
    """Tell whether a process sleeps in a read from a pipe."""
    return Path(f"/proc/{pid}/wchan").read_text().strip() in ("pipe_read", "anon_pipe_read", "pipe_wait_readable")
