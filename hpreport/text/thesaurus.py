"""Everyday words and the words of reports that say the same: `data/thesaurus.json`, from `data/thesaurus/*.yaml`.

A word leads one way: 没学上 to 学位, which leads back to no everyday word. Words are in the normal form of phrases
(`hpreport.text.fold.phrase_of`).
"""

import json
import os
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import TypedDict, cast

from hpreport.index.paths import data_folder


class _Tables(TypedDict):
    groups: Sequence[str]
    """Words of reports that say the same or belong to one matter, with spaces between, the nearest first."""
    words: Mapping[str, str]
    """By word, the positions of the groups that it leads to, with spaces between."""


@cache
def _tables() -> _Tables:
    with open(os.path.join(data_folder(), "thesaurus.json"), encoding="utf-8") as file:
        return cast(_Tables, json.load(file))


@cache
def report_words() -> Collection[str]:
    """Return all words of reports, each once."""
    return dict.fromkeys(" ".join(_tables()["groups"]).split())


def knows(word: str) -> bool:
    """Tell whether a word is one of the thesaurus."""
    return word in _tables()["words"] or word in report_words()


def others(word: str) -> list[str]:
    """Return the words of reports that may stand for a word, the nearest first; none where it is not known.

    >>> others("国内生产总值")
    ['地区生产总值', 'gdp', '生产总值', '经济总量']
    """
    tables = _tables()
    groups = (tables["groups"][int(at)] for at in tables["words"].get(word, "").split())
    return [other for other in dict.fromkeys(" ".join(groups).split()) if other != word]
