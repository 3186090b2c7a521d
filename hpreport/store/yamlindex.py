"""The YAML index: a `Report` as a file that people read and review."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hpreport.controls import clean, escape_json
from hpreport.errors import DataError
from hpreport.model import Report
from hpreport.store.files import read_bytes
from hpreport.store.schema import Reader, plain

SCHEMA = 1
"""Version of the index's layout: raised when a field is added, renamed or means something else."""

_HEADER = """\
# Generated: do not edit. Rebuild with
#   {command}
# source: {source}
# sha256: {sha256}
"""


LARGEST = 20_000_000
"""Largest index that is read, in bytes: that of a long report has 1 MB."""
_NEVER = 2**31 - 1
"""Characters after which a line is broken."""


@dataclass(frozen=True, slots=True)
class _Document:
    schema: int
    report: Report


def dump_index(report: Report, command: str) -> str:
    """Return the index as YAML; `command` is what rebuilds it. The same report gives the same text."""
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # five times as fast
        """Every string in double quotes, so that YAML 1.1 retypes none (5.50, no, 12:30, 2024-01-05)."""

        def represent_str(self, data: str) -> Any:
            return self.represent_scalar("tag:yaml.org,2002:str", data, style='"')

        def represent_mapping(self, tag: str, mapping: Any, flow_style: Any = None) -> Any:
            node = super().represent_mapping(tag, mapping, flow_style)
            for key, _ in node.value:
                key.style = None  # keys are identifiers
            return node

        def ignore_aliases(self, data: Any) -> bool:
            return True

    Dumper.add_representer(str, Dumper.represent_str)
    document = plain(_Document(SCHEMA, report))
    body = yaml.dump(document, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=_NEVER)
    # a file may be called anything: a line break in its name must not end the comment
    told = {"command": command, "source": report.source, "sha256": report.sha256}
    header = _HEADER.format(**{name: clean(text).replace("\n", "\ufffd") for name, text in told.items()})
    return header + escape_json(body)


def load_index(path: Path) -> Report:
    """Return the report in a YAML index. Raises `DataError` naming file, line and key where it is none."""
    return parse_index(read_bytes(path, LARGEST + 1), str(path))


def parse_index(data: bytes, name: str) -> Report:
    """Return the report in the bytes of a YAML index called `name`. Raises `DataError` as `load_index` does."""
    if len(data) > LARGEST:
        raise DataError(f"{name}：文件太大，最大 {LARGEST // 1_000_000} MB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{name}：不是 UTF-8 文本，不是 YAML 索引") from error
    _check_schema(text, name)
    return Reader(text, name).read(_Document).report


def _check_schema(text: str, name: str) -> None:
    """Refuse an index of another version before its unknown keys are complained of one by one."""
    line = next((row for row in text.splitlines() if row and not row.startswith("#")), "")
    key, _, version = line.partition(":")
    if key == "schema" and version.strip() != str(SCHEMA):
        raise DataError(
            f"{name}：schema：索引的版本是 {version.strip()[:20]}，本程序只读版本 {SCHEMA}，请用 hpreport build 重建"
        )
