"""`targets`, `results` and `compare` as scripts see them: exact output, order, filters, names, messages."""

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from support.process import ROOT, SEED, Result, Run

from hpreport.errors import DataError
from hpreport.figures.indicators import indicator_groups, matching, near_indicators, topic_of
from hpreport.figures.select import has_unit, magnitude, sort_figures
from hpreport.index.build import load_comparable, load_indicators
from hpreport.index.index import open_index
from hpreport.model import Report
from hpreport.render import FORMATS
from hpreport.text.fold import fold

FIGURE = [
    "report", "year", "kind", "headline", "indicator", "value", "value_max", "unit", "measure", "bound", "text", "quote",
    "section", "heading", "line", "cite", "place", "topic", "period", "average", "amount", "amount_unit", "base_value",
    "stretch", "match",
]  # fmt: skip
COMPARISON = [
    "report", "topic", "unit", "result_year", "result_value", "result_text", "target_year", "target_value", "target_text",
    "difference", "result_line", "target_line", "result_cite", "target_cite", "match",
]  # fmt: skip
GDP = "地区生产总值\t8\t%\t增长8%\tgrowth\t=\t2024\ttrue\t2\t100\t\n"
CITED = "和平区政府工作报告（2023年12月21日）"
PARKS = "口袋公园\t100\t30\t处\t-70\t100处\t30处\t59\t149\n"
SECTIONS = "1、1.1、1.2、1.3、1.4、1.5、1.6、2、2.1、2.2、2.3、2.4、2.5、2.6、2.7 及其下各条"


@pytest.mark.parametrize(
    ("args", "status", "out", "err"),
    [
        pytest.param(["targets", "-n", "1"], 0, GDP, "", id="plain"),
        pytest.param(["targets", "--grep", "GDP"], 0, GDP, "", id="acronym"),
        pytest.param(["targets", "gdp"], 0, GDP, "", id="argument is --grep"),
        pytest.param(["targets", "ＧＤＰ", "--year", "2024", "--headline", "--unit", "％"], 0, GDP, "", id="full width, all filters"),
        pytest.param(["targets", "GDP", "--long"], 0, GDP[:-1] + "\t地区生产总值增长8%\n", "", id="long adds the sentence at the end"),
        pytest.param(["targets", "社零", "--fields", "indicator,value,bound"], 0, "社会消费品零售总额\t10\t=\n", "", id="short form"),
        pytest.param(["targets", "规上", "-f", "csv", "--fields", "indicator,value"], 0, "indicator,value\n规模以上工业增加值,4\n", "", id="csv"),
        pytest.param(["results", "财政收入", "--fields", "indicator,value,year"], 0, "一般公共预算收入\t6.2\t2023\n", "", id="decimal"),
        pytest.param(["results", "老旧小区", "--fields", "value,unit,line"], 0, "172\t个\t59\n", "", id="grep"),
        pytest.param(["targets", "天津南街", "--fields", "indicator"], 0, "背街小巷提升工程\n", "", id="only in the sentence"),
        pytest.param(["targets", "新建", "社区", "--fields", "indicator"], 0, "新建社区老年协会\n", "", id="all of the words"),
        pytest.param(["targets", "--section", "2.1.2", "--fields", "indicator,value"], 0, "亿元以上项目签约\t180\n亿元以上项目落地\t110\n", "", id="section"),
        pytest.param(["targets", "--section", "招商引资", "--fields", "section", "-n", "1"], 0, "2.1.2\n", "", id="section by its heading"),
        pytest.param(["targets", "--unit", "个", "--sort", "value", "-n", "2", "--fields", "indicator,value"], 0, "扩容停车泊位\t1500\n谋划项目\t400\n", "", id="sort by value"),
        pytest.param(["results", "--unit", "元", "--sort", "value", "-n", "2", "--fields", "text"], 0, "超2700亿元\n537亿元\n", "", id="unit with any multiplier"),
        pytest.param(["targets", "固定资产投资", "-f", "json", "--fields", "value,unit,measure,text"], 0, '[\n{"value": null, "unit": "", "measure": "qualitative", "text": "固定资产投资增速超过全市平均水平"}\n]\n', "", id="in words"),
        pytest.param(["targets", "--year", "1999"], 1, "", "hpreport: 没有 1999 年的目标；有的是：2024\n", id="year it has not"),
        pytest.param(["results", "--year", "1999", "-f", "json"], 1, "[]\n", "hpreport: 没有 1999 年的结果；有的是：2023\n", id="year it has not, json"),
        pytest.param(["targets", "--year", "1999", "-f", "table"], 1, "", "hpreport: 没有 1999 年的目标；有的是：2024\n", id="year it has not, table"),
        pytest.param(["targets", "--year", "1999", "-q"], 1, "", "", id="year it has not, quiet"),
        pytest.param(["targets", "--year", "abc"], 2, "", "hpreport: --year 的值不对：abc；应当是一年，如 2024，或几年，如 2010-2024\n", id="year, no number"),
        pytest.param(["targets", "--sort", "nonsense"], 2, "", "hpreport: --sort 没有 nonsense；可用的有：value、line、section\n", id="no such order"),
        pytest.param(["targets", "--section", "9"], 1, "", f"hpreport: 没有 9 这一节；有的是：{SECTIONS}\n", id="no such section"),
        pytest.param(["targets", "--unit", "头"], 1, "", "hpreport: 没有以“头”为单位的目标；有的是：%、个、亿元、座、万平方米、项、支、条、场、处、万人、所、户、位\n", id="no such unit"),
        pytest.param(["targets", "高考"], 1, "", "hpreport: 没有含“高考”的目标；结果中有 1 条：hpreport results 高考\n", id="a result, no target"),
        pytest.param(["targets", "老旧小区", "--headline"], 1, "", "hpreport: 没有含“老旧小区”的目标；不限其他条件有 1 条\n", id="not in the headline"),
        pytest.param(["targets", "养老", "--fields", "match,indicator"], 0, "indicator\t新建嵌入式养老服务综合体\nindicator\t智慧化居家养老场景\nindicator\t政府购买居家养老服务城市社区\nsection\t新建社区老年协会\nsection\t新建幸福长者食堂\n", "hpreport: 3 条的指标有“养老”，其余 2 条在讲“养老”的章节里\n", id="those of the indicator, then of the section"),
        pytest.param(["targets", "教育", "--fields", "match,indicator"], 0, "section\t新建高中\nsection\t新建小学\nsection\t学校改造提升工程\n", "hpreport: 没有指标含“教育”，以下 3 条在讲“教育”的章节里\n", id="only of the section"),
        pytest.param(["targets", "养老", "协会", "--fields", "match,indicator"], 0, "section\t新建社区老年协会\n", "hpreport: 没有指标含“养老 协会”，以下 1 条在讲“养老 协会”的章节里\n", id="one word in the section, one in the indicator"),
        pytest.param(["targets", "--grep", "养老", "--fields", "match"], 0, "indicator\n" * 3, "", id="--grep asks no section"),
        pytest.param(["targets", "--grep", "教育"], 1, "", "hpreport: 没有含“教育”的目标；结果中有 3 条：hpreport results 教育\n", id="--grep, none"),
        pytest.param(["targets", "天津南街", "--fields", "match"], 0, "quote\n", "", id="match of a sentence"),
        pytest.param(["targets", "GDP", "--fields", "match"], 0, "indicator\n", "", id="match of an indicator"),
        pytest.param(["targets", "--fields", "match", "-n", "1"], 0, "\n", "", id="nothing asked for"),
        pytest.param(["targets", "航天发射"], 1, "", "hpreport: 没有含“航天发射”的目标\n", id="nowhere"),
        pytest.param(["targets", "--section", "1"], 1, "", "hpreport: 没有符合条件的目标\n", id="no targets in the review"),
        pytest.param(["targets", "停车难", "--fields", "indicator"], 0, "扩容停车泊位\n", "", id="everyday word"),
        pytest.param(["targets", "烂尾楼", "--fields", "indicator"], 0, "剩余房地产停缓建项目盘活\n", "", id="everyday word, another"),
        pytest.param(["targets", "信访", "--fields", "text"], 0, "退出全省前20位\n", "", id="everyday word, wider"),
        pytest.param(["targets", "2024年GDP"], 0, GDP, "", id="year before the indicator"),
        pytest.param(["targets", "2024年", "-n", "1"], 0, GDP, "", id="a year alone"),
        pytest.param(["targets", "2030年"], 1, "", "hpreport: 没有 2030 年的目标；有的是：2024\n", id="a year of which there are none"),
        pytest.param(["targets", "GDP", "2024"], 0, GDP, "", id="year behind the indicator"),
        pytest.param(["targets", "2023年GDP"], 1, "", "hpreport: 没有 2023 年的目标；有的是：2024\n", id="indicator of a year it has not"),
        pytest.param(["targets", "口袋公元"], 1, "", "hpreport: 没有含“口袋公元”的目标；相近的有：新建口袋公园\n", id="mistyped"),
        pytest.param(["targets", "GDP", "--cite", "--fields", "indicator,cite"], 0, f"地区生产总值\t{CITED}二、2024年重点工作安排，第100行\n", "", id="cite"),
        pytest.param(["targets", "GDP", "--cite"], 0, f"{GDP[:-1]}\t{CITED}二、2024年重点工作安排，第100行\n", "", id="cite at the end"),
        pytest.param(["compare", "GDP", "--cite", "--fields", "result_cite,target_cite"], 0, f"{CITED}一、2023年工作回顾，第17行\t{CITED}二、2024年重点工作安排，第100行\n", "", id="cite both"),
        pytest.param(["compare", "GDP", "2024", "--fields", "topic"], 0, "地区生产总值\n", "", id="compare with a year"),
        pytest.param(["compare", "停车难", "--fields", "topic"], 0, "新增停车泊位\n", "", id="compare by an everyday word"),
        pytest.param(["compare", "口袋花园"], 1, "", "hpreport: “口袋花园”没有可比的结果和目标；相近的有：口袋公园\n", id="compare, mistyped"),
        pytest.param(["compare", "公园", "口袋"], 0, PARKS, "", id="compare"),
        pytest.param(["compare", "GDP", "--fields", "topic,difference"], 0, "地区生产总值\t1\n", "", id="compare by acronym"),
        pytest.param(["compare", "固投", "--fields", "result_value,target_value,difference,target_text"], 0, "5.1\t\t\t固定资产投资增速超过全市平均水平\n", "", id="target in words"),
        pytest.param(["compare", "养老", "--fields", "topic,match"], 0, "幸福长者食堂\tsection\n", "hpreport: 没有指标含“养老”，以下 1 条在讲“养老”的章节里\n", id="compare by the section"),
        pytest.param(["compare", "--section", "2.5", "--fields", "topic"], 0, "城镇新增就业\n幸福长者食堂\n", "", id="compare a section"),
        pytest.param(["compare", "--unit", "元", "--fields", "topic,unit"], 0, "谋划项目总投资\t亿元\n", "", id="compare a unit"),
        pytest.param(["compare", "--sort", "value", "-n", "3", "--fields", "topic,target_value,unit"], 0, "谋划项目总投资\t2800\t亿元\n盘活闲置楼宇\t18\t万平方米\n城镇新增就业\t1.95\t万人\n", "", id="compare by value"),
        pytest.param(["compare", "--unit", "%", "--sort", "difference", "-n", "4", "--fields", "topic,difference"], 0, "地区生产总值\t1\n一般公共预算收入\t-1.2\n社会消费品零售总额\t-6.4\n固定资产投资\t\n", "", id="compare by difference"),
        pytest.param(["compare", "GDP", "--section", "2.5"], 1, "", "hpreport: “GDP”没有符合条件的可比的结果和目标；不限其他条件有 1 条\n", id="compare, not in that section"),
        pytest.param(["compare", "--unit", "头"], 1, "", "hpreport: 没有符合条件的可比的结果和目标\n", id="compare, no such unit"),
        pytest.param(["compare", "--sort", "section"], 2, "", "hpreport: --sort 没有 section；可用的有：value、difference、line\n", id="compare, no such order"),
        pytest.param(["compare", "医疗机构"], 1, "", "hpreport: “医疗机构”没有可比的：只有结果（新增医疗机构 53家），没有同样的目标\n", id="no target for it"),
        pytest.param(["compare", "规上"], 1, "", "hpreport: “规上”没有可比的：只有目标（规模以上工业增加值 增长4%），没有同样的结果\n", id="no result for it"),
        pytest.param(["compare", "航天发射", "-f", "json"], 1, "[]\n", "hpreport: “航天发射”没有可比的结果和目标\n", id="nothing of the kind"),
    ],
)  # fmt: skip
def test_command(run: Run, args: list[str], status: int, out: str, err: str) -> None:
    assert run(*args) == Result(status, out, err)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("command", "count"), [("targets", 43), ("results", 140), ("compare", 21)])
def test_every_format_holds_every_record(run: Run, command: str, count: int, name: str) -> None:
    done = run(command, "-f", name)
    assert (done.status, done.err) == (0, "")
    records = {
        "json": lambda text: len(json.loads(text)),
        "jsonl": lambda text: len([json.loads(line) for line in text.splitlines()]),
        "csv": lambda text: len(list(csv.DictReader(io.StringIO(text)))),
        "tsv": lambda text: len(text.splitlines()) - 1,
        "plain": lambda text: len(text.splitlines()),
        "md": lambda text: len(text.splitlines()) - 2,
        "table": lambda text: len(re.findall(r"第\d+行|[▓█▁]+$|增长$|平均水平$|基本同步$", text, re.M)),
    }
    found = records[name](done.out)
    assert found == count or (name == "table" and command == "compare")


@pytest.mark.parametrize(("command", "fields"), [("targets", FIGURE), ("results", FIGURE), ("compare", COMPARISON)])
def test_contract(run: Run, command: str, fields: list[str]) -> None:
    rows = json.loads(run(command, "-f", "json").out)
    assert all(list(row) == fields for row in rows)
    assert run(command, "-f", "csv", "-n", "1").out.splitlines()[0] == ",".join(fields)
    values = [v for row in rows for k, v in row.items() if k.endswith("value") or k == "difference"]
    assert not [v for v in values if isinstance(v, float) and v.is_integer()]


def test_headline_comes_first_then_the_sections(run: Run) -> None:
    rows = json.loads(run("results", "-f", "json").out)
    assert [row["headline"] for row in rows] == sorted((row["headline"] for row in rows), reverse=True)
    places = [[int(n) for n in row["section"].split(".")] for row in rows if not row["headline"]]
    assert places == sorted(places)
    lines = [row["line"] for row in json.loads(run("results", "--sort", "line", "-f", "json").out)]
    assert lines == sorted(lines)


def test_figures_and_not_figures_are_all_numbers_of_the_body(report: Report) -> None:
    arabic = re.compile(r"[0-9]+(?:\.[0-9]+)?")
    body = Counter(n for s in report.sections for p in s.paragraphs for n in arabic.findall(p.text))
    stated = Counter(n for figure in report.figures for n in arabic.findall(figure.text))
    assert stated + Counter(n.number for n in report.not_figures) == body


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("GDP", ["地区生产总值"], id="acronym"),
        pytest.param("gdp增速", ["地区生产总值"], id="a word that names nothing"),
        pytest.param("地区 生产总值", ["地区生产总值"], id="space"),
        pytest.param("就业", ["城镇新增就业", "失业人员再就业"], id="in several"),
        pytest.param("城镇新增就业", ["城镇新增就业"], id="a full name is not widened"),
        pytest.param(
            "居民收入",
            ["城镇居民人均可支配收入", "农村居民人均可支配收入", "居民收入"],
            id="short for several full names",
        ),
        pytest.param("农民收入", ["农村居民人均可支配收入"], id="not what its group shares with another"),
        pytest.param("能耗", ["单位GDP能耗"], id="in the middle"),
        pytest.param("", [], id="empty"),
        pytest.param("“”，", [], id="punctuation"),
    ],
)
def test_names_of_indicators(typed: str, expected: list[str]) -> None:
    texts = [
        "地区生产总值",
        "城镇新增就业",
        "失业人员再就业",
        "城镇居民人均可支配收入",
        "农村居民人均可支配收入",
        "居民收入",
        "单位GDP能耗",
    ]
    groups = indicator_groups({full: names.all for full, names in load_indicators(ROOT / "data").items()})
    assert [texts[at] for at in matching(typed, texts, groups)] == expected


def test_every_name_in_the_lexicon_finds_its_indicator() -> None:
    names = {full: names.all for full, names in load_indicators(ROOT / "data").items()}
    groups = indicator_groups(names)
    for full, others in names.items():
        assert all(matching(name, [full], groups) == [0] for name in (full, *others)), full
        assert len({*others, full}) == len(others) + 1, full


@pytest.mark.parametrize(
    ("unit", "wanted", "expected"),
    [
        pytest.param("亿元", "元", True, id="multiple"),
        pytest.param("亿元", "亿元", True, id="as printed"),
        pytest.param("元", "亿元", False, id="not the other way"),
        pytest.param("万人次", "人", False, id="another unit"),
        pytest.param("%", "％", True, id="full width"),
        pytest.param("百分点", "分点", False, id="no multiplier"),
    ],
)
def test_unit(unit: str, wanted: str, expected: bool) -> None:
    assert has_unit(unit, wanted) is expected


def test_magnitude_puts_large_units_first() -> None:
    assert magnitude(1, "亿元") > magnitude(1100, "万元") > magnitude(20, "家")
    assert (magnitude(2, "千万亿"), magnitude(3, "百分点")) == (2 * 10**15, 3)
    rows = [{"value": v, "unit": u} for v, u in ((None, ""), (0, "家"), (4759.65, "万元"), (1, "亿元"))]
    assert [row["value"] for row in sort_figures(rows, "value")] == [1, 4759.65, 0, None]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("confirm: []\n", "comparable.yaml：第 1 行：顶层：缺少键 reject", id="missing"),
        pytest.param("confirm: []\nreject: []\nrefuse: []\n", "comparable.yaml：第 3 行：顶层：不认识的键 refuse", id="unknown"),
        pytest.param('confirm:\n  - result: "甲"\nreject: []\n', "comparable.yaml：第 2 行：confirm[0]：缺少键 target", id="half a pair"),
    ],
)  # fmt: skip
def test_hand_kept_pairs_are_read_strictly(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "comparable.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_comparable(tmp_path)
    assert str(error.value) == f"{tmp_path}/{message}"


def test_hand_kept_pairs_name_indicators_of_the_report() -> None:
    known = {row["indicator"] for row in open_index().figures}
    pairs = [pair for rows in load_comparable(ROOT / "data").values() for pair in rows]
    assert {name for pair in pairs for name in pair.values()} <= known


def test_report_without_figures(run: Run, tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text("一、工作回顾\n\n没有数字。\n", encoding="utf-8")
    env = {"PYTHONPATH": str(SEED.parent.parent)}
    assert run("build", "short.txt", "-o", "s.yaml", "-q", cwd=tmp_path, env=env).status == 0
    for command, message in (
        ("targets", "没有目标"),
        ("results", "没有结果"),
        ("compare", "没有可比的结果和目标"),
    ):
        done = run(command, "--index", "s.yaml", cwd=tmp_path, env=env)
        assert done == Result(1, "", f"hpreport: {message}\n")


def test_compare_says_what_it_left_out(run: Run, tmp_path: Path) -> None:
    text = "一、2023年工作回顾\n\n前三季度，税收增长3%。全年税收增长5%。\n\n二、2024年工作安排\n\n税收增长6%。未来五年，税收年均增长4%。\n"
    (tmp_path / "spans.txt").write_text(text, encoding="utf-8")
    env = {"PYTHONPATH": str(SEED.parent.parent)}
    run("build", "spans.txt", "-o", "s.yaml", "-q", cwd=tmp_path, env=env)
    done = run("compare", "税收", "--index", "s.yaml", "--fields", "result_value,target_value", cwd=tmp_path, env=env)
    assert done == Result(0, "5\t6\n", "hpreport: 另有 2 个数字不是一整年的（1—9月、年均），没有比\n")


def test_years_are_shown_where_they_differ(run: Run, tmp_path: Path) -> None:
    text = "一、2024年工作安排\n\n改造小区3个。到2025年，改造学校5所。\n"
    (tmp_path / "years.txt").write_text(text, encoding="utf-8")
    env = {"PYTHONPATH": str(SEED.parent.parent)}
    run("build", "years.txt", "-o", "y.yaml", "-q", cwd=tmp_path, env=env)
    shown = run("targets", "--index", "y.yaml", "-f", "table", cwd=tmp_path, env=env).out
    assert "年份" in shown
    assert "2025" in shown


def test_headline_then_sections_by_their_numbers() -> None:
    rows = [{"headline": section == "2", "section": section} for section in ("1.10", "1.9", "1.2.1", "1.2", "2")]
    assert [row["section"] for row in sort_figures(rows)] == ["2", "1.2", "1.2.1", "1.9", "1.10"]


@pytest.mark.parametrize(
    ("names", "near"),
    [
        pytest.param(["消费券", "丙消费额", "丁消费税收的", "发放消费卷的额度"], ["发放消费卷的额度", "消费券", "丙消费额"], id="likest stretch, then likest name"),
        pytest.param(["消耗量"], [], id="none near"),
    ],
)  # fmt: skip
def test_near_indicators(names: list[str], near: list[str]) -> None:
    assert near_indicators("消费卷", names) == near


@pytest.mark.parametrize(
    ("indicator", "name"),
    [
        pytest.param("预计全年地区生产总值", "地区生产总值", id="when"),
        pytest.param("全区生产总值", "地区生产总值", id="where, another name"),
        pytest.param("今年", "今年", id="nothing else"),
    ],
)
def test_topic(indicator: str, name: str) -> None:
    assert (
        topic_of(indicator, {"地区生产总值": "地区生产总值", "gdp": "地区生产总值", "生产总值": "地区生产总值"}) == name
    )


def test_a_name_is_printed_for_one_topic() -> None:
    printed = [fold(name) for full, names in load_indicators(ROOT / "data").items() for name in (full, *names.same)]
    assert [name for name, times in Counter(printed).items() if times > 1] == []
