"""`hpreport terms`: list the glossary."""

from itertools import islice
from typing import Annotated

from hpreport.answers import asked_for, glossary_rows, spread_records
from hpreport.cli.commands.sections import SECTION_HELP, sections_meant
from hpreport.cli.layouts import TERMS, TERMS_MARKED
from hpreport.cli.options import Argument, LimitOption, Option, command
from hpreport.cli.output import Output
from hpreport.records import TermSpread
from hpreport.render import Column, Layout, columns_of
from hpreport.reports import Reports

SPREAD = Layout(
    columns=columns_of(
        TermSpread,
        Column("term", "词语", wide=True, style="bold cyan"),
        Column("year", "年份", right=True),
        Column("reports", "解释它的报告", right=True),
        Column("of_reports", "当年的报告", right=True),
        Column("first", "首次"),
        Column("places", "地区", wide=True, show="、".join),
        Column("new_places", "新增的地区", wide=True, show="、".join),
    ),
    plain=["term", "year", "reports", "of_reports", "first", "places", "new_places"],
    table=["year", "reports", "of_reports", "new_places"],
    group="term",
)
"""What `terms --by year` lists."""


@command(
    TERMS,
    SPREAD,
    scope="each report",
    together="by",
    english=("[TEXT]", "lists the glossary; `--section ID` what a part uses, `--by year` when each term appears first"),
)
def terms(
    text: Annotated[str, Argument(metavar="[文字]", help="只列词语或解释中有这些文字的")] = "",
    section: Annotated[
        list[str] | None,
        Option("--section", "-s", metavar="编号", help=f"只列在这一节用到的：{SECTION_HELP}；可以给几次"),
    ] = None,
    everything: Annotated[bool, Option("--all", "-a", help="也列出报告用引号标出而没有解释的说法，排在后面")] = False,
    by: Annotated[
        str,
        Option(
            "--by",
            metavar="year",
            choices={"year": "各年"},
            help="列出每个词语哪一年首次出现、各年有几份报告解释、传到哪里",
        ),
    ] = "",
    limit: LimitOption = None,
    *,
    output: Output,
    index: Reports,
) -> int:
    """列出名词解释的全部词语。

    例如：
      hpreport terms
      hpreport terms 养老
      hpreport terms --all
      hpreport terms --section 2.4 --fields term,line
      hpreport terms 三保 --report all --by year
    """
    inside = sections_meant(index, *named) if (named := asked_for(section)) else None
    if by:
        output.check_fields(SPREAD)
        spread = spread_records(index, text, inside, all_phrases=everything)
        return _told(output.rows(islice(spread, limit), SPREAD), text, output)
    output.check_fields(TERMS)
    rows = glossary_rows(index, text, inside, all_phrases=everything)
    return _told(output.rows(rows[:limit], TERMS_MARKED if everything else TERMS), text, output)


def _told(status: int, text: str, output: Output) -> int:
    """Return the exit status, with a note where nothing was found."""
    if status:
        output.note(f"没有含“{text}”的词语" if text else "没有词语")
    return status
