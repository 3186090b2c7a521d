"""YAML text to the model's dataclasses, guided by their type hints: strict, and no scalar is retyped.

The parser's events are read as the types ask for them, so nothing is built that the schema does not know: anchors and
aliases, unknown, missing or duplicate keys, and values of another type are errors that name file, line and key.
"""

import dataclasses
import types
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

from hpreport.errors import DataError

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
