"""Periods: whether a stretch of the report states results or targets, and of which year."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from hpreport.model import LEVEL_PART, Paragraph, Section
from hpreport.parsing.figures.claims import Claim
from hpreport.parsing.figures.quantities import SENTENCE_END, Plain, plain
from hpreport.parsing.outline.headings import is_self_building
from hpreport.text.lexicon import any_of, pattern
from hpreport.text.numerals import YEAR, chinese_to_int

RESULT, TARGET = "result", "target"
_KIND_OF_ROLE = {"review": RESULT, "plan": TARGET}
_PLAN_CUE = re.compile(pattern("plan_cue"))
_FIVE_YEARS = re.compile(pattern("five_year_plan"))
_TERM_OF_OFFICE = re.compile(any_of("term_of_office"))
_DATED = re.compile(pattern("dated_clause"))
_OF_YEAR = re.compile(pattern("of_year"))
_YEAR = re.compile(pattern("named_year"))
_PART_OF_YEAR = re.compile(pattern("part_of_year"))
_AIMED = re.compile(pattern("aimed_year"))
_SEVERAL_YEARS = re.compile(pattern("several_years"))
_LAST_YEAR, _THIS_YEAR, _NEXT_YEAR = (re.compile(pattern(name)) for name in ("last_year", "this_year", "next_year"))
_WHOLE_YEAR, _END_OF_YEAR = re.compile(pattern("whole_year")), re.compile(pattern("end_of_year"))
_NOT_SAID = re.compile(pattern("not_said_of_numbers"))
_OPENING = re.compile(pattern("opening_year"))
_ONE_YEAR = re.compile(pattern("one_year"))
# 2023年，… or 2023年是…: the sentence is about the year as a whole
_AT_ONCE = re.compile("年?[，是]")
_ADDRESS = re.compile("各位代表")
_LONGEST_YEAR = 8
"""Characters of the words that date a number right before it, at most: 2021年的."""
_LONGEST_LIST = 800
"""Characters of a list of targets before a number in which the year is looked for that they aim at."""
_NEAR = 12
"""Times of a sentence that are looked at before one: a text without full stops has no end of them."""
_LEAD_OPENS = 8
"""Characters before the time with which a paragraph opens, at most: 回顾过去五年，…."""


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
    """Return the paragraphs of the report in order of their lines, each with its kind.

    Where no heading of a part opens the plan, it opens where the text says so and goes on to the end.
    """
    parts = {section.id: section for section in sections if section.level == LEVEL_PART}
    pairs = [(section, paragraph) for section in sections for paragraph in section.paragraphs]
    lost = not any(part.role == "plan" and not is_self_building(part.heading) for part in parts.values())
    rows, kind = [], RESULT
    for section, paragraph in sorted(pairs, key=lambda pair: pair[1].line):
        text = plain(paragraph.text)
        part = parts.get(section.id.split(".")[0])
        kind = TARGET if lost and kind == TARGET else _KIND_OF_ROLE.get(section.role, kind)
        cue = _PLAN_CUE.search(text.text) if (lost or not section.role) and kind == RESULT else None
        turn = _sentence_start(text.text, cue.start()) if cue else len(text.text) + 1
        several, year = _several_years(part.heading if part else "")
        rows.append(Row(section, paragraph, text, kind, turn, year, several))
        kind = TARGET if cue else kind
    return rows


def _sentence_start(text: str, at: int) -> int:
    starts = _sentence_starts(text)
    return starts[bisect_right(starts, at) - 1]


@lru_cache(maxsize=2)
def _sentence_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in SENTENCE_END.finditer(text))]


def _several_years(heading: str) -> tuple[bool, int | None]:
    """Return whether a part is about several years, and their last one: “十四五”时期主要目标 -> 2025."""
    if re.search(rf"{YEAR}年", heading) or _OPENING.search(heading):
        return False, None
    if match := _FIVE_YEARS.search(heading):
        return True, _last_of_plan(match["number"])
    return bool(_TERM_OF_OFFICE.search(heading)), None


def _last_of_plan(number: str) -> int:
    """Return the last year of a Five-Year Plan, by its number: the eleventh ended in 2010."""
    return 2005 + 5 * (chinese_to_int(number) or 0)


class Calendar(NamedTuple):
    """The years that words of the report stand for; None where they are not known."""

    result_year: int | None
    plan_year: int | None
    delivered: int | None
    """The year in which the report was given: 今年."""

    def of(self, kind: str) -> int | None:
        """Return the year that the results, or the targets, are of."""
        return self.plan_year if kind == TARGET else self.result_year

    def spoken(self, after: int, kind: str) -> int | None:
        """Return the year that lies `after` that of the speech (今年 0, 去年 -1); `kind` is what the part states.

        Where the day is not known, the plan's year is this year or next year, whichever it is called.
        """
        if self.delivered is not None:
            return self.delivered + after
        return None if kind != TARGET or self.plan_year is None else self.plan_year + min(after, 0)


class Period(NamedTuple):
    """The time that a number is of."""

    year: int | None
    """The year in which it ends."""
    text: str
    """In ISO 8601, empty where it is not known."""

    def spans_as(self, other: "Period") -> bool:
        """Tell whether both are several years, and as many."""
        return self.years == other.years > 1

    @property
    def years(self) -> int:
        """How many years it has, 0 where it is a part of one, or not known."""
        bounds = [int(bound) for bound in self.text.split("/") if bound.isdecimal()]
        return bounds[-1] - bounds[0] + 1 if bounds else 0

    @classmethod
    def of_year(cls, year: int | None) -> "Period":
        """Return a whole year."""
        return cls(year, "" if year is None else str(year))

    @classmethod
    def of_years(cls, last: int | None, count: int) -> "Period":
        """Return `count` years, of which `last` is the last one."""
        return cls(last, "" if last is None else f"{last - count + 1}/{last}")

    @classmethod
    def of_months(cls, year: int | None, first: int, last: int) -> "Period":
        """Return the months from `first` to `last` of a year; the whole year where they are all of it."""
        if (first, last) == (1, 12) or not 1 <= first <= last <= 12:
            return cls.of_year(year)
        months = f"{year}-{first:02}" + (f"/{year}-{last:02}" if first < last else "")
        return cls(year, "" if year is None else months)


def _year_before(calendar: Calendar, kind: str) -> int | None:
    """Return the year called 去年; in a review it is the one reviewed, where the day of the speech is not known."""
    spoken = calendar.spoken(-1, kind)
    return calendar.of(kind) if spoken is None and kind == RESULT else spoken


def _part_of_year(match: re.Match[str], year: int | None) -> Period:
    quarters = {char: at for at, char in enumerate("一二三四", 1)} | {"两": 2}
    if match["from"]:
        return Period.of_months(year, int(match["from"]), int(match["to"]))
    if match["months"] or match["until"]:
        return Period.of_months(year, 1, int(match["months"] or match["until"]))
    if match["quarters"]:
        return Period.of_months(year, 1, 3 * quarters[match["quarters"]])
    if match["quarter"]:
        return Period.of_months(year, 3 * quarters[match["quarter"]] - 2, 3 * quarters[match["quarter"]])
    return Period.of_months(year, 1, 6) if match["half"] == "上" else Period.of_months(year, 7, 12)


def _several(match: re.Match[str], calendar: Calendar) -> Period:
    if match["first"]:
        first, last = int(match["first"]), int(match["last"])
        return Period.of_years(last, last - first + 1) if first < last else Period.of_year(last)
    if match["plan"]:
        return Period.of_years(_last_of_plan(match["plan"]), 5)
    numeral = match["next"] or match["past"] or match["since"] or match["mean"] or "五"
    count = chinese_to_int(numeral) if numeral != "几" else None
    if match["next"]:
        first_year = calendar.plan_year
        return Period.of_years(None if first_year is None else first_year + (count or 5) - 1, count or 5)
    return Period.of_years(calendar.result_year, count) if count else Period(calendar.result_year, "")


def _spoken_times(text: str, calendar: Calendar, kind: str) -> Iterator[tuple[int, int, Period]]:
    """Yield the times that a stretch of text names: where each begins and ends, and what it is."""
    for match in _SEVERAL_YEARS.finditer(text):
        yield *match.span(), _several(match, calendar)
    for match in _END_OF_YEAR.finditer(text):
        year = int(match["of"]) if match["of"] else _year_before(calendar, kind) if match["last"] else calendar.of(kind)
        yield *match.span(), Period(year, "" if year is None else f"{year}-12-31")
    for after, spoken in ((-1, _LAST_YEAR), (0, _THIS_YEAR), (1, _NEXT_YEAR)):
        for match in spoken.finditer(text):
            if (year := calendar.spoken(after, kind)) is not None:
                yield *match.span(), Period.of_year(year)
    for match in _WHOLE_YEAR.finditer(text):
        yield *match.span(), Period.of_year(calendar.of(kind))
    for match in _DATED.finditer(text):
        yield match.start("year"), match.end("year"), Period.of_year(int(match["year"]))


def _times(text: str, calendar: Calendar, kind: str) -> list[tuple[int, int, Period]]:
    """Return the times that a stretch of text names, in order; of two that overlap the longer one."""
    text = _NOT_SAID.sub(lambda match: " " * len(match[0]), text)
    found = sorted(_spoken_times(text, calendar, kind), key=lambda time: (time[0], -time[1]))
    times: list[tuple[int, int, Period]] = []
    for start, end, period in found:
        if not times or start >= times[-1][1]:
            times.append((start, end, period))
    parts = []
    for match in _PART_OF_YEAR.finditer(text):
        before = bisect_left(times, match.start(), key=lambda time: time[0])
        year = times[before - 1][2].year if before else calendar.of(kind)
        parts.append((*match.span(), _part_of_year(match, year)))
    return sorted([*times, *parts], key=lambda time: time[0])


@dataclass(frozen=True, slots=True)
class Times:
    """The times of one row: what its sentences name, and what stands above them."""

    row: Row
    calendar: Calendar
    leads: Sequence[tuple[int, Period | None]]
    """From where on which time holds that is not of the one year: that of the heading of the list, of the paragraph
    before, or of a sentence of this one. In the order of the text, the first from its start."""
    sentences: dict[tuple[int, str], list[tuple[int, int, Period]]] = field(default_factory=dict)
    """The times that its sentences name, by where each begins and its kind, read once a sentence."""

    def above(self, at: int) -> Period | None:
        """Return the time that holds for what names none itself at `at`, None where that is the part's own."""
        return self.leads[bisect_right(self.leads, at, key=lambda lead: lead[0]) - 1][1]

    def at(self, at: int) -> tuple[Period, str]:
        """Return the period of a number at `at`, and whether it is a result or a target."""
        kind = self.row.kind_at(at)
        named, aimed = self._named(at, kind), self._aimed(at, kind)
        if named and aimed and named.years > 1 and named.year == self.calendar.result_year:
            named = Period.of_years(aimed.year, named.years)  # 到2027年，…五年累计投资85亿元
        period = named or aimed or self.above(at) or self._of_part(kind)
        return period, self._kind_of(period, kind)

    def _named(self, at: int, kind: str) -> Period | None:
        """Return the time that the sentence names before a number."""
        text = self.row.plain.text
        start = _sentence_start(text, at)
        if match := _OF_YEAR.search(text, max(start, at - _LONGEST_YEAR), at):
            return Period.of_year(int(match["year"]))
        times = self._of_sentence(start, kind)
        named = bisect_right(times, at, key=lambda time: time[1])
        if not named:
            return None
        last = times[named - 1][2]
        before = [time[2] for time in times[max(0, named - _NEAR) : named - 1]]
        earlier = [self.above(at), *before]  # “十三五”时期，…五年累计…: the same five years
        return next((period for period in earlier if period and period.spans_as(last)), last)

    def _of_sentence(self, start: int, kind: str) -> list[tuple[int, int, Period]]:
        """Return the times that the sentence which begins at `start` names, by their offsets in the paragraph."""
        if (start, kind) not in self.sentences:
            text, starts = self.row.plain.text, _sentence_starts(self.row.plain.text)
            at, following = max(0, start - 1), bisect_right(starts, start)
            end = starts[following] if following < len(starts) else len(text)
            found = _times(text[at:end], self.calendar, kind)
            self.sentences[start, kind] = [(at + first, at + last, period) for first, last, period in found]
        return self.sentences[start, kind]

    def _aimed(self, at: int, kind: str) -> Period | None:
        """Return the year that a list of targets before a number aims at: 到2027年，…翻一番；投资达到85亿元."""
        text = self.row.plain.text
        start = max(text.rfind("。", 0, at) + 1, at - _LONGEST_LIST)
        aim = _AIMED.match(text, start, at) if kind == TARGET else None
        return Period.of_year(int(aim["year"])) if aim else None

    def _of_part(self, kind: str) -> Period:
        if not self.row.several_years:
            return Period.of_year(self.calendar.of(kind))
        if kind == TARGET:
            return Period.of_year(self.row.part_year)
        return Period.of_years(self.row.part_year or self.calendar.result_year, 5)

    def _kind_of(self, period: Period, kind: str) -> str:
        """Return what a number is by its time: in the plan, what is of the year before is a result."""
        planned = self.calendar.plan_year
        if kind == TARGET and period.year is not None and planned is not None and period.year < planned:
            return RESULT
        return kind


def times_of(rows: Sequence[Row], claims: Sequence[Sequence[Claim]], calendar: Calendar) -> list[Times]:
    """Return the times of each row; `claims` are those of each.

    A line that heads a list (前三季度主要指标：) governs the list, and a paragraph without a number on several years
    (五年来，我们迈上新台阶。) what follows it, until the report turns to its one year.
    """
    found, heading, carried = [], None, None
    section = part = ""
    for row, own in zip(rows, claims, strict=True):
        text = row.plain.text
        heading = heading if row.section.id == section else None
        section = row.section.id
        if section.split(".")[0] != part or _ADDRESS.match(text):
            carried = None
        part = section.split(".")[0]
        leads = [(0, heading or carried), *_leads(row, own, calendar)]
        found.append(Times(row, calendar, leads))
        carried = _carried(row, own, leads, carried)
        if text.endswith("："):
            heading = _last_time(text, calendar, row.kind)
        elif not text.endswith("；"):
            heading = None
    return found


def _carried(
    row: Row, claims: Sequence[Claim], leads: Sequence[tuple[int, Period | None]], before: Period | None
) -> Period | None:
    """Return the several years that a row leaves the next ones to be about."""
    last = leads[-1][1]
    if len(leads) > 1 and last is None:
        return None
    return last if last and last.years > 1 and not claims and row.kind == RESULT else before


def _last_time(text: str, calendar: Calendar, kind: str) -> Period | None:
    times = _times(text, calendar, kind)
    return times[-1][2] if times else None


def _leads(row: Row, claims: Sequence[Claim], calendar: Calendar) -> Iterator[tuple[int, Period | None]]:
    """Yield where a sentence opens with a time that holds for the ones behind it: 五年来，…; None where that ends.

    In the middle of a paragraph that is a sentence on several years without a number.
    """
    text = row.plain.text
    starts = [0, *(match.end() for match in SENTENCE_END.finditer(text))]
    for start, end in pairwise([*starts, len(text)]):
        sentence = text[start:end]
        times = _times(sentence, calendar, row.kind)
        opens = times[0] if times and times[0][0] <= _LEAD_OPENS else None
        one_year = _ONE_YEAR.search(sentence, 0, _LEAD_OPENS + 4)
        if opens and not opens[2].text.isdecimal():
            first = bisect_left(claims, start, key=lambda claim: claim.start)
            numbered = first < len(claims) and claims[first].start < end
            if start == 0 or (row.kind == RESULT and opens[2].years > 1 and not numbered):
                yield start, opens[2]
        elif one_year or (
            opens and opens[2] == Period.of_year(calendar.of(row.kind)) and _AT_ONCE.match(sentence, opens[1])
        ):
            yield start, None


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
