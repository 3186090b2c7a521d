"""The package for Python programs: the same records as the command line prints."""

import copy
import doctest
import json
import multiprocessing
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from support.libraries import Library
from support.process import CLEAN, ROOT, SEED, Run

import hpreport
from hpreport import api as reader
from hpreport import records

READER = hpreport.load()
CALLS: dict[str, tuple[list[str], Callable[[hpreport.Reader], Any]]] = {
    "lookup": (["term", "三宝"], lambda r: r.lookup("三宝")),
    "lookup, several": (["term", "EPC"], lambda r: r.lookup("EPC")),
    "lookup, exact only": (["term", "三宝", "--exact"], lambda r: r.lookup("三宝", exact=True)),
    "lookup, a phrase": (["term", "双减"], lambda r: r.lookup("双减")),
    "lookup, none": (["term", "三农"], lambda r: r.lookup("三农")),
    "lookup, limited": (["term", "EPC", "-n", "2"], lambda r: r.lookup("EPC", limit=2)),
    "terms": (["terms"], lambda r: r.terms()),
    "targets": (["targets"], lambda r: r.targets()),
    "targets of a year": (["targets", "--year", "2024", "--headline"], lambda r: r.targets(year=2024, headline=True)),
    "targets, a year in the text": (["targets", "2024年GDP"], lambda r: r.targets("2024年GDP")),
    "targets of no such year": (["targets", "--year", "1999"], lambda r: r.targets(year=1999)),
    "results": (["results", "--section", "1.4", "--unit", "个"], lambda r: r.results(section="1.4", unit="个")),
    "results by value": (["results", "--sort", "value"], lambda r: r.results(sort="value")),
    "results by an option's words": (["results", "--grep", "GDP", "-n", "1"], lambda r: r.results(grep="GDP", limit=1)),
    "targets, a year in digits": (["targets", "-y", "2024"], lambda r: r.targets(year="2024")),
    "panel": (["panel", "GDP", "就业", "--year", "2023-2024"], lambda r: r.panel("GDP", "就业", year="2023-2024")),
    "panel, long": (["panel", "GDP", "--long", "-k", "target"], lambda r: r.panel_figures("GDP", kind="target")),
    "panel, coverage": (["panel", "GDP", "--coverage"], lambda r: r.coverage("GDP")),
    "outcomes": (["outcomes"], lambda r: r.outcomes()),
    "outcomes of an indicator": (["outcomes", "GDP", "-y", "2024"], lambda r: r.outcomes("GDP", year=2024)),
    "panel of no such place": (["panel", "GDP", "--place", "火星"], lambda r: r.panel("GDP", place="火星")),
    "search in a part": (["search", "养老", "--part", "plan"], lambda r: r.search("养老", part="plan")),
    "search with context": (["search", "停车难", "-C", "1"], lambda r: r.search("停车难", context=1)),
    "results in everyday words": (["results", "停车难"], lambda r: r.results("停车难")),
    "compare": (["compare"], lambda r: r.compare()),
    "compare one": (["compare", "GDP"], lambda r: r.compare("GDP")),
    "compare, a year in the text": (["compare", "2024年GDP"], lambda r: r.compare("2024年GDP")),
    "compare, another year": (["compare", "2019年GDP"], lambda r: r.compare("2019年GDP")),
    "compare a section, sorted": (
        ["compare", "--section", "2.5", "--unit", "个", "--sort", "difference"],
        lambda r: r.compare(section="2.5", unit="个", sort="difference"),
    ),
    "targets by section": (["targets", "养老"], lambda r: r.targets("养老")),
    "sections": (["sections"], lambda r: [row for row in r.sections() if row["level"]]),
    "search": (["search", "养老", "-n", "3"], lambda r: r.search("养老", limit=3)),
    "search in a section": (["search", "养老", "-s", "2.5"], lambda r: r.search("养老", section="2.5")),
    "search, none": (["search", "比特币"], lambda r: r.search("比特币")),
}


@pytest.mark.parametrize(("args", "ask"), CALLS.values(), ids=CALLS)
def test_same_records_as_the_command_line(run: Run, args: list[str], ask: Callable[[hpreport.Reader], Any]) -> None:
    printed = json.loads(run(*args, "-f", "json").out)
    assert ask(READER) == printed


@pytest.mark.parametrize(
    "text", ["兜牢“三保”底线，\n建设三零社区。", ["兜牢“三保”底线，\n", "建设三零社区。"]], ids=["text", "lines"]
)
def test_scan(run: Run, text: str | list[str]) -> None:
    assert READER.scan(text) == json.loads(run("scan", "-f", "json", stdin="".join(text)).out)


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        pytest.param(records.FoundTerm, READER.lookup("三保"), id="found term"),
        pytest.param(records.Term, READER.terms(), id="term"),
        pytest.param(records.Mention, READER.terms()[0]["mentions"], id="mention"),
        pytest.param(records.Figure, READER.results(), id="figure"),
        pytest.param(records.Comparison, READER.compare(), id="comparison"),
        pytest.param(records.Section, READER.sections(), id="section"),
        pytest.param(records.Passage, READER.search("养老"), id="passage"),
        pytest.param(records.Use, READER.scan("三保"), id="use"),
        pytest.param(records.Info, READER.reports, id="info"),
    ],
)
def test_records_have_the_fields_of_their_types(kind: type, rows: list[dict[str, Any]]) -> None:
    assert rows
    assert {tuple(row) for row in rows} == {tuple(get_type_hints(kind))}


def test_several_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HPREPORT_LIBRARY", str(tmp_path / "library"))
    text = tmp_path / "other.txt"
    text.write_text(SEED.read_text("utf-8").replace("2023", "2022").replace("2024", "2023"), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "hpreport", "add", "-q", str(text)], cwd=ROOT, check=True, capture_output=True
    )
    everything = hpreport.load(report="all")
    assert [info["report"] for info in everything.reports] == ["other", "heping-2023"]
    assert [hit["report"] for hit in everything.lookup("三保")] == ["other", "heping-2023"]
    assert [row["year"] for row in everything.targets("GDP")] == [2023, 2024]
    assert {row["report"] for row in everything.compare("GDP")} == {"other", "heping-2023"}
    assert [info["report"] for info in hpreport.load(report="other").reports] == ["other"]
    assert len(hpreport.load(report=["other", "heping-2023"]).reports) == 2


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        pytest.param({"index": "none.yaml"}, hpreport.DataError, "none.yaml：读不了：没有这个文件", id="no such file"),
        pytest.param(
            {"report": "none"},
            hpreport.UsageError,
            "报告库里没有 none（hpreport reports 列出全部）",
            id="no such report",
        ),
        pytest.param({"index": "a", "report": "b"}, hpreport.UsageError, "--index 和 --report 只能给一个", id="both"),
    ],
)
def test_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], error: type[Exception], message: str
) -> None:
    monkeypatch.setenv("HPREPORT_LIBRARY", str(tmp_path))
    with pytest.raises(error) as raised:
        hpreport.load(**given)
    assert str(raised.value) == message


def test_no_such_order() -> None:
    with pytest.raises(ValueError, match="sort must be one of value, line, section"):
        READER.results(sort="size")


def test_no_such_name() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = hpreport.nothing


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(reader).failed == 0


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    script = "import sys, hpreport; print([name for name in sys.modules if name.startswith('hpreport.')])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, env=CLEAN, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        pytest.param(lambda r: r.targets(yaer=2024), TypeError, "unexpected keyword argument 'yaer'", id="no such option"),
        pytest.param(lambda r: r.results(year="两千"), ValueError, "两千", id="no year"),
        pytest.param(lambda r: r.search("养老", part="all"), ValueError, "part must be review or plan", id="no part"),
        pytest.param(lambda r: r.trend("GDP", kind="x"), ValueError, "kind must be result or target", id="no kind"),
        pytest.param(lambda r: r.panel("GDP", kind="x"), ValueError, "kind must be result or target", id="panel, no kind"),
        pytest.param(lambda r: r.outcomes("GDP", limit=0), ValueError, "limit must be at least 1", id="outcomes, none of them"),
        pytest.param(lambda r: r.panel("GDP", year="2024-2010"), ValueError, "years that end before they begin", id="panel, years"),
        pytest.param(lambda r: r.coverage("GDP", yaer=2024), TypeError, "unexpected keyword argument 'yaer'", id="coverage, no such option"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(ask: Callable[[Any], Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ask(READER)


ASKED = {
    "lookup": lambda r: r.lookup("三宝"),
    "terms": lambda r: r.terms(),
    "targets": lambda r: r.targets(),
    "results": lambda r: r.results("GDP"),
    "compare": lambda r: r.compare(),
    "trend": lambda r: r.trend("GDP"),
    "panel": lambda r: r.panel("GDP"),
    "panel_figures": lambda r: r.panel_figures("GDP"),
    "coverage": lambda r: r.coverage("GDP"),
    "outcomes": lambda r: r.outcomes("GDP"),
    "sections": lambda r: r.sections(),
    "search": lambda r: r.search("养老"),
    "scan": lambda r: r.scan("三保"),
    "reports": lambda r: r.reports,
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_records_are_copies(name: str) -> None:
    before = copy.deepcopy(ASKED[name](READER))
    rows = ASKED[name](READER)
    for row in rows:
        for value in row.values():
            if isinstance(value, list):
                value.clear()
        row.clear()
    rows.clear()
    assert ASKED[name](READER) == before


def test_closing() -> None:
    with hpreport.load() as reader:
        assert repr(reader) == "<hpreport.Reader of heping-2023>"
        assert reader.lookup("三保")
    with pytest.raises(ValueError, match="the reader is closed"):
        reader.lookup("三保")


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda r: pickle.loads(pickle.dumps(r))], ids=["copy", "deep", "pickle"])  # fmt: skip
def test_copies_ask_the_same_reports(again: Callable[[Any], Any]) -> None:
    assert again(READER).lookup("三宝") == READER.lookup("三宝")


def test_names_are_listed() -> None:
    assert {"load", "Reader", "DataError"} <= set(dir(hpreport))


QUERIES = ["三保", "sanbao", "停车难", "保工资", "不存在的词", "双减", "EPC", "四下基层"]


def _answers(reader: Any, query: str) -> list[Any]:
    return [reader.lookup(query), reader.search(query, limit=2), reader.targets(query)]


def _asked_elsewhere(query: str) -> list[Any]:
    return _answers(READER, query)


@pytest.mark.parametrize("times", [pytest.param(4, id="few"), pytest.param(1000, id="many", marks=pytest.mark.slow)])
@pytest.mark.parametrize("report", [None, "all"], ids=["one report", "a library"])
def test_threads_share_a_reader(
    times: int, report: str | None, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HPREPORT_LIBRARY", str(library.folder))
    with hpreport.load(report=report) as shared:
        alone = {query: _answers(shared, query) for query in QUERIES}
        asked = [query for _ in range(times) for query in QUERIES]
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda query: _answers(shared, query) == alone[query], asked))
    assert all(found)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_other_processes_ask_too(method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} on this system")
    READER.lookup("三保")
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        found = list(pool.map(_asked_elsewhere if method == "fork" else _answers_of, *_arguments(method)))
    assert found == [_answers(READER, query) for query in QUERIES]


def _answers_of(reader: Any, query: str) -> list[Any]:
    return _answers(reader, query)


def _arguments(method: str) -> list[list[Any]]:
    return [QUERIES] if method == "fork" else [[READER] * len(QUERIES), QUERIES]


def test_nothing_is_left_open() -> None:
    script = "import hpreport; r = hpreport.load(); r.lookup('三宝'); r.search('养老'); r.close(); del r"
    done = subprocess.run([sys.executable, "-X", "dev", "-W", "error", "-c", script], capture_output=True, text=True, cwd=ROOT, env=CLEAN, check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
