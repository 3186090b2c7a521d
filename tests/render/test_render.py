"""What people see: golden files at three widths, and the rules that every rendering keeps."""

import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from support.process import ROOT, Result, Run

from hpreport.render import Column, Layout, Style, render
from hpreport.render.text import cell_width, change_bar, spread, unspread, wrap
from hpreport.text.sanitize import clean, escape_json, one_line

GOLDEN = ROOT / "tests" / "golden"
SCREENS = {
    "term-one": ["term", "三零"],
    "term-components": ["term", "131+1"],
    "term-several": ["term", "EPC"],
    "terms": ["terms"],
    "targets": ["targets"],
    "results-long": ["results", "--section", "1.4.3", "--long"],
    "figure-one": ["results", "老旧小区"],
    "compare": ["compare"],
    "sections": ["sections", "2.4"],
    "section": ["section", "2.4.3", "--cite"],
    "section-several": ["section", "养老"],
    "search": ["search", "老旧小区改造"],
    "search-count": ["search", "老旧小区改造", "--count"],
    "info": [
        "info",
        "--fields",
        "title,place,speaker,meeting,date,parts,sections,items,terms,targets,results,not_figures,source",
    ],
}


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", SCREENS)
def test_screens(run: Run, name: str, width: int) -> None:
    """Compare with the golden file; HPREPORT_WRITE_GOLDEN=1 writes it anew, to be reviewed in the diff."""
    done = run(*SCREENS[name], "-f", "table", "--width", str(width))
    golden = GOLDEN / f"{name}-{width}.txt"
    if os.environ.get("HPREPORT_WRITE_GOLDEN"):
        golden.write_text(done.out, encoding="utf-8")
    assert done.out == golden.read_text("utf-8")
    assert max(cell_width(line) for line in done.out.splitlines()) <= width


@pytest.mark.parametrize("width", [10, 23, 40, 49, 50, 64, 80, 120, 300])
def test_nothing_is_truncated_at_any_width(run: Run, width: int) -> None:
    shown = run("terms", "-f", "table", "--width", str(width)).out
    wanted = run("terms", "--fields", "term,definition").out
    lost = Counter(char for char in wanted if not char.isspace()) - Counter(shown)
    assert (not lost, "…" in shown) == (True, False)


@pytest.mark.parametrize("width", [23, 40, 50, 64, 80, 120])
@pytest.mark.parametrize("command", ["targets", "results", "compare"])
def test_no_figure_is_truncated_at_any_width(run: Run, command: str, width: int) -> None:
    fields = "topic,result_text,target_text" if command == "compare" else "indicator,text"
    for more in ([], ["--fields", fields]):
        shown = run(command, "-f", "table", "--width", str(width), *more).out
        assert "…" not in shown
        assert max(cell_width(line) for line in shown.splitlines()) <= width
    wanted = Counter(char for char in run(command, "--fields", fields).out if not char.isspace())
    assert not {char: count for char, count in wanted.items() if shown.count(char) < count}


@pytest.mark.parametrize(
    ("before", "after", "unicode", "plain"),
    [
        pytest.param(100, 30, "███▁▁▁▁▁▁▁", "###-------", id="less"),
        pytest.param(20, 40, "█████▓▓▓▓▓", "#####+++++", id="more"),
        pytest.param(5, 5, "██████████", "##########", id="the same"),
        pytest.param(1.98, 1.95, "█████████▁", "#########-", id="a small difference is seen"),
        pytest.param(0, 3, "▓▓▓▓▓▓▓▓▓▓", "++++++++++", id="from nothing"),
        pytest.param(0, 0, "", "", id="nothing"),
        pytest.param(-1, 3, "", "", id="below zero"),
    ],
)
def test_change_bar(before: float, after: float, unicode: str, plain: str) -> None:
    assert change_bar(before, after, 10) == unicode
    assert change_bar(before, after, 10, ascii_only=True) == plain


def test_bars_and_arrows_survive_ascii_and_no_colour(run: Run) -> None:
    env = {"HPREPORT_ASCII": "1", "NO_COLOR": "1"}
    shown = run("compare", "-f", "table", "--color", "auto", env=env).out
    assert not set("█▓▁↑↓─\x1b") & set(shown)
    assert "###" in shown
    assert "- 70处" in shown
    ascii_stdout = run("compare", "-f", "table", env={"PYTHONIOENCODING": "ascii"}).out
    assert "###" in ascii_stdout


def test_groups_have_their_headings_once(run: Run) -> None:
    lines = run("targets", "-f", "table").out.splitlines()
    assert lines.count("主要预期目标") == 1
    assert lines.count("2.1.1 狠抓重大项目建设") == 1
    assert [line.strip().split() for line in lines].count(["指标", "数字", "位置"]) == 1
    flat = run("targets", "-f", "table", "--sort", "value").out
    assert "主要预期目标" not in flat
    assert run("targets", "-f", "md", "-n", "1").out == (
        "| 章节 | 指标 | 数字 | 位置 |\n| --- | --- | ---: | ---: |\n| 主要预期目标 | 地区生产总值 | 增长8% | 第100行 |\n"
    )


@pytest.mark.parametrize("width", [64, 80])
def test_ascii_borders(run: Run, width: int) -> None:
    shown = run("terms", "-f", "table", "--width", str(width), env={"HPREPORT_ASCII": "1"}).out
    assert "─" not in shown
    assert shown.startswith("+--")
    (drawn,) = {cell_width(line) for line in shown.splitlines()}
    assert drawn <= width


def test_colour_adds_only_escapes(run: Run) -> None:
    for args in (["term", "三零"], ["terms"], ["sections"], ["search", "停车难", "-C", "1"], ["section", "2.4.3"]):
        plain = run(*args, "-f", "table").out
        coloured = run(*args, "-f", "table", "--color", "always").out
        assert "\x1b[" in coloured
        bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
        assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


@pytest.mark.parametrize("width", [40, 64, 80])
def test_words_that_were_found_are_highlighted(run: Run, width: int) -> None:
    shown = run("search", "停车泊位", "-n", "1", "-f", "table", "--color", "always", "--width", str(width)).out
    marked = "".join(re.findall(r"\x1b\[1;31m(.*?)\x1b", shown))
    assert marked in ("停车泊位", "停车泊位" * 2)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("三保底线兜牢兜实", 8, ["三保底线", "兜牢兜实"], id="between characters"),
        pytest.param("三保底线，兜牢", 8, ["三保底", "线，兜牢"], id="no comma first"),
        pytest.param("推动“三零”社区", 6, ["推动", "“三零”", "社区"], id="quotation marks stay with their word"),
        pytest.param("采取EPC+O模式", 8, ["采取", "EPC+O模", "式"], id="a formula stays whole"),
        pytest.param("abcdefghij", 4, ["abcd", "efgh", "ij"], id="a word wider than the line falls apart"),
        pytest.param("投资13.8亿元", 6, ["投资", "13.8亿", "元"], id="a number stays whole"),
        pytest.param("甲\n乙", 9, ["甲", "乙"], id="line feeds stay"),
        pytest.param("", 9, [""], id="empty"),
        pytest.param("。。。。。", 4, ["。。", "。。", "。"], id="nothing but punctuation"),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("三保", 4, id="wide"),
        pytest.param("abc", 3, id="narrow"),
        pytest.param("“三”", 4, id="ambiguous counts one"),
        pytest.param("e\u0301", 1, id="combining"),
        pytest.param("％", 2, id="full width"),
        pytest.param("😀三", 4, id="emoji"),
        pytest.param("❤\ufe0f", 2, id="emoji by its selector"),
        pytest.param("👩\u200d👩\u200d👧", 2, id="emoji joined"),
        pytest.param("三\u200b保", 4, id="zero width"),
        pytest.param("1\ufe0f\u20e3", 2, id="keycap"),
    ],
)
def test_cell_width(text: str, width: int) -> None:
    assert cell_width(text) == width


def test_cells_are_those_that_rich_counts() -> None:
    """Of every character by itself: the short way of `cell_width` says what the long one does."""
    assigned = (chr(code) for code in range(32, 0x30000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Cc"))
    assert [f"{ord(char):x}" for char in assigned if cell_width(char) != cell_len(char)] == []


PIECES = [*"三保“”—…·①─█，。（a1 -", "EPC+O", "13.8亿元", "😀", "❤\ufe0f", "👩\u200d👩\u200d👧", "e\u0301", "\u200b", "👍🏽", "1\ufe0f\u20e3", "\n", "\xad"]  # fmt: skip


@settings(max_examples=400, derandomize=True, database=None, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.integers(2, 40), st.booleans())
def test_no_line_is_wider_than_asked(text: str, width: int, ambiguous: bool) -> None:
    lines = wrap(spread(text) if ambiguous else text, width)
    assert [line for line in lines if cell_len(line) > width] == []
    kept = unspread("".join(lines))
    assert [char for char in kept if not char.isspace()] == [char for char in text if not char.isspace()]


OTHERS = SCREENS | {
    "trend": ["trend", "GDP"],
    "panel": ["panel", "GDP"],
    "outcomes": ["outcomes", "GDP"],
    "reports": ["reports"],
    "context": ["search", "养老", "-C", "1"],
    "results": ["results", "--section", "1.4"],
    "phrases": ["terms", "--all"],
}


def on_wide_terminal(line: str) -> int:
    """Return the cells of a line where characters of ambiguous width take two."""
    return cell_len(line) + sum(unicodedata.east_asian_width(char) == "A" and cell_len(char) == 1 for char in line)


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", OTHERS)
def test_no_line_is_too_wide_where_ambiguous_characters_take_two_cells(run: Run, name: str, width: int) -> None:
    call = [*OTHERS[name], "-f", "table", "--width", str(width)]
    shown = run(*call, env={"HPREPORT_AMBIGUOUS": "2"}).out
    assert [line for line in shown.splitlines() if on_wide_terminal(line) > width] == []
    assert not set("─│├└█▁▓") & set(shown)
    usual = run(*call, env={"HPREPORT_ASCII": "1"}).out
    words = [
        sorted(char for char in text if not char.isspace() and char not in "+-|`#123456789") for text in (shown, usual)
    ]
    assert words[0] == words[1]


@pytest.mark.parametrize(
    ("env", "cells"),
    [
        pytest.param({}, 1, id="usual"),
        pytest.param({"HPREPORT_AMBIGUOUS": "2"}, 2, id="said"),
        pytest.param({"LC_ALL": "zh_CN.UTF-8@cjkwide", "LANG": "C"}, 2, id="the locale's modifier"),
        pytest.param({"HPREPORT_AMBIGUOUS": "1", "LC_CTYPE": "zh_CN.UTF-8@cjkwide"}, 1, id="what is said goes first"),
        pytest.param({"LC_CTYPE": "zh_CN.GBK@cjknarrow"}, 1, id="narrow"),
        pytest.param({"PYTHONIOENCODING": "gb18030"}, 2, id="an encoding of East Asia"),
    ],
)
def test_ambiguous_width(run_process: Run, env: dict[str, str], cells: int) -> None:
    shown = run_process("term", "三零", "-f", "table", env={"PYTHONIOENCODING": "utf-8", **env}).out
    ruled = run_process("terms", "-n", "2", "-f", "table", env={"PYTHONIOENCODING": "utf-8", **env}).out
    assert shown
    assert ("─" not in ruled) == (cells == 2)


def test_ambiguous_width_is_one_or_two(run: Run) -> None:
    message = "hpreport: 环境变量 HPREPORT_AMBIGUOUS 没有 3；可用的有：1、2\n"
    assert run("terms", "-f", "table", env={"HPREPORT_AMBIGUOUS": "3"}) == Result(2, "", message)


def test_text_from_outside_is_disarmed() -> None:
    hostile = "a\x1b[31mb\x07c\u202ed\u2066e\x9bf\ud800g\ufeff"
    assert clean(hostile) == "a\ufffd[31mb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffd"
    assert one_line("a\tb\r\nc\u2028d") == "a b c d"
    assert escape_json('"\x9b\u202e\ud800"') == '"\\u009b\\u202e\\ud800"'


def test_markup_in_text_stays_text(tmp_path: Path, run: Run) -> None:
    report = tmp_path / "markup.txt"
    report.write_text("一、回顾\n\n正文\n名词解释\n[1]“[red]三[/]”：[a]:smile:[/b]\x1b[31m，甲\n", encoding="utf-8")
    env = {"PYTHONPATH": str(ROOT)}
    assert run("build", str(report), "-o", str(tmp_path / "m.yaml"), "-q", env=env).status == 0
    shown = run("terms", "--index", str(tmp_path / "m.yaml"), "-f", "table", "--color", "always").out
    assert "[red]三[/]" in shown
    assert "[a]:smile:[/b]\ufffd[31m，甲" in shown


@pytest.mark.parametrize(
    ("value", "csv", "tsv"),
    [
        pytest.param("三保", "三保", "三保", id="text"),
        pytest.param("=1+1", "'=1+1", "=1+1", id="formula"),
        pytest.param("+设计", "'+设计", "+设计", id="plus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", "@SUM(A1)", id="at"),
        pytest.param("－1", "'－1", "－1", id="full width"),
        pytest.param(["=a", "b"], "'=a；b", "=a；b", id="list"),
        pytest.param("=", "=", "=", id="a sign alone"),
        pytest.param(-70, "-70", "-70", id="negative number"),
        pytest.param(-5.5, "-5.5", "-5.5", id="negative fraction"),
        pytest.param("a=b", "a=b", "a=b", id="inside"),
        pytest.param("a\x9b\tb", "a\ufffd b", "a\ufffd b", id="control characters"),
        pytest.param([{"a": 1}, {"b": "\x9b"}], '"[{""a"": 1}, {""b"": ""\\u009b""}]"', '[{"a": 1}, {"b": "\\u009b"}]', id="records"),
    ],
)  # fmt: skip
def test_no_cell_of_csv_is_a_formula(value: object, csv: str, tsv: str) -> None:
    layout = Layout(columns=[Column("a", "甲")], plain=["a"], table=["a"])
    assert "".join(render([{"a": value}], layout, Style("csv", header=False))) == f"{csv}\n"
    assert "".join(render([{"a": value}], layout, Style("tsv", header=False))) == f"{tsv}\n"


def test_md_cells() -> None:
    layout = Layout(columns=[Column("a", "甲")], plain=["a"], table=["a"])
    drawn = "".join(render([{"a": "一|二\n三\x9b"}], layout, Style("md", header=False)))
    assert drawn == "| 一\\|二<br>三\ufffd |\n"


def test_md_quotations() -> None:
    layout = Layout(columns=[Column("a", "甲"), Column("b", "乙")], plain=["a"], table=["a"], quote=("a", "b"))
    drawn = "".join(render([{"a": "一\x9b\n二", "b": "源\u202e"}], layout, Style("md")))
    assert drawn == "> 一\ufffd\n>\n> 二\n>\n> ——源\ufffd\n"
