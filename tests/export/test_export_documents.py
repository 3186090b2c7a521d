"""The exported documents for people: nothing of the text is lost, every link leads somewhere, no text is markup."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from support.process import ROOT, SHARED, Result, Run

from hpreport.cli.commands.compare import COMPARE
from hpreport.cli.commands.figures import FIGURES
from hpreport.cli.layouts import INFO
from hpreport.export.document import Faces, Piece, pieces
from hpreport.export.markdown import escape, to_markdown
from hpreport.export.page import to_html
from hpreport.export.page.article import text as markup
from hpreport.index.build import build_report, compile_tables
from hpreport.index.index import Index, open_index

FACES = Faces(INFO, FIGURES, COMPARE)
ENV = {"PYTHONPATH": str(ROOT)}
CORPUS = ["city-luzhou-2024", "county-gaotangxian-2022", "national-guowuyuan-2003", "district-qingyuanqu-2022"]
HOSTILE = """
<script>alert(1)</script>人民政府工作报告"><img src=x onerror=alert(2)>
各位代表：<!-- 注释 --> &lt;b&gt; `代码` *强调* _下划_ [链接](javascript:alert(3)) ![图](http://example.com/a.png) | 竖线 | ~~删~~
一、2023年工作回顾</h2><script>alert(4)</script>
# 新增学位<b>1200个</b>，落实“三<i>保”[1]。${style} $title
1. 建成“”onmouseover="alert(5)”广场3个。\x1b[31m红\u202e
二、2024年工作安排
新增“</a>”<svg/onload=alert(6)>学位2000个。
名词解释
[1]“三<i>保”：</dd><script>alert(7)</script>保工资 [x](data:text/html,1)。
"""


class Page(HTMLParser):
    """What a browser would make of a page: its elements, the text that is shown, the places and the links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.places: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.places += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "input", "img", "br", "hr"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open = self.open[:-1] if self.open[-1:] == [tag] else self.open

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["script"], ["style"]):
            self.text.append(data)


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def html(*indexes: Index) -> str:
    return "".join(to_html(indexes, FACES))


def markdown(*indexes: Index) -> str:
    return "".join(to_markdown(indexes, FACES))


def rendered(text: str) -> Page:
    """Return what a Markdown reader makes of a text."""
    return Page(MarkdownIt("commonmark").enable("table").render(text))


def built(tmp_path: Path, text: str) -> Index:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return Index(path, compile_tables(build_report(path)))


@pytest.fixture(scope="module", params=["bundled", *CORPUS])
def index(request: pytest.FixtureRequest) -> Index:
    if request.param == "bundled":
        return open_index()
    path = SHARED / "corpus" / f"{request.param}.txt"
    if not path.exists():
        pytest.skip("no ../shared/corpus")
    return Index(path, compile_tables(build_report(path)))


def check_complete(page: Page, index: Index) -> None:
    """Check that all there is in an index is on the page, and that its links lead to places that there are once."""
    shown = letters("".join(page.text))
    for _, line, text, *_ in index.tables["passages"]:
        assert letters(text) in shown, line
    for row in (*index.terms, *index.phrases):
        assert letters(row["headword"] + row["definition"]) in shown or row["aliases"]
    for row in index.figures:
        assert letters(row["indicator"]) in shown
    assert len(set(page.places)) == len(page.places)
    assert {link[:1] for link in page.links} == {"#"}
    assert {link[1:] for link in page.links} <= set(page.places)


def test_page_is_complete(index: Index) -> None:
    page = Page(html(index))
    check_complete(page, index)
    assert page.elements >= {"nav", "main", "article", "h1", "h2", "h3"}


def test_markdown_is_complete(index: Index) -> None:
    page = rendered(markdown(index))
    check_complete(page, index)
    assert page.elements >= {"h1", "h2", "h3", "table", "li"}


def test_terms_lead_to_their_explanations() -> None:
    text = html(open_index())
    assert '推动“<a class="term" href="#t13">三零</a>”社区' in text
    assert re.search(r'<div class="entry" id="t13"><dt>“三零”.*?<dd>零事故、零案件、零纠纷。</dd>', text)
    assert '<a href="#l69">1.5.2 社会治理增能提效</a>' in text
    assert '<p id="l69">' in text
    assert "推动“[三零](#t13)”社区" in markdown(open_index())


def test_a_text_may_begin_and_end_with_a_term() -> None:
    assert list(pieces(open_index(), "三零、三务")) == [Piece("三零", 12), Piece("、", None), Piece("三务", 44)]
    assert list(pieces(open_index(), "")) == []


def test_numbers_sort_by_value() -> None:
    """1.33亿元 is more than 1100万元, and what is in words has no value."""
    text = html(open_index())
    assert re.search(r'data-sort="133000000">1.33亿元<', text)
    assert re.search(r'data-sort="11000000">(超)?1100余?万元', text)
    assert '<td class="right" data-sort="">增速超过全市平均水平</td>' in text


def test_comparison_has_its_years_and_bars() -> None:
    text = html(open_index())
    assert ">2023年结果</th>" in text
    assert ">2024年目标</th>" in text
    assert re.search(r'口袋公园</th>.*?class="before" y="1" width="100.0".*?class="after" y="9" width="30.0"', text)


def test_page_needs_and_allows_nothing_but_itself() -> None:
    text = html(open_index())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    style, script = (re.search(rf"<{tag}>(.*?)</{tag}>", text, re.S)[1] for tag in ("style", "script"))
    hashes = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (style, script)]
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"https?:|url\(|@import|innerHTML|eval|<link|<iframe|<img|\ssrc=|\sstyle=|\son\w+=", text)


def test_hostile_text_is_text_on_the_page(tmp_path: Path) -> None:
    index = built(tmp_path, HOSTILE)
    hostile, harmless = Page(html(index)), Page(html(open_index()))
    assert hostile.elements <= harmless.elements
    assert hostile.attributes <= harmless.attributes
    check_complete(hostile, index)
    for piece in (
        "<script>alert(1)</script>",
        "<!-- 注释 -->",
        "&lt;b&gt;",
        "${style} $title",
        "</dd><script>alert(7)",
    ):
        assert piece in "".join(hostile.text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", html(index))


def test_a_value_in_markup_is_one_line_of_text() -> None:
    assert markup("a\x1b<b>\n\"&'") == "a\ufffd&lt;b&gt; &quot;&amp;&#x27;"


def test_hostile_text_is_text_in_markdown(tmp_path: Path) -> None:
    index = built(tmp_path, HOSTILE)
    text = markdown(index)
    page = rendered(text)
    assert page.elements <= rendered(markdown(open_index())).elements
    assert page.attributes <= {"id", "href", "style"}  # of a table's cells: to the right
    check_complete(page, index)
    for piece in (
        "<script>alert(1)</script>",
        "&lt;b&gt;",
        "`代码` *强调* _下划_ [链接](javascript:alert(3))",
        "| 竖线 |",
    ):
        assert piece in "".join(page.text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# 标题", id="heading"),
        pytest.param("1. 条目", id="numbered"),
        pytest.param("2) 条目", id="numbered with a bracket"),
        pytest.param("- 条目", id="item"),
        pytest.param("+ 条目", id="item with a plus"),
        pytest.param("---", id="rule"),
        pytest.param("===", id="underlined heading"),
        pytest.param("> 引文", id="quotation"),
        pytest.param("**重** __重__ `码` ~~删~~", id="emphasis"),
        pytest.param("[文](#s1) ![图](a.png) <a@b.c>", id="links"),
        pytest.param("&amp; &#60;", id="entities"),
        pytest.param("a\\b", id="backslash"),
    ],
)
def test_markdown_sees_nothing_in_a_text(text: str) -> None:
    page = rendered(escape(text) + "\n")
    assert page.elements == {"p"}
    assert "".join(page.text) == text + "\n"


def test_identifiers_of_a_foreign_index_are_text(tmp_path: Path) -> None:
    """A compiled form that is not of our making may hold anything in its ids too."""
    text = json.dumps(dict(open_index().tables)).replace('"1.1.2"', '"1.1.2)<b onclick=x>"')
    index = Index(tmp_path / "foreign.yaml", json.loads(text))
    for page in (Page(html(index)), rendered(markdown(index))):
        assert "b" not in page.elements - Page(html(open_index())).elements
        assert "onclick" not in page.attributes
        assert {link[1:] for link in page.links} <= set(page.places)


def test_report_of_which_nothing_is_known(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare.txt").write_text("各位代表：\n大家好。\n", encoding="utf-8")
    assert run("build", "bare.txt", "-o", "bare.yaml", "-q", cwd=tmp_path, env=ENV).status == 0
    done = run("export", "-f", "md", "--index", "bare.yaml", cwd=tmp_path, env=ENV)
    table = "| 项目 | 内容 |\n| --- | --- |\n| 原文 | bare.txt |\n"
    assert done == Result(0, f"# 政府工作报告\n\n{table}\n各位代表：\n\n大家好。\n\n", "")
    assert run("export", "-o", "bare.html", "--index", "bare.yaml", "-q", cwd=tmp_path, env=ENV) == Result(0, "", "")
    page = Page((tmp_path / "bare.html").read_text("utf-8"))
    assert page.links == ["#text"]
    assert not page.elements & {"table", "h2"}


def test_several_reports_on_one_page(tmp_path: Path) -> None:
    both = (open_index(), built(tmp_path, "一、2023年工作回顾\n新增学位10个。\n二、2024年工作安排\n新增学位20个。\n"))
    for page in (Page(html(*both)), rendered(markdown(*both))):
        assert len(set(page.places)) == len(page.places)
        assert {link[1:] for link in page.links} <= set(page.places)
        assert {"r1-s1", "r2-s1", "r1-t1"} <= set(page.places)


def test_the_same_index_gives_the_same_document() -> None:
    assert html(open_index()) == html(open_index())
    assert markdown(open_index()) == markdown(open_index())
