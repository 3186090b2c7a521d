"""Glossaries under any heading and in any form: 200 headings made at random, each above entries of every form.

And what looks like a glossary and is none, notes at the foot of pages, and marks that nothing explains.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from hpreport.index.build import build_report
from hpreport.parsing.glossary.entries import parse_entries
from hpreport.parsing.lines.paragraphs import split_paragraphs
from hpreport.parsing.lines.regions import divide
from hpreport.parsing.lines.rejoin import join_broken, join_wrapped

TERMS = {
    "“三保”": "保基本民生、保工资、保运转。",
    "“放管服”改革": "简政放权、放管结合、优化服务的改革。",
    "两化融合": "信息化和工业化的高层次的深度结合，核心就是信息化支撑；追求可持续发展。",
    "“1+3+N”规划": "以1个总体规划为统领，3个专项规划为支撑，N个方案为补充的体系。",
    "四风": "形式主义、官僚主义、享乐主义、奢靡之风。",
    "TOD": "以公共交通为导向的开发，是一种综合开发理念。",
    "专精特新企业": "具备专业化、精细化、特色化、新颖化特征的中小企业。",
    "“两不愁三保障”": "不愁吃、不愁穿，义务教育、基本医疗、住房安全有保障。",
    "揭榜挂帅": "把需要的关键核心技术项目张出榜来，谁有本事谁就揭榜。",
    "“五个一”工程": "一个规划、一个平台、一支队伍、一套机制、一批项目。",
    "河长制": "由各级党政主要负责人担任河长，负责辖区内河流的管理和保护。",
    "“四好农村路”": "把农村公路建好、管好、护好、运营好。",
    "双碳": "碳达峰与碳中和。",
}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬"
CN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")
Form = Callable[[int, str, str], str]
FORMS: dict[str, Form] = {
    "[1]X：": lambda n, x, d: f"[{n}]{x}：{d}",
    "［1］X：": lambda n, x, d: f"［{n}］{x}：{d}",
    "【1】X:": lambda n, x, d: f"【{n}】 {x}:{d}",
    "〔1〕：X：": lambda n, x, d: f"〔{n}〕：{x}：{d}",
    "[注1]X：": lambda n, x, d: f"[注{n}]{x}：{d}",
    "[^1]: X：": lambda n, x, d: f"[^{n}]: {x}：{d}",
    "注1：X：": lambda n, x, d: f"注{n}：{x}：{d}",
    "（1）X：": lambda n, x, d: f"（{n}）{x}：{d}",
    "1.X：": lambda n, x, d: f"{n}.{x}：{d}",
    "1、X，指": lambda n, x, d: f"{n}、{x}，指{d}",
    "1）X——": lambda n, x, d: f"{n}）{x}——{d}",
    "1 X：": lambda n, x, d: f"{n} {x}：{d}",
    "①X：": lambda n, x, d: f"{CIRCLED[n - 1]}{x}：{d}",
    "一、X：": lambda n, x, d: f"{CN[n - 1]}、{x}：{d}",
    "（一）X：": lambda n, x, d: f"（{CN[n - 1]}）{x}：{d}",
    "1.[X]": lambda n, x, d: f"{n}.[{x}]{d}",
    "1.X是指": lambda n, x, d: f"{n}.{x}是指{d}",
    "1.X。": lambda n, x, d: f"{n}.{x}。{d}",
    "1.X：⏎": lambda n, x, d: f"{n}.{x}：\n{d}",
    "1.X⏎": lambda n, x, d: f"{n}.{x}\n{d}",
    "1.X（第3页）：": lambda n, x, d: f"{n}.{x}（见第{n}页）：{d}",
    "X[1]：": lambda n, x, d: f"{x}[{n}]：{d}",
    "● X：": lambda n, x, d: f"● {x}：{d}",
    "- **X**：": lambda n, x, d: f"- **{x}**：{d}",
    "X：": lambda n, x, d: f"{x}：{d}",
    "X是指": lambda n, x, d: f"{x}是指{d}",
    "【X】": lambda n, x, d: f"【{x}】{d}",
    "X　　": lambda n, x, d: f"{x}　　{d}",
    "词条：X 释义：": lambda n, x, d: f"词条：{x}　释义：{d}",
    "X：⏎": lambda n, x, d: f"{x}：\n{d}",
}  # fmt: skip


def body(random: Random) -> str:
    """Return a report that uses all terms but one, one of its parts a list of numbered things with colons."""
    used = [f"深入实施{word}，加快推动高质量发展，统筹抓好各项工作。" for word in list(TERMS)[1:]]
    random.shuffle(used)
    works = [
        "就业创业方面：新增城镇就业1万人。",
        "医疗卫生方面：新建社区卫生服务站3个。",
        "交通出行方面：修建道路5公里。",
    ]
    lines = [
        "政府工作报告",
        "一、2023年工作回顾",
        "过去一年，我们稳中求进。",
        *used[:6],
        "二、2024年工作安排",
        *used[6:],
    ]
    lines += ["（一）办好民生实事。", *(f"{at}.{work}" for at, work in enumerate(works, 1))]
    return "\n".join([*lines, "各位代表！让我们团结一心、拼搏进取，奋力谱写现代化建设新篇章！"])


def heading(random: Random) -> str:
    """Return what may stand above a glossary, in any words and with any signs around them, or nothing."""
    pick = random.choice
    scope = pick(
        [
            "",
            "",
            "《政府工作报告》",
            "政府工作报告中",
            "报告中部分",
            "文中",
            "2024年政府工作报告",
            "报告里的",
            "有关",
            "相关",
        ]
    )
    words = pick(
        ["名词", "名词术语", "专业术语", "词语", "新词", "热词", "缩略语", "用语", "专有名词", "概念和提法", "关键词"]
    )
    does = pick(["解释", "注释", "释义", "说明", "解读", "小词典", "链接", "注解", "简释", "含义", "一览"])
    plain = pick(["注", "注释", "备注", "附注", "注解", "名词解释"])
    strange = pick(
        ["", "小贴士", "读懂报告", "延伸阅读", "知识角", "您可能不熟悉的表述", "报告里的这些词是什么意思？", "GLOSSARY"]
    )
    text = pick([f"{scope}{words}{does}"] * 4 + [plain, strange])
    number = pick(["", "", "", "附：", "附件：", "附件2 ", "附录 ", "附1："]) if text else ""
    opening, closing = pick(
        [("", ""), ("", "："), ("【", "】"), ("※", "※"), ("（", "）"), ("——", "——"), ("★ ", " ★"), ("[", "]")]
    )
    spaced = " ".join(text) if random.random() < 0.15 else text
    return f"{number}{opening}{spaced}{closing}" if text else ""


def entries_of(text: str) -> list[tuple[str, str]]:
    """Return headword and definition of the entries of a text, and of the lines among them that are none."""
    rows, _ = join_wrapped(list(split_paragraphs(text)), text)
    entries, rest = parse_entries(divide(join_broken(rows)).glossary)
    return [*((entry.headword, entry.definition) for entry in entries), *(("", row.text) for row in rest)]


def same(found: list[tuple[str, str]]) -> bool:
    """Tell whether the entries are those of `TERMS`; a definition may have the words before it: 是指保民生."""
    return len(found) == len(TERMS) and all(
        headword == word and definition in (said, f"指{said}", f"，指{said}", f"是指{said}")
        for (headword, definition), (word, said) in zip(found, TERMS.items(), strict=True)
    )


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_any_heading_above_any_form(form: Form) -> None:
    random = Random(20240115)
    glossary = "\n".join(form(n, word, said) for n, (word, said) in enumerate(TERMS.items(), 1))
    headings = [heading(random) for _ in range(200)]
    texts = [f"{body(random)}\n{above}\n{glossary}\n" for above in headings]
    assert [above for above, text in zip(headings, texts, strict=True) if not same(entries_of(text))] == []


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("", id="nothing"),
        pytest.param("1.就业方面：新增就业1万人。\n2.教育方面：新建学校3所。\n3.交通方面：修路5公里。", id="a list of works"),
        pytest.param("1.抓好河长制：压实各级责任。\n2.抓好双碳：推动绿色转型。\n3.抓好四风：驰而不息。", id="tasks with words of the body"),
        pytest.param("一是河长制落实有力：巡河万次。\n二是改革有力：事项下放。\n三是作风好转：会议减少。", id="一是"),
        pytest.param("附件：2024年重点项目\n1.滨河公园：投资1亿元。\n2.城南学校：投资2亿元。\n3.污水处理厂：投资3亿元。", id="a list of projects"),
    ],
)  # fmt: skip
def test_no_glossary(end: str) -> None:
    assert entries_of(f"{body(Random(1))}\n{end}\n") == []


BODY = "政府工作报告\n一、2023年工作回顾\n{}\n二、2024年工作安排\n我们要统筹发展和安全，抓好各项工作，推动经济实现质的有效提升。\n"


@pytest.mark.parametrize(
    ("text", "terms", "line"),
    [
        pytest.param("兜牢“三保”①底线，深化“放管服”②改革。\n①“三保”：保民生、保工资、保运转。\n②放管服：简政放权。\n全面推行河长制①，成效明显。\n①河长制：由党政负责人担任河长。", {"三保": 1, "放管服": 2, "河长制": 3}, "兜牢“三保”底线，深化“放管服”改革。", id="at the foot of two pages"),
        pytest.param("兜牢“三保”[1]底线。\n[1]三保是指保民生、保工资、保运转。\n继续推进。", {"三保": 1}, "兜牢“三保”底线。", id="brackets"),
        pytest.param("兜牢“三保”底线。\n注：“三保”是指保民生、保工资、保运转。\n继续推进。", {"三保": 0}, "兜牢“三保”底线。", id="a note without a number"),
        pytest.param("办好实事：①新建学校。②修路。\n①学校：三所。\n继续推进。", {}, "办好实事：①新建学校。②修路。", id="a list of the report's own"),
    ],
)  # fmt: skip
def test_footnotes(tmp_path: Path, text: str, terms: dict[str, int], line: str) -> None:
    (tmp_path / "a.txt").write_text(BODY.format(text), "utf-8")
    report = build_report(tmp_path / "a.txt")
    paragraphs = [paragraph for section in report.sections for paragraph in section.paragraphs]
    marks = [mark.number for paragraph in paragraphs for mark in paragraph.marks]
    assert [term.term for term in report.terms] == list(terms)
    assert marks == [number for number in terms.values() if number]
    assert line in [paragraph.text for paragraph in paragraphs]


def test_marks_without_a_glossary_are_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY.format("兜牢“三保”[1]底线。"), "utf-8")
    assert "第 3 行起：正文有注释标记，却没有名词解释" in build_report(tmp_path / "a.txt").warnings
