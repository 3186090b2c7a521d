"""The hand-kept YAML files beside the bundled index: what no parser can infer, applied by `build`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hpreport.errors import DataError
from hpreport.files import read_bytes
from hpreport.index.strict_yaml import Reader, plain


@dataclass(frozen=True, slots=True)
class _Pair:
    result: str
    target: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an indicator besides its full one."""

    same: tuple[str, ...] = ()
    """Printed for the same series."""
    asked: tuple[str, ...] = ()
    """Typed by who means it; printed, they may be another series."""

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return self.same + self.asked


@dataclass(frozen=True, slots=True)
class _Comparable:
    confirm: tuple[_Pair, ...]
    reject: tuple[_Pair, ...]


def _read(path: Path, kind: Any) -> Any:
    try:
        text = read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}：不是 UTF-8 文本") from error
    return Reader(text, str(path)).read(kind)


def load_aliases(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Return `aliases.yaml`: term or acronym -> its other names. Raises `DataError` naming file, line and key."""
    aliases: Mapping[str, tuple[str, ...]] = _read(folder / "aliases.yaml", Mapping[str, tuple[str, ...]])
    return aliases


def load_readings(folder: Path) -> Mapping[str, str]:
    """Return `readings.yaml`: phrase -> pinyin with tone marks. Raises `DataError` naming file, line and key."""
    readings: Mapping[str, str] = _read(folder / "readings.yaml", Mapping[str, str])
    return readings


def load_comparable(folder: Path) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Return `comparable.yaml`: `confirm` and `reject`, each a list of {result: indicator, target: indicator}.

    Raises `DataError` naming file, line and key.
    """
    comparable: Mapping[str, Sequence[Mapping[str, str]]] = plain(_read(folder / "comparable.yaml", _Comparable))
    return comparable


def load_indicators(folder: Path) -> Mapping[str, Names]:
    """Return `indicators.yaml`: indicator -> its other names. Raises `DataError` naming file, line and key."""
    indicators: Mapping[str, Names] = _read(folder / "indicators.yaml", Mapping[str, Names])
    return indicators


def load_synonyms(folder: Path) -> tuple[tuple[str, ...], ...]:
    """Return `synonyms.yaml`: groups of words that stand for each other. Raises `DataError` naming file and line."""
    groups: tuple[tuple[str, ...], ...] = _read(folder / "synonyms.yaml", tuple[tuple[str, ...], ...])
    return groups
