"""Periods: whether a stretch of the report states results or targets, and of which year."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hpreport.model import LEVEL_PART, Paragraph, Section
from hpreport.parse.figures.quantities import SENTENCE_END, Plain, plain
from hpreport.text.lexicon import any_of, pattern
from hpreport.text.numerals import YEAR

RESULT, TARGET = "result", "target"
_KIND_OF_ROLE = {"review": RESULT, "plan": TARGET}
_PLAN_CUE = re.compile(pattern("plan_cue"))
_FIVE_YEARS = re.compile(pattern("five_year_plan"))
_TERM_OF_OFFICE = re.compile(any_of("term_of_office"))
_DATED = re.compile(pattern("dated_clause"))
_OF_YEAR = re.compile(pattern("of_year"))
_YEAR = re.compile(pattern("named_year"))


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph with its plain text, and the kind and year of what it states."""

    section: Section
    paragraph: Paragraph
    plain: Plain
    kind: str
    turn: int
    """Offset into the plain text from which on it states targets; its length where it does not turn."""
    part_year: int | None
    """The year of a part that is about several years; None for other parts."""
    several_years: bool

    def kind_at(self, at: int) -> str:
        """Return `result` or `target` for what stands at `at`."""
        return TARGET if at >= self.turn else self.kind


def read_rows(sections: Sequence[Section]) -> list[Row]:
    """Return the paragraphs of the report in order of their lines, each with its kind."""
    parts = {section.id: section for section in sections if section.level == LEVEL_PART}
    pairs = [(section, paragraph) for section in sections for paragraph in section.paragraphs]
    rows, kind = [], RESULT
    for section, paragraph in sorted(pairs, key=lambda pair: pair[1].line):
        text = plain(paragraph.text)
        part = parts.get(section.id.split(".")[0])
        kind = _KIND_OF_ROLE.get(section.role, kind)
        cue = _PLAN_CUE.search(text.text) if not section.role and kind == RESULT else None
        turn = _sentence_start(text.text, cue.start()) if cue else len(text.text) + 1
        several, year = _several_years(part.heading if part else "")
        rows.append(Row(section, paragraph, text, kind, turn, year, several))
        kind = TARGET if cue else kind
    return rows


def _sentence_start(text: str, at: int) -> int:
    return max((match.end() for match in SENTENCE_END.finditer(text, 0, at)), default=0)


def _several_years(heading: str) -> tuple[bool, int | None]:
    """Return whether a part is about several years, and their last one: 十四五 -> 2025."""
    if re.search(rf"{YEAR}年", heading):
        return False, None
    if match := _FIVE_YEARS.search(heading):
        return True, 2005 + 5 * "一二三四五六七八九".index(match["number"]) + 5
    return bool(_TERM_OF_OFFICE.search(heading)), None


def year_of(row: Row, at: int, result_year: int | None, plan_year: int | None) -> int | None:
    """Return the year that a number at `at` is about: as its sentence says, else as its part does."""
    text = row.plain.text
    start = _sentence_start(text, at)
    if match := _OF_YEAR.search(text, start, at):
        return int(match["year"])
    if dated := list(_DATED.finditer(text, max(0, start - 1), at)):
        return int(dated[-1]["year"])
    kind = row.kind_at(at)
    if row.several_years and kind == TARGET:
        return row.part_year
    return result_year if kind == RESULT else plan_year


def guess_years(rows: Sequence[Row]) -> tuple[int | None, int | None]:
    """Return the years reviewed and planned of a report whose headings and date tell neither.

    The latest year that it names often is the plan's where the plan names it, or where the one before is named as
    often; else it is the review's.
    """
    named = Counter(year for _, year in _named_years(rows))
    often = max(2, max(named.values(), default=0) / 3)
    latest = max((year for year, count in named.items() if count >= often), default=None)
    if latest is None:
        return None, None
    planned = (TARGET, latest) in _named_years(rows) or named[latest - 1] >= named[latest]
    return (latest - 1, latest) if planned else (latest, latest + 1)


def _named_years(rows: Sequence[Row]) -> Iterator[tuple[str, int]]:
    for row in rows:
        for match in _YEAR.finditer(row.plain.text):
            yield row.kind_at(match.start()), int(match[1])
