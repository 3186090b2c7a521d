"""Small reports made up for the tests of the library: two places, three years, one that names no place; and the bundled one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from hpreport.index.build import build_report
from hpreport.model import Report
from hpreport.parsing import Editorial, parse_report
from hpreport.parsing.files.read import read_document
from support.process import SEED

_PAGE = """政府工作报告
——{day}在{place}第十五届人民代表大会第{session}次会议上
{place}人民政府{office}  {speaker}

各位代表：
现在，我代表{place}人民政府向大会报告工作，请予审议。

一、{before}年工作回顾
{before}年，我们稳中求进。{results}。
一是项目建设提速。兜牢基层“三保”底线[1]，落实“双减”政策，新建口袋公园{parks}处。
二是民生持续改善。改造老旧小区{estates}个，停车难得到缓解。

二、{year}年工作安排
{year}年经济社会发展主要预期目标：{targets}。
（一）优化营商环境。深化“放管服”改革[2]，新建口袋公园{more_parks}处。
（二）兜住民生底线。继续改造老旧小区{more_estates}个，增加停车泊位{spaces}个。

名词解释
[1]“三保”：{three}。
[2]“放管服”：简政放权、放管结合、优化服务。
{more}"""

_ANHE = {"place": "安河县", "office": "县长", "speaker": "李明"}
_LINJIANG = {"place": "临江市", "office": "市长", "speaker": "王华"}
_WORKS = {"parks": 12, "estates": 20, "more_parks": 15, "more_estates": 25, "spaces": 800}
_MORE = "[3]“四个一”工程：一园、一路、一校、一院。\n"

TEXTS = {
    "anhe-2021": _PAGE.format(
        **_ANHE, **_WORKS, before=2020, year=2021, day="2021年1月12日", session="一",
        results="地区生产总值完成95.5亿元，一般公共预算收入完成52000万元，固定资产投资下降3.2%",
        targets="地区生产总值增长6%以上，一般公共预算收入增长5%，固定资产投资增速高于全省平均水平",
        three="保基本民生、保工资、保运转", more="",
    ),
    "anhe-2022": _PAGE.format(
        **_ANHE, **_WORKS, before=2021, year=2022, day="2022年1月10日", session="二",
        results="地区生产总值完成103.2亿元、增长6.5%，一般公共预算收入完成5.6亿元，固定资产投资增长7.1%",
        targets="地区生产总值达到110亿元、增长6.5%左右，一般公共预算收入增长5%，固定资产投资增长8%",
        three="保基本民生、保工资、保运转", more=_MORE,
    ),
    "anhe-2025": _PAGE.format(
        **_ANHE, **_WORKS, before=2024, year=2025, day="2025年1月8日", session="五",
        results="地区生产总值完成131亿元、增长5.2%，一般公共预算收入完成6.4亿元，固定资产投资增长4%",
        targets="地区生产总值增长5.5%左右，一般公共预算收入增长4%，固定资产投资增长5%",
        three="保基本民生、保工资、保运转，一项也不能少", more=_MORE,
    ),
    "linjiang-2022": _PAGE.format(
        **_LINJIANG, **_WORKS, before=2021, year=2022, day="2022年2月15日", session="三",
        results="地区生产总值完成2310亿元、增长7%，一般公共预算收入完成98亿元，固定资产投资增长6%",
        targets="地区生产总值增长7%，一般公共预算收入增长6%，固定资产投资增长6%",
        three="保基本民生、保工资、保运转", more="[3]“一网通办”：政务服务一个平台办理。\n",
    ),
}  # fmt: skip
"""Texts by the ids that they get in the library."""
NO_PLACE = """政府工作报告
一、2022年工作回顾
2022年，地区生产总值完成77亿元。
二、2023年工作安排
2023年，地区生产总值增长6%。
"""
NO_REPORT = "牛奶两斤，鸡蛋一打。\n别忘了交电费。\n"


def write_texts(folder: Path) -> list[Path]:
    """Write the texts as files named by their ids and return their paths."""
    paths = [folder / f"{name}.txt" for name in TEXTS]
    for path, text in zip(paths, TEXTS.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def clean_text() -> list[str]:
    """Return the paragraphs of the bundled report, its footnote marks and entries with the numbers that they have lost."""
    text = SEED.read_text("utf-8")
    for lost in (r"\[\n\]", r"\[\ufffd\]"):
        numbers = count(1)
        text = re.sub(lost, lambda _, numbers=numbers: f"[{next(numbers)}]", text)  # type: ignore[misc]
    return [line.strip() for line in text.split("\n") if line.strip()]


def glossary_of(paragraphs: Sequence[str]) -> dict[str, str]:
    """Return the entries by their marks, [1] and so on; an entry may have several paragraphs."""
    entries: dict[str, str] = {}
    for line in paragraphs[paragraphs.index("名词解释") + 1 :]:
        if mark := re.match(r"\[\d+\]", line):
            entries[mark[0]] = line[mark.end() :]
        else:
            entries[next(reversed(entries))] += f"\n{line}"
    return entries


def essence(report: Report) -> dict[str, list[Any]]:
    """Return what is asked of a report: what it is, its outline, terms and figures, without their lines."""
    return {
        "front": [report.place, report.speaker, report.meeting, report.date, report.result_year, report.plan_year],
        "outline": [(s.id, s.level, s.number, s.heading, s.role) for s in report.sections if s.level],
        "terms": [(t.number, t.term, t.definition, len(t.mentions)) for t in report.terms],
        "figures": [
            (f.year, f.kind, f.indicator, f.value, f.unit, f.measure, f.bound, f.text, f.section)
            for f in report.figures
        ],
    }


def read_report(data: bytes, name: str) -> Report:
    """Return the report that a file holds, warnings about the file among its own."""
    text, notes = read_document(data, name)
    report = parse_report(text, report_id="x", source="x.txt", sha256="0", editorial=Editorial())
    return replace(report, warnings=(*notes, *report.warnings))


@cache
def built(path: Path) -> Report:
    """Return the report of a file that no test changes: several files of tests ask of the same reports."""
    return build_report(path)


@cache
def clean_essence() -> dict[str, list[Any]]:
    """Return the essence of the bundled report as it is read from its clean text."""
    return essence(read_report("\n".join(clean_text()).encode(), "x.txt"))
