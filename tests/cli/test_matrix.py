"""Twelve calls in ten environments with six redirections: each does what it does in a pipe, or says why it cannot.

Of the same call the answer is the same text wherever it goes; a terminal gets it as a table, with the same status.
"""

import shlex
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from support.process import UNMEASURED, Result, on_terminal

pytestmark = pytest.mark.slow

CALLS = {
    "a term": "term 三保 三宝",
    "a question": "什么是三保",
    "a miss": "term 三农",
    "queries": "term - -f jsonl",
    "a text": "scan - --fields term,line",
    "figures": "targets --year 2024 --limit 3",
    "a comparison": "compare 口袋公园",
    "a library": "trend GDP",
    "passages": "search 停车难 -n 2",
    "several sections": "section 养老",
    "an export": "export -f md",
    "a wrong option": "terms --format xml",
}
"""Calls that find something, nothing, or fail."""
STDIN = "三保\n三零\n".encode()


class Environment(NamedTuple):
    """Variables, and the encoding that a pipe gets with them."""

    variables: Mapping[str, str]
    encoding: str = "utf-8"
    bare: bool = False
    """Whether there are no others."""


ENVIRONMENTS = {
    "UTF-8": Environment({}),
    "no locale": Environment({"LC_ALL": "C"}),
    "ASCII": Environment({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "GB18030": Environment({"PYTHONIOENCODING": "gb18030"}, "gb18030"),
    "no such locale": Environment({"LC_ALL": "xx_XX.UTF-8", "LANGUAGE": "xx"}),
    "nothing set": Environment({}, bare=True),
    "no home": Environment({"HOME": "/nonexistent", "XDG_DATA_HOME": "relative", "TMPDIR": "/nonexistent"}),
    "dumb and narrow": Environment({"TERM": "dumb", "COLUMNS": "20", "NO_COLOR": "1"}),
    "development mode": Environment({"PYTHONDEVMODE": "1", "PYTHONWARNINGS": "error", "PYTHONUNBUFFERED": "1"}),
    "another layout": Environment({"POSIXLY_CORRECT": "1", "HPREPORT_ASCII": "1", "HPREPORT_PAGER": "", "FORCE_COLOR": "1"}),
}  # fmt: skip
REDIRECTIONS = {
    "pipe": "| cat",
    "file": "> out; s=$?; cat out; exit $s",
    "reader leaves": "| head -n 1",
    "closed": ">&-",
    "full disk": "> /dev/full",
    "terminal": "",
}


def _run(folder: Path, words: str, environment: Environment, redirection: str) -> Result:
    """Run a call in a shell as a person would, and return its own status."""
    given = {name: UNMEASURED[name] for name in ("PATH", "PYTHONPATH")}
    given |= environment.variables if environment.bare else {**UNMEASURED, "TERM": "xterm", **environment.variables}
    given |= {"HPREPORT_LIBRARY": str(folder / "library")}
    always = "utf-8" if words.startswith("export") or "jsonl" in words else environment.encoding
    program = shlex.join(["env", "-i", *(f"{name}={value}" for name, value in given.items()), sys.executable])
    command = f"{program} -m hpreport {words} {redirection}; exit ${{PIPESTATUS[0]}}"
    if redirection:
        done = subprocess.run(
            ["bash", "-c", command], input=STDIN, capture_output=True, cwd=folder, check=False, timeout=60
        )
        return Result(done.returncode, done.stdout.decode(always), done.stderr.decode(environment.encoding))
    status, out, err = on_terminal(["bash", "-c", command], stdin=STDIN, errors=False, cwd=folder)
    return Result(status, out.decode(always), err.decode(environment.encoding))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("matrix")


@cache
def _usual(place: Path, words: str) -> Result:
    return _run(place, words, ENVIRONMENTS["UTF-8"], REDIRECTIONS["pipe"])


@pytest.mark.parametrize("redirection", REDIRECTIONS)
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_call(place: Path, environment: str, redirection: str) -> None:
    for call, words in CALLS.items():
        usual = _usual(place, words)
        done = _run(place, words, ENVIRONMENTS[environment], REDIRECTIONS[redirection])
        assert _expected(usual, done, redirection) == done, (call, environment, redirection)
        assert "Traceback" not in done.err
        if redirection == "terminal":
            assert bool(done.out) == bool(usual.out or call == "several sections")


def test_the_calls_are_what_they_are_called(place: Path) -> None:
    statuses = {call: _usual(place, words).status for call, words in CALLS.items()}
    misses = {"a miss": 1, "several sections": 1, "a wrong option": 2}
    assert statuses == {call: misses.get(call, 0) for call in CALLS}
    assert len(CALLS) * len(ENVIRONMENTS) * len(REDIRECTIONS) == 720


def _expected(usual: Result, done: Result, redirection: str) -> Result:
    """Return what a call should do, `usual` being what it does in a pipe; a terminal's output is its own."""
    lost = {"closed": "hpreport: 标准输出已关闭，结果无处可写\n", "full disk": "hpreport: 读写出错：磁盘已满\n"}
    if redirection in lost:
        return Result(2, "", usual.err + lost[redirection]) if usual.out else usual
    if redirection == "reader leaves":
        return Result(
            done.status if done.status in (0, usual.status) else usual.status,
            usual.out[: usual.out.find("\n") + 1],
            usual.err,
        )
    if redirection == "terminal":
        shown = done.err and usual.err.startswith(done.err)  # plain text says there what a table shows
        notes = done.err if shown else usual.err
        return Result(usual.status, done.out, notes)
    return usual
