"""What `add` takes, and what it and `set` say of reports that are in doubt: folders, patterns, archives, lists, stdin."""

import os
import pty
import re
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from support.libraries import Library, processes_of_group
from support.process import Result, until_left
from support.reports import TEXTS

from hpreport.library.intake import Offer, Said, name_pattern, with_name

TEXT, OTHER = TEXTS["anhe-2021"], TEXTS["anhe-2022"]
NOWHERE = "政府工作报告\n一、2022年工作回顾\n全县生产总值77亿元。\n二、2023年工作安排\n办好实事。\n"
URL = "https://www.example.gov.cn/bg.html?id=1"
TOLD = "里面没有报告：要有 .txt、.md、.docx、.pdf、.html 文件"


@pytest.fixture
def files(tmp_path: Path) -> Library:
    """An empty library, and a folder of files beside it."""
    return Library(tmp_path)


def zipped(path: Path, members: dict[str, str | bytes], *, gbk: bool = False) -> Path:
    """Write an archive; with `gbk` its names are so encoded and nothing says how, as Windows does."""
    names = {name: "x" * len(name.encode("gbk")) if gbk and not name.isascii() else name for name in members}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(names[name], text)
    data = path.read_bytes()
    for name, stored in sorted(names.items(), key=lambda pair: -len(pair[1])):
        if name != stored:
            data = data.replace(stored.encode(), name.encode("gbk"))
    path.write_bytes(data)
    return path


def a_folder(lib: Library) -> None:
    (lib.texts / "报告/2022").mkdir(parents=True)
    lib.write("报告/a.txt", TEXT)
    lib.write("报告/2022/b.txt", OTHER)
    lib.write("报告/.hidden.txt", NOWHERE)
    lib.write("报告/picture.jpg", b"\xff\xd8\xff")


def an_archive(lib: Library) -> None:
    zipped(lib.texts / "a.zip", {"报告/安河_2021.txt": TEXT, "__MACOSX/._a.txt": "x", "a.xlsx": "x"}, gbk=True)


def a_list(lib: Library) -> None:
    lib.write("a.txt", TEXT)
    lib.write("b.txt", NOWHERE)
    lib.write("清单.csv", "文件,地区,年份,名称\na.txt,,,甲\nb,安国市,2023年,乙\n".encode("gb18030"))


ROW_A, ROW_B = "a\tadded\t安河县\t2021\t报告/a.txt\n", "b\tadded\t安河县\t2022\t报告/2022/b.txt\n"
FIELDS = ["--fields", "report,status,place,plan_year,file"]


@pytest.mark.parametrize(
    ("prepare", "args", "status", "out", "err"),
    [
        pytest.param(a_folder, ["报告"], 0, ROW_B + ROW_A, "hpreport: 报告：跳过 1 个别种文件（.jpg）\n", id="folder"),
        pytest.param(a_folder, ["报告/**/*.txt"], 0, ROW_B + ROW_A, "", id="pattern"),
        pytest.param(a_folder, ["报告/*.md"], 2, "\tfailed\t\t\t报告/*.md\n", "hpreport: 报告/*.md：没有符合的文件\n", id="pattern of none"),
        pytest.param(an_archive, ["a.zip"], 0, "安河_2021\tadded\t安河县\t2021\ta.zip/报告/安河_2021.txt\n", "hpreport: a.zip：跳过 1 个别种文件（.xlsx）\n", id="archive with names in GBK"),
        pytest.param(a_list, ["--meta", "清单.csv", "-q"], 0, "甲\tadded\t安河县\t2021\ta.txt\n乙\tadded\t安国市\t2023\tb\n", "", id="list alone"),
    ],
)  # fmt: skip
def test_what_is_taken(
    files: Library, prepare: Callable[[Library], None], args: list[str], status: int, out: str, err: str
) -> None:
    prepare(files)
    if prepare is a_list:
        shutil.copy(files.texts / "b.txt", files.texts / "b")
    assert files.run("add", *args, *FIELDS) == Result(status, out, err)


def a_circle(lib: Library) -> None:
    (lib.texts / "a").mkdir()
    lib.write("a/a.txt", TEXT)
    (lib.texts / "a/loop").symlink_to("..")


def a_broken_link(lib: Library) -> None:
    (lib.texts / "a").mkdir()
    lib.write("a/a.txt", TEXT)
    (lib.texts / "a/self.txt").symlink_to("self.txt")


def nothing_in_it(lib: Library) -> None:
    (lib.texts / "a").mkdir()
    lib.write("a.txt", TEXT)


def outside(lib: Library) -> None:
    zipped(lib.texts / "a", {"../../x.txt": TEXT, "/etc/y.txt": TEXT, "a.txt": TEXT})


def a_bomb(lib: Library) -> None:
    zipped(lib.texts / "a", {"huge.txt": b"0" * 30_000_000, "a.txt": TEXT})


def in_an_archive(lib: Library) -> None:
    zipped(lib.texts / "b.zip", {"b.txt": TEXT})
    zipped(lib.texts / "a", {"b.zip": (lib.texts / "b.zip").read_bytes(), "a.txt": TEXT})


def damaged(lib: Library) -> None:
    path = zipped(lib.texts / "a", {"b.txt": OTHER * 3, "a.txt": TEXT})
    data = bytearray(path.read_bytes())
    data[60:400] = b"\0" * 340
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("prepare", "problems"),
    [
        pytest.param(a_circle, ["a/loop/a：符号链接成环，或者目录太深，没有读"], id="a circle of links"),
        pytest.param(a_broken_link, ["a/self.txt：读不了：符号链接成环"], id="a link to itself"),
        pytest.param(nothing_in_it, [f"a：{TOLD}"], id="a folder without reports"),
        pytest.param(outside, ["a/../../x.txt：名字指到压缩文件之外，没有读", "a//etc/y.txt：名字指到压缩文件之外，没有读"], id="names that lead out of the archive"),
        pytest.param(a_bomb, ["a/huge.txt：文件太大，最大 20 MB"], id="a member that unpacks to much"),
        pytest.param(in_an_archive, ["a/b.zip：是压缩文件里的压缩文件，请先解压"], id="an archive in an archive"),
        pytest.param(damaged, ["a/b.txt：压缩文件坏了，读不了"], id="a damaged member"),
    ],
)  # fmt: skip
def test_one_line_each_and_the_rest_is_added(
    files: Library, prepare: Callable[[Library], None], problems: list[str]
) -> None:
    prepare(files)
    done = files.run("add", "a", *(["a.txt"] if prepare is nothing_in_it else []), "-q", "--fields", "report,status")
    assert done.err.splitlines() == [f"hpreport: {problem}" for problem in problems]
    assert done.status == 2
    assert "a\tadded" in done.out.splitlines()
    assert not (files.texts.parent / "x.txt").exists()


def test_an_archive_of_too_much(files: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from hpreport.library import intake

    path = zipped(files.texts / "a.zip", {"a.txt": TEXT, "b.txt": TEXT})
    monkeypatch.setattr(intake, "_LARGEST_ARCHIVE", 1)
    found = list(intake.offers([str(path)], lambda: b"", lambda _: None))
    assert [offer.problem for offer in found] == [f"{path}：压缩文件解开后太大，最大 0 GB、2 万个文件"]


def test_a_folder_that_may_not_be_read(files: Library, tmp_path: Path) -> None:
    (files.texts / "a/shut").mkdir(parents=True)
    files.write("a/a.txt", TEXT)
    (files.texts / "a/shut").chmod(0)
    if os.access(files.texts / "a/shut", os.R_OK):
        pytest.skip("this user may read everything")
    done = files.run("add", "a", "-q", "--fields", "status")
    assert done == Result(2, "added\nfailed\n", "hpreport: a/shut：读不了：没有权限\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("place,year\n安国市,2023\n", "第 1 行应当是列名：file,place,year,id（文件、地区、年份、名称），没有 file", id="no column of files"),
        pytest.param("file,year\na.txt,二三\n", "第 2 行：年份不对：二三", id="no year"),
        pytest.param("file,source\na.txt,a.cn\n", "第 2 行：不是网址：a.cn", id="no address"),
        pytest.param(f"file,source,retrieved\na.txt,{URL},去年\n", "第 2 行：取得日期不对：去年", id="no day"),
        pytest.param("file,source,retrieved\na.txt,,2024-03-01\n", "第 2 行：有取得日期，没有网址：2024-03-01", id="a day of nothing"),
        pytest.param("file,year\n,2023\n", "第 2 行：没有文件名", id="no file"),
        pytest.param("", "文件是空的，没有可以解析的文字", id="empty"),
    ],
)  # fmt: skip
def test_a_list_that_is_wrong(files: Library, text: str, message: str) -> None:
    files.write("l.csv", text)
    assert files.run("add", "--meta", "l.csv") == Result(2, "", f"hpreport: l.csv：{message}\n")


def test_a_list_says_of_files_what_they_do_not(files: Library) -> None:
    a_folder(files)
    files.write("l.tsv", "file\tplace\tyear\tid\n2022/b.txt\t安国市\t2019\t\nnone.txt\t甲市\t2020\t\n")
    done = files.run("add", "报告", "--meta", "l.tsv", "--fields", "report,status,place,plan_year")
    assert (done.status, done.out) == (2, "b\tadded\t安国市\t2019\na\tadded\t安河县\t2021\n\tfailed\t\t\n")
    assert done.err.splitlines()[:2] == [
        "hpreport: 报告：跳过 1 个别种文件（.jpg）",
        "hpreport: l.tsv 第 3 行：没有 none.txt 这份文件",
    ]
    assert "年份有出入：l.tsv 第 2 行写的是“2019”" in done.err
    again = files.run("add", "报告", "--meta", "l.tsv", "-q", "--fields", "status")
    assert again.out == "unchanged\nunchanged\nfailed\n"


@pytest.mark.parametrize(
    ("pattern", "name", "said"),
    [
        pytest.param("{place}_{year}", "成都市_2024.txt", Said(None, "成都市", 2024, "文件名（--name）"), id="place and year"),
        pytest.param("{year}{}报告-{place}", "2024年政府工作报告-成都.docx", Said(None, "成都", 2024, "文件名（--name）"), id="anything between"),
        pytest.param("{id}.{}", "cd24.最终.txt", Said("cd24", "", None, "文件名（--name）"), id="an id, and a point"),
        pytest.param("{place}_{year}", "成都市.txt", Said(note="文件名不合 --name 的 {place}_{year}，可用 --place、--year 指定"), id="another name"),
    ],
)  # fmt: skip
def test_names_of_files(pattern: str, name: str, said: Said) -> None:
    assert with_name(Offer(name, Path(name)), name_pattern(pattern), pattern).said == said


@pytest.mark.parametrize("pattern", ["", "a", "{}", "{county}", "{year}_{year}"])
def test_a_pattern_that_is_wrong(files: Library, pattern: str) -> None:
    a_folder(files)
    done = files.run("add", "报告", "--name", pattern)
    assert (done.status == 2 and "--name 的值不对" in done.err) or pattern == ""


def test_what_is_tried_is_not_written(files: Library) -> None:
    a_folder(files)
    files.write("报告/copy.txt", TEXT)
    done = files.run("add", "报告", "--check", "-q", "--fields", "report,status")
    assert done == Result(0, "b\tready\na\tready\ncopy\tunchanged\n", "")
    assert not files.folder.exists()
    assert files.run("add", "报告/a.txt", "-q").status == 0
    (files.texts / "new").mkdir()
    files.write("new/a.txt", OTHER)
    tried = files.run("add", "new", "报告/a.txt", "--check", "--fields", "status")
    assert (tried.status, tried.out) == (2, "failed\nunchanged\n")
    assert files.reports() == ["a", "heping-2023"]


def test_doubts_are_listed_at_the_end(files: Library) -> None:
    a_folder(files)
    files.write("报告/c.txt", NOWHERE)
    done = files.run("add", "报告", "--fields", "status")
    assert done.err.splitlines()[-2:] == [
        "hpreport: 1 份的地区或年份存疑，用 hpreport set 改：",
        "c\t\t2023\t没有认出地区，可用 --place 指定",
    ]


def test_standard_input(files: Library) -> None:
    done = files.run("add", "-", *FIELDS, stdin=TEXT)
    assert done == Result(0, "安河县-2021\tadded\t安河县\t2021\t-\n", "")
    assert files.run("add", "-", "--id", "x", "-q", *FIELDS, stdin=OTHER).out == "x\tadded\t安河县\t2022\t-\n"
    assert files.run("add", "-", stdin=NOWHERE).err.endswith(
        "hpreport: 标准输入没有文件名，也没有认出地区和年份，请用 --id 起名\n"
    )
    built = files.run("build", "-", "-q", stdin=TEXT)
    assert 'id: "安河县-2021"' in built.out
    assert files.run("add", "-", "--replace", "-q", "--fields", "report,status", stdin=built.out).out == (
        "安河县-2021\treplaced\n"
    )


@pytest.mark.parametrize(
    ("args", "status", "err"),
    [
        pytest.param(["anhe-2021"], 2, "要改什么：--place、--year、--id、--source 至少写一个", id="nothing"),
        pytest.param(["none", "--year", "2020"], 2, "报告库里没有 none（hpreport reports 列出全部）", id="unknown"),
        pytest.param(["heping-2023", "--year", "2020"], 2, "heping-2023 是自带的，改不了", id="bundled"),
        pytest.param(["anhe-2021", "--id", "anhe-2022"], 2, "报告库里已有另一份 anhe-2022，用 --id 另起名，或用 --replace 换掉它", id="a name that is taken"),
        pytest.param(["anhe-2021", "--source", "www.example.cn"], 2, "--source 的值不对：应当是 http:// 或 https:// 开头的网址", id="no address"),
        pytest.param(["anhe-2021", "--source", "https://a.cn/x y"], 2, "--source 的值不对：应当是 http:// 或 https:// 开头的网址", id="an address with a space"),
        pytest.param(["anhe-2021", "--source", URL, "--retrieved", "2024-02-30"], 2, "--retrieved 的值不对：应当是 2024-03-01 这样的日期", id="no day"),
        pytest.param(["anhe-2021", "--retrieved", "2024-02-29"], 2, "anhe-2021 没有来源网址，--retrieved 要和 --source 一起用", id="a day of nothing"),
        pytest.param(["anhe-2021", "--id", "../x"], 2, "--id 的值不对：不能是空的，不能有空格和斜线，不能是 all，不能以 - 或 . 开头", id="no name"),
    ],
)  # fmt: skip
def test_what_set_refuses(own_library: Library, args: list[str], status: int, err: str) -> None:
    assert own_library.run("set", *args) == Result(status, "", f"hpreport: {err}\n")


def test_set(own_library: Library) -> None:
    own_library.write("none.txt", NOWHERE)
    assert own_library.run("add", "none.txt", "-q").status == 0
    args = ["none", "--place", "保定市徐水区", "--year", "2019", "--id", "徐水-2019"]
    assert own_library.run("set", *args) == Result(0, "", "hpreport: 已改：徐水-2019，保定市徐水区，安排 2019 年\n")
    told = own_library.run("info", "--report", "徐水-2019", "--fields", "place,place_code,level,result_year,warnings")
    assert told.out == "保定市徐水区\t130609\tcounty\t2018\t没有认出报告人；没有认出报告日期；没有名词解释\n"
    # the year that the text names is its own; the rest follows
    assert own_library.run("results", "--report", "徐水-2019", "--fields", "year,value").out == "2018\t77\n"
    assert "none" not in own_library.reports()
    row = own_library.run("set", "徐水-2019", "--place", "容城县", "--fields", "report,place", "-q")
    assert row == Result(0, "徐水-2019\t容城县\n", "")


def test_setting_the_year_reads_as_building_with_it(own_library: Library) -> None:
    own_library.write("a.txt", TEXT.replace("2021年", "").replace("2020年", ""))
    for name in ("x", "y"):
        assert (
            own_library.run(
                "add", "a.txt", "--replace", "--id", name, "-q", *(["--year", "2015"] if name == "y" else [])
            ).status
            == 0
        )
        if name == "x":
            assert own_library.run("set", "x", "--year", "2015", "-q").status == 0
            x = own_library.run("targets", "--report", "x", "--no-header", "-f", "tsv").out
    y = own_library.run("targets", "--report", "y", "--no-header", "-f", "tsv").out
    assert x.replace("x\t", "y\t") == y


@pytest.mark.parametrize("watched", [False, True], ids=["in a pipe", "on a terminal"])
def test_an_interrupt_keeps_what_was_added(files: Library, watched: bool) -> None:
    """Who looks at a terminal is told how many are in the library."""
    mine, its = pty.openpty()
    (files.texts / "many").mkdir()
    for number in range(60):
        files.write(f"many/r{number}.txt", f"{TEXT}\n附注{number}\n")
    adding = files.start("add", "many", "--fields", "report", stderr=its if watched else subprocess.PIPE)
    os.close(its)
    while len(list(files.folder.glob("reports/*.gz"))) < 3 and adding.poll() is None:
        time.sleep(0.02)
    adding.send_signal(signal.SIGINT)
    _, err = adding.communicate(timeout=60)
    shown = b"".join(until_left(mine)).decode()
    assert (adding.returncode, err) == (130, None if watched else b"")
    assert (
        re.search("hpreport: 已中断：加入了 \\d+ 份，都留在库里；其余的没有加入\r\n$", shown)
        if watched
        else shown == ""
    )
    assert 3 <= len(files.reports()) - 1 < 60
    assert not processes_of_group(adding.pid)


WHERE = ("--fields", "source_url,retrieved")
CITED = "安河县政府工作报告（2022年1月10日）"


def test_where_a_report_was_taken_from(own_library: Library) -> None:
    lib = own_library
    assert lib.run("reports", "anhe-2021", *WHERE).out == "\t\n"
    args = ["anhe-2022", "--source", URL, "--retrieved", "2024年3月1日"]
    assert lib.run("set", *args, "-q", *WHERE) == Result(0, f"{URL}\t2024-03-01\n", "")
    assert lib.run("reports", "anhe-2022", *WHERE).out == f"{URL}\t2024-03-01\n"
    assert lib.run("info", "--report", "anhe-2022", *WHERE).out == f"{URL}\t2024-03-01\n"
    # what is changed besides leaves it, and it outlives the database
    assert lib.run("set", "anhe-2022", "--retrieved", "2024-03-02", "-q").status == 0
    assert lib.run("set", "anhe-2022", "--year", "2022", "-q").status == 0
    (lib.folder / "library.sqlite").unlink()
    assert lib.run("reports", "anhe-2022", *WHERE).out == f"{URL}\t2024-03-02\n"


@pytest.mark.parametrize(
    ("style", "cited"),
    [
        pytest.param("line", "{report}{place}，第{line}行，{url}（2024年3月1日取得）", id="with the line"),
        pytest.param("place", "{report}{place}，{url}（2024年3月1日取得）", id="without it"),
        pytest.param("gbt7714", "安河县人民政府. 安河县政府工作报告[R/OL]. 2022-01-10: {place}[2024-03-01]. {url}.", id="as a reference"),
    ],
)  # fmt: skip
def test_it_is_cited(own_library: Library, style: str, cited: str) -> None:
    plain = own_library.run("results", "GDP", "--report", "anhe-2022", "-n", "1", "--cite", "--fields", "cite").out
    place, _, line = plain.strip().removeprefix(CITED).partition("，第")
    own_library.run("set", "anhe-2022", "--source", URL, "--retrieved", "2024-03-01", "-q")
    args = ("results", "GDP", "-n", "1", "--cite-style", style, "--fields", "cite")
    told = cited.format(report=CITED, place=place, line=line.removesuffix("行"), url=URL)
    for reports in (["--report", "anhe-2022"], ["--report", "anhe-2022", "--report", "anhe-2021", "--year", "2021"]):
        assert own_library.run(*args, *reports).out.splitlines()[0] == told


def test_an_index_keeps_where_it_was_taken_from(files: Library) -> None:
    files.write("a.txt", TEXT)
    files.write("l.csv", f"文件,网址,取得日期\na.txt,{URL},2024/3/1\n")
    built = files.run("build", "a.txt", "-q", "--source", URL, "--retrieved", "2024-03-01").out
    assert f'  source_url: "{URL}"\n  retrieved: "2024-03-01"\n' in built
    assert f"build a.txt --source '{URL}' --retrieved 2024-03-01\n" in built
    without = [row for row in built.splitlines() if not row.startswith(("#   hpreport", "  source_url", "  retrieved"))]
    plain = files.run("build", "a.txt", "-q").out.splitlines()
    assert without == [row for row in plain if not row.startswith("#   hpreport")]
    files.write("a.yaml", built)
    assert files.run("add", "a.yaml", "-q").status == 0
    assert files.run("info", "--report", "a", *WHERE).out == f"{URL}\t2024-03-01\n"
    other = files.run("add", "a.txt", "--source", "https://a.cn")
    assert other.err == "hpreport: a.txt：库里已有，名称是 a；要照新的选项重建，加 --replace\n"
    assert files.run("add", "--meta", "l.csv", "--replace", "-q").status == 0
    assert files.run("info", "--report", "a", *WHERE).out == f"{URL}\t2024-03-01\n"
    files.write("bad.yaml", built.replace('"2024-03-01"', '"2024-13-01"'))
    told = "retrieved：应当是 2024-03-01 这样的日期，却是“2024-13-01”"
    assert files.run("add", "bad.yaml", "-q").err == f"hpreport: bad.yaml：{told}\n"
