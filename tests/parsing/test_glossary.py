"""Glossaries in all their formats: where they begin, and headword and definition of each entry."""

import pytest

from hpreport.parsing.glossary.entries import parse_entries, term_of
from hpreport.parsing.glossary.mentions import lift_marks
from hpreport.parsing.lines.paragraphs import split_paragraphs
from hpreport.parsing.lines.regions import divide, is_furniture, is_glossary_heading
from hpreport.parsing.lines.rejoin import join_broken

BODY = "一、2024年工作安排\n" + "坚持稳中求进工作总基调，完整、准确、全面贯彻新发展理念。" * 5 + "\n"


def entries(glossary: str, heading: str = "名词解释") -> list[tuple[int | None, str, str, int]]:
    """Return number, headword, definition and line of the entries, the line counted from the heading."""
    regions = divide(join_broken(list(split_paragraphs(f"{BODY}{heading}\n{glossary}"))))
    return [(e.number, e.headword, e.definition, e.line - 3) for e in parse_entries(regions.glossary)[0]]


THREE, FOUR = ("“三保”", "保民生、保工资、保运转。"), ("四风", "形式主义、官僚主义、享乐主义、奢靡之风。")


@pytest.mark.parametrize(
    ("glossary", "numbers", "lines"),
    [
        pytest.param("[1]“三保”：保民生、保工资、保运转。\n[2]四风：形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 2), id="[1]X："),
        pytest.param("［１］“三保”：保民生、保工资、保运转。\n［２］四风：形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 2), id="full width"),
        pytest.param("【1】“三保”：保民生、保工资、保运转。\n【2】四风:形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 2), id="【1】, an ascii colon"),
        pytest.param("〔1〕“三保”：保民生、保工资、保运转。\n〔2〕：四风：形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 2), id="〔2〕："),
        pytest.param("1.“三保”：保民生、保工资、保运转。\n2.四风：形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 2), id="1."),
        pytest.param("1、“三保”：保民生、保工资、保运转。\n2、四风：形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 2), id="1、"),
        pytest.param("（1）“三保”：保民生、保工资、保运转。\n（2）四风：形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 2), id="（1）"),
        pytest.param("①“三保”：保民生、保工资、保运转。\n②四风：形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 2), id="①"),
        pytest.param("1.[“三保”]保民生、保工资、保运转。\n2.[四风]形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 2), id="1.[X] without a colon"),
        pytest.param("“三保”：保民生、保工资、保运转。\n四风：形式主义、官僚主义、享乐主义、奢靡之风。", (None, None), (1, 2), id="no numbers"),
        pytest.param("1.“三保”：\n保民生、保工资、保运转。\n2.四风：\n形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 3), id="the definition on the next line"),
        pytest.param("1.“三保”\n保民生、保工资、保运转。\n2.四风\n形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 3), id="on the next line, without a colon"),
        pytest.param("[1]“三保”：保民生、保工资、保运转。[2]四风：形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 1), id="two on a line"),
        pytest.param("1.“三保”：保民生、保工资、保运转。2.四风：形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 1), id="1. and 2. on a line"),
        pytest.param("1. “三保”：保民生、保工资、保运转。\n\n2. 四风：形式主义、官僚主义、\n享乐主义、奢靡之风。", (1, 2), (1, 3), id="a broken line"),
        pytest.param("[1]“三保”：保民生、保工资、保运转。\n[2]四风：形式主义、官僚主义、享乐主义、奢靡之风。\n（责任编辑：某某）\n【打印】【关闭】", (1, 2), (1, 2), id="a web page's lines behind"),
        pytest.param("[1]“三保”：保民生、保工资、保运转。\n各位代表！让我们团结起来。\n名词解释\n[1]“三保”：保民生、保工资、保运转。\n[2]四风：形式主义、官僚主义、享乐主义、奢靡之风。", (1, 2), (1, 5), id="printed twice"),
    ],
)  # fmt: skip
def test_formats(glossary: str, numbers: tuple[int | None, ...], lines: tuple[int, ...]) -> None:
    assert entries(glossary) == [(numbers[0], *THREE, lines[0]), (numbers[1], *FOUR, lines[1])]


@pytest.mark.parametrize(
    ("text", "headword", "definition"),
    [
        pytest.param("[1]“三保”即保民生、保工资、保运转。", "“三保”", "即保民生、保工资、保运转。", id="即, no colon"),
        pytest.param("[1]两化融合是指信息化和工业化的深度结合。", "两化融合", "是指信息化和工业化的深度结合。", id="是指, no colon"),
        pytest.param("[1]“双碳”——碳达峰与碳中和。", "“双碳”", "碳达峰与碳中和。", id="dash"),
        pytest.param("[1]“六稳”“六保”任务：“六稳”即稳就业；“六保”即保民生。", "“六稳”“六保”任务", "“六稳”即稳就业；“六保”即保民生。", id="several terms in one entry"),
        pytest.param("[1]“两个大局”，“三种关系”：两个大局即战略全局和变局。", "“两个大局”，“三种关系”", "两个大局即战略全局和变局。", id="a comma between quotes"),
        pytest.param("[1]“新三个一”工程：是指三件事。(见第3页)", "“新三个一”工程", "是指三件事。(见第3页)", id="a page reference belongs to the definition"),
        pytest.param("[1]三定：定人、定岗。\n其中定人由组织部门负责。\n[2]四风：四种。", "三定", "定人、定岗。\n其中定人由组织部门负责。", id="a definition of two paragraphs"),
        pytest.param("21.123制造业体系：指一二三产业。", "123制造业体系", "指一二三产业。", id="a headword that begins with digits"),
        pytest.param("[1]C位：网络语言，特指：主角。", "C位", "网络语言，特指：主角。", id="a second colon"),
    ],
)  # fmt: skip
def test_entry(text: str, headword: str, definition: str) -> None:
    assert entries(text)[0][1:3] == (headword, definition)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        *[
            pytest.param(heading, True, id=heading)
            for heading in (
                "名词解释", "名 词 解 释", "名词解释：", "【名词解释】", "[名词解释]", "※注释※", "附：短语说明", "附件2 名词解释",
                "附件：政府工作报告名词解释", "《政府工作报告》有关用语说明", "部分名词术语解释", "相关名词和术语的解释", "（名词注释）",
            )
        ],
        pytest.param("名词解释见附件", False, id="a sentence"),
        pytest.param("解释说明工作", False, id="another noun"),
    ],
)  # fmt: skip
def test_heading(heading: str, expected: bool) -> None:
    assert is_glossary_heading(heading) is expected


def test_a_heading_on_two_lines() -> None:
    assert entries("名词解释\n1.“三保”：三件事。", heading="附件2")[0][1] == "“三保”"


@pytest.mark.parametrize(
    ("headword", "term"),
    [
        pytest.param("“三保”", "三保", id="marks enclose all"),
        pytest.param("“1+3”规划设计", "“1+3”规划设计", id="marks enclose a part"),
        pytest.param("“两种思维”“四种理念”", "“两种思维”“四种理念”", id="two pairs"),
        pytest.param("TOD", "TOD", id="no marks"),
        pytest.param("三零”", "三零", id="lost opening mark"),
        pytest.param("“三零", "三零", id="lost closing mark"),
    ],
)
def test_term_of(headword: str, term: str) -> None:
    assert term_of(headword) == term


@pytest.mark.parametrize(
    "line",
    [
        "（责任编辑：杨淼）",
        "来源：某某网",
        "打印本页",
        "版权所有：某某人民政府",
        "上一篇：某某报告",
        "冀ICP备05000000号",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


def test_numbers_glued_to_their_terms_are_marks() -> None:
    """以“5+3+N”2组织体系为依托: the printed superscript lost its brackets; 20件 counts."""
    regions = divide(
        list(
            split_paragraphs(
                f"{BODY}健全“三保”1机制，以“5+3+N”2组织体系为依托，办好20件实事。\n名词解释\n1.[三保]三件事。\n2.[5+3+N]组织体系。"
            )
        )
    )
    body = lift_marks(regions.body, parse_entries(regions.glossary)[0])
    assert body[-1].text == "健全“三保”机制，以“5+3+N”组织体系为依托，办好20件实事。"
    assert [(mark.at, mark.number) for mark in body[-1].marks] == [(6, 1), (17, 2)]
