"""Options and variables of the environment: given twice, set wrongly, with a home folder in a path."""

from pathlib import Path

import pytest
from support.libraries import Library
from support.process import ROOT, Result, Run

TWICE = "只能给一次（用法见 hpreport"


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        pytest.param(["targets", "-u", "所", "--unit", "座", "--fields", "indicator,unit"], "盘活闲置楼宇\t座\n新建高中\t所\n", id="units"),
        pytest.param(["search", "养老", "-s", "1.6", "-s", "2.7", "--fields", "section"], "1.6.4\n", id="sections"),
        pytest.param(["terms", "-s", "2.3", "--section", "1.5.2", "--fields", "term"], "三多三全\n五免\n", id="sections that use terms"),
        pytest.param(["results", "-g", "口袋", "--grep", "公园", "--fields", "indicator"], "口袋公园\n", id="words"),
        pytest.param(["term", "三保", "--fields", "term", "--fields=line,match"], "三保\t233\texact\n", id="fields"),
        pytest.param(["term", "三保", "-q", "-q", "--fields", "term"], "三保\n", id="a switch says the same twice"),
    ],
)  # fmt: skip
def test_values_add_up(run: Run, args: list[str], expected: str) -> None:
    done = run(*args)
    assert (done.status, done.err) == (0, "")
    assert expected in done.out


def test_units_are_those_of_either(run: Run) -> None:
    one, other = (run("targets", "--unit", unit, "-f", "jsonl").out.splitlines() for unit in ("个", "所"))
    both = run("targets", "--unit", "个", "--unit", "所", "-f", "jsonl").out.splitlines()
    assert one
    assert other
    assert sorted(both) == sorted(one + other)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(["term", "三保", "-n", "1", "--limit", "2"], f"选项 --limit {TWICE} term --help）", id="a number"),
        pytest.param(["term", "三保", "-f", "json", "-fcsv"], f"选项 --format {TWICE} term --help）", id="a format"),
        pytest.param(["-f", "json", "term", "三保", "-f", "csv"], f"选项 --format {TWICE} term --help）", id="before the command and behind it"),
        pytest.param(["terms", "--index=a", "--index", "b"], f"选项 --index {TWICE} terms --help）", id="a file"),
        pytest.param(["build", "x", "-o", "a", "-o", "a"], f"选项 --output {TWICE} build --help）", id="the same twice"),
        pytest.param(["--show-completion", "zsh", "--show-completion", "zsh"], f"选项 --show-completion {TWICE} --help）", id="of the program"),
        pytest.param(["targets", "--unit", "甲", "--unit", "乙"], None, id="no such units"),
        pytest.param(["terms", "--section", "1", "--section", "9"], None, id="no such section among two"),
    ],
)  # fmt: skip
def test_values_that_cannot_both_count(run: Run, args: list[str], message: str | None) -> None:
    done = run(*args)
    assert done.out == ""
    if message is None:
        assert done.status == 1
        assert done.err.startswith(("hpreport: 没有以“甲”、“乙”为单位的目标；有的是：", "hpreport: 没有 9 这一节；"))
    else:
        assert (done.status, done.err) == (2, f"hpreport: {message}\n")


def test_help_is_shown_whatever_stands_twice(run: Run) -> None:
    done = run("term", "三保", "-n", "1", "-n", "2", "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("用法：hpreport term")


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        pytest.param({"HPREPORT_FORMAT": "xml"}, "环境变量 HPREPORT_FORMAT 没有 xml；可用的有：auto、table、plain、tsv、csv、json、jsonl、md", id="format"),
        pytest.param({"HPREPORT_COLOR": "red"}, "环境变量 HPREPORT_COLOR 没有 red；可用的有：auto、always、never", id="colour"),
        pytest.param({"HPREPORT_WIDTH": "3"}, "环境变量 HPREPORT_WIDTH 的值不对：太小了，至少是 10（用法见 hpreport terms --help）", id="width, too little"),
        pytest.param({"HPREPORT_WIDTH": "wide"}, "环境变量 HPREPORT_WIDTH 的值不对：应当是整数（用法见 hpreport terms --help）", id="width, no number"),
        pytest.param({"HPREPORT_REPORT": "无"}, "环境变量 HPREPORT_REPORT：报告库里没有 无（hpreport reports 列出全部）", id="report"),
        pytest.param({"HPREPORT_INDEX": "none.yaml"}, "环境变量 HPREPORT_INDEX：none.yaml：读不了：没有这个文件", id="index"),
        pytest.param({"HPREPORT_INDEX": "~/none.yaml", "HOME": "/nowhere"}, "环境变量 HPREPORT_INDEX：/nowhere/none.yaml：读不了：没有这个文件", id="index in the home folder"),
        pytest.param({"HPREPORT_INDEX": "a", "HPREPORT_REPORT": "b"}, "环境变量 HPREPORT_REPORT、HPREPORT_INDEX：--index 和 --report 只能给一个", id="both"),
    ],
)  # fmt: skip
def test_the_variable_that_was_set_is_named(run: Run, tmp_path: Path, variables: dict[str, str], message: str) -> None:
    env = {"HPREPORT_LIBRARY": str(tmp_path / "library"), **variables}
    assert run("terms", env=env, cwd=tmp_path) == Result(2, "", f"hpreport: {message}\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(["--format", "xml"], "--format 没有 xml；可用的有：auto、table、plain、tsv、csv、json、jsonl、md", id="a choice"),
        pytest.param(["--width", "3"], "--width 的值不对：太小了，至少是 10（用法见 hpreport terms --help）", id="a number"),
    ],
)  # fmt: skip
def test_the_option_that_was_typed_is_named(run: Run, args: list[str], message: str) -> None:
    env = {"HPREPORT_FORMAT": "json", "HPREPORT_WIDTH": "60"}
    assert run("terms", *args, env=env) == Result(2, "", f"hpreport: {message}\n")


@pytest.mark.parametrize(
    ("name", "command"),
    [
        pytest.param("报告.txt", "hpreport build '报告.txt' -o '报告.yaml'", id="a text"),
        pytest.param("我的 报告.docx", "hpreport build '我的 报告.docx' -o '我的 报告.yaml'", id="a document, with a space"),
    ],
)  # fmt: skip
def test_a_text_is_no_index(run: Run, tmp_path: Path, name: str, command: str) -> None:
    (tmp_path / name).write_bytes("政府工作报告\n".encode() if name.endswith("txt") else b"PK\x03\x04\xff")
    done = run("terms", "--index", name, cwd=tmp_path)
    assert done == Result(2, "", f"hpreport: {name}：不是索引；报告的文字要先建立索引：{command}\n")


@pytest.mark.parametrize("variable", ["HPREPORT_LIBRARY", "XDG_DATA_HOME"])
def test_home_folder_in_a_variable(own_library: Library, run: Run, variable: str) -> None:
    env = {"HOME": str(own_library.folder.parent), variable: "~/library"}
    if variable == "XDG_DATA_HOME":
        own_library.folder.rename(own_library.folder.parent / "hpreport")
        env[variable] = "~"
    done = run("reports", "--fields", "report", env=env)
    assert (done.status, done.err) == (0, "")
    assert "anhe-2021" in done.out.split()


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        pytest.param(["2022"], ["anhe-2022", "linjiang-2022"], id="a year"),
        pytest.param(["2022年"], ["anhe-2022", "linjiang-2022"], id="as written"),
        pytest.param(["安河", "２０２２"], ["anhe-2022"], id="a place and a year"),
        pytest.param(["0110"], [], id="digits of a date"),
        pytest.param(["2021-01"], ["anhe-2021"], id="a month"),
        pytest.param(["安河县", "--limit", "2"], ["anhe-2021", "anhe-2022"], id="no more than"),
    ],
)  # fmt: skip
def test_reports_by_year(library: Library, args: list[str], expected: list[str]) -> None:
    done = library.run("reports", *args, "--fields", "report")
    assert (done.status, done.out.split()) == (0 if expected else 1, expected)


def test_a_year_is_no_part_of_a_date(own_library: Library) -> None:
    text = (ROOT / "seeds" / "heping-2023.txt").read_text("utf-8").replace("2023年12月21日", "2012年2月25日")
    own_library.write("另一份.txt", text)
    assert own_library.run("add", "另一份.txt", "-q").status == 0
    found = own_library.run("reports", "2022", "--fields", "report").out.split()
    assert "另一份" not in found
    assert "另一份" in own_library.run("reports", "2012-02", "--fields", "report").out.split()
