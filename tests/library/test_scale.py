"""A library of one report answers as the report does; what the benchmark's reports are made from makes them again."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.process import ROOT, SEED

from hpreport.figures.select import FigureQuery, select
from hpreport.index.build import build_report
from hpreport.index.index import open_index
from hpreport.library.library import Library
from hpreport.library.shelf import Shelf
from hpreport.records import Row
from hpreport.reports import Reports

pytestmark = pytest.mark.slow

MAKER = ROOT / "tests" / "bench" / "synthesize.py"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(Shelf(tmp_path_factory.mktemp("library")))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("GDP", id="acronym"),
        pytest.param("GDP增速", id="aside"),
        pytest.param("规上", id="short-form"),
        pytest.param("就业", id="in-many"),
        pytest.param("新建 公园", id="two-words"),
        pytest.param("ＧＤＰ", id="full-width"),
        pytest.param("停车难", id="everyday-word"),
        pytest.param("提升", id="sentence"),
        pytest.param(" ".join(["项目"] * 2000), id="very-long"),
        pytest.param("项目 " * 30 + "不存在", id="long-and-missing"),
        pytest.param("不存在", id="missing"),
        pytest.param("%_*?[", id="patterns"),
        pytest.param("", id="all"),
    ],
)
def test_figures(library: Library, text: str) -> None:
    query = FigureQuery(text, by_section=True)

    def chosen(reports: Reports) -> list[tuple[Row, str]]:
        def headings(row: Row) -> list[str]:
            return list(reports.where(reports.key(row))["headings"][1:])

        return select(reports.figures_about(text), query, reports.names, headings)

    assert chosen(library) == chosen(open_index())


@pytest.mark.parametrize("kind", ["target", "result"])
def test_all_figures_of_a_kind(library: Library, kind: str) -> None:
    assert library.figures_about("", kind) == [row for row in open_index().figures if row["kind"] == kind]


@pytest.mark.parametrize("text", ["比特币", "污水处理", "甲乙丙丁", "[^]*?-", "x", ""])
def test_near_words(library: Library, text: str) -> None:
    assert library.search.suggest(text) == open_index().search.suggest(text)


@pytest.mark.parametrize("text", ["烂尾楼", "老旧小区 房价", "养老", "比特币"])
def test_words_that_no_report_has(library: Library, text: str) -> None:
    assert library.search.missing(text) == open_index().search.missing(text)


@pytest.mark.parametrize("text", ["老旧小区改造", "孩子上学", "发展", "养老 -食堂", "2024年", "不存在的词"])
def test_passages(library: Library, text: str) -> None:
    found = {hit.passage.line: hit.match for hit in library.search.find(text)}
    assert found == {hit.passage.line: hit.match for hit in open_index().search.find(text)}


def test_made_reports_are_readable_and_the_same_again(tmp_path: Path) -> None:
    for name in ("one", "two"):
        subprocess.run([sys.executable, MAKER, SEED.parent, tmp_path / name, "--reports", "12"], check=True)
    one, two = (sorted((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert [(path.name, path.read_bytes()) for path in one] == [(path.name, path.read_bytes()) for path in two]
    report = build_report(one[0])
    assert (report.place, report.plan_year) == tuple(
        kind(part) for kind, part in zip((str, int), one[0].stem.split("-"), strict=True)
    )
    assert report.figures
    assert report.terms
