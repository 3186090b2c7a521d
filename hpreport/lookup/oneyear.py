"""Which figures are numbers of one year, and which of several stands for an indicator in it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]

# 五年来、年均、累计、前三季度: said of several years together, or of a part of one
_NO_YEAR = re.compile(
    r"年均|[五5]年(?:来|间|累计)|累计|翻番|[“\"]?十[一二三四五六][”\"]?(?:五[”\"]?)?(?:时期|期间|末)|“十[一二三四五六]五”|"
    r"\d{4}年?[-—至到]\d{4}年|前[一二三]季度|[一二三]季度|上半年|1[-—–至到~]\d{1,2}月"
)
# 过去五年工作回顾, “十三五”时期主要目标, 本届政府工作回顾: headings of what is so
_NO_YEAR_HEADING = re.compile("五年|“十[一二三四五六]五”|十[一二三四五六]五|本届|上届")
# 比2005年增长73.8%, 是2015年的1.19倍, 较2015年增加64天
_SINCE = re.compile(r"[比较是](?P<year>(?:19|20)\d\d)年")
# 从11.37万亿元提高到14.58万亿元, 由4.14亿元增长到8.56亿元: the first is of an earlier year
_TO = r"(?:$|[^，。；、]{0,12}?[到至])"


def of_one_year(rows: Iterable[Row]) -> list[Row]:
    """Return the figures that are numbers of one year.

    No ranks, nothing that is said of several years together or of a part of one, nothing beside an older year, and not
    what a number has grown from.
    """
    return [row for row in rows if row["measure"] != "rank" and not _of_other_time(row)]


def _of_other_time(row: Row) -> bool:
    quote: str = row["quote"]
    since = _SINCE.search(quote)
    return bool(
        _NO_YEAR.search(quote)
        or _NO_YEAR_HEADING.search(row["heading"])
        or (since and row["year"] and int(since["year"]) != row["year"] - 1)
        or re.search(f"[从由]{re.escape(row['text'])}{_TO}", quote)
    )


def year_of(info: Row, kind: str) -> int | None:
    """Return the year that a report reviews (`result`) or plans (`target`)."""
    year: int | None = info["plan_year" if kind == "target" else "result_year"]
    return year


def direction(measure: str) -> str:
    """Return the measure under which a figure is compared: a decline is growth below zero."""
    return "growth" if measure == "decline" else measure


def best(row: Row, other: Row | None, infos: Mapping[str, Row]) -> Row:
    """Return the figure that stands for an indicator where there are two.

    The one of the report of that very year, the headline, the exact, the first.
    """
    return row if other is None or _rank(row, infos) > _rank(other, infos) else other


def _rank(row: Row, infos: Mapping[str, Row]) -> tuple[bool, ...]:
    own = row["year"] in (None, year_of(infos[row["report"]], row["kind"]))
    return row["value"] is not None, own, row["headline"], row["bound"] == "="
