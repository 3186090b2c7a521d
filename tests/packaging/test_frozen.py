"""The program frozen by PyInstaller with the package's hook, run where no Python finds the package."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.process import ROOT, SEED
from support.reports import write_texts

from hpreport.freeze import hook_dirs

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("PyInstaller")
    folder = tmp_path_factory.mktemp("frozen")
    (folder / "hp.py").write_text("from hpreport.__main__ import main\n\nif __name__ == '__main__':\n    main()\n")
    done = subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR", f"--paths={ROOT}",
         f"--additional-hooks-dir={hook_dirs()[0]}", "hp.py"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "dist" / "hp" / "hp"


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        pytest.param(["--version"], "hpreport ", id="version"),
        pytest.param(["term", "三保"], "保基本民生、保工资、保运转。", id="a term"),
        pytest.param(["三宝"], "fuzzy", id="a near miss"),
        pytest.param(["search", "停车难", "-n", "1"], "停车泊位", id="search"),
        pytest.param(["targets", "GDP", "-f", "json"], '"地区生产总值"', id="figures"),
        pytest.param(["compare", "-f", "table"], "口袋公园", id="a table"),
        pytest.param(["trend", "GDP"], "沈阳市和平区", id="a library"),
        pytest.param(["export", "-f", "html"], "</html>", id="a page"),
        pytest.param(["help", "term"], "查词语", id="help"),
        pytest.param(["--show-completion", "bash"], "_hpreport", id="completion"),
    ],
)
def test_answers(program: Path, tmp_path: Path, args: list[str], expected: str) -> None:
    done = _run(program, tmp_path, *args)
    assert (done.returncode, done.stderr) == (0, "")
    assert expected in done.stdout


def test_builds_and_adds(program: Path, tmp_path: Path) -> None:
    done = _run(program, tmp_path, "build", str(SEED), "-o", "own.yaml", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "own.yaml").read_text("utf-8").count("\n") > 1000
    files = [str(path) for path in write_texts(tmp_path)]  # so many that other processes read them
    done = _run(program, tmp_path, "add", "-q", *files, "--fields", "status")
    assert (done.returncode, done.stderr, set(done.stdout.split())) == (0, "", {"added"})


def _run(program: Path, folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(folder)}
    return subprocess.run([program, *args], cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)
