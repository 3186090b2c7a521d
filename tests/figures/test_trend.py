"""`trend`: one indicator over the years and places of the library; and `compare` of several reports."""

import json
import os
from typing import Any

import pytest
from support.libraries import Library
from support.process import ROOT, SHARED, Result
from support.reports import NO_PLACE, built

from hpreport.figures.across import side_by_side, trend
from hpreport.index.index import open_index
from hpreport.records import figure_row, info_row
from hpreport.render.text import cell_width, sparkline

GOLDEN = ROOT / "tests" / "golden"
ANHE = ["--place", "安河"]
SCREENS = {
    "trend-money": ["trend", "财政收入"],
    "trend-decline": ["trend", "固定资产投资", *ANHE],
    "trend-both": ["trend", "GDP", *ANHE],
    "term-many": ["term", "三保", "--report", "all"],
    "phrase-many": ["term", "双减", "--report", "all", "-q"],
    "compare-two": ["compare", "--report", "anhe-2021", "--report", "anhe-2022"],
    "compare-three": ["compare", "财政收入", "--report", "anhe-2021", "--report", "anhe-2022", "--report", "linjiang-2022"],
}  # fmt: skip


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", SCREENS)
def test_screens(library: Library, name: str, width: int) -> None:
    """Compare with the golden file; HPREPORT_WRITE_GOLDEN=1 writes it anew, to be reviewed in the diff."""
    done = library.run(*SCREENS[name], "-f", "table", "--width", str(width))
    golden = GOLDEN / f"{name}-{width}.txt"
    if os.environ.get("HPREPORT_WRITE_GOLDEN"):
        golden.write_text(done.out, encoding="utf-8")
    assert (done.status, done.err) == (0, "")
    assert done.out == golden.read_text("utf-8")
    assert max(cell_width(line) for line in done.out.splitlines()) <= width


FIELDS = ["--fields", "place,year,kind,text,report"]


@pytest.mark.parametrize(
    ("args", "status", "out", "err"),
    [
        pytest.param(["财政收入", *ANHE, "--kind", "result", *FIELDS], 0, "安河县\t2020\tresult\t52000万元\tanhe-2021\n安河县\t2021\tresult\t5.6亿元\tanhe-2022\n安河县\t2024\tresult\t6.4亿元\tanhe-2025\n", "", id="results in two units"),
        pytest.param(["固定资产投资", *ANHE, "-k", "target", *FIELDS], 0, "安河县\t2022\ttarget\t增长8%\tanhe-2022\n安河县\t2025\ttarget\t增长5%\tanhe-2025\n安河县\t2021\ttarget\t固定资产投资增速高于全省平均水平\tanhe-2021\n", "", id="targets, one in words"),
        pytest.param(["GDP", "-p", "临江市", "-n", "2", *FIELDS], 0, "临江市\t2021\tresult\t2310亿元\tlinjiang-2022\n临江市\t2021\tresult\t增长7%\tlinjiang-2022\n", "", id="limited"),
        pytest.param(["GDP", "--report", "linjiang-2022", "-k", "target", "-n", "9" * 20, *FIELDS], 0, "临江市\t2022\ttarget\t增长7%\tlinjiang-2022\n", "", id="more than a computer counts"),
        pytest.param(["GDP", "--report", "linjiang-2022", "-k", "target", *FIELDS], 0, "临江市\t2022\ttarget\t增长7%\tlinjiang-2022\n", "", id="one report"),
        pytest.param(["停车难", *ANHE, *FIELDS], 0, "安河县\t2021\ttarget\t800个\tanhe-2021\n安河县\t2022\ttarget\t800个\tanhe-2022\n安河县\t2025\ttarget\t800个\tanhe-2025\n", "", id="everyday words"),
        pytest.param(["2021年GDP", "-p", "临江", "-k", "result", *FIELDS], 0, "临江市\t2021\tresult\t2310亿元\tlinjiang-2022\n临江市\t2021\tresult\t增长7%\tlinjiang-2022\n", "", id="a year in the text"),
        pytest.param(["GDP", "财政收入", "-p", "临江", "-k", "target", *FIELDS], 0, "临江市\t2022\ttarget\t增长7%\tlinjiang-2022\n临江市\t2022\ttarget\t增长6%\tlinjiang-2022\n", "", id="two indicators"),
        pytest.param(["GDP", "GDP", "-p", "临江", "-k", "target", *FIELDS], 0, "临江市\t2022\ttarget\t增长7%\tlinjiang-2022\n", "", id="one indicator twice"),
        pytest.param(["GDP", "甴曱", "-p", "临江", "-k", "target", *FIELDS], 0, "临江市\t2022\ttarget\t增长7%\tlinjiang-2022\n", "hpreport: 没有含“甴曱”的数据\n", id="one of two unknown"),
        pytest.param(["财政收入", *ANHE, "--kind", "result", "--year", "2021-2023", *FIELDS], 0, "安河县\t2021\tresult\t5.6亿元\tanhe-2022\n", "", id="years"),
        pytest.param(["财政收入", *ANHE, "--kind", "result", "--year", "2024-", *FIELDS], 0, "安河县\t2024\tresult\t6.4亿元\tanhe-2025\n", "", id="from a year on"),
        pytest.param(["GDP", "--year", "x"], 2, "", "hpreport: --year 的值不对：x；应当是一年，如 2024，或几年，如 2010-2024\n", id="no year"),
        pytest.param(["GDP", "--place", "火星"], 1, "", "hpreport: 没有地区是“火星”的报告（hpreport reports 列出全部）\n", id="no such place"),
        pytest.param(["GDP", "--kind", "x"], 2, "", "hpreport: --kind 没有 x；可用的有：result、target\n", id="no such kind"),
        pytest.param(["三保"], 1, "", "hpreport: 没有含“三保”的数据；相近的有：保交楼、“三零”工作室覆盖率\n", id="words of a sentence are no indicator"),
        pytest.param(["甴曱", "-f", "json"], 1, "[]\n", "hpreport: 没有含“甴曱”的数据\n", id="nothing, json"),
        pytest.param(["甴曱", "--report", "anhe-2021"], 1, "", "hpreport: 没有含“甴曱”的数据\n", id="nothing in one report"),
        pytest.param(["甴曱", "--report", "anhe-2021", "--report", "anhe-2022"], 1, "", "hpreport: 没有含“甴曱”的数据\n", id="nothing in two reports"),
        pytest.param([], 2, "", "hpreport: 缺少参数 指标...（用法见 hpreport trend --help）\n", id="no indicator"),
    ],
)  # fmt: skip
def test_trend(library: Library, args: list[str], status: int, out: str, err: str) -> None:
    assert library.run("trend", *args) == Result(status, out, err)


def test_the_fields_of_a_row(library: Library) -> None:
    (row,) = json.loads(library.run("trend", "固定资产投资", *ANHE, "-k", "result", "-n", "1", "-f", "json").out)
    assert row == {
        "report": "anhe-2021", "year": 2020, "kind": "result", "headline": True, "indicator": "固定资产投资", "value": 3.2,
        "value_max": None, "unit": "%", "measure": "decline", "bound": "=", "text": "下降3.2%",
        "quote": "固定资产投资下降3.2%", "section": "1", "heading": "2020年工作回顾", "line": 9, "place": "安河县",
        "topic": "固定资产投资", "cite": "安河县政府工作报告（2021年1月12日）一、2020年工作回顾，第9行",
        "period": "2020", "average": False, "amount": 3.2, "amount_unit": "%", "base_value": None, "stretch": False,
    }  # fmt: skip


def test_tables_are_limited_too(library: Library) -> None:
    done = library.run("trend", "财政收入", *ANHE, "-f", "table", "-n", "2", "--no-header")
    assert [line.split()[0] for line in done.out.splitlines() if line.strip()] == ["安河县", "2020", "2021"]


def test_a_report_without_a_place_stands_for_one(own_library: Library) -> None:
    own_library.write("noplace.txt", NO_PLACE)
    assert own_library.run("add", "noplace.txt", "-q").status == 0
    done = own_library.run("trend", "GDP", "-f", "table", "--report", "noplace", "--report", "linjiang-2022")
    assert "\nnoplace  地区生产总值（元）\n 2022     77亿元        -   noplace 第3行\n" in done.out
    assert own_library.run("trend", "GDP", "--place", "noplace", "-n", "1", *FIELDS).out == "\t2022\tresult\t77亿元\tnoplace\n"  # fmt: skip


def test_ascii(library: Library) -> None:
    done = library.run("trend", "固定资产投资", *ANHE, "-f", "table", env={"HPREPORT_ASCII": "1"})
    assert "结果 18..6.  目标 ..8..1\n" in done.out
    assert not set("▁█·─") & set(done.out)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        pytest.param([], "", id="none"),
        pytest.param([None, None], "··", id="all missing"),
        pytest.param([1, None, 8], "▁·█", id="rising over a gap"),
        pytest.param([-3.2, 0, 7], "▁▃█", id="below zero"),
        pytest.param([5, 5, 5], "▅▅▅", id="level"),
        pytest.param([1e12, 1e12 + 1], "▁█", id="large and near"),
    ],
)
def test_sparkline(values: list[float | None], line: str) -> None:
    assert sparkline(values) == line


def test_a_decline_and_a_growth_differ_by_both(library: Library, own_library: Library) -> None:
    text = (own_library.texts / "anhe-2021.txt").read_text("utf-8")
    own_library.write("a.txt", text.replace("固定资产投资增速高于全省平均水平", "固定资产投资增长4%"))
    assert own_library.run("add", "a.txt", "-q").status == 0
    done = own_library.run("compare", "固定资产投资", "--report", "a", "--report", "anhe-2022", "--fields", "report,difference")  # fmt: skip
    assert done.out == "a\t7.2\nanhe-2022\t0.9\n"


def test_nothing_in_common(library: Library) -> None:
    pair = ["--report", "anhe-2021", "--report", "heping-2023"]
    done = library.run("compare", "停车", *pair, "-f", "json")
    assert done == Result(1, "[]\n", "hpreport: 没有几份报告都有的“停车”\n")


def row(indicator: str, report: str, **fields: object) -> dict[str, object]:
    return {
        "report": report, "indicator": indicator, "year": 2024, "kind": "result", "value": 5.0, "unit": "%",
        "measure": "growth", "headline": False, "bound": "=", "text": "5%", "quote": "", "heading": "",
        "topic": indicator, "period": "2024", "average": False, **fields,
    }  # fmt: skip


INFOS = {
    name: {"place": place, "result_year": 2024, "plan_year": 2025, "place_code": ""}
    for name, place in (("a", "安"), ("b", "北"))
}


def test_series_stand_by_place() -> None:
    rows = [
        row("收入", "a"),
        row("收入", "b"),
        row("收入", "a", unit="元", measure="level"),
        row("收入", "b", unit="元", measure="level"),
    ]
    assert [(one.place, one.unit) for one in trend(rows, "收入", [], INFOS)] == [
        ("安", "元"),
        ("安", "%"),
        ("北", "元"),
        ("北", "%"),
    ]


def test_headline_stands_first_side_by_side() -> None:
    rows = [row(name, report, headline=name == "乙") for report in "ab" for name in ("甲", "乙")]
    assert [one.topic for one in side_by_side([*rows, row("丙", "a")], [], INFOS)] == ["乙", "甲"]


# --- the series of real reports, read one by one ---

READ = (ROOT / "tests" / "data" / "trend-points.tsv").read_text("utf-8").splitlines()[3:]


@pytest.fixture(scope="module")
def corpus() -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """All figures of the reports of the corpus, and what these reports are."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("no ../shared/corpus")
    reports = [built(path) for path in sorted((SHARED / "corpus").glob("*.txt"))]
    rows = [figure_row(report, figure) for report in reports for figure in report.figures]
    return rows, {report.id: info_row(report) for report in reports}


@pytest.mark.slow
@pytest.mark.parametrize("topic", dict.fromkeys(line.partition("\t")[0] for line in READ))
def test_points_are_those_read(corpus: tuple[list[Any], dict[str, Any]], topic: str) -> None:
    found = [
        (topic, row["report"], kind, year, row["measure"], "" if row["value"] is None else row["value"], row["unit"], row["bound"])
        for series in trend(corpus[0], topic, open_index().names.groups, corpus[1])
        if series.topic == topic
        for (year, kind), row in series.points.items()
    ]  # fmt: skip
    assert sorted("\t".join(map(str, point)) for point in found) == [
        line for line in READ if line.startswith(f"{topic}\t")
    ]
