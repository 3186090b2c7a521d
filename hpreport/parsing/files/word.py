"""Word documents to text: a paragraph a line, as Word shows it when changes are accepted and nothing hidden is shown.

Footnotes and endnotes become marks and, behind the text, a glossary; automatic numbers stand before their paragraphs;
a text box follows the paragraph that it hangs on; a table of contents, which says the headings twice, is left out.

The XML follows one of two standards, so names are compared without their namespace. Nothing outside the document is
read, and no entity is expanded: a document type declaration is refused.
"""

import io
import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from hpreport.parsing.files import Document


class DamagedError(Exception):
    """The document is not what it should be."""


class _NoDoctype(TreeBuilder):
    def doctype(self, *_: object) -> None:
        raise DamagedError


def parse(data: bytes) -> Element:
    """Return the root of an XML text. Raises `DamagedError` where it is not well formed, or declares entities."""
    parser = XMLParser(target=_NoDoctype())
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise DamagedError from error
    if not isinstance(root, Element):
        raise DamagedError
    return root


class Package:
    """The parts of a document, found by what they are for."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        main = self._targets("").get("officeDocument", "word/document.xml")
        self.document = self.part(main)
        """The root of the main part. Where it is missing, `DamagedError` is raised."""
        self._related = self._targets(main)
        if self.document is None:
            raise DamagedError

    def related(self, kind: str) -> Element | None:
        """Return the root of the main part's styles, numbering, footnotes or endnotes; None where it has none."""
        return self.part(self._related[kind]) if kind in self._related else None

    def part(self, name: str) -> Element | None:
        """Return the root of a part, None where there is none of that name."""
        try:
            return parse(self._zip.read(name))
        except KeyError:
            return None
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise DamagedError from error
        except Exception as error:  # zlib.error and what other compressions raise
            raise DamagedError from error

    def _targets(self, part: str) -> Mapping[str, str]:
        """Return the names of the parts that a part refers to, the first of each kind."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        targets: dict[str, str] = {}
        for node in root if root is not None else ():
            kind = (node.get("Type") or "").rpartition("/")[2]
            target = node.get("Target") or ""
            full = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            targets.setdefault(kind, full)
        return targets


def local(node: Element) -> str:
    """Return the name of an element without its namespace: `p`, `tbl`."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node: Element, name: str) -> str:
    """Return an attribute by its name without namespace, empty where there is none."""
    return next((text for key, text in node.attrib.items() if key.rpartition("}")[2] == name), "")


def children(node: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of an element that have a name."""
    return (inner for inner in (node if node is not None else ()) if local(inner) == name)


def child(node: Element | None, name: str) -> Element | None:
    """Return the first child of an element that has a name; None where it, or the element, is missing."""
    return next(children(node, name), None)


def value(node: Element | None, name: str) -> str:
    """Return the attribute `val` of a child, empty where there is none."""
    found = child(node, name)
    return attribute(found, "val") if found is not None else ""


_DIGITS = "〇一二三四五六七八九"
_CHINESE = re.compile("chinese|japanese|taiwanese|ideograph", re.I)
_LEVEL = re.compile(r"%(\d)")
_DEEPEST_STYLE = 20
"""Styles that one style may be based on, one on the other: a circle of them ends here."""


def chinese(number: int) -> str:
    """Return a number below 100 in Chinese: 12 is 十二."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens % 10]) + "十" + (_DIGITS[ones] if ones else "")


class _Level(NamedTuple):
    style: str
    """decimal, chineseCounting, bullet, none …"""
    template: str
    """The text with %1 for the number of the first level."""
    start: int
    legal: bool = False
    """Whether the numbers of all levels are printed in digits here: 2.1 below 二、."""


class Numbers:
    """Counts the numbered paragraphs of a document in order."""

    def __init__(self, numbering: Element | None, styles: "Styles") -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._lists: dict[str, str] = {}
        """The abstract list of each list: lists of one go on counting where another left off."""
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted: set[str] = set()
        self._styles = styles
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Element) -> None:
        abstract = {attribute(node, "abstractNumId"): node for node in children(numbering, "abstractNum")}
        for number in children(numbering, "num"):
            list_id, base = attribute(number, "numId"), value(number, "abstractNumId")
            overrides = list(children(number, "lvlOverride"))
            starts = {attribute(node, "ilvl"): value(node, "startOverride") for node in overrides}
            self._lists[list_id] = list_id if any(starts.values()) else f"abstract {base}"
            own = [level for node in overrides for level in children(node, "lvl")]
            for level in [*(children(abstract[base], "lvl") if base in abstract else ()), *own]:
                at = attribute(level, "ilvl")
                start = _int(starts.get(at) or value(level, "start"), 1)
                self._levels[list_id, _int(at, 0)] = _Level(
                    value(level, "numFmt"), value(level, "lvlText"), start, child(level, "isLgl") is not None
                )

    def next_for(self, paragraph: Element) -> str:
        """Return the number that Word prints before a paragraph, empty where it has none."""
        properties = child(paragraph, "pPr")
        list_id, level = self._list_of(properties)
        if (list_id, level) not in self._levels:
            return ""
        counts = self._counts[self._lists[list_id]]
        counts[level] = counts.get(level, self._levels[list_id, level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        style, template, _, legal = self._levels[list_id, level]
        if style == "bullet":
            return ""
        return _LEVEL.sub(lambda match: self._printed(list_id, int(match[1]) - 1, legal=legal), template)

    def _list_of(self, properties: Element | None) -> tuple[str, int]:
        """Return list and level that a paragraph's properties name, or else its style."""
        own = child(properties, "numPr")
        if own is not None and value(own, "numId"):
            return value(own, "numId"), _int(value(own, "ilvl"), 0)
        return self._styles.list_of(value(properties, "pStyle"))

    def _printed(self, list_id: str, level: int, *, legal: bool) -> str:
        style, _, start, _ = self._levels.get((list_id, level), _Level("decimal", "", 1))
        number = self._counts[self._lists[list_id]].get(level, start)
        if style == "none":
            return ""
        return chinese(number) if not legal and _CHINESE.match(style) and number < 100 else str(number)


class Styles:
    """The styles of a document."""

    def __init__(self, styles: Element | None) -> None:
        self._styles = {attribute(node, "styleId"): node for node in children(styles, "style")}
        usual = (key for key, node in self._styles.items() if _is_usual(node))
        self._default = next(usual, "")

    def _chain(self, style_id: str) -> list[Element]:
        """Return a style and those it is based on."""
        chain: list[Element] = []
        while style_id in self._styles and len(chain) < _DEEPEST_STYLE:
            chain.append(self._styles[style_id])
            style_id = value(chain[-1], "basedOn")
        return chain

    def list_of(self, style_id: str) -> tuple[str, int]:
        """Return list and level of a paragraph style, `""` where it has none."""
        for style in self._chain(style_id or self._default):
            numbering = child(child(style, "pPr"), "numPr")
            if numbering is not None:
                return value(numbering, "numId"), _int(value(numbering, "ilvl"), 0)
        return "", 0

    def name_of(self, style_id: str) -> str:
        """Return the name of a style in lower case: `toc 1`, `heading 1`; its id where it has none."""
        return (value(self._styles.get(style_id), "name") or style_id).lower()

    def is_hidden(self, style_id: str) -> bool:
        """Tell whether the text of a character or paragraph style is hidden."""
        for style in self._chain(style_id):
            vanish = child(child(style, "rPr"), "vanish")
            if vanish is not None:
                return is_on(vanish)
        return False


def _is_usual(style: Element) -> bool:
    """Tell whether a style is that of the paragraphs that name none."""
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def is_on(switch: Element) -> bool:
    """Tell whether a property that is there is on: `<w:vanish/>`, not `<w:vanish w:val="0"/>`."""
    return attribute(switch, "val") not in ("0", "false", "off", "none")


def _int(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


# --- its text ---

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
