"""Whose report it is and of which year: what is told in several places, which of them is believed, what is at odds.

Believed is, first to last: what the reader says; the front of the text, and for whom its address speaks; the name of
the file; the division that the text names most. A warning says where two of them differ and which was taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hpreport.model import LEVEL_PART, Paragraph, Section
from hpreport.parsing.divisions import Located, are_related, locate, most_named, told_by_name
from hpreport.parsing.front import NOT_YEARLY, WORK_REPORT, Front, date_in, place_in_text, years_of


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the reader says of a report, which goes before what it says itself."""

    place: str = ""
    plan_year: int | None = None
    by: str = "选项"
    """Where the reader says so, as a warning names it: 选项, list.csv 第 3 行."""


class Origin(NamedTuple):
    """Whose report it is and of which year."""

    place: str
    located: Located
    result_year: int | None
    plan_year: int | None
    document: str
    """What kind of document it is."""
    doubts: tuple[str, ...]
    """What is not certain or at odds, in Chinese, each with the choice made."""
    guessed: bool = False
    """Whether the years are inferred from the body."""


class _Told(NamedTuple):
    """A place or a year, and where it is told."""

    value: str
    where: str


class Text(NamedTuple):
    """What is read of a report."""

    whole: str
    body: Sequence[Paragraph]
    front: Front
    sections: Sequence[Section]
    file_name: str
    """Without its ending."""


def find_origin(text: Text, overrides: Overrides) -> Origin:
    """Return whose report a text is and of which year, with what is doubtful about that."""
    parts = [section for section in text.sections if section.level == LEVEL_PART]
    roles = {part.role for part in parts}
    document = text.front.document or (WORK_REPORT if {"review", "plan"} <= roles else "")
    place_by_name, year_by_name = told_by_name(text.file_name)
    years, year_doubts = _years(text, parts, overrides, year_by_name, yearly=document not in NOT_YEARLY)
    place, place_doubts = _place(text, overrides, place_by_name, years.plan)
    located = locate(place, years.plan, text.whole)
    doubts = [*place_doubts, *year_doubts, *filter(None, [located.doubt])]
    return Origin(place, located, years.result, years.plan, document, tuple(doubts), years.guessed)


def _place(text: Text, overrides: Overrides, by_name: str, year: int | None) -> tuple[str, list[str]]:
    """Return the place and what is doubtful about it."""
    most = most_named(text.whole, year)
    counted = f"说到“{most.own}”，“{most.said}”提到最多（{most.times} 次），" if most else ""
    told = [
        _Told(overrides.place, f"{overrides.by}写的是"),
        _Told(text.front.place, f"{_line_of(text.body, text.front.place)}写的是"),
        *_spoken_for(text.body),
        _Told(by_name, "文件名写的是"),
        _Told(most.place if most else "", f"文中{counted}应当是"),
    ]
    told = [one for one in told if one.value]
    if not told:
        return "", []
    chosen, *others = told
    doubts = [
        _at_odds("地区", "--place", chosen, one) for one in others if not are_related(chosen.value, one.value, year)
    ]
    if chosen.where == "文件名写的是":
        doubts.insert(0, f"文中没有认出地区，按文件名取“{by_name}”，可用 --place 指定")
    elif most and chosen.value == most.place and chosen.where.startswith("文中"):
        doubts.insert(0, f"文中没有写明地区，{counted}取“{most.place}”，可用 --place 指定")
    return chosen.value, doubts


def _spoken_for(body: Sequence[Paragraph]) -> Iterator[_Told]:
    """Yield the place that the address, or else a plan that is put before the meeting, names as its own."""
    place = place_in_text([paragraph.text for paragraph in body])
    yield _Told(place, f"{_line_of(body, place)}写的是")


def _line_of(body: Sequence[Paragraph], words: str) -> str:
    """Return the line of the first paragraph with these words, as a warning names it; 文中 where they stand in none."""
    found = next((p.line for p in body if words and words in re.sub(r"\s", "", p.text)), None)
    return f"第 {found} 行" if found else "文中"


def _at_odds(what: str, option: str, chosen: _Told, other: _Told) -> str:
    told = f"{chosen.where}“{chosen.value}”，{other.where}“{other.value}”"
    return f"{what}有出入：{told}，取“{chosen.value}”，可用 {option} 指定"


class _Years(NamedTuple):
    result: int | None
    plan: int | None
    guessed: bool = False


def _years(
    text: Text, parts: Sequence[Section], overrides: Overrides, by_name: int | None, *, yearly: bool
) -> tuple[_Years, list[str]]:
    """Return the years reviewed and planned, and what is doubtful about them; `yearly` where it has such years."""
    found = _Years(*years_of(text.sections, text.front.date)) if yearly else _Years(None, None)
    where = _where_planned(text, parts, found.plan)
    if overrides.plan_year:
        chosen = _Years(overrides.plan_year - 1, overrides.plan_year)
        differs = found.plan not in (None, overrides.plan_year) and not found.guessed
        told = _Told(str(overrides.plan_year), f"{overrides.by}写的是"), _Told(str(found.plan), where)
        return chosen, [_at_odds("年份", "--year", *told)] if differs else []
    if not yearly:
        return found, []
    if found.plan is None or found.guessed:
        return _years_by_title(text, by_name, found)
    doubts = []
    delivered = int(text.front.date[:4]) if text.front.date else None
    if by_name and by_name not in (found.plan, delivered):
        told = _Told(str(found.plan), where), _Told(str(by_name), "文件名写的是")
        doubts.append(_at_odds("年份", "--year", *told))
    return found, [*doubts, *_dated_otherwise(text, found, where)]


def _years_by_title(text: Text, by_name: int | None, found: _Years) -> tuple[_Years, list[str]]:
    """Return the years that the title or the name of the file tells where neither headings nor a date do."""
    in_title = [int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)年?", text.front.title)]
    plan = max(in_title, default=by_name)
    if plan is None:
        return found, []
    told = "标题" if in_title else "文件名"
    doubts = [f"文中没有认出年份，按{told}取 {plan} 年，可用 --year 指定"]
    if found.plan not in (None, plan):
        inferred = _Told(str(found.plan), "按正文推断是")
        doubts.append(_at_odds("年份", "--year", _Told(str(plan), f"{told}写的是"), inferred))
    return _Years(plan - 1, plan), doubts


def _dated_otherwise(text: Text, found: _Years, where: str) -> Iterator[str]:
    """Yield a warning where the day of delivery does not go with the year that is planned."""
    date = text.front.date
    if date is None or found.plan is None:
        return
    ahead = found.plan - int(date[:4])
    if ahead not in (0, 1) or (ahead == 1 and int(date[5:7]) <= _LAST_OPENING_MONTH):
        line = next((f"第 {p.line} 行" for p in text.body if date_in(p.text) == date), "文中")
        yield _at_odds("年份", "--year", _Told(str(found.plan), where), _Told(date, f"{line}的日期是"))


_LAST_OPENING_MONTH = 6
"""The last month in which a report plans the running year: it is read in spring, or at the end of the year before."""


def _where_planned(text: Text, parts: Sequence[Section], plan: int | None) -> str:
    """Return where the planned year is told, as a warning names it."""
    lines = [part.line for part in parts if plan and str(plan) in part.heading]
    if not lines:
        lines = [part.line for part in parts if plan and str(plan - 1) in part.heading]
    if lines:
        return f"第 {lines[0]} 行的标题说的是"
    return "日期说的是" if text.front.date else "文中说的是"
