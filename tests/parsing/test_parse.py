import json
import re

import pytest
from support.process import SEED, SHARED

from hpreport.model import Report
from hpreport.parsing.lines.paragraphs import join_marks
from hpreport.text.encodings import decode
from hpreport.text.fold import fold


def test_front_matter(report: Report) -> None:
    assert (report.title, report.place, report.speaker) == ("政府工作报告", "沈阳市和平区", "张德")
    assert report.meeting == "沈阳市和平区第十九届人民代表大会第三次会议"
    assert (report.date, report.result_year, report.plan_year) == ("2023-12-21", 2023, 2024)
    assert report.warnings == ()


def test_nothing_of_the_body_is_lost(report: Report) -> None:
    """The index holds every line of the body, in order, with its line number and footnote marks."""
    body = decode(SEED.read_bytes(), "seed").partition("名词解释")[0]
    published = [line for line in re.sub(r"\[\n\]", "[¶]", body).split("\n") if line.strip()]
    paragraphs = sorted((p for s in report.sections for p in s.paragraphs), key=lambda p: p.line)
    assert [join_marks(p).replace("[\n]", "[¶]") for p in paragraphs] == [line.strip() for line in published]
    lines = decode(SEED.read_bytes(), "seed").split("\n")
    for paragraph in paragraphs:
        assert lines[paragraph.line - 1].strip().startswith(paragraph.text[:4])


def test_outline_numbers_itself(report: Report) -> None:
    ids = [section.id for section in report.sections]
    assert len(set(ids)) == len(ids)
    assert [sum(s.level == level for s in report.sections) for level in range(4)] == [1, 2, 13, 45]
    for section in report.sections[1:]:
        assert section.parent == section.id.rpartition(".")[0]
        assert section.level == section.id.count(".") + 1
        assert section.role == ("review" if section.id.startswith("1") else "plan")


@pytest.mark.parametrize(
    ("line", "section"),
    [
        pytest.param(11, "0", id="opening"),
        pytest.param(17, "1", id="预计全年"),
        pytest.param(21, "1.1.1", id="an item"),
        pytest.param(86, "1.6", id="同时 closes a section"),
        pytest.param(92, "1", id="在充分肯定成绩的同时"),
        pytest.param(100, "2", id="主要预期目标"),
        pytest.param(197, "2", id="closing"),
    ],
)
def test_paragraphs_stand_where_they_belong(report: Report, line: int, section: str) -> None:
    assert [s.id for s in report.sections for p in s.paragraphs if p.line == line] == [section]


def test_outline_is_the_one_read_by_hand(report: Report) -> None:
    gold_file = SHARED / "gold" / "outline" / "heping-2023.json"
    if not gold_file.exists():
        pytest.skip("the reference outline is not at hand")
    gold = json.loads(gold_file.read_text("utf-8"))
    want = [
        (node["line"], node["heading"])
        for part in gold["parts"]
        for node in [part, *(n for s in part["sections"] for n in [s, *s["items"]])]
        if part["role"] in ("review", "plan")
    ]
    assert [(s.line, s.heading) for s in report.sections if s.level] == want


def test_glossary_is_tied_to_its_marks(report: Report) -> None:
    assert [term.number for term in report.terms] == list(range(1, 47))
    rows = sorted(
        ((p.line, mark, p.text) for s in report.sections for p in s.paragraphs for mark in p.marks),
        key=lambda r: (r[0], r[1].at),
    )
    assert [mark.number for _, mark, _ in rows] == list(range(1, 47))
    for (_, mark, text), term in zip(rows, report.terms, strict=True):
        assert fold(text[: mark.at]).endswith(fold(term.term)), term.term


def test_every_term_is_mentioned_where_the_body_uses_it(report: Report) -> None:
    by_id = {section.id: section for section in report.sections}
    for term in report.terms:
        assert term.mentions, term.term
        for mention in term.mentions:
            paragraph = next(p for p in by_id[mention.section].paragraphs if p.line == mention.line)
            assert mention.quote in paragraph.text
            assert fold(term.term) in fold(mention.quote)
            assert mention.heading == by_id[mention.section].heading


def test_longer_terms_keep_shorter_ones_out(report: Report) -> None:
    mentions = {term.term: [m.section for m in term.mentions] for term in report.terms}
    assert mentions["社会投资人+EPC"] == ["1.3.2"]
    assert mentions["社会投资人+EPC+O"] == ["1.4.1"]
    assert mentions["三保"] == ["1.5.1", "1", "2.7.4"]


@pytest.mark.parametrize(
    ("term", "pinyin", "initials"),
    [
        pytest.param("三保", "sān bǎo", "sb", id="two characters"),
        pytest.param("三到位一处理", "sān dào wèi yī chǔ lǐ", "sdwycl", id="polyphone 处"),
        pytest.param("“5+6+N”行动", "5 jiā 6 jiā N xíng dòng", "5+6+nxd", id="polyphone 行, formula"),
        pytest.param("营商环境6.0版改革", "yíng shāng huán jìng 6.0 bǎn gǎi gé", "yshj6.0bgg", id="decimal"),
        pytest.param("一街、一河、六片区、N点位", "yī jiē yī hé liù piàn qū N diǎn wèi", "yjyhlpqndw", id="区 is qū"),
        pytest.param("三线一单", "sān xiàn yī dān", "sxyd", id="polyphone 单"),
    ],
)
def test_pinyin(report: Report, term: str, pinyin: str, initials: str) -> None:
    found = next(t for t in report.terms if t.term == term)
    assert (found.pinyin, found.initials) == (pinyin, initials)
