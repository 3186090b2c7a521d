"""Which parts, sections or items of a report a text means, and what stands in them."""

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from hpreport.index.index import Index
from hpreport.passages.search import ALL, PHRASE, SOME, SYNONYM
from hpreport.records import with_cite

MOST_CANDIDATES = 10
"""Nodes that a text may mean, of which the reader is to choose."""
_ID = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}")
"""What is an outline id and no year or number of the text."""


class Node(NamedTuple):
    """A node of the outline that a text means."""

    section: str
    lines: frozenset[int] | None = None
    """Lines of the paragraphs in it that are meant, where it was a paragraph that had the words; None for all."""

    def has(self, line: int) -> bool:
        """Tell whether a line of it is meant."""
        return self.lines is None or line in self.lines


def is_outline_id(typed: str) -> bool:
    """Tell whether a text can only be the id of a node."""
    return _ID.fullmatch(typed) is not None


def nodes_named(index: Index, typed: str) -> list[str]:
    """Return the ids of the nodes that a text names, by id, number or heading, also in traditional characters."""
    return index.outline.find(typed) or index.outline.find(index.search.simplified(typed))


def nodes_meant(index: Index, typed: str) -> list[Node]:
    """Return the nodes that a text means: by id or heading, by a phrase in them, by a likeness, by words.

    Of an id those of that id alone; none where the report has no such node.
    """
    named = list(map(Node, nodes_named(index, typed)))
    if named or is_outline_id(typed):
        return named
    alike = _of_passages(index, typed, (PHRASE,)) or list(map(Node, index.outline.near(typed)))
    return alike or _of_passages(index, typed, (ALL, SYNONYM, SOME))


def _of_passages(index: Index, typed: str, matches: Collection[str]) -> list[Node]:
    """Return the nodes of the passages that a search finds, those of the best kind of match, with their lines."""
    hits = index.search.find(typed)
    best = [hit.passage for hit in hits if hit.match in matches and hit.match == hits[0].match]
    nodes = dict.fromkeys(passage.section for passage in best)
    return [Node(node, frozenset(p.line for p in best if p.section == node)) for node in nodes]


def _inside(index: Index, node: Node, *, own: bool) -> list[str]:
    return [node.section] if own or node.lines else index.outline.below(node.section)


def section_record(index: Index, node: Node, *, own: bool = False, terms: bool = True) -> dict[str, Any]:
    """Return a node as a record of `section`, its text with that of the nodes below it, in the order of the report.

    With `own` only its own paragraphs; without `terms` the list of the terms that it uses is empty.
    """
    ids = set(_inside(index, node, own=own))

    def here(place: Mapping[str, Any]) -> bool:
        return place["section"] in ids and node.has(place["line"])

    row = next(row for row in index.tables["sections"] if row["id"] == node.section)
    line = min(node.lines) if node.lines else row["line"]
    paragraphs = sorted((p.line, p.text) for p in index.search.passages if p.section in ids and node.has(p.line))
    used = [term for term in index.terms if terms and any(map(here, term["mentions"]))]
    return {
        **row,
        "line": line,
        "text": "\n".join(text for _, text in paragraphs),
        "headings": index.outline.headings(node.section),
        "figures": list(filter(here, index.tables["figures"])),
        "terms": [{name: term[name] for name in ("term", "headword", "definition", "line")} for term in used],
        "cite": index.cite({"section": node.section, "line": line}),
    }


def figures_in(index: Index, nodes: Collection[Node], *, own: bool = False) -> list[dict[str, Any]]:
    """Return the figures that stand in any of the nodes, in the report's order, each with its source."""
    inside = [(node, set(_inside(index, node, own=own))) for node in nodes]
    return [
        with_cite(row, index.cite(row))
        for row in index.figures
        if any(row["section"] in ids and node.has(row["line"]) for node, ids in inside)
    ]
