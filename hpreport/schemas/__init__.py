"""The records that commands print, described as JSON Schema: one file, a definition for each command."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "hpreport.schema.json"


def schema_text() -> str:
    """Return the schema as it is shipped."""
    return _FILE.read_text("utf-8")


@cache
def properties(name: str) -> dict[str, dict[str, Any]]:
    """Return the fields of the record called `name`, in the order of the contract, each with its schema."""
    return _properties(json.loads(schema_text())["$defs"], {"$ref": f"#/$defs/{name}"})


def _properties(definitions: dict[str, Any], record: dict[str, Any]) -> dict[str, dict[str, Any]]:
    bases = [record, *record.get("allOf", ())]
    inherited = [
        _properties(definitions, definitions[base["$ref"].rpartition("/")[2]]) for base in bases if "$ref" in base
    ]
    return {name: field for fields in (*inherited, record.get("properties", {})) for name, field in fields.items()}
