"""README's console blocks are run and compared; both READMEs show the same; links lead somewhere."""

import itertools
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.process import CLEAN, ROOT

from hpreport.cli.commands.registry import MODULES
from hpreport.cli.topics import TOPICS

README, CHINESE = (ROOT / name for name in ("README.md", "README.zh-CN.md"))
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


def examples(path: Path) -> list[tuple[str, str]]:
    """Return the commands of the console blocks, each with the output printed below it."""
    found = []
    for block in _BLOCK.findall(path.read_text("utf-8")):
        for piece in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = piece.partition("\n")
            found.append((command, output))
    return found


@pytest.fixture(scope="module")
def shell_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which `hpreport` runs this checkout."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "hpreport"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hpreport "$@"\n')
    script.chmod(0o755)
    return f"{folder}:{CLEAN['PATH']}"


RUNS = [*examples(README), *examples(ROOT / "tests" / "data" / "runs.md")]


@pytest.mark.parametrize(("command", "output"), RUNS, ids=[command for command, _ in RUNS])
def test_example(command: str, output: str, shell_path: str) -> None:
    done = subprocess.run(
        [shutil.which("bash") or "bash", "-c", command],
        capture_output=True, text=True, cwd=ROOT, env={**CLEAN, "PATH": shell_path, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.stdout + done.stderr == output


def test_both_readmes_show_the_same_examples() -> None:
    assert examples(CHINESE) == examples(README)
    assert re.findall(r"^```sh\n(.*?)^```$", CHINESE.read_text("utf-8"), re.M | re.S) == re.findall(
        r"^```sh\n(.*?)^```$", README.read_text("utf-8"), re.M | re.S
    )


def test_ci_calls_the_test_command_of_the_readme() -> None:
    commands = re.findall(r"^```sh\n(.*?)\n```$", README.read_text("utf-8"), re.M | re.S)
    assert all("\n" not in command and command.startswith("python3 -m venv .venv && ") for command in commands)
    assert commands[1].endswith(".venv/bin/pytest")
    assert "grep -m1 -E '^python3 -m venv .*pytest$' README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("path", [README, CHINESE], ids=lambda path: path.name)
def test_every_command_stands_once_in_the_table_of_commands(path: Path) -> None:
    table = re.split(r"^## ", path.read_text("utf-8"), flags=re.M)[3]
    rows = re.findall(r"^\| `hpreport (\w+)[^|]*` \| \S.*\|$", table, re.M)
    assert rows == list(MODULES)
    lines = path.read_text("utf-8").splitlines()
    for before, line in itertools.pairwise(lines):
        assert not line.startswith("|") or before.startswith("|") or not before, line


@pytest.mark.parametrize("path", [README, CHINESE], ids=lambda path: path.name)
def test_python_example(path: Path) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", path.read_text("utf-8"), re.M | re.S)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=CLEAN, check=True)
    assert (done.stdout, done.stderr) == ("三保 保基本民生、保工资、保运转。 fuzzy\n", "")


DOCUMENTS = [README, CHINESE, ROOT / "CHANGELOG.md", *sorted((ROOT / ".github").glob("*.md"))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(path: Path) -> None:
    named = re.findall(
        r"`(?:\.venv/bin/python )?((?:hpreport|data|seeds|tests|\.ci|\.github)/[\w./-]+)`", path.read_text("utf-8")
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", [README, CHINESE], ids=lambda path: path.name)
def test_readme_is_short_and_names_every_topic(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 220
    (row,) = re.findall(r"^\| `hpreport help (?:TOPIC|题目)`.*$", text, re.M)
    assert re.findall(r"`([a-z-]+)`", row) == [topic.name for topic in TOPICS]
