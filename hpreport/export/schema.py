"""What is exported, the same in every format, and its JSON Schema, made from the declarations of the records."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from hpreport.index.index import Index
from hpreport.records import RECORDS, Field, fields, placed, with_cite

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


def _placed(index: Index, rows: Rows) -> Rows:
    return (placed(row, index.info) for row in rows)


def _figures(index: Index) -> Rows:
    return (with_cite(row, index.cite(row)) for row in index.figures)


KINDS = (
    Kind("reports", "report", "report", lambda index: [index.info]),
    Kind("sections", "section", "sections", lambda index: index.tables["sections"]),
    Kind("paragraphs", "paragraph", "paragraph", _paragraphs),
    Kind("terms", "term", "terms", lambda index: _placed(index, index.terms)),
    Kind("phrases", "phrase", "terms", lambda index: _placed(index, index.phrases)),
    Kind("figures", "figure", "figure", _figures),
    Kind("comparisons", "comparison", "compare", lambda index: map(index.cited_comparison, index.comparisons)),
    Kind("not_figures", "not_figure", "not_figure", lambda index: index.not_figures),
)
"""All kinds; those that others refer to come first."""

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_NAMES = {record: name for name, record in reversed(RECORDS.items())}


def schema_text() -> str:
    """Return the schema as `hpreport export --schema` prints it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """Return the schema: one definition a record, by the command that prints it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:hpreport:schema:1",
        "title": "hpreport",
        "description": "Records that hpreport prints as json and jsonl, by command: json is an array of them, jsonl "
        "one a line. Fields are only ever added, at the end; --fields leaves some out.",
        "$ref": "#/$defs/export",
        "$defs": {name: _definition(name) for name in RECORDS} | {"export_line": _line()},
    }


@cache
def properties(name: str) -> dict[str, dict[str, Any]]:
    """Return the fields of the record called `name`, in the order of the contract, each with its schema."""
    hints = get_type_hints(RECORDS[name], include_extras=True)
    return {field: _described(hints[field]) for field in fields(RECORDS[name])}


def field_type(record: type, name: str) -> str:
    """Return the JSON type of a record's field: `string`, `integer`, `number`, `boolean`, `array` or `object`."""
    return field_kind(properties(_NAMES[record])[name])


def field_kind(field: dict[str, Any]) -> str:
    """Return the type that a field's schema names, without null."""
    kind: str | list[str] = field.get("type", "object")
    return kind if isinstance(kind, str) else kind[0]


def _definition(name: str) -> dict[str, Any]:
    """Return a record's schema; that of a record with several names is described under the first."""
    record = RECORDS[name]
    if _NAMES[record] != name:
        return _reference(record)
    return {
        "description": " ".join((record.__doc__ or "").split()),
        "type": "object",
        "properties": properties(name),
        "required": list(fields(record)),
    }


def _reference(record: type) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{_NAMES[record]}"}


def _described(hint: Any) -> dict[str, Any]:
    kind, field = get_args(hint)
    assert isinstance(field, Field)
    return {**_schema_of(kind), **field.keywords, "description": field.description}


def _schema_of(kind: Any) -> dict[str, Any]:
    """Return the schema of a type: str, int | None, Literal, list of another, or a record."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if kind in _NAMES:
        return _reference(kind)
    if get_origin(kind) is Literal:
        return {"type": "string", "enum": list(get_args(kind))}
    if get_origin(kind) is list:
        return {"type": "array", "items": _schema_of(get_args(kind)[0])}
    if isinstance(kind, UnionType):
        (one,) = (part for part in get_args(kind) if part is not NoneType)
        return {"type": [_TYPES[one], "null"]}
    return {"type": _TYPES[kind]}


def _line() -> dict[str, Any]:
    lines = [
        {
            "allOf": [{"$ref": f"#/$defs/{kind.schema}"}],
            "type": "object",
            "properties": {"type": {"const": kind.one, "description": f"A row of `{kind.name}`."}},
            "required": ["type"],
        }
        for kind in KINDS
    ]
    return {"description": "A line of `export --format jsonl`: a row with its `type` before it.", "oneOf": lines}
