"""Results beside targets, as a specification."""

import dataclasses
from pathlib import Path

import pytest
import yaml

from hpreport.figures.pairs import compare_figures
from hpreport.model import Comparison, Figure, Report
from hpreport.parsing import parse_report
from hpreport.parsing.report import Editorial

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "heping-2023.txt"
COMPARABLE = ROOT / "data" / "comparable.yaml"


def figure(kind: str, indicator: str, value: float | None, unit: str = "个", measure: str = "level") -> Figure:
    year, line = (2023, 10) if kind == "result" else (2024, 90)
    text = f"{indicator}{value}{unit}"
    return Figure(
        year, kind, False, indicator, value, None, unit, measure, "=", text, text, "1", "一", line, indicator, str(year),
        average=False, amount=value, amount_unit=unit, base_value=None, stretch=False,
    )  # fmt: skip


def report(*figures: Figure) -> Report:
    return Report("r", "", "", "", "", None, 2023, 2024, "", "", figures=figures)


def pairs(found: list[Comparison]) -> list[tuple[str, float | None, float | None]]:
    return [(c.topic, c.result_value, c.target_value) for c in found]


@pytest.mark.parametrize(
    ("result", "target", "topic"),
    [
        pytest.param("口袋公园", "口袋公园", "口袋公园", id="same"),
        pytest.param("口袋公园", "新建口袋公园", "口袋公园", id="how-it-came-about"),
        pytest.param("新增停车泊位", "扩容停车泊位", "新增停车泊位", id="two-ways-it-came-about"),
        pytest.param("谋划重点领域项目", "谋划项目", "谋划项目", id="modifier"),
        pytest.param("改造老旧小区", "老旧小区改造", "改造老旧小区", id="order"),
        pytest.param("新经济项目签约", "亿元以上项目签约", None, id="other-kind-of-thing"),
        pytest.param("亿元以上项目签约", "亿元以上项目落地", None, id="other-action"),
        pytest.param("新建高中", "新建小学", None, id="other-thing"),
        pytest.param("重点项目", "项目", None, id="too-general"),
        pytest.param("重点领域", "重点领域", None, id="fields-are-no-indicator"),
        pytest.param("民生工程", "民生工程", None, id="works-are-no-indicator"),
        pytest.param("第二批停车泊位", "停车泊位", "停车泊位", id="which-of-them"),
    ],
)
def test_likeness(result: str, target: str, topic: str | None) -> None:
    found = compare_figures(report(figure("result", result, 3), figure("target", target, 5)), {})
    assert pairs(found) == ([(topic, 3, 5)] if topic else [])


@pytest.mark.parametrize(
    ("result", "target", "difference"),
    [
        pytest.param(("个", "level", 3), ("个", "level", 5), [2], id="level"),
        pytest.param(("%", "growth", 6.2), ("%", "growth", 5), [-1.2], id="growth-without-binary-noise"),
        pytest.param(("%", "growth", 6.2), ("", "qualitative", None), [None], id="target-in-words"),
        pytest.param(("个", "level", 3), ("", "qualitative", None), [], id="level-and-words"),
        pytest.param(("个", "level", 3), ("万个", "level", 5), [], id="other-unit"),
        pytest.param(("%", "level", 3), ("%", "growth", 5), [], id="other-measure"),
        pytest.param(("位", "rank", 3), ("位", "rank", 5), [], id="ranks"),
    ],
)
def test_unit_and_measure(
    result: tuple[str, str, float], target: tuple[str, str, float | None], difference: list[float | None]
) -> None:
    rows = [figure(kind, "财政收入", v, u, m) for kind, (u, m, v) in (("result", result), ("target", target))]
    assert [c.difference for c in compare_figures(report(*rows), {})] == difference


def test_a_shared_verb_is_said_again() -> None:
    result = figure("result", "技改投资", 24.5, "%", "growth")
    rows = [dataclasses.replace(result, text="24.5%"), figure("target", "技改投资", 20, "%", "growth")]
    rows[1] = dataclasses.replace(rows[1], text="增长20%")
    assert [(c.result_text, c.target_text) for c in compare_figures(report(*rows), {})] == [("增长24.5%", "增长20%")]


def test_likest_pair_wins() -> None:
    rows = [
        figure("result", "提升背街小巷", 42, "条"),
        figure("target", "背街小巷提升", 4, "条"),
        figure("target", "提升背街小巷", 20, "条"),
    ]
    assert pairs(compare_figures(report(*rows), {})) == [("提升背街小巷", 42, 20)]


def test_headline_figures_are_set_side_by_side() -> None:
    rows = [figure("result", "财政收入", 3), figure("target", "财政收入", 4), figure("target", "财政收入", 5)]
    rows[::2] = [dataclasses.replace(row, headline=True) for row in rows[::2]]
    assert pairs(compare_figures(report(*rows), {})) == [("财政收入", 3, 5)]


def test_another_year_is_not_compared() -> None:
    old = figure("result", "财政收入", 3)
    rows = [
        dataclasses.replace(old, year=2010),
        figure("target", "财政收入", 5),
    ]
    assert compare_figures(report(*rows), {}) == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("confirm", [("停缓建项目", 7, 10), ("口袋公园", 100, 30)], id="confirm"),
        pytest.param("reject", [], id="reject"),
    ],
)
def test_hand_kept_pairs(key: str, expected: list[tuple[str, float, float]]) -> None:
    rows = [
        figure("result", "停缓建项目", 7),
        figure("result", "口袋公园", 100),
        figure("target", "剩余项目盘活", 10),
        figure("target", "新建口袋公园", 30),
    ]
    known = [
        {"result": "停缓建项目", "target": "剩余项目盘活"},
        {"result": "口袋公园", "target": "新建口袋公园"},
    ]
    assert pairs(compare_figures(report(*rows), {key: known})) == expected


def test_bundled_report() -> None:
    text = SEED.read_text("utf-8")
    seed = parse_report(text, report_id="heping-2023", source=SEED.name, sha256="", editorial=Editorial())
    found = compare_figures(seed, yaml.safe_load(COMPARABLE.read_text("utf-8")))
    assert pairs(found) == [
        ("地区生产总值", 7.0, 8.0),
        ("一般公共预算收入", 6.2, 5.0),
        ("固定资产投资", 5.1, None),
        ("社会消费品零售总额", 16.4, 10.0),
        ("城镇居民人均可支配收入", 4.8, None),
        ("谋划项目", 385.0, 400.0),
        ("谋划项目总投资", 2700.0, 2800.0),
        ("市重点项目开复工", 171.0, 200.0),
        ("亿元以上项目签约", 184.0, 180.0),
        ("亿元以上项目落地", 113.0, 110.0),
        ("处置完成房地产停缓建项目", 7.0, 10.0),
        ("盘活闲置楼宇", 23.0, 10.0),
        ("盘活闲置楼宇", 33.7, 18.0),
        ("经营主体", 19.87, None),
        ("改造老旧小区", 172.0, 64.0),
        ("提升背街小巷", 42.0, 20.0),
        ("口袋公园", 100.0, 30.0),
        ("大型花展", 5.0, 5.0),
        ("新增停车泊位", 2024.0, 1500.0),
        ("城镇新增就业", 1.98, 1.95),
        ("幸福长者食堂", 48.0, 34.0),
    ]
