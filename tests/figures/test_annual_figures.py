"""Figures that are numbers of one year: those that trend and the comparison of reports take."""

import pytest

from hpreport.figures.across import annual_figures, comparison_rows, direction, preferred, side_by_side, span_of

INFOS = {"甲": {"result_year": 2022, "plan_year": 2023}, "乙": {"result_year": 2023, "plan_year": 2024}}


def figure(quote: str = "", **given: object) -> dict[str, object]:
    row = {"report": "甲", "kind": "result", "year": 2022, "indicator": "就业", "value": 8, "unit": "人", "measure": "level",
           "bound": "=", "headline": False, "text": "8人", "quote": quote, "heading": "", "line": 1,
           "topic": "就业", "period": "2022", "average": False}  # fmt: skip
    return {**row, "topic": given.get("indicator", "就业"), **given}


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        pytest.param(figure("就业8人"), True, id="plain"),
        pytest.param(figure("全省排名第8", measure="rank"), False, id="rank"),
        pytest.param(figure("年均增长8人", average=True), False, id="mean of years"),
        pytest.param(figure("新增8人", period="2018/2022"), False, id="five years together"),
        pytest.param(figure("就业8人", period="2022-01/2022-09"), False, id="three quarters"),
        pytest.param(figure("就业8人", period=""), False, id="time not told"),
        pytest.param(figure("年末就业8人", period="2022-12-31"), True, id="at the end of the year"),
        pytest.param(figure("就业8人", period="", year=None), True, id="of no known year"),
        pytest.param(figure("就业比2018年增加8人"), False, id="beside an older year"),
        pytest.param(figure("就业比2021年增加8人"), True, id="beside the year before"),
        pytest.param(figure("就业是2018年的8倍", text="8倍"), False, id="a multiple of an older year's"),
        pytest.param(figure("就业由8人增加到12人"), False, id="what it grew from"),
        pytest.param(figure("就业从8人提高至12人"), False, id="what it grew from, another word"),
        pytest.param(figure("就业由8人"), False, id="what it grew from, cut short"),
        pytest.param(figure("就业由12人增加到8人"), True, id="what it came to"),
    ],
)
def test_annual_figures(row: dict[str, object], taken: bool) -> None:
    assert bool(annual_figures([row])) is taken


@pytest.mark.parametrize(
    ("row", "span"),
    [
        pytest.param(figure("就业8人"), "", id="one year"),
        pytest.param(figure("年均增长8人", average=True, period="2018/2022"), "年均", id="mean of years"),
        pytest.param(figure("新增8人", period="2018/2022"), "5年", id="five years together"),
        pytest.param(figure("就业8人", period="2022-01/2022-09"), "1—9月", id="three quarters"),
        pytest.param(figure("就业8人", period="2022-05"), "5月", id="one month"),
        pytest.param(figure("就业8人", period=""), "累计", id="time not told"),
        pytest.param(figure("就业比2018年增加8人"), "比2018年", id="beside an older year"),
        pytest.param(figure("就业由8人增加到12人"), "原值", id="what it grew from"),
    ],
)
def test_what_a_figure_is_of_where_that_is_not_one_year(row: dict[str, object], span: str) -> None:
    assert span_of(row) == span


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param({}, {"value": None}, id="a number before words"),
        pytest.param({"report": "甲"}, {"report": "乙"}, id="the report of that year"),
        pytest.param({"headline": True}, {}, id="the headline"),
        pytest.param({}, {"bound": ">"}, id="the exact"),
    ],
)
def test_best(better: dict[str, object], worse: dict[str, object]) -> None:
    one, other = figure(**better), figure(**worse)
    assert preferred(one, other, INFOS) is one
    assert preferred(other, one, INFOS) is one


def test_the_first_of_equals_stands() -> None:
    one, other = figure(line=1), figure(line=2)
    assert preferred(other, one, INFOS) is one


def test_a_decline_is_growth() -> None:
    assert [direction(m) for m in ("decline", "growth", "level")] == ["growth", "growth", "level"]


def test_units_are_converted() -> None:
    rows = [
        figure(value=2.2, unit="万人", text="2.2万人"),
        figure(kind="target", year=2023, value=3500, unit="人", text="3500人"),
        figure(report="乙", year=2023, value=3, unit="万人", text="3万人"),
    ]
    (shared,) = side_by_side(rows, [], INFOS)
    first, second = comparison_rows(shared)
    assert (first["unit"], first["result_value"], first["target_value"], first["difference"]) == (
        "万人",
        2.2,
        0.35,
        -1.85,
    )
    assert (second["unit"], second["result_value"], second["target_value"]) == ("万人", 3, None)


@pytest.mark.parametrize("indicator", ["项目", "重点项目", "企业"])
def test_general_nouns_are_compared_with_nothing(indicator: str) -> None:
    rows = [figure(indicator=indicator), figure(report="乙", year=2023, indicator=indicator)]
    assert side_by_side(rows, [], INFOS) == []
