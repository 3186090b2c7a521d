"""`hpreport panel` and `outcomes`: tables for researchers, of places, years and indicators."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, Any

from hpreport.answers import gap_records, outcome_records, outcomes_asked, panel_asked, panel_records
from hpreport.cli.commands.figures import FIGURE_KINDS, FIGURES, KindOption, claim_of
from hpreport.cli.layouts import LINE, called, place_columns
from hpreport.cli.messages import shown
from hpreport.cli.options import Argument, ChartOption, LimitOption, Option, YearsOption, command, years_typed
from hpreport.cli.output import Output
from hpreport.figures.indicators import near_indicators
from hpreport.figures.panel import Panel, conflict_text, wide_fields, wide_rows
from hpreport.figures.select import stated
from hpreport.library.shelf import ALL
from hpreport.records import PanelFigure, PanelGap, PanelOutcome, Row
from hpreport.render import Column, Layout, columns_of
from hpreport.reports import Reports

_MOST_CONFLICTS = 5
"""Cells with several numbers that a note names; of the rest it gives the count."""
_STATUS = {"stated": "一致", "chosen": "采用", "conflict": "不一致", "other_report": "别年的报告"}
_GAPS = {
    "stated": "有",
    "conflict": "几个数不一致",
    "no_report": "没有这一年的报告",
    "not_stated": "报告没有说",
    "in_words": "只有文字表述",
    "other_period": "不是一整年的",
    "other_measure": "是另一种数",
    "other_report": "只在别年的报告里",
}

_COLUMNS = {column.name: column for column in FIGURES.columns}
LONG = Layout(
    columns=columns_of(
        PanelFigure,
        *(column for name, column in _COLUMNS.items() if name not in ("headline", "heading", "average", "base_value")),
        Column("status", "取舍", show=called(_STATUS)),
        *place_columns(),
    ),
    plain=[
        "place", "year", "topic", "kind", "measure", "value", "value_max", "unit", "bound", "amount", "stretch",
        "status", "report", "line", "text",
    ],
    table=["place", "year", "topic", "kind", "claim", "status", "report", "line"],
    drawn=[Column("claim", "数字", wide=True, right=True, draw=claim_of)],
)  # fmt: skip
"""What `panel --long` lists."""

COVERAGE = Layout(
    columns=columns_of(
        PanelGap,
        *(_COLUMNS[name] for name in ("place", "year", "topic", "kind", "measure", "unit", "report", "text")),
        Column("status", "情况", show=called(_GAPS)),
        LINE._replace(show=lambda line: LINE.show(line) if line else ""),
        Column("column", "列", wide=True),
        *place_columns(),
    ),
    plain=["place", "year", "topic", "kind", "measure", "unit", "status", "report", "line", "text"],
    table=["place", "year", "topic", "kind", "measure", "status", "report", "text"],
)
"""What `panel --coverage` lists."""

_HELP = """把几个指标做成各地、各年的表。

一地一年一行，一个指标一列（地区生产总值_target_growth）；数折算成元、人等，下降是负数。

查报告库里的全部报告（--report 另选）。只取当年的报告说的一整年的数；年均、几年合计、前几个月的，
几年前定下的，都不取。--long 一个数一行，带原句和出处，别年的报告说的也列出。
同一格有两个数时在标准错误上说明，采用主要指标中的那一个，分不出的空着。
--coverage 列出每一格有没有数，空着的是为什么。-o 写成 .xlsx 或 .db 时，三张表都在里面。
--chart 在终端上画成线或条；-o 图.svg、图.png、图.html 画成文件，要装 hpreport[charts]。
列名后 _max 是范围的上限，_bound 是以上（>=）、左右（~）等，_stretch 是力争达到的。

例如：
  hpreport panel GDP 社零 就业 --year 2010-2024 -k target -o panel.xlsx
  hpreport panel GDP --long --format json
  hpreport panel GDP --coverage --kind target
"""
"""The help page."""


@command(
    LONG,
    COVERAGE,
    scope="all reports",
    default=ALL,
    draws=True,
    help_text=_HELP,
    english=("TEXT...", "makes a table of indicators by place and year"),
)
def panel(
    text: Annotated[list[str], Argument(metavar="指标...", help="指标的名称或简称，一个一列；含空格的用引号")],
    *,
    year: YearsOption = "",
    kind: KindOption = "",
    long: Annotated[bool, Option("--long", "-l", help="一个数一行，带原句和出处")] = False,
    gaps: Annotated[bool, Option("--coverage", help="列出每一格有没有数，没有的为什么")] = False,
    chart: ChartOption = False,
    limit: LimitOption = None,
    output: Output,
    index: Reports,
) -> int:
    """把几个指标做成各地、各年的表。"""
    found = panel_asked(index, text, years_typed(year), kind)
    _tell(index, text, found, output)
    if chart or output.draws:
        from hpreport.export.charts import charts_of_panel

        return output.charts(charts_of_panel(found, index.name_of), rows_chosen=gaps or long or limit is not None)
    if gaps:
        output.check_fields(COVERAGE)
        return output.rows(list(gap_records(found))[:limit], COVERAGE)
    if long or output.style.fields:
        output.check_fields(LONG)
        return output.rows(list(panel_records(index, found))[:limit], LONG)
    if output.style.format in ("table", "md"):
        return output.rows(list(_claims(found))[:limit], _drawn(found))
    status = output.rows(list(wide_rows(found))[:limit], _wide(found))
    output.more("figures", panel_records(index, found), LONG)
    output.more("coverage", gap_records(found), COVERAGE)
    return status


_OUTCOMES = {
    "met": "达到",
    "missed": "没有达到",
    "above": "高于目标",
    "below": "低于目标",
    "unclear": "说不准",
    **{status: told for status, told in _GAPS.items() if status != "stated"},
}


def _claim(row: Mapping[str, Any], ascii_only: bool) -> str:
    return stated(row["measure"], row["target_text"])


OUTCOMES = Layout(
    columns=columns_of(
        PanelOutcome,
        *(_COLUMNS[name] for name in ("place", "year", "topic", "measure", "unit", "bound")),
        Column("target", "目标值", right=True),
        Column("target_max", "目标上限", right=True),
        Column("result", "结果值", right=True),
        Column("difference", "差", right=True),
        Column("status", "情况", show=called(_OUTCOMES)),
        Column("target_text", "目标", wide=True, right=True),
        Column("result_text", "结果", wide=True, right=True),
        Column("target_report", "目标报告"),
        Column("target_line", "目标位置", right=True),
        Column("result_report", "结果报告"),
        Column("result_line", "结果位置", right=True),
        *place_columns(),
    ),
    plain=[
        "place", "year", "topic", "target_text", "result_text", "status", "target", "result", "difference", "unit",
        "target_report", "target_line", "result_report", "result_line",
    ],
    table=["place", "year", "topic", "claim", "result_text", "status"],
    drawn=[Column("claim", "目标", wide=True, right=True, draw=_claim)],
)  # fmt: skip
"""What `outcomes` lists."""


@command(
    OUTCOMES,
    scope="all reports",
    default=ALL,
    english=("[TEXT]...", "sets the targets of a report beside the results that the next one states"),
)
def outcomes(
    text: Annotated[list[str] | None, Argument(metavar="[指标]...", help="指标；不写是各主要预期目标")] = None,
    *,
    year: YearsOption = "",
    limit: LimitOption = None,
    output: Output,
    index: Reports,
) -> int:
    """列出目标和后来的结果：达到没有。

    上一年的报告定的目标，旁边是下一年的报告说的结果；要报告库里有同一地区前后两年的报告。

    目标写明以上、以内的，说达到（met）还是没有达到（missed）；没有写明方向的，只说高于（above）还是低于（below）。
    没有结果的说明为什么：没有下一年的报告、报告没有说、只有文字表述等，同 panel --coverage。

    例如：
      hpreport outcomes
      hpreport outcomes GDP 就业 --place 和平区
      hpreport outcomes --year 2024 -o 对照表.csv
    """
    found = outcomes_asked(index, text or (), years_typed(year))
    rows = list(outcome_records(found))
    if not rows:
        output.note("没有这样的目标")
    return output.rows(rows[:limit], OUTCOMES)


def _tell(index: Reports, asked: list[str], found: Panel, output: Output) -> None:
    """Note on standard error which indicators were not found, and which cells have several numbers."""
    known = [text for text in asked if index.figures_named(text)]
    for text in asked:
        if text not in known:
            near = near_indicators(text, index.indicators())
            output.note(f"没有含“{shown(text)}”的数据" + (f"；相近的有：{'、'.join(near)}" if near else ""))
    if known and not any(True for _ in found.rows()):
        output.note(f"所选的地区和年份没有{'、'.join(f'“{shown(text)}”' for text in known)}的数据")
    conflicts = list(found.conflicts())
    for (place, year), column, cell in conflicts[:_MOST_CONFLICTS]:
        chosen = f"采用 {cell.chosen['text']}" if cell.chosen else "没有采用"
        output.note(f"{place} {year}年 {column.name}有几个数：{conflict_text(cell)}；{chosen}")
    if len(conflicts) > _MOST_CONFLICTS:
        output.note(f"另有 {len(conflicts) - _MOST_CONFLICTS} 格有几个数：--long，status 不是 stated 的")


def _wide(found: Panel) -> Layout:
    """Return the layout of the wide panel: its columns are those of its rows."""
    own = {"place": "地区", "year": "年份", "reports": "报告", "conflicts": "不一致的数"}
    titles = own | {column.name: column.title for column in place_columns()}
    columns = [
        Column(
            name,
            titles.get(name, name),
            right=series is not None or name == "year",
            kind="integer" if name == "year" else "string" if name in titles or name.endswith("_bound") else "number",
        )
        for name, series in wide_fields(found).items()
    ]
    return Layout(columns, plain=[column.name for column in columns], table=[])


def _claims(found: Panel) -> Iterator[Row]:
    """Yield a row for each place and year, with the figures of each indicator and kind."""
    for (place, year), cells in found.rows():
        figures: dict[tuple[str, str], list[Row]] = {}
        for column, cell in cells.items():
            figures.setdefault((column.topic, column.kind), []).extend(cell.own)
        if any(figures.values()):
            yield {"place": place, "year": year, "figures": figures}


def _drawn(found: Panel) -> Layout:
    """Return the layout of a table for people: a column for each indicator and kind, the numbers as printed."""

    def claims(series: tuple[str, str], row: Mapping[str, Any], ascii_only: bool) -> str:
        return "\n".join(dict.fromkeys(map(claim_of, row["figures"].get(series, ())))) or "-"

    series = dict.fromkeys(
        (column.topic, column.kind) for column, cells in found.cells.items() if any(c.own for c in cells.values())
    )
    drawn = [
        Column("place", "地区", wide=True, draw=lambda row, _: row["place"]),
        Column("year", "年份", draw=lambda row, _: str(row["year"])),
        *(
            Column(f"of {one}", f"{one[0]}{FIGURE_KINDS[one[1]]}", wide=True, right=True, draw=partial(claims, one))
            for one in series
        ),
    ]
    return Layout([], plain=[], table=[column.name for column in drawn], drawn=drawn)
