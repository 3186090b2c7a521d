"""PDF: the bundled report laid out in many ways reads as its clean text does; what cannot be read is said."""

import io
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from support.pdfs import Layout, laid_out, pdf
from support.process import Result, Run
from support.reports import clean_essence, clean_text, essence, glossary_of, read_report

from hpreport.errors import DataError
from hpreport.parsing.files.read import read_document

pytest.importorskip("pypdfium2")

CLEAN = clean_text()
BODY = CLEAN[: CLEAN.index("名词解释")]
NOTES = glossary_of(CLEAN)


def page_lines(count: int) -> str:
    return f"PDF 的页眉、页脚、页码和水印略去，共 {count} 行"


COLUMNS = "PDF 分两栏，先读左栏，再读右栏"


@pytest.mark.parametrize(
    ("paragraphs", "layout", "left_out", "notes"),
    [
        pytest.param(CLEAN, Layout(centred=4), 1, (), id="page numbers"),
        pytest.param(CLEAN, Layout(head="沈阳市和平区政府工作报告", foot="第 {} 页", centred=4), 2, (), id="running heads"),
        pytest.param(CLEAN, Layout(foot="", centred=4), 0, (), id="no page numbers"),
        pytest.param(CLEAN, Layout(size=16, centred=4), 1, (), id="large characters"),
        pytest.param(CLEAN, Layout(columns=2, size=10.5, foot="{}"), 1, (COLUMNS,), id="two columns"),
        pytest.param(CLEAN, Layout(indent=0, space=0.6), 1, (), id="gaps instead of indents"),
        pytest.param(CLEAN, Layout(indent=0), 1, (), id="neither indents nor gaps"),
        pytest.param(BODY, Layout(notes=NOTES, centred=4), 1, (), id="footnotes"),
        pytest.param(BODY, Layout(notes=NOTES, anew=True, centred=4), 1, (), id="footnotes counted by page"),
        pytest.param(BODY, Layout(notes=NOTES, anew=True, circled=True, size=16, centred=4), 1, (), id="circled footnotes"),
    ],
)  # fmt: skip
def test_layouts(paragraphs: list[str], layout: Layout, left_out: int, notes: tuple[str, ...]) -> None:
    pages = laid_out(paragraphs, layout)
    report = read_report(pdf(pages), "x.pdf")
    assert essence(report) == clean_essence()
    assert report.warnings == (*((page_lines(left_out * len(pages)),) if left_out else ()), *notes)


WATERMARK = "内部资料".encode("utf-16-be").hex()


@pytest.mark.parametrize(
    ("extra", "note"),
    [
        pytest.param(f"BT /F 40 Tf 150 400 Td <{WATERMARK}> Tj ET", page_lines(30), id="level"),
        pytest.param(f"BT /F 40 Tf .7 .7 -.7 .7 150 300 Tm <{WATERMARK}> Tj ET", "PDF 中斜排、竖排的文字略去，共 60 字", id="aslant"),
    ],
)  # fmt: skip
def test_watermarks(extra: str, note: str) -> None:
    report = read_report(pdf(laid_out(CLEAN, Layout(centred=4)), extra=extra), "x.pdf")
    assert essence(report) == clean_essence()
    assert note in report.warnings


LINE = "政府工作报告说明的一行文字"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        pytest.param([(90, 700, 12, LINE), (90 + 13 * 12, 704, 7, "2"), (90 + 13 * 12 + 4, 700, 12, "。")], f"{LINE}[2]。", id="a raised number"),
        pytest.param([(90, 700, 12, f"{LINE}5000m"), (90 + 15.5 * 12, 704, 7, "2")], f"{LINE}5000m2", id="square metres"),
        pytest.param([(90, 700, 12, f"{LINE}CO"), (90 + 14 * 12, 697, 7, "2")], f"{LINE}CO2", id="a lowered number"),
        pytest.param([(90, 700, 12, LINE), (90.4, 700, 12, LINE)], LINE, id="drawn twice to look bold"),
        pytest.param([(90, 700, 12, "指标名称和单位"), (330, 700, 12, "2023年")], "指标名称和单位\t2023年", id="cells of a table"),
        pytest.param([(90, 700, 12, "一、回顾"), (90, 680, 12, LINE), (90, 660, 12, f"{LINE[3:]}。")], f"一、回顾\n{LINE}{LINE[3:]}。", id="a line that ends short"),
        pytest.param([(90, 700, 12, "关于𠮷野家的一段说明文字")], "关于𠮷野家的一段说明文字", id="a character beyond the first plane"),
        pytest.param([(90, 700, 12, LINE), (290, 40, 9, "3")], LINE, id="the number of a single page"),
    ],
)  # fmt: skip
def test_a_page(page: list[tuple[float, float, float, str]], text: str) -> None:
    assert read_document(pdf([page]), "x.pdf").text == text


PICTURE = "q 400 0 0 500 90 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
OCR = "请用文字识别（OCR）软件转成 .docx 或 .txt"


def test_pages_that_are_pictures_are_named() -> None:
    pages = [[(90.0, 700.0, 12.0, f"{LINE}。")], [], [(90.0, 700.0, 12.0, LINE)], []]
    read = read_document(pdf(pages, extra=PICTURE), "x.pdf")
    assert read.text == f"{LINE}。{LINE}"
    assert read.notes == (f"PDF 第 2、4 页是图片，没有文字，没有读；{OCR}",)


def test_characters_without_a_font_are_named() -> None:
    """Where neither the file nor the machine has a font, one that stands alone is lost; never without a word."""
    read = read_document(pdf([[(90, 700, 12, LINE), (260, 700, 12, "。")]], font=False), "x.pdf")
    note = "PDF 没有嵌入字体，本机也没有中文字体，单独放置的字会漏读；请先装中文字体（如 fonts-noto-cjk）"
    assert (read.text, read.notes) in [(f"{LINE}。", ()), (LINE, (note,))]


def stream(packed: bytes, filters: str = "/FlateDecode") -> bytes:
    """Return a PDF whose page has a stream in place of its own."""
    made = pdf([[(90, 700, 12, LINE)]])
    start, end = made.rindex(b"<</Length"), made.rindex(b"endstream")
    return made[:start] + b"<</Length %d/Filter%s>>stream\n%s\n" % (len(packed), filters.encode(), packed) + made[end:]


UNREADABLE = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"%PDF-1.7 ...", "读不了：不是完好的 PDF 文件", id="damaged"),
        pytest.param(pdf([[(90, 700, 12, LINE)]])[:300], "读不了：不是完好的 PDF 文件", id="cut off"),
        pytest.param(pdf([[], []], extra=PICTURE), f"PDF 的各页是扫描的图片，没有文字，{OCR}", id="scanned"),
        pytest.param(pdf([[]]), "文件中没有文字", id="empty"),
        pytest.param(pdf([[(90, 700, 12, UNREADABLE)]]), f"PDF 的字体没有文字编码，读出来是乱码，{OCR}", id="characters without codes"),
        pytest.param(pdf([[]] * 501), "PDF 有 501 页，太多了，最多 500 页", id="many pages"),
        pytest.param(stream(zlib.compress(b"0 0 m 1 1 l S\n" * 2_000_000)), "PDF 的页面太复杂，没有读", id="a bomb"),
        pytest.param(stream(zlib.compress(zlib.compress(b" " * 100_000_000)), "[/FlateDecode/FlateDecode]"), "PDF 的页面太复杂，没有读", id="a bomb in a bomb"),
    ],
)  # fmt: skip
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(DataError) as error:
        read_document(data, "x.pdf")
    assert str(error.value) == f"x.pdf：{message}"


def test_a_password(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    locked = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"00" * 32, b"11" * 32)
    made = pdf([[(90, 700, 12, LINE)]]).replace(b"trailer<<", b"trailer<</Encrypt %s/ID[<00><00>]" % locked)
    with pytest.raises(pdfium.PdfiumError):
        pdfium.PdfDocument(made)
    with pytest.raises(DataError) as error:
        read_document(made, "x.pdf")
    assert str(error.value) == "x.pdf：PDF 有密码，请先去掉密码"


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "hpreport.parsing.files.pdf", raising=False)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(DataError) as error:
        read_document(b"%PDF-1.7", "x.pdf")
    assert str(error.value) == "x.pdf：读 PDF 要先安装：pip install 'hpreport[documents]'"


def test_commands(run: Run, tmp_path: Path) -> None:
    (tmp_path / "报告.pdf").write_bytes(pdf(laid_out(CLEAN, Layout(centred=4))))
    done = run("build", "报告.pdf", "-o", "报告.yaml", cwd=tmp_path)
    assert done == Result(
        0, "", f"hpreport: 报告.pdf：{page_lines(15)}\nhpreport: 已写入 报告.yaml：2 个部分，46 个词语\n"
    )
    assert (
        run("term", "三保", "--index", "报告.yaml", "--fields", "definition", cwd=tmp_path).out
        == "保基本民生、保工资、保运转。\n"
    )
    data = pdf([[(90, 700, 12, "兜牢三保底线，五育并举。")]])
    found = "1\t3\t三保\n1\t8\t五育\n"
    assert run("scan", "-", "--fields", "line,column,term", stdin=data) == Result(0, found, "")


# --- as programs make them ---


def _soffice(folder: Path) -> bytes:
    docx = pytest.importorskip("docx")
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice is not installed")
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "沈阳市和平区政府工作报告"
    for at, text in enumerate(CLEAN):
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.space_after = Pt(0)
        if at < 4:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph.paragraph_format.first_line_indent = Pt(22)
    document.save(str(folder / "x.docx"))
    home = f"-env:UserInstallation=file://{folder}/home"
    call = [program, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "x.docx")]
    subprocess.run(call, check=True, capture_output=True, timeout=300)
    return (folder / "x.pdf").read_bytes()


def _html() -> str:
    body = "".join(f"<p{' class=front' if at < 4 else ''}>{text}</p>" for at, text in enumerate(CLEAN))
    style = "@page{margin:2.5cm;@bottom-center{content:counter(page)}} p{margin:0;text-indent:2em} .front{text-indent:0;text-align:center}"
    return f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{style}</style><body>{body}</body></html>'


def _chromium(folder: Path) -> bytes:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("chromium is not installed")
    (folder / "x.html").write_text(_html(), "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/home"]
    subprocess.run(
        [program, *options, f"--print-to-pdf={folder}/x.pdf", str(folder / "x.html")],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return (folder / "x.pdf").read_bytes()


def _reportlab(folder: Path) -> bytes:
    pytest.importorskip("reportlab")
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    plain = {"fontName": "STSong-Light", "fontSize": 12, "leading": 20, "wordWrap": "CJK"}
    styles = (
        ParagraphStyle("front", alignment=1, **plain),
        ParagraphStyle("text", firstLineIndent=24, alignment=4, **plain),
    )
    out = io.BytesIO()
    number = lambda canvas, document: canvas.drawCentredString(300, 40, f"- {document.page} -")  # noqa: E731
    flow = [Paragraph(text, styles[at >= 4]) for at, text in enumerate(CLEAN)]
    SimpleDocTemplate(out).build(flow, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("made", [_soffice, _chromium, _reportlab], ids=["LibreOffice", "Chromium", "ReportLab"])
def test_producers(tmp_path: Path, made) -> None:
    report = read_report(made(tmp_path), "x.pdf")
    assert essence(report) == clean_essence()
