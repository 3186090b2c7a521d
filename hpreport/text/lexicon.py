"""Words and patterns of Chinese and of work-report prose: `data/lexicon.json`, generated from `data/lexicon/*.yaml`."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import cast

from hpreport.index.paths import data_folder


@cache
def _entries() -> Mapping[str, object]:
    with open(os.path.join(data_folder(), "lexicon.json"), encoding="utf-8") as file:
        return cast(Mapping[str, object], json.load(file))


def words(name: str) -> Sequence[str]:
    """Return the words of an entry, the longest first; some are regular expressions. Raises `KeyError`."""
    return cast(Sequence[str], _entries()[name])


def pattern(name: str) -> str:
    """Return the regular expression of an entry. Raises `KeyError`."""
    return cast(str, _entries()[name])


def word_map(name: str) -> Mapping[str, Sequence[str]]:
    """Return the words of an entry by what they say. Raises `KeyError`."""
    return cast(Mapping[str, Sequence[str]], _entries()[name])


def patterns_by_reason(name: str) -> Sequence[tuple[str, str]]:
    """Return the regular expressions of an entry in the order of trying, each behind its reason. Raises `KeyError`."""
    return [(reason, row) for reason, row in cast(Sequence[Sequence[str]], _entries()[name])]


def any_of(*names: str) -> str:
    """Return a pattern that matches any word of these entries, the longest first. Raises `KeyError`.

    >>> any_of("rate_units")
    '(?:个百分点|百分点|%|‰|倍|成)'
    """
    return alternation(word for name in names for word in words(name))


def alternation(words: Iterable[str]) -> str:
    """Return a pattern that matches any of `words`, the longest first.

    >>> alternation(["增加", "增加到"])
    '(?:增加到|增加)'
    """
    return f"(?:{'|'.join(longest_first(words))})"


def longest_first(words: Iterable[str]) -> list[str]:
    """Return the words each once, the longest first."""
    return sorted(set(words), key=lambda word: (-len(word), word))
