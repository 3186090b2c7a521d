"""`export --format html` of many reports: a folder of pages, its index page with a box, in a browser too."""

import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.libraries import Library
from support.process import Result

MANY = ["export", "-f", "html", "--report", "all", "-o"]
PAGES = {"index.html", "anhe-2021.html", "anhe-2022.html", "anhe-2025.html", "linjiang-2022.html", "heping-2023.html"}
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}


@pytest.fixture(scope="module")
def pages(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "网页"
    assert library.run(*MANY, str(folder)) == Result(0, "", f"hpreport: 已写入 {folder}\n")
    return folder


def data(pages: Path) -> list[dict[str, Any]]:
    (found,) = re.findall(r'<script id="data" type="application/json">(.*?)</script>', (pages / "index.html").read_text("utf-8"), re.S)  # fmt: skip
    known: list[dict[str, Any]] = json.loads(found)
    return known


def test_a_page_a_report(pages: Path) -> None:
    assert {path.name for path in pages.iterdir()} == PAGES


def test_what_the_index_page_knows_leads_somewhere(pages: Path) -> None:
    for report in data(pages):
        page = (pages / report["page"]).read_text("utf-8")
        anchors = set(re.findall(r'id="([^"]+)"', page))
        assert report["terms"]
        assert report["headings"]
        assert {anchor for _, anchor in [*report["terms"], *report["headings"]]} <= anchors
        assert '<a href="index.html">' in page


def test_pages_load_nothing(pages: Path) -> None:
    for path in pages.iterdir():
        page = path.read_text("utf-8")
        assert "default-src 'none'" in html.unescape(page)
        assert "unsafe" not in html.unescape(page.partition("<title>")[0])
        assert not re.search(r"""<script src|<link|<img|@import|url\(|https?://""", page.partition("<article>")[0])


def test_an_earlier_export_is_replaced(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    for _ in range(2):
        assert library.run(*MANY, str(folder), "-q") == Result(0, "", "")
    assert {path.name for path in folder.iterdir()} == PAGES


def test_other_files_are_left_alone(library: Library, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("我的网站", encoding="utf-8")
    told = f"hpreport: {tmp_path}：目录里有别的文件；请给一个新的或空的目录\n"
    assert library.run(*MANY, str(tmp_path)) == Result(2, "", told)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_one_file_where_one_is_named(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    assert library.run(*MANY, str(path), "-q") == Result(0, "", "")
    page = path.read_text("utf-8")
    assert page.count("<article>") == 5
    assert "筛选目录" in page


def test_markup_in_what_is_searched_ends_no_script(own_library: Library, tmp_path: Path) -> None:
    text = (own_library.texts / "anhe-2022.txt").read_text("utf-8").replace("“放管服”改革[2]", "“放</script>管服”改革[2]").replace("[2]“放管服”", "[2]“放</script>管服”")  # fmt: skip
    own_library.write("bad.txt", text)
    assert own_library.run("add", "bad.txt", "--place", "坏县", "-q").status == 0
    assert own_library.run(*MANY, str(tmp_path / "x"), "-q") == Result(0, "", "")
    assert any("</script>" in term for report in data(tmp_path / "x") for term, _ in report["terms"])


def browser() -> Any:
    """Return a browser that is installed, or skip."""
    playwright = pytest.importorskip("playwright.sync_api")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no browser")
    return playwright, program


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_in_a_browser(pages: Path, size: str) -> None:
    playwright, program = browser()
    width, height = SIZES[size]
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = opened.new_page(viewport={"width": width, "height": height}, has_touch=size == "phone")
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{pages.as_uri()}/index.html")
        assert page.locator("#reports li").count() == 5
        assert page.evaluate("document.documentElement.scrollWidth") <= width

        page.fill("#box", "安河 放管服")
        assert page.locator("#told").inner_text() == "符合的有 3 条"
        page.fill("#box", "没有的词")
        assert page.locator("#told").inner_text() == "符合的有 0 条"
        page.fill("#box", "临江 一网通办")
        page.click("#found a")
        assert page.url.endswith("/linjiang-2022.html#t3")
        assert page.locator(".entry:target dt").inner_text() == "“一网通办”"
        assert page.evaluate("document.documentElement.scrollWidth") <= width

        if size == "phone":
            page.click("summary")
        page.click("text=全部报告")
        assert page.locator("#reports").is_visible()
        page.fill("#box", "")
        assert page.locator("#found").is_hidden()
        opened.close()
    assert not said
    assert all(url.startswith("file://") for url in asked)
