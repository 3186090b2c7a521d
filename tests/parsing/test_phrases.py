"""Phrases that the report uses and does not explain."""

import json

import pytest
from support.process import Result, Run

from hpreport.model import Paragraph, Report, Section
from hpreport.parsing.glossary.mentions import find_phrases


def phrases(text: str, *terms: str) -> list[tuple[str, str]]:
    section = Section("1", 1, "一", "回顾", 1, "", "review", (Paragraph(1, text),))
    return [(phrase.text, phrase.gloss) for phrase in find_phrases([section], terms)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("深化“双减”改革。", [("双减", "")], id="quoted"),
        pytest.param("“双减”和“双减”", [("双减", "")], id="once"),
        pytest.param("兜牢“三保”底线，“三保”支出", [], id="a term is none"),
        pytest.param("“1+6+5”招商体系和“1+6”方案", [("1+6", "")], id="part of a term elsewhere"),
        pytest.param("建设RCEP示范区，5G基站，PM2.5浓度", [("RCEP", ""), ("PM2.5", "")], id="acronyms"),
        pytest.param("申请全球展览业协会（UFI）认证", [("UFI", "全球展览业协会（UFI）")], id="name before the acronym"),
        pytest.param("用好RCEP（区域全面经济伙伴关系协定）规则", [("RCEP", "RCEP（区域全面经济伙伴关系协定）")], id="name after it"),
        pytest.param("打造品质、人文、智慧、活力“四个和平”，", [("四个和平", "打造品质、人文、智慧、活力“四个和平”")], id="the list it sums up"),
        pytest.param("拥护“两个确立”、做到“两个维护”", [("两个确立", ""), ("两个维护", "")], id="a list of phrases explains none"),
        pytest.param("他说：“这是一个完整的句子。”", [], id="speech is none"),
    ],
)  # fmt: skip
def test_phrases(text: str, found: list[tuple[str, str]]) -> None:
    assert phrases(text, "三保", "“1+6+5”招商体系") == found


def test_bundled_report(report: Report) -> None:
    by_text = {phrase.text: phrase for phrase in report.phrases}
    assert len(by_text) == len(report.phrases) == 112
    assert not by_text.keys() & {term.term for term in report.terms}
    assert [m.section for m in by_text["一老一幼"].mentions] == ["1.6", "2.5"]
    assert by_text["UFI"].gloss == "全球展览业协会（UFI）"


@pytest.mark.parametrize(
    ("query", "term", "note"),
    [
        pytest.param("双减", "双减", "报告没有专门解释“双减”，下面是用到它的地方", id="as it is"),
        pytest.param("双减政策", "双减", "报告没有专门解释“双减”，下面是用到它的地方", id="words around it"),
        pytest.param("雙減", "双减", "报告没有专门解释“双减”，下面是用到它的地方", id="traditional"),
        pytest.param("四加一", "4+1", "报告没有专门解释“4+1”，下面是用到它的地方", id="numerals"),
        pytest.param(
            "ufi", "UFI", "报告没有专门解释“UFI”，只在行文中说到：全球展览业协会（UFI）", id="explained in passing"
        ),
    ],
)
def test_term_answers_with_mentions(run: Run, query: str, term: str, note: str) -> None:
    done = run("term", query, "-f", "json")
    (row,) = json.loads(done.out)
    assert (row["term"], row["match"], row["number"]) == (term, "mention", None)
    assert row["mentions"]
    assert (done.status, done.err) == (0, f"hpreport: {note}\n")


def test_terms_all_lists_them_marked(run: Run) -> None:
    rows = [line.split("\t") for line in run("terms", "--all", "--fields", "term,match").out.splitlines()]
    assert len(rows) == 46 + 112
    assert {match for _, match in rows[:46]} == {""}
    assert {match for _, match in rows[46:]} == {"mention"}


@pytest.mark.parametrize(
    ("sentences", "quote"),
    [
        pytest.param("0", "“三零”工作室覆盖率达100%。", id="the sentence alone"),
        pytest.param(
            "1",
            "建成完整社区试点2个，亲民化改造完成社区党群服务中心25个，东北首个无人驾驶体验智慧小区新颖亮相。"
            "“三零”工作室覆盖率达100%。"
            "和平区在全省“12345热线+网格化”改革试点工作现场推进会上交流经验。",
            id="one more on each side",
        ),
    ],
)
def test_context(run: Run, sentences: str, quote: str) -> None:
    (row,) = json.loads(run("term", "三零", "-C", sentences, "-f", "json").out)
    assert row["mentions"][0]["quote"] == quote


def test_context_wants_a_number(run: Run) -> None:
    assert run("term", "三零", "-C", "x") == Result(
        2, "", "hpreport: --context 的值不对：应当是整数（用法见 hpreport term --help）\n"
    )
