"""The command line as scripts see it: exact standard output, standard error and exit status."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.process import CLEAN, ROOT, UNMEASURED, Result, Run, on_terminal

from hpreport.render import FORMATS

SANBAO = "三保\t保基本民生、保工资、保运转。\t保基本民生；保工资；保运转\t233\t{match}\t{score}\t{query}\n"


@pytest.mark.parametrize(
    ("args", "status", "out", "err"),
    [
        pytest.param(["term", "三保"], 0, SANBAO.format(match="exact", score=100, query="三保"), "", id="exact"),
        pytest.param(["term", "3保"], 0, SANBAO.format(match="folded", score=99, query="3保"), "", id="folded"),
        pytest.param(["term", "三保", "sb", "--fields", "term,match"], 0, "三保\texact\n三保\tinitials\n", "", id="two queries"),
        pytest.param(["term", "xyz不存在"], 1, "", "hpreport: 没有找到“xyz不存在”\n", id="miss"),
        pytest.param(["term", "xyz不存在", "-q"], 1, "", "", id="miss, quiet"),
        pytest.param(["term", "xyz不存在", "-f", "json"], 1, "[]\n", "hpreport: 没有找到“xyz不存在”\n", id="miss, json"),
        pytest.param(["term", "xyz不存在", "-f", "jsonl"], 1, "", "hpreport: 没有找到“xyz不存在”\n", id="miss, jsonl"),
        pytest.param(["term", "三农"], 1, "", "hpreport: 没有找到“三农”；相近的有：三保、三零、三务\n", id="miss with suggestions"),
        pytest.param(["term", "xyz", "三保", "--fields", "term"], 0, "三保\n", "hpreport: 没有找到“xyz”\n", id="one of two"),
        pytest.param(["term", "sanbao", "--exact"], 1, "", "hpreport: 没有找到“sanbao”；相近的有：三保\n", id="exact only"),
        pytest.param(["term", "EPC", "-n", "2", "--fields", "term"], 0, "EPC+运营设计\nF+EPC+O\n", "", id="limit"),
        pytest.param(["term", "三", "-n", "1", "--fields", "term"], 0, "三保\n", "", id="limit asked for"),
        pytest.param(["term", "五工程一管理", "--fields", "term"], 0, "五工程一管理\n", "", id="alone 1"),
        pytest.param(["term", "三零", "--fields", "term,components"], 0, "三零\t零事故；零案件；零纠纷\n", "", id="alone 2"),
        pytest.param(["term", "三零", "--fields", "term", "-f", "csv"], 0, "term\n三零\n", "", id="csv header"),
        pytest.param(["term", "三零", "--fields", "term", "-f", "csv", "--no-header"], 0, "三零\n", "", id="csv without header"),
        pytest.param(["term", "三零", "--fields", "term,line", "-f", "json"], 0, '[\n{"term": "三零", "line": 236}\n]\n', "", id="json fields"),
        pytest.param(["term", "三零", "--fields", "term,line", "-f", "md"], 0, "| 词语 | 位置 |\n| --- | ---: |\n| 三零 | 第236行 |\n", "", id="md"),
        pytest.param(["terms", "养老", "--fields", "term"], 0, "“三项关爱行动”全覆盖\n", "", id="terms by text"),
        pytest.param(["terms", "--section", "2.3", "--fields", "term"], 0, "三多三全\n五免\n", "", id="terms by section"),
        pytest.param(["terms", "不存在"], 1, "", "hpreport: 没有含“不存在”的词语\n", id="terms, none"),
        pytest.param(["terms", "--section", "9"], 1, "", "hpreport: 没有 9 这一节；有的是：1、1.1、1.2、1.3、1.4、1.5、1.6、2、2.1、2.2、2.3、2.4、2.5、2.6、2.7 及其下各条\n", id="terms, no such section"),
        pytest.param(["terms", "--section", "9", "-q", "-f", "json"], 1, "[]\n", "hpreport: 没有 9 这一节；有的是：1、1.1、1.2、1.3、1.4、1.5、1.6、2、2.1、2.2、2.3、2.4、2.5、2.6、2.7 及其下各条\n", id="no such section, json"),
        pytest.param(["--version"], 0, "hpreport 0.1.0\n", "", id="version"),
        pytest.param(["foo"], 1, "", "hpreport: 没有找到“foo”\n", id="no such command: looked up"),
        pytest.param(["三保", "--fields", "definition"], 0, "保基本民生、保工资、保运转。\n", "", id="a word alone"),
        pytest.param(["sanbao", "3保", "--fields", "term,match"], 0, "三保\tpinyin\n三保\tfolded\n", "", id="several words alone"),
        pytest.param(["trem", "三保"], 2, "", "hpreport: 没有命令 trem，是不是 term？（用法见 hpreport --help）\n", id="a command, two letters swapped"),
        pytest.param(["target"], 2, "", "hpreport: 没有命令 target，是不是 targets？（用法见 hpreport --help）\n", id="a command, a letter lost"),
        pytest.param(["serch", "x"], 2, "", "hpreport: 没有命令 serch，是不是 search？（用法见 hpreport --help）\n", id="a letter lost inside"),
        pytest.param(["sec"], 2, "", "hpreport: 没有命令 sec，是不是 sections、section、set？（用法见 hpreport --help）\n", id="not typed to the end"),
        pytest.param(["--fields", "term", "term", "三保"], 0, "三保\n", "", id="an option before the command"),
        pytest.param(["--fields=term", "-q", "三保"], 0, "三保\n", "", id="options before a word alone"),
        pytest.param(["--year", "2024", "targets", "GDP", "--fields", "text"], 0, "增长8%\n", "", id="an option of the command before it"),
        pytest.param(["--report", "info", "term", "三保"], 2, "", "hpreport: 报告库里没有 info（hpreport reports 列出全部）\n", id="a value that is a command"),
        pytest.param(["--foo", "三保"], 2, "", "hpreport: 没有选项 --foo（用法见 hpreport --help）\n", id="an unknown option before a word"),
        pytest.param(["targets", "--json"], 2, "", "hpreport: 没有选项 --json，是不是 --format json？（用法见 hpreport targets --help）\n", id="a format as an option"),
        pytest.param(["--csv", "terms"], 2, "", "hpreport: 没有选项 --csv，是不是 --format csv？（用法见 hpreport terms --help）\n", id="the same before the command"),
        pytest.param(["term", "三保", "--cite-style", "place", "--fields", "cite"], 0, "和平区政府工作报告（2023年12月21日）名词解释：“三保”\n", "", id="cited without the line"),
        pytest.param(["term", "三保", "--cite-style", "gbt7714", "--fields", "cite"], 0, "沈阳市和平区人民政府. 沈阳市和平区政府工作报告[R]. 2023-12-21: 名词解释：“三保”.\n", "", id="cited as a reference"),
        pytest.param(["targets", "GDP", "--cite-style", "place"], 0, "地区生产总值\t8\t%\t增长8%\tgrowth\t=\t2024\ttrue\t2\t100\t\t和平区政府工作报告（2023年12月21日）二、2024年重点工作安排\n", "", id="a style asks for sources"),
        pytest.param(["term", "双减", "-q", "--fields", "cite"], 0, "和平区政府工作报告（2023年12月21日）二、（五）扩大幸福教育优势，第162行\n", "", id="what has no entry is cited where it is used"),
        pytest.param(["term", "三保", "--cite-style", "x"], 2, "", "hpreport: --cite-style 没有 x；可用的有：line、place、gbt7714\n", id="no such style"),
        pytest.param(["term"], 2, "", "hpreport: 缺少参数 词语...（用法见 hpreport term --help）\n", id="no query"),
        pytest.param(["term", "a", "--foo"], 2, "", "hpreport: 没有选项 --foo，是不是 --color、--format、--bom？（用法见 hpreport term --help）\n", id="no such option"),
        pytest.param(["term", "a", "--limit"], 2, "", "hpreport: 选项 --limit 用法不对：缺少值，或多给了值（用法见 hpreport --help）\n", id="option without value"),
        pytest.param(["term", "a", "-n", "x"], 2, "", "hpreport: --limit 的值不对：应当是整数（用法见 hpreport term --help）\n", id="limit, no number"),
        pytest.param(["term", "a", "-n", "0"], 2, "", "hpreport: --limit 的值不对：太小了，至少是 1（用法见 hpreport term --help）\n", id="limit, zero"),
        pytest.param(["term", "a", "-f", "xml"], 2, "", "hpreport: --format 没有 xml；可用的有：auto、table、plain、tsv、csv、json、jsonl、md\n", id="no such format"),
        pytest.param(["terms", "--fields", "a,term"], 2, "", "hpreport: 没有字段 a；可用的有：report,number,term,headword,definition,components,match,score,line,mentions,pinyin,aliases,place,year,reports,of_reports,first,places,new_places\n", id="no such field"),
        pytest.param(["terms", "--color", "red"], 2, "", "hpreport: --color 没有 red；可用的有：auto、always、never\n", id="no such colour"),
        pytest.param(["terms", "--width", "3"], 2, "", "hpreport: --width 的值不对：太小了，至少是 10（用法见 hpreport terms --help）\n", id="too narrow"),
    ],
)  # fmt: skip
def test_command(run: Run, args: list[str], status: int, out: str, err: str) -> None:
    assert run(*args) == Result(status, out, err)


def test_ten_candidates_are_printed_and_the_rest_counted(run: Run) -> None:
    done = run("term", "三", "--fields", "term")
    assert done.out.count("\n") == 10
    assert re.fullmatch(r"hpreport: “三”还有 \d+ 条，用 --limit 看更多\n", done.err)
    assert run("term", "三", "-q").err == ""


def test_terms_are_one_a_line(run: Run) -> None:
    done = run("terms")
    assert (done.status, done.err, done.out.count("\n")) == (0, "", 46)
    assert {line.count("\t") for line in done.out.splitlines()} == {4}


def test_info(run: Run) -> None:
    (row,) = json.loads(run("info", "-f", "json").out)
    assert {k: row[k] for k in ("report", "place", "date", "parts", "sections", "items", "terms", "version")} == {
        "report": "heping-2023",
        "place": "沈阳市和平区",
        "date": "2023-12-21",
        "parts": 2,
        "sections": 13,
        "items": 45,
        "terms": 46,
        "version": "0.1.0",
    }
    assert row["figures"] == row["targets"] + row["results"]
    assert (row["targets"], row["results"], row["not_figures"]) == (43, 140, 53)  # fmt: skip
    assert Path(row["index"]) == ROOT / "data" / "heping-2023.yaml"


def test_no_arguments_show_the_help(run: Run) -> None:
    done = run()
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("用法：hpreport [选项] 命令 [参数]...\n")


@pytest.mark.parametrize(
    "command",
    ["term", "terms", "scan", "targets", "results", "compare", "sections", "section", "search", "info", "build"],
)
def test_help_is_chinese(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"用法：hpreport {command} ")
    for english in ("Usage", "Options", "Arguments", "default", "env var", "Show this", "required", "\b"):
        assert english not in done.out


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_every_record(run: Run, name: str) -> None:
    done = run("terms", "-f", name)
    assert (done.status, done.err) == (0, "")
    records = {
        "json": lambda text: len(json.loads(text)),
        "jsonl": lambda text: len([json.loads(line) for line in text.splitlines()]),
        "csv": lambda text: len(list(csv.DictReader(io.StringIO(text)))),
        "tsv": lambda text: len(text.splitlines()) - 1,
        "plain": lambda text: len(text.splitlines()),
        "md": lambda text: len(text.splitlines()) - 2,
        "table": lambda text: text.count("第") - text.count("第6轮"),
    }
    assert records[name](done.out) == 46


def test_json_is_the_contract(run: Run) -> None:
    (row,) = json.loads(run("term", "三零", "-f", "json").out)
    assert list(row)[:10] == [
        "report",
        "number",
        "term",
        "headword",
        "definition",
        "components",
        "match",
        "score",
        "line",
        "mentions",
    ]
    assert row["components"] == ["零事故", "零案件", "零纠纷"]
    assert (row["report"], row["number"], row["headword"], row["line"]) == ("heping-2023", 13, "“三零”", 236)
    assert row["mentions"][0] == {
        "section": "1.5.2", "heading": "社会治理增能提效", "line": 69, "quote": "“三零”工作室覆盖率达100%。",
    }  # fmt: skip


def test_stdin_gives_one_answer_a_line(run: Run) -> None:
    done = run("term", "-", "-f", "jsonl", "--fields", "term", stdin="三保\n\nxyz\nEPC\r\n")
    assert [json.loads(line) for line in done.out.splitlines()] == [
        {"query": "三保", "hits": [{"term": "三保"}]},
        {"query": "", "hits": []},
        {"query": "xyz", "hits": []},
        {
            "query": "EPC",
            "hits": [{"term": t} for t in ("EPC+运营设计", "F+EPC+O", "社会投资人+EPC", "社会投资人+EPC+O")],
        },
    ]
    assert done.status == 0
    assert json.loads(run("term", "-", "-f", "json", "--fields", "term", stdin="三保\n").out) == [
        {"query": "三保", "hits": [{"term": "三保"}]}
    ]
    assert run("term", "-", "--fields", "term,query", stdin="3保\nsb").out == "三保\t3保\n三保\tsb\n"
    assert run("term", "-", stdin=b"\xff\xfe\n").status == 1
    assert run("term", "-", stdin=b"") == Result(1, "", "")


@pytest.mark.parametrize("reader", ["head -1", "true"])
@pytest.mark.parametrize(
    "call",
    [
        "terms",
        "terms -f json",
        "search 发展 -n 99 -f json",
        "scan seeds/heping-2023.txt",
        "--help",
        "--version",
        "build -q seeds/heping-2023.txt",
    ],
)
def test_closed_pipe_is_silent(call: str, reader: str) -> None:
    shell = f"{sys.executable} -m hpreport {call} | {reader}; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, cwd=ROOT, env=CLEAN, check=False)
    assert (done.stdout.splitlines()[-1], done.stderr) == ("0", "")


def test_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "hpreport", "terms"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=CLEAN,
            check=False,
        )
    assert (done.returncode, done.stderr.decode()) == (2, "hpreport: 读写出错：磁盘已满\n")


def test_closed_stdout_is_one_line() -> None:
    shell = f"{sys.executable} -m hpreport terms >&-"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, cwd=ROOT, env=CLEAN, check=False)
    assert (done.returncode, done.stderr) == (2, "hpreport: 标准输出已关闭，结果无处可写\n")


@pytest.mark.parametrize(
    "env",
    [
        pytest.param({"LC_ALL": "C"}, id="C locale"),
        pytest.param({"PYTHONIOENCODING": "ascii"}, id="ascii"),
        pytest.param({"PYTHONIOENCODING": "gbk"}, id="gbk"),
        pytest.param({"TERM": "dumb", "COLUMNS": "1"}, id="one column"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, id="colour forced and forbidden"),
        pytest.param({"HOME": "/nonexistent"}, id="no home"),
        pytest.param({"COLUMNS": "²"}, id="columns, no number"),
    ],
)
def test_odd_environments(run: Run, env: dict[str, str]) -> None:
    for args in (["term", "三保"], ["terms"], ["info"], ["terms", "-f", "table"]):
        done = run(*args, env=env)
        assert (done.status, done.err) == (0, ""), args
        assert "\x1b" not in done.out
    assert json.loads(run("term", "三保", "-f", "json", env=env).out)[0]["term"] == "三保"


def shown(*args: str, columns: int = 80, env: dict[str, str] | None = None) -> str:
    """Return what the program writes to a terminal."""
    command = [sys.executable, "-m", "hpreport", *args]
    status, out, _ = on_terminal(command, size=(50, columns), env={**CLEAN, "TERM": "xterm", **(env or {})})
    assert status == 0
    return out.decode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_explicit_formats_are_the_same_on_a_terminal(run: Run, name: str) -> None:
    assert shown("term", "EPC", "-f", name, columns=100) == run("term", "EPC", "-f", name).out


def test_auto_is_a_coloured_table_on_a_terminal() -> None:
    drawn = shown("term", "三零", columns=60)
    assert "\x1b[1m词条：\x1b[0m" in drawn
    assert "“\x1b[1;31m三零\x1b[0m”" in drawn
    assert "零事故" in drawn
    assert "\x1b" not in shown("term", "三零", env={"NO_COLOR": "1"})
    assert "\x1b" not in shown("term", "三零", "--color", "never")


@pytest.mark.parametrize(
    ("name", "value", "args", "out"),
    [
        pytest.param("HPREPORT_FORMAT", "jsonl", ["term", "三保", "--fields", "term"], '{"term": "三保"}\n', id="format"),
        pytest.param("HPREPORT_WIDTH", "24", ["terms", "三零", "-f", "table"], "序号：13\n词语：三零\n解释：\n  零事故、零案件、零纠\n  纷。\n位置：第236行\n", id="width"),
        pytest.param("HPREPORT_COLOR", "always", ["terms", "三零", "-f", "md", "--fields", "term"], "| 词语 |\n| --- |\n| 三零 |\n", id="colour"),
        pytest.param("HPREPORT_INDEX", "none.yaml", ["term", "三保"], "", id="index"),
    ],
)  # fmt: skip
def test_environment_stands_for_options(run: Run, name: str, value: str, args: list[str], out: str) -> None:
    assert run(*args, env={name: value}).out == out


def test_interrupted_while_reading(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "hpreport", "term", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=UNMEASURED,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write("三保\n".encode() * 2000)
    process.stdin.flush()
    process.stdout.read(1)
    process.send_signal(2)
    assert (process.wait(60), process.stderr.read()) == (130, b"")
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


PLAIN_CALLS = [
    ["term", "三保"], ["term", "3保", "sanbao", "xyz"], ["term", "三宝"], ["term", "双减"], ["term", "-"], ["term"], ["term", ""],
    ["terms"], ["terms", "养老"], ["terms", "a", "b"], ["scan"], ["scan", "none.txt"], ["scan", "seeds/heping-2023.txt"],
    ["targets"], ["targets", "GDP"], ["targets", "没有", "这个"], ["results", "老旧小区"], ["compare"], ["compare", "口袋公园"],
    ["sections"], ["sections", "2.4"], ["sections", "9"], ["section", "2.4.3"], ["section", "养老"], ["section"],
    ["search", "停车难"], ["search", "没有这回事吧", "xyz"], ["search"], ["info"], ["info", "x"], ["build"], ["foo"],
]  # fmt: skip


@pytest.mark.parametrize("args", PLAIN_CALLS, ids=" ".join)
def test_calls_without_options_are_those_that_the_parser_makes(run: Run, args: list[str]) -> None:
    """The same bytes and status with and without Typer, which an environment variable brings in."""
    assert run(*args, stdin="三保\n三零\n") == run(*args, stdin="三保\n三零\n", env={"HPREPORT_COLOR": "auto"})
