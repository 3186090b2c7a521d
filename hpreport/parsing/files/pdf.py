"""PDF to text: the characters of its pages with their places, from which `pages` makes paragraphs.

Read is what the file has as text. A page that is a picture of text has none, and is named in a warning.
"""

import math
import re
import time
import zlib
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from hpreport.parsing.files import Document
from hpreport.parsing.files.flow import flowing_text
from hpreport.parsing.files.pages import Character, placed_lines

MOST_PAGES = 500
"""Pages of a document that is read: the longest of the reports that are known has 70."""
MOST_CHARACTERS = 1_000_000
"""The most characters that are looked at, of all pages together."""
_FEWEST = 10
"""Characters of a page that has text: on a picture may stand a number or the name of a scanner."""
_MOST_UNREADABLE = 0.2
"""Share of characters without a code from which on what is read is no text."""
_PRIVATE = range(0xE000, 0xF900)
_SURROGATES = range(0xD800, 0xE000)
_NO_CHARACTERS = (0, 0xFFFE, 0xFFFF, 0xFFFD)
_CHINESE = range(0x4E00, 0xA000)
_NO_HEIGHT = 0.1
"""Points that a character without a glyph is high at most; 一 is higher."""
_LOOKED_AT = 8
"""Of how many characters one is looked at for its glyph: a font is that of a stretch of text."""
_LEVEL = math.radians(1)
"""How far from the horizontal a line of text may be; watermarks stand aslant."""
_BY_OCR = "请用文字识别（OCR）软件转成 .docx 或 .txt"


_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_FONT = re.compile(rb"/Length1\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)\b")
_PACKED = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_HEAD = 2000
"""Bytes before a stream in which is told what it is."""
_LARGEST_PAGE, _LARGEST_FONT = 16_000_000, 80_000_000
"""Sizes of what is drawn on a page, and of a font, unpacked; pictures are not looked at."""
_LARGEST_ODD = 200_000
"""Size of a stream packed in a way that is out of use since 1996."""
_LONGEST = 60.0
"""Seconds of processor time after which no further page is read: few lines may draw millions."""


class UnreadablePdfError(Exception):
    """A PDF has no text that can be read; the message says in Chinese why and what to do."""


def read_pdf(data: bytes) -> Document:
    """Return the text of a PDF. Raises `UnreadablePdfError` where it has none that can be read."""
    if any(map(_unpacks_to_much, _streams(data))):
        raise UnreadablePdfError("PDF 的页面太复杂，没有读")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadablePdfError("PDF 有密码，请先去掉密码") from error
        raise UnreadablePdfError("读不了：不是完好的 PDF 文件") from error
    try:
        return _Reader(document).read()
    finally:
        document.close()


def _streams(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield what is told of each stream of a PDF, and its bytes."""
    for match in _STREAM.finditer(data):
        head = data[max(match.start() - _HEAD, 0) : match.start()]
        end = data.find(b"endstream", match.end())
        yield head[head.rfind(b" obj") + 1 :], data[match.end() : end if end >= 0 else len(data)]


def _unpacks_to_much(stream: tuple[bytes, bytes]) -> bool:
    """Tell whether a stream is larger, unpacked, than any of a report: a small file may unpack to gigabytes."""
    head, data = stream
    packed = _PACKED.findall(head)
    if not packed or _PICTURE.search(head):
        return False
    if packed[0] not in (b"/FlateDecode", b"/Fl"):
        return len(data) > _LARGEST_ODD
    unpack = zlib.decompressobj()
    most = _LARGEST_FONT if _FONT.search(head) else _LARGEST_PAGE
    try:
        size = len(unpack.decompress(data, most + 1))
    except zlib.error:  # some readers mend it
        return False
    return size > most or len(packed) > 1


class _Reader:
    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._read = 0
        self._aslant = 0
        self._unreadable = 0
        self._lacks_font = False
        self._broken: list[int] = []
        self._empty: list[int] = []
        self._until = time.process_time() + _LONGEST

    def read(self) -> Document:
        count = len(self._document)
        if count > MOST_PAGES:
            raise UnreadablePdfError(f"PDF 有 {count} 页，太多了，最多 {MOST_PAGES} 页")
        pages = [self._page(number) for number in range(count)]
        if len(self._broken) == count:
            raise UnreadablePdfError("读不了：不是完好的 PDF 文件")
        if len(self._empty) + len(self._broken) == count:
            raise UnreadablePdfError(f"PDF 的各页是扫描的图片，没有文字，{_BY_OCR}")
        if self._unreadable > _MOST_UNREADABLE * self._read:
            raise UnreadablePdfError(f"PDF 的字体没有文字编码，读出来是乱码，{_BY_OCR}")
        placed = placed_lines(pages)
        flowing = flowing_text(placed)
        return Document(flowing.text, tuple(self._notes(flowing.left_out, columns=placed.columns)))

    def _notes(self, left_out: int, *, columns: bool) -> Iterator[str]:
        """Yield warnings of what was left out, and of what was made of the pages."""
        if self._empty:
            yield f"PDF 第 {_listed(self._empty)} 页是图片，没有文字，没有读；{_BY_OCR}"
        if self._broken:
            yield f"PDF 第 {_listed(self._broken)} 页已损坏，没有读"
        if self._unreadable:
            yield f"PDF 中有 {self._unreadable} 个字没有文字编码，没有读"
        if self._lacks_font:
            yield "PDF 没有嵌入字体，本机也没有中文字体，单独放置的字会漏读；请先装中文字体（如 fonts-noto-cjk）"
        if self._aslant:
            yield f"PDF 中斜排、竖排的文字略去，共 {self._aslant} 字"
        if left_out:
            yield f"PDF 的页眉、页脚、页码和水印略去，共 {left_out} 行"
        if columns:
            yield "PDF 分两栏，先读左栏，再读右栏"

    def _page(self, number: int) -> list[Character]:
        """Return the characters of a page in the order in which they were written."""
        if time.process_time() > self._until:
            raise UnreadablePdfError("PDF 的页面太复杂，没有读")
        try:
            page = self._document[number]
        except pdfium.PdfiumError:
            self._broken.append(number + 1)
            return []
        try:
            text = page.get_textpage()
            try:
                found = list(self._characters(text))
                self._lacks_font = self._lacks_font or _draws_nothing(text)
            finally:
                text.close()
            if len(found) < _FEWEST and _has_picture(page):
                self._empty.append(number + 1)
            return found
        finally:
            page.close()

    def _characters(self, text: pdfium.PdfTextPage) -> Iterator[Character]:
        box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        count = text.count_chars()
        self._read += count
        if self._read > MOST_CHARACTERS:
            raise UnreadablePdfError(f"PDF 的文字太多，最多 {MOST_CHARACTERS // 10_000} 万字")
        lead = 0
        for at in range(count):
            if raw.FPDFText_IsGenerated(text, at) == 1:
                continue
            code = raw.FPDFText_GetUnicode(text, at)
            if code in _SURROGATES:  # a character beyond the first plane comes in two
                code, lead = _paired(lead, code)
            if code in _NO_CHARACTERS or code in _PRIVATE:
                self._unreadable += 1
            elif code not in _SURROGATES and raw.FPDFText_GetMatrix(text, at, matrix):
                raw.FPDFText_GetLooseCharBox(text, at, box)
                if abs(math.atan2(matrix.b, matrix.a)) > _LEVEL:
                    self._aslant += 1
                    continue
                size = max(raw.FPDFText_GetFontSize(text, at) * abs(matrix.d), 1.0)
                yield Character(chr(code), box.left, max(box.right, box.left), matrix.f, size)


def _paired(lead: int, code: int) -> tuple[int, int]:
    """Return the character that two halves make, and the first half where the second is still to come."""
    if code < 0xDC00 or not lead:
        return code, code if code < 0xDC00 else 0
    return 0x10000 + ((lead - 0xD800) << 10) + (code - 0xDC00), 0


def _draws_nothing(text: pdfium.PdfTextPage) -> bool:
    """Tell whether Chinese characters of a page have no height: neither the file nor the machine has a font for them.

    The library leaves out one that then stands alone, for it has no width either.
    """
    for at in range(0, text.count_chars(), _LOOKED_AT):
        if raw.FPDFText_GetUnicode(text, at) in _CHINESE:
            _, bottom, _, top = text.get_charbox(at)
            if top - bottom < _NO_HEIGHT:
                return True
    return False


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH], max_depth=3))


def _listed(numbers: Sequence[int]) -> str:
    shown = "、".join(map(str, numbers[:10]))
    return f"{shown} 等 {len(numbers)}" if len(numbers) > 10 else shown
