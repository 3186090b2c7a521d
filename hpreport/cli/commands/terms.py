"""`hpreport terms`: list the glossary."""

from typing import Annotated

from hpreport.api import asked_for, glossary_rows
from hpreport.cli.commands.sections import SECTION_HELP, sections_meant
from hpreport.cli.layouts import TERMS, TERMS_MARKED
from hpreport.cli.options import Argument, LimitOption, Option, command
from hpreport.cli.output import Output
from hpreport.index.index import Index


@command(
    TERMS, scope="each report", english=("[TEXT]", "lists the glossary; `--section ID` what a part of the report uses")
)
def terms(
    text: Annotated[str, Argument(metavar="[文字]", help="只列词语或解释中有这些文字的")] = "",
    section: Annotated[
        list[str] | None,
        Option("--section", "-s", metavar="编号", help=f"只列在这一节用到的：{SECTION_HELP}；可以给几次"),
    ] = None,
    everything: Annotated[bool, Option("--all", "-a", help="也列出报告用引号标出而没有解释的说法，排在后面")] = False,
    limit: LimitOption = None,
    *,
    output: Output,
    index: Index,
) -> int:
    """列出名词解释的全部词语。

    例如：
      hpreport terms
      hpreport terms 养老
      hpreport terms --all
      hpreport terms --section 2.4 --fields term,line
    """
    inside = sections_meant(index, *named) if (named := asked_for(section)) else None
    rows = glossary_rows(index, text, inside, all_phrases=everything)
    if not rows:
        output.note(f"没有含“{text}”的词语" if text else "没有词语")
    return output.rows(rows[:limit], TERMS_MARKED if everything else TERMS)
