"""The YAML index: a `Report` as a file that people read and review."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from hpreport.errors import DataError
from hpreport.files import read_bytes
from hpreport.index.strict_yaml import Reader, plain
from hpreport.model import Report
from hpreport.text.sanitize import clean, escape_json

SCHEMA = 4
"""Version of the index's layout: raised when a field is added, renamed or means something else."""

_HEADER = """\
# Generated: do not edit. Rebuild with
#   {command}
# source: {source}
# sha256: {sha256}
"""


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECTION_ID = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,2}")
_PERIOD = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}){0,2}(?:/[0-9]{4}(?:-[0-9]{2})?)?)?")
_VALUES = {
    "kind": ("result", "target"),
    "measure": ("level", "growth", "decline", "rank", "qualitative"),
    "bound": ("", "=", "~", ">", ">=", "<", "<="),
}
"""Fields of a figure with the values they may have."""
LARGEST = 20_000_000
"""Largest index that is read, in bytes: that of a long report has 1 MB."""
_NEVER = 2**31 - 1
"""Characters after which a line is broken."""


@dataclass(frozen=True, slots=True)
class _Document:
    schema: int
    report: Report


def dump_index(report: Report, command: str) -> str:
    """Return the index as YAML; `command` is what rebuilds it. The same report gives the same text.

    Raises `DataError` where it would be larger than an index that is read.
    """
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
    text = header + escape_json(body)
    if len(text.encode()) > LARGEST:
        raise DataError(f"{report.source}：文字和数据太多，索引最大 {LARGEST // 1_000_000} MB")
    return text


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
    report = Reader(text, name).read(_Document).report
    problem = next(_problems(report), None)
    if problem:
        raise DataError(f"{name}：{problem}")
    return report


def _problems(report: Report) -> Iterator[str]:
    """Return what is wrong with a report that its types do not tell: values that no part of the program knows."""
    return chain(_wrong_date(report), _wrong_sections(report), _wrong_uses(report), _wrong_figures(report))


def _wrong_date(report: Report) -> Iterator[str]:
    if report.date is not None and not _DATE.fullmatch(report.date):
        yield f"date：应当是 2023-12-21 这样的日期，却是“{report.date[:40]}”"


def _wrong_sections(report: Report) -> Iterator[str]:
    known: set[str] = set()
    for section in report.sections:
        if section.id in known:
            yield f"sections：编号 {section.id[:40]} 重复"
        if not _SECTION_ID.fullmatch(section.id) or section.level not in range(4):
            yield f"sections：编号 {section.id[:40]}、层级 {str(section.level)[:40]} 不对"
        if section.parent and section.parent not in known:
            yield f"sections：{section.id} 的上级 {section.parent[:40]} 不在它前面"
        known.add(section.id)


def _wrong_uses(report: Report) -> Iterator[str]:
    known = {section.id for section in report.sections}
    uses = [m for term in report.terms for m in term.mentions] + [m for p in report.phrases for m in p.mentions]
    used = {m.section for m in uses} | {f.section for f in report.figures} | {n.section for n in report.not_figures}
    for section_id in sorted(used - known):
        yield f"section：{section_id[:40]} 不在提纲里"
    if not all(phrase.mentions for phrase in report.phrases):
        yield "phrases：mentions 不能是空的"


def _wrong_figures(report: Report) -> Iterator[str]:
    for figure in report.figures:
        for field, values in _VALUES.items():
            if (value := getattr(figure, field)) not in values:
                yield f"figures：{field} 不能是 {value[:40]}"
        if not _PERIOD.fullmatch(figure.period):
            yield f"figures：period 应当是 2023、2023-01/2023-09、2016/2020 这样的时间，却是“{figure.period[:40]}”"


def _check_schema(text: str, name: str) -> None:
    """Refuse an index of another version before its unknown keys are complained of one by one."""
    line = next((row for row in text.splitlines() if row and not row.startswith("#")), "")
    key, _, version = line.partition(":")
    if key == "schema" and version.strip() != str(SCHEMA):
        raise DataError(
            f"{name}：schema：索引的版本是 {version.strip()[:20]}，本程序只读版本 {SCHEMA}，请用 hpreport build 重建"
        )
