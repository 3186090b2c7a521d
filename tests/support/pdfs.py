"""PDF files made by the tests: characters at given places, and a report laid out on pages.

The code of a character is its number in Unicode, and the font in the file draws all of them as one box: where a file
has no font, what is read depends on the fonts of the machine.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

Run = tuple[float, float, float, str]
"""Where a text begins from the left and from the foot of the page, the size of its characters, and the text."""
WIDTH, HEIGHT, EDGE = 595, 842, 70

_FONT = b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>"
_CID_FONT = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
    b"/Supplement 4>>/FontDescriptor 5 0 R/CIDToGIDMap 7 0 R/DW 1000/W[1 95 500 814 939 500]>>"
)
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/Ascent 880/Descent -120"
    b"/CapHeight 700/ItalicAngle 0/StemV 80/FontFile2 6 0 R>>"
)
_CODES = 0x10000


@cache
def _font_file() -> bytes:
    """Return a TrueType font whose only glyph is a box."""
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 800), (450, 800), (450, 0)):
        pen.lineTo(corner)
    pen.closePath()
    names = [".notdef", "box"]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({})
    font.setupGlyf(dict.fromkeys(names, pen.glyph()))
    font.setupHorizontalMetrics(dict.fromkeys(names, (500, 50)))
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable({})
    font.setupOS2()
    font.setupPost()
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), extra, packed)


def pdf(pages: Sequence[Iterable[Run]], *, extra: str = "", font: bool = True) -> bytes:
    """Return a PDF of pages; `extra` are operators that stand on each of them. Without `font` it has none in it."""
    file = _font_file()
    described = _DESCRIPTOR if font else _DESCRIPTOR.replace(b"/FontFile2 6 0 R", b"")
    fonts = [_FONT, _CID_FONT, described, _stream(file, b"/Length1 %d" % len(file)), _stream(b"\0\1" * _CODES)]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", *fonts]
    kids = []
    for page in pages:
        shown = "".join(
            f"BT /F {size} Tf {x:.2f} {y:.2f} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, size, text in page
        )
        objects.append(_stream(f"{extra}\n{shown}".encode()))
        box = b"/MediaBox[0 0 %d %d]" % (WIDTH, HEIGHT)
        objects.append(
            b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>" % (box, len(objects))
        )
        kids.append(len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def width(text: str) -> float:
    """Return how wide a text is, in sizes of a character."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


@dataclass
class Layout:
    """How a text is laid out on pages."""

    size: float = 12.0
    columns: int = 1
    indent: float = 2.0
    """Of the first line of a paragraph, in sizes of a character; below 0, of its other lines."""
    space: float = 0.0
    """Between paragraphs, in heights of a line."""
    head: str = ""
    foot: str = "— {} —"
    notes: dict[str, str] = field(default_factory=dict)
    """Footnotes by their marks: printed at the foot of the page, counted by page with `anew`."""
    anew: bool = False
    circled: bool = False
    centred: int = 0
    """Lines at the beginning that stand in the middle of the page."""


_MARK = re.compile(r"\[\d+\]")
_CLOSING = "，。、；：？！”’）》」』】%"


def _fragments(text: str) -> Iterator[str]:
    """Yield what may not be divided: a character with the marks behind it, a word, a footnote mark."""
    unit = rf"{_MARK.pattern}|[A-Za-z0-9.+]+|."
    yield from re.findall(rf"[“‘（《「『]*(?:{unit})[{_CLOSING}]*(?:{_MARK.pattern})*[{_CLOSING}]*", text)


def _broken(text: str, room: float, first: float, others: float) -> Iterator[tuple[float, str]]:
    """Yield the lines of a paragraph, each with its indent."""
    line, indent = "", first
    for fragment in _fragments(text):
        if line and indent + width(_MARK.sub("0", line + fragment)) > room:
            yield indent, line
            line, indent = "", others
        line += fragment
    yield indent, line


class _Typesetter:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._step = 1.6 * layout.size
        gap = 2 * layout.size
        self._room = (WIDTH - 2 * EDGE - gap * (layout.columns - 1)) / layout.columns / layout.size
        self._lefts = [EDGE + column * (self._room * layout.size + gap) for column in range(layout.columns)]
        self.pages: list[list[Run]] = []
        self._column = layout.columns
        self._y = 0.0
        self._floor = 0.0
        self._count = 0
        self._new_column()

    def _new_column(self) -> None:
        self._column += 1
        if self._column >= self._layout.columns:
            self._column = 0
            self.pages.append([])
            number, layout = len(self.pages), self._layout
            if layout.head:
                self.pages[-1].append((EDGE, HEIGHT - 45, 9, layout.head))
            if layout.foot:
                self.pages[-1].append((WIDTH / 2 - 20, 40, 9, layout.foot.format(number)))
            self._floor = EDGE
            self._waiting: list[tuple[str, str]] = []
            if layout.anew:
                self._count = 0
        self._y = HEIGHT - EDGE - self._layout.size

    def paragraph(self, text: str, *, centred: bool = False) -> None:
        layout = self._layout
        first, others = (layout.indent, 0.0) if layout.indent >= 0 else (0.0, -layout.indent)
        for indent, line in _broken(text, self._room, first, others):
            marks = [mark for mark in _MARK.findall(line) if mark in layout.notes]
            below = sum(self._height(layout.notes[mark]) for mark in marks)
            if self._y < self._floor + below:
                self._end_page()
                self._new_column()
            at = (self._room - width(line)) / 2 if centred else indent
            self._set(self._lefts[self._column] + at * layout.size, line)
            self._floor += below
            self._y -= self._step
        self._y -= layout.space * self._step

    def _set(self, x: float, line: str) -> None:
        layout, page = self._layout, self.pages[-1]
        end = 0
        for match in [*_MARK.finditer(line), None]:
            text = line[end : match.start() if match else len(line)]
            if text:
                page.append((x, self._y, layout.size, text))
                x += width(text) * layout.size
            if match is None:
                break
            end = match.end()
            mark = match[0]
            if mark in layout.notes:
                self._count += 1
                mark = "①②③④⑤⑥⑦⑧⑨⑩"[self._count - 1] if layout.circled else str(self._count)
                self._waiting.append((mark, layout.notes[match[0]]))
            page.append((x, self._y + 0.35 * layout.size, 0.6 * layout.size, mark))
            x += width(mark) * 0.6 * layout.size

    def _note_lines(self, note: str, mark: str = "0") -> list[tuple[float, str]]:
        room = self._room * self._layout.size / self._note_size
        return [line for text in note.split("\n") for line in _broken(f"{mark} {text}", room, 0.0, 0.0)]

    @property
    def _note_size(self) -> float:
        return 0.75 * self._layout.size

    def _height(self, note: str) -> float:
        return len(self._note_lines(note)) * 1.4 * self._note_size + 1

    def _end_page(self) -> None:
        """Set the footnotes of a page at its foot."""
        lines = [line for mark, note in self._waiting for line in self._note_lines(note, mark)]
        y = EDGE - self._step + len(lines) * 1.4 * self._note_size
        for indent, line in lines:
            self.pages[-1].append((self._lefts[0] + indent * self._note_size, y, self._note_size, line))
            y -= 1.4 * self._note_size
        self._waiting = []

    def end(self) -> None:
        self._end_page()


def laid_out(paragraphs: Sequence[str], layout: Layout) -> list[list[Run]]:
    """Return the pages of a text."""
    typesetter = _Typesetter(layout)
    for at, text in enumerate(paragraphs):
        typesetter.paragraph(text, centred=at < layout.centred)
    typesetter.end()
    return typesetter.pages
