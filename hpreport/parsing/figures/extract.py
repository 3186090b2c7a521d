"""Assembling: the figures of the report and the numbers that are none, in the order of the text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hpreport.model import Figure, NotFigure, Section
from hpreport.parsing.figures import headline, periods, phrases
from hpreport.parsing.figures.claims import JOINTS, Claim, Reading, clause_start, read_numbers
from hpreport.parsing.figures.headline import Span
from hpreport.parsing.figures.indicators import Cut, cut_sentence
from hpreport.parsing.figures.periods import Calendar, Row, Times
from hpreport.parsing.figures.quantities import CLAUSE_END, SENTENCE_END, amount, base_unit
from hpreport.text.lexicon import pattern

_INSIDE_SENTENCE = re.compile(r"[，：]")
_CLOSING = "”’》」』"
_EACH = re.compile(r"(?:(?<![年平人户月日])均|都|各)(?:位?稳?居|[位名]?列|排名?)?(?:全[国省市县区球])?$")
_EACH_GROWS = re.compile(r"(?<![年平人户月日])均(?=增长|下降|[保达为])")
# 地区生产总值和财政收入年均增长8%: each of them, where they are two names and not two words of one
_MEAN_GROWS = re.compile(r"年均(?=增长|下降|递增)")
_CONTEXT = 10
_MEAN = re.compile(pattern("mean_of_years"))
_ADDED_UP = re.compile(pattern("added_up"))
_ZONE, _OF_ZONE, _OF_WHOLE = (re.compile(pattern(name)) for name in ("zone", "of_zone", "of_whole_place"))
_OF_ZONE_VERB = re.compile("^(?:完成|实现)")
_FULL_STOP = re.compile("[。！？]")
_YEAR_ON_YEAR = re.compile(pattern("year_on_year"))
_ARRIVED = re.compile(pattern("arrived_at"))


def find_figures(
    sections: Sequence[Section], result_year: int | None, plan_year: int | None, delivered: int | None = None
) -> tuple[list[Figure], list[NotFigure]]:
    """Return the figures of the report's body, and every other Arabic number in it with the reason why it is none.

    `delivered` is the year in which the report was given, which it calls 今年.
    """
    rows = periods.read_rows(sections)
    if result_year is None and plan_year is None:
        result_year, plan_year = periods.guess_years(rows)
    readings = [read_numbers(row.plain.text) for row in rows]
    claims = [reading.claims for reading in readings]
    spans = headline.target_spans(rows, claims, plan_year) + headline.result_spans(rows, claims)
    all_times = periods.times_of(rows, claims, Calendar(result_year, plan_year, delivered))
    figures: list[Figure] = []
    not_figures: list[NotFigure] = []
    for index, (times, reading) in enumerate(zip(all_times, readings, strict=True)):
        own = [span for span in spans if span.row == index]
        figures += _figures_of(times, reading, own)
        not_figures += _not_figures(times.row, reading)
    return figures, not_figures


def _figures_of(times: Times, reading: Reading, spans: Sequence[Span]) -> list[Figure]:
    """Return the figures of one paragraph, in the order of its text."""
    row, figures = times.row, list[Figure]()
    before: Cut | None = None
    for cut in _cuts(row, reading, spans):
        named = _named(row, cut, figures[-1].indicator if figures else "")
        average = _is_mean(row.plain.text, cut, before if figures and figures[-1].average else None)
        figures += _figures(times, named, spans, average=average)
        before = cut
    return figures


def _is_mean(text: str, cut: Cut, mean_before: Cut | None) -> bool:
    """Tell whether a number is a mean of several years: it says so, or goes on with one that does."""
    start = max(clause_start(text, cut.claim.start), mean_before.claim.end if mean_before else 0)
    if not mean_before and cut.claim.measure != "level":  # 年均增长8%，达到7亿元: a level has no mean but its own
        start = min(start, cut.start)
    said = text[start : cut.claim.end]
    goes_on = mean_before is not None and mean_before.claim.measure == cut.claim.measure and said[:1] in JOINTS
    return bool(_MEAN.search(said)) or goes_on


def _cuts(row: Row, reading: Reading, spans: Sequence[Span]) -> list[Cut]:
    """Return the claims of a paragraph with their indicators, those in words among them, in the order of the text."""
    text = row.plain.text
    cuts: list[Cut] = []
    for start, end in _ranges(text, SENTENCE_END, 0, len(text), [span.start for span in spans]):
        inside = [claim for claim in reading.claims if start <= claim.start < end]
        if inside:
            before = cuts[-1].indicators[0] if cuts else ""
            cuts += cut_sentence(text, list(_ranges(text, _INSIDE_SENTENCE, start, end, [])), inside, before)
    cuts = [_coordinated(text, cut, headline=_in_spans(cut.claim.start, spans)) for cut in cuts]
    cuts += [_worded(target) for target in _worded_targets(row, reading, spans)]
    return _of_zones(text, sorted(cuts, key=lambda cut: cut.claim.start))


def _of_zones(text: str, cuts: Sequence[Cut]) -> list[Cut]:
    """Return the cuts with what a zone has named so, though its sentence, or the next without a subject, does not.

    开发区主营业务收入增长9%；固定资产投资翻番。完成财政收入4亿元 is not about the whole place. Where the paragraph has
    told of the place before, what follows a zone may be of the place again.
    """
    out: list[Cut] = []
    zone, since, of_whole = "", 0, False
    for cut in cuts:
        (name, *more), named = cut.indicators, cut
        if own := _ZONE.match(name):
            zone, since = "" if of_whole else own["zone"], cut.claim.end
        elif _OF_ZONE.match(name) and not more:
            if zone and _goes_on_with_zone(text[since : cut.claim.end]):
                named = replace(cut, indicators=(zone + _OF_ZONE_VERB.sub("", name),))
            else:
                zone, of_whole = "", True
        out.append(named)
    return out


def _goes_on_with_zone(between: str) -> bool:
    """Tell whether the text since a zone was named names no other subject."""
    if len(between) > _LONGEST_LEAD:
        return False
    sentences = _FULL_STOP.split(between)
    return not _OF_WHOLE.search(between) and all(
        _OF_ZONE_VERB.match(sentence) for sentence in sentences[1:] if sentence
    )


def _ranges(text: str, ends: re.Pattern[str], start: int, end: int, more: Sequence[int]) -> list[tuple[int, int]]:
    """Return the ranges between the marks that `ends` matches, and the further cuts `more`."""
    cuts = sorted(
        {start, end, *(m.end() for m in ends.finditer(text, start, end)), *(at for at in more if start < at < end)}
    )
    return [(first, last - 1 if ends.match(text, last - 1) else last) for first, last in pairwise(cuts)]


def _in_spans(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _coordinated(text: str, cut: Cut, *, headline: bool) -> Cut:
    """Return the cut with all indicators that share its number: 全部财政收入和公共财政预算收入均增长14%."""
    if len(cut.indicators) > 1:
        return cut
    (indicator,) = cut.indicators
    before = text[cut.start : cut.claim.start]
    shares = _EACH.search(before) or _EACH_GROWS.search(text[cut.start : cut.claim.end])
    rate = cut.claim.measure in ("growth", "decline")
    names = phrases.split_list(indicator)
    means = bool(_MEAN_GROWS.search(text[cut.start : cut.claim.end])) and all(map(phrases.is_complete, names))
    doubled = cut.claim.unit == "番" and all(map(phrases.is_complete, names))
    rates = cut.claim.unit == "%" and all(name.endswith("率") for name in names)  # 办结率、满意率100%
    if cut.claim.measure == "rank" and not all(map(phrases.is_complete, names)):
        return cut
    if "等" in indicator or not (shares or means or doubled or rates or (rate and headline)):
        return cut
    return replace(cut, indicators=tuple(names))


def _worded_targets(row: Row, reading: Reading, spans: Sequence[Span]) -> list[headline.WordedTarget]:
    text = row.plain.text
    found = [
        target
        for target in headline.worded_totals(text)
        if row.kind_at(target.start) == periods.TARGET and not _in_spans(target.start, spans)
    ]
    for span in spans:
        if row.kind_at(span.start) == periods.RESULT:
            continue
        for start, end in _ranges(text, CLAUSE_END, span.start, span.end, []):
            found += _worded_pieces(text, start, end, reading)
    return found


def _worded_pieces(text: str, start: int, end: int, reading: Reading) -> list[headline.WordedTarget]:
    """Return the targets in words of one clause: the whole of it, or pieces of it between 、."""
    numbered = [claim for claim in reading.claims if start <= claim.start < end]
    if not numbered and "、" not in text[start:end]:
        target = headline.worded_target(text, start, end)
        return [target] if target else []
    out, opened = [], start
    for at in [*(m.start() for m in re.finditer("、", text[start:end])), end - start]:
        stop = start + at
        if any(opened <= claim.start < stop for claim in numbered):
            opened = stop + 1
        elif target := headline.worded_target(text, opened, stop):
            out.append(target)
            opened = stop + 1
    return out


def _worded(target: headline.WordedTarget) -> Cut:
    claim = Claim(target.start, target.end, target.end, (), 0.0, None, "", "qualitative", "=", target.start)
    return Cut(claim, target.indicators, target.start, target.end)


def _named(row: Row, cut: Cut, last: str) -> Cut:
    """Return the cut with a name where its words give none.

    It is named by the heading it stands under, else by the `last` indicator of the paragraph: the title of the report
    (今年增长6% before the first part) is none. Its own clause is the last resort.
    """
    if all(cut.indicators):
        return cut
    clause = row.plain.cut(clause_start(row.plain.text, cut.claim.start), cut.claim.end)
    other = (row.section.heading if row.section.level else "") or last or clause.strip("—“” ")
    return replace(cut, indicators=tuple(indicator or other for indicator in cut.indicators))


_LONGEST_LEAD = 400
"""Characters quoted before a number at most: a text without any marks has no clauses to quote."""


def _figures(times: Times, cut: Cut, spans: Sequence[Span], *, average: bool) -> list[Figure]:
    row, claim = times.row, cut.claim
    period, kind = times.at(claim.start)
    start = max(clause_start(row.plain.text, min(cut.start, claim.start)), claim.start - _LONGEST_LEAD)
    end = max(cut.end, claim.end)
    end += len(row.plain.text[end:]) - len(row.plain.text[end:].lstrip(_CLOSING))
    worded = claim.measure == "qualitative" and not claim.digits
    return [
        Figure(
            year=period.year,
            kind=kind,
            headline=_in_spans(claim.start, spans) and kind == row.kind_at(claim.start),
            indicator=indicator,
            value=None if worded else claim.value,
            value_max=claim.value_max,
            unit=claim.unit,
            measure=claim.measure,
            bound=claim.bound,
            text=row.plain.cut(claim.start, claim.end),
            quote=row.plain.cut(start, end).lstrip("，、：；。"),
            section=row.section.id,
            heading=row.section.heading,
            line=row.paragraph.line,
            topic=indicator,
            period=_period(times, cut, average=average),
            average=average,
            amount=None if worded else amount(claim.value, claim.unit),
            amount_unit="" if worded else base_unit(claim.unit),
            base_value=claim.base_value,
            stretch=claim.stretch,
        )
        for indicator in cut.indicators
    ]


def _period(times: Times, cut: Cut, *, average: bool) -> str:
    """Return the time of a number; a mean, or a sum of several years, is not of the one year that its part is about."""
    text, (period, kind) = times.row.plain.text, times.at(cut.claim.start)
    start, end = clause_start(text, cut.claim.start), cut.claim.number_end
    moved = cut.claim.base_value is not None and cut.claim.measure == "level"  # 从2649亿元增长到3826亿元
    if "/" in period.text and (moved or _ARRIVED.search(text, start, end)):
        several = average or _ADDED_UP.search(text, min(cut.start, cut.claim.start), cut.claim.end)
        return period.text if several or "-" in period.text else str(period.year)
    one_year = period.text.isdecimal()
    if cut.claim.unit == "番" and one_year and not _YEAR_ON_YEAR.search(text, start, end):
        return ""  # 投资实现翻番: over how many years is not told
    added_up = _ADDED_UP.search(text, start, cut.claim.start)
    if not one_year or not (average or added_up):
        return period.text
    planned = times.calendar.plan_year  # 到2027年，生产总值年均增长8%: from the year of the plan on
    return f"{planned}/{period.text}" if kind == periods.TARGET and planned and planned < int(period.text) else ""


def _not_figures(row: Row, reading: Reading) -> list[NotFigure]:
    return [
        NotFigure(
            number=row.plain.cut(left.start, left.end),
            reason=left.reason,
            context=row.plain.cut(max(0, left.start - _CONTEXT), min(len(row.plain.text), left.end + _CONTEXT)),
            section=row.section.id,
            line=row.paragraph.line,
        )
        for left in reading.leftovers
    ]
