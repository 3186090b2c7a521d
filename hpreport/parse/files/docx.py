"""Word documents to text: a paragraph a line; footnotes become a glossary with marks.

Automatic numbers (一、 （一） 1.), which stand in no paragraph's text, are counted and put before it.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph

_DIGITS = "〇一二三四五六七八九"
_CHINESE = re.compile("chinese|japanese|taiwanese|ideograph")
_LEVEL = re.compile(r"%(\d)")


def chinese(number: int) -> str:
    """Return a number below 100 in Chinese: 12 is 十二."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens % 10]) + "十" + (_DIGITS[ones] if ones else "")


class Numbers:
    """Counts the numbered paragraphs of a document in order."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[tuple[str, str], tuple[str, str, int]] = {}
        """By list and level: format, text with %1 for the number, and the number it starts with."""
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles: dict[str | None, tuple[str, str]] = {}
        """By the style's name, None for the usual one: its list and level."""
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {node.get(qn("w:abstractNumId")): node for node in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            reference = number.find(qn("w:abstractNumId"))
            base = abstract.get(reference.get(qn("w:val"))) if reference is not None else None
            for level in base.findall(qn("w:lvl")) if base is not None else ():
                self._levels[number.get(qn("w:numId")) or "", level.get(qn("w:ilvl")) or ""] = (
                    _value(level, "w:numFmt"),
                    _value(level, "w:lvlText"),
                    int(_value(level, "w:start") or 1),
                )

    def next_for(self, paragraph: Paragraph) -> str:
        """Return the number that Word prints before a paragraph, empty where it has none."""
        list_id, level_id = _list_in(paragraph._p.pPr) or self._list_of_style(paragraph)
        if (list_id, level_id) not in self._levels:
            return ""
        level, counts = int(level_id), self._counts[list_id]
        counts[level] = counts.get(level, self._levels[list_id, level_id][2] - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        style, template, _ = self._levels[list_id, level_id]
        if style == "bullet":
            return ""
        return _LEVEL.sub(lambda match: self._printed(list_id, int(match[1]) - 1), template)

    def _list_of_style(self, paragraph: Paragraph) -> tuple[str, str]:
        """Return list and level of a paragraph's style, each looked for once: python-docx takes 1 ms to find one."""
        name = paragraph._p.style
        if name not in self._styles:
            style = paragraph.style
            own = style.element.find(qn("w:pPr")) if style is not None else None
            self._styles[name] = _list_in(own) or ("", "")
        return self._styles[name]

    def _printed(self, list_id: str, level: int) -> str:
        style, _, start = self._levels.get((list_id, str(level)), ("decimal", "", 1))
        number = self._counts[list_id].get(level, start)
        if style == "none":
            return ""
        return chinese(number) if _CHINESE.match(style) and number < 100 else str(number)


def _value(node: BaseOxmlElement, tag: str) -> str:
    child = node.find(qn(tag))
    return (child.get(qn("w:val")) or "") if child is not None else ""


def _list_in(properties: BaseOxmlElement | None) -> tuple[str, str] | None:
    """Return list and level that a paragraph's or a style's properties name, None where they name none."""
    numbering = properties.find(qn("w:numPr")) if properties is not None else None
    return None if numbering is None else (_value(numbering, "w:numId"), _value(numbering, "w:ilvl") or "0")


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
