"""The automatic numbers of a Word document (一、 （一） 1.), which stand in no paragraph's text."""

import re
from collections import defaultdict

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
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
