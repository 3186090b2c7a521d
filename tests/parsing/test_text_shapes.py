"""Shapes of text: tables of contents, chapters, sentences a line, one line, and the heads that speeches and dispatches have."""

import pytest
from support.process import SHARED
from support.reports import read_report

from hpreport.model import Report

HEAD = ["政府工作报告", "——2024年1月20日在甲乙市第十届人民代表大会第三次会议上", "市长  李四", "各位代表："]
BODY = [
    "现在，我代表市人民政府向大会报告工作。",
    "一、2023年工作回顾",
    "2023年，生产总值增长5%。我们稳中求进，攻坚克难，取得了来之不易的成绩。",
    "（一）项目建设提速。新开工项目20个，总投资100亿元，同比增长8%。",
    "（二）民生持续改善。改造老旧小区20个，惠及群众3万人，停车难得到缓解。",
    "二、2024年工作安排",
    "2024年生产总值增长6%左右。",
    "（一）狠抓项目建设。新开工项目30个。",
    "（二）办好民生实事。今年重点办好以下10件民生实事：",
    "1.医疗卫生方面。新建社区卫生服务中心3个。",
    "2.教育方面。新建幼儿园5所，新增学位1200个。",
    "（三）加强自身建设。坚持依法行政。",
]
OUTLINE = ["1一2023年工作回顾", "1.1（一）项目建设提速", "1.2（二）民生持续改善", "2二2024年工作安排", "2.1（一）狠抓项目建设", "2.2（二）办好民生实事", "2.2.11医疗卫生方面", "2.2.22教育方面", "2.3（三）加强自身建设"]  # fmt: skip


def read(lines: list[str]) -> Report:
    return read_report("\n".join(lines).encode(), "x.txt")


def outline(report: Report) -> list[str]:
    return [f"{s.id}{s.number}{s.heading}" for s in report.sections if s.level]


@pytest.mark.parametrize(
    ("contents", "count"),
    [
        pytest.param([], 0, id="none"),
        pytest.param(["目录", "一、2023年工作回顾 ……………… 1", "（一）项目建设提速………………2", "（二）民生持续改善……3", "二、2024年工作安排\t5"], 5, id="dots and tabs"),
        pytest.param(["目 录", "一、2023年工作回顾", "二、2024年工作安排"], 3, id="without pages"),
        pytest.param(["一、2023年工作回顾", "（一）项目建设提速", "（二）民生持续改善", "二、2024年工作安排"], 4, id="without a heading"),
        pytest.param(["目　录", "2023年工作回顾（1）", "2024年工作安排（4）"], 3, id="without numbers"),
        pytest.param(["CONTENTS 目录", "一、2023年工作回顾 - 1 -", "二、2024年工作安排 - 5 -"], 3, id="pages between dashes"),
        pytest.param(["目錄", "第一部分 回顾............1", "第二部分 安排............12", "附件............20"], 4, id="of other words"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", [1, 3], ids=["below the title", "below the speaker"])
def test_contents_are_no_outline(contents: list[str], count: int, at: int) -> None:
    report = read([*HEAD[:at], *contents, *HEAD[at:], *BODY])
    assert outline(report) == OUTLINE
    assert (report.place, report.speaker, report.date, report.plan_year) == ("甲乙市", "李四", "2024-01-20", 2024)
    said = [f"第 {at + 1} 行起：目录略去，共 {count} 行"] if count else []
    assert [warning for warning in report.warnings if "目录" in warning] == said
    root = [paragraph.text for paragraph in report.sections[0].paragraphs]
    assert all(line.strip() in root for line in contents)


PLAN = [
    "甲乙市国民经济和社会发展第十五个五年规划纲要",
    "第一篇",
    "开启新征程",
    "第一章  发展环境",
    "“十四五”时期，全市生产总值年均增长6%。",
    "第一节 发展基础",
    "经济总量突破2000亿元。",
    "第2章\u3000总体要求",
    "坚持稳中求进。",
    "一、指导思想",
    "高举旗帜。",
    "第二篇  建设现代化产业体系",
    "第三章  做强主导产业",
    "第一节 做强装备制造",
    "新建项目20个。",
]


@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param(PLAN, ["1第一篇开启新征程", "1.1第一章发展环境", "1.1.1第一节发展基础", "1.2第2章总体要求", "1.2.1一指导思想", "2第二篇建设现代化产业体系", "2.1第三章做强主导产业", "2.1.1第一节做强装备制造"], id="篇 章 节"),
        pytest.param([line for line in PLAN if "篇" not in line and line != "开启新征程"], ["1第一章发展环境", "1.1第一节发展基础", "2第2章总体要求", "2.1一指导思想", "3第三章做强主导产业", "3.1第一节做强装备制造"], id="章 节"),
    ],
)  # fmt: skip
def test_chapters(lines: list[str], want: list[str]) -> None:
    assert outline(read(lines)) == want


MEETING = "甲乙市第十届人民代表大会第三次会议"


@pytest.mark.parametrize(
    ("head", "title", "speaker", "date"),
    [
        pytest.param(["2024政府工作报告", "甲乙市市长 李四"], "2024政府工作报告", "李四", None, id="a year and no 年"),
        pytest.param([f"李四在{MEETING}上的政府工作报告", "（2024年1月20日）"], "政府工作报告", "李四", "2024-01-20", id="a name before the meeting"),
        pytest.param([f"在{MEETING}上的政府工作报告", "甲乙市人民政府市长 李四", "（2024年1月20日）"], "政府工作报告", "李四", "2024-01-20", id="the title behind the meeting"),
        pytest.param(["政府工作报告", f"——2024年1月20日在{MEETING}上市长李四作"], "政府工作报告", "李四", "2024-01-20", id="what the speaker does"),
        pytest.param(["政府工作报告", "新华社北京2024年3月22日电", f"——2024年1月20日在{MEETING}上", "市长 李四"], "政府工作报告", "李四", "2024-01-20", id="the day of a dispatch"),
        pytest.param(["政府工作报告", "发布时间：2024年3月22日", f"——2024年1月20日在{MEETING}上", "市长 李四"], "政府工作报告", "李四", "2024-01-20", id="the day of a page"),
        pytest.param(["关于甲乙市2024年政府工作的报告", f"——2024年1月20日在{MEETING}上", "市长 李四"], "关于甲乙市2024年政府工作的报告", "李四", "2024-01-20", id="a report on the work"),
    ],
)  # fmt: skip
def test_heads(head: list[str], title: str, speaker: str, date: str | None) -> None:
    report = read([*head, "各位代表：", *BODY])
    assert (report.title, report.place, report.speaker, report.date) == (title, "甲乙市", speaker, date)
    assert (report.result_year, report.plan_year) == (2023, 2024)
    assert report.meeting in ("", MEETING)


ARTICLE = "".join(f"<p>{line}</p>" for line in ["各位代表：", *BODY])
TITLE = "2024年甲乙市政府工作报告"
SITE_TITLE = f"<title>{TITLE}_甲乙市人民政府</title>"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<head>{SITE_TITLE}</head><body><div><h3><a href=a>2019年政府工作报告</a></h3></div><h1>{TITLE}</h1><div>{ARTICLE}</div>", id="a link in a heading"),
        pytest.param(f"<head>{SITE_TITLE}</head><body><h2>政府工作报告</h2><div><h1>{TITLE}</h1>{ARTICLE}</div>", id="the column of the site"),
        pytest.param(f"<head><title>甲乙市人民政府</title></head><body><a href=a>2019年政府工作报告</a><div class=article-title>{TITLE}</div><div>{ARTICLE}</div>", id="no heading but a title"),
        pytest.param(f"<head>{SITE_TITLE}</head><body><a href=b>政府工作报告</a><div>{ARTICLE}</div><div>上一篇：<a href=a>2023年政府工作报告</a></div>", id="only the page's own"),
    ],
)  # fmt: skip
def test_a_link_is_no_title(page: str) -> None:
    pytest.importorskip("bs4")
    report = read_report(f"<html>{page}</body></html>".encode(), "x.html")
    assert (report.title, report.place) == (TITLE, "甲乙市")


@pytest.mark.parametrize(
    ("name", "years", "parts", "note"),
    [
        pytest.param("national-2005-oneline.txt", (2004, 2005), 7, "空格改为换行 146 处", id="one line"),
        pytest.param("province-shanghai-2022-oneline.txt", (2021, 2022), 3, "空格改为换行", id="one line of a table"),
        pytest.param("national-2012-sentences.txt", (2011, 2012), 3, "正文一句一行", id="a sentence a line"),
        pytest.param("national-2025-sentences.txt", (2024, 2025), 3, "正文一句一行", id="a sentence a line, no title"),
    ],
)
def test_texts_without_paragraphs(name: str, years: tuple[int, int], parts: int, note: str) -> None:
    path = SHARED / "shapes" / name
    if not path.exists():
        pytest.skip("the other reports are not here")
    report = read_report(path.read_bytes(), name)
    assert (report.result_year, report.plan_year) == years
    assert sum(section.level == 1 for section in report.sections) == parts
    assert [warning for warning in report.warnings if note in warning]
    assert all(section.number for section in report.sections if section.level) or "oneline" in name
