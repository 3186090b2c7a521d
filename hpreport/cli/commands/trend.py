"""`hpreport trend`: indicators over the years and places of the library."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Annotated, Any

from hpreport.answers import point_records, trend_series
from hpreport.cli.commands.figures import MEANING, KindOption, claim_of
from hpreport.cli.layouts import LINE
from hpreport.cli.messages import shown
from hpreport.cli.options import Argument, ChartOption, LimitOption, Option, YearsOption, command, years_typed
from hpreport.cli.output import Output
from hpreport.figures.across import KINDS, Series
from hpreport.figures.indicators import near_indicators
from hpreport.library.shelf import ALL
from hpreport.records import Point, Row
from hpreport.render import Column, Layout, of_record
from hpreport.render.text import sparkline
from hpreport.reports import Reports

_MEASURES = {"level": "", "growth": "增长", "decline": "下降", "qualitative": "文字表述"}


def _heading(row: Mapping[str, Any], ascii_only: bool) -> str:
    """Return what stands above a series: 安国市 地区生产总值 增长%, results ▁▄█, targets ▃▅."""
    series: Series = row["series"]
    unit = f"（{_MEASURES[series.measure]}{series.unit}）" if series.measure != "qualitative" else ""
    known = [(title, series.values(kind)) for title, kind in (("结果", "result"), ("目标", "target"))]
    lines = [
        f"{title} {sparkline(values, ascii_only=ascii_only)}"
        for title, values in known
        if len(values) - values.count(None) > 1
    ]
    span = f"  {series.span}" if series.span else ""
    return "  ".join([f"{series.place}  {series.topic}{unit}{span}", *lines])


def _claim(kind: str) -> Callable[[Mapping[str, Any], bool], str]:
    def claim(row: Mapping[str, Any], ascii_only: bool) -> str:
        figure = row["series"].points.get((row["year"], kind))
        return claim_of(figure) if figure else "-"

    return claim


def _year(row: Mapping[str, Any], ascii_only: bool) -> str:
    return str(row["year"]) if row["year"] == row["last"] else f"{row['year']}-{row['last']}"


def _where(row: Mapping[str, Any], ascii_only: bool) -> str:
    """Return where a year's numbers stand, and under which name where it is not that of the series."""
    series: Series = row["series"]
    figures = [figure for kind in KINDS if (figure := series.points.get((row["year"], kind)))]
    names = [f"（{f['indicator']}）" if f["indicator"] != series.topic else "" for f in figures]
    return "\n".join(
        dict.fromkeys(
            f"{row['name_of'](f['report'])} 第{f['line']}行{name}" for f, name in zip(figures, names, strict=True)
        )
    )


TREND = Layout(
    columns=of_record(
        Point,
        Column("report", "报告"),
        Column("place", "地区", wide=True),
        Column("year", "年份", right=True),
        Column("kind", "类别"),
        Column("indicator", "指标", wide=True),
        Column("value", "值", right=True),
        Column("unit", "单位"),
        Column("text", "数字", wide=True, right=True),
        LINE,
        Column("measure", "性质"),
        Column("bound", "界限"),
        Column("value_max", "上限", right=True),
        Column("topic", "指标全称", wide=True),
        Column("cite", "引用", wide=True),
        *MEANING,
    ),
    plain=["place", "year", "kind", "indicator", "value", "unit", "text", "report", "line", "measure", "topic"],
    table=["years", "result", "target", "where"],
    drawn=[
        Column("heading", "指标", wide=True, draw=_heading),
        Column("years", "年份", draw=_year),
        Column("result", "结果", wide=True, right=True, style="bold cyan", draw=_claim("result")),
        Column("target", "目标", wide=True, right=True, draw=_claim("target")),
        Column("where", "出处", wide=True, draw=_where),
    ],
    group="heading",
)
"""What `trend` lists; in tables a row is a year, with its result and its target."""


_HELP = """列出指标在各地、各年的数字。

一个或几个指标；有结果也有目标，缺的年份也看得见。

查报告库里的全部报告（--report 另选）。同一年的同一个数只取一次，先取主要指标中的。
几年合计、年均、前几个月的不列，--all-periods 才列，各自成段。
表格里每个地区一段，▁▂▃▄▅▆▇█ 是由低到高，· 是缺的年份。
--chart 在终端上画成线或条；-o 图.svg、图.png、图.html 画成文件，要装 hpreport[charts]。实线是结果，虚线是目标。

例如：
  hpreport trend GDP
  hpreport trend GDP 社零 --year 2015-2024
  hpreport trend 一般公共预算收入 --place 和平区
  hpreport trend 社零 --kind target --format csv
  hpreport trend GDP 财政收入 -o 图.svg
"""
"""The help page."""


@command(
    TREND,
    scope="all reports",
    default=ALL,
    cites=True,
    draws=True,
    help_text=_HELP,
    english=("TEXT...", "follows indicators over years and places; `--chart` draws them"),
)
def trend(
    text: Annotated[list[str], Argument(metavar="指标...", help="指标的名称或简称，如 GDP、财政收入；含空格的用引号")],
    *,
    year: YearsOption = "",
    kind: KindOption = "",
    all_periods: Annotated[bool, Option("--all-periods", help="也列几年合计、年均和不到一年的数字")] = False,
    chart: ChartOption = False,
    limit: LimitOption = None,
    cite: bool,
    output: Output,
    index: Reports,
) -> int:
    """列出指标在各地、各年的数字。"""
    series: list[Series] = []
    for typed in text:
        own = trend_series(index, typed, kind, years_typed(year), all_periods=True)
        series += [one for one in own if one not in series]
        if not own:
            output.note(_nothing(typed, index))
    found = [one for one in series if all_periods or not one.span]
    if left := sum(len(one.points) for one in series if one not in found):
        output.note(f"另有 {left} 个数字不是一整年的（几年合计、年均、前几个月等），没有列出：--all-periods")
    if chart or output.draws:
        from hpreport.export.charts import charts_of_series

        return output.charts(charts_of_series(found, index.name_of), rows_chosen=limit is not None)
    if output.style.format in ("table", "md") and not output.style.fields:
        rows = ({**row, "name_of": index.name_of} for row in _by_year(found))
        return output.rows(islice(rows, limit), TREND)
    layout = TREND.adding("cite") if cite else TREND
    return output.rows(islice(point_records(index, found), limit), layout)


def _by_year(found: Sequence[Series]) -> Iterator[Row]:
    """Yield a row a year, years without a number that follow one another as one."""
    for series in found:
        for has, run in groupby(series.years, series.has):
            years = list(run)
            for first, last in zip(years, years, strict=True) if has else [(years[0], years[-1])]:
                yield {"series": series, "year": first, "last": last}


def _nothing(typed: str, index: Reports) -> str:
    near = near_indicators(typed, index.indicators())
    return f"没有含“{shown(typed)}”的数据" + (f"；相近的有：{'、'.join(near)}" if near else "")
