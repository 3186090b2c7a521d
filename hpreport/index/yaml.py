"""The YAML index, a `Report` as a file that people read and review, and how it is read.

Reading is strict and retypes no scalar. The parser's events are read as the model's type hints ask for them, so nothing
is built that the schema does not know: anchors and aliases, unknown, missing or duplicate keys, and values of another
type are errors that name file, line and key.
"""

import dataclasses
import re
import types
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

from hpreport.errors import DataError
from hpreport.files import read_bytes
from hpreport.model import Report
from hpreport.text.sanitize import clean, escape_json

SCHEMA = 4
"""Version of the index's layout: raised when a field that every index has is added, renamed or means something else."""

_HEADER = """\
# Generated: do not edit. Rebuild with
#   {command}
# source: {source}
# sha256: {sha256}
"""


_URL = re.compile(r"https?://[^\s/?#]+\S*", re.I)
_WRITTEN_DAY = re.compile(r"([12][0-9]{3})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
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
_GZIP = b"\x1f\x8b"
"""What a file that gzip has packed begins with."""


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
    return parse_index(read_index(path), str(path))


def read_index(path: Path) -> bytes:
    """Return the bytes of a YAML index as `unpack_index` does. Raises `DataError` where it cannot be read."""
    return unpack_index(read_bytes(path, LARGEST + 1), str(path))


def unpack_index(data: bytes, name: str) -> bytes:
    """Return the bytes of a YAML index, or a few more than it may have; one that gzip has packed is unpacked.

    Raises `DataError` where it is damaged.
    """
    if not data.startswith(_GZIP):
        return data
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        unpacked = unpacking.decompress(data, LARGEST + 1)
    except zlib.error as error:
        raise DataError(f"{name}：压缩的文件坏了，读不了") from error
    if not unpacking.eof and len(unpacked) <= LARGEST:
        raise DataError(f"{name}：压缩的文件不全，读不了")
    return unpacked


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
    checks = (_wrong_date, _wrong_source, _wrong_sections, _wrong_uses, _wrong_figures)
    return chain.from_iterable(check(report) for check in checks)


def _wrong_date(report: Report) -> Iterator[str]:
    if report.date is not None and not _DATE.fullmatch(report.date):
        yield f"date：应当是 2023-12-21 这样的日期，却是“{report.date[:40]}”"


def _wrong_source(report: Report) -> Iterator[str]:
    if report.source_url and not is_url(report.source_url):
        yield f"source_url：应当是 http:// 或 https:// 开头的网址，却是“{report.source_url[:40]}”"
    if report.retrieved is not None and day_of(report.retrieved) != report.retrieved:
        yield f"retrieved：应当是 2024-03-01 这样的日期，却是“{report.retrieved[:40]}”"


def is_url(text: str) -> bool:
    """Tell whether a text is the address of a page on the Web."""
    return bool(_URL.fullmatch(text)) and text.isprintable()


def day_of(text: str) -> str:
    """Return a day as ISO 8601 writes it, empty where the text is none.

    >>> day_of("2024-03-01"), day_of("2024/3/1"), day_of("2024年3月1日"), day_of("2024-02-30")
    ('2024-03-01', '2024-03-01', '2024-03-01', '')
    """
    match = _WRITTEN_DAY.fullmatch(text)
    if not match:
        return ""
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return ""


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


T = TypeVar("T")

_LARGEST = 2**63
"""Numbers from here on fit into no database."""
_SCALARS = {str: "文字", int: "整数", float: "数", bool: "true 或 false"}


class Reader:
    """Reads one YAML document from `text`; `name` is the file's name for messages."""

    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self._events = self._parse(text)
        self._event: Any = next(self._events)

    def _parse(self, text: str) -> Iterator[Any]:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            yield from yaml.parse(text, Loader=loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            problem = getattr(error, "problem", None) or str(error).splitlines()[0]
            raise DataError(f"{self._name}：第 {line} 行：YAML 语法错误：{problem}") from error

    def _take(self) -> Any:
        event, self._event = self._event, next(self._events, None)
        return event

    def _is(self, kind: str) -> bool:
        return type(self._event).__name__ == f"{kind}Event"

    def _fail(self, event: Any, path: str, problem: str) -> NoReturn:
        raise DataError(f"{self._name}：第 {event.start_mark.line + 1} 行：{path or '顶层'}：{problem}")

    def read(self, kind: type[T]) -> T:
        """Return the document as `kind`. Raises `DataError` naming file, line and key."""
        while self._is("StreamStart") or self._is("DocumentStart"):
            self._take()
        value: T = self._value(kind, "")
        self._take()
        if self._is("DocumentStart"):
            self._fail(self._event, "", "只能有一个 YAML 文档")
        return value

    def _value(self, kind: Any, path: str) -> Any:
        if self._is("Alias") or getattr(self._event, "anchor", None):
            self._fail(self._event, path, "不接受 YAML 锚点和别名")
        origin = get_origin(kind)
        if origin in (Union, types.UnionType):
            return self._optional(get_args(kind), path)
        if origin is tuple:
            return self._sequence(get_args(kind)[0], path)
        if origin is not None:
            return self._mapping(get_args(kind)[1], path)
        if dataclasses.is_dataclass(kind):
            return self._record(kind, path)  # type: ignore[arg-type]
        return self._scalar(kind, path)

    def _optional(self, kinds: tuple[Any, ...], path: str) -> Any:
        if self._is("Scalar") and self._event.implicit[0] and self._event.value == "null":
            self._take()
            return None
        return self._value(next(kind for kind in kinds if kind is not type(None)), path)

    def _scalar(self, kind: type, path: str) -> Any:
        if not self._is("Scalar"):
            self._fail(self._event, path, f"应当是{_SCALARS[kind]}")
        event = self._take()
        if kind is str:
            return event.value
        value = _convert(kind, event.value) if event.implicit[0] else None
        if value is None:
            self._fail(event, path, f"应当是{_SCALARS[kind]}，却是“{event.value[:40]}”")
        return value

    def _sequence(self, kind: Any, path: str) -> tuple[Any, ...]:
        if not self._is("SequenceStart"):
            self._fail(self._event, path, "应当是列表")
        self._take()
        out: list[Any] = []
        while not self._is("SequenceEnd"):
            out.append(self._value(kind, f"{path}[{len(out)}]"))
        self._take()
        return tuple(out)

    def _entries(self, path: str) -> Iterator[tuple[Any, str, str]]:
        """Yield event, name and path of each key of a mapping; the caller reads the value."""
        if not self._is("MappingStart"):
            self._fail(self._event, path, "应当是键和值")
        self._take()
        seen: set[str] = set()
        while not self._is("MappingEnd"):
            if not self._is("Scalar"):
                self._fail(self._event, path, "键应当是文字")
            event = self._take()
            if event.value in seen:
                self._fail(event, path, f"键 {event.value} 重复")
            seen.add(event.value)
            yield event, event.value, f"{path}.{event.value}".lstrip(".")
        self._take()

    def _mapping(self, kind: Any, path: str) -> Mapping[str, Any]:
        return {key: self._value(kind, inner) for _, key, inner in self._entries(path)}

    def _record(self, kind: type, path: str) -> Any:
        start, hints = self._event, get_type_hints(kind)
        values: dict[str, Any] = {}
        for event, key, inner in self._entries(path):
            if key not in hints:
                self._fail(event, path, f"不认识的键 {key}")
            values[key] = self._value(hints[key], inner)
        missing = [f.name for f in dataclasses.fields(kind) if f.name not in values and not _has_default(f)]
        if missing:
            self._fail(start, path, f"缺少键 {'、'.join(missing)}")
        return kind(**values)


def _convert(kind: type, text: str) -> Any:
    """Return a plain scalar as `kind`, or None where it is none."""
    if kind is bool:
        return {"true": True, "false": False}.get(text)
    try:
        value = kind(text)
    except ValueError:
        return None
    return value if abs(value) < _LARGEST else None  # nor what is no number (nan)


def _has_default(field: "dataclasses.Field[Any]") -> bool:
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


def plain(value: Any) -> Any:
    """Return dataclasses and tuples as dicts and lists; fields that have their default are left out."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    fields = [(f, getattr(value, f.name)) for f in dataclasses.fields(value)]
    return {f.name: plain(v) for f, v in fields if not (_has_default(f) and v == f.default)}
