"""Which part of the report a text names, and how it is cited."""

import pytest
from support.process import Run

from hpreport.index.index import Index, open_index
from hpreport.index.outline import Node, Outline, cite, cite_term, numbered, report_name
from hpreport.render.table import tree_leads


@pytest.fixture(scope="module")
def index() -> Index:
    return open_index()


@pytest.mark.parametrize(
    ("level", "number", "shown"),
    [
        pytest.param(1, "二", "二、标题", id="part"),
        pytest.param(2, "（四）", "（四）标题", id="in brackets"),
        pytest.param(2, "四是", "四是标题", id="with a verb"),
        pytest.param(2, "——", "——标题", id="dash"),
        pytest.param(2, "十一", "十一、标题", id="bare"),
        pytest.param(3, "3", "3、标题", id="bare, in digits"),
        pytest.param(3, "", "标题", id="none"),
    ],
)
def test_heading_with_its_number(level: int, number: str, shown: str) -> None:
    assert numbered(Node("1", level, number, "标题", 1, "", "")) == shown


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        pytest.param("2.4.3", ["2.4.3"], id="id"),
        pytest.param(" ２．４．３ ", ["2.4.3"], id="id, full width"),
        pytest.param("2.", ["2"], id="id with a point"),
        pytest.param("0", ["0"], id="root"),
        pytest.param("9.9", [], id="no such id"),
        pytest.param("二", ["2"], id="number of a part"),
        pytest.param("二、（四）", ["2.4"], id="numbers as cited"),
        pytest.param(" 二、 (四)", ["2.4"], id="numbers as cited, half width"),
        pytest.param("一、四是", ["1.4"], id="another kind of number"),
        pytest.param("二、（四）推进城市精细化管理", ["2.4.3"], id="item as cited"),
        pytest.param("二、（九）", [], id="no such number"),
        pytest.param("推进城市精细化管理", ["2.4.3"], id="heading"),
        pytest.param("（四）加强城市建设管理，在优环境上提品质", ["2.4"], id="heading with its number"),
        pytest.param("四是城区品质明显提升", ["1.4"], id="heading with its number, another kind"),
        pytest.param("五工程一管理协同铺开", ["1.4.3"], id="without quotation marks"),
        pytest.param("精细化", ["2.4.3"], id="part of a heading"),
        pytest.param("养老", ["1.6.4", "2.5.4"], id="part of two headings"),
        pytest.param("停车", [], id="in no heading"),
        pytest.param("，", [], id="nothing"),
    ],
)
def test_find(index: Index, typed: str, ids: list[str]) -> None:
    assert index.outline.find(typed) == ids


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        pytest.param("项目建设提速扩容", ["1.1.1"], id="a wrong character"),
        pytest.param("精细话管理", ["2.4.3"], id="part of a heading, a wrong character"),
        pytest.param("推进城市精化管理", ["2.4.3"], id="a lost character"),
        pytest.param("火星移民", [], id="unlike any"),
        pytest.param("养佬", [], id="too short"),
    ],
)
def test_near(index: Index, typed: str, ids: list[str]) -> None:
    assert index.outline.near(typed) == ids


@pytest.mark.parametrize(
    ("section", "line", "cited"),
    [
        pytest.param("2.4.3", 149, "二、（四）推进城市精细化管理，第149行", id="item"),
        pytest.param("2.4", 135, "二、（四）加强城市建设管理，在优环境上提品质，第135行", id="section"),
        pytest.param("2", 100, "二、2024年重点工作安排，第100行", id="part"),
        pytest.param("1.4", 49, "一、四是城区品质明显提升，第49行", id="section, another kind of number"),
        pytest.param("1.4.3", 59, "一、四是城区品质明显提升：“五工程一管理”协同铺开，第59行", id="item below it"),
        pytest.param("0", 11, "第11行", id="before the first part"),
    ],
)
def test_cite(index: Index, section: str, line: int, cited: str) -> None:
    assert cite(index.info, index.outline, section, line) == f"和平区政府工作报告（2023年12月21日）{cited}"


def test_cite_term(index: Index) -> None:
    assert cite_term(index.info, "“三保”", 233) == "和平区政府工作报告（2023年12月21日）名词解释：“三保”，第233行"


@pytest.mark.parametrize(
    ("place", "date", "name"),
    [
        pytest.param("河北省保定市清苑区", "2024-01-05", "清苑区政府工作报告（2024年1月5日）", id="three units"),
        pytest.param("内蒙古自治区", None, "内蒙古自治区政府工作报告", id="one unit, no date"),
        pytest.param("市中区", None, "市中区政府工作报告", id="a name with a unit in it"),
        pytest.param("国务院", None, "国务院政府工作报告", id="no unit"),
        pytest.param("", None, "政府工作报告", id="nothing known"),
    ],
)
def test_report_name(place: str, date: str | None, name: str) -> None:
    assert report_name({"place": place, "date": date, "title": "政府工作报告"}) == name


def test_paths(index: Index) -> None:
    assert index.outline.headings("0") == ["政府工作报告"]
    assert index.outline.headings("1.4.3") == ["2023年工作回顾", "城区品质明显提升", "“五工程一管理”协同铺开"]
    assert index.outline.below("1.1") == ["1.1", "1.1.1", "1.1.2", "1.1.3", "1.1.4"]


def test_headings_without_numbers() -> None:
    outline = Outline(
        [["0", 0, "", "报告", 1, "", ""], ["1", 1, "", "回顾", 2, "", "review"], ["1.1", 3, "", "甲", 3, "1", ""]]
    )
    assert cite({"place": "", "date": None, "title": ""}, outline, "1.1", 3) == "政府工作报告回顾：甲，第3行"


def test_every_node_and_no_other_is_listed(run: Run, index: Index) -> None:
    listed = [line.split("\t")[0] for line in run("sections").out.splitlines()]
    assert listed == index.section_ids
    assert "0" not in listed


@pytest.mark.parametrize(
    ("levels", "leads"),
    [
        pytest.param([1, 2, 3, 2, 1], ["", "├─ ", "│  └─ ", "└─ ", ""], id="three levels"),
        pytest.param([2, 3, 3], ["", "├─ ", "└─ "], id="a branch of the tree"),
        pytest.param([1, 3, 2], ["", "│  └─ ", "└─ "], id="a level left out"),
        pytest.param([], [], id="empty"),
    ],
)
def test_tree(levels: list[int], leads: list[str]) -> None:
    assert [lead for lead, _ in tree_leads(levels)] == leads
