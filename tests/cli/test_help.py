"""Help pages and help topics: they fit the screen, and every example in them runs."""

import inspect
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from support.process import CLEAN, SEED, Result, Run

from hpreport.cli.commands.registry import GROUPS, MODULES, load_command, summary
from hpreport.cli.startup.typer_app import root
from hpreport.cli.topics import TOPICS, Topic
from hpreport.render.text import cell_width, spread

PAGES = {"hpreport": root.__doc__ or "", **{name: load_command(name).__doc__ or "" for name in MODULES}}
TEXTS = PAGES | {topic.name: "\n".join(piece for piece in topic.body if isinstance(piece, str)) for topic in TOPICS}


def examples(text: str) -> list[str]:
    """Return the commands below 例如：, one a line."""
    return re.findall(r"^  (\S.*)$", inspect.cleandoc(text).partition("例如：\n")[2], re.M)


@pytest.mark.parametrize("name", TEXTS)
def test_every_page_has_examples(name: str) -> None:
    assert examples(TEXTS[name])
    assert all("hpreport" in line for line in examples(TEXTS[name]))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with all that the examples use: a report, a draft under version control, lists of queries."""
    paper = docx.Document()
    for line in SEED.read_text("utf-8").splitlines():
        paper.add_paragraph(line)
    paper.save(str(tmp_path / "报告.docx"))
    (tmp_path / "报告").mkdir()
    for number, name in enumerate(("报告.txt", "报告/又一份.txt", "2025.txt")):  # each another text
        text = SEED.read_text("utf-8").replace("2024年", f"{2024 + number}年")
        text = text.replace("新建30处口袋公园", f"新建{30 + number}处口袋公园")
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "清单.csv").write_text("文件,地区\n报告/又一份.txt,沈阳市和平区\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "各市报告.zip", "w") as archive:
        archive.writestr("一份.txt", SEED.read_text("utf-8").replace("2024年", "2027年"))
    (tmp_path / "词语.txt").write_text("三保\n", encoding="utf-8")
    (tmp_path / "查询.txt").write_text("养老\n", encoding="utf-8")
    (tmp_path / "草稿.txt").touch()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "草稿.txt"], cwd=tmp_path, check=True)
    (tmp_path / "草稿.txt").write_text("兜牢三保底线\n", encoding="utf-8")
    (tmp_path / "bin").mkdir()
    for name, arguments in (("hpreport", "-m hpreport"), ("python3", "")):
        program = tmp_path / "bin" / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
        program.chmod(0o755)
    return tmp_path


def tried(run: Run, line: str, desk: Path) -> Result:
    """Run a line at the desk: in this process where it is a call alone, else in a shell, which finds the program.

    What draws a chart keeps the streams that it was started with.
    """
    env = {"HOME": str(desk), "PATH": f"{desk / 'bin'}:{CLEAN['PATH']}"}
    program, *words = shlex.split(line)
    if program == "hpreport" and not re.search(r"[|<>&*]|\.svg", line):
        return run(*words, env=env, cwd=desk)
    command = ["bash", "-o", "pipefail", "-c", line]
    done = subprocess.run(command, capture_output=True, cwd=desk, env={**CLEAN, **env}, check=False)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_every_example_runs(run: Run, desk: Path) -> None:
    """One after another, as a reader would try them."""
    for line in [line for text in TEXTS.values() for line in examples(text)]:
        done = tried(run, line, desk)
        assert done.status == 0, (line, done.err)
        assert done.out or done.err or ">" in line, line


@pytest.mark.parametrize("cells", [1, 2])
@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("name", TEXTS)
def test_pages_fit_the_screen(run: Run, name: str, columns: int, cells: int) -> None:
    args = ["--help"] if name == "hpreport" else ["help", name]
    done = run(*args, env={"COLUMNS": str(columns), "HPREPORT_AMBIGUOUS": str(cells)})
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
    commands = {f"    {line}" for line in re.findall(r"^  (\S.*)$", inspect.cleandoc(TEXTS[name]), re.M)}
    assert commands <= set(lines)  # a command is never broken
    measured = {line: cell_width(spread(line) if cells == 2 else line) for line in lines[1:]}
    assert [line for line, width in measured.items() if width > columns - 2 and line not in commands] == []
    assert [line for line in commands if cell_width(line) > 78] == []  # so it fits the usual terminal whole


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_every_command_has_one_short_line_in_its_group(run: Run, columns: int) -> None:
    out = run("--help", env={"COLUMNS": str(columns)}).out
    groups = dict(re.findall(r"^(\S+)：\n((?:  .+\n)+)", out, re.M))
    for title, names in GROUPS.items():
        words = re.sub(r"\s+", " ", groups[title]).replace(" ", "")
        assert words == "".join(name + summary(name) for name in names).replace(" ", "")
    assert "..." not in out.partition("\n")[2]


@pytest.mark.parametrize("name", MODULES)
def test_the_short_line_is_short(name: str) -> None:
    assert len(summary(name)) <= 20
    assert summary(name).endswith("。")


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_topics_go_by_two_names(run: Run, topic: Topic) -> None:
    done = run("help", topic.name)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"{topic.title}（{topic.name}）：\n")
    assert run("help", topic.title) == done


@pytest.mark.parametrize("name", MODULES)
def test_help_of_a_command_is_its_help_page(run: Run, name: str) -> None:
    assert run("help", name) == run(name, "--help")


def test_help_lists_commands_and_topics(run: Run) -> None:
    done = run("help")
    listed = re.findall(r"^  ([a-z-]+)  ", done.out, re.M)
    assert listed == [*MODULES, *(topic.name for topic in TOPICS)]


@pytest.mark.parametrize(
    ("topic", "message"),
    [
        pytest.param("fromatting", "没有命令或题目 fromatting；相近的有：formatting、matching、exporting（全部见 hpreport help）", id="near"),
        pytest.param("匹", "没有命令或题目 匹；相近的有：匹配（全部见 hpreport help）", id="a part"),
        pytest.param("xyz", "没有命令或题目 xyz；题目有：formatting、fields、exit-codes、environment、matching、searching、library、exporting、completion、python、archive、security（全部见 hpreport help）", id="nothing near"),
        pytest.param("\x1b[31m", "没有命令或题目 \ufffd[31m；题目有：formatting、fields、exit-codes、environment、matching、searching、library、exporting、completion、python、archive、security（全部见 hpreport help）", id="an escape"),
    ],
)  # fmt: skip
def test_unknown_topic(run: Run, topic: str, message: str) -> None:
    assert run("help", topic) == Result(2, "", f"hpreport: {message}\n")


def test_topics_name_every_variable_of_an_option() -> None:
    declared = [p.settings.get("envvar") for name in MODULES for p in load_command(name).parameters]
    environment = next(topic for topic in TOPICS if topic.name == "environment")
    told = {name for piece in environment.body if not isinstance(piece, str) for name in piece}
    assert {variable for variable in declared if variable} <= told
