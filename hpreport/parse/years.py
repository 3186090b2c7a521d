"""The two years that a report is about: the one it reviews and the one it plans."""

import re
from collections.abc import Sequence

from hpreport.model import LEVEL_PART, Section
from hpreport.parse.figures.periods import guess_years, read_rows

_YEAR = re.compile(r"((?:19|20)\d\d)年")
_WINDOW = 2
"""How far from the year of delivery the year of a heading may be: “2035年远景目标” is not the plan's."""


def years_of(sections: Sequence[Section], date: str | None) -> tuple[int | None, int | None, bool]:
    """Return the years reviewed and planned, and whether they are guessed from the body, neither told elsewhere.

    The parts on five years (“十四五”时期的主要目标任务) have no year in their headings: those on one year tell.
    """
    parts = [section for section in sections if section.level == LEVEL_PART]
    review, plan = (
        [year for part in parts if part.role == role for year in _years_in(part.heading, date)]
        for role in ("review", "plan")
    )
    result_year, plan_year = report_years(date, max(review, default=None), min(plan, default=None))
    if result_year is None and plan_year is None:
        return (*guess_years(read_rows(sections)), True)
    return result_year, plan_year, False


def _years_in(heading: str, date: str | None) -> list[int]:
    years = [int(year) for year in _YEAR.findall(heading)]
    return [year for year in years if date is None or abs(year - int(date[:4])) <= _WINDOW]


def report_years(date: str | None, review: int | None, plan: int | None) -> tuple[int | None, int | None]:
    """Return the years reviewed and planned: as the parts' headings say, else by the day of delivery.

    A meeting in November or December closes the running year (和平区: 2023-12-21 reviews 2023); any other one opens it.
    """
    result_year, plan_year = review, plan
    if date and not (result_year or plan_year):
        plan_year = int(date[:4]) + (int(date[5:7]) >= 11)
    if result_year is None and plan_year is not None:
        result_year = plan_year - 1
    if plan_year is None and result_year is not None:
        plan_year = result_year + 1
    return result_year, plan_year
