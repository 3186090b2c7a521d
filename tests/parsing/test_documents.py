"""Files of other kinds: Markdown, web pages, Word documents; what is too large, damaged or something else."""

import io
import sys
import zipfile
from pathlib import Path

import pytest
from support.process import Run

from hpreport.errors import DataError
from hpreport.index.build import build_report
from hpreport.parsing.files.read import read_document
from hpreport.parsing.files.word import chinese

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
        pytest.param("甲\n***\n乙", "甲\n\n乙", id="rule"),
        pytest.param("3*5=15，4*5=20", "3*5=15，4*5=20", id="signs between figures"),
        pytest.param("——经济增长。\n一、回顾", "——经济增长。\n一、回顾", id="plain lines stay"),
    ],
)
def test_markdown(markdown: str, text: str) -> None:
    assert read_document(markdown.encode(), "报告.md").text == text


LONG = "一年来，我们坚持稳中求进，经济总量迈上新台阶，民生福祉持续改善。"


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
        pytest.param(f"<p>{LONG}</p><p style='display: none'>密</p><p hidden>密</p><textarea>码</textarea><select><option>选</select>", LONG, id="hidden text, textareas"),
        pytest.param(f"<form><p>{LONG}</p><button>按</button></form>", LONG, id="a page within a form"),
        pytest.param(f"<div id=zoom style='display:none'><p>{LONG * 9}</p></div><div>正在载入，请稍候</div>", LONG * 9, id="an article that a script shows"),
        pytest.param(f"<div class='con'><p>{LONG}</p><p>{LONG}</p></div><div class='comment-list'><p>写得好，支持。</p></div><div id=sidebar>热点，要闻。</div>", f"{LONG}\n{LONG}", id="comments, sidebar"),
        pytest.param(f"<div class=footnotes><p>{LONG}</p></div><div class='foot'>某市，主办。</div>", LONG, id="the foot, not the footnotes"),
        pytest.param(f"<p>{LONG}</p><ul><li><a href=a>要闻，一。</a><li><a href=b>要闻，二。</a><li><a href=c>要闻，三。</a></ul>", LONG, id="a list of links"),
        pytest.param(f"<div><h1>某市政府工作报告</h1><div class=t>——2024年1月</div><div class=c><p>{LONG * 9}</p><p>{LONG}</p></div></div><div>版权，所有。</div>", f"某市政府工作报告\n——2024年1月\n{LONG * 9}\n{LONG}", id="title and meeting beside the article"),
        pytest.param(f"<article><h2>简讯</h2><p>{LONG}</p></article><article><h2>政府工作报告</h2><p>{LONG}</p></article>", f"政府工作报告\n{LONG}", id="several articles"),
    ],
)  # fmt: skip
def test_web_page(html: str, text: str) -> None:
    assert read_document(f"<!DOCTYPE html><html><body>{html}</body></html>".encode(), "x.html").text == text


@pytest.mark.parametrize(
    ("html", "notes"),
    [
        pytest.param(f"<p>{LONG}</p><p hidden>密文</p>", ("网页中隐藏的文字略去，共 2 字",), id="hidden"),
        pytest.param(f"<article><h2>简讯</h2><p>{LONG}</p></article><article><h2>政府工作报告</h2><p>{LONG}</p></article>", ("网页上有 2 篇文章，读的是“政府工作报告”",), id="articles"),
    ],
)  # fmt: skip
def test_what_is_left_out_of_a_page_is_said(html: str, notes: tuple[str, ...]) -> None:
    assert read_document(f"<html><body>{html}".encode(), "x.html").notes == notes


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        pytest.param('<meta charset="gb2312">', "gb18030", id="gb2312"),
        pytest.param('<meta http-equiv=Content-Type content="text/html; charset=big5">', "big5", id="big5"),
        pytest.param('<meta charset="utf-16le">', "utf-8", id="a wrong one"),
        pytest.param("", "gb18030", id="none"),
    ],
)
def test_encoding_of_a_page(declared: str, encoding: str) -> None:
    text = "各位代表，社會發展目標" if encoding == "big5" else "各位代表，社会发展目标"
    page = f"<html><head>{declared}</head><body><p>{text}</p></body></html>"
    assert read_document(page.encode(encoding), "x.html").text == text


def test_the_source_of_a_page_in_a_text_file_is_a_page() -> None:
    assert (
        read_document("".join(f"<p>第{n}段，甲。</p>" for n in range(12)).encode(), "x.txt").text.split("\n")[0]
        == "第0段，甲。"
    )


def test_word_tables_and_automatic_numbers() -> None:
    document = word(["一、指标"])
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "生产总值", "6%"
    for text in ("新建公厕", "改造管网"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("其他", style="List Bullet")
    assert read_document(saved(document), "x.docx").text == "一、指标\n生产总值\t6%\n1.新建公厕\n2.改造管网\n其他"


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")])
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese(number) == text


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def para(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


_BOX = "<w:txbxContent>" + para(run("框中")) + "</w:txbxContent>"
_STYLES = (
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
_NOTE = '<w:footnote w:id="2">{}</w:footnote>'
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def package(body: str, space: str = W, main: str = "word/document.xml", **parts: str) -> bytes:
    """Return a Word document of the XML of its body and of its other parts."""
    kinds = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    relation = '<Relationship Id="{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}" Target="{1}"/>'
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    names = f'xmlns:w="{space}" xmlns:mc="mc"'
    folder, _, name = main.rpartition("/")
    members = {
        "_rels/.rels": relations.format(relation.format("officeDocument", main)),
        f"{folder}/_rels/{name}.rels": relations.format(
            "".join(relation.format(kind, f"{kind}.xml") for kind in parts)
        ),
        main: f"<w:document {names}><w:body>{body}</w:body></w:document>",
        **{f"{folder}/{kind}.xml": f"<w:{kinds[kind]} {names}>{xml}</w:{kinds[kind]}>" for kind, xml in parts.items()},
    }
    return archive({name: xml.encode() for name, xml in members.items()})


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<w:sdt><w:sdtContent>" + para(run("甲")) + "</w:sdtContent></w:sdt>" + para("<w:sdt><w:sdtContent>" + run("乙") + "</w:sdtContent></w:sdt>"), "甲\n乙", id="content controls"),
        pytest.param(para(run("甲"), f"<mc:AlternateContent><mc:Choice>{_BOX}</mc:Choice><mc:Fallback>{_BOX}</mc:Fallback></mc:AlternateContent>", run("乙")), "甲乙\n框中", id="a text box once, behind its paragraph"),
        pytest.param(para(run("甲"), run("密", "<w:vanish/>"), run("密", '<w:rStyle w:val="h"/>'), run("乙", '<w:vanish w:val="0"/>')), "甲乙", id="hidden text"),
        pytest.param(para("<w:ins>" + run("甲") + "</w:ins>", "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>", "<w:moveFrom>" + run("丁") + "</w:moveFrom>", "<w:moveTo>" + run("乙") + "</w:moveTo>"), "甲乙", id="tracked changes"),
        pytest.param(para(run("甲"), properties="<w:rPr><w:del/></w:rPr>") + para(run("乙")), "甲乙", id="the end of a paragraph deleted"),
        pytest.param(para("<w:r><w:ruby><w:rt>" + run("jiǎ") + "</w:rt><w:rubyBase>" + run("甲") + "</w:rubyBase></w:ruby></w:r>"), "甲", id="ruby"),
        pytest.param(para("<w:hyperlink>" + run("甲") + "</w:hyperlink><w:smartTag>" + run("乙") + "</w:smartTag>"), "甲乙", id="links, tags"),
        pytest.param(para(run("一、回顾"), "<w:r><w:tab/></w:r>", run("2"), properties='<w:pStyle w:val="TOC1"/>') + para(run("甲")), "甲", id="contents by style"),
        pytest.param(para(run("一、回顾 2"), "<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>") + para(run("甲")), "甲", id="contents by page reference"),
        pytest.param("<w:tbl><w:tr><w:tc>" + para(run("指标")) + "</w:tc><w:tc>" + para(run("6%")) + para(run("左右")) + "</w:tc></w:tr></w:tbl>", "指标\t6% 左右", id="table"),
        pytest.param("<w:tbl><w:tr><w:tc>" + para(run("甲")) + para(run("乙")) + "</w:tc></w:tr></w:tbl>", "甲\n乙", id="text in a frame"),
        pytest.param("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + para(run("旧")) + "</w:tc></w:tr></w:tbl>" + para(run("甲")), "甲", id="deleted row"),
        pytest.param(para(run("甲"), properties='<w:pStyle w:val="b"/>') + para(run(" "), properties='<w:pStyle w:val="b"/>') + para(run("乙"), properties='<w:numPr><w:numId w:val="4"/></w:numPr>') + para(run("丙"), properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr>') + para(run("丁"), properties='<w:numPr><w:numId w:val="5"/></w:numPr>'), "一、甲\n二、乙\n2.1丙\n一、丁", id="numbers by style, by list, begun anew"),
        pytest.param(para(run("三保"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("工作"), '<w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del>'), "三保[1]工作\n名词解释\n[1]三保：保民生。", id="footnotes, a deleted one out"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("space", "main"),
    [(W, "word/document.xml"), (STRICT, "word/document2.xml")],
    ids=["transitional", "strict, another name"],
)
def test_word(body: str, text: str, space: str, main: str) -> None:
    note = _NOTE.format(para(run("三保："), run("旧", "<w:vanish/>")) + para(run("保民生。")))
    data = package(body, space, main, styles=_STYLES, numbering=_NUMBERING, footnotes=note)
    read = read_document(data, "x.docx").text.strip()
    assert "\n".join(line for line in read.split("\n") if line.strip()) == text


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        pytest.param(para(run("甲")), (), id="nothing"),
        pytest.param(para(run("甲"), run("密文", "<w:vanish/>")), ("Word 文档中隐藏的文字略去，共 2 字",), id="hidden"),
        pytest.param(para(run("甲"), "<w:del/>"), ("Word 文档中修订时删除的文字略去，共 1 处",), id="deleted"),
        pytest.param(para(run("一"), properties='<w:pStyle w:val="TOC1"/>') + para(run("甲")), ("Word 文档的目录略去，共 1 行",), id="contents"),
    ],
)  # fmt: skip
def test_what_is_left_out_of_a_word_document_is_said(body: str, notes: tuple[str, ...]) -> None:
    assert read_document(package(body, styles=_STYLES), "x.docx").notes == notes


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
    assert read_document(saved(document), "x.docx").text == "兜牢三保[1]\n名词解释\n[1]三保：保民生。"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "x.doc：是旧版 Word 或 WPS 文件（.doc），请先另存为 .docx 或 .txt", id="old word"),
        pytest.param("x.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "x.doc：是旧版 Word 文件（.doc），请先另存为 .docx 或 .txt", id="old Word"),
        pytest.param("x.wps", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "x.wps：是旧版 Word 或 WPS 文件（.wps），请先另存为 .docx 或 .txt", id="wps"),
        pytest.param("x.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "x.docx：有密码，请先去掉密码，另存为 .docx", id="password"),
        pytest.param("x.txt", archive({"OFD.xml": b"1"}), "x.txt：是 OFD 文件，请用 OFD 阅读器转成 .docx 或 .txt", id="ofd"),
        pytest.param("x.txt", archive({"xl/workbook.xml": b"1"}), "x.txt：是 Excel 文件（.xlsx），请先把文字存为 .txt", id="xlsx"),
        pytest.param("x.txt", archive({"content.xml": b"1"}), "x.txt：是 OpenDocument 文件（.odt），请先另存为 .docx 或 .txt", id="odt"),
        pytest.param("x.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "x.doc：是网页归档（.mhtml），请在浏览器中打开，另存为 .html 或 .txt", id="mhtml"),
        pytest.param("x.xml", b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:wordDocument>', "x.xml：是 Word 的 XML 文件，请先另存为 .docx 或 .txt", id="Word 2003 XML"),
        pytest.param("x.rtf", b"{\\rtf1", "x.rtf：是 RTF 文件，请先另存为 .docx 或 .txt", id="rtf"),
        pytest.param("x.txt", b"\x89PNG\r\n", "x.txt：是图片，请先用文字识别软件转成文字", id="picture"),
        pytest.param("x.txt", b"Rar!", "x.txt：是压缩文件，请先解压，再读其中的文件", id="rar"),
        pytest.param("x.docx", archive({"word/document.xml": b'<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'}), "x.docx：读不了：不是完好的 Word 文档（.docx）", id="entities"),
        pytest.param("x.docx", b"PK\x03\x04broken", "x.docx：读不了：不是完好的 Word 文档（.docx）", id="damaged"),
        pytest.param("x.docx", archive({"a.txt": b"1"}), "x.docx：是压缩文件，请先解压，再读其中的文件", id="another archive"),
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
        read_document(data, name)
    assert str(error.value) == message


def test_a_missing_library_is_named_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "hpreport.parsing.files.html", raising=False)
    monkeypatch.setitem(sys.modules, "bs4", None)
    with pytest.raises(DataError) as error:
        read_document(b"<p>a</p>", "x.html")
    assert str(error.value) == "x.html：读网页要先安装：pip install 'hpreport[documents]'"


def test_an_endless_file_is_not_read_to_its_end(run: Run) -> None:
    done = run("build", "/dev/zero", "-q")
    assert (done.status, done.out, done.err) == (2, "", "hpreport: /dev/zero：文件太大，最大 20 MB\n")
