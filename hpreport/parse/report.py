"""The parser: text of a report to `Report`, in six steps.

Paragraphs, front matter, outline, glossary, mentions, figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hpreport.fold import fold
from hpreport.model import LEVEL_PART, Mark, Mention, Paragraph, Report, Section, Term
from hpreport.parse.components import split_components
from hpreport.parse.figures import find_figures
from hpreport.parse.front import parse_front, report_years
from hpreport.parse.glossary import Entry, glossary_start, parse_entries, term_of
from hpreport.parse.mentions import find_mentions
from hpreport.parse.outline import build_outline
from hpreport.parse.phrases import find_phrases
from hpreport.parse.pinyin import initials_of, pinyin_of
from hpreport.parse.source import split_paragraphs


@dataclass(frozen=True, slots=True)
class Editorial:
    """What no parser can infer, hand-kept in YAML beside the index."""

    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Term or acronym -> other names; an acronym's names go to every term that contains it."""
    readings: Mapping[str, str] = field(default_factory=dict)
    """Phrase -> pinyin with tone marks, where pypinyin errs."""


def parse_report(text: str, *, report_id: str, source: str, sha256: str, editorial: Editorial) -> Report:
    """Return the report in `text`; what the text does not tell is None or empty, and said in `warnings`."""
    paragraphs = list(split_paragraphs(text))
    start = glossary_start(paragraphs)
    body, (entries, rest) = paragraphs[:start], parse_entries(paragraphs[start + 1 :])
    sections = _tie_marks(build_outline(body, "政府工作报告"), entries)
    front = parse_front([p.text for p in sections[0].paragraphs])
    if front.title:
        sections = (replace(sections[0], heading=front.title), *sections[1:])
    parts = [s for s in sections if s.level == LEVEL_PART]
    review, plan = (next((p.heading for p in parts if p.role == role), "") for role in ("review", "plan"))
    result_year, plan_year = report_years(front.date, review, plan)
    figures, not_figures = find_figures(sections, result_year, plan_year)
    report = Report(
        id=report_id,
        title=front.title,
        place=front.place,
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
    )
    return replace(report, warnings=tuple(_warnings(report, rest)))


def _tie_marks(sections: Sequence[Section], entries: Sequence[Entry]) -> tuple[Section, ...]:
    """Give the body's marks the numbers of their glossary entries.

    Marks whose number was lost point to the entries in order, provided that there are as many of them.
    """
    lost = sum(mark.number == 0 for s in sections for p in s.paragraphs for mark in p.marks)
    if not lost or lost != len(entries):
        return tuple(sections)
    order = sorted(p.line for s in sections for p in s.paragraphs for _ in p.marks)
    first = {line: order.index(line) + 1 for line in order}
    return tuple(
        replace(s, paragraphs=tuple(_number_marks(p, first.get(p.line, 0)) for p in s.paragraphs)) for s in sections
    )


def _number_marks(paragraph: Paragraph, first: int) -> Paragraph:
    marks = tuple(Mark(mark.at, first + i, mark.printed) for i, mark in enumerate(paragraph.marks))
    return replace(paragraph, marks=marks)


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


def _warnings(report: Report, rest: Sequence[Paragraph]) -> list[str]:
    checks = [
        (not report.place, "没有认出地区"),
        (report.date is None, "没有认出报告日期"),
        (report.plan_year is None, "没有认出报告所涉年份"),
        (len(report.sections) == 1, "没有认出分部分的标题"),
        (not report.terms, "没有名词解释"),
    ]
    return [text for failed, text in checks if failed] + [
        f"第 {p.line} 行：名词解释中有一段认不出词条：{p.text[:20]}" for p in rest
    ]
