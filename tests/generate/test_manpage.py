"""The manual page: made of the help texts, complete, and shown without complaint."""

import re
import shutil
import subprocess

import pytest
from cli.test_help import TEXTS, examples
from support.process import CLEAN, ROOT

from hpreport.cli.commands.registry import MODULES, load_command
from hpreport.cli.options import SHARED
from hpreport.cli.topics import TOPICS
from hpreport.generate.docs import _line, man_page
from hpreport.render.text import cell_width

MAN = ROOT / "data" / "hpreport.1"


def test_every_command_option_and_topic_is_in_it() -> None:
    text = man_page().replace("\\-", "-").replace("\\:", "")
    for name in MODULES:
        assert re.search(rf"^\.SS hpreport {name}\b", text, re.M)
        for parameter in load_command(name).parameters:
            assert parameter.name in (*SHARED, "help") or parameter.help in text
    assert all(f".SH {topic.title}\n" in text for topic in TOPICS)
    assert all(parameter.help in text for parameter in load_command("term").parameters)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(".txt 文件", "\\&.txt 文\\:件", id="a full stop first"),
        pytest.param("'甲'", "\\(aq\\:甲\\(aq", id="an apostrophe first"),
        pytest.param("a\\-f", "a\\e\\-f", id="backslash and minus"),
    ],
)
def test_no_text_is_a_request(text: str, line: str) -> None:
    assert _line(text) == line


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_man_shows_it_without_complaint() -> None:
    env = {**CLEAN, "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
    done = subprocess.run(["man", "-l", "--warnings=w", str(MAN)], capture_output=True, text=True, env=env, check=True)
    assert done.stderr == ""
    assert "政府工作报告的词典和索引" in done.stdout
    commands = {line for text in TEXTS.values() for line in examples(text)}
    lines = {re.sub(".\x08", "", line) for line in done.stdout.splitlines()}
    assert [line for line in lines if cell_width(line) > 80 and line.strip() not in commands] == []


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed")
def test_mandoc_finds_no_error() -> None:
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "error", str(MAN)], capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
