"""The hand-kept YAML files beside the bundled index: what no parser can infer, applied by `build`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hpreport.errors import DataError
from hpreport.files import read_bytes
from hpreport.index.yaml import Reader, plain
from hpreport.passages.query import LIGHT
from hpreport.text.fold import PAUSE, phrase_of
from hpreport.text.lexicon import plainly


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


@dataclass(frozen=True, slots=True)
class Group:
    """Words, with spaces between, that lead from what people say to what reports say."""

    report: str = ""
    """Words of reports, the nearest first; without `everyday` they stand for each other."""
    elsewhere: str = ""
    """More of them, which none of the reports has that the thesaurus is checked with."""
    everyday: str = ""
    """Words that lead to them, and not back; one that reports say too may be among both."""


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


def load_thesaurus(folder: Path) -> dict[str, tuple[Group, ...]]:
    """Return the groups of `thesaurus/*.yaml` by domain, which is the file's name, in the order of the files' names.

    Raises `DataError` naming file, line and key.
    """
    files = sorted((folder / "thesaurus").glob("*.yaml"))
    return {path.stem: _read(path, tuple[Group, ...]) for path in files}


def compile_thesaurus(domains: Mapping[str, Sequence[Group]]) -> dict[str, Any]:
    """Return the tables that `hpreport.text.lexicon` reads. Raises `DataError` where a group is not well formed."""
    groups: list[str] = []
    words: dict[str, list[str]] = {}
    for domain, own in domains.items():
        for group in own:
            asked = list(map(phrase_of, group.everyday.split()))
            told = [phrase_of(word) for text in (group.report, group.elsewhere) for word in text.split()]
            several = len({*asked, *told}) > 1 and len(set(asked)) == len(asked) and len(set(told)) == len(told)
            if not told or not several or "" in (*asked, *told):
                raise DataError(f"thesaurus/{domain}.yaml: no group of different words: {group}")
            for word in dict.fromkeys(map(_plain, asked)) if asked else told:
                words.setdefault(word, []).append(str(len(groups)))
            groups.append(" ".join(told))
    return {"groups": groups, "words": {word: " ".join(places) for word, places in sorted(words.items())}}


def _plain(asked: str) -> str:
    """Return an everyday word as a query is cut into words, where that leaves more than a word that says nothing."""
    plain = plainly(asked)
    return asked if PAUSE in plain or plain in LIGHT or len(plain) < 2 else plain
