"""Whose report it is and of which year: which of several sources is believed, and what is said where they differ."""

from pathlib import Path

import pytest

from hpreport.index.build import build_report
from hpreport.model import Report
from hpreport.parsing import Editorial, Overrides, parse_report
from hpreport.parsing.divisions import most_named

BODY = "一、2023年工作回顾\n全市生产总值增长5%。\n二、2024年工作安排\n新建公厕20个。\n"
UNDATED = "一、工作回顾\n全市生产总值增长5%。\n二、工作安排\n新建公厕20个。\n"
CHENGDU = "政府工作报告\n——2024年1月30日在成都市第十八届人民代表大会第二次会议上\n"
NAMED = "全市上下齐心，全市提质，全市增效，四川省委要求成都、成都、成都、成都、成都市带头。\n"
MOST = "说到“全市”，“成都”提到最多（5 次），"


def read(text: str, file_name: str = "a.txt", overrides: Overrides | None = None) -> Report:
    return parse_report(text, report_id="a", source=file_name, sha256="", editorial=Editorial(), overrides=overrides)


@pytest.mark.parametrize(
    ("text", "file_name", "overrides", "told", "doubts"),
    [
        pytest.param(CHENGDU + BODY, "a.txt", None, ("成都市", 2024), [], id="the text alone"),
        pytest.param(CHENGDU + BODY, "成都_2024.txt", None, ("成都市", 2024), [], id="file and text agree"),
        pytest.param(CHENGDU + BODY, "四川省2024.txt", None, ("成都市", 2024), [], id="the file names what it is in"),
        pytest.param(
            CHENGDU + BODY, "绵阳_2021.txt", None, ("成都市", 2024),
            [
                "地区有出入：第 2 行写的是“成都市”，文件名写的是“绵阳市”，取“成都市”，可用 --place 指定",
                "年份有出入：第 5 行的标题说的是“2024”，文件名写的是“2021”，取“2024”，可用 --year 指定",
            ],
            id="the file is at odds",
        ),
        pytest.param(
            CHENGDU + BODY, "a.txt", Overrides("绵阳市", 2022, "list.csv 第 3 行"), ("绵阳市", 2022),
            [
                "地区有出入：list.csv 第 3 行写的是“绵阳市”，第 2 行写的是“成都市”，取“绵阳市”，可用 --place 指定",
                "年份有出入：list.csv 第 3 行写的是“2022”，第 5 行的标题说的是“2024”，取“2022”，可用 --year 指定",
            ],
            id="the reader is at odds",
        ),
        pytest.param(CHENGDU + BODY, "a.txt", Overrides("四川省成都市", 2024), ("四川省成都市", 2024), [], id="the reader says more"),
        pytest.param(
            "2024年绵阳市政府工作报告\n各位代表：\n现在，我代表成都市人民政府，向大会报告工作。\n" + BODY, "a.txt", None, ("绵阳市", 2024),
            ["地区有出入：第 1 行写的是“绵阳市”，第 3 行写的是“成都市”，取“绵阳市”，可用 --place 指定"],
            id="title and address",
        ),
        pytest.param(
            BODY + NAMED, "a.txt", None, ("成都市", 2024),
            [f"文中没有写明地区，{MOST}取“成都市”，可用 --place 指定"],
            id="the place named most",
        ),
        pytest.param(
            BODY + NAMED, "绵阳.txt", None, ("绵阳市", 2024),
            [
                "文中没有认出地区，按文件名取“绵阳市”，可用 --place 指定",
                f"地区有出入：文件名写的是“绵阳市”，文中{MOST}应当是“成都市”，取“绵阳市”，可用 --place 指定",
            ],
            id="the file, and another place named most",
        ),
        pytest.param(
            "安河县2024年政府工作报告\n" + BODY + NAMED, "a.txt", None, ("安河县", 2024), [], id="a place that no table has",
        ),
        pytest.param(
            UNDATED, "成都2022.txt", None, ("成都市", 2022),
            [
                "文中没有认出地区，按文件名取“成都市”，可用 --place 指定",
                "文中没有认出年份，按文件名取 2022 年，可用 --year 指定",
            ],
            id="the file alone",
        ),
        pytest.param(
            "成都市2022年政府工作报告\n" + UNDATED, "a.txt", None, ("成都市", 2022),
            ["文中没有认出年份，按标题取 2022 年，可用 --year 指定"],
            id="the year of the title",
        ),
        pytest.param(
            CHENGDU.replace("2024年1月", "2022年3月") + BODY, "a.txt", None, ("成都市", 2024),
            ["年份有出入：第 5 行的标题说的是“2024”，第 2 行的日期是“2022-03-30”，取“2024”，可用 --year 指定"],
            id="headings and day",
        ),
        pytest.param(CHENGDU.replace("2024年1月", "2023年12月") + BODY, "成都2023.txt", None, ("成都市", 2024), [], id="a meeting in December"),
    ],
)  # fmt: skip
def test_sources(
    text: str, file_name: str, overrides: Overrides | None, told: tuple[str, int], doubts: list[str]
) -> None:
    report = read(text, file_name, overrides)
    assert (report.place, report.plan_year) == told
    assert [warning for warning in report.warnings if "指定" in warning] == doubts


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("全市、全市、我市，四川成都、成都、成都、成都、成都", "成都市", id="a city"),
        pytest.param("全市、全市、我市，成都、成都、成都、成都", None, id="too seldom named"),
        pytest.param("全市，四川成都、成都、成都、成都、成都", None, id="no word of its own"),
        pytest.param(
            "全市、全市、我市，四川成都、成都、成都、成都、成都，绵阳、绵阳、绵阳", None, id="another named as well"
        ),
        pytest.param(
            "全区、全区、全区、全市、全市、全市，" + "保定" * 6 + "清苑" * 5,
            "清苑区",
            id="a district of a city that is named more",
        ),
        pytest.param(
            "全区、全区、全区、我区、全市、全市、全市，" + "保定" * 9, None, id="a district that is not named"
        ),
        pytest.param("全省、全省、全省、全市、全市、全市，" + "河南" * 9, None, id="a city that is not named"),
        pytest.param("全县、全县、全县，桂林" + "合理开发资源" * 9, None, id="an everyday word"),
        pytest.param("全县、全县、全县，桂林" + "资源县" * 5, "资源县", id="an everyday word with its rank"),
        pytest.param("全市、全市、全市，安徽" + "马鞍山" * 9, "马鞍山市", id="a name within a name"),
        pytest.param("全省、全省、全省、全市、全市、全市，" + "吉林" * 9, None, id="a city called as its province"),
        pytest.param("全区、全区、全区，南京、徐州" + "鼓楼区" * 9, None, id="one of several"),
        pytest.param("我国、全国，" + "北京" * 9, None, id="the nation"),
    ],
)
def test_the_place_named_most(text: str, place: str | None) -> None:
    found = most_named(text, 2024)
    assert (found.place if found else None) == place


@pytest.mark.parametrize(
    ("text", "document", "years"),
    [
        pytest.param(CHENGDU + BODY, "work_report", (2023, 2024), id="work report"),
        pytest.param(BODY, "work_report", (2023, 2024), id="no title, but review and plan"),
        pytest.param(
            "成都市中级人民法院工作报告\n——2024年1月31日在成都市第十八届人民代表大会第二次会议上\n" + BODY,
            "court_report", (2023, 2024), id="court",
        ),
        pytest.param(
            "成都市国民经济和社会发展第十四个五年规划\n第一章 发展环境\n生产总值年均增长5%。\n第二章 主要目标\n到2025年，生产总值达到3万亿元。\n",
            "five_year_plan", (None, None), id="of no single year",
        ),
        pytest.param(
            "为现代化而奋斗\n——在中国共产党成都市第十四次代表大会上的报告\n（2022年4月26日）\n同志们：\n一、过去五年的工作\n生产总值增长8%。\n二、今后五年的任务\n增长7%。\n",
            "party_report", (None, None), id="of no single year, with a day",
        ),
    ],
)  # fmt: skip
def test_documents(text: str, document: str, years: tuple[int | None, int | None]) -> None:
    report = read(text)
    assert (report.document, report.place[:3]) == (document, "成都市" if "成都" in text else "")
    assert (report.result_year, report.plan_year) == years
    assert not [warning for warning in report.warnings if "年份" in warning]


def test_a_report_without_a_place_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    assert "没有认出地区，可用 --place 指定" in build_report(tmp_path / "a.txt").warnings
