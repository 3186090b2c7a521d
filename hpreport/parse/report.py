"""The parser: text of a report to `Report`, step by step, and warnings of what it could not tell or found at odds.

Paragraphs, regions, glossary, footnote marks, front matter, outline, years, figures, mentions. Warnings are in Chinese
and name the line of the text where there is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from hpreport.model import LEVEL_PART, Mention, Paragraph, Report, Section, Term
from hpreport.parse.divisions import locate, told_by_name
from hpreport.parse.figures import find_figures
from hpreport.parse.front import parse_front, place_in_text, years_of
from hpreport.parse.glossary.components import split_components
from hpreport.parse.glossary.entries import Entry, parse_entries, term_of
from hpreport.parse.glossary.footnotes import lift_footnotes, lift_marks, tie_marks
from hpreport.parse.glossary.mentions import find_mentions, find_phrases
from hpreport.parse.lines.paragraphs import split_paragraphs
from hpreport.parse.lines.regions import divide
from hpreport.parse.lines.rejoin import join_broken, join_wrapped
from hpreport.parse.lines.split import cut_glued
from hpreport.parse.outline.build import build_outline
from hpreport.text.fold import fold
from hpreport.text.pinyin import initials_of, pinyin_of


@dataclass(frozen=True, slots=True)
class Editorial:
    """What no parser can infer, hand-kept in YAML beside the index."""

    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Term or acronym -> other names; an acronym's names go to every term that contains it."""
    readings: Mapping[str, str] = field(default_factory=dict)
    """Phrase -> pinyin with tone marks, where pypinyin errs."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """Command-line values that override what a report says."""

    place: str = ""
    plan_year: int | None = None


def parse_report(
    text: str, *, report_id: str, source: str, sha256: str, editorial: Editorial, overrides: Overrides | None = None
) -> Report:
    """Return the report in `text`; what the text does not tell is None or empty, and said in `warnings`."""
    overrides = overrides or Overrides()
    lines, page_numbers = join_wrapped(list(split_paragraphs(text)), text)
    regions = divide(join_broken(lines))
    entries, rest = parse_entries(regions.glossary)
    body, entries = lift_footnotes(regions.body, entries)
    body = lift_marks(cut_glued(body), entries)
    front = parse_front([p.text for p in body])
    outline = build_outline(
        body, front.title or "政府工作报告", regions.appendices, [*regions.furniture, *page_numbers]
    )
    sections, loose = tie_marks(outline, entries)
    result_year, plan_year, guessed = years_of(sections, front.date)
    if overrides.plan_year:
        result_year, plan_year, guessed = overrides.plan_year - 1, overrides.plan_year, False
    by_name, year_by_name = told_by_name(PurePath(source).stem)
    place = overrides.place or front.place or place_in_text([p.text for p in body])
    doubts = [f"文中没有认出地区，按文件名取“{by_name}”，可用 --place 指定"] if by_name and not place else []
    if plan_year is None and year_by_name:
        result_year, plan_year = year_by_name - 1, year_by_name
        doubts.append(f"文中没有认出年份，按文件名取 {plan_year} 年，可用 --year 指定")
    place = place or by_name
    located = locate(place, plan_year, text)
    delivered = int(front.date[:4]) if front.date else None
    figures, not_figures = find_figures(sections, result_year, plan_year, delivered)
    report = Report(
        id=report_id,
        title=front.title,
        place=place,
        speaker=front.speaker,
        meeting=front.meeting,
        date=front.date,
        result_year=result_year,
        plan_year=plan_year,
        source=source,
        sha256=sha256,
        sections=sections,
        terms=_terms(entries, sections, editorial),
        phrases=find_phrases(sections, [term_of(entry.headword) for entry in entries]),
        figures=tuple(figures),
        not_figures=tuple(not_figures),
        place_code=located.code,
        level=located.level,
    )
    known = {p.text for p in body}
    left = [p for p in rest if p.text not in known]  # the end of a report printed again behind its first glossary
    doubts += [located.doubt] if located.doubt else []
    return replace(report, warnings=(*doubts, *warnings_of(report, left, loose, guessed=guessed)))


def _terms(entries: Sequence[Entry], sections: Sequence[Section], editorial: Editorial) -> tuple[Term, ...]:
    mentions = find_mentions([term_of(e.headword) for e in entries], sections)
    return tuple(_term(number, entry, mentions, editorial) for number, entry in enumerate(entries, 1))


def _term(number: int, entry: Entry, mentions: Mapping[str, Sequence[Mention]], editorial: Editorial) -> Term:
    term = term_of(entry.headword)
    return Term(
        number=number,
        headword=entry.headword,
        term=term,
        definition=entry.definition,
        pinyin=pinyin_of(term, editorial.readings),
        initials=initials_of(term, editorial.readings),
        line=entry.line,
        components=split_components(entry.headword, entry.definition),
        aliases=_aliases(term, editorial),
        mentions=tuple(mentions.get(fold(term), ())),
    )


def _aliases(term: str, editorial: Editorial) -> tuple[str, ...]:
    words = fold(term).split("+")
    return tuple(
        alias
        for key, names in editorial.aliases.items()
        if fold(key) == fold(term) or fold(key) in words
        for alias in names
    )


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
