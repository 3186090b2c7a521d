"""Lines to paragraphs: sentences cut by hyperlinks, lines of one width, footnote marks in all forms."""

import pytest

from hpreport.model import Mark, Paragraph
from hpreport.parsing.lines.paragraphs import join_marks, split_marks, split_paragraphs
from hpreport.parsing.lines.rejoin import join_broken, join_wrapped


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        pytest.param(["深入贯彻落实习近平总书记重要指示，视察河北，发表", "重要讲话", "精神，聚焦承接疏解。"], [1], id="a hyperlink inside a sentence"),
        pytest.param(["坚决做到“", "两个维护", "”，以实干践行使命。"], [1], id="inside quotation marks"),
        pytest.param(["这五年，我们坚定不移践行", "以人民为中心发展思想", "，在推进共享中提高生活水平。"], [1], id="the sentence begins without a mark"),
        pytest.param(["高瞻远瞩、审时度势，", "亲自", "指挥、", "亲自", "部署，取得了伟大成就。"], [1], id="several"),
        pytest.param(["改善空气质量，推动减排。以PM", "2.5", "浓度持续下降为主线。"], [1], id="a subscript"),
        pytest.param(["2023年工作回顾", "一年来，全市经济稳中向好。"], [1, 2], id="a heading and its text"),
        pytest.param(["工业经济稳步增长，农业喜获丰收，三产繁荣", "二、2024年工作安排", "今年是关键一年。"], [1, 2, 3], id="a lost full stop before a numbered heading"),
        pytest.param(["工业经济稳步增长，农业喜获丰收，三产繁荣", "2024年工作安排", "今年是关键一年。"], [1, 2, 3], id="and before a part without number"),
        pytest.param(["甲省政府工作报告。 甲省日报记者 李四 摄", "政府工作报告", "（2026年1月27日在甲省人大会上）"], [1, 2, 3], id="behind a caption"),
        pytest.param(["生产总值增长6%；", "财政收入增长5%；", "就业稳定。"], [1, 2, 3], id="a list of targets"),
        pytest.param(["[24]：“四个不摘”：不摘责任。", "[25]八大本领：本领。"], [1, 2], id="entries of a glossary"),
    ],
)  # fmt: skip
def test_broken_lines(lines: list[str], joined: list[int]) -> None:
    paragraphs = join_broken(list(split_paragraphs("\n".join(lines))))
    assert [p.line for p in paragraphs] == joined
    assert "".join(join_marks(p) for p in paragraphs) == "".join(lines)


def test_marks_move_with_their_line() -> None:
    (paragraph,) = join_broken(list(split_paragraphs("落实“六保”[1]任务，做到“\n两个维护\n”[2]。")))
    assert [(mark.at, mark.number) for mark in paragraph.marks] == [(6, 1), (17, 2)]


WIDE = "推动高质量发展，加快构建现代化产业体系，统筹新型城镇化和乡村全面振兴，增进民生福祉，保持社会稳定。"


def wrap(paragraphs: list[str], indent: str) -> str:
    lines = [line for p in paragraphs for line in _cut(indent + p)]
    pages = [
        line for at, line in enumerate(lines, 1) for line in ([line, f"— {at // 20} —"] if at % 20 == 0 else [line])
    ]
    return "\n".join(pages)


def _cut(text: str) -> list[str]:
    return [text[at : at + 30] for at in range(0, len(text), 30)]


@pytest.mark.parametrize("indent", ["", "　　"], ids=["no indent", "indented"])
def test_lines_of_one_width_are_put_together(indent: str) -> None:
    printed = [
        "一、2023年工作回顾",
        *(f"（{n}）稳住经济。{WIDE * 3}" for n in "一二三四五六七八九十"),
        "二、2024年工作安排",
        WIDE,
    ]
    text = wrap(printed, indent)
    paragraphs, pages = join_wrapped(list(split_paragraphs(text)), text)
    assert [p.text for p in paragraphs] == printed
    assert [p.text for p in pages] == ["— 1 —", "— 2 —", "— 3 —"]


def test_other_lines_stay() -> None:
    text = "\n".join([WIDE * 4, "一、短", WIDE] * 30)
    paragraphs = list(split_paragraphs(text))
    assert join_wrapped(paragraphs, text) == (paragraphs, [])


@pytest.mark.parametrize(
    ("raw", "text", "marks"),
    [
        pytest.param("五位一体[2]布局", "五位一体布局", [(4, 2, "[2]")], id="[2]"),
        pytest.param("甲［１２］乙", "甲乙", [(1, 12, "［１２］")], id="［１２］"),
        pytest.param("甲【3】乙〔4〕丙[ 5 ]", "甲乙丙", [(1, 3, "【3】"), (2, 4, "〔4〕"), (3, 5, "[ 5 ]")], id="【】〔〕 and spaces"),
        pytest.param("“四个意识”⑧，两山理论㊹", "“四个意识”，两山理论", [(6, 8, "⑧"), (11, 44, "㊹")], id="circled"),
        pytest.param("“两山”²理论¹²，", "“两山”理论，", [(4, 2, "²"), (6, 12, "¹²")], id="superscript"),
        pytest.param("国发〔2022〕2号", "国发〔2022〕2号", [], id="number of a document"),
        pytest.param("豫政〔12〕3号", "豫政〔12〕3号", [], id="short number of a document"),
        pytest.param("办好实事：①新建公厕；②改造管网③扩建学校", "办好实事：①新建公厕；②改造管网③扩建学校", [], id="an in-line list"),
        pytest.param("①新建公厕3座", "①新建公厕3座", [], id="a list of its own lines"),
        pytest.param("建成厂房5000m²以上", "建成厂房5000m²以上", [], id="square metres"),
    ],
)  # fmt: skip
def test_marks(raw: str, text: str, marks: list[tuple[int, int, str]]) -> None:
    assert split_marks(raw) == (text, tuple(Mark(*mark) for mark in marks))
    assert join_marks(Paragraph(1, *split_marks(raw))) == raw
