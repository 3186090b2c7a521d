"""`search` with alternatives, and what it says of phrases as they stand: `--by`, `--matrix`, `--kwic`."""

import csv
import io
import json
from typing import Any, get_type_hints

import pytest
from support.libraries import Library
from support.process import SEED, Result, Run

import hpreport
from hpreport import records
from hpreport.errors import UsageError
from hpreport.passages.passage import phrase_spans
from hpreport.passages.query import alternatives

ALL = ["--report", "all"]


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        pytest.param("养老 服务", ["养老 服务"], id="none"),
        pytest.param("养老|托育", ["养老", "托育"], id="two"),
        pytest.param("养老 | 托育｜双减", ["养老", "托育", "双减"], id="spaces, full width"),
        pytest.param("养老|托育 服务|机构", ["养老 服务", "养老 机构", "托育 服务", "托育 机构"], id="twice"),
        pytest.param("停车 -食堂|餐厅", ["停车 -食堂 -餐厅"], id="to leave out"),
        pytest.param('"a b"|“养老”', ['"a b"', "“养老”"], id="in quotation marks"),
        pytest.param('"a|b" c', ['"a|b" c'], id="no syntax in quotation marks"),
        pytest.param("|养老|", ["养老"], id="nothing on one side"),
        pytest.param("|", [""], id="nothing at all"),
    ],
)
def test_alternatives(typed: str, ways: list[str]) -> None:
    assert alternatives(typed) == ways


def test_too_many_alternatives(run: Run) -> None:
    typed = " ".join(["a|b|c|d|e"] * 3)
    with pytest.raises(UsageError, match="有 125 种组合，最多 64 种"):
        alternatives(typed)
    assert run("search", typed) == Result(2, "", "hpreport: “|”连起来的词语有 125 种组合，最多 64 种\n")


@pytest.mark.parametrize(
    ("key", "phrases", "spans"),
    [
        pytest.param("养老服务,养老", ["养老"], [(0, 2), (5, 7)], id="one"),
        pytest.param("养老服务,养老", ["养老", "服务", "养老服务"], [(0, 4), (5, 7)], id="the longest"),
        pytest.param("人人人", ["人人"], [(0, 2)], id="over itself"),
        pytest.param("5g,15g", ["5g"], [(0, 2)], id="no piece of a number"),
        pytest.param("养老", [], [], id="none"),
    ],
)
def test_where_phrases_stand(key: str, phrases: list[str], spans: list[tuple[int, int]]) -> None:
    assert phrase_spans(key, phrases) == spans


def found(run: Run, *query: str) -> set[int]:
    """Return the lines that a query finds."""
    return {row["line"] for row in json.loads(run("search", *query, "-n", "99", "-f", "json").out)}


def test_alternatives_find_what_each_finds(run: Run) -> None:
    assert found(run, "口袋公园|停车泊位") == found(run, "口袋公园") | found(run, "停车泊位")
    assert found(run, "口袋公园|停车泊位", "-老旧小区") == found(run, "口袋公园", "-老旧小区") | found(run, "停车泊位", "-老旧小区")  # fmt: skip
    assert found(run, "口袋公园|停车泊位 改造") == found(run, "口袋公园 改造") | found(run, "停车泊位 改造")


def test_both_alternatives_are_highlighted(run: Run) -> None:
    done = run("search", "口袋公园|早教", "-f", "table", "--color", "always")
    assert any(f"{word}\x1b" in done.out.replace(" ", "") for word in ("口袋公园",))


@pytest.mark.parametrize(
    ("args", "status", "out", "err"),
    [
        pytest.param(["养老服务", "--by", "year"], 0, "养老服务\t\t2024\t\t6\t4.0271\t2\t1\t1\t14899\n", "", id="year"),
        pytest.param(["养老服务", "--by", "place", "--count"], 0, "养老服务\t沈阳市和平区\t\t\t6\t4.0271\t2\t1\t1\t14899\n", "", id="place, a count too"),
        pytest.param(["養老服務", "--by", "report"], 0, "養老服務\t沈阳市和平区\t2024\theping-2023\t6\t4.0271\t2\t1\t1\t14899\n", "", id="traditional characters"),
        pytest.param(["比特币", "--by", "year"], 1, "比特币\t\t2024\t\t0\t0\t0\t0\t1\t14899\n", "hpreport: 没有找到“比特币”\n", id="nothing, zeros too"),
        pytest.param(["。", "--by", "year", "-q"], 1, "。\t\t2024\t\t0\t0\t0\t0\t1\t14899\n", "", id="no letter"),
        pytest.param(["养老", "--by", "month"], 2, "", "hpreport: --by 没有 month；可用的有：place、year、report\n", id="no such way"),
        pytest.param(["养老", "服务", "--matrix"], 0, "heping-2023\t沈阳市和平区\t2024\t1\t14899\t17\t42\n", "", id="matrix"),
        pytest.param(["养老", "比特币", "--matrix", "-q"], 0, "heping-2023\t沈阳市和平区\t2024\t1\t14899\t17\t0\n", "", id="matrix with a zero"),
        pytest.param(["养老", "养老", "--matrix", "--by", "year"], 0, "\t\t2024\t1\t14899\t17\n", "", id="the same twice"),
        pytest.param(["养老", "-食堂", "--matrix", "-f", "csv"], 0, "report,place,year,reports,characters,养老 -食堂\nheping-2023,沈阳市和平区,2024,1,14899,4\n", "", id="leaving words out"),
        pytest.param(["养老", "report", "--matrix", "-q", "-f", "jsonl"], 0, '{"report": "heping-2023", "place": "沈阳市和平区", "year": 2024, "reports": 1, "characters": 14899, "养老": 17, "“report”": 0}\n', "", id="a phrase called as a field"),
        pytest.param(["养老", "服务", "--matrix", "--fields", "query,occurrences"], 0, "养老\t17\n服务\t42\n", "", id="matrix, its fields"),
        pytest.param(["养老", "--kwic", "-n", "1", "-C", "4"], 0, "“品质\t养老\t”强体系\t1.6.4\t81\t养老\n", "", id="in context"),
        pytest.param(["三零|两邻", "--kwic", "-n", "2", "-C", "0"], 0, "\t三零\t\t1.5.2\t69\t三零|两邻\n\t两邻\t\t2.6.2\t179\t三零|两邻\n", "", id="alternatives in context"),
        pytest.param(["养老", "--kwic", "--matrix"], 2, "", "hpreport: --count、--by、--matrix、--kwic 只能给一个；--matrix 可以加 --by\n", id="two at once"),
        pytest.param(["比特币", "--kwic", "-q", "-f", "json"], 1, "[]\n", "", id="nothing in context"),
        pytest.param(["养老", "--kwic", "--fields", "score,quote"], 2, "", "hpreport: 没有字段 score、quote；可用的有：report,section,line,left,keyword,right,query,cite,place,year\n", id="a field of the other rows"),
        pytest.param(["养老", "--by", "year", "--part", "plan"], 0, "养老\t\t2024\t\t12\t14.6377\t4\t1\t1\t8198\n", "", id="a part"),
        pytest.param(["停车", "--kwic", "--section", "2.5"], 1, "", "hpreport: 这里没有“停车”\n", id="not in this section"),
    ],
)  # fmt: skip
def test_phrases(run: Run, args: list[str], status: int, out: str, err: str) -> None:
    assert run("search", *args) == Result(status, out, err)


def test_what_is_left_out_is_not_counted(run: Run) -> None:
    """食堂 stands in passages that have 养老 13 of 17 times."""
    counts = [
        run("search", *query, "--count", "--fields", "occurrences").out for query in (["养老"], ["养老", "-食堂"])
    ]
    assert counts == ["17\n", "4\n"]


def test_a_count_is_that_of_the_text(run: Run) -> None:
    text = SEED.read_text("utf-8").partition("名词解释")[0]
    for word in ("口袋公园", "服务", "高质量"):
        row = json.loads(run("search", word, "--by", "report", "-f", "json").out)[0]
        assert row["occurrences"] == text.count(word)


def test_queries_from_standard_input(run: Run) -> None:
    done = run("search", "-", "--matrix", "-f", "tsv", stdin="养老\n服务\n")
    assert done.out.splitlines()[0].split("\t")[-2:] == ["养老", "服务"]
    assert len(json.loads(run("search", "-", "--by", "year", "-f", "json", stdin="养老\n服务\n").out)) == 2


def test_frequencies_of_many_reports(library: Library) -> None:
    rows = json.loads(library.run("search", "口袋公园", "--by", "year", *ALL, "-f", "json").out)
    assert [(row["year"], row["reports"]) for row in rows] == [(2021, 1), (2022, 2), (2024, 1), (2025, 1)]
    single = json.loads(library.run("search", "口袋公园", "--by", "report", *ALL, "-f", "json").out)
    for name in ("occurrences", "passages", "characters", "reports_with"):
        assert sum(row[name] for row in rows) == sum(row[name] for row in single)
    for row in single:
        (own,) = json.loads(library.run("search", "口袋公园", "--by", "report", "--report", row["report"], "-f", "json").out)  # fmt: skip
        assert row == own


def test_a_matrix_is_the_frequencies(library: Library) -> None:
    counts = json.loads(library.run("search", "-", "--by", "report", *ALL, "-f", "json", stdin="双减\n老旧小区\n").out)
    matrix = json.loads(library.run("search", "双减", "老旧小区", "--matrix", *ALL, "-f", "json").out)
    assert {(row["report"], row["query"]): row["occurrences"] for row in counts} == {
        (row["report"], phrase): row[phrase] for row in matrix for phrase in ("双减", "老旧小区")
    }
    assert len(matrix) == 5


@pytest.mark.parametrize("width", [60, 80, 120])
def test_keywords_stand_one_below_the_other(library: Library, width: int) -> None:
    done = library.run("search", "老旧小区", "--kwic", *ALL, "-f", "table", "--width", str(width), "--no-header")
    rows = [line for line in done.out.splitlines() if "老旧小区" in line]
    assert len(rows) == len(done.out.splitlines()) > 5
    assert len({_cells(row.partition("老旧小区   ")[0]) for row in rows}) == 1
    assert max(map(_cells, rows)) <= width


def _cells(text: str) -> int:
    from hpreport.render.text import cell_width

    return cell_width(text)


def test_the_sections_of_many_reports(library: Library) -> None:
    rows = json.loads(library.run("search", "老旧小区", "--by", "report", *ALL, "--part", "plan", "-f", "json").out)
    whole = json.loads(library.run("search", "老旧小区", "--by", "report", *ALL, "-f", "json").out)
    for row, all_of_it in zip(rows, whole, strict=True):
        assert 0 < row["characters"] < all_of_it["characters"]
        assert row["occurrences"] <= all_of_it["occurrences"]


@pytest.mark.parametrize(
    ("args", "ask"),
    [
        pytest.param(["养老|停车", "--by", "year"], lambda r: r.frequency("养老|停车", by="year"), id="frequency"),
        pytest.param(["养老", "停车", "--matrix", "--place", "安河"], lambda r: r.matrix("养老", "停车", place="安河"), id="matrix"),
        pytest.param(["停车", "--kwic", "-C", "5", "--part", "plan"], lambda r: r.kwic("停车", width=5, part="plan"), id="kwic"),
        pytest.param(["停车", "--kwic", "--year", "2022"], lambda r: r.kwic("停车", year=2022), id="kwic of a year"),
    ],
)  # fmt: skip
def test_a_reader_gives_the_same(library: Library, monkeypatch: pytest.MonkeyPatch, args: list[str], ask: Any) -> None:
    monkeypatch.setenv("HPREPORT_LIBRARY", str(library.folder))
    with hpreport.load(report="all") as reader:
        assert ask(reader) == json.loads(library.run("search", *args, *ALL, "-f", "json").out) != []


def test_records_have_the_fields_of_their_types() -> None:
    with hpreport.load() as reader:
        assert tuple(reader.frequency("养老")[0]) == tuple(get_type_hints(records.PhraseFrequency))
        assert tuple(reader.kwic("养老")[0]) == tuple(get_type_hints(records.KeywordInContext))
        with pytest.raises(ValueError, match="by must be one of place, year, report"):
            reader.frequency("养老", by="")


def test_a_sheet_of_the_matrix(library: Library) -> None:
    done = library.run("search", "养老", "停车", "--matrix", *ALL, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["report"] for row in rows][:2] == ["anhe-2021", "anhe-2022"]
    assert {*rows[0]} == {"report", "place", "year", "reports", "characters", "养老", "停车"}
