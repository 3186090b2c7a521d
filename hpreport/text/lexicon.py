"""Language knowledge that is data: words and patterns of work-report prose, the thesaurus, the character tables.

`data/lexicon.json` and `data/thesaurus.json` are generated from `data/lexicon/*.yaml` and `data/thesaurus/*.yaml`.
A word of the thesaurus leads one way: 没学上 to 学位, which leads back to no everyday word. Its words are in the normal
form of phrases (`hpreport.text.fold.phrase_of`), everyday ones plain besides, as `plainly` makes them.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypedDict, cast

from hpreport.index.paths import data_folder
from hpreport.text.fold import END, PAUSE


def _generated(name: str) -> Any:
    with open(os.path.join(data_folder(), f"{name}.json"), encoding="utf-8") as file:
        return json.load(file)


@cache
def _entries() -> Mapping[str, object]:
    return cast(Mapping[str, object], _generated("lexicon"))


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


class _Tables(TypedDict):
    groups: Sequence[str]
    """Words of reports that say the same or belong to one matter, with spaces between, the nearest first."""
    words: Mapping[str, str]
    """By word, the positions of the groups that it leads to, with spaces between."""


@cache
def _tables() -> _Tables:
    return cast(_Tables, _generated("thesaurus"))


@cache
def report_words() -> Collection[str]:
    """Return all words of reports, each once."""
    return dict.fromkeys(" ".join(_tables()["groups"]).split())


def knows(word: str) -> bool:
    """Tell whether a word is one of the thesaurus."""
    return leads(word) or word in report_words()


def leads(word: str) -> bool:
    """Tell whether a word leads to others as it stands."""
    return word in _tables()["words"]


def others(word: str) -> list[str]:
    """Return the words of reports that may stand for a word, the nearest first; none where it is not known.

    >>> others("国内生产总值")
    ['地区生产总值', 'gdp', '生产总值', '经济总量']
    """
    tables = _tables()
    places = tables["words"].get(word) or tables["words"].get(plainly(word), "")
    groups = (tables["groups"][int(at)] for at in places.split())
    return [other for other in dict.fromkeys(" ".join(groups).split()) if other != word]


def related(word: str) -> list[str]:
    """Return the words of the groups that share one with what `word` leads to, those that share most first."""
    told, shared = {word, *others(word)}, Counter[str]()
    for group in _tables()["groups"]:
        own = group.split()
        if common := len(told.intersection(own)):
            shared.update(dict.fromkeys(own, common))
    return [other for other, _ in shared.most_common() if other != word]


@cache
def _rewrites() -> Sequence[tuple[str, re.Pattern[str]]]:
    return [(left, re.compile(pattern)) for left, pattern in patterns_by_reason("search_rewrites")]


def plainly(text: str) -> str:
    """Return what is left of an everyday query, in normal form, without the words that complain and ask.

    >>> plainly("公交车太少了怎么办"), plainly("看不起病"), plainly("孩子没学上")
    ('公交车少', '看病', '孩子上学')
    """
    for left, pattern in _rewrites():
        text = pattern.sub(left, text)
    return text.strip(PAUSE + END)


class Characters(NamedTuple):
    """The character tables."""

    readings: Mapping[str, str]
    """Syllable without tone (ü as v) -> the characters that may be read so."""
    simplified: Mapping[str, str]
    """Traditional or variant character -> simplified character."""
    lookalikes: Mapping[str, str]
    """Character -> the characters easily taken for it; symmetric."""


@cache
def load_characters() -> Characters:
    """Return the tables of characters."""
    tables = _generated("characters")
    return Characters(tables["readings"], tables["simplified"], tables["lookalikes"])
