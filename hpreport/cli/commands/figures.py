"""`hpreport targets` and `hpreport results`: the figures of the report."""

import shlex
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple

from hpreport.answers import asked_for, figures_asked
from hpreport.cli.commands.sections import SECTION_HELP, sections_meant
from hpreport.cli.layouts import LINE, called
from hpreport.cli.messages import shown
from hpreport.cli.options import Argument, Command, LimitOption, Option, YearsOption, command, years_typed
from hpreport.cli.output import Output
from hpreport.figures.across import KINDS
from hpreport.figures.indicators import near_indicators
from hpreport.figures.select import INDICATOR, QUOTE, SECTION, SORTS, FigureQuery, has_unit, stated
from hpreport.records import Figure, Row
from hpreport.render import Column, Layout, columns_of
from hpreport.reports import Reports

FIGURE_KINDS = {"target": "目标", "result": "结果"}
_HEADLINES = {"target": "主要预期目标", "result": "全年主要结果"}
_MEASURES = {"level": "数量", "growth": "增长", "decline": "下降", "rank": "名次", "qualitative": "文字表述"}


def claim_in_words(indicator: str, text: str) -> str:
    """Return a claim in words without its indicator: 固定资产投资增速超过全市平均水平 -> 增速超过全市平均水平."""
    return text.partition(indicator)[2] or text


def claim_of(row: Mapping[str, Any], ascii_only: bool = False) -> str:
    """Return a figure as people read it beside its indicator: 增长8%, 增速超过全市平均水平."""
    text = str(row["text"])
    return claim_in_words(row["indicator"], text) if row["value"] is None else stated(row["measure"], text)


def _place(row: Mapping[str, Any], ascii_only: bool) -> str:
    return f"{row['section']} {row['heading']}"


def _group(row: Mapping[str, Any], ascii_only: bool) -> str:
    return _HEADLINES[row["kind"]] if row["headline"] else _place(row, ascii_only)


MEANING = (
    Column("period", "时间", wide=True),
    Column("average", "年均"),
    Column("amount", "折算", right=True),
    Column("amount_unit", "折算单位"),
    Column("base_value", "原值", right=True),
    Column("stretch", "力争"),
)
"""Columns of what the number of a figure is of."""

_MATCHES = {INDICATOR: "指标", SECTION: "章节", QUOTE: "原句"}
MATCH = Column("match", "匹配", show=called(_MATCHES))
"""Where the words asked for were found."""

FIGURES = Layout(
    columns=columns_of(
        Figure,
        Column("report", "报告"),
        Column("year", "年份", right=True),
        Column("kind", "类别", show=called(FIGURE_KINDS)),
        Column("headline", "主要指标"),
        Column("indicator", "指标", wide=True, style="bold cyan"),
        Column("value", "值", right=True),
        Column("value_max", "上限", right=True),
        Column("unit", "单位"),
        Column("measure", "性质", show=called(_MEASURES)),
        Column("bound", "界限"),
        Column("text", "数字", wide=True, right=True),
        Column("quote", "原句", wide=True),
        Column("section", "编号"),
        Column("heading", "章节", wide=True),
        LINE,
        Column("cite", "引用", wide=True),
        Column("place", "地区", wide=True),
        Column("topic", "统一名称", wide=True),
        *MEANING,
        MATCH,
    ),
    plain=[
        "indicator", "value", "unit", "text", "measure", "bound", "year", "headline", "section", "line", "value_max",
    ],
    table=["indicator", "claim", "line"],
    detail=["indicator", "claim", "year", "quote", "place", "line"],
    drawn=[
        Column("claim", "数字", wide=True, right=True, draw=claim_of),
        Column("place", "章节", wide=True, draw=_place),
        Column("group", "章节", wide=True, draw=_group),
    ],
    group="group",
    brief=True,
)  # fmt: skip
"""What `targets`, `results` and `section --figures` list."""

KindOption = Annotated[
    str,
    Option(
        "--kind",
        "-k",
        metavar="result|target",
        choices={kind: FIGURE_KINDS[kind] for kind in KINDS},
        help="只列结果（result）或目标（target）",
    ),
]
_TextArgument = Annotated[
    list[str] | None, Argument(metavar="[文字]...", help="指标名中有这些文字的，再是章节讲这个的；没有时看原句")
]
_HeadlineOption = Annotated[bool, Option("--headline", help="只列主要指标：全年主要结果、主要预期目标")]
SectionOption = Annotated[
    list[str] | None,
    Option("--section", "-s", metavar="编号", help=f"只列这一节和其下各条的：{SECTION_HELP}；可以给几次"),
]
_GrepOption = Annotated[
    list[str] | None,
    Option(
        "--grep",
        "-g",
        metavar="文字",
        help="只列指标名中有这些文字的，GDP、社零、规上等简称也行；没有时看原句；给几次是都要有",
    ),
]
UnitOption = Annotated[
    list[str] | None,
    Option("--unit", "-u", metavar="单位", help="只列这个单位的，如 %、个；元也包括万元、亿元；可以给几次"),
]
_SortOption = Annotated[
    str,
    Option(
        "--sort",
        metavar="次序",
        choices=dict(zip(SORTS, ("从大到小", "按原文", "按章节"), strict=True)),
        help="value 从大到小，line 按原文，section 按章节；默认主要指标在前",
    ),
]
_LongOption = Annotated[bool, Option("--long", "-l", help="另列原句")]


class _Asked(NamedTuple):
    """The options of one call, as typed."""

    kind: str
    query: FigureQuery
    sections: Sequence[str]
    sort: str
    long: bool
    cite: bool
    limit: int | None


def _listing(kind: str, help_text: str, english: str) -> Command:
    """Return the command that lists the figures of a kind; `help_text` is its help page, `english` what README says."""

    @command(
        FIGURES,
        scope="all reports",
        cites=True,
        help_text=help_text,
        english=("[TEXT]...", english),
        name=f"{kind}s",
    )
    def listing(
        text: _TextArgument = None,
        *,
        year: YearsOption = "",
        headline: _HeadlineOption = False,
        section: SectionOption = None,
        grep: _GrepOption = None,
        unit: UnitOption = None,
        sort: _SortOption = "",
        long: _LongOption = False,
        limit: LimitOption = None,
        cite: bool,
        output: Output,
        index: Reports,
    ) -> int:
        words = " ".join((*(text or ()), *(grep or ()))).strip()
        query = FigureQuery(words, years_typed(year), headline, asked_for(unit), by_section=not asked_for(grep))
        return _list(_Asked(kind, query, asked_for(section), sort, long, cite, limit), index, output)

    return listing


targets = _listing(
    "target",
    """列出报告提出的目标，主要的在前。

    每条是指标、数字、单位；主要预期目标在前，其余按章节。

    例如：
      hpreport targets --year 2024
      hpreport targets --headline --format json
      hpreport targets --grep GDP
      hpreport targets --unit 个 --sort value | cut -f1-3
    """,
    "lists the figures that are aimed at",
)
results = _listing(
    "result",
    """列出报告总结的结果，主要的在前。

    每条是指标、数字、单位；全年主要结果在前，其余按章节。

    例如：
      hpreport results --headline
      hpreport results --grep 老旧小区 --long
      hpreport results --section 1.4 --format csv
      hpreport results --unit 亿元 --sort value
    """,
    "lists the figures that were reached",
)


def _list(asked: _Asked, index: Reports, output: Output) -> int:
    sections = sections_meant(index, *asked.sections) if asked.sections else None
    cited = asked.cite or output.shows(FIGURES, "cite")
    rows, query = figures_asked(index, asked.kind, asked.query, sections, asked.sort, cited=cited)
    if not rows:
        output.note(_nothing(asked.kind, query, index))
    note_sections(rows, query.text, output)
    return output.rows(rows[: asked.limit], _layout(rows[: asked.limit], asked))


def note_sections(rows: Sequence[Mapping[str, Any]], text: str, output: Output) -> None:
    """Note how many of the rows match only by a heading above them."""
    if under := sum(row["match"] == SECTION for row in rows):
        named = len(rows) - under
        rest = f"{named} 条的指标有“{shown(text)}”，其余" if named else f"没有指标含“{shown(text)}”，以下"
        output.note(f"{rest} {under} 条在讲“{shown(text)}”的章节里")


def _layout(rows: Sequence[Row], asked: _Asked) -> Layout:
    """Return the layout for these rows: the year where they differ in it, the sentence where it is asked for."""
    year = ["year"] if len({row["year"] for row in rows}) > 1 else []
    quote = ["quote"] if asked.long else []
    match = ["match"] if SECTION in {row["match"] for row in rows} else []
    layout = FIGURES._replace(
        plain=[*FIGURES.plain, *quote],
        table=["indicator", "claim", *year, *quote, *match, "line"],
        group=FIGURES.group if asked.sort in ("", "section") else "",
    )
    return layout.adding("cite") if asked.cite else layout


def _nothing(kind: str, query: FigureQuery, index: Reports) -> str:
    """Return that there is nothing to list, and what there is: other years or units, the text elsewhere, near names."""
    name, figures = FIGURE_KINDS[kind], index.figures_about(query.text, kind)
    own = [row for row in figures if row["kind"] == kind]
    if missing := _unknown(name, query, own):
        return missing
    if not query.text:
        return f"没有符合条件的{name}" if own else f"没有{name}"
    nothing = f"没有含“{shown(query.text)}”的{name}"
    anywhere = FigureQuery(query.text, by_section=query.by_section)
    if found := len(figures_asked(index, kind, anywhere, None, "")[0]):
        return f"{nothing}；不限其他条件有 {found} 条"
    other = "result" if kind == "target" else "target"
    if found := len(figures_asked(index, other, anywhere, None, "")[0]):
        return f"{nothing}；{FIGURE_KINDS[other]}中有 {found} 条：hpreport {other}s {_typed(query.text)}"
    near = near_indicators(query.text, [row["indicator"] for row in own] or index.indicators())
    return nothing + (f"；相近的有：{'、'.join(near)}" if near else "")


def _unknown(name: str, query: FigureQuery, own: Sequence[Row]) -> str:
    """Return which requested value no figure of the report has, with those there are; empty where each is found."""
    if own and any(query.years) and not any(row["year"] in query.years for row in own):
        years = sorted({str(row["year"]) for row in own if row["year"]})
        return f"没有 {query.years} 年的{name}；有的是：{'、'.join(years)}"
    if own and query.units and not any(has_unit(row["unit"], *query.units) for row in own):
        units = dict.fromkeys(row["unit"] for row in own if row["unit"])
        wanted = "、".join(f"“{shown(unit)}”" for unit in query.units)
        return f"没有以{wanted}为单位的{name}；有的是：{'、'.join(units)}"
    return ""


def _typed(text: str) -> str:
    """Return a text as it may be typed at the prompt."""
    return text if text.isalnum() else shlex.quote(text)
