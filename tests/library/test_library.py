"""`add`, `reports`, `remove`, and `--report` with every command."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.libraries import Library
from support.process import CLEAN, ROOT, Result, Run
from support.reports import NO_PLACE, NO_REPORT, TEXTS

from hpreport.library.shelf import is_id
from hpreport.render import FORMATS

NO_ID = "--id 的值不对：不能是空的，不能有空格和斜线，不能是 all，不能以 - 或 . 开头"
TOLD = "hpreport: noplace.txt：没有认出地区，可用 --place 指定\nhpreport: noplace.txt：没有认出报告人\nhpreport: noplace.txt：没有认出报告日期\nhpreport: noplace.txt：没有名词解释\n"


@pytest.fixture
def files(empty_library: Library) -> Library:
    """An empty library, and files of all kinds to add."""
    lib = empty_library
    for name, text in TEXTS.items():
        lib.write(f"{name}.txt", text)
    lib.write("noplace.txt", NO_PLACE)
    lib.write("milk.txt", NO_REPORT)
    lib.write("empty.txt", "")
    lib.write("binary.txt", bytes(range(256)) * 64)
    lib.write("huge.txt", "字" * 7_000_000)
    lib.write("broken.yaml", 'schema: 4\nreport:\n  id: "x\n')
    lib.write("all.txt", TEXTS["anhe-2021"])
    lib.write("政府 工作/报告?.txt".replace("/", "_"), TEXTS["anhe-2021"])
    lib.write("控\x1b[31m制\u202e.txt", TEXTS["anhe-2021"])
    lib.write("长" * 81 + ".txt", TEXTS["anhe-2021"])
    return lib


ROW_2021 = "\tadded\t安河县\t2021\t2\t4\t0\t2\t11\t"


@pytest.mark.parametrize(
    ("args", "status", "out", "err"),
    [
        pytest.param(["anhe-2021.txt"], 0, f"anhe-2021{ROW_2021}anhe-2021.txt\n", "", id="one"),
        pytest.param(["anhe-2021.txt", "linjiang-2022.txt"], 0, f"anhe-2021{ROW_2021}anhe-2021.txt\nlinjiang-2022\tadded\t临江市\t2022\t2\t4\t0\t3\t12\tlinjiang-2022.txt\n", "", id="two"),
        pytest.param(["anhe-2021.txt", "anhe-2021.txt"], 0, f"anhe-2021{ROW_2021}anhe-2021.txt\nanhe-2021\tunchanged\t安河县\t2021\t2\t4\t0\t2\t11\tanhe-2021.txt\n", "hpreport: anhe-2021.txt：库里已有，名称是 anhe-2021\n", id="one twice in a call"),
        pytest.param(["anhe-2021.txt", "--id", "安河-2021"], 0, f"安河-2021{ROW_2021}anhe-2021.txt\n", "", id="a name of its own"),
        pytest.param(["noplace.txt"], 0, "noplace\tadded\t\t2023\t2\t0\t0\t0\t2\tnoplace.txt\n", TOLD, id="warnings"),
        pytest.param(["noplace.txt", "anhe-2021.txt"], 0, f"noplace\tadded\t\t2023\t2\t0\t0\t0\t2\tnoplace.txt\nanhe-2021{ROW_2021}anhe-2021.txt\n", "hpreport: 1 份有存疑之处：hpreport info --report all --fields report,warnings\nhpreport: 1 份的地区或年份存疑，用 hpreport set 改：\nnoplace\t\t2023\t没有认出地区，可用 --place 指定\n", id="warnings of one of two"),
        pytest.param(["noplace.txt", "--place", "安国市", "--year", "2024", "-q"], 0, "noplace\tadded\t安国市\t2024\t2\t0\t0\t0\t2\tnoplace.txt\n", "", id="place and year given, quiet"),
        pytest.param(["政府 工作_报告?.txt"], 0, f"政府-工作_报告{ROW_2021}政府 工作_报告?.txt\n", "", id="a file name that is no id"),
        pytest.param(["all.txt"], 2, "\tfailed\t\t\t\t\t\t\t\tall.txt\n", "hpreport: all.txt：不能叫“all”，请用 --id 起名\n", id="called all"),
        pytest.param(["长" * 81 + ".txt", "--fields", "status"], 2, "failed\n", f"hpreport: {'长' * 81}.txt：不能叫“{'长' * 81}”，请用 --id 起名\n", id="a name too long"),
        pytest.param(["控\x1b[31m制\u202e.txt", "--fields", "status"], 2, "failed\n", "hpreport: 控\ufffd[31m制\ufffd.txt：不能叫“控\ufffd[31m制\ufffd”，请用 --id 起名\n", id="control characters in the name"),
        pytest.param(["none.txt"], 2, "\tfailed\t\t\t\t\t\t\t\tnone.txt\n", "hpreport: none.txt：读不了：没有这个文件\n", id="no such file"),
        pytest.param(["empty.txt"], 2, "\tfailed\t\t\t\t\t\t\t\tempty.txt\n", "hpreport: empty.txt：文件是空的，没有可以解析的文字\n", id="empty"),
        pytest.param(["binary.txt"], 2, "\tfailed\t\t\t\t\t\t\t\tbinary.txt\n", "hpreport: binary.txt：不是文本文件（不是 UTF-8、UTF-16、UTF-32、GB18030 或 Big5 编码）\n", id="binary"),
        pytest.param(["huge.txt"], 2, "\tfailed\t\t\t\t\t\t\t\thuge.txt\n", "hpreport: huge.txt：文件太大，最大 20 MB\n", id="huge"),
        pytest.param(["milk.txt"], 2, "\tfailed\t\t\t\t\t\t\t\tmilk.txt\n", "hpreport: milk.txt：不像政府工作报告：没有标题，也不分部分；如果是，请先用 hpreport build 建立索引\n", id="no report at all"),
        pytest.param(["broken.yaml"], 2, "\tfailed\t\t\t\t\t\t\t\tbroken.yaml\n", "hpreport: broken.yaml：第 4 行：YAML 语法错误：found unexpected end of stream\n", id="a broken index"),
        pytest.param(["/dev/null"], 2, "\tfailed\t\t\t\t\t\t\t\t/dev/null\n", "hpreport: /dev/null：文件是空的，没有可以解析的文字\n", id="a device"),
        pytest.param(["milk.txt", "anhe-2021.txt"], 2, f"\tfailed\t\t\t\t\t\t\t\tmilk.txt\nanhe-2021{ROW_2021}anhe-2021.txt\n", "hpreport: milk.txt：不像政府工作报告：没有标题，也不分部分；如果是，请先用 hpreport build 建立索引\n", id="one of two"),
        pytest.param(["anhe-2021.txt", "--id", "../x"], 2, "", f"hpreport: {NO_ID}\n", id="id with a path"),
        pytest.param(["anhe-2021.txt", "--id", "a\nb"], 2, "", f"hpreport: {NO_ID}\n", id="id with a line break"),
        pytest.param(["anhe-2021.txt", "--id", "a\u202eb"], 2, "", f"hpreport: {NO_ID}\n", id="id with a mark of direction"),
        pytest.param(["anhe-2021.txt", "--id", "a" * 81], 2, "", f"hpreport: {NO_ID}\n", id="id too long"),
        pytest.param(["anhe-2021.txt", "--id", "all"], 2, "", f"hpreport: {NO_ID}\n", id="id all"),
        pytest.param(["anhe-2021.txt", "--id", "heping-2023"], 2, "heping-2023\tfailed\t安河县\t2021\t2\t4\t0\t2\t11\tanhe-2021.txt\n", "hpreport: anhe-2021.txt：heping-2023 是自带的报告的名称，用 --id 另起名\n", id="the name of the bundled report"),
        pytest.param(["anhe-2021.txt", "--year", "24"], 2, "", "hpreport: --year 的值不对：应当是 1949 到 2099 之间的年份\n", id="year of two digits"),
        pytest.param(["anhe-2021.txt", "anhe-2022.txt", "--id", "x"], 2, "", "hpreport: --id、--place、--year、--source 一次只能用于一份报告\n", id="one name for two"),
        pytest.param([str(ROOT / "seeds" / "heping-2023.txt"), "--fields", "report,status"], 0, "heping-2023\tunchanged\n", f"hpreport: {ROOT}/seeds/heping-2023.txt：库里已有，名称是 heping-2023\n", id="the bundled report"),
        pytest.param(["anhe-2021.txt", "--fields", "a"], 2, "", "hpreport: 没有字段 a；可用的有：file,status,report,place,plan_year,parts,sections,items,terms,figures,warnings,problem,place_code,level\n", id="no such field"),
        pytest.param([], 2, "", "hpreport: 缺少参数 [报告]...（用法见 hpreport add --help）\n", id="no file"),
    ],
)  # fmt: skip
def test_add(files: Library, args: list[str], status: int, out: str, err: str) -> None:
    assert files.run("add", *args) == Result(status, out, err)


def test_a_text_is_added_once(own_library: Library) -> None:
    shutil.copy(own_library.texts / "anhe-2021.txt", own_library.texts / "copy.txt")
    before = own_library.index("anhe-2021").read_bytes()
    done = own_library.run("add", "copy.txt", "--id", "other")
    assert done.out.split("\t")[:2] == ["anhe-2021", "failed"]
    assert (done.status, done.err) == (
        2,
        "hpreport: copy.txt：库里已有，名称是 anhe-2021；要照新的选项重建，加 --replace\n",
    )
    done = own_library.run("add", "copy.txt")
    assert done.out.split("\t")[:2] == ["anhe-2021", "unchanged"]
    assert (done.status, done.err) == (0, "hpreport: copy.txt：库里已有，名称是 anhe-2021\n")
    assert own_library.index("anhe-2021").read_bytes() == before
    assert not own_library.index("other").exists()


def test_another_text_of_the_same_name(own_library: Library) -> None:
    own_library.write("anhe-2021.txt", TEXTS["anhe-2021"].replace("95.5亿元", "96亿元"))
    refused = own_library.run("add", "anhe-2021.txt")
    assert refused.status == 2
    assert refused.err == (
        "hpreport: anhe-2021.txt：报告库里已有另一份 anhe-2021，用 --id 另起名，或用 --replace 换掉它\n"
    )
    assert "95.5亿元" in own_library.run("results", "GDP", "--report", "all").out
    assert own_library.run("add", "anhe-2021.txt", "--replace").out.split("\t")[:2] == ["anhe-2021", "replaced"]
    shown = own_library.run("results", "GDP", "--report", "all").out
    assert ("96亿元" in shown, "95.5亿元" in shown) == (True, False)


def test_replacing_renames_a_text(own_library: Library) -> None:
    done = own_library.run("add", "anhe-2021.txt", "--replace", "--id", "安河-2021", "--place", "安河")
    assert done.out.split("\t")[:3] == ["安河-2021", "replaced", "安河"]
    assert own_library.reports() == ["安河-2021", "anhe-2022", "linjiang-2022", "heping-2023", "anhe-2025"]
    assert not own_library.index("anhe-2021").exists()


def test_an_index_is_added_as_it_stands(files: Library) -> None:
    assert files.run("build", "noplace.txt", "-o", "nowhere.yaml", "-q").status == 0
    yaml = (files.texts / "nowhere.yaml").read_text("utf-8").replace("77", "78")
    files.write("nowhere.yaml", yaml)
    done = files.run("add", "nowhere.yaml", "--place", "安国市", "--id", "anguo", "-q")
    assert done == Result(0, "anguo\tadded\t安国市\t2023\t2\t0\t0\t0\t2\tnowhere.yaml\n", "")
    assert files.run("results", "--report", "anguo", "--fields", "report,text").out == "anguo\t78亿元\n"
    refused = files.run("add", "nowhere.yaml", "--year", "2030", "--replace")
    assert refused.err == "hpreport: nowhere.yaml：索引里已写明安排 2023 年的工作，--year 只能用于文字\n"


def test_many_are_read_by_several_processes_in_their_order(files: Library) -> None:
    done = files.run("add", *(f"{name}.txt" for name in TEXTS), "milk.txt", "--fields", "report,status")
    assert done.out == "".join(f"{name}\tadded\n" for name in TEXTS) + "\tfailed\n"
    assert done.status == 2


def test_a_pipe_is_read_once(files: Library) -> None:
    (files.texts / "pipe").symlink_to("/dev/stdin")
    done = files.run("add", "pipe", "--id", "piped", stdin=TEXTS["anhe-2021"])
    assert (done.status, done.out) == (0, f"piped{ROW_2021}pipe\n")


@pytest.mark.parametrize(
    "name", [pytest.param("a\nschema: 4\n.txt", id="line break"), pytest.param(b"b\xff.txt", id="no UTF-8")]
)
def test_hostile_file_names(files: Library, name: str | bytes) -> None:
    path = os.fsencode(files.texts) + b"/" + os.fsencode(name)
    Path(os.fsdecode(path)).write_text(TEXTS["anhe-2021"], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hpreport", "add", path, "--id", "x", "--fields", "status"],
        capture_output=True,
        env={**CLEAN, **files.env},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"added\n", b"")
    assert gzip.decompress(files.index("x").read_bytes()).splitlines()[4:6] == [b"schema: 4", b"report:"]
    files.database.unlink()
    assert files.run("info", "--report", "x", "--fields", "place") == Result(0, "安河县\n", "")


def test_without_a_library_there_is_the_bundled_report(empty_library: Library) -> None:
    row = "heping-2023\t沈阳市和平区\t2024\t2023-12-21\t46\t183\t政府工作报告\n"
    assert empty_library.run("reports") == Result(0, row, "")
    (info,) = json.loads(empty_library.run("reports", "-f", "json").out)
    assert (info["bundled"], info["index"]) == (True, str(ROOT / "data" / "heping-2023.yaml"))
    asked = empty_library.run("term", "三保", "--report", "all", "--fields", "report,term")
    assert asked == Result(0, "heping-2023\t三保\n", "")
    assert not empty_library.folder.exists()


@pytest.mark.parametrize(
    ("args", "status", "out", "err"),
    [
        pytest.param(["安河 2022", "--fields", "report"], 0, "anhe-2022\n", "", id="place and year"),
        pytest.param(["2022", "--fields", "report"], 0, "anhe-2022\nlinjiang-2022\n", "", id="year"),
        pytest.param(["火星"], 1, "", "hpreport: 报告库里没有含“火星”的报告\n", id="none"),
        pytest.param(["火星", "-q", "-f", "json"], 1, "[]\n", "", id="none, json"),
        pytest.param(["临江", "-f", "csv", "--fields", "report,place,date,bundled"], 0, "report,place,date,bundled\r\nlinjiang-2022,临江市,2022-02-15,false\r\n", "", id="csv"),
    ],
)  # fmt: skip
def test_reports(library: Library, args: list[str], status: int, out: str, err: str) -> None:
    done = library.run("reports", *args)
    assert Result(done.status, done.out.replace("\r\n", "\n"), done.err) == Result(
        status, out.replace("\r\n", "\n"), err
    )


@pytest.mark.parametrize(
    ("args", "status", "err"),
    [
        pytest.param(["anhe-2023"], 2, "报告库里没有 anhe-2023；相近的有：anhe-2021、anhe-2022、anhe-2025（hpreport reports 列出全部）", id="unknown"),
        pytest.param(["anhe-2021", "火星"], 2, "报告库里没有 火星（hpreport reports 列出全部）", id="one of two unknown"),
        pytest.param(["heping-2023"], 2, "heping-2023 是自带的，去不掉", id="bundled"),
        pytest.param(["all"], 2, "要去掉哪一份，请写名称；all 不行", id="all"),
        pytest.param(["../reports/anhe-2021"], 2, "报告库里没有 ../reports/anhe-2021；相近的有：anhe-2021、anhe-2022、anhe-2025（hpreport reports 列出全部）", id="a path"),
        pytest.param(["\x1b[2J"], 2, "报告库里没有 \ufffd[2J（hpreport reports 列出全部）", id="control characters"),
        pytest.param([], 2, "缺少参数 报告...（用法见 hpreport remove --help）", id="none"),
    ],
)  # fmt: skip
def test_nothing_is_removed(library: Library, args: list[str], status: int, err: str) -> None:
    before = sorted(library.folder.rglob("*.yaml.gz"))
    assert library.run("remove", *args) == Result(status, "", f"hpreport: {err}\n")
    assert sorted(library.folder.rglob("*.yaml.gz")) == before


def test_remove(own_library: Library) -> None:
    done = own_library.run("remove", "anhe-2021", "linjiang-2022", "anhe-2021")
    assert done == Result(0, "", "hpreport: 已去掉 anhe-2021\nhpreport: 已去掉 linjiang-2022\n")
    assert own_library.reports() == ["anhe-2022", "heping-2023", "anhe-2025"]
    assert own_library.run("remove", "anhe-2021").status == 2
    assert own_library.run("term", "一网通办", "--report", "all", "--exact").status == 1
    assert (own_library.texts / "anhe-2021.txt").exists()
    assert own_library.run("add", "anhe-2021.txt", "--fields", "status").out == "added\n"


# --- --report ---

TWO = ["--report", "anhe-2021", "--report", "anhe-2022"]
UNKNOWN = "hpreport: 报告库里没有 anhe-2O21；相近的有：anhe-2021、anhe-2022、anhe-2025（hpreport reports 列出全部）\n"
COMMANDS = {
    "term": ["term", "三保"],
    "terms": ["terms"],
    "scan": ["scan"],
    "targets": ["targets"],
    "results": ["results", "GDP"],
    "compare": ["compare"],
    "sections": ["sections"],
    "section": ["section", "2.1"],
    "search": ["search", "口袋公园"],
    "info": ["info"],
    "trend": ["trend", "GDP"],
}
NAMELESS = ("scan",)
"""What a text uses is said of the text, whichever report explains it."""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("asked", [TWO, ["--report", "all"], ["-r", "anhe-2022", "-r", "all"]], ids=["two", "all", "one and all"])  # fmt: skip
def test_rows_name_their_report(library: Library, command: str, asked: list[str]) -> None:
    done = library.run(*COMMANDS[command], *asked, "-f", "json", stdin="三保")
    assert (done.status, done.err) == (0, "")
    rows = json.loads(done.out)
    assert rows
    if command not in NAMELESS:
        wanted = {"anhe-2021", "anhe-2022"}
        assert {row["report"] for row in rows} == (wanted if asked is TWO else {*TEXTS, "heping-2023"})


@pytest.mark.parametrize("command", COMMANDS)
def test_one_report_is_asked_as_its_index_is(library: Library, command: str) -> None:
    by_name = library.run(*COMMANDS[command], "--report", "anhe-2022", "-f", "json", stdin="三保")
    by_file = library.run(*COMMANDS[command], "--index", str(library.index("anhe-2022")), "-f", "json", stdin="三保")
    assert by_name == by_file
    assert by_name.status == 0


@pytest.mark.parametrize("command", ["term", "scan", "section", "trend"])
def test_a_report_that_is_not_there(library: Library, command: str) -> None:
    assert library.run(*COMMANDS[command], "--report", "anhe-2O21") == Result(2, "", UNKNOWN)


def test_a_report_is_no_path(library: Library) -> None:
    done = library.run("term", "三保", "--report", "../reports/anhe-2021")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("hpreport: 报告库里没有 ../reports/anhe-2021；")


@pytest.mark.parametrize("command", ["term", "scan", "section", "trend"])
def test_index_and_report_exclude_each_other(library: Library, command: str) -> None:
    done = library.run(*COMMANDS[command], "--report", "all", "--index", "x.yaml")
    assert done == Result(2, "", "hpreport: --index 和 --report 只能给一个\n")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in NAMELESS])
def test_plain_only_adds_the_report_at_the_end(library: Library, command: str) -> None:
    many = library.run(*COMMANDS[command], *TWO).out.splitlines()
    single = [
        line
        for report in ("anhe-2021", "anhe-2022")
        for line in library.run(*COMMANDS[command], "--report", report).out.splitlines()
    ]
    if command in ("trend", "compare"):  # asked of two reports, they answer another question
        assert {line.count("\t") for line in many} == {10 if command == "trend" else 9}
    elif command == "info":
        assert many == single
    elif command == "section":
        assert [line.split("\t") for line in many] == [[line, r] for line, r in zip(single, TWO[1::2], strict=True)]
    else:
        assert {line.rpartition("\t")[2] for line in many} == {"anhe-2021", "anhe-2022"}
        assert sorted(line.rpartition("\t")[0] for line in many) == sorted(single) or command == "search"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("command", ["term", "section", "compare", "info", "trend"])
def test_every_format(library: Library, command: str, name: str) -> None:
    done = library.run(*COMMANDS[command], "--report", "all", "-f", name)
    assert (done.status, done.err) == (0, "")
    names = (
        "anhe-2021",
        "安河县 2021",
        "安河县政府工作报告（2021年1月12日）",
    )  # scripts, people, quotations call it so
    assert any(one in done.out for one in names)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("scan", "info", "sections", "section")])
def test_nothing_found(library: Library, command: str) -> None:
    done = library.run(command, "甴曱", "--report", "all", "-f", "json")
    assert (done.status, done.out) == (1, "[]\n")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("command", ["term", "section", "results", "trend"])
def test_a_reader_that_leaves(library: Library, command: str) -> None:
    words = " ".join(COMMANDS[command])
    line = f"echo 三保 | {sys.executable} -m hpreport {words} --report all | head -1; echo ${{PIPESTATUS[*]}}"
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, cwd=ROOT, env={**CLEAN, **library.env}, check=False
    )
    assert (done.stdout.splitlines()[1:], done.stderr) == (["0 0 0"], "")


@pytest.mark.parametrize(
    ("args", "out"),
    [
        pytest.param(["term", "三保", "--report", "all", "--fields", "report,definition"], "anhe-2021\t保基本民生、保工资、保运转。\nanhe-2022\t保基本民生、保工资、保运转。\nlinjiang-2022\t保基本民生、保工资、保运转。\nheping-2023\t保基本民生、保工资、保运转。\nanhe-2025\t保基本民生、保工资、保运转，一项也不能少。\n", id="term, earliest first"),
        pytest.param(["term", "三宝", *TWO, "--fields", "report,term,match"], "anhe-2021\t三保\tfuzzy\nanhe-2022\t三保\tfuzzy\n", id="term, mistyped"),
        pytest.param(["term", "sigeyi", "--report", "all", "--fields", "report,term"], "anhe-2022\t“四个一”工程\nanhe-2025\t“四个一”工程\n", id="term, pinyin"),
        pytest.param(["term", "双减", *TWO, "-q", "-C", "1", "--fields", "report,match"], "anhe-2021\tmention\nanhe-2022\tmention\n", id="term, unexplained"),
        pytest.param(["terms", *TWO, "--fields", "report,term", "-n", "3"], "anhe-2021\t三保\nanhe-2021\t放管服\nanhe-2022\t三保\n", id="terms, limited"),
        pytest.param(["search", "停车难", *TWO, "--fields", "report,section,line"], "anhe-2021\t1.2\t11\nanhe-2022\t1.2\t11\n", id="search"),
        pytest.param(["search", "口袋公园", "--section", "2.1", "--report", "all", "--fields", "report,section"], "anhe-2021\t2.1\nanhe-2022\t2.1\nanhe-2025\t2.1\nlinjiang-2022\t2.1\n", id="search in a section"),
        pytest.param(["search", "口袋公园", "--report", "all", "--count"], "10\t10\t口袋公园\n", id="search, counted"),
        pytest.param(["results", "财政收入", "--report", "all", "--fields", "report,text"], "anhe-2021\t52000万元\nanhe-2022\t5.6亿元\nlinjiang-2022\t98亿元\nheping-2023\t增长6.2%\nanhe-2025\t6.4亿元\n", id="results"),
        pytest.param(["results", "财政收入", "--report", "all", "--fields", "report,text", "--sort", "value", "--unit", "元"], "linjiang-2022\t98亿元\nanhe-2025\t6.4亿元\nanhe-2022\t5.6亿元\nanhe-2021\t52000万元\n", id="results by value"),
        pytest.param(["targets", "--year", "2025", "--headline", "--report", "all", "--fields", "report,indicator"], "anhe-2025\t地区生产总值\nanhe-2025\t一般公共预算收入\nanhe-2025\t固定资产投资\n", id="targets of a year"),
        pytest.param(["sections", "2.1", "--report", "all", "--fields", "report,heading", "-f", "tsv", "--no-header"], "anhe-2021\t优化营商环境\nanhe-2022\t优化营商环境\nlinjiang-2022\t优化营商环境\nheping-2023\t扩大有效益的投资，在稳增长上强后劲\nheping-2023\t狠抓重大项目建设\nheping-2023\t再掀招商引资热潮\nheping-2023\t激活存量资源潜能\nanhe-2025\t优化营商环境\n", id="sections"),
        pytest.param(["compare", "口袋公园", *TWO, "--fields", "report,result_value,target_value,difference"], "anhe-2021\t12\t15\t3\nanhe-2022\t12\t15\t3\n", id="compare"),
    ],
)  # fmt: skip
def test_answers_of_many(library: Library, args: list[str], out: str) -> None:
    assert library.run(*args) == Result(0, out, "")


@pytest.mark.parametrize(
    ("args", "out"),
    [
        pytest.param(["search", "甴曱", "--count"], "0\t0\t甴曱\n", id="search, counted"),
        pytest.param(["term", "保" * 65], "", id="a text"),
    ],
)
def test_nothing_in_many(library: Library, args: list[str], out: str) -> None:
    assert library.run(*args, *TWO, "-q") == Result(1, out, "")


def test_scan_explains_by_the_latest_report(library: Library) -> None:
    text = "兜牢三保，推进一网通办和四个一工程。"
    out = "1\t3\t三保\t三保\t保基本民生、保工资、保运转，一项也不能少。\n1\t8\t一网通办\t一网通办\t政务服务一个平台办理。\n1\t13\t四个一工程\t“四个一”工程\t一园、一路、一校、一院。\n"
    assert library.run("scan", "--report", "all", stdin=text) == Result(0, out, "")
    glossary = "“三保”：保基本民生、保工资、保运转，一项也不能少。\n"
    assert library.run("scan", "--report", "all", "--glossary", stdin="三保").out == glossary


def test_batches(library: Library) -> None:
    asked = ["--report", "all", "-f", "jsonl", "--fields", "report"]
    terms = library.run("term", "-", *asked, stdin="一网通办\n甴曱\n")
    assert terms.status == 0
    assert [json.loads(line) for line in terms.out.splitlines()] == [
        {"query": "一网通办", "hits": [{"report": "linjiang-2022"}]},
        {"query": "甴曱", "hits": []},
    ]
    assert terms.err == "hpreport: 没有找到“甴曱”\n"
    passages = library.run("search", "-", *asked, stdin="停车难\n甴曱\n")
    assert [len(json.loads(line)["hits"]) > 3 for line in passages.out.splitlines()] == [True, False]


# --- the environment ---


def test_report_and_index_from_the_environment(library: Library) -> None:
    fields = ["--fields", "report,term"]
    both = {"HPREPORT_REPORT": "anhe-2021 linjiang-2022", "HPREPORT_INDEX": ""}
    assert library.run("terms", *fields, "-n", "9", env=both).out.split()[::2] == ["anhe-2021"] * 2 + ["linjiang-2022"] * 3  # fmt: skip
    index = str(library.index("anhe-2021"))
    typed = library.run("info", "--index", index, "--fields", "report", env={"HPREPORT_REPORT": "all"})
    assert typed == Result(0, "anhe-2021\n", "")
    typed = library.run("info", "--report", "anhe-2022", "--fields", "report", env={"HPREPORT_INDEX": index})
    assert typed == Result(0, "anhe-2022\n", "")
    undecided = library.run("info", env={"HPREPORT_INDEX": index, "HPREPORT_REPORT": "all"})
    assert undecided == Result(
        2, "", "hpreport: 环境变量 HPREPORT_REPORT、HPREPORT_INDEX：--index 和 --report 只能给一个\n"
    )


def test_where_the_library_is(run: Run, files: Library, tmp_path: Path) -> None:
    text, home = str(files.texts / "anhe-2021.txt"), tmp_path / "home"
    home.mkdir()
    cases = [
        ({"XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(home)}, tmp_path / "data" / "hpreport"),
        ({"HOME": str(home)}, home / ".local" / "share" / "hpreport"),
        ({"HOME": str(home / "2"), "XDG_DATA_HOME": "relative"}, home / "2" / ".local" / "share" / "hpreport"),
        ({"HOME": str(home), "HPREPORT_LIBRARY": str(tmp_path / "own")}, tmp_path / "own"),
    ]
    for env, folder in cases:
        done = run("add", text, "--fields", "status", cwd=tmp_path, env={**env, "PYTHONPATH": str(ROOT)})
        assert done == Result(0, "added\n", "")
        assert (folder / "reports" / "anhe-2021.yaml.gz").is_file()
    assert not (tmp_path / "relative").exists()


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        pytest.param("a" * 80, True, id="eighty characters"),
        pytest.param("a" * 81, False, id="more characters"),
        pytest.param("安" * 75, True, id="as many bytes as a file's name leaves"),
        pytest.param("安" * 76, False, id="more bytes"),
        pytest.param("all", False, id="all of them"),
    ],
)
def test_names_of_reports(name: str, allowed: bool) -> None:
    assert is_id(name) is allowed


@pytest.mark.parametrize("command", [["reports"], ["term", "三保", "--report", "all"], ["results", "GDP", "--report", "all"]], ids=lambda command: command[0])  # fmt: skip
def test_a_report_without_a_date_is_the_last(own_library: Library, command: list[str]) -> None:
    own_library.write("a.txt", re.sub("[0-9]{4}年，?", "", NO_PLACE) + "名词解释\n[1]“三保”：保工资。\n")
    assert own_library.run("add", "a.txt", "-q").status == 0
    asked = own_library.run(*command, "--fields", "report")
    assert list(dict.fromkeys(asked.out.split())) == ["anhe-2021", "anhe-2022", "linjiang-2022", "heping-2023", "anhe-2025", "a"]  # fmt: skip


def test_a_search_has_no_limit_but_the_one_asked_for(empty_library: Library) -> None:
    """More passages than are ranked for a screen of them are counted, printed and returned where they are asked for."""
    lines = "\n".join(f"第{number}段说发展。" for number in range(1, 501))
    empty_library.write("long-2021.txt", f"一、2020年工作回顾\n{lines}\n二、2021年工作安排\n抓好落实。\n")
    assert empty_library.run("add", "long-2021.txt", "-q").status == 0
    asked = ("--report", "all")
    listed = empty_library.run("search", "发展", *asked, "-n", "1000", "-f", "jsonl").out.splitlines()
    assert len(listed) >= 500
    counted = empty_library.run("search", "发展", *asked, "--count").out.split("\t")
    assert int(counted[0]) == len(listed)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        pytest.param(["anhe-2022"], ["anhe-2022"], id="an id"),
        pytest.param(["linj"], ["linjiang-2022"], id="the beginning of one"),
        pytest.param(["anhe"], ["anhe-2021", "anhe-2022", "anhe-2025"], id="the beginning of several"),
        pytest.param(["安河县2022"], ["anhe-2022"], id="a place and the year that is planned"),
        pytest.param(["安河2022年"], ["anhe-2022"], id="a part of the place"),
        pytest.param(["和平区2023"], ["heping-2023"], id="a place and the year of delivery"),
        pytest.param(["临江2022", "anhe-2021", "临江市-2022"], ["anhe-2021", "linjiang-2022"], id="several names"),
        pytest.param(["all", "临江2022"], ["anhe-2021", "anhe-2022", "linjiang-2022", "heping-2023", "anhe-2025"], id="all"),
    ],
)  # fmt: skip
def test_names_that_mean_reports(library: Library, names: list[str], found: list[str]) -> None:
    asked = [word for name in names for word in ("--report", name)]
    done = library.run("info", *asked, "--fields", "report")
    assert (done.status, done.out.split(), done.err) == (0, found, "")


@pytest.mark.parametrize("name", ["安河2030", "火星2022", "2022", "2"])
def test_names_that_mean_none(library: Library, name: str) -> None:
    done = library.run("info", "--report", name)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"hpreport: 报告库里没有 {name}")
