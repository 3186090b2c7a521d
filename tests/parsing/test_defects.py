"""The bundled report in files with one defect each: it reads as its clean text does, or a warning names the defect."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest
from support.pdfs import Layout, laid_out, pdf
from support.reports import clean_essence, clean_text, essence, glossary_of, read_report

docx = pytest.importorskip("docx")
pytest.importorskip("bs4")
pytest.importorskip("pypdfium2")

CLEAN = clean_text()
GLOSSARY = CLEAN.index("名词解释")
BODY, ENTRIES = CLEAN[:GLOSSARY], CLEAN[GLOSSARY + 1 :]
NOTES = glossary_of(CLEAN)
HEADINGS = [line for line in BODY if re.match("[一二]、|（[一二三四五六七]）", line)]
_MARK = re.compile(r"\[(\d+)\]")


def text(lines: list[str], encoding: str = "utf-8", join: str = "\n") -> tuple[str, bytes]:
    return "x.txt", join.join(lines).encode(encoding)


def each(change: Callable[[str], str]) -> tuple[str, bytes]:
    return text([change(line) for line in CLEAN])


def entries(change: Callable[[str, str], str], heading: str = "名词解释") -> tuple[str, bytes]:
    """Return a text whose glossary has another form: `change` makes a line of the number and the entry."""
    return text([*BODY, *([heading] if heading else []), *(change(mark[1:-1], entry) for mark, entry in NOTES.items())])


def page(lines: list[str], around: str = "{}", head: str = "", encoding: str = "utf-8") -> tuple[str, bytes]:
    article = "".join(f"<p>{line}</p>\n" for line in lines)
    made = f"<!DOCTYPE html><html><head>{head}</head><body>{around.format(article)}</body></html>"
    return "x.html", made.encode(encoding)


def word(lines: list[str], change: Callable[[str], str] = lambda xml: xml) -> tuple[str, bytes]:
    """Return a Word document, the XML of whose body is changed."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    made, out = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name == "word/document.xml" else data)
    return "x.docx", out.getvalue()


def printed(lines: list[str], layout: Layout, extra: str = "") -> tuple[str, bytes]:
    return "x.pdf", pdf(laid_out(lines, layout), extra=extra)


def within(xml: str, old: str, new: str) -> str:
    assert old in xml
    return xml.replace(old, new, 1)


def wrapped(width: int) -> Iterator[str]:
    """Yield the lines of a printed page, with page numbers between them."""
    count = 0
    for line in CLEAN:
        for start in range(0, len(line), width):
            yield ("　　" if start == 0 else "") + line[start : start + width]
            count += 1
            if count % 28 == 0:
                yield f"— {count // 28} —"


def sentences() -> list[str]:
    return [*(s for line in BODY for s in re.findall(r"[^。！？；]+[。！？；]?[”\]\d\[]*", line)), *CLEAN[GLOSSARY:]]


CONTENTS = [heading.split("。")[0] for heading in HEADINGS]
TRIM = Layout(centred=4)
HIDDEN_RUN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部资料，增长99%。</w:t></w:r></w:p>"
DELETED = '<w:p><w:del w:id="1"><w:r><w:delText>增长99%。</w:delText></w:r></w:del></w:p>'
BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
    "<w:txbxContent><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r>"
    "<w:t>内部资料</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
)
RUBY = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>dōng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>东</w:t></w:r></w:rubyBase></w:ruby></w:r>"
SITE = (
    "<div class='nav'><a href=a>首页</a> <a href=b>政府工作报告</a></div><div class='con'><h1>政府工作报告</h1>{}</div>"
    "<div id='sidebar'>要闻：全市增长99%，创历史新高。</div><div class='comment-list'>说得好，支持。</div>"
)
COUNTER = "浏览次数：1234次 字号：大 中 小 来源：区政府办公室 发布时间：2023-12-29"

DEFECTS = {
    # glossaries
    "entries numbered 1.": lambda: entries(lambda number, entry: f"{number}.{entry}"),
    "entries numbered （1）": lambda: entries(lambda number, entry: f"（{number}）{entry}"),
    "entries with 【1】": lambda: entries(lambda number, entry: f"【{number}】{entry}"),
    "entries without numbers": lambda: entries(lambda _, entry: entry),
    "a dash behind the headword": lambda: entries(lambda number, entry: f"[{number}]{entry.replace('：', '——', 1)}"),
    "a heading not foreseen": lambda: entries(lambda number, entry: f"[{number}]{entry}", "※※ 读懂报告的几个词 ※※"),
    "no heading": lambda: entries(lambda number, entry: f"[{number}]{entry}", ""),
    "a heading spaced out": lambda: entries(lambda number, entry: f"[{number}]{entry}", "附件：名　词　解　释"),
    "marks lost": lambda: text([*(_MARK.sub("", line) for line in BODY), *CLEAN[GLOSSARY:]]),
    "no glossary": lambda: text(BODY),
    # characters
    "soft hyphens": lambda: each(lambda line: line.replace("发展", "发\u00ad展")),
    "zero width": lambda: each(lambda line: "\u200b".join(line[i : i + 7] for i in range(0, len(line), 7))),
    "Kangxi radicals": lambda: each(lambda line: line.replace("人", "\u2f08").replace("一", "\u2f00").replace("高", "\u2fbc")),
    "compatibility ideographs": lambda: each(lambda line: line.replace("老", "\uf934").replace("金", "\uf90a")),
    "full-width digits": lambda: each(lambda line: line.translate({48 + i: 0xFF10 + i for i in range(10)})),
    "straight quotes": lambda: each(lambda line: line.replace("“", '"').replace("”", '"')),
    "no-break spaces": lambda: each(lambda line: "\u00a0\u00a0" + line),
    "spaces at the ends": lambda: each(lambda line: line + "　　"),
    "line separators": lambda: text(CLEAN, join="\u2028"),
    "letters for zeros": lambda: each(lambda line: line.replace("2024年", "2O24年").replace("2023年", "2O23年")),
    "spaces of a scanner": lambda: each(lambda line: " ".join(line) if len(line) > 40 else line),
    "damaged bytes": lambda: ("x.txt", "\n".join(CLEAN).encode().replace("咬定".encode(), b"\xe5\x92\xff\xe5\xae\x9a", 1)),
    # encodings
    "GB18030": lambda: text(CLEAN, "gb18030"),
    "UTF-16 with a mark": lambda: text(CLEAN, "utf-16"),
    "UTF-16 without": lambda: text(CLEAN, "utf-16-be"),
    "UTF-32": lambda: text(CLEAN, "utf-32"),
    "CRLF and a mark": lambda: text(CLEAN, "utf-8-sig", "\r\n"),
    # shapes of text
    "one line, wide spaces": lambda: text(CLEAN, join="　　"),
    "one line, four spaces": lambda: text(CLEAN, join="    "),
    "lines of one width": lambda: text(list(wrapped(30))),
    "a sentence a line": lambda: text(sentences()),
    "contents with dots": lambda: text([CLEAN[0], "目录", *(f"{line}……………{at}" for at, line in enumerate(CONTENTS, 3)), *CLEAN[1:]]),
    "contents with tabs": lambda: text([*CLEAN[:4], "目　　录", *(f"{line}\t{at}" for at, line in enumerate(CONTENTS, 3)), *CLEAN[4:]]),
    "contents without pages": lambda: text([CLEAN[0], "目录", *CONTENTS, *CLEAN[1:]]),
    "contents without heading": lambda: text([CLEAN[0], *CONTENTS, *CLEAN[1:]]),
    "tags in a text": lambda: text([f"<p>{line}</p>" for line in CLEAN]),
    "few tags in a text": lambda: text([*(f"<strong>{line}</strong><br/>" for line in CLEAN[:6]), *CLEAN[6:]]),
    "furniture of a page": lambda: text([CLEAN[0], COUNTER, *CLEAN[1:], "【打印】【关闭】", "责任编辑：李四"]),
    "a news lead": lambda: text([*CLEAN[:1], "本报讯 （记者 李四） 12月21日，沈阳市和平区第十九届人民代表大会第三次会议开幕。", *CLEAN[1:]]),
    # web pages
    "GBK declared": lambda: page(CLEAN, head="<meta charset=gbk>", encoding="gbk"),
    "GBK not declared": lambda: page(CLEAN, encoding="gbk"),
    "the site around": lambda: page(CLEAN[1:], SITE),
    "hidden text": lambda: page([*CLEAN, *["</p><p style='display:none'>全区增长99%，创历史新高。"] * 3]),
    "breaks for paragraphs": lambda: ("x.html", f"<html><body>{'<br><br>　　'.join(CLEAN)}</body></html>".encode()),
    "superscript marks": lambda: page([_MARK.sub(r"<sup><a href='#n\1'>[\1]</a></sup>", line) for line in BODY] + CLEAN[GLOSSARY:]),
    # Word
    "hidden runs": lambda: word(CLEAN, lambda xml: within(xml, "<w:body>", f"<w:body>{HIDDEN_RUN}")),
    "deleted changes": lambda: word(CLEAN, lambda xml: within(xml, "<w:body>", f"<w:body>{DELETED}")),
    "a content control": lambda: word(CLEAN, lambda xml: re.sub("(<w:p>.*</w:p>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>", xml, count=1, flags=re.S)),
    "a text box": lambda: word(CLEAN, lambda xml: within(xml, "<w:r><w:t>各位代表：", f"{BOX}<w:r><w:t>各位代表：")),
    "readings above": lambda: word(CLEAN, lambda xml: within(xml, "时代推动东北全面", f"时代推动</w:t></w:r>{RUBY}<w:r><w:t>北全面")),
    # PDF
    "running heads": lambda: printed(CLEAN, Layout(head="沈阳市和平区政府工作报告", centred=4)),
    "two columns": lambda: printed(CLEAN, Layout(columns=2, size=10.5)),
    "footnotes by page": lambda: printed(BODY, Layout(notes=NOTES, anew=True, centred=4)),
    "no indents": lambda: printed(CLEAN, Layout(indent=0)),
    "a watermark": lambda: printed(CLEAN, TRIM, f"BT /F 40 Tf 150 400 Td <{'内部资料'.encode('utf-16-be').hex()}> Tj ET"),
    "a page that is a picture": lambda: ("x.pdf", pdf([*laid_out(CLEAN, TRIM), []], extra="q 9 0 0 9 1 1 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q")),
}  # fmt: skip
"""What makes a file, by its defect."""
NAMED = {
    "no glossary": "正文有注释标记，却没有名词解释",
    "a sentence a line": "正文一句一行，已合成段落；没有编号的标题不认",
    "damaged bytes": "处字节不合编码，以 \ufffd 代替",
}
"""Defects after which something differs, and the warning that names them."""


def test_there_are_fifty() -> None:
    assert len(DEFECTS) >= 50
    assert set(NAMED) <= set(DEFECTS)


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect(defect: str) -> None:
    name, data = DEFECTS[defect]()
    report = read_report(data, name)
    if defect in NAMED:
        assert [warning for warning in report.warnings if NAMED[defect] in warning], report.warnings
    else:
        assert essence(report) == clean_essence()
