"""Files of other kinds: Markdown, web pages, Word documents; what is too large, damaged or something else."""

import io
import sys
import zipfile
from pathlib import Path

import pytest
from support.process import Run

from hpreport.errors import DataError
from hpreport.index.build import build_report
from hpreport.parse.files.docx import chinese
from hpreport.parse.files.read import text_of

docx = pytest.importorskip("docx")
pytest.importorskip("bs4")

REPORT = [
    "政府工作报告",
    "——2024年1月20日在某某县第十届人民代表大会第三次会议上",
    "某某县人民政府县长　李四",
    "各位代表：",
    "一、2023年工作回顾",
    "生产总值增长5%。",
    "二、2024年工作安排",
    "（一）狠抓项目建设。新开工项目20个。",
]
NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(paragraphs: list[str]) -> "docx.document.Document":
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


def saved(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx"])
def test_the_same_report_from_every_kind_of_file(tmp_path: Path, suffix: str) -> None:
    data = {
        ".txt": "\n".join(REPORT).encode("gb18030"),
        ".md": ("# " + REPORT[0] + "\n\n" + "\n\n".join(REPORT[1:4]) + "".join(f"\n\n## **{p}**" for p in REPORT[4:5]) + "\n\n" + "\n\n".join(REPORT[5:])).encode(),
        ".html": ("<!DOCTYPE html><html><head><title>x</title></head><body>" + "".join(f"<p>{p}</p>" for p in REPORT) + "</body></html>").encode(),
        ".docx": saved(word(REPORT)),
    }[suffix]  # fmt: skip
    path = tmp_path / f"县{suffix}"
    path.write_bytes(data)
    report = build_report(path)
    assert (report.title, report.place, report.speaker, report.date) == ("政府工作报告", "某某县", "李四", "2024-01-20")
    assert [s.heading for s in report.sections if s.level] == ["2023年工作回顾", "2024年工作安排", "狠抓项目建设"]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        pytest.param("## 一、**2023年**工作回顾 ##", "一、2023年工作回顾", id="heading, emphasis"),
        pytest.param("> 各位代表：", "各位代表：", id="quote"),
        pytest.param("- 一是[增长](http://x/(a))*8%*。", "一是增长8%。", id="item, link"),
        pytest.param("五位一体[^2]布局", "五位一体[2]布局", id="footnote mark"),
        pytest.param("[^2]: 五位一体：五个方面。", "[2]五位一体：五个方面。", id="footnote"),
        pytest.param("1\\. 甲<!-- 乙 -->", "1. 甲", id="escape, comment"),
        pytest.param("***", "", id="rule"),
        pytest.param("3*5=15，4*5=20", "3*5=15，4*5=20", id="signs between figures"),
        pytest.param("——经济增长。\n一、回顾", "——经济增长。\n一、回顾", id="plain lines stay"),
    ],
)
def test_markdown(markdown: str, text: str) -> None:
    assert text_of(markdown.encode(), "报告.md") == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("<p>甲<b>乙</b>丙</p><p>丁</p>", "甲乙丙\n丁", id="paragraphs"),
        pytest.param("<p>一年来，\n   我们奋进。<br>各位代表</p>", "一年来，我们奋进。\n各位代表", id="breaks"),
        pytest.param("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙", id="nested blocks"),
        pytest.param("<p>三保<sup>3</sup>工作，5000m<sup>2</sup></p>", "三保[3]工作，5000m[2]", id="superscripts"),
        pytest.param("<table><tr><td>甲</td><td>乙</td></tr></table>", "甲 乙", id="table"),
        pytest.param("<nav>首页</nav><p>正文</p><script>x()</script><!-- c -->", "正文", id="page furniture"),
        pytest.param("<div id=menu>首页 新闻</div><div><div>" + "<p>正文很长很长</p>" * 20 + "</div></div>", "\n".join(["正文很长很长"] * 20), id="the element with the text"),
        pytest.param("<p>&nbsp;&emsp;甲&amp;乙</p>", "甲&乙", id="entities"),
    ],
)  # fmt: skip
def test_web_page(html: str, text: str) -> None:
    assert text_of(f"<!DOCTYPE html><html><body>{html}</body></html>".encode(), "x.html") == text


def test_word_tables_and_automatic_numbers() -> None:
    document = word(["一、指标"])
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "生产总值", "6%"
    for text in ("新建公厕", "改造管网"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("其他", style="List Bullet")
    assert text_of(saved(document), "x.docx") == "一、指标\n生产总值\t6%\n1.新建公厕\n2.改造管网\n其他"


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")])
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese(number) == text


def test_word_footnotes_become_marks_and_a_glossary() -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = word(["兜牢三保"])
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    document.paragraphs[0].add_run()._r.append(reference)
    xml = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>三保：保民生。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", xml.encode(), document.part.package)
    document.part.relate_to(part, NOTES)
    assert text_of(saved(document), "x.docx") == "兜牢三保[1]\n名词解释\n[1]三保：保民生。"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("x.pdf", b"%PDF-1.7 ...", "x.pdf：是 PDF 文件，请先另存为文本（.txt）或 Word（.docx）", id="pdf"),
        pytest.param("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "x.doc：是旧版 Word 文件（.doc），请先另存为 .docx 或 .txt", id="old word"),
        pytest.param("x.docx", b"PK\x03\x04broken", "x.docx：读不了：不是完好的 Word 文档（.docx）", id="damaged"),
        pytest.param("x.docx", archive({"a.txt": b"1"}), "x.docx：是压缩文件，不是 Word 文档（.docx）", id="another archive"),
        pytest.param("x.docx", archive({"word/document.xml": b"<x"}), "x.docx：读不了：不是完好的 Word 文档（.docx）", id="damaged inside"),
        pytest.param("x.docx", archive({"word/document.xml": b"0" * 101_000_000}), "x.docx：Word 文档解开后太大，最大 100 MB", id="zip bomb"),
        pytest.param("x.docx", archive({"word/document.xml": b"<x", **dict.fromkeys(map(str, range(5_000)), b"")}), "x.docx：Word 文档解开后太大，最大 100 MB", id="many members"),
        pytest.param("x.docx", archive({"word/document.xml": b"0" * 11_000_000}), "x.docx：Word 文档的文字太多，最大 10 MB", id="much text"),
        pytest.param("x.html", b"<p>" * 100_001, "x.html：网页的标签太多，最多 10 万个", id="many tags"),
        pytest.param("x.docx", saved(word([])), "x.docx：文件中没有文字", id="no text"),
        pytest.param("x.html", b"<!DOCTYPE html><html><script>1</script></html>", "x.html：文件中没有文字", id="a page without text"),
        pytest.param("x.txt", b"a" * 20_000_001, "x.txt：文件太大，最大 20 MB", id="large"),
        pytest.param("x.txt", b"a" * 1_000_001, "x.txt：文字太多，最多 100 万字", id="long text"),
    ],
)  # fmt: skip
def test_refused(name: str, data: bytes, message: str) -> None:
    with pytest.raises(DataError) as error:
        text_of(data, name)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("name", "library", "data", "message"),
    [
        pytest.param("x.html", "bs4", b"<p>a</p>", "x.html：读网页要用 beautifulsoup4：请安装 hpreport[documents]，或 beautifulsoup4 本身，或另存为 .txt", id="html"),
        pytest.param("x.docx", "docx", saved(word(["a"])), "x.docx：读 Word 文档要用 python-docx：请安装 hpreport[documents]，或 python-docx 本身，或另存为 .txt", id="docx"),
    ],
)  # fmt: skip
def test_missing_library(monkeypatch: pytest.MonkeyPatch, name: str, library: str, data: bytes, message: str) -> None:
    for module in [m for m in sys.modules if m.startswith("hpreport.parse.files.") and not m.endswith("read")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(DataError) as error:
        text_of(data, name)
    assert str(error.value) == message


def test_an_endless_file_is_not_read_to_its_end(run: Run) -> None:
    done = run("build", "/dev/zero", "-q")
    assert (done.status, done.out, done.err) == (2, "", "hpreport: /dev/zero：文件太大，最大 20 MB\n")
