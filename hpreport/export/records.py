"""What there is to export: the rows of an index by kind, the same for every form."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from hpreport.index.index import Index
from hpreport.schemas import properties

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
    return ({**row, "cite": index.cite(row)} for row in index.figures)


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


class Table(NamedTuple):
    """Records without lists in them, for CSV and SQLite."""

    name: str
    fields: dict[str, dict[str, Any]]
    """Name of a field -> its JSON Schema."""
    rows: Callable[[Index], Rows]
    key: Sequence[str]
    """Fields that tell its rows apart; empty: none do."""
    owner: str = ""
    """The table whose rows have these rows in a list."""


_LOOKED_UP = ("match", "score")
"""Fields of a term that only a look-up fills."""
_KEYS = {
    "reports": ("report",),
    "sections": ("report", "id"),
    "paragraphs": ("report", "number"),
    "terms": ("report", "number"),
    "phrases": ("report", "number"),
}
_NUMBER = {"type": "integer", "description": "Position in the report, 1-based."}
_POSITION = {"type": "integer", "description": "Position in the list, 1-based."}


def tables() -> list[Table]:
    """Return the tables: one a kind, and one for each list that its rows have."""
    return [table for kind in KINDS for table in _tables_of(kind)]


def _tables_of(kind: Kind) -> Iterator[Table]:
    fields = properties(kind.schema)
    lists = {name: field for name, field in fields.items() if field.get("type") == "array" and name != "headings"}
    single = {n: f for n, f in fields.items() if n not in (*lists, *_LOOKED_UP, "headings")}
    rows, key = kind.rows, _KEYS.get(kind.name, ())
    if kind.name == "phrases":  # they have neither a place in the glossary nor what stands there
        rows, single["number"] = _numbered_phrases, _NUMBER
        lists = {"mentions": lists["mentions"]}
        del single["pinyin"]
    yield Table(kind.name, single, rows, key)
    for name, field in lists.items():
        yield _list_table(kind.name, name, field, Table(kind.name, {n: single[n] for n in key}, rows, key))


def _numbered_phrases(index: Index) -> Rows:
    return ({**row, "number": number} for number, row in enumerate(index.phrases, 1))


def _list_table(kind: str, name: str, field: dict[str, Any], owner: Table) -> Table:
    """Return the table of a list: the key of the row it belongs to, the position in the list, and what stands there."""
    item = (
        properties(field["items"]["$ref"].rpartition("/")[2]) if "$ref" in field["items"] else {"text": field["items"]}
    )

    def rows(index: Index) -> Rows:
        for row in owner.rows(index):
            for position, value in enumerate(row[name], 1):
                own = value if isinstance(value, dict) else {"text": value}
                yield {**{n: row[n] for n in owner.key}, "position": position, **own}

    plural = f"phrase_{name}" if kind == "phrases" else name
    return Table(plural, {**owner.fields, "position": _POSITION, **item}, rows, (*owner.key, "position"), kind)
