"""The XML of a Word document, whichever of the two standards it follows: names are compared without their namespace.

Nothing outside the document is read, and no entity is expanded: a document type declaration is refused.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser


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
