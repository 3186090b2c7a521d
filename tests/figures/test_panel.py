"""`panel`: places by years by indicators, conflicts and gaps."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import pytest
from support.libraries import Library
from support.process import Result

from hpreport.figures.panel import Number, _kept, coverage, make_panel, number_of, wide_rows
from hpreport.figures.select import Years, years_of

GROUPS = [["地区生产总值", "gdp", "生产总值"], ["城镇新增就业", "就业"]]
INFOS = {
    "an-24": {
        "report": "an-24",
        "place": "安县",
        "result_year": 2023,
        "plan_year": 2024,
        "place_code": "130999",
        "level": "county",
    },
    "an-25": {
        "report": "an-25",
        "place": "安县",
        "result_year": 2024,
        "plan_year": 2025,
        "place_code": "130999",
        "level": "county",
    },
    "bei-24": {
        "report": "bei-24",
        "place": "北市",
        "result_year": 2023,
        "plan_year": 2024,
        "place_code": "",
        "level": "prefecture",
    },
    "nowhere": {
        "report": "nowhere",
        "place": "",
        "result_year": None,
        "plan_year": 2024,
        "place_code": "",
        "level": "",
    },
}


def row(report: str, year: int | None, value: float | None, measure: str = "growth", **fields: Any) -> dict[str, Any]:
    level = measure == "level"
    return {
        "report": report, "year": year, "kind": "target", "value": value, "measure": measure, "value_max": None,
        "unit": "亿元" if level else "%", "bound": "=", "text": str(value), "quote": "", "headline": True, "line": 1,
        "indicator": "地区生产总值", "topic": "地区生产总值", "period": str(year or ""), "average": False, "stretch": False,
        "amount": value and value * 1e8 if level else value, "amount_unit": "元" if level else "%", **fields,
    }  # fmt: skip


def made(*rows: dict[str, Any]) -> Any:
    return make_panel([("GDP", rows)], GROUPS, INFOS, Years())


def result(*given: Any, **fields: Any) -> dict[str, Any]:
    return row(*given, **{"kind": "result", **fields})


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([row("an-24", 2024, 8)], [("8", "stated")], id="one"),
        pytest.param([row("an-24", 2024, 8), row("an-24", 2024, 8, headline=False)], [("8", "stated")], id="said twice"),
        pytest.param([row("an-24", 2024, 8, headline=False), row("an-24", 2024, 7)], [("7", "chosen"), ("8", "conflict")], id="the headline stands"),
        pytest.param([row("an-24", 2024, 8), row("an-24", 2024, 7)], [("8", "conflict"), ("7", "conflict")], id="nothing tells"),
        pytest.param([row("an-24", 2025, 9), row("an-25", 2025, 7)], [("7", "stated"), ("9", "other_report")], id="a goal of the year before"),
        pytest.param([row("an-24", 2025, 9)], [("9", "other_report")], id="only a goal of the year before"),
        pytest.param([row("an-24", 2024, 8), row("an-24", 2024, 9, stretch=True)], [("8", "stated"), ("9", "stated")], id="a higher aim is a series of its own"),
        pytest.param([row("an-24", 2024, 8), row("an-24", 2024, 80, "level")], [("8", "stated"), ("80", "stated")], id="growth and level"),
        pytest.param([row("an-24", 2024, 3, "decline"), row("an-24", 2024, 3)], [("3", "conflict"), ("3", "conflict")], id="down and up"),
        pytest.param([result("an-24", 2023, 3353.3, "level"), result("an-24", 2023, 3353, "level")], [("3353.3", "stated")], id="rounded"),
        pytest.param([result("an-24", 2023, 3353.3, "level"), result("an-24", 2023, 3354.9, "level")], [("3353.3", "conflict"), ("3354.9", "conflict")], id="no rounding"),
        pytest.param([result("an-24", 2023, 36.2, "level"), result("an-24", 2023, 36, "level")], [("36.2", "conflict"), ("36", "conflict")], id="too short to be rounded"),
        pytest.param([result("an-24", 2023, 103.2, "level"), result("an-24", 2023, 100, "level", bound=">")], [("103.2", "stated")], id="a result past a bound"),
        pytest.param([result("an-24", 2023, 85.9, "level"), result("an-24", 2023, 61, "level", bound=">")], [("85.9", "conflict"), ("61", "conflict")], id="far past a bound"),
        pytest.param([row("an-24", 2024, 110, "level"), row("an-24", 2024, 100, "level", bound=">=")], [("110", "conflict"), ("100", "conflict")], id="two targets"),
        pytest.param([result("an-24", 2023, 8), result("an-25", 2023, 7, headline=False)], [("8", "chosen"), ("7", "conflict")], id="a result given otherwise later"),
        pytest.param([row("an-24", 2024, 8, average=True), row("an-24", 2024, 8, period="2024-01/2024-06"), row("an-24", None, 8)], [], id="no whole year"),
        pytest.param([row("an-24", 2024, None, "qualitative")], [("None", "stated")], id="in words"),
    ],
)  # fmt: skip
def test_which_number_stands(rows: Sequence[Any], found: Sequence[tuple[str, str]]) -> None:
    cells = [cell for _, cells in made(*rows).rows() for cell in cells.values()]
    assert [(figure["text"], cell.status(figure)) for cell in cells for figure in cell.figures] == found


@pytest.mark.parametrize(
    ("figure", "number"),
    [
        pytest.param(row("an-24", 2024, 8, bound=">="), (8, None, ">="), id="growth"),
        pytest.param(row("an-24", 2024, 4.3, "decline", bound=">="), (-4.3, None, "<="), id="decline"),
        pytest.param(row("an-24", 2024, 3, "decline", value_max=5), (-5, -3, "="), id="a range of declines"),
        pytest.param(row("an-24", 2024, 100, "level", value_max=110), (1e10, 1.1e10, "="), id="a range of levels"),
        pytest.param(row("an-24", 2024, 0, value_max=1), (0, 1, "="), id="from nothing"),
    ],
)
def test_numbers_in_base_units(figure: dict[str, Any], number: tuple[Any, ...]) -> None:
    assert number_of(figure) == number


def test_wide_rows_have_all_columns() -> None:
    panel = made(
        row("an-24", 2024, 8, bound=">="), row("bei-24", 2024, 4.5, value_max=5), row("nowhere", 2024, 80, "level")
    )
    name = "地区生产总值_target"
    empty = {f"{name}_growth": None, f"{name}_growth_max": None, f"{name}_growth_bound": None, f"{name}_level_元": None}
    assert list(wide_rows(panel)) == [
        {"place": "安县", "year": 2024, **empty, f"{name}_growth": 8, f"{name}_growth_bound": ">=", "reports": ["an-24"], "conflicts": [], "place_code": "130999", "level": "county"},
        {"place": "北市", "year": 2024, **empty, f"{name}_growth": 4.5, f"{name}_growth_max": 5, f"{name}_growth_bound": "=", "reports": ["bei-24"], "conflicts": [], "place_code": "", "level": "prefecture"},
        {"place": "nowhere", "year": 2024, **empty, f"{name}_level_元": 8e9, "reports": ["nowhere"], "conflicts": [], "place_code": "", "level": ""},
    ]  # fmt: skip


def test_an_undecided_cell_is_empty_and_named() -> None:
    (wide,) = wide_rows(made(row("an-24", 2024, 8), row("an-24", 2024, 7, line=9)))
    assert wide["地区生产总值_target_growth"] is None
    assert wide["conflicts"] == ["地区生产总值_target_growth：8（an-24 第1行）、7（an-24 第9行）"]


@pytest.mark.parametrize(
    ("rows", "gaps"),
    [
        pytest.param([], {("安县", 2024): "not_stated", ("安县", 2025): "not_stated", ("北市", 2025): "no_report"}, id="nothing"),
        pytest.param([row("an-24", 2024, 8)], {("安县", 2024): "stated"}, id="stated"),
        pytest.param([row("an-24", 2024, 8), row("an-24", 2024, 7)], {("安县", 2024): "conflict"}, id="a conflict"),
        pytest.param([row("an-24", 2024, 80, "level")], {("安县", 2024): "other_measure"}, id="a level"),
        pytest.param([row("an-24", 2024, None, "qualitative")], {("安县", 2024): "in_words"}, id="in words"),
        pytest.param([row("an-24", 2024, 0.5, "qualitative", indicator="生产总值增速高于全省", topic="生产总值增速高于全省")], {("安县", 2024): "in_words"}, id="in words that have a name of their own"),
        pytest.param([row("an-24", 2024, 8, period="2024-01/2024-06")], {("安县", 2024): "other_period"}, id="half a year"),
        pytest.param([row("an-24", 2024, 80, "level", average=True)], {("安县", 2024): "other_measure"}, id="a mean of levels"),
        pytest.param([row("an-24", 2025, 8)], {("安县", 2025): "other_report"}, id="a goal of the year before"),
    ],
)  # fmt: skip
def test_why_a_cell_is_empty(rows: Sequence[Any], gaps: dict[tuple[str, int], str]) -> None:
    # 北市 2024 states both, so that both columns are there
    found = coverage(made(*rows, row("bei-24", 2024, 5)))
    statuses = {place: gap.status for place, column, gap in found if column.measure == "growth"}
    assert statuses.items() >= gaps.items()
    assert statuses["北市", 2024] == "stated"


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        pytest.param("2024", Years(2024, 2024), id="one"),
        pytest.param(2024, Years(2024, 2024), id="a number"),
        pytest.param("2010-2024", Years(2010, 2024), id="several"),
        pytest.param("2010年至2024年", Years(2010, 2024), id="in Chinese"),
        pytest.param("2010—2024", Years(2010, 2024), id="a dash"),
        pytest.param("-2024", Years(None, 2024), id="open before"),
        pytest.param("2010-", Years(2010, None), id="open behind"),
        pytest.param(None, Years(None, None), id="none"),
    ],
)
def test_years(asked: int | str | None, years: Years) -> None:
    assert years_of(asked) == years


@pytest.mark.parametrize("asked", ["两千", "24", "2010-24", "2024-2010", "-", "20102024", "2010,2012"])
def test_no_years(asked: str) -> None:
    with pytest.raises(ValueError, match="years"):
        years_of(asked)


def _number(value: float, bound: str = "=", highest: float | None = None) -> Number:
    return Number(value, highest, bound)


@pytest.mark.parametrize(
    ("target", "result", "status"),
    [
        pytest.param(_number(6, ">="), _number(6), "met", id="just as much"),
        pytest.param(_number(6, ">="), _number(5.9), "missed", id="less"),
        pytest.param(_number(6, ">="), _number(7, ">"), "met", id="more than what is more"),
        pytest.param(_number(6, ">="), _number(5, ">"), "unclear", id="more than what is less"),
        pytest.param(_number(5.5, "<="), _number(5.2), "met", id="within"),
        pytest.param(_number(5.5, "<="), _number(5.6), "missed", id="not within"),
        pytest.param(_number(5.5, "<="), _number(5.6, ">"), "unclear", id="not within, by a bound"),
        pytest.param(_number(-4, "<="), _number(-4.3), "met", id="a decline by more"),
        pytest.param(_number(8), _number(8), "met", id="the number"),
        pytest.param(_number(8), _number(8.5), "above", id="above"),
        pytest.param(_number(8, "~"), _number(7.9), "below", id="below"),
        pytest.param(_number(4.5, "=", 5), _number(4.8), "met", id="in a range"),
        pytest.param(_number(4.5, "=", 5), _number(5.2), "above", id="above a range"),
        pytest.param(_number(4.5, "=", 5), _number(4), "below", id="below a range"),
        pytest.param(_number(8), _number(8, "~"), "unclear", id="about the number"),
        pytest.param(_number(8), _number(7, "=", 9), "unclear", id="a range as a result"),
    ],
)  # fmt: skip
def test_kept_or_not(target: Number, result: Number, status: str) -> None:
    assert _kept(target, result) == status


TOLD = ["--fields", "place,year,topic,target_text,result_text,status"]


@pytest.mark.parametrize(
    ("args", "status", "out", "err"),
    [
        pytest.param(["GDP", "-p", "安河", *TOLD], 0, "安河县\t2021\t地区生产总值\t增长6%以上\t增长6.5%\tmet\n安河县\t2022\t地区生产总值\t增长6.5%左右\t\tno_report\n安河县\t2022\t地区生产总值\t达到110亿元\t\tno_report\n安河县\t2025\t地区生产总值\t增长5.5%左右\t\tno_report\n", "", id="met, and no next report"),
        pytest.param(["财政收入", "-y", "2021", *TOLD], 0, "安河县\t2021\t一般公共预算收入\t增长5%\t\tother_measure\n", "", id="a level for a growth"),
        pytest.param(["-y", "2021", *TOLD], 0, "安河县\t2021\t地区生产总值\t增长6%以上\t增长6.5%\tmet\n安河县\t2021\t一般公共预算收入\t增长5%\t\tother_measure\n", "", id="all main targets"),
        pytest.param(["GDP", "-y", "1999"], 1, "", "hpreport: 没有这样的目标\n", id="none"),
    ],
)  # fmt: skip
def test_outcomes(library: Library, args: list[str], status: int, out: str, err: str) -> None:
    assert library.run("outcomes", *args) == Result(status, out, err)


LONG = ["--long", "--fields", "place,year,kind,measure,amount,status,report"]
ONLY = ["-k", "target", "--year", "2022"]


@pytest.mark.parametrize(
    ("args", "status", "out", "err"),
    [
        pytest.param(["GDP", "固投", *ONLY, "-p", "临江", *LONG], 0, "临江市\t2022\ttarget\tgrowth\t7\tstated\tlinjiang-2022\n临江市\t2022\ttarget\tgrowth\t6\tstated\tlinjiang-2022\n", "", id="two indicators"),
        pytest.param(["财政收入", "--year", "2021-2022", "-p", "安河", *LONG], 0, "安河县\t2021\tresult\tlevel\t560000000\tstated\tanhe-2022\n安河县\t2021\ttarget\tgrowth\t5\tstated\tanhe-2021\n安河县\t2022\ttarget\tgrowth\t5\tstated\tanhe-2022\n", "", id="years"),
        pytest.param(["GDP", *ONLY], 0, "安河县\t2022\t6.5\t~\t11000000000\tanhe-2022\t\t\t\n临江市\t2022\t7\t=\t\tlinjiang-2022\t\t220681\tcounty\n", "", id="wide"),
        pytest.param(["GDP", *ONLY, "-n", "1", "-f", "csv"], 0, "place,year,地区生产总值_target_growth,地区生产总值_target_growth_bound,地区生产总值_target_level_元,reports,conflicts,place_code,level\n安河县,2022,6.5,~,11000000000,anhe-2022,,,\n", "", id="csv"),
        pytest.param(["GDP", *ONLY, "-f", "md"], 0, "| 地区 | 年份 | 地区生产总值目标 |\n| --- | --- | ---: |\n| 安河县 | 2022 | 增长6.5%左右<br>达到110亿元 |\n| 临江市 | 2022 | 增长7% |\n", "", id="md"),
        pytest.param(["固投", "--year", "2021", "-k", "target", "--coverage", "--fields", "place,measure,status,text"], 1, "", "", id="words have no cells"),
        pytest.param(["GDP", "-k", "target", "-p", "临江", "--year", "2021-2022", "--coverage", "--fields", "year,status,report,text"], 0, "2021\tno_report\t\t\n2022\tstated\tlinjiang-2022\t增长7%\n", "", id="coverage"),
        pytest.param(["GDP", "甴曱", *ONLY, "-n", "1", *LONG], 0, "安河县\t2022\ttarget\tgrowth\t6.5\tstated\tanhe-2022\n", "hpreport: 没有含“甴曱”的数据\n", id="one of two unknown"),
        pytest.param(["甴曱", "-f", "json"], 1, "[]\n", "hpreport: 没有含“甴曱”的数据\n", id="unknown"),
        pytest.param([""], 1, "", "hpreport: 没有含“”的数据\n", id="an empty one is not all"),
        pytest.param(["！"], 1, "", "hpreport: 没有含“！”的数据\n", id="nor is one without a word"),
        pytest.param(["GDP", "--year", "两千"], 2, "", "hpreport: --year 的值不对：两千；应当是一年，如 2024，或几年，如 2010-2024\n", id="no year"),
        pytest.param(["GDP", "--kind", "x"], 2, "", "hpreport: --kind 没有 x；可用的有：result、target\n", id="no kind"),
        pytest.param(["GDP", "--coverage", "--fields", "value"], 2, "", "hpreport: 没有字段 value；可用的有：place,year,topic,kind,measure,unit,status,report,line,text,column,place_code,level\n", id="a field of the other table"),
        pytest.param([], 2, "", "hpreport: 缺少参数 指标...（用法见 hpreport panel --help）\n", id="no indicator"),
    ],
)  # fmt: skip
def test_panel(library: Library, args: list[str], status: int, out: str, err: str) -> None:
    assert library.run("panel", *args) == Result(status, out, err)


def test_a_conflict_is_told(own_library: Library) -> None:
    text = (own_library.texts / "anhe-2022.txt").read_text("utf-8")
    own_library.write(
        "a.txt", text.replace("地区生产总值达到110亿元、增长6.5%左右", "地区生产总值增长6.5%，地区生产总值增长8%")
    )
    assert own_library.run("add", "a.txt", "-q").status == 0
    done = own_library.run("panel", "GDP", "--report", "a", "-k", "target", "-f", "json")
    told = "地区生产总值_target_growth有几个数：增长6.5%（a 第14行）、增长8%（a 第14行）；没有采用"
    assert done.err == f"hpreport: 安河县 2022年 {told}\n"
    (wide,) = json.loads(done.out)
    assert wide["地区生产总值_target_growth"] is None
    long = own_library.run("panel", "GDP", "--report", "a", "-k", "target", *LONG[:2], "value,status", "-q")
    assert long.out == "6.5\tconflict\n8\tconflict\n"


def test_csv_is_one_table(library: Library) -> None:
    done = library.run("panel", "GDP", "财政收入", "固投", "-f", "csv")
    rows = list(csv.reader(io.StringIO(done.out)))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [row[:2] for row in rows[1:]] == [
        ["安河县", "2020"], ["安河县", "2021"], ["安河县", "2022"], ["安河县", "2024"], ["安河县", "2025"],
        ["临江市", "2021"], ["临江市", "2022"], ["沈阳市和平区", "2023"], ["沈阳市和平区", "2024"],
    ]  # fmt: skip
