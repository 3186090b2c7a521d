"""What the parser could not tell or found at odds, in Chinese, naming the line of the text where there is one."""

from collections.abc import Iterator, Sequence

from hpreport.model import LEVEL_PART, Paragraph, Report

_SHOWN = 20
"""Characters of a paragraph that a warning quotes."""


def warnings_of(
    report: Report, rest: Sequence[Paragraph], loose: Sequence[Paragraph], *, guessed: bool
) -> Iterator[str]:
    """Yield the warnings: `rest` are paragraphs of the glossary that are no entries, `loose` those with stray marks."""
    yield from _unknown(report)
    if guessed and report.plan_year is not None:
        years = f"回顾 {report.result_year} 年、安排 {report.plan_year} 年"
        yield f"报告没有写明年份，按正文推断为{years}，可用 --year 指定"
    yield from _outline(report)
    if not report.terms:
        yield "没有名词解释"
    elif loose:
        yield from (f"第 {p.line} 行：注释标记 {_stray(p)} 在名词解释中没有对应的词条" for p in loose)
    if loose and not report.terms:
        yield f"第 {loose[0].line} 行起：正文有注释标记，却没有名词解释"
    for paragraph in rest:
        yield f"第 {paragraph.line} 行：名词解释中有一段认不出词条：{paragraph.text[:_SHOWN]}"


def _unknown(report: Report) -> Iterator[str]:
    checks = [
        (not report.title, "没有认出标题"),
        (not report.place, "没有认出地区，可用 --place 指定"),
        (not report.speaker, "没有认出报告人"),
        (report.date is None, "没有认出报告日期"),
        (report.plan_year is None, "没有认出报告所涉年份，可用 --year 指定"),
    ]
    yield from (text for failed, text in checks if failed)


def _outline(report: Report) -> Iterator[str]:
    parts = [section for section in report.sections if section.level == LEVEL_PART]
    if not parts:
        yield "没有认出分部分的标题"
    for part in parts:
        if not part.role and not part.number.startswith("附"):
            yield f"第 {part.line} 行：看不出“{part.heading[:_SHOWN]}”是回顾还是安排"


def _stray(paragraph: Paragraph) -> str:
    return "、".join("".join(mark.printed.split()) for mark in paragraph.marks if mark.number == 0)
