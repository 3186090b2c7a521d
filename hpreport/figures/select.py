"""Figures asked for: which rows of the contract a query wants, and in which order."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from hpreport.figures.indicators import matching
from hpreport.records import Row
from hpreport.text.fold import PAUSE, fold
from hpreport.text.numerals import magnitude_of

SORTS = ("value", "line", "section")
"""Orders by name; without one, the headline comes first and the rest by section."""
_MULTIPLIER = re.compile(r"^(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千|百(?!分点))")
# 2024年GDP, 2024年的GDP, GDP 2024
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:年度?的?)?(?!\d)")
_ONE_YEAR = re.compile(r"[0-9]{4}(?:-12-31)?")
_VERBS = {"growth": "增长", "decline": "下降"}
# 增长8%, 提高1.5个百分点, 下降3.4%, 收窄2个百分点: the claim says itself which way
_CHANGE = re.compile("[增涨升提扩降减落缩收压下]|翻番")


class Years(NamedTuple):
    """Years asked for, both ends among them; None is an open end."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, year: object) -> bool:
        """Tell whether a year is one of them; no year is among all, which are asked where both ends are open."""
        if not isinstance(year, int):
            return self == (None, None)
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)

    def __str__(self) -> str:
        """Return them as they are asked for: 2024, 2010-2024, 2010-."""
        return str(self.first) if self.first == self.last else "-".join(str(year or "") for year in self)


class FigureQuery(NamedTuple):
    """What is asked of the figures; an empty field asks nothing."""

    text: str = ""
    """Words of the indicator, or short for it; where no indicator has them, of the sentence."""
    years: Years = Years()
    headline: bool = False
    units: Sequence[str] = ()
    """Any of these, as printed, or without its multiplier: 元 is 万元 and 亿元 too."""
    by_section: bool = False
    """Whether figures are wanted too that stand under a heading with the words."""


class Names(NamedTuple):
    """What indicators are called besides as they are printed."""

    groups: Sequence[Sequence[str]]
    """The names that an indicator goes by, folded, the full one first."""


INDICATOR, SECTION, QUOTE = "indicator", "section", "quote"
"""What of a figure a text is found in: its indicator, the headings that it stands under, its sentence."""
COMPARISON_SORTS = ("value", "difference", "line")
"""Orders of comparisons by name; without one, those of the indicator come first, then by line."""
Headings = Callable[[Row], Sequence[str]]
"""Gives the headings that a figure stands under, those of the parts left out."""


def select(rows: Sequence[Row], query: FigureQuery, names: Names, headings: Headings) -> list[tuple[Row, str]]:
    """Return the rows that a query wants, in the report's order, and what of each has its words; empty without any.

    They are looked for in indicators, in headings where these are asked for too, and in sentences where neither has
    them; first as typed, then by words that stand for them.
    """
    kept = _filtered(rows, query)
    if not query.text.strip():
        return [(row, "") for row in kept]
    plain = [(word,) for part in query.text.split() if (word := fold(part))]
    return _found(kept, about(kept, "indicator", query.text, names.groups), plain, query, headings) or _found(
        kept, _by_synonyms(kept, "indicator", query.text), _everyday(query.text), query, headings
    )


def _found(
    rows: Sequence[Row], named: Sequence[Row], words: Sequence[Sequence[str]], query: FigureQuery, headings: Headings
) -> list[tuple[Row, str]]:
    """Return the rows that are `named`, with those under headings that have the words, or else those quoting them."""
    matches = {id(row): INDICATOR for row in named}
    if query.by_section:
        rest = [row for row in rows if id(row) not in matches]
        under = _having(rest, words, lambda row: PAUSE.join((*headings(row), row["indicator"])))
        matches |= {id(row): SECTION for row in under}
    matches = matches or {id(row): QUOTE for row in _having(rows, words, itemgetter("quote"))}
    return [(row, matches[id(row)]) for row in rows if id(row) in matches]


def _filtered(rows: Sequence[Row], query: FigureQuery) -> list[Row]:
    return [
        row
        for row in rows
        if row["year"] in query.years
        and (row["headline"] or not query.headline)
        and (not query.units or has_unit(row["unit"], *query.units))
    ]


def about(rows: Sequence[Row], field: str, text: str, groups: Sequence[Sequence[str]]) -> list[Row]:
    """Return the rows whose indicator, kept in `field`, is meant by `text`; all of them where it is empty."""
    if not text.strip():
        return list(rows)
    return [rows[at] for at in matching(text, [row[field] for row in rows], groups)]


def meant(rows: Sequence[Row], field: str, text: str, names: Names) -> list[Row]:
    """Return the rows whose indicator is meant by `text`: by its names, else by everyday words for it."""
    return about(rows, field, text, names.groups) or _by_synonyms(rows, field, text)


def _by_synonyms(rows: Sequence[Row], field: str, text: str) -> list[Row]:
    """Return the rows that have each word of the text, or one that stands for it: 停车难 finds 新增停车泊位."""
    return _having(rows, _everyday(text), itemgetter(field))


def _everyday(text: str) -> list[tuple[str, ...]]:
    """Return each word of a text, folded, with the words of reports that stand for it."""
    from hpreport.text.fold import phrase_of
    from hpreport.text.lexicon import others

    return [(fold(word), *others(word)) for part in text.split() if (word := phrase_of(part))]


def _having(rows: Sequence[Row], words: Sequence[Sequence[str]], text_of: Callable[[Row], str]) -> list[Row]:
    """Return the rows whose text has of each word one of the forms; none where there is no word."""
    if not words:
        return []
    texts = [fold(text_of(row)) for row in rows]
    return [
        row
        for row, there in zip(rows, texts, strict=True)
        if all(any(form in there for form in forms) for forms in words)
    ]


def with_year(text: str) -> tuple[str, int | None]:
    """Return a query apart from the year in it, which is None where it names none, or is a number alone.

    >>> with_year("2024年GDP"), with_year("GDP 2024"), with_year("2024年"), with_year("2024")
    (('GDP', 2024), ('GDP', 2024), ('', 2024), ('2024', None))
    """
    year = _YEAR.search(text)
    rest = text.replace(year[0], " ", 1).strip() if year else ""
    asked = year and (rest or "年" in year[0])
    return (" ".join(rest.split()), int(year["year"])) if year and asked else (text, None)


_RANGE = re.compile(r"(?P<one>\d{4})?|(?P<first>\d{4})?\s*[-—–－~～至到]+\s*(?P<last>\d{4})?")


def years_of(asked: int | str | None) -> Years:
    """Return the years that a text asks for: one, several in a row, or all. Raises `ValueError` where it is no such.

    >>> years_of("2010-2024"), years_of(2024), years_of("2010-")
    (Years(first=2010, last=2024), Years(first=2024, last=2024), Years(first=2010, last=None))
    """
    text = "" if asked is None else str(asked).replace("年", "").strip()
    match = _RANGE.fullmatch(text)
    if match is None or (text and not any(match.groups())):
        raise ValueError(f"no years: {text}")
    first, last = (int(end) if (end := match["one"] or match[name]) else None for name in ("first", "last"))
    if first is not None and last is not None and first > last:
        raise ValueError(f"years that end before they begin: {text}")
    return Years(first, last)


def of_one_year(period: str, *, average: bool) -> bool:
    """Tell whether a number of this period is of one year, or of a day of it: no mean, no sum of several, no part."""
    return not average and _ONE_YEAR.fullmatch(period) is not None


def stated(measure: str, text: str) -> str:
    """Return a claim with its verb, where the text has that before another number only: 分别增长30%、24.5%.

    >>> stated("growth", "24.5%"), stated("growth", "增速30%")
    ('增长24.5%', '增速30%')
    """
    return text if _CHANGE.search(text) else _VERBS.get(measure, "") + text


def has_unit(unit: str, *wanted: str) -> bool:
    """Tell whether a unit is one of those wanted, or a multiple of it.

    >>> has_unit("亿元", "元"), has_unit("人次", "人")
    (True, False)
    """
    folded = [unicodedata.normalize("NFKC", one).strip() for one in wanted]
    return unicodedata.normalize("NFKC", unit) in folded or _MULTIPLIER.sub("", unit) in folded


def base_unit(unit: str) -> str:
    """Return a unit without its multiplier.

    >>> base_unit("亿元"), base_unit("个百分点")
    ('元', '个百分点')
    """
    return _MULTIPLIER.sub("", unit)


def magnitude(value: float, unit: str) -> float:
    """Return a value times the multiplier of its unit, so that 1亿元 is more than 1100万元."""
    match = _MULTIPLIER.match(unit)
    return float(value * magnitude_of(match[0] if match else ""))


def signed(row: Row) -> float:
    """Return the value of a figure that has one, below zero for a decline: -3.2 of 下降3.2%."""
    value: float = row["value"]
    return -value if row["measure"] == "decline" else value


def sort_figures(rows: Sequence[Row], sort: str = "") -> list[Row]:
    """Return the rows in an order of `SORTS`, or the headline first and the rest by section; the sort is stable.

    `value` puts the largest first, those in words last.
    """
    keys = {
        "value": lambda row: (row["value"] is None, -magnitude(row["value"] or 0, row["unit"])),
        "line": lambda row: row["line"],
        "section": lambda row: _place(row["section"]),
    }
    return sorted(rows, key=keys.get(sort, lambda row: (not row["headline"], _place(row["section"]))))


def sort_comparisons(chosen: Sequence[tuple[Row, str]], sort: str = "") -> list[tuple[Row, str]]:
    """Return comparisons, each with its match, in an order of `COMPARISON_SORTS`; the sort is stable.

    `value` puts the largest target first, `difference` the largest rise, those in words last.
    """

    def key(one: tuple[Row, str]) -> Any:
        row, match = one
        number = {"value": "target_value", "difference": "difference"}.get(sort)
        if number:
            return row[number] is None, -magnitude(row[number] or 0, row["unit"])
        return row["result_line"] if sort else match == SECTION

    return sorted(chosen, key=key)


def _place(section: str) -> list[int]:
    return [int(number) for number in section.split(".") if number.isdigit()]
