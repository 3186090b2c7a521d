"""The quickest path writes the same bytes as the command line proper, or nothing at all."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.process import CLEAN, ROOT, SHARED, UNMEASURED, Result, Run

from hpreport.cli.commands.registry import MODULES, load_command
from hpreport.cli.main import run as command_line
from hpreport.cli.startup.ready import SETTINGS, _ready_lines
from hpreport.index.paths import bundled_files

READY: dict[str, str] = json.loads(Path(bundled_files()[1]).read_text("utf-8").splitlines()[-1])


def proper(capfd: pytest.CaptureFixture[str], word: str) -> tuple[int, str, str]:
    """Return status, standard output and standard error of the command line proper."""
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
    script = f"import sys; from hpreport.cli.main import run; sys.exit(run({args!r}))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, cwd=ROOT, env={**CLEAN, **env}, check=False
    )
    assert run(*args, env=env) == Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode())


def test_every_variable_that_stands_for_an_option_is_known() -> None:
    declared = [p.settings.get("envvar") for name in MODULES for p in load_command(name).parameters]
    assert set(SETTINGS) == set(filter(None, declared))


def imported(words: list[str], env: dict[str, str]) -> tuple[str, set[str]]:
    """Return what the quickest path writes, and the modules that it imports besides the bare interpreter's."""
    script = (
        "import sys; bare = {*sys.modules}; from hpreport.cli.startup.ready import answer_at_once; "
        f"assert answer_at_once({words!r}); print(*{{*sys.modules}} - bare)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, env={**UNMEASURED, **env}, check=True
    )
    *lines, modules = done.stdout.splitlines()
    return "\n".join(lines), {name for name in modules.split() if not name.startswith("hpreport")}


@pytest.mark.parametrize(
    ("words", "env", "begins"),
    [
        pytest.param(["term", "三保"], {}, "三保\t", id="a look-up"),
        pytest.param(["term", "sanb"], {"_HPREPORT_COMPLETE": "zsh"}, "三保\t", id="a term"),
        pytest.param([""], {"_HPREPORT_COMPLETE": "zsh"}, "term\t", id="a command"),
        pytest.param(["targets", "--"], {"_HPREPORT_COMPLETE": "zsh"}, "--", id="an option"),
        pytest.param(["targets", "--unit", ""], {"_HPREPORT_COMPLETE": "fish"}, "%", id="a unit"),
        pytest.param(["section", "2.4"], {"_HPREPORT_COMPLETE": "zsh"}, "2.4\t", id="a section"),
        pytest.param(["hpreport trend "], {"_HPREPORT_COMPLETE": "bash"}, "", id="an indicator"),
        pytest.param(["terms", "--fields", "te"], {"_HPREPORT_COMPLETE": "zsh"}, "\tnospace\nterm", id="a field"),
        pytest.param(["help", "form"], {"_HPREPORT_COMPLETE": "zsh"}, "formatting", id="a topic"),
    ],
)
def test_imports_nothing(tmp_path: Path, words: list[str], env: dict[str, str], begins: str) -> None:
    written, modules = imported(words, {**env, "HPREPORT_LIBRARY": str(tmp_path / "none")})
    assert written.startswith(begins)
    assert written
    assert modules == set()


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
        env=CLEAN,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("保这个那个。\n", "")
    plain = subprocess.run(
        [sys.executable, "-m", "hpreport", "term", "三保"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=CLEAN,
        check=False,
    )
    assert plain.stdout.split("\t")[1] == "保这个那个。"
