"""The quickest path writes the same bytes as the command line proper, or nothing at all."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import _CLEAN, ROOT, SHARED, Result, Run

from hpreport.cli.run import run as command_line
from hpreport.quick import _ready_lines
from hpreport.store.locate import bundled_files

READY: dict[str, str] = json.loads(Path(bundled_files()[1]).read_text("utf-8").splitlines()[-1])


@pytest.fixture(autouse=True)
def _through_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Typer parse the calls made in this process: a setting in the environment brings it in."""
    monkeypatch.setenv("HPREPORT_COLOR", "auto")


def proper(capfd: pytest.CaptureFixture[str], word: str) -> tuple[int, str, str]:
    """Return status, standard output and standard error of the command line proper, its words parsed by Typer."""
    capfd.readouterr()
    status = command_line(["term", word])
    return status, *capfd.readouterr()


@pytest.mark.parametrize("word", READY)
def test_ready_answers_are_those_of_the_command_line(capfd: pytest.CaptureFixture[str], word: str) -> None:
    assert proper(capfd, word) == (0, READY[word], "")
    assert _ready_lines(word).decode() == READY[word]


def test_every_term_is_ready() -> None:
    index = json.loads(Path(bundled_files()[1]).read_text("utf-8").splitlines()[2])
    assert {row["term"] for row in index} | {row["headword"] for row in index} <= READY.keys()
    assert {"3保", "sanbao", "sb", "131+1工程"} <= READY.keys()


def test_other_queries_are_left_alone(capfd: pytest.CaptureFixture[str]) -> None:
    gold = SHARED / "gold" / "terms-dev.tsv"
    if not gold.exists():
        pytest.skip("the reference queries are not at hand")
    for line in gold.read_text("utf-8").splitlines():
        word = line.split("\t")[1]
        lines = _ready_lines(word).decode()
        assert not lines or proper(capfd, word) == (0, lines, ""), word


@pytest.mark.parametrize("word", ["term", "ready", "format", "1.5.2", "", "三", '"三保"', "三保\\", "\t", "\udcff"])
def test_nothing_else_in_the_file_is_taken_for_an_answer(word: str) -> None:
    assert _ready_lines(word) == b""


@pytest.mark.parametrize(
    ("args", "env"),
    [
        pytest.param(["term", "三保"], {}, id="exact"),
        pytest.param(["term", "sanbao"], {}, id="pinyin"),
        pytest.param(["term", "三保"], {"PYTHONIOENCODING": "gbk"}, id="another encoding"),
        pytest.param(["term", "三保"], {"HPREPORT_FORMAT": "json"}, id="setting"),
        pytest.param(["--version"], {}, id="version"),
        pytest.param(["term", "三保", "-q"], {}, id="option"),
    ],
)
def test_whole_program(run: Run, args: list[str], env: dict[str, str]) -> None:
    script = f"import sys; from hpreport.cli.run import run; sys.exit(run({args!r}))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, cwd=ROOT, env={**_CLEAN, **env}, check=False
    )
    assert run(*args, env=env) == Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode())


@pytest.mark.parametrize(
    "line",
    [
        "hpreport term 三",
        "hpreport term ",
        "hpreport term “",
        "hpreport term EPC",
        "hpreport term 无此",
        "hpreport te",
        "hpreport term 三保 五",
        "hpreport term '三",
    ],
)
def test_completion_is_that_of_the_parser(run: Run, line: str) -> None:
    words = line.split(" ")
    env = {"_HPREPORT_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    script = "import sys; from hpreport.cli.run import run; sys.exit(run([]))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, cwd=ROOT, env={**_CLEAN, **env}, check=False
    )
    assert run(env=env) == Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_completion_in_bash(tmp_path: Path) -> None:
    """In the real shell, with the script that the program prints for it."""
    program = tmp_path / "hpreport"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hpreport "$@"\n')
    program.chmod(0o755)
    env = {
        **_CLEAN,
        "PATH": f"{tmp_path}:{_CLEAN['PATH']}",
        "PYTHONPATH": str(ROOT),
        "_HPREPORT_COMPLETE": "source_bash",
    }
    script = subprocess.run([str(program)], capture_output=True, text=True, env=env, check=True).stdout
    ask = (
        "COMP_WORDS=(hpreport term 三); COMP_CWORD=2; _hpreport_completion hpreport; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    del env["_HPREPORT_COMPLETE"]
    done = subprocess.run(["bash", "-c", f"{script}\n{ask}"], capture_output=True, text=True, env=env, check=False)
    assert done.stdout.splitlines()[:2] == ["三保", "三零"]
    assert done.stderr == ""


def test_imports_nothing_heavy() -> None:
    script = "import sys; from hpreport.quick import answer_at_once as a; print(a(['term', '三保']), *sys.modules)"
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        env=_CLEAN,
        check=True,
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, env=_CLEAN, check=True
    )
    answer, modules = done.stdout.splitlines()
    assert answer.startswith("三保\t")
    assert modules.split()[0] == "True"
    extra = set(modules.split()[1:]) - set(bare.stdout.split())
    assert {name for name in extra if not name.startswith("hpreport")} == set()


def test_stale_compiled_form_is_not_used(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "hpreport", tmp_path / "hpreport")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    index = tmp_path / "data" / "heping-2023.yaml"
    index.write_text(index.read_text("utf-8").replace("保基本民生、保工资、保运转", "保这个那个"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hpreport", "term", "三保", "--fields", "definition"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=_CLEAN,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("保这个那个。\n", "")
    plain = subprocess.run(
        [sys.executable, "-m", "hpreport", "term", "三保"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=_CLEAN,
        check=False,
    )
    assert plain.stdout.split("\t")[1] == "保这个那个。"
