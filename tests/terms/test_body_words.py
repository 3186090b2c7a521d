"""Words that a report uses and its glossary does not have; and the glossary before any phrase that the body quotes."""

import json

import pytest
from support.libraries import Library as Folder
from support.process import Run

from hpreport.index.build import compile_tables
from hpreport.index.index import Index, open_index
from hpreport.library.library import Library
from hpreport.library.shelf import Shelf
from hpreport.parsing import Editorial, Overrides, parse_report
from hpreport.passages.passage import Passage, said_row, stands_in, word_places
from hpreport.text.sentences import glosses_at

REPORT = """政府工作报告
2024年1月5日在安河县第十五届人民代表大会第一次会议上
各位代表：
现在报告工作。
一、2023年工作回顾
做好“六稳”“六保”工作，落实“8337”思路。“链式”发展提速，“绿”色转型，推进链式改造[1]。
二、2024年工作安排
坚持“六保”优先。培育独角兽企业和瞪羚企业，打好双招双引组合拳，推进老旧小区改造。推进“三同”，即同线同标同质。
建设区域全面经济合作区（以下简称合作区），合作区面积3平方公里。中国人民银行支持县域发展，培养大学生村官。
名词解释
1.链式改造：以龙头企业带动上下游企业一起改造。
2.“六稳”“六保”任务：稳就业、稳金融；保居民就业、保基本民生。
4.三包四帮六保五到位：包联系、包服务、包解困。
3.“8337”工作思路：八个发展定位、三个着力点、三个更加注重、七项重点工作。
"""


@pytest.fixture(scope="module")
def index() -> Index:
    report = parse_report(
        REPORT, report_id="anhe-2024", source="anhe.txt", sha256="", editorial=Editorial({}, {}), overrides=Overrides()
    )
    return Index("", compile_tables(report))


def answers(index: Index, query: str) -> list[tuple[str, str]]:
    return [(index.row(hit)["term"], hit.match) for hit in index.lookup.find(query)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param(
            "六保",
            [("“六稳”“六保”任务", "substring"), ("三包四帮六保五到位", "substring")],
            id="a piece of two entries, quoted in the body",
        ),
        pytest.param("8337", [("“8337”工作思路", "prefix")], id="a formula that begins an entry"),
        pytest.param("链式改照", [("链式改造", "fuzzy")], id="a slip whose first half is a phrase"),
        pytest.param(
            "三堡四帮六保五到位",
            [("三包四帮六保五到位", "fuzzy")],
            id="a slip for a longer term that has a shorter one in it",
        ),
        pytest.param("落实六保政策", [("“六稳”“六保”任务", "substring")], id="a term with words around it"),
        pytest.param("链式", [("链式改造", "prefix")], id="the half alone"),
        pytest.param("绿色低碳发展", [], id="a phrase of one character inside a longer query"),
        pytest.param("“三同”工程", [("三同", "mention")], id="a phrase inside a longer query"),
        pytest.param("双招双引", [("双招双引", "mention")], id="a word of the body"),
        pytest.param("雙招雙引", [("双招双引", "mention")], id="traditional"),
        pytest.param("什么是独角兽企业？", [("独角兽企业", "mention")], id="in a question"),
        pytest.param("中国人民银行", [("中国人民银行", "mention")], id="a longer word"),
        pytest.param("人民银行", [("人民银行", "mention")], id="a word inside a longer one"),
        pytest.param("国人", [], id="across the edge of two words"),
        pytest.param("区改造", [], id="half a word"),
        pytest.param("学生村", [], id="cut through by another word"),
        pytest.param("新", [], id="a single character"),
        pytest.param("2024", [], id="a number"),
        pytest.param("新质生产力", [], id="what the report does not have"),
    ],
)
def test_answers(index: Index, query: str, found: list[tuple[str, str]]) -> None:
    assert answers(index, query) == found


def test_exact_asks_only_for_terms_and_phrases(index: Index) -> None:
    assert index.lookup.find("双招双引", exact=True) == []


@pytest.mark.parametrize(
    ("query", "definition"),
    [
        pytest.param("三同", "“三同”，即同线同标同质", id="即"),
        pytest.param("合作区", "建设区域全面经济合作区（以下简称合作区）", id="short for"),
        pytest.param("独角兽企业", "", id="not explained"),
    ],
)
def test_a_definition_in_passing_is_shown(index: Index, query: str, definition: str) -> None:
    (hit,) = index.lookup.find(query)
    assert index.row(hit)["definition"] == definition


def test_the_row_has_each_sentence_once(index: Index) -> None:
    (hit,) = index.lookup.find("合作区")
    row = index.row(hit)
    assert (row["number"], row["line"], row["headword"], row["components"]) == (None, 9, "合作区", [])
    assert [m["quote"] for m in row["mentions"]] == ["建设区域全面经济合作区（以下简称合作区），合作区面积3平方公里。"]
    assert (row["mentions"][0]["section"], row["mentions"][0]["heading"]) == ("2", "2024年工作安排")


@pytest.mark.parametrize(
    ("text", "word", "gloss"),
    [
        pytest.param("“三同”，即同线同标同质。", "三同", "三同”，即同线同标同质", id="即"),
        pytest.param("新质生产力，即将成为主导。", "新质生产力", "", id="即将"),
        pytest.param("数字孪生是指对实体的映射，用于治理。", "数字孪生", "数字孪生是指对实体的映射，用于治理", id="是指"),
        pytest.param("老年助餐点（以下简称“助餐点”）建成。", "助餐点", "老年助餐点（以下简称“助餐点”）", id="short for"),
        pytest.param("打造助餐点，建成20个。", "助餐点", "", id="none"),
    ],
)  # fmt: skip
def test_glosses(text: str, word: str, gloss: str) -> None:
    at = text.rindex(word)
    assert next(glosses_at(text, at, at + len(word)), "") == gloss


@pytest.mark.parametrize(
    ("word", "places"),
    [
        pytest.param("老旧小区", [2], id="whole"),
        pytest.param("小区", [4], id="a piece"),
        pytest.param("旧小", [], id="across an edge"),
        pytest.param("改造工程", [6], id="two words"),
        pytest.param("5g", [10], id="latin"),
        pytest.param("g基站", [], id="half of a Latin word"),
    ],
)
def test_standing(word: str, places: list[int]) -> None:
    assert list(stands_in(word, "推进老旧小区改造工程5g基站", "22222112")) == places


def test_marks_that_stand_inside_are_kept() -> None:
    text = "深化“放管服”改革。"
    (place,) = word_places("放管服改革", [Passage("1", 3, text, "深化放管服改革;", "", 3, "", "2321")])
    assert said_row("r", [place], str.upper)["term"] == "“放管服”改革"


@pytest.mark.parametrize("query", ["双招双引", "银发经济", "新质生产力", "消防安全", "三保", "三宝", "区改", "RCEP"])
def test_a_library_of_one_answers_alike(library: Folder, query: str) -> None:
    alone, bundled = Library(Shelf(library.folder), ["heping-2023"]), open_index()
    try:
        mine = [{**alone.row(hit), "match": hit.match, "score": hit.score} for hit in alone.lookup.find(query)]
    finally:
        alone.close()
    assert mine == [{**bundled.row(hit), "match": hit.match, "score": hit.score} for hit in bundled.lookup.find(query)]


@pytest.mark.parametrize(
    ("args", "status", "lines", "err"),
    [
        pytest.param(["银发经济"], 0, ["银发经济\t\t\t167\tmention\t50\t银发经济"], "报告没有专门解释“银发经济”，第167行用到它", id="a pipe"),
        pytest.param(["双招双引", "--fields", "term,line"], 0, ["双招双引\t23"], "报告没有专门解释“双招双引”，第23、110行用到它", id="several lines"),
        pytest.param(["双减", "--fields", "term,mentions", "-f", "tsv", "--no-header"], 0, None, "报告没有专门解释“双减”，下面是用到它的地方", id="with the sentences"),
        pytest.param(["双减", "-f", "table"], 0, None, "报告没有专门解释“双减”，下面是用到它的地方", id="a table"),
        pytest.param(["双减", "-f", "csv"], 0, None, "报告没有专门解释“双减”，下面是用到它的地方", id="csv"),
        pytest.param(["双减", "-q"], 0, ["双减\t\t\t162\tmention\t60\t双减"], "", id="quiet"),
    ],
)  # fmt: skip
def test_the_note_and_the_rows_agree(run: Run, args: list[str], status: int, lines: list[str] | None, err: str) -> None:
    done = run("term", *args)
    assert (done.status, done.err) == (status, f"hpreport: {err}\n" if err else "")
    assert lines is None or done.out.splitlines() == lines
    assert ("改革" in done.out) == ("下面是" in err)


def test_all_sentences_are_in_json(run: Run) -> None:
    (row,) = json.loads(run("term", "双招双引", "-f", "json").out)
    assert [(m["section"], m["line"]) for m in row["mentions"]] == [("1.1.2", 23), ("2.1.2", 110)]
    assert all("双招双引" in m["quote"] for m in row["mentions"])


@pytest.mark.parametrize(
    ("args", "err"),
    [
        pytest.param(["term", "稳中求进", "--report", "all", "--fields", "report"], "报告都没有专门解释“稳中求进”，5 份报告用到它", id="no report explains it"),
        pytest.param(["term", "一网通办"], "没有找到“一网通办”；报告库里有 1 份报告解释它（--report all）", id="another report explains it"),
        pytest.param(["term", "一网通办", "--report", "anhe-2021"], "没有找到“一网通办”；报告库里有 1 份报告解释它（--report all）", id="another report asked by name"),
        pytest.param(["term", "双减", "--report", "anhe-2021", "--fields", "term"], "报告没有专门解释“双减”，第10行用到它", id="none explains it"),
        pytest.param(["term", "四个一"], "没有找到“四个一”；相近的有：四个品质；报告库里有 2 份报告解释它（--report all）", id="a miss"),
    ],
)  # fmt: skip
def test_the_note_counts_the_reports_that_explain_a_word(library: Folder, args: list[str], err: str) -> None:
    assert library.run(*args).err == f"hpreport: {err}\n"
