"""`hpreport terms`: list the glossary."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any

from hpreport.api import asked_for
from hpreport.cli.commands.sections import SECTION_HELP, sections_meant
from hpreport.cli.layouts import TERMS, TERMS_MARKED
from hpreport.cli.options import Argument, LimitOption, Option, command
from hpreport.cli.output import Output
from hpreport.index.index import Index
from hpreport.text.fold import fold
from hpreport.text.numerals import with_digits


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
    named = asked_for(section)
    inside = sections_meant(index, *named) if named else None
    listed = [*index.terms, *(index.phrases if everything else ())]
    wanted = with_digits(fold(index.lookup.simplify(text)))
    rows = [row for row in listed if _has(row, wanted) and _used_in(row, inside)] if wanted or not text else []
    if not rows:
        output.note(f"没有含“{text}”的词语" if text else "没有词语")
    return output.rows(rows[:limit], TERMS_MARKED if everything else TERMS)


def _has(row: Mapping[str, Any], wanted: str) -> bool:
    return any(wanted in with_digits(fold(row[name])) for name in ("term", "definition"))


def _used_in(row: Mapping[str, Any], sections: Collection[str] | None) -> bool:
    """Tell whether one of the sections uses the term; without any in particular every term is used."""
    return sections is None or any(mention["section"] in sections for mention in row["mentions"])
