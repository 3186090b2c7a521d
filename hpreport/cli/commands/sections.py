"""`hpreport sections` and `info`: the outline of a report, which sections a text means, and what the report is."""

from typing import Annotated

from hpreport import __version__
from hpreport.cli.layouts import INFO, LINE
from hpreport.cli.messages import no_section_message
from hpreport.cli.options import Argument, Option, command
from hpreport.cli.output import Output
from hpreport.errors import NothingFoundError
from hpreport.index.index import Index
from hpreport.index.outline import numbered
from hpreport.records import Section
from hpreport.render import Column, Layout, columns_of
from hpreport.reports import Reports

SECTION_HELP = "编号如 2.4，“二、（四）”也行，或标题中的文字"


def sections_meant(index: Reports, *typed: str) -> set[str]:
    """Return the ids of the sections that texts mean and of all below them; of all sections where there are none.

    Raises `NothingFoundError` where no report that is asked has one of them.
    """
    meant: set[str] = set()
    for one in typed or ("",):
        sections = index.sections(one)
        if one and not sections:
            raise NothingFoundError(no_section_message(one, index.section_ids))
        meant |= sections
    return meant


SECTIONS = Layout(
    columns=columns_of(
        Section,
        Column("report", "报告"),
        Column("id", "编号"),
        Column("level", "层级", right=True),
        Column("number", "序号"),
        Column("heading", "标题", wide=True),
        LINE,
        Column("parent", "上级"),
        Column("text", "正文", wide=True),
        Column("role", "性质"),
        Column("paragraph_count", "段落", right=True),
        Column("figure_count", "数据", right=True),
        Column("term_count", "词语", right=True),
    ),
    plain=["id", "number", "heading", "line", "paragraph_count", "figure_count", "term_count"],
    table=["heading", "paragraph_count", "figure_count", "term_count", "line"],
    tree="level",
)
"""What `sections` lists; the counts take in what lies below a node."""


@command(SECTIONS, scope="each report", english=("[ID]", "shows the outline"))
def sections(
    section: Annotated[str, Argument(metavar="[编号]", help=f"只列这一节和它以下的：{SECTION_HELP}")] = "",
    depth: Annotated[
        int | None, Option("--depth", "-d", min=1, metavar="N", help="只列 N 层：1 部分，2 到节，3 到条")
    ] = None,
    *,
    output: Output,
    index: Index,
) -> int:
    """列出报告的提纲。

    各部分、节、条的编号和标题，各有多少段落、数据、词语（连同以下各级）。

    例如：
      hpreport sections
      hpreport sections --depth 2
      hpreport sections 2.4 --format csv
    """
    from hpreport.answers import outline_rows

    if section:
        sections_meant(index, section)
    rows = [row for row in outline_rows(index, section, depth) if row["level"] or section]
    if not rows:
        output.note("报告中没有认出分部分的标题")
    if output.style.format in ("table", "md") and not output.style.fields:
        rows = [{**row, "heading": f"{row['id']} {numbered(index.outline.nodes[row['id']])}"} for row in rows]
    return output.rows(rows, SECTIONS)


@command(INFO, scope="each report", english=("", "says what the report is, counts, versions, places of files"))
def info(
    *,
    output: Output,
    index: Index,
) -> int:
    """说明是哪份报告，有多少内容。

    也说明程序和文件的版本与位置。

    例如：
      hpreport info
      hpreport info --format json
    """
    return output.rows([{**index.info, "version": __version__, "index": str(index.path)}], INFO)
