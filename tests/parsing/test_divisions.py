"""Administrative divisions: which one a name means, its code and level; the table behind it."""

from pathlib import Path

import pytest

from hpreport.index.build import build_report
from hpreport.parsing.divisions import Located, divisions_named, full_name, locate, stem_of, told_by_name


@pytest.mark.parametrize(
    ("place", "year", "code", "level", "name"),
    [
        pytest.param("徐水县", 2012, "130609", "county", "河北省保定市徐水县", id="an earlier name"),
        pytest.param("保定市徐水区", 2024, "130609", "county", "河北省保定市徐水区", id="its name now"),
        pytest.param("徐水县", 1985, "130609", "county", "河北省保定地区徐水县", id="an earlier code"),
        pytest.param("南京市鼓楼区", 2020, "320106", "county", "江苏省南京市鼓楼区", id="one of four, with its city"),
        pytest.param("襄樊市", 2008, "420600", "prefecture", "湖北省襄樊市", id="a prefecture renamed"),
        pytest.param("毕节市", 2005, "522401", "county", "贵州省毕节地区毕节市", id="a county of that name then"),
        pytest.param("毕节市", 2015, "520500", "prefecture", "贵州省毕节市", id="a prefecture of that name later"),
        pytest.param("四川成都", 2024, "510100", "prefecture", "四川省成都市", id="without ranks"),
        pytest.param("海南", 2024, "460000", "province", "海南省", id="the higher of two without ranks"),
        pytest.param("海南州", 2020, "632500", "prefecture", "青海省海南藏族自治州", id="as it is said"),
        pytest.param("内蒙古自治区", 2024, "150000", "province", "内蒙古自治区", id="a province"),
        pytest.param("北京市朝阳区", 2024, "110105", "county", "北京市朝阳区", id="a district of a municipality"),
        pytest.param("济源市", 2020, "419001", "county", "河南省济源市", id="a county below a province"),
        pytest.param("米易县", 2022, "510421", "county", "四川省攀枝花市米易县", id="in a city that was renamed"),
    ],
)
def test_the_division_that_a_name_means(place: str, year: int, code: str, level: str, name: str) -> None:
    found = divisions_named(place, year)
    assert [(row.series, row.level, full_name(row)) for row in found] == [(code, level, name)]


@pytest.mark.parametrize("place", ["某某县", "雄安新区", "徐水县保定市", "北京市徐水区", "", "市", "县"])
def test_no_division(place: str) -> None:
    assert divisions_named(place, 2024) == []


_FOUR = "江苏省南京市鼓楼区、江苏省徐州市鼓楼区、福建省福州市鼓楼区、河南省开封市鼓楼区"


@pytest.mark.parametrize(
    ("place", "text", "located"),
    [
        pytest.param("国务院", "", Located(level="national"), id="the nation"),
        pytest.param("鼓楼区", "福州古城，福州市委", Located("350102", "county"), id="told by the city that is named"),
        pytest.param(
            "鼓楼区",
            "南京、徐州、福州、开封",
            Located(
                level="county", doubt=f"叫“鼓楼区”的有 {_FOUR}，看不出是哪一个，没有行政区划代码，可用 --place 写明"
            ),
            id="not told",
        ),
        pytest.param("某某县", "", Located(), id="unknown"),
    ],
)
def test_code_and_level(place: str, text: str, located: Located) -> None:
    assert locate(place, 2020, text) == located


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("徐水县", "徐水"),
        ("阿坝藏族羌族自治州", "阿坝"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("内蒙古自治区", "内蒙古"),
        ("鄂温克族自治旗", "鄂温克族"),
        ("神农架林区", "神农架"),
        ("恩施地区", "恩施"),
        ("城区", "城区"),
        ("通县", "通县"),
    ],
)
def test_stem(name: str, stem: str) -> None:
    assert stem_of(name) == stem


def test_a_renamed_division_is_one_series() -> None:
    before, now = divisions_named("清苑县", 2003), divisions_named("保定市清苑区", 2023)
    assert before[0].code != now[0].code
    assert before[0].series == now[0].series


@pytest.mark.parametrize(
    ("name", "place", "year"),
    [
        ("成都市2024年政府工作报告", "成都市", 2024),
        ("2024-成都", "成都市", 2024),
        ("四川_成都_2024", "成都市", 2024),
        ("2012年徐水县人民政府工作报告（全文）", "徐水县", 2012),
        ("保定徐水 2024", "河北省保定市徐水区", 2024),
        ("鼓楼区2020", "鼓楼区", 2020),
        ("2024年政府工作报告终稿", "", 2024),
        ("报告", "", None),
        ("朝阳产业发展2023-2024", "", None),
        ("city-chengdu-20240115", "", None),
    ],
)
def test_what_the_name_of_a_file_tells(name: str, place: str, year: int | None) -> None:
    assert told_by_name(name) == (place, year)


def test_the_text_goes_before_the_name_of_the_file(tmp_path: Path) -> None:
    text = "一、工作回顾\n全市生产总值增长5%。\n二、工作安排\n新建公厕20个。\n"
    named, told = tmp_path / "四川_成都_2024.txt", tmp_path / "2020-绵阳.txt"
    named.write_text(text, "utf-8")
    told.write_text(
        f"成都市2024年政府工作报告\n——2024年1月20日在成都市第十八届人民代表大会第二次会议上\n{text}", "utf-8"
    )
    for path in (named, told):
        report = build_report(path)
        assert (report.place, report.place_code, report.plan_year) == ("成都市", "510100", 2024)
    assert "文中没有认出地区，按文件名取“成都市”，可用 --place 指定" in build_report(named).warnings
