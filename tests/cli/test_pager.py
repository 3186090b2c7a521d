"""Long tables on a terminal go through a pager; what fits the screen, and what goes into a pipe, does not."""

import sys
from collections.abc import Mapping

import pytest
from support.process import CLEAN, Result, Run, on_terminal

_PAGER = f"{sys.executable} -c \"import sys; print('PAGED'); sys.stdout.write(sys.stdin.read())\""


def screen(*args: str, env: Mapping[str, str], rows: int = 20) -> str:
    """Return what stands on a terminal of 80 columns in the end."""
    command = [sys.executable, "-m", "hpreport", *args]
    status, shown, _ = on_terminal(command, size=(rows, 80), env={**CLEAN, "TERM": "xterm", "NO_COLOR": "1", **env})
    assert status == 0
    return shown.decode()


@pytest.mark.parametrize(
    ("args", "env", "paged"),
    [
        pytest.param(["targets"], {"HPREPORT_PAGER": _PAGER}, True, id="a long table"),
        pytest.param(["targets"], {"PAGER": _PAGER}, True, id="the pager of all programs"),
        pytest.param(["targets"], {"HPREPORT_PAGER": "cat", "PAGER": _PAGER}, False, id="ours before it"),
        pytest.param(["targets"], {"HPREPORT_PAGER": "", "PAGER": _PAGER}, False, id="none"),
        pytest.param(["targets"], {"PAGER": "/no/such/pager"}, False, id="not installed"),
        pytest.param(["targets"], {"PAGER": "less '"}, False, id="an open quotation mark"),
        pytest.param(["targets", "--no-pager"], {"PAGER": _PAGER}, False, id="not wanted"),
        pytest.param(["targets"], {"PAGER": _PAGER, "TERM": "dumb"}, False, id="a dumb terminal"),
        pytest.param(["targets", "GDP"], {"PAGER": _PAGER}, False, id="what fits the screen"),
        pytest.param(["targets", "-f", "tsv"], {"PAGER": _PAGER}, False, id="no table"),
    ],
)
def test_on_a_terminal(args: list[str], env: dict[str, str], paged: bool) -> None:
    shown = screen(*args, env=env)
    assert shown.startswith("PAGED\n") == paged
    assert "地区生产总值" in shown


def test_the_pager_gets_the_whole_table(run: Run) -> None:
    whole = run("targets", "-f", "table", "--width", "80").out
    assert screen("targets", env={"PAGER": _PAGER}) == f"PAGED\n{whole}"
    assert screen("targets", "--no-pager", env={}) == whole


def test_a_reader_who_leaves_the_pager_ends_it(run: Run) -> None:
    shown = screen("section", "2", "-f", "table", env={"PAGER": f"{sys.executable} -c \"print('LEFT')\""})
    assert shown == "LEFT\n"


def test_notes_stand_below_the_paged_rows() -> None:
    shown = screen("term", "双招双引", "-C", "9", env={"PAGER": _PAGER}, rows=5)
    assert shown.count("PAGED\n") == 1
    assert "报告没有专门解释“双招双引”" in shown


def test_a_pipe_is_not_paged(run: Run) -> None:
    assert run("term", "三保", "-f", "table", env={"PAGER": _PAGER}).out.startswith("词条：“三保”")
    assert run("--no-pager", "三保", "--fields", "term") == Result(0, "三保\n", "")
