"""`hpreport compare` and `diff`: results beside the targets for the same thing, and one report beside another."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import Annotated, Any

from hpreport.answers import asked_for, comparisons, difference_records, shared_indicators, shared_records
from hpreport.cli.commands.figures import (
    FIGURE_KINDS,
    MATCH,
    SectionOption,
    UnitOption,
    claim_in_words,
    claim_of,
    note_sections,
)
from hpreport.cli.commands.sections import sections_meant
from hpreport.cli.layouts import LINE, called
from hpreport.cli.messages import shown
from hpreport.cli.options import Argument, LimitOption, Option, command
from hpreport.cli.output import Output
from hpreport.errors import UsageError
from hpreport.figures.across import KINDS, Shared, span_of
from hpreport.figures.indicators import near_indicators
from hpreport.figures.select import COMPARISON_SORTS, FigureQuery, meant, with_year
from hpreport.index.index import Index
from hpreport.records import Comparison, Difference
from hpreport.render import Column, Layout, columns_of, show_value
from hpreport.render.text import change_bar
from hpreport.reports import Reports, one_report

_BAR_CELLS, _NARROW_BAR_CELLS = 16, 6
_TIGHT = range(50, 100)
"""Widths of the screen at which a table has no room for long bars; below them records are stacked."""
_CLAIM_CELLS = 14
"""What the longest number takes with its unit, 18万平方米以上; only words are wrapped."""
_ARROWS = {False: ("↑", "↓"), True: ("+", "-")}


def _target(row: Mapping[str, Any], ascii_only: bool) -> str:
    text = str(row["target_text"])
    return claim_in_words(row["topic"], text) if row["target_value"] is None else text


def _change(row: Mapping[str, Any], ascii_only: bool) -> str:
    """Return the difference with its arrow: ↑ 1个百分点, ↓ 70处."""
    difference = row["difference"]
    if not difference:
        return "" if difference is None else "持平"
    unit = "个百分点" if row["unit"] == "%" else row["unit"]
    return f"{_ARROWS[ascii_only][difference < 0]} {show_value(abs(difference))}{unit}"


def _bar(row: Mapping[str, Any], ascii_only: bool, cells: int = _BAR_CELLS) -> str:
    if row["target_value"] is None or row["result_value"] is None:
        return ""
    return change_bar(row["result_value"], row["target_value"], cells, ascii_only=ascii_only)


COMPARE = Layout(
    columns=columns_of(
        Comparison,
        Column("report", "报告"),
        Column("topic", "指标", wide=True, style="bold cyan"),
        Column("unit", "单位"),
        Column("result_year", "结果年份", right=True),
        Column("result_value", "结果值", right=True),
        Column("result_text", "结果", wide=True, right=True),
        Column("target_year", "目标年份", right=True),
        Column("target_value", "目标值", right=True),
        Column("target_text", "目标", wide=True, right=True),
        Column("difference", "差", right=True),
        LINE._replace(name="result_line", title="结果位置"),
        LINE._replace(name="target_line", title="目标位置"),
        Column("result_cite", "结果引用", wide=True),
        Column("target_cite", "目标引用", wide=True),
        MATCH,
    ),
    plain=[
        "topic", "result_value", "target_value", "unit", "difference", "result_text", "target_text", "result_line",
        "target_line",
    ],
    table=["topic", "result_text", "target", "change", "bar"],
    drawn=[
        Column("target", "目标", wide=True, least=_CLAIM_CELLS, right=True, draw=_target),
        Column("change", "增减", right=True, draw=_change),
        Column("bar", "对比", style="cyan", draw=_bar),
    ],
)  # fmt: skip
"""What `compare` lists."""


@command(
    COMPARE, scope="all reports", cites=True, english=("[TEXT]", "sets results beside targets, or report beside report")
)
def compare(
    text: Annotated[
        list[str] | None,
        Argument(metavar="[文字]...", help="只列指标名中有这些文字的，简称也行；再是章节讲这个的"),
    ] = None,
    *,
    section: SectionOption = None,
    unit: UnitOption = None,
    sort: Annotated[
        str,
        Option(
            "--sort",
            metavar="次序",
            choices=dict(zip(COMPARISON_SORTS, ("目标从大到小", "增加多的在前", "按原文"), strict=True)),
            help="value 目标从大到小，difference 增加多的在前，line 按原文",
        ),
    ] = "",
    limit: LimitOption = None,
    cite: bool,
    output: Output,
    index: Reports,
) -> int:
    """把上年结果和下年目标摆在一起。

    只比同一指标、同一单位的，并给出差多少。

    对比条以两数中较大的为全长：█ 两年都有，▓ 目标高出结果，▁ 目标低于结果；只能用 ASCII 时是 #、+、-。
    用文字表述的目标（如增速超过全市平均水平）列在结果旁边，没有差和对比条。
    给出几份报告（--report 甲 --report 乙）时，列出它们都有的指标，一份一栏。

    例如：
      hpreport compare
      hpreport compare 口袋公园
      hpreport compare 养老
      hpreport compare --unit % --sort difference
      hpreport compare --format json
    """
    query = FigureQuery(" ".join(text or ()), units=asked_for(unit), by_section=True)
    sections = sections_meant(index, *asked_for(section)) if section else None
    if not isinstance(index, Index):
        return _compare_reports(index, query, shared_indicators(index, query, sections, sort)[:limit], cite, output)
    rows = comparisons(index, query, sections, sort)
    if not rows:
        output.note(_nothing(index, query))
    note_sections(rows, query.text, output)
    _note_left_out(index, query.text, output)
    layout = _layout(rows[:limit], output.style.width)
    return output.rows(rows[:limit], layout.adding("result_cite", "target_cite") if cite else layout)


def _note_left_out(index: Index, text: str, output: Output) -> None:
    """Say how many numbers of the indicator asked for are not compared, being of no whole year."""
    asked = meant(index.figures, "indicator", with_year(text)[0], index.names) if text.strip() else []
    spans = dict.fromkeys(span for row in asked if (span := span_of(row)))
    left = sum(bool(span_of(row)) for row in asked)
    if left:
        output.note(f"另有 {left} 个数字不是一整年的（{'、'.join(spans)}），没有比")


def _layout(rows: Sequence[Mapping[str, Any]], width: int) -> Layout:
    """Return the layout with the years of the rows in its titles, and bars that leave room for the words."""
    titles = {f"{kind}_text": _title(rows, kind) for kind in ("result", "target")} | {"target": _title(rows, "target")}
    columns, drawn = (
        [column._replace(title=titles.get(column.name, column.title)) for column in part]
        for part in (COMPARE.columns, COMPARE.drawn)
    )
    if width in _TIGHT:
        short = partial(_bar, cells=_NARROW_BAR_CELLS)
        drawn = [column._replace(draw=short) if column.draw is _bar else column for column in drawn]
    return COMPARE._replace(columns=columns, drawn=drawn)


def _title(rows: Sequence[Mapping[str, Any]], kind: str) -> str:
    name = {"result": "结果", "target": "目标"}[kind]
    years = {row[f"{kind}_year"] for row in rows}
    return f"{years.pop()}年{name}" if len(years) == 1 and None not in years else name


def _nothing(index: Index, query: FigureQuery) -> str:
    """Return why there is nothing to compare: the report has no such thing, or only a result or a target for it."""
    text = query.text
    if not text.strip():
        return "没有符合条件的可比的结果和目标" if index.comparisons else "没有可比的结果和目标"
    if anywhere := len(comparisons(index, query._replace(units=()))):
        return f"“{shown(text)}”没有符合条件的可比的结果和目标；不限其他条件有 {anywhere} 条"
    found = meant(index.figures, "indicator", with_year(text)[0], index.names)
    kinds = {row["kind"] for row in found}
    if len(kinds) != 1:
        near = [] if kinds else near_indicators(text, [row["topic"] for row in index.comparisons])
        return f"“{shown(text)}”没有可比的结果和目标" + (f"；相近的有：{'、'.join(near)}" if near else "")
    only, other = ("目标", "结果") if kinds == {"target"} else ("结果", "目标")
    listed = dict.fromkeys(f"{row['indicator']} {row['text']}" for row in found[:3])
    return f"“{shown(text)}”没有可比的：只有{only}（{'、'.join(listed)}），没有同样的{other}"


# --- several reports ---


def _compare_reports(index: Reports, query: FigureQuery, shared: Sequence[Shared], cite: bool, output: Output) -> int:
    """Write the indicators that several reports state: in tables a column a report, else a row a report."""
    typed = query.text
    if not shared:
        output.note(f"没有几份报告都有的{f'“{shown(typed)}”' if typed.strip() else '指标'}")
    if output.style.format in ("table", "md") and not output.style.fields:
        rows = [{"shared": one, "kind": kind} for one in shared for kind in _kinds(one)]
        return output.rows(rows, _columns_of({report: index.name_of(report) for report in index.infos}))
    rows = [row for one in shared for row in shared_records(index, one)]
    return output.rows(rows, COMPARE.adding("result_cite", "target_cite") if cite else COMPARE)


def _kinds(shared: Shared) -> list[str]:
    return [kind for kind in KINDS if any(kind == other for _, other in shared.figures)]


def _columns_of(reports: Mapping[str, str]) -> Layout:
    """Return the layout of a table with a column for each report, headed by what people call it."""

    def claim(report: str, row: Mapping[str, Any], ascii_only: bool) -> str:
        figure = row["shared"].figures.get((report, row["kind"]))
        return claim_of(figure) if figure else ""

    drawn = [
        Column("topic", "指标", wide=True, style="bold cyan", draw=lambda row, _: row["shared"].topic),
        Column("kind", "类别", draw=lambda row, _: FIGURE_KINDS[row["kind"]]),
        *(
            Column(f"of {report}", title, wide=True, right=True, draw=partial(claim, report))
            for report, title in reports.items()
        ),
    ]
    return Layout(columns=[], plain=[], table=[column.name for column in drawn], drawn=drawn)


# --- what is new between two reports ---

_KINDS = {"term": "词语", "phrase": "说法", "target": "目标", "word": "正文词语"}
_CHANGES = {"new": "新出现", "gone": "不再有", "explained": "新作解释", "unexplained": "不再解释", "changed": "有变化"}


def _group(row: Mapping[str, Any], ascii_only: bool) -> str:
    return f"{_CHANGES[row['change']]}的{_KINDS[row['kind']]}"


def _told(row: Mapping[str, Any], ascii_only: bool) -> str:
    """Return what each report says, the earlier first."""
    return " → ".join(filter(None, (row["before"], row["after"])))


def _lines(row: Mapping[str, Any], ascii_only: bool) -> str:
    return " → ".join(f"第{line}行" for line in (row["before_line"], row["after_line"]) if line)


DIFFERENCES = Layout(
    columns=columns_of(
        Difference,
        Column("kind", "类别", show=called(_KINDS)),
        Column("change", "变化", show=called(_CHANGES)),
        Column("text", "词语", wide=True, style="bold cyan"),
        Column("before", "以前", wide=True),
        Column("after", "后来", wide=True),
        Column("before_line", "以前的位置", right=True),
        Column("after_line", "后来的位置", right=True),
        Column("times", "次数", right=True),
        Column("before_report", "以前的报告"),
        Column("after_report", "后来的报告"),
    ),
    plain=["kind", "change", "text", "before", "after", "before_line", "after_line", "times"],
    table=["text", "told", "times", "lines"],
    drawn=[
        Column("group", "变化", draw=_group),
        Column("told", "怎么说", wide=True, draw=_told),
        Column("lines", "位置", right=True, draw=_lines),
    ],
    group="group",
)
"""What `diff` lists."""


@command(DIFFERENCES, scope="output", english=("REPORT REPORT", "lists what is new or gone between two reports"))
def diff(
    report: Annotated[
        list[str],
        Argument(metavar="以前的报告 后来的报告", help="名称或其开头，或地区和年份（驻马店2021），或 .yaml 索引"),
    ],
    *,
    kind: Annotated[
        list[str] | None,
        Option("--kind", "-k", metavar="类别", help="只列这一类：term、phrase、target、word；可以给几次，默认前三类"),
    ] = None,
    limit: LimitOption = None,
    output: Output,
) -> int:
    """列出后一份报告新有的、不再有的。

    名词解释的词语、加了引号的说法、计划的那一年的目标：另一份报告里哪里都没有的；目标另有数变了的。
    词语在另一份的正文里有而没有解释的，说是新作解释、不再解释。--kind word 列正文里出现三次以上而另一份没有的词语。

    例如：
      hpreport add -q 报告/*.txt && hpreport diff heping-2023 又一份
    """
    if len(report) != 2:
        raise UsageError(f"要比两份报告，给了 {len(report)} 份")
    for unknown in (one for one in kind or () if one not in _KINDS):
        raise UsageError(f"--kind 没有 {shown(unknown)}；可用的有：{'、'.join(_KINDS)}")
    with closing(one_report(report[0])) as before, closing(one_report(report[1])) as after:
        rows = list(difference_records(before, after, kind or ()))
    if not rows:
        output.note("这两份报告没有不同")
    return output.rows(rows[:limit], DIFFERENCES)
