"""Word documents to text: a paragraph a line, as Word shows it when changes are accepted and nothing hidden is shown.

Footnotes and endnotes become marks and, behind the text, a glossary; automatic numbers stand before their paragraphs;
a text box follows the paragraph that it hangs on; a table of contents, which says the headings twice, is left out.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from hpreport.parse.files import Document
from hpreport.parse.files.wordxml import Numbers, Package, Styles, attribute, child, is_on, local, value

_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_LEFT_OUT = frozenset(
    ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "rt", "Fallback", "sectPr", "tblPr", "trPr", "tcPr")
)
"""What holds no text that is shown: properties, deleted text, readings above characters, copies for old programs."""
_CONTENTS = re.compile(r"toc \d|toc\d|contents \d|目录 ?\d")


def read_word(data: bytes) -> Document:
    """Return the text of a Word document. Raises `DamagedError` where it is none."""
    reader = _Reader(Package(data))
    lines = [line for text in reader.blocks() for line in text.split("\n")]
    notes = [f"[{at}]{note}" for at, note in enumerate(reader.notes, 1)]
    return Document("\n".join([*lines, *(["名词解释"] if notes else []), *notes]), tuple(reader.warnings()))


class _Reader:
    def __init__(self, package: Package) -> None:
        self._body = child(package.document, "body")
        self._styles = Styles(package.related("styles"))
        self._numbers = Numbers(package.related("numbering"), self._styles)
        self._notes = {kind: _by_id(package.related(kind)) for kind in _NOTES.values()}
        self._boxes: list[Element] = []
        """Text boxes met in the paragraph that is read."""
        self._contents = 0
        self._hidden = 0
        self._deleted = 0
        self.notes: list[str] = []
        """The texts of the footnotes and endnotes, in the order of their marks."""

    def warnings(self) -> Iterator[str]:
        """Yield what was left out."""
        if self._contents:
            yield f"Word 文档的目录略去，共 {self._contents} 行"
        if self._hidden:
            yield f"Word 文档中隐藏的文字略去，共 {self._hidden} 字"
        if self._deleted:
            yield f"Word 文档中修订时删除的文字略去，共 {self._deleted} 处"

    def blocks(self) -> Iterator[str]:
        """Yield the text of the paragraphs and table rows in order."""
        carried = ""
        todo = list(reversed(self._body)) if self._body is not None else []
        while todo:  # content controls, in any number and one in the other, hold blocks as the body does
            node = todo.pop()
            name = local(node)
            if name == "p" and not self._is_contents(node):
                text = carried + self._paragraph(node)
                carried = text if _goes_on(node) else ""
                if not carried:
                    yield text
            elif name == "tr":
                yield self._row(node)
            elif name not in (*_LEFT_OUT, "p"):
                todo += reversed(node)
            todo += [inner for box in reversed(self._boxes) for inner in reversed(box)]
            self._boxes.clear()
        if carried:
            yield carried

    def _is_contents(self, paragraph: Element) -> bool:
        """Tell whether a paragraph is a line of a table of contents, by its style or by its reference to a page."""
        style = self._styles.name_of(value(child(paragraph, "pPr"), "pStyle"))
        codes = (node.text or "" for node in paragraph.iter() if local(node) == "instrText")
        is_contents = bool(_CONTENTS.match(style)) or any("PAGEREF" in code for code in codes)
        self._contents += is_contents
        return is_contents

    def _paragraph(self, node: Element) -> str:
        style = value(child(node, "pPr"), "pStyle")
        text = self._text(node, hidden=self._styles.is_hidden(style))
        return (self._numbers.next_for(node) if text.strip() else "") + text

    def _row(self, row: Element) -> str:
        """Return the cells of a table row, tabs between them; a row of one cell is text in a frame."""
        if child(child(row, "trPr"), "del") is not None:
            self._deleted += 1
            return ""
        cells = [[self._paragraph(p) for p in _within(cell, "p")] for cell in _within(row, "tc")]
        if len(cells) == 1:
            return "\n".join(cells[0])
        return "\t".join(" ".join(filter(None, texts)) for texts in cells)

    def _text(self, paragraph: Element, *, hidden: bool = False) -> str:
        """Return the text of a paragraph that is shown; its text boxes are kept for later."""
        out: list[str] = []
        todo = list(reversed(paragraph))
        while todo:
            node = todo.pop()
            name = local(node)
            if name in ("del", "moveFrom"):
                self._deleted += 1
            elif name == "r" and self._is_hidden(node, hidden=hidden):
                self._hidden += sum(len(part.text or "") for part in node if local(part) == "t")
            elif name == "t":
                out.append(node.text or "")
            elif name in _BREAKS:
                out.append(_BREAKS[name])
            elif name in _NOTES:
                out.append(self._mark(_NOTES[name], attribute(node, "id")))
            elif name == "txbxContent":
                self._boxes.append(node)
            elif name not in _LEFT_OUT:
                todo += reversed(node)
        return "".join(out)

    def _is_hidden(self, run: Element, *, hidden: bool) -> bool:
        properties = child(run, "rPr")
        vanish = child(properties, "vanish")
        if vanish is not None:
            return is_on(vanish)
        return hidden or self._styles.is_hidden(value(properties, "rStyle"))

    def _mark(self, kind: str, note_id: str) -> str:
        note = self._notes[kind].get(note_id)
        if note is None:
            return ""
        self.notes.append(re.sub(r"\s+", " ", self._text(note)).strip())
        return f"[{len(self.notes)}]"


def _goes_on(paragraph: Element) -> bool:
    """Tell whether the end of a paragraph was deleted: the next one goes on where it ends."""
    return child(child(child(paragraph, "pPr"), "rPr"), "del") is not None


def _within(node: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name within another one, none of those within these, nor in a text box."""
    todo = list(reversed(node))
    while todo:
        inner = todo.pop()
        if local(inner) == name:
            yield inner
        elif local(inner) not in (*_LEFT_OUT, "txbxContent"):
            todo += reversed(inner)


def _by_id(notes: Element | None) -> dict[str, Element]:
    return {attribute(note, "id"): note for note in (notes if notes is not None else ())}
