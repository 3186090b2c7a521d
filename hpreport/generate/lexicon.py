"""`data/lexicon.json` from the hand-kept words and patterns of `data/lexicon/*.yaml`."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hpreport.errors import DataError
from hpreport.index.yaml import Reader
from hpreport.text.lexicon import alternation, longest_first
from hpreport.text.numerals import ONE_TO_TEN, YEAR

_CONSTANTS = {"YEAR": YEAR, "ONE_TO_TEN": ONE_TO_TEN}
_NOTE = "do not edit; written by python -m hpreport.generate from data/lexicon/*.yaml"
_REFERENCE = re.compile(r"\$\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the lexicon as it is kept by hand; it has one of `words`, `pattern`, `any`, `map`, `rows`."""

    about: str
    example: str = ""
    """A text in which it is found."""
    unlike: str = ""
    """A text in which it is not."""
    words: str = ""
    """Words, or regular expressions without spaces, set apart by white space."""
    pattern: str = ""
    any: tuple[str, ...] = ()
    """Patterns that are tried in their order."""
    map: Mapping[str, str] = field(default_factory=dict)
    """Words by what they say."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Reason, pattern and a text in which it is found."""


def read_lexicon(folder: Path) -> dict[str, Entry]:
    """Return the entries of all files in `folder` by name. Raises `DataError` where one is not well formed."""
    entries: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.yaml")):
        own = Reader(path.read_text("utf-8"), path.name).read(dict[str, Entry])
        if twice := entries.keys() & own.keys():
            raise DataError(f"{path.name}: also in another file: {', '.join(sorted(twice))}")
        entries |= own
    return entries


def compile_lexicon(entries: Mapping[str, Entry]) -> dict[str, object]:
    """Return what the program reads: lists of words, and patterns without references. Raises `DataError`."""
    return dict(_compiled(entries))


def render(folder: Path) -> str:
    """Return the text of `lexicon.json`, an entry a line. Raises what `read_lexicon` and `compile_lexicon` raise."""
    lines = {"generated": _NOTE, **compile_lexicon(read_lexicon(folder))}
    return "{\n" + ",\n".join(f"{_json(name)}: {_json(value)}" for name, value in lines.items()) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _compiled(entries: Mapping[str, Entry]) -> Iterator[tuple[str, object]]:
    for name, entry in entries.items():
        if entry.words:
            yield name, longest_first(_resolved(word, entries) for word in entry.words.split())
        elif entry.map:
            yield name, {says: longest_first(words.split()) for says, words in entry.map.items()}
        elif entry.rows:
            yield name, [[reason, _resolved(row, entries)] for reason, row, _ in entry.rows]
        else:
            yield name, _resolved(_source(entry), entries)


def _source(entry: Entry) -> str:
    """Return the pattern of an entry, its references unresolved."""
    if entry.words:
        return alternation(entry.words.split())
    return f"(?:{'|'.join(entry.any)})" if entry.any else entry.pattern


def _resolved(pattern: str, entries: Mapping[str, Entry]) -> str:
    """Return a pattern with every `${name}` replaced by what it stands for."""

    def resolve(match: re.Match[str]) -> str:
        name = match[1]
        if name not in _CONSTANTS and name not in entries:
            raise DataError(f"the lexicon has no {name}")
        return _CONSTANTS.get(name) or _resolved(_source(entries[name]), entries)

    return _REFERENCE.sub(resolve, pattern)
