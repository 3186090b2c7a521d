"""What there is to export: the rows of an index by kind, the same for every form."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from hpreport.index.index import Index
from hpreport.records import with_cite

Rows = Iterable[dict[str, Any]]


class Kind(NamedTuple):
    """A kind of record."""

    name: str
    """In the plural: the key of `json`, and the name of the file and of the table."""
    one: str
    """In the singular: the `type` of `jsonl`."""
    schema: str
    """Name of its definition in the JSON Schema."""
    rows: Callable[[Index], Rows]


def _paragraphs(index: Index) -> Iterator[dict[str, Any]]:
    report = index.info["report"]
    for number, (section, line, text, *_) in enumerate(index.tables["passages"], 1):
        headings = index.outline.headings(section)
        row = {"report": report, "number": number, "section": section, "headings": headings, "line": line, "text": text}
        yield {**row, "cite": index.cite(row)}


def _figures(index: Index) -> Rows:
    return (with_cite(row, index.cite(row)) for row in index.figures)


KINDS = (
    Kind("reports", "report", "report", lambda index: [index.info]),
    Kind("sections", "section", "sections", lambda index: index.tables["sections"]),
    Kind("paragraphs", "paragraph", "paragraph", _paragraphs),
    Kind("terms", "term", "terms", lambda index: index.terms),
    Kind("phrases", "phrase", "terms", lambda index: index.phrases),
    Kind("figures", "figure", "figure", _figures),
    Kind("comparisons", "comparison", "compare", lambda index: map(index.cited_comparison, index.comparisons)),
    Kind("not_figures", "not_figure", "not_figure", lambda index: index.not_figures),
)
"""All kinds; those that others refer to come first."""
