"""`hpreport section`: read one part, section or item."""

from collections.abc import Sequence
from typing import Annotated, Any

from hpreport.answers import MOST_CANDIDATES, Node, figures_in, is_outline_id, nodes_meant, section_record
from hpreport.cli.commands.figures import FIGURES
from hpreport.cli.commands.sections import SECTIONS
from hpreport.cli.messages import no_section_message, not_found
from hpreport.cli.options import Argument, Option, command
from hpreport.cli.output import Output
from hpreport.errors import NothingFoundError
from hpreport.index.index import Index
from hpreport.records import SectionText
from hpreport.render import Column, Layout, columns_of


def _show_figures(figures: Any) -> str:
    return "\n".join(f"{figure['indicator']}：{figure['text']}" for figure in figures)


def _show_terms(terms: Any) -> str:
    return "\n".join(f"{term['headword']}：{term['definition']}" for term in terms)


def _show_path(headings: Any) -> str:
    return " > ".join(headings)


SECTION = Layout(
    columns=columns_of(
        SectionText,
        *SECTIONS.columns,
        Column("headings", "章节", wide=True, show=_show_path, style="bold cyan"),
        Column("figures", "数据", wide=True, show=_show_figures),
        Column("terms", "词语", wide=True, show=_show_terms),
        Column("cite", "引用", wide=True),
    ),
    plain=["text"],
    table=["id", "headings", "line"],
    detail=["headings", "text", "figures", "terms", "line"],
    quote=("text", "cite"),
)
"""What `section` prints where one section was meant."""

_CANDIDATES = SECTION._replace(plain=["id", "heading", "line"], detail=(), quote=None)
"""What it prints of several that may have been meant."""


@command(
    SECTION,
    FIGURES,
    scope="each report",
    cites=True,
    english=("ID or TEXT...", "reads a part, section or item, its terms explained"),
)
def section(
    text: Annotated[
        list[str],
        Argument(metavar="编号或文字...", help="编号如 2.4.3 或“二、（四）”，或标题、标题的一段、内容中的词语"),
    ],
    own: Annotated[bool, Option("--own", help="只要它自己的段落，不要以下各节、各条的")] = False,
    figures: Annotated[bool, Option("--figures", help="只列其中的数据，一项一条")] = False,
    no_terms: Annotated[bool, Option("--no-terms", help="不附词语的解释")] = False,
    *,
    cite: bool,
    output: Output,
    index: Index,
) -> int:
    """读报告的一个部分、一节或一条。

    连同其中的数据和所用词语的解释。

    0 是第一部分之前的开头。文字在标题里的，输出整个部分、节或条；只在正文里的，输出有它的那一段。
    文字指好几节时，列出来供选择，状态是 1；plain 只输出正文，供选择的列在标准错误上。md 输出注明出处的引文。

    例如：
      hpreport section 2.4.3
      hpreport section 精细化
      hpreport section 2.4 --figures --format csv
      hpreport section 推进城市精细化管理 --format md
    """
    if figures:
        return _print_figures(index, text, output, own=own, cite=cite)
    output.check_fields(SECTION)
    layouts = [layout.adding("cite") if cite else layout for layout in (SECTION, _CANDIDATES)]
    groups = [
        [section_record(index, node, own=own, terms=not no_terms) for node in _meant(index, typed, output)]
        for typed in text
    ]
    if output.style.format == "plain" and not output.style.fields:
        for row in (row for rows in groups if len(rows) > 1 for row in rows):
            output.note(f"{row['id']}\t{' > '.join(row['headings'])}（第{row['line']}行）")
        groups = [rows for rows in groups if len(rows) == 1]
    if output.style.format in ("table", "plain", "md"):
        written = output.groups((rows, layouts[len(rows) > 1]) for rows in groups)
        return written if output.style.fields or any(len(rows) == 1 for rows in groups) else 1
    return output.rows((row for rows in groups for row in rows), layouts[0])


def _print_figures(index: Index, text: Sequence[str], output: Output, *, own: bool, cite: bool) -> int:
    output.check_fields(FIGURES)
    nodes = [node for typed in text for node in _meant(index, typed, output)]
    rows = figures_in(index, nodes, own=own)
    if nodes and not rows:
        output.note("这里没有数据")
    return output.rows(rows, FIGURES.adding("cite") if cite else FIGURES)


def _meant(index: Index, typed: str, output: Output) -> list[Node]:
    """Return the nodes that a text means, the first of many, and say where there is none, or more than one.

    Raises `NothingFoundError` where it is an id that the report does not have.
    """
    meant = nodes_meant(index, typed)
    if not meant and is_outline_id(typed):
        raise NothingFoundError(no_section_message(typed, index.section_ids))
    if not meant:
        output.note(not_found(index, typed))
    elif len(meant) > 1:
        output.note(f"“{typed}”可能指 {len(meant)} 处，请用编号选一处，如 hpreport section {meant[0].section}")
    return meant[:MOST_CANDIDATES]
