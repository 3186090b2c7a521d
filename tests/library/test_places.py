"""`--place` and `--year`: which reports are asked, and what people call them."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from support.libraries import Library
from support.process import Result

import hpreport
from hpreport.cli.commands.registry import MODULES, load_command
from hpreport.figures.across import place_names
from hpreport.figures.select import Years

NONE = "hpreport: 没有{}的报告（hpreport reports 列出全部）\n"
ANHE = ["anhe-2021", "anhe-2022", "anhe-2025"]


def asked(library: Library, *args: str) -> list[str]:
    """Return the reports that a call asks."""
    done = library.run("info", *args, "--fields", "report")
    assert (done.status, done.err) == (0, "")
    return done.out.split()


@pytest.mark.parametrize(
    ("args", "reports"),
    [
        pytest.param(["--place", "安河"], ANHE, id="a piece of the name"),
        pytest.param(["-p", "安河縣", "-y", "2021"], [], id="traditional characters are no name of it"),
        pytest.param(["-p", "安河县", "-y", "2021"], ["anhe-2021"], id="place and year"),
        pytest.param(["--place", "220681"], ["linjiang-2022"], id="a code"),
        pytest.param(["--place", "21"], ["heping-2023"], id="the beginning of a code"),
        pytest.param(["--place", "2"], ["linjiang-2022", "heping-2023"], id="one digit of it"),
        pytest.param(["--place", "县级"], ["linjiang-2022", "heping-2023"], id="a level"),
        pytest.param(["--place", "county"], ["linjiang-2022", "heping-2023"], id="a level in English"),
        pytest.param(["--place", "县级 和平"], ["heping-2023"], id="all words of a place"),
        pytest.param(["--place", "安河", "--place", "临江"], ["anhe-2021", "anhe-2022", "linjiang-2022", "anhe-2025"], id="any of several"),
        pytest.param(["--place", "anhe"], ANHE, id="the id"),
        pytest.param(["--year", "2021-2022"], ["anhe-2021", "anhe-2022", "linjiang-2022"], id="years"),
        pytest.param(["--year", "2024-"], ["heping-2023", "anhe-2025"], id="an open end"),
        pytest.param(["--report", "anhe-2021", "--report", "anhe-2022", "--year", "2022"], ["anhe-2022"], id="of those named"),
        pytest.param(["--place", ""], ["heping-2023"], id="an empty place asks nothing"),
    ],
)  # fmt: skip
def test_which_reports_are_asked(library: Library, args: list[str], reports: list[str]) -> None:
    if reports:
        assert asked(library, *args) == reports
    else:
        assert library.run("info", *args).status == 1


@pytest.mark.parametrize(
    ("args", "status", "err"),
    [
        pytest.param(["--place", "火星"], 1, NONE.format("地区是“火星”"), id="no such place"),
        pytest.param(["--place", "火星", "--place", "金星", "--year", "2021-"], 1, NONE.format("地区是“火星”、“金星”、年份是 2021-"), id="no such places and years"),
        pytest.param(["--place", "。"], 1, NONE.format("地区是“。”"), id="no letter"),
        pytest.param(["--place", "99"], 1, NONE.format("地区是“99”"), id="no such code"),
        pytest.param(["--report", "anhe-2021", "--year", "2022"], 1, NONE.format("年份是 2022"), id="not of the one named"),
        pytest.param(["--year", "昨天"], 2, "hpreport: --year 的值不对：昨天；应当是一年，如 2024，或几年，如 2010-2024\n", id="no year"),
    ],
)  # fmt: skip
def test_no_report_is_of_them(library: Library, args: list[str], status: int, err: str) -> None:
    assert library.run("search", "养老", *args, "-f", "json") == Result(status, "[]\n" if status == 1 else "", err)


REPORT_COMMANDS = [name for name in MODULES if any(p.name == "report" and p.options for p in load_command(name).parameters)]  # fmt: skip


@pytest.mark.parametrize("name", REPORT_COMMANDS)
def test_every_command_that_asks_reports_takes_both(name: str) -> None:
    assert {"--place", "-p", "--year", "-y"} <= {o for p in load_command(name).parameters for o in p.options}


@pytest.mark.parametrize(
    ("args", "of"),
    [
        pytest.param(["term", "三保"], [("anhe-2021", "安河县", 2021), ("anhe-2022", "安河县", 2022), ("anhe-2025", "安河县", 2025)], id="term"),
        pytest.param(["terms", "三保"], [("anhe-2021", "安河县", 2021), ("anhe-2022", "安河县", 2022), ("anhe-2025", "安河县", 2025)], id="terms"),
        pytest.param(["search", "老旧小区", "--year", "2021"], [("anhe-2021", "安河县", 2021)], id="search"),
        pytest.param(["targets", "GDP", "--year", "2022-2024"], [("anhe-2022", "安河县", 2022)], id="targets"),
    ],
)  # fmt: skip
def test_rows_say_place_and_year(library: Library, args: list[str], of: list[tuple[str, str, int]]) -> None:
    rows = json.loads(library.run(*args, "--place", "安河", "-f", "json").out)
    assert sorted({(row["report"], row["place"], row["year"]) for row in rows}) == of


def test_how_many_there_are_changes_no_columns(library: Library) -> None:
    one = library.run("search", "老旧小区", "--place", "安河", "--year", "2021").out
    assert {line.rpartition("\t")[2] for line in one.splitlines()} == {"anhe-2021"}


@pytest.mark.parametrize(
    ("args", "line"),
    [
        pytest.param([], "anhe-2021", id="the id where two are called alike"),
        pytest.param(["--place", "临江"], "临江市 2022", id="place and year"),
        pytest.param(["--place", "临江", "--fields", "report"], "linjiang-2022", id="the id where it is asked for"),
    ],
)
def test_what_people_call_a_report(own_library: Library, args: list[str], line: str) -> None:
    text = (own_library.texts / "anhe-2021.txt").read_text("utf-8")
    own_library.write("again.txt", text.replace("口袋公园15处", "口袋公园16处"))
    assert own_library.run("add", "again.txt", "-q").status == 0
    shown = own_library.run("search", "老旧小区", "--report", "all", "-f", "table", "--width", "120", *args).out
    assert line in shown
    assert ("linjiang-2022" in shown) == (line == "linjiang-2022")


def info(place: str, code: str = "") -> dict[str, Any]:
    return {"place": place, "place_code": code}


@pytest.mark.parametrize(
    ("infos", "names"),
    [
        pytest.param([info("徐水县", "130609"), info("徐水区", "130609")], ["徐水区", "徐水区"], id="renamed"),
        pytest.param([info("鼓楼区", "320106"), info("鼓楼区", "320302")], ["鼓楼区（320106）", "鼓楼区（320302）"], id="two of one name"),
        pytest.param([info("鼓楼区", "320106"), info("鼓楼区", "320302"), info("鼓楼区")], ["鼓楼区（320106）", "鼓楼区（320302）", "鼓楼区"], id="a third, which is untold"),
        pytest.param([info("定州市", "130682"), info("定州市")], ["定州市", "定州市"], id="the only one of its name"),
        pytest.param([info("安县"), info("安县"), info("")], ["安县", "安县", "2"], id="without codes, without a place"),
    ],
)  # fmt: skip
def test_which_places_are_one(infos: Sequence[dict[str, Any]], names: list[str]) -> None:
    assert list(place_names({str(at): one for at, one in enumerate(infos)}).values()) == names


@pytest.mark.parametrize(
    ("years", "text"),
    [
        pytest.param(Years(2010, 2024), "2010-2024", id="several"),
        pytest.param(Years(2024, 2024), "2024", id="one"),
        pytest.param(Years(None, 2024), "-2024", id="no beginning"),
    ],
)
def test_years_as_they_are_asked_for(years: Years, text: str) -> None:
    assert str(years) == text


def test_a_reader_opens_no_report_twice(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HPREPORT_LIBRARY", str(library.folder))
    with hpreport.load(report="all") as reader:
        first = reader.terms(place="和平")
        assert reader.terms(place="和平", year="2024") == first == hpreport.load().terms()
        assert reader.terms(place="火星") == []
        assert {row["report"] for row in reader.search("养老", year=2024)} == {"heping-2023"}
