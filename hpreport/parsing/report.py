"""The parser: text of a report to `Report`, step by step, and warnings of what it could not tell or found at odds.

Paragraphs, regions, glossary, footnote marks, front matter, outline, years, figures, mentions. Warnings are in Chinese
and name the line of the text where there is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import NamedTuple

from hpreport.model import LEVEL_PART, Mention, Paragraph, Report, Section, Term
from hpreport.parsing.figures import find_figures
from hpreport.parsing.front import NOT_YEARLY, parse_front
from hpreport.parsing.glossary.components import split_components
from hpreport.parsing.glossary.entries import Entry, parse_entries, term_of
from hpreport.parsing.glossary.mentions import find_mentions, find_phrases, lift_footnotes, lift_marks, tie_marks
from hpreport.parsing.lines.paragraphs import split_paragraphs
from hpreport.parsing.lines.regions import Regions, divide, take_contents
from hpreport.parsing.lines.rejoin import join_broken, join_sentences, join_wrapped
from hpreport.parsing.lines.split import cut_glued
from hpreport.parsing.origin import Overrides, Text, find_origin
from hpreport.parsing.outline.build import build_outline
from hpreport.text.fold import fold
from hpreport.text.pinyin import initials_of, pinyin_of


@dataclass(frozen=True, slots=True)
class Editorial:
    """What no parser can infer, hand-kept in YAML beside the index."""

    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Term or acronym -> other names; an acronym's names go to every term that contains it."""
    readings: Mapping[str, str] = field(default_factory=dict)
    """Phrase -> pinyin with tone marks, where pypinyin errs."""


def parse_report(
    text: str, *, report_id: str, source: str, sha256: str, editorial: Editorial, overrides: Overrides | None = None
) -> Report:
    """Return the report in `text`; what the text does not tell is None or empty, and said in `warnings`."""
    overrides = overrides or Overrides()
    regions, shape = _regions(text)
    entries, rest = parse_entries(regions.glossary)
    body, entries = lift_footnotes(regions.body, entries)
    body = lift_marks(cut_glued(body), entries)
    front = parse_front([p.text for p in body])
    outline = build_outline(
        body,
        front.title or "政府工作报告",
        regions.appendices,
        regions.furniture,
        numbered_only=shape.is_sentence_a_line,
    )
    sections, loose = tie_marks(outline, entries)
    origin = find_origin(Text(text, body, front, sections, PurePath(source).stem), overrides)
    report = Report(
        id=report_id,
        title=front.title,
        place=origin.place,
        speaker=front.speaker,
        meeting=front.meeting,
        date=front.date,
        result_year=origin.result_year,
        plan_year=origin.plan_year,
        source=source,
        sha256=sha256,
        sections=sections,
        terms=_terms(entries, sections, editorial),
        phrases=find_phrases(sections, [term_of(entry.headword) for entry in entries]),
        place_code=origin.located.code,
        level=origin.located.level,
        document=origin.document,
    )
    known = {p.text for p in body}
    left = [p for p in rest if p.text not in known]  # the end of a report printed again behind its first glossary
    told = warnings_of(report, left, loose, guessed=origin.guessed)
    return reread_figures(replace(report, warnings=(*shape.notes, *origin.doubts, *told)))


class _Shape(NamedTuple):
    """What was seen of the lines of a text."""

    notes: list[str]
    is_sentence_a_line: bool


def _regions(text: str) -> tuple[Regions, _Shape]:
    """Return the regions of a text, and what was made of its lines to get them."""
    rows, contents = take_contents(list(split_paragraphs(text)))
    lines, page_numbers = join_wrapped(rows, text)
    regions = divide(join_broken(lines))
    body, is_sentence_a_line = join_sentences(regions.body)
    notes = [f"第 {contents[0].line} 行起：目录略去，共 {len(contents)} 行"] if contents else []
    if is_sentence_a_line:
        notes.append("正文一句一行，已合成段落；没有编号的标题不认")
    furniture = [*regions.furniture, *page_numbers, *contents]
    return replace(regions, body=body, furniture=furniture), _Shape(notes, is_sentence_a_line)


def reread_figures(report: Report) -> Report:
    """Return a report with its figures, read for the years that it has."""
    delivered = int(report.date[:4]) if report.date else None
    figures, not_figures = find_figures(report.sections, report.result_year, report.plan_year, delivered)
    return replace(report, figures=tuple(figures), not_figures=tuple(not_figures))


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
        (report.plan_year is None and report.document not in NOT_YEARLY, "没有认出报告所涉年份，可用 --year 指定"),
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
