"""What a query means: these tables are the look-up's specification."""

import pytest

from hpreport.index.build import compile_tables
from hpreport.model import Report
from hpreport.terms.lookup import Lookup
from hpreport.terms.names import TermTables
from hpreport.terms.query import make_query
from hpreport.text.fold import fold
from hpreport.text.pinyin import Readings, plain_pinyin, spellings

EPC_TERMS = ["EPC+运营设计", "F+EPC+O", "社会投资人+EPC", "社会投资人+EPC+O"]


@pytest.fixture(scope="module")
def lookup(report: Report) -> Lookup:
    return Lookup(TermTables(compile_tables(report)))


@pytest.fixture(scope="module")
def ask(lookup: Lookup, report: Report):
    def ask(query: str, **options: bool) -> list[tuple[str, str]]:
        return [(report.terms[hit.term].term, hit.match) for hit in lookup.find(query, **options)]

    return ask


def test_every_term_is_found_as_printed(ask, report: Report) -> None:
    for term in report.terms:
        assert ask(term.headword) == [(term.term, "exact")]
        assert ask(term.term) == [(term.term, "exact")]


@pytest.mark.parametrize(
    ("query", "term", "match"),
    [
        # another way of writing the whole term
        pytest.param("「三保」", "三保", "folded", id="corner brackets"),
        pytest.param("“五免", "五免", "folded", id="closing mark lost"),
        pytest.param("“三融”极简审批模式", "“三融极简审批”模式", "folded", id="marks moved"),
        pytest.param("三 个 革 命", "三个革命", "folded", id="spaces"),
        pytest.param("ｆ＋ｅｐｃ＋ｏ", "F+EPC+O", "folded", id="full width, lower case"),
        pytest.param("一街,一河,六片区,n点位", "一街、一河、六片区、N点位", "folded", id="ascii commas"),
        pytest.param("3保", "三保", "folded", id="digit"),
        pytest.param("５工程１管理", "五工程一管理", "folded", id="full-width digits"),
        pytest.param("10大行动", "十大行动", "folded", id="ten"),
        pytest.param("2邻", "两邻", "folded", id="两 is two"),
        pytest.param("二邻", "两邻", "folded", id="二 for 两"),
        pytest.param("一三一加一工程", "“131+1”工程", "folded", id="digit by digit"),
        pytest.param("四加三加X产业体系", "“4+3+X”产业体系", "folded", id="加 for plus"),
        pytest.param("營商環境6.0版改革", "营商环境6.0版改革", "folded", id="traditional"),
        pytest.param("兩鄰", "两邻", "folded", id="traditional, two characters"),
        # another name
        pytest.param("德智体美劳", "五育", "alias", id="first characters of the components"),
        pytest.param("ecology oriented development", "EOD", "alias", id="english name"),
        # a part
        pytest.param("六地", "新时代“六地”", "substring", id="the quoted part"),
        pytest.param("招商体系", "“1+6+5+N”招商体系", "substring", id="the part outside the marks"),
        pytest.param("四加三", "“4+3+X”产业体系", "prefix", id="beginning, in characters"),
        pytest.param("一街兩臺三校六院", "一街、两台、三校、六院、N楼宇", "prefix", id="beginning, traditional"),
        pytest.param("三?联动", "三改联动", "substring", id="wildcard for a character"),
        pytest.param("五*管理", "五工程一管理", "substring", id="wildcard for several"),
        pytest.param("1+?规划设计", "“1+3”规划设计", "substring", id="wildcard beside a plus"),
        pytest.param("一+?规划设计", "“1+3”规划设计", "substring", id="wildcard beside a numeral and a plus"),
        # words around it
        pytest.param("什么是三保", "三保", "substring", id="question before"),
        pytest.param("五社联动是什么意思", "五社", "substring", id="question after"),
        pytest.param("兜牢三保底线", "三保", "substring", id="sentence"),
        pytest.param("三保的", "三保", "substring", id="a particle beside it"),
        pytest.param("辽宁六地是哪六地", "新时代“六地”", "substring", id="part inside a sentence"),
        pytest.param("南和平公园城EOD", "EOD", "substring", id="acronym inside"),
        pytest.param("12345热线和网格怎么融合", "12345+网格", "substring", id="both halves in a sentence"),
        pytest.param("招商体系是什么", "“1+6+5+N”招商体系", "substring", id="part with a question"),
        # slips
        pytest.param("一快三直", "三直一快", "fuzzy", id="halves swapped"),
        pytest.param("1+131", "“131+1”工程", "fuzzy", id="pieces of a formula in another order"),
        pytest.param("guanli", "五工程一管理", "pinyin", id="pinyin from the end"),
        pytest.param("gongchengyi", "五工程一管理", "pinyin", id="pinyin from the middle"),
        pytest.param("保三", "三保", "fuzzy", id="two characters swapped"),
        pytest.param("1+5+6+N招商体系", "“1+6+5+N”招商体系", "fuzzy", id="numbers swapped"),
        pytest.param("三宝", "三保", "fuzzy", id="same sound"),
        pytest.param("三林", "三零", "fuzzy", id="close sound"),
        pytest.param("三区三限", "三区三线", "fuzzy", id="same sound, longer"),
        pytest.param("五杜", "五社", "fuzzy", id="same shape"),
        pytest.param("千大行动", "十大行动", "fuzzy", id="number misread"),
        pytest.param("社会投资入+EPC", "社会投资人+EPC", "fuzzy", id="same shape, not the longer term too"),
        pytest.param("T0D", "TOD", "fuzzy", id="zero for O"),
        pytest.param("三改动", "三改联动", "fuzzy", id="character lost"),
        pytest.param("三个大革命", "三个革命", "fuzzy", id="character added"),
        pytest.param("CCFF", "CCF", "fuzzy", id="letter doubled"),
        pytest.param("社会投资人EPC+O", "社会投资人+EPC+O", "fuzzy", id="plus lost"),
        pytest.param("社会投资人+EPC+0", "社会投资人+EPC+O", "fuzzy", id="zero for O, not the shorter term"),
        pytest.param("运营设计EPC", "EPC+运营设计", "fuzzy", id="halves swapped, plus lost"),
        pytest.param("3十9十9", "3+9+9", "fuzzy", id="ten for plus"),
        pytest.param("一连三邦", "一联三帮", "fuzzy", id="two slips of sound and shape"),
        pytest.param("四大品质", "四个品质", "fuzzy", id="another measure word"),
        pytest.param("三个零", "三零", "fuzzy", id="measure word added"),
        pytest.param("五项工程一项管理", "五工程一管理", "fuzzy", id="two measure words added"),
        pytest.param("三融审批", "“三融极简审批”模式", "fuzzy", id="abridged, with its number"),
        pytest.param("关爱行动覆盖", "“三项关爱行动”全覆盖", "fuzzy", id="abridged, most of it kept"),
        # sound
        pytest.param("sanbao", "三保", "pinyin", id="pinyin"),
        pytest.param("si ge pin zhi", "四个品质", "pinyin", id="pinyin, spaced"),
        pytest.param("sān wù", "三务", "pinyin", id="pinyin with tones"),
        pytest.param("san1 bao3", "三保", "pinyin", id="pinyin with numbers of tones"),
        pytest.param("sanlin", "三零", "pinyin", id="close sound in pinyin"),
        pytest.param("san保", "三保", "pinyin", id="pinyin and characters"),
        pytest.param("3bao", "三保", "pinyin", id="digit and pinyin"),
        pytest.param("wugongch", "五工程一管理", "pinyin", id="last syllable unfinished"),
        pytest.param("SB", "三保", "initials", id="initials"),
        pytest.param("zstx", "“1+6+5+N”招商体系", "initials", id="initials of a part"),
        # explanation
        pytest.param("中国计算机学会", "CCF", "definition", id="the whole explanation"),
        pytest.param("零纠纷", "三零", "definition", id="a component"),
        pytest.param("再生医学 干细胞 脑科学", "“4+3+X”产业体系", "definition", id="words of it"),
        pytest.param("公开招标选择社会投资人", "社会投资人+EPC+O", "definition", id="nearly its words"),
        pytest.param("保工资保运转", "三保", "definition", id="its words without marks"),
        pytest.param("滨水公园的7大主题功能片区", "一公园七片区", "definition", id="nearly its words, with a number"),
        pytest.param("无事故", "三零", "definition", id="another word for none"),
        pytest.param("零事故和零案件", "三零", "definition", id="its words, joined"),
        pytest.param("与邻是善", "两邻", "definition", id="a little word of the reader's own"),
        pytest.param("老楼改造 管网", "五工程一管理", "definition", id="an everyday word beside one of its own"),
    ],
)  # fmt: skip
def test_one_answer(ask, query: str, term: str, match: str) -> None:
    assert ask(query) == [(term, match)]


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        pytest.param("EPC", EPC_TERMS, id="acronym in four terms"),
        pytest.param("三线", ["三线一单", "三区三线"], id="beginning and end"),
        pytest.param("邻", ["两邻", "六邻"], id="one character"),
        pytest.param("1+*", ["“1+3”规划设计", "“1+6+5+N”招商体系"], id="a plus before a wildcard"),
        pytest.param("三线一单与三区三线有什么区别", ["三线一单", "三区三线"], id="two terms in a question"),
        pytest.param("生态保护红线", ["三线一单", "三区三线"], id="component of two"),
        pytest.param("engineering procurement construction", sorted(EPC_TERMS), id="english of an acronym"),
    ],
)
def test_several_answers(ask, query: str, terms: list[str]) -> None:
    assert sorted(term for term, _ in ask(query)) == sorted(terms)


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        pytest.param("三区三线与三线一单有什么区别", [("三线一单", 90), ("三区三线", 90)], id="alike: as in the report"),
        pytest.param("行动", [("十大行动", 72.5), ("“5+6+N”行动", 67.1), ("“三项关爱行动”全覆盖", 65.6), ("城市有机更新“五大行动”", 65)], id="best first"),
        pytest.param("sanxianggua", [("“三项关爱行动”全覆盖", 74.5)], id="the best of a term's names"),
    ],
)  # fmt: skip
def test_order_of_answers(lookup: Lookup, report: Report, query: str, answers: list[tuple[str, float]]) -> None:
    assert [(report.terms[hit.term].term, hit.score) for hit in lookup.find(query)] == answers


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("三农", id="shares one of two characters"),
        pytest.param("四邻", id="another number"),
        pytest.param("十个品质", id="a number that sounds nearly the same"),
        pytest.param("二保", id="a number that looks nearly the same"),
        pytest.param("三去一降一补", id="built like a term"),
        pytest.param("两不愁三保障", id="a term by chance inside a word"),
        pytest.param("十三保", id="a term inside a number"),
        pytest.param("五保", id="another number, of similar shape"),
        pytest.param("四大行动", id="another number, of similar sound"),
        pytest.param("一联五帮", id="another number inside"),
        pytest.param("二十大行动", id="a number added"),
        pytest.param("一二三四", id="part of a number"),
        pytest.param("十五", id="not the number it sounds like"),
        pytest.param("十十", id="no number at all"),
        pytest.param("4+4+X", id="another formula"),
        pytest.param("2+3规划设计", id="another formula, same words"),
        pytest.param("三个全覆盖", id="counts other things"),
        pytest.param("高质量发展", id="common pairs of characters"),
        pytest.param("中国物理学会", id="built like an explanation"),
        pytest.param("城市更新", id="scattered in a term"),
        pytest.param("滨水公园的9大主题功能片区", id="nearly an explanation, another number"),
        pytest.param("老楼改造 噪音", id="an everyday word beside one that no explanation has"),
        pytest.param("孩子 噪音", id="everyday words, none of them the explanation's"),
        pytest.param("西安美术学院", id="half of it is no explanation's"),
        pytest.param("三条", id="a number and a measure word of an explanation"),
        pytest.param("12306", id="digits close to 12345"),
        pytest.param("30", id="零 is not a digit of 三零"),
        pytest.param("区块链养猪", id="words of the body"),
        pytest.param("碳关税", id="a character of the glossary"),
        pytest.param("blockchain", id="latin word"),
        pytest.param("qwertyuiop", id="noise"),
        pytest.param("xyz不存在", id="mixed noise"),
        pytest.param("GDP", id="another acronym"),
        pytest.param("", id="empty"),
        pytest.param("？！", id="punctuation"),
        pytest.param("***", id="nothing but wildcards"),
        pytest.param("\x1b[31m\x00", id="control characters"),
        pytest.param("\ud800\udfff", id="lone surrogates"),
        pytest.param("三" * 100_000, id="a hundred thousand characters"),
        pytest.param("保" * 63 + "三", id="as long as a slip may be"),
    ],
)
def test_no_answer(ask, query: str) -> None:
    assert ask(query) == []


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        pytest.param("3保", ["三保"], id="folded is exact enough"),
        pytest.param("sanbao", [], id="pinyin is not"),
        pytest.param("六地", [], id="a part is not"),
    ],
)
def test_exact(ask, query: str, terms: list[str]) -> None:
    assert [term for term, _ in ask(query, exact=True)] == terms


def test_scores_are_between_0_and_100_and_only_exact_is_100(lookup: Lookup) -> None:
    for query in ("三保", "3保", "六地", "sanbao", "sb", "三宝", "零纠纷", "EPC", "行动", "公开招标选择社会投资人"):
        hits = lookup.find(query)
        assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
        assert all(0 < h.score <= 100 and (h.score == 100) == (h.match == "exact") for h in hits)


def test_suggestions_are_near(lookup: Lookup, report: Report) -> None:
    near = {
        query: [report.terms[at].term for at in lookup.suggest(query)] for query in ("三农", "五三", "三直", "任责方四")
    }
    assert near == {
        "三农": ["三保", "三零", "三务"],
        "五三": ["三保", "三零", "五免"],  # all alike: as in the report
        "三直": ["三直一快", "三保", "三零"],
        "任责方四": [],
    }
    assert lookup.suggest("") == []
    assert lookup.suggest("x" * 1000) == []


def test_one_character_lost_is_found(lookup: Lookup, report: Report) -> None:
    """Every headword of four or more characters, each of its characters left out in turn: 97 % at rank 1."""
    cases = [
        (t, fold(t.term)[:at] + fold(t.term)[at + 1 :])
        for t in report.terms
        if len(fold(t.term)) > 3
        for at in range(len(fold(t.term)))
    ]
    right = sum(bool(hits) and report.terms[hits[0].term] is t for t, q in cases for hits in [lookup.find(q)])
    assert right / len(cases) >= 0.97, f"{right} of {len(cases)}"


@pytest.mark.parametrize(
    ("length", "short"),
    [pytest.param(0, False, id="empty"), pytest.param(64, True, id="long"), pytest.param(65, False, id="too long")],
)
def test_long_queries_are_texts(length: int, short: bool) -> None:
    assert make_query("保" * length, {}).is_short is short


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("LǛ sè", "luse", id="capitals, marks, space"),
        pytest.param("lv4 se4", "luse", id="v, numbers of tones"),
        pytest.param("xi'an", "xian", id="apostrophe"),
        pytest.param("san保3", "san保3", id="other characters stay"),
    ],
)
def test_plain_pinyin(text: str, plain: str) -> None:
    assert plain_pinyin(text) == plain
    assert Readings({"lv": "绿率", "shuai": "率"})["率"] == ["lu", "shuai"]


def test_spellings_are_limited() -> None:
    readings = Readings({"hang": "行", "xing": "行"})
    assert len(spellings("行" * 4, readings)) == 16
    assert len(spellings("行" * 12, readings)) == 24
