"""Word documents to text: a paragraph a line, with automatic numbers; footnotes become a glossary with marks."""

import io
import re
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph

from hpreport.parse.documents.wordnumbers import Numbers

_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_REFERENCES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_DELETED = (qn("w:del"), qn("w:moveFrom"))


def plain_text(data: bytes) -> str:
    """Return the text of a Word document. Raises what python-docx raises where it is damaged."""
    document = docx.Document(io.BytesIO(data))
    notes: list[str] = []
    numbers = Numbers(document)
    lines = [line for text in _blocks(document, numbers, notes) for line in text.split("\n")]
    glossary = ["名词解释", *(f"[{at}]{note}" for at, note in enumerate(notes, 1))] if notes else []
    return "\n".join([*lines, *glossary])


def _blocks(document: Document, numbers: Numbers, notes: list[str]) -> Iterator[str]:
    """Yield the text of the paragraphs and table rows in order, and collect the notes they refer to."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield numbers.next_for(block) + _text(block._p, document, notes)
        elif isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell._tc for cell in row.cells)  # a merged cell comes once for each column
                yield "\t".join(_text(cell, document, notes) for cell in cells)


def _text(element: BaseOxmlElement, document: Document, notes: list[str]) -> str:
    out = ""
    for node in element.iter():
        if node.tag == qn("w:t") and not any(parent.tag in _DELETED for parent in node.iterancestors()):
            out += node.text or ""
        elif node.tag in _BREAKS:
            out += _BREAKS[node.tag]
        elif node.tag in _REFERENCES:
            notes.append(_note(document, _REFERENCES[node.tag], node.get(qn("w:id"))))
            out += f"[{len(notes)}]"
    return out


def _note(document: Document, kind: str, number: str | None) -> str:
    """Return the text of a footnote or endnote."""
    part = document.part.part_related_by(_NOTES.format(kind))
    for note in parse_xml(part.blob):
        if note.get(qn("w:id")) == number:
            return re.sub(r"\s+", " ", "".join(t.text or "" for t in note.iter(qn("w:t")))).strip()
    return ""
