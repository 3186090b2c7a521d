"""The outline: numberings, headings without numbers, and what is no heading, as small texts in and trees out."""

import pytest

from hpreport.model import Paragraph, Section
from hpreport.parsing.lines.paragraphs import split_paragraphs
from hpreport.parsing.lines.regions import divide
from hpreport.parsing.lines.rejoin import join_broken
from hpreport.parsing.lines.split import cut_glued
from hpreport.parsing.outline.build import build_outline
from hpreport.parsing.outline.headings import glued_name_end, is_part_name, opening_of, role_of
from hpreport.text.sentences import LONGEST

BODY = "坚持把发展经济的着力点放在实体经济上，统筹推动传统产业改造提升，新签约项目一百个，到位资金稳步增长。"


def outline(text: str) -> tuple[Section, ...]:
    regions = divide(join_broken(list(split_paragraphs(text))))
    return build_outline(cut_glued(regions.body), "政府工作报告", regions.appendices, regions.furniture)


def tree(text: str) -> list[str]:
    """Return one line for each heading: id, number in brackets if it has one, heading."""
    return [f"{s.id} {s.number and f'[{s.number}] '}{s.heading}" for s in outline(text) if s.level]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["一、2023年工作回顾", f"（一）经济稳中向好。{BODY}", f"（二）民生持续改善。{BODY}", "二、2024年工作安排", BODY],
            ["1 [一] 2023年工作回顾", "1.1 [（一）] 经济稳中向好", "1.2 [（二）] 民生持续改善", "2 [二] 2024年工作安排"],
            id="一、 （一）",
        ),
        pytest.param(
            ["2023年工作回顾", BODY, "2024年工作安排建议", f"一、做强工业经济\n{BODY}", f"二、扩大内需\n{BODY}", "全面加强政府自身建设", BODY],
            ["1 2023年工作回顾", "2 2024年工作安排建议", "2.1 [一] 做强工业经济", "2.2 [二] 扩大内需", "3 全面加强政府自身建设"],
            id="parts without numbers: 一、 marks sections",
        ),
        pytest.param(
            ["第一部分 2023年工作回顾", f"一、经济稳中向好\n{BODY}", "第二部分 2024年工作安排", f"一、做强工业经济\n{BODY}", f"（一）培育企业\n{BODY}"],
            ["1 [第一部分] 2023年工作回顾", "1.1 [一] 经济稳中向好", "2 [第二部分] 2024年工作安排", "2.1 [一] 做强工业经济", "2.1.1 [（一）] 培育企业"],
            id="第一部分 一、 （一）",
        ),
        pytest.param(
            ["站在新起点：2012年工作回顾", BODY, "开启新征程：确保全面小康强势开局", BODY, "塑造新形象：全面加强政府自身建设", BODY],
            ["1 站在新起点：2012年工作回顾", "2 开启新征程：确保全面小康强势开局", "3 塑造新形象：全面加强政府自身建设"],
            id="part names with a motto before",
        ),
        pytest.param(
            ["一、2023年工作回顾", f"一是经济稳中向好。{BODY}", f"二是民生持续改善。{BODY}"],
            ["1 [一] 2023年工作回顾", "1.1 [一是] 经济稳中向好", "1.2 [二是] 民生持续改善"],
            id="一是 as sections",
        ),
        pytest.param(
            ["一、2024年工作安排", f"（一）投资\n一是抓好储备。{BODY}", f"二是抓好开工。{BODY}"],
            ["1 [一] 2024年工作安排", "1.1 [（一）] 投资", "1.1.1 [一是] 抓好储备", "1.1.2 [二是] 抓好开工"],
            id="一是 as items",
        ),
        pytest.param(
            ["一、2024年工作安排", "（一）政府建设\n面对新形势，任务重、压力大。", f"一要转变作风。{BODY}", f"二要依法行政。{BODY}"],
            ["1 [一] 2024年工作安排", "1.1 [（一）] 政府建设", "1.1.1 [一要] 转变作风", "1.1.2 [二要] 依法行政"],
            id="一要",
        ),
        pytest.param(
            ["一、2023年工作回顾", f"——综合实力增强。{BODY}", f"——产业结构优化。{BODY}", f"现代服务业发展迅速。{BODY}", f"旅游业持续发展。{BODY}"],
            ["1 [一] 2023年工作回顾", "1.1 [——] 综合实力增强", "1.2 [——] 产业结构优化", "1.2.1 现代服务业发展迅速", "1.2.2 旅游业持续发展"],
            id="—— with items",
        ),
        pytest.param(
            ["一、2023年工作回顾", f"----过去的一年，我们抓发展稳增长，综合实力再上新台阶。{BODY}"],
            ["1 [一] 2023年工作回顾", "1.1 [----] 过去的一年，我们抓发展稳增长，综合实力再上新台阶"],
            id="---- of hyphens",
        ),
        pytest.param(
            ["一、2024年工作安排", f"（一）创新\n1.做强平台，提升实力。{BODY}", f"2、引育人才，增强动力。{BODY}", f"（1）建好载体。{BODY}"],
            ["1 [一] 2024年工作安排", "1.1 [（一）] 创新", "1.1.1 [1] 做强平台，提升实力", "1.1.2 [2] 引育人才，增强动力", "1.1.3 [（1）] 建好载体"],
            id="1. 2、 （1）",
        ),
        pytest.param(
            ["一、2023年工作回顾", f"一年来，我们坚持稳中提质，综合实力稳步提升\n{BODY}", f"工业经济稳定增长。{BODY}", f"农业加速推进。{BODY}"],
            ["1 [一] 2023年工作回顾", "1.1 一年来，我们坚持稳中提质，综合实力稳步提升", "1.1.1 工业经济稳定增长", "1.1.2 农业加速推进"],
            id="a line of its own",
        ),
        pytest.param(
            ["一、2023年工作回顾", f"这一年，我们感恩奋进、埋头苦干，封关如期实现。\n{BODY}", f"这一年，我们敢闯敢试、敢为人先，改革步伐加快。\n{BODY}"],
            ["1 [一] 2023年工作回顾", "1.1 这一年，我们感恩奋进、埋头苦干，封关如期实现", "1.2 这一年，我们敢闯敢试、敢为人先，改革步伐加快"],
            id="stages",
        ),
        pytest.param(
            ["一、2023年工作回顾", f"五年来，我们贯彻新发展理念，实现综合实力新跨越。经济实力显著提升。\n{BODY}", f"产业结构持续优化。\n{BODY}", f"五年来，我们全面深化改革开放，塑造制度开放新优势。政策体系持续完善。\n{BODY}", f"重点改革全面推进。\n{BODY}"],
            ["1 [一] 2023年工作回顾", "1.1 五年来，我们贯彻新发展理念，实现综合实力新跨越", "1.1.1 经济实力显著提升", "1.1.2 产业结构持续优化", "1.2 五年来，我们全面深化改革开放，塑造制度开放新优势", "1.2.1 政策体系持续完善", "1.2.2 重点改革全面推进"],
            id="two headings on one line",
        ),
        pytest.param(
            ["2021年暨过去五年工作回顾", f"一年来,我们坚持稳中提质,综合实力稳步提升。{BODY}", f"一年来,我们坚持民生优先,群众福祉日益增进。{BODY}"],
            ["1 2021年暨过去五年工作回顾", "1.1 一年来,我们坚持稳中提质,综合实力稳步提升", "1.2 一年来,我们坚持民生优先,群众福祉日益增进"],
            id="ascii punctuation",
        ),
        pytest.param(
            ["一、回顾“十三五”，我们以脱贫攻坚为统揽，坚定前行、", "砥砺奋进，取得决定性成就", BODY],
            ["1 [一] 回顾“十三五”，我们以脱贫攻坚为统揽，坚定前行、砥砺奋进，取得决定性成就"],
            id="a heading over two lines",
        ),
        pytest.param(
            ["一、2023年工作回顾", BODY, "二、“", "十四五", "”时期发展的总体思路", BODY],
            ["1 [一] 2023年工作回顾", "2 [二] “十四五”时期发展的总体思路"],
            id="a heading with a hyperlink inside",
        ),
        pytest.param(
            [f"一、2023年工作回顾2023年，是全面贯彻党的二十大精神开局之年。{BODY}", f"二、2024年重点工作安排围绕今年发展目标，重点抓好以下工作：{BODY}", f"（一）聚焦转型升级，做大做强工业经济加快“中国药谷”建设。{BODY}加强传统产业提质升级。{BODY}", f"（二）聚焦创新引领，大力发展新质生产力全力打造高能级平台。{BODY}加快提升企业创新能力。{BODY}"],
            ["1 [一] 2023年工作回顾", "2 [二] 2024年重点工作安排", "2.1 [（一）] 聚焦转型升级，做大做强工业经济", "2.1.1 加快“中国药谷”建设", "2.1.2 加强传统产业提质升级", "2.2 [（二）] 聚焦创新引领，大力发展新质生产力", "2.2.1 全力打造高能级平台", "2.2.2 加快提升企业创新能力"],
            id="headings glued to their text",
        ),
        pytest.param(
            ["一、2024年工作安排", BODY * 9, "附件1", "2024年省十件民生实事", f"一、提高保障水平。\n{BODY}", f"二、扩大养老服务。\n{BODY}"],
            ["1 [一] 2024年工作安排", "2 [附件1] 2024年省十件民生实事", "2.1 [一] 提高保障水平", "2.2 [二] 扩大养老服务"],
            id="an appendix is a part of its own",
        ),
    ],
)  # fmt: skip
def test_headings(lines: list[str], expected: list[str]) -> None:
    assert tree("\n".join(lines)) == expected


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("重点抓好以下九个方面工作。", id="announces a list"),
        pytest.param("成绩来之不易，经验尤为宝贵。五年的发展实践，我们深刻体会到，做好政府工作必须坚持党的领导。", id="a couplet"),
        pytest.param("生命高于一切，安全重于泰山。必须坚持不懈抓好安全生产和公共安全，加强基础设施建设。", id="a saying"),
        pytest.param("实体经济是发展的本钱。坚持以新型工业化为引领，加快构建现代化产业体系。", id="a statement"),
        pytest.param("各位代表！新的一年，让我们更加紧密地团结起来。", id="the address"),
        pytest.param("——地区生产总值增长6%以上。", id="a target with a dash"),
        pytest.param("1、完成保沧路、保新路间的公路连接线。", id="a thing in a list"),
        pytest.param("一是经济总量不大。二是产业结构不优。三是民生存在短板。", id="a list in one paragraph"),
        pytest.param("（上接第1版）岳阳县获评全国县域商业领跑县。", id="a newspaper's turn of page"),
        pytest.param("政 府 工 作 报 告", id="the title again"),
        pytest.param("新征程新使命，对政府工作提出了新的更高要求。我们要深刻领悟“两个确立”的决定性意义。", id="leads to the government"),
    ],
)  # fmt: skip
def test_no_heading(paragraph: str) -> None:
    text = (
        f"一、2024年工作安排\n（一）工业\n狠抓项目建设。{BODY}\n再掀招商热潮。{BODY}\n{paragraph}\n{BODY}\n二、其他\n"
    )
    assert [line.partition(" ")[0] for line in tree(text)] == ["1", "1.1", "1.1.1", "1.1.2", "2"]


@pytest.mark.parametrize(
    ("line", "section"),
    [
        pytest.param("各位代表！过去一年的成绩来之不易。", "1", id="各位代表 speaks of the part"),
        pytest.param("在充分肯定成绩的同时，我们也清醒地看到，发展不足仍是最大实际。", "1", id="problems"),
        pytest.param("同时，我们也清醒地认识到，发展中还存在不少困难和问题。", "1", id="problems, with 同时"),
        pytest.param("同时，加强国防教育，做好民族宗教、气象、地震等工作。", "1.1", id="同时 adds to the section"),
        pytest.param("审计、统计、气象、档案等工作都取得了新的成绩。", "1.1.2", id="else it follows on"),
    ],
)
def test_unheaded_paragraphs_stand_where_they_belong(line: str, section: str) -> None:
    text = f"一、2023年工作回顾\n（一）工业\n狠抓项目建设。{BODY}\n再掀招商热潮。{BODY}\n{line}"
    assert [s.id for s in outline(text) for p in s.paragraphs if p.text == line] == [section]


def test_what_a_web_page_adds_stands_in_the_root() -> None:
    sections = outline(f"一、2024年工作安排\n{BODY}\n（责任编辑：某某）")
    assert [p.text for p in sections[0].paragraphs] == ["（责任编辑：某某）"]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        pytest.param("一、2023年工作回顾", ("一", "2023年工作回顾", True), id="一、"),
        pytest.param("三、 2013年工作安排 ", ("三", "2013年工作安排", True), id="space behind the number"),
        pytest.param("??（一）加快转型。推进", ("（一）", "加快转型", False), id="lost spaces before it"),
        pytest.param("(十一)加快转型。推进", ("(十一)", "加快转型", False), id="half-width brackets"),
        pytest.param("（一）加快产业发展　　坚持把产业摆在首位。", ("（一）", "加快产业发展", False), id="wide space"),
        pytest.param("（一）就业方面，全年新增城镇就业一千二百万人；" + BODY, ("（一）", "就业方面", False), id="no short sentence: its first clause"),
        pytest.param("（1）" + "甲" * 40 + "。推进", ("（1）", "甲" * 40, False), id="as long as an item's heading may be"),
        pytest.param("（1）" + "甲" * 41 + "。推进", ("（1）", "", False), id="too long for one"),
        pytest.param("2.5万人参加", None, id="a decimal is no number"),
        pytest.param("一体推进改革", None, id="no number"),
    ],
)  # fmt: skip
def test_opening(text: str, opening: tuple[str, str, bool] | None) -> None:
    found = opening_of(text)
    assert (found and (found.number, found.heading, found.alone)) == opening


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“十三五”时期和2020年工作回顾", True, id="two periods"),
        pytest.param("2020年工作目标和主要任务", True, id="plan"),
        pytest.param("切实加强新形势下的政府自身建设", True, id="the government itself"),
        pytest.param("今后五年的指导思想和奋斗目标", True, id="five years"),
        pytest.param("主要预期目标", False, id="no time"),
        pytest.param("2024年，全市生产总值增长6%", False, id="a sentence"),
        pytest.param("2024年经济社会发展主要目标和重点任务安排——" + "稳" * 9, True, id="a name with a motto"),
        pytest.param("2024年经济社会发展主要目标和重点任务安排——" + "稳" * 29, False, id="too long for a name"),
        pytest.param("推动乡村全面振兴", False, id="a section"),
    ],
)
def test_part_names(text: str, expected: bool) -> None:
    assert is_part_name(text) is expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("2023年工作回顾2023年是开局之年", "2023年工作回顾", id="the year again"),
        pytest.param("2024年工作总体要求和主要目标今年是新中国成立75周年", "2024年工作总体要求和主要目标", id="今年"),
        pytest.param("切实加强政府自身建设人民政府为人民", "切实加强政府自身建设", id="the government itself"),
        pytest.param("2024年主要目标是：增长6%", "", id="goes on with 是"),
        pytest.param("2024年工作要求，坚持稳中求进", "", id="goes on with a comma"),
    ],
)
def test_glued_names(text: str, name: str) -> None:
    assert text[: glued_name_end(text)] == name


@pytest.mark.parametrize(
    ("heading", "before", "role"),
    [
        pytest.param("2023年工作回顾", "", "review", id="回顾"),
        pytest.param("“十一五”期间经济社会发展取得重大成就", "", "review", id="成就"),
        pytest.param("关于2012年政府工作", "", "review", id="关于…政府工作"),
        pytest.param("2024年工作安排", "review", "plan", id="安排"),
        pytest.param("对今年政府工作的建议", "review", "plan", id="建议"),
        pytest.param("全面加强政府自身建设", "review", "plan", id="the government itself"),
        pytest.param("在新征程上奋勇争先", "plan", "plan", id="goes with the plan before it"),
        pytest.param("在新征程上奋勇争先", "review", "", id="not told"),
        pytest.param("“十五五”发展的主要考虑", "review", "plan", id="considerations"),
        pytest.param(
            "关于《甲市国民经济和社会发展第十五个五年规划纲要（草案）》的说明",
            "review",
            "plan",
            id="the draft of a plan",
        ),
        pytest.param("一鼓作气勇争先，全力推动“十五五”开好局", "", "plan", id="a good start"),
        pytest.param("“十四五”规划纲要完成情况", "", "", id="how a plan was done is told by the text"),
    ],
)
def test_roles(heading: str, before: str, role: str) -> None:
    assert role_of(heading, before) == role


def test_a_line_cut_apart_keeps_marks_and_places() -> None:
    body = [Paragraph(3, f"一、2023年工作回顾2023年，落实“六保”[1]任务。{BODY}")]
    text = body[0].text.replace("[1]", "")
    (heading, rest) = cut_glued(list(split_paragraphs(body[0].text)))
    assert (heading.text, heading.column, heading.marks) == ("一、2023年工作回顾", 1, ())
    assert (rest.text, rest.column) == (text[11:], 12)
    assert [(mark.at, mark.number) for mark in rest.marks] == [(rest.text.index("任务"), 1)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        pytest.param("甲乙丙丁。" * 2_400, "。", id="at the end of a sentence"),
        pytest.param("甲乙丙丁" * 3_000, "丁", id="where no sentence ends"),
        pytest.param("甲乙“丙丁。”戊。" * 1_400, "。", id="not inside a quotation"),
    ],
)
def test_a_paragraph_longer_than_any_report_has_is_cut(text: str, last: str) -> None:
    pieces = cut_glued([Paragraph(3, text)])
    assert [len(piece.text) <= LONGEST for piece in pieces] == [True] * 3
    assert "".join(piece.text for piece in pieces) == text
    assert {piece.text[-1] for piece in pieces} == {last}


def test_lines_are_joined_to_no_paragraph_longer_than_any_report_has() -> None:
    joined = join_broken([Paragraph(line, "甲乙丙丁，") for line in range(3_000)])
    assert [len(paragraph.text) for paragraph in joined] == [5_005, 5_005, 4_990]
