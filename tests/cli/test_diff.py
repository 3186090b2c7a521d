"""`diff` and `terms --by year`: what is new or gone between two reports, and where terms spread."""

import json
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from support.libraries import Library
from support.process import SEED, Result, Run

import hpreport
from hpreport import records
from hpreport.index.build import build_report, compile_tables
from hpreport.index.index import Index
from hpreport.library.differences import differences

ROWS = {
    "a later one": (["anhe-2021", "anhe-2022"], [
        "term\tnew\t“四个一”工程\t\t一园、一路、一校、一院。\t\t21\t0",
        "target\tchanged\t地区生产总值\t增长6%以上\t增长6.5%左右\t14\t14\t1",
        "target\tnew\t地区生产总值\t\t达到110亿元\t\t14\t1",
        "target\tnew\t固定资产投资\t\t增长8%\t\t14\t1",
        "target\tgone\t固定资产投资\t固定资产投资增速高于全省平均水平\t\t14\t\t1",
    ]),
    "the other way round": (["anhe-2022", "anhe-2021", "-k", "term"], [
        "term\tgone\t“四个一”工程\t一园、一路、一校、一院。\t\t21\t\t0",
    ]),
    "place and year, two kinds": (["安河2022", "安河2025", "-k", "target", "--kind", "term"], [
        "target\tchanged\t地区生产总值\t增长6.5%左右\t增长5.5%左右\t14\t14\t1",
        "target\tchanged\t一般公共预算收入\t增长5%\t增长4%\t14\t14\t1",
        "target\tchanged\t固定资产投资\t增长8%\t增长5%\t14\t14\t1",
        "target\tgone\t地区生产总值\t达到110亿元\t\t14\t\t1",
    ]),
    "the first of them": (["anhe-2021", "linjiang-2022", "-n", "1"], ["term\tnew\t一网通办\t\t政务服务一个平台办理。\t\t21\t0"]),
}  # fmt: skip


@pytest.mark.parametrize(("args", "rows"), ROWS.values(), ids=ROWS)
def test_diff(library: Library, args: list[str], rows: list[str]) -> None:
    assert library.run("diff", *args) == Result(0, "".join(f"{row}\n" for row in rows), "")


@pytest.mark.parametrize(
    ("args", "status", "err"),
    [
        pytest.param(["anhe-2021", "anhe-2021"], 1, "这两份报告没有不同", id="the same twice"),
        pytest.param(["anhe-2021"], 2, "要比两份报告，给了 1 份", id="one"),
        pytest.param(["anhe-2021", "anhe"], 2, "“anhe”有 3 份：anhe-2021、anhe-2022、anhe-2025；要一份", id="a name of several"),
        pytest.param(["anhe-2021", "all"], 2, "“all”有 5 份：anhe-2021、anhe-2022、linjiang-2022、heping-2023、anhe-2025；要一份", id="all of them"),
        pytest.param(["anhe-2021", "火星2022"], 2, "报告库里没有 火星2022；相近的有：anhe-2022、linjiang-2022、heping-2023（hpreport reports 列出全部）", id="no such report"),
        pytest.param(["anhe-2021", "none.yaml"], 2, "none.yaml：读不了：没有这个文件", id="no such file"),
        pytest.param(["anhe-2021", "anhe-2022", "-k", "x"], 2, "--kind 没有 x；可用的有：term、phrase、target、word", id="no such kind"),
        pytest.param(["anhe-2021", "anhe-2022", "-k", "z", "-k", "y", "-k", "x"], 2, "--kind 没有 z；可用的有：term、phrase、target、word", id="no such kinds, the first named"),
    ],
)  # fmt: skip
def test_no_difference(library: Library, args: list[str], status: int, err: str) -> None:
    assert library.run("diff", *args, "-f", "json") == Result(status, "[]\n" if status == 1 else "", f"hpreport: {err}\n")  # fmt: skip


def test_an_index_file(library: Library) -> None:
    path = str(library.index("anhe-2022"))
    assert library.run("diff", "anhe-2021", path).out == library.run("diff", "anhe-2021", "anhe-2022").out


def test_screen(library: Library) -> None:
    assert (
        library.run("diff", "anhe-2021", "anhe-2022", "-f", "table", "--width", "80").out
        == """\
 词语           怎么说                             次数              位置
 ────────────────────────────────────────────────────────────────────────

新出现的词语
 “四个一”工程   一园、一路、一校、一院。              0            第21行

有变化的目标
 地区生产总值   增长6%以上 → 增长6.5%左右             1   第14行 → 第14行

新出现的目标
 地区生产总值   达到110亿元                           1            第14行
 固定资产投资   增长8%                                1            第14行

不再有的目标
 固定资产投资   固定资产投资增速高于全省平均水平      1            第14行
"""
    )


def made(tmp_path: Path, name: str, *changes: tuple[str, str]) -> Index:
    """Return the index of the bundled report with some words of its text changed."""
    text = SEED.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return Index(path, compile_tables(build_report(path)))


@pytest.mark.parametrize(
    ("kind", "changes", "found"),
    [
        pytest.param("term", [], [], id="nothing"),
        pytest.param("term", [("“三零”：零事故、零案件、零纠纷。", "")], [("unexplained", "三零")], id="explained no longer"),
        pytest.param("phrase", [("“双减”", "减负")], [("gone", "双减")], id="a phrase that is gone"),
        pytest.param("phrase", [("“双减”", "双减")], [], id="a phrase without its marks"),
        pytest.param("word", [("养老", "敬老")], [("gone", "养老")], id="words"),
        pytest.param("target", [("新建30处口袋公园", "新建31处口袋公园")], [("changed", "新建口袋公园")], id="another number"),
    ],
)  # fmt: skip
def test_what_differs(tmp_path: Path, kind: str, changes: list[tuple[str, str]], found: list[tuple[str, str]]) -> None:
    before, after = made(tmp_path, "a"), made(tmp_path, "b", *changes)
    differing = [(one.change, one.text) for one in differences(before, after, [kind])]
    assert set(found) <= set(differing)
    assert bool(differing) == bool(found)


def test_a_program_gets_the_same(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HPREPORT_LIBRARY", str(library.folder))
    rows = json.loads(library.run("diff", "anhe-2021", "heping-2023", "-f", "json").out)
    assert hpreport.diff("anhe-2021", "heping-2023") == rows
    assert {tuple(row) for row in rows} == {tuple(get_type_hints(records.Difference))}
    assert {row["kind"] for row in rows} == {"term", "phrase", "target"}
    with pytest.raises(ValueError, match="kind must be one of term, phrase, target, word"):
        hpreport.diff("anhe-2021", "anhe-2022", kind="x")


SPREAD = {
    "of one": (["三保"], ["三保\t2021\t1\t1\ttrue\t安河县\t安河县", "三保\t2022\t2\t2\tfalse\t安河县；临江市\t临江市",
        "三保\t2024\t1\t1\tfalse\t沈阳市和平区\t沈阳市和平区", "三保\t2025\t1\t1\tfalse\t安河县\t"]),
    "of some years": (["三保", "--year", "2022-2024"], ["三保\t2022\t2\t2\ttrue\t安河县；临江市\t安河县；临江市",
        "三保\t2024\t1\t1\tfalse\t沈阳市和平区\t沈阳市和平区"]),
    "of a place": (["工程", "--place", "安河"], ["“四个一”工程\t2022\t1\t1\ttrue\t安河县\t安河县", "“四个一”工程\t2025\t1\t1\tfalse\t安河县\t"]),
    "of a phrase": (["双减", "--all"], ["双减\t2021\t1\t1\ttrue\t安河县\t安河县", "双减\t2022\t2\t2\tfalse\t安河县；临江市\t临江市",
        "双减\t2024\t1\t1\tfalse\t沈阳市和平区\t沈阳市和平区", "双减\t2025\t1\t1\tfalse\t安河县\t"]),
    "the first": (["-n", "1"], ["三保\t2021\t1\t1\ttrue\t安河县\t安河县"]),
}  # fmt: skip


@pytest.mark.parametrize(("args", "rows"), SPREAD.values(), ids=SPREAD)
def test_terms_by_year(library: Library, args: list[str], rows: list[str]) -> None:
    done = library.run("terms", *args, "--by", "year", "--report", "all")
    assert done == Result(0, "".join(f"{row}\n" for row in rows), "")


def test_terms_by_year_of_a_program(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HPREPORT_LIBRARY", str(library.folder))
    rows: list[Any] = json.loads(library.run("terms", "--by", "year", "--report", "all", "-f", "json").out)
    with hpreport.load(report="all") as reader:
        assert reader.spread() == rows
        assert {tuple(row) for row in rows} == {tuple(get_type_hints(records.TermSpread))}


def test_no_terms_by_year(run: Run) -> None:
    assert run("terms", "火星", "--by", "year", "-f", "json") == Result(1, "[]\n", "hpreport: 没有含“火星”的词语\n")
    fields = "term,year,reports,of_reports,first,places,new_places"
    assert run("terms", "--by", "year", "--fields", "line") == Result(2, "", f"hpreport: 没有字段 line；可用的有：{fields}\n")  # fmt: skip
