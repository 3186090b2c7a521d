"""What a document for people is made of, whether Markdown or a web page: the body in reading order, terms marked."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from hpreport.index.index import Index
from hpreport.index.outline import Node
from hpreport.records import Row
from hpreport.render import Column, Layout
from hpreport.text.sanitize import one_line


class Faces(NamedTuple):
    """How people see records: the Chinese titles of their fields, and what is shown of them."""

    info: Layout
    figures: Layout
    comparisons: Layout


INFO_FIELDS = ("place", "date", "speaker", "meeting", "source", "source_url", "retrieved")
FIGURE_FIELDS = ("indicator", "claim", "year", "place")
COMPARISON_FIELDS = ("topic", "result_text", "target", "change")
LISTS = {
    "targets": "目标",
    "results": "结果",
    "comparisons": "结果与目标对照",
    "terms": "名词解释",
    "phrases": "未作解释的说法",
}
"""The lists behind the text: name of the place -> heading, in their order."""


class Anchors(NamedTuple):
    """The names of the places of one report that links lead to."""

    prefix: str = ""
    """What parts them from those of other reports in the document."""

    def node(self, section: str) -> str:
        """Return the name of a part, section or item."""
        return f"{self.prefix}s{quote(section, safe='')}"

    def term(self, place: int) -> str:
        """Return the name of an entry of the glossary, whose position in it counts from 0."""
        return f"{self.prefix}t{place + 1}"

    def line(self, line: int) -> str:
        """Return the name of the first paragraph on a line of the source."""
        return f"{self.prefix}l{line}"

    def table(self, name: str) -> str:
        """Return the name of a list behind the text."""
        return f"{self.prefix}{name}"


class Paragraph(NamedTuple):
    """A paragraph in reading order, with the heading that it opens, if it does."""

    section: str
    """Outline id of the node it stands in."""
    line: int
    text: str
    """What follows the heading, or all of it where there is none."""
    node: Node | None
    """The part, section or item that begins here."""


class Piece(NamedTuple):
    """A piece of a text."""

    text: str
    term: int | None
    """Position in the glossary, 0-based, of the term that it is; None for other text."""


def title(index: Index) -> str:
    """Return the name of a report: 沈阳市和平区政府工作报告."""
    heading = index.info["title"] or "政府工作报告"
    place = index.info["place"] or ""
    return one_line(heading if heading.startswith(place) else place + heading)


def paragraphs(index: Index) -> Iterator[Paragraph]:
    """Yield the body in the order of the text; a run-in heading is split from the text that follows it."""
    begun: set[str] = set()
    for section, line, text, *_ in sorted(index.tables["passages"], key=lambda passage: passage[1]):
        node = index.outline.nodes[section]
        first = section not in begun and bool(node.level)
        begun.add(section)
        shown = _after_heading(one_line(text), node) if first else one_line(text)
        yield Paragraph(section, line, shown, node if first else None)


def _after_heading(text: str, node: Node) -> str:
    """Return what follows the heading in its paragraph; all of it where the heading does not stand at its beginning."""
    before, found, rest = text.partition(node.heading)
    if not found or len(before) > len(node.number) + 2:
        return text
    return rest.lstrip("。.：:；; 　")


def pieces(index: Index, text: str) -> Iterator[Piece]:
    """Yield a text of one line in pieces, the terms of the glossary apart from what stands between them."""
    done = 0
    for use in index.scanner.scan([text]):
        start = use.column - 1
        if start > done:
            yield Piece(text[done:start], None)
        yield Piece(use.text, use.term)
        done = start + len(use.text)
    if done < len(text):
        yield Piece(text[done:], None)


def nodes(index: Index) -> list[Node]:
    """Return the parts, sections and items, in the order of the outline."""
    return [node for node in index.outline.nodes.values() if node.level]


def figures(index: Index, kind: str) -> list[Row]:
    """Return the figures of a kind, the headline first."""
    return sorted((row for row in index.figures if row["kind"] == kind), key=lambda row: not row["headline"])


def info_items(index: Index, faces: Faces) -> list[tuple[str, str]]:
    """Return title and value of what is known of a report."""
    shown = ((column.title, one_line(column.cell(index.info))) for column in faces.info.pick(INFO_FIELDS))
    return [(name, value) for name, value in shown if value]


def columns(layout: Layout, names: Sequence[str], rows: Sequence[Row]) -> list[Column]:
    """Return the columns called `names`, but for the year where all rows have the same."""
    same_year = len({row.get("year") for row in rows}) < 2
    return [column for column in layout.pick(names) if not (same_year and column.name == "year")]
