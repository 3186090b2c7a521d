"""What a search finds: these tables are its specification."""

import subprocess
import sys
from pathlib import Path

import jieba
import pytest
from support.process import CLEAN, ROOT, SEED

from hpreport.index.index import Index, open_index
from hpreport.model import Report
from hpreport.passages.passage import highlights, snippet
from hpreport.passages.query import cut, parse_query
from hpreport.passages.search import PassageTables, Search, near_words
from hpreport.passages.tables import _QUOTES, _base_dictionary, _Cutter, _latin_whole, _own_words
from hpreport.text.fold import phrase_of, search_form, search_form_with_offsets
from hpreport.text.matcher import places
from hpreport.text.sentences import sentence_spans


@pytest.fixture(scope="module")
def index() -> Index:
    return open_index()


@pytest.fixture(scope="module")
def ask(index: Index):
    def ask(query: str, **options: object) -> list[tuple[str, int, str]]:
        return [(hit.passage.section, hit.passage.line, hit.match) for hit in index.search.find(query, **options)]

    return ask


@pytest.mark.parametrize(
    ("query", "section", "match"),
    [
        # as it stands
        pytest.param("楼宇经济", "1.1.3", "phrase", id="in a heading before in a text"),
        pytest.param("养老", "2.5.4", "phrase", id="in a heading, the shorter passage first"),
        pytest.param("工业标准地", "1.1.1", "phrase", id="quotation marks of the text"),
        pytest.param("“一刻钟” 便民 生活圈", "2.2.3", "phrase", id="quotation marks as typed are a phrase"),
        pytest.param("赵沁平院士", "1.1.2", "phrase", id="a name"),
        pytest.param("ＰＭ２．５", "2.4.4", "phrase", id="full width"),
        pytest.param("區塊鏈", "2.2.2", "phrase", id="traditional"),
        pytest.param("张 德", "0", "phrase", id="before the first part"),
        pytest.param("吃水难", "1", "phrase", id="a paragraph without a heading"),
        # all of its words
        pytest.param("高新技术企业 瞪羚", "1.3.1", "all", id="two words"),
        pytest.param("老旧小区改造", "1.4.3", "all", id="another order"),
        pytest.param("中考高考成绩", "1.6.2", "all", id="joined words"),
        pytest.param("2024年预期目标", "2", "all", id="the year of the part"),
        pytest.param("汽车消费的补贴", "1.2.2", "all", id="particles do not count"),
        pytest.param("图书馆怎么改造", "2.5.6", "all", id="words that ask do not count"),
        # other words for it
        pytest.param("GDP", "2", "synonym", id="gdp"),
        pytest.param("2023年社零", "1", "synonym", id="an indicator in a year"),
        pytest.param("烂尾楼", "1.1.4", "synonym", id="everyday word"),
        pytest.param("孩子上学", "2.5.2", "synonym", id="everyday phrase"),
        pytest.param("看病报销", "2.5.3", "synonym", id="everyday phrase, another"),
        pytest.param("贪污腐败", "2.7.4", "synonym", id="two words of one group"),
        pytest.param("骑手权益", "2.5.1", "synonym", id="an everyday word beside one of the text"),
        pytest.param("吃水难问题", "1", "all", id="the typed words before other words for them"),
        pytest.param("找工作", "2.5.1", "synonym", id="a word of which the report has a part"),
        pytest.param("今年的GDP", "1", "synonym", id="the year that is reviewed"),
        pytest.param("明年的GDP", "2", "synonym", id="the year that is planned"),
        pytest.param("去年财政收入", "1", "synonym", id="last year, as a reader after New Year says it"),
        pytest.param("存在的问题", "1", "synonym", id="shortcomings"),
        pytest.param("政府存在的问题", "1", "synonym", id="shortcomings of the government"),
        pytest.param("工作中的不足", "1", "synonym", id="shortcomings of the work"),
        pytest.param("房产证", "1", "synonym", id="a certificate hard to get"),
        pytest.param("中小学", "2.5.2", "all", id="cut where a character says least"),
        pytest.param("孩子入托", "1.6", "synonym", id="day care"),
        pytest.param("中医院", "2.4.2", "all", id="a word that no character is cut from"),
        # some of its words
        pytest.param("煤电节能", "2.4.4", "all", id="words of a term's explanation"),
        pytest.param("地铁扰民", "1.4.3", "some", id="a word that the report does not have"),
    ],
)  # fmt: skip
def test_first_hit(ask, query: str, section: str, match: str) -> None:
    found = ask(query)
    assert (found[0][0], found[0][2]) == (section, match)


def test_every_sentence_of_the_body_is_the_first_hit(index: Index) -> None:
    for passage in index.search.passages:
        for start, end in sentence_spans(passage.text):
            sentence = passage.text[start:end]
            assert sentence in index.search.find(sentence)[0].passage.text


def test_every_heading_is_the_first_hit(index: Index) -> None:
    for node in list(index.outline.nodes.values())[1:]:
        assert index.search.find(node.heading)[0].passage.line == node.line


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("比特币", id="a word of characters that the report has"),
        pytest.param("污水处理", id="only the general one of its words"),
        pytest.param("物业管理", id="only the frequent one of its words"),
        pytest.param("脱贫攻坚", id="only the end of a fixed phrase"),
        pytest.param("军民融合", id="only the end of another"),
        pytest.param("遗产税", id="only the beginning of a word for another thing"),
        pytest.param("共同富裕", id="only an adverb"),
        pytest.param("乡村振兴", id="no farming in a city"),
        pytest.param("", id="empty"),
        pytest.param("，。", id="only marks"),
        pytest.param('"高新企业"', id="a phrase that does not stand so"),
        pytest.param("停车难 -泊位", id="all left out"),
        pytest.param("-停车", id="nothing but what to leave out"),
        pytest.param('"G基站"', id="a Latin word is not cut"),
    ],
)
def test_nothing(ask, query: str) -> None:
    assert ask(query) == []


def test_order_and_scores(index: Index) -> None:
    hits = index.search.find("停车难")
    assert [(hit.passage.section, hit.match) for hit in hits] == [("2.4.3", "phrase"), ("1.4.3", "synonym")]
    for query in ("养老", "老旧小区改造", "看病难", "地铁扰民", "沈"):
        ranks = [(-hit.score, index.search.passages.index(hit.passage)) for hit in index.search.find(query)]
        assert ranks == sorted(ranks)
        assert all(-100 <= score < 0 for score, _ in ranks)


def test_far_worse_passages_are_left_out(ask) -> None:
    assert ask("高校科技成果") == [("2.3.1", 127, "all"), ("1.3.1", 39, "synonym")]


def test_a_single_character_says_nothing_beside_other_words(index: Index) -> None:
    words = {query: index.search.words(parse_query(query)) for query in ("工作中不足", "中医院", "税 改革", "办")}
    assert words == {"工作中不足": ["工作", "不足"], "中医院": ["中医院"], "税 改革": ["税", "改革"], "办": ["办"]}


@pytest.mark.parametrize(
    ("date", "said"),
    [
        pytest.param("2023-12-21", {"今年": "2023年", "去年": "2023年", "明年": "2024年"}, id="December"),
        pytest.param("2024-01-09", {"今年": "2024年", "去年": "2023年", "明年": "2024年"}, id="January"),
        pytest.param("", {"今年": "2024年", "去年": "2023年", "明年": "2024年"}, id="no day"),
    ],
)
def test_years_are_those_of_the_report(index: Index, date: str, said: dict[str, str]) -> None:
    search = Search(PassageTables(index.tables, index.outline, {"result_year": 2023, "plan_year": 2024, "date": date}))
    assert {word: search.words(parse_query(f"{word}的GDP"))[0] for word in said} == said


def occurrences(index: Index, typed: str) -> int:
    return sum(len(use.spans) for use in index.search.uses(typed))


def test_occurrences_in_traditional_characters(index: Index) -> None:
    assert occurrences(index, "養老服務") == occurrences(index, "养老服务") > 0


@pytest.mark.parametrize(
    ("key", "phrase", "at"),
    [
        pytest.param("15g,5g基站,5g", "5g", [4, 9], id="a number is not cut"),
        pytest.param("养老养老", "养老", [0, 2], id="Han"),
        pytest.param("pm2.5", "2.5", [], id="a Latin word is not cut"),
        pytest.param("养老", "", [], id="nothing"),
    ],
)
def test_places(key: str, phrase: str, at: list[int]) -> None:
    assert list(places(key, phrase)) == at
    assert highlights(key, [phrase]) == [(start, start + len(phrase)) for start in at]


def test_excluding_and_limiting(ask, index: Index) -> None:
    assert {section for section, _, _ in ask("养老 -食堂")} == {s for s, _, _ in ask("养老")} - {"1.6.4", "2.5.4"}
    assert {section for section, _, _ in ask("养老", sections=index.outline.below("2.5"))} == {"2.5.4", "2.5.5"}
    assert all(section.startswith("1") for section, _, _ in ask("养老", sections=index.outline.of_role("review")))


@pytest.mark.parametrize(
    ("typed", "whole", "text", "phrases", "excluded"),
    [
        pytest.param("老旧小区改造", "老旧小区改造", "老旧小区改造", (), (), id="one word"),
        pytest.param("养老 食堂", "养老食堂", "养老,食堂", (), (), id="two words"),
        pytest.param('"养老 服务" 食堂', "养老服务食堂", "养老服务,食堂", ("养老服务",), (), id="phrase"),
        pytest.param("“三保”底线", "三保底线", "三保底线", (), (), id="marks inside a word"),
        pytest.param("养老 -食堂 －“三保”", "养老", "养老", (), ("食堂", "三保"), id="left out"),
        pytest.param("如何养老？", "如何养老", "养老", (), (), id="words that ask"),
        pytest.param("什么", "什么", "什么", (), (), id="nothing but words that ask"),
        pytest.param('"', "", "", (), (), id="a lone mark"),
        pytest.param("香湾街-1", "香湾街1", "香湾街1", (), (), id="a minus inside"),
        pytest.param("停 车 位 收费", "停车位收费", "停车位,收费", (), (), id="spaces between characters"),
        pytest.param("请问 幼儿园", "请问幼儿园", "幼儿园", (), (), id="a word that asks, apart"),
    ],
)
def test_queries(typed: str, whole: str, text: str, phrases: tuple[str, ...], excluded: tuple[str, ...]) -> None:
    assert parse_query(typed) == (whole, text, phrases, excluded)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("城中村的改造", ["城中村", "改造"], id="particle"),
        pytest.param("城中村,改造", ["城中村", "改造"], id="pause"),
        pytest.param("比特币改造", ["比特币", "改造"], id="unknown characters are one word"),
        pytest.param("建5g基站", ["建", "5g基站"], id="Latin inside a word"),
        pytest.param("pm2.5改造", ["pm2.5", "改造"], id="Latin and digits are not cut"),
        pytest.param("乙" + "甲" * 16, ["乙", "甲" * 16], id="the longest word"),
        pytest.param("甲" + "乙" * 17, ["甲" + "乙" * 17], id="a longer one is not looked for"),
        pytest.param("2024年改造", ["2024年", "改造"], id="a year is a word"),
        pytest.param("2024个改造", ["2024", "个", "改造"], id="a number of things is none"),
        pytest.param("", [], id="empty"),
    ],
)
def test_cut(text: str, words: list[str]) -> None:
    counts = {"城中村": 3, "改造": 9, "城": 1, "中": 5, "村": 1, "比": 2, "5g基站": 1, "基站": 1, "建": 4}
    counts |= {"甲" * 16: 1, "乙" * 17: 1}
    assert cut(text, lambda word: counts.get(word, 0), sum(counts.values())) == words


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("工业“标准地”，增长 8.1%。", "工业标准地,增长8.1;", id="marks, points and pauses"),
        pytest.param("３.５Ｇ．", "3.5g", id="full width"),
        pytest.param("1+3", "1+3", id="plus"),
    ],
)
def test_normal(text: str, form: str) -> None:
    assert search_form(text) == form
    folded, offsets = search_form_with_offsets(text)
    assert folded == form
    assert offsets == sorted(offsets)
    assert all(search_form(text[at]) in (char, "") for char, at in zip(folded, offsets, strict=True))


TEXT = "甲村改造。新建“停车”场2个；乙区停车泊位24个。完工。"


@pytest.mark.parametrize(
    ("words", "context", "shown"),
    [
        pytest.param(["停车场"], 0, "新建“停车”场2个；", id="marks inside the word"),
        pytest.param(["停车", "泊位"], 0, "乙区停车泊位24个。", id="the sentence with most words"),
        pytest.param(["停车场"], 1, "甲村改造。新建“停车”场2个；乙区停车泊位24个。", id="context"),
        pytest.param(["停车场"], 9, TEXT, id="more context than text"),
        pytest.param(["甲村改造;新建停车场"], 0, "甲村改造。新建“停车”场2个；", id="a phrase over two sentences"),
        pytest.param(["别的"], 0, "甲村改造。", id="nothing of it"),
    ],
)
def test_snippet(words: list[str], context: int, shown: str) -> None:
    assert snippet(TEXT, words, context) == shown


def test_a_heading_is_quoted_only_where_nothing_else_has_as_much_and_never_alone() -> None:
    text = "做优养老服务。办好养老食堂。新建公园。"
    assert snippet(text, ["养老"], headed=True) == "办好养老食堂。"
    assert snippet(text, ["养老服务"], headed=True) == "做优养老服务。办好养老食堂。"
    assert snippet(text, ["养老"]) == "做优养老服务。"
    assert snippet("做优养老服务。", ["养老"], headed=True) == "做优养老服务。"


def test_the_words_of_the_query_are_quoted_before_others_for_them() -> None:
    assert snippet(TEXT, ["停车", "停车泊位", "改造"], typed=["改造"]) == "甲村改造。"


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        pytest.param("烂尾楼", ["烂尾楼"], id="an everyday word"),
        pytest.param("老旧小区 房价", ["房价"], id="beside a word of the report"),
        pytest.param("养老", [], id="none"),
    ],
)
def test_words_that_the_report_has_not(index: Index, query: str, missing: list[str]) -> None:
    assert index.search.missing(query) == missing


def test_highlights() -> None:
    assert [TEXT[a:b] for a, b in highlights(TEXT, ["停车", "停车场", "泊位"])] == ["停车”场", "停车", "泊位"]
    assert highlights(TEXT, []) == []


def test_suggestions_are_words_of_the_report(index: Index) -> None:
    body = "".join(passage.key for passage in index.search.passages)
    for query in ("元寓宙", "电梯加装", "养佬"):
        near = index.search.suggest(query)
        assert near
        assert all(word in body for word in near)
    assert index.search.suggest("元寓宙")[0] == "元宇宙"


@pytest.mark.parametrize(
    ("counts", "near"),
    [
        pytest.param({"元宇宙": 5, "三元宙": 1, "元寓中": 4, "大寓宙": 2, "元气": 9}, ["元宇宙", "元寓中", "大寓宙"], id="likest, then most used"),
        pytest.param({"宇宙元": 2, "别的": 9}, [], id="none near"),
        pytest.param({"元宇宙": 9, "元寓": 9, "元寓宇宙": 1}, ["元寓宇宙", "元宇宙"], id="the most similar first"),
    ],
)  # fmt: skip
def test_near_words(counts: dict[str, int], near: list[str]) -> None:
    assert near_words(["元寓宙"], counts) == near


@pytest.mark.parametrize(
    ("query", "near"),
    [
        pytest.param("养佬", ["养老"], id="sound"),
        pytest.param("元寓宙", ["元宇宙"], id="form"),
        pytest.param("老楼装电梯", ["老旧小区"], id="meaning"),
        pytest.param("高铁票", ["铁路", "客专"], id="meaning, of a word inside"),
        pytest.param("比特币", [], id="nothing near"),
        pytest.param("养猪", [], id="a matter of which the report says nothing"),
    ],
)
def test_what_is_suggested(index: Index, query: str, near: list[str]) -> None:
    assert index.search.suggest(query) == near


def test_words_beyond_the_first_hundred_are_not_compared() -> None:
    others = [chr(0x5000 + at) * 2 for at in range(100)]
    assert near_words([*others[1:], "元宇"], {"元宇": 1}) == ["元宇"]
    assert near_words([*others, "元宇"], {"元宇": 1}) == []


def test_building_says_nothing_and_leaves_no_cache(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hpreport", "build", str(SEED), "-o", str(tmp_path / "x.yaml"), "-q"],
        capture_output=True, text=True, cwd=ROOT, env={**CLEAN, "TMPDIR": str(tmp_path)}, check=True,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.compiled.jsonl", "x.yaml"]


def test_texts_are_cut_as_jieba_cuts_them(report: Report) -> None:
    jieba = _tokenizer_of_jieba(report)
    cutter = _Cutter(_own_words(report))
    texts = [paragraph.text for section in report.sections for paragraph in section.paragraphs]
    for text in (*texts, "a1 B2\r\nＣ３,3.5% #x-y\t囧囧囧𠀀", ""):
        searched = map(phrase_of, jieba.cut_for_search(text.translate(_QUOTES)))
        assert cutter.words(text) == [word for word in searched if word]
        assert cutter.cut(search_form(text), _latin_whole) == list(jieba.cut(search_form(text), HMM=False))


def _tokenizer_of_jieba(report: Report) -> jieba.Tokenizer:
    """Return jieba's own tokenizer with the words of a report."""
    counts, total = _base_dictionary()
    own, tokenizer = _Cutter(_own_words(report)).own, jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(counts), total, True
    for word in dict.fromkeys(_own_words(report)):
        if word in own:
            tokenizer.add_word(word)
    return tokenizer
