"""What a reader typed to be searched for: words, phrases in quotation marks, and words to leave out.

A query is cut into words by a private vocabulary, that of the report and of the thesaurus: the cut with the most
probable words (unigrams, as jieba's, whose default dictionary takes a second to load and whose import alone takes
longer than a whole look-up).
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import product
from math import log, prod
from typing import NamedTuple

from hpreport.errors import UsageError
from hpreport.text.fold import PAUSE, phrase_of
from hpreport.text.lexicon import pattern, words

# a piece between white space: 老旧小区, -食堂, "高新技术企业", -“三保”; quotation marks inside a piece are no syntax
_MINUS = "-－−"
_PIECE = re.compile(rf"(?<!\S)(?P<minus>[{_MINUS}]?)(?:[\"“「](?P<phrase>[^\"”」]+)[\"”」](?!\S)|(?P<text>\S+))")

_ASKING = re.compile(pattern("search_asks"))
# 停 车 位: spaces between single characters part no words
_SPACED = re.compile(f"(?<![^{PAUSE}][^{PAUSE}])(?<=[^{PAUSE}]){PAUSE}(?=[^{PAUSE}](?:{PAUSE}|$))")

ASKING = frozenset(words("search_asking_words"))
"""Words that ask, where they stand between others."""
LIGHT = frozenset(words("search_light_words"))
"""What says little in an everyday query beside what it is about: how bad it is, who says so."""


class SearchQuery(NamedTuple):
    """One query, in normal form."""

    whole: str
    """All that is looked for, as it stands: the phrase that is asked for first."""
    text: str
    """What is cut into words, pauses between the pieces."""
    phrases: tuple[str, ...]
    """What must stand in a passage word for word."""
    excluded: tuple[str, ...]
    """What must not."""


def parse_query(typed: str) -> SearchQuery:
    """Return what `typed` asks for.

    >>> parse_query('养老 "幸福长者食堂" -补贴').excluded
    ('补贴',)
    """
    pieces = list(_PIECE.finditer(typed))
    wanted = [piece["phrase"] or piece["text"] for piece in pieces if not piece["minus"]]
    told = [phrase_of(_ASKING.sub("", text)) for text in wanted]
    told = told if any(told) else list(map(phrase_of, wanted))
    return SearchQuery(
        whole=phrase_of("".join(wanted)),
        text=_SPACED.sub("", PAUSE.join(filter(None, told))),
        phrases=tuple(filter(None, (phrase_of(p["phrase"]) for p in pieces if p["phrase"] and not p["minus"]))),
        excluded=tuple(filter(None, (phrase_of(p["phrase"] or p["text"]) for p in pieces if p["minus"]))),
    )


# 养老|托育, 养老 | 托育; in quotation marks it is no syntax
_EITHER = re.compile(r"\s*[|｜]\s*")
_QUOTED = r"[\"“「][^\"”」]+[\"”」]"
_GROUP = re.compile(rf"(?:{_QUOTED}|\S)+")
_MEMBER = re.compile(rf"(?:{_QUOTED}|[^|])+")
_MOST_WAYS = 64
"""Queries that one may stand for."""


def alternatives(typed: str) -> list[str]:
    """Return the queries that one stands for in which words have `|` between them, each with one of these words.

    Of words to leave out none may stand: -食堂|餐厅 is -食堂 -餐厅. Raises `UsageError` where they are too many.

    >>> alternatives("养老|托育 服务 -补贴")
    ['养老 服务 -补贴', '托育 服务 -补贴']
    """
    if not _EITHER.search(typed):
        return [typed]
    groups = []
    for group in _GROUP.findall(_EITHER.sub("|", typed)):
        minus = group[0] if group[0] in _MINUS else ""
        members = [minus + member for member in _MEMBER.findall(group.removeprefix(minus))]
        groups.append([" ".join(members)] if minus else members or [""])
    if (ways := prod(map(len, groups))) > _MOST_WAYS:
        raise UsageError(f"“|”连起来的词语有 {ways} 种组合，最多 {_MOST_WAYS} 种")
    return [" ".join(filter(None, way)) for way in product(*groups)]


_ATOM = re.compile(r"(?:19|20)\d\d年|[a-z0-9.+]+|.", re.S)
"""What is never cut: a year, a Latin word or a number, else one character."""
_LONGEST = 16
"""Atoms of the longest word worth looking for."""
_UNKNOWN = 0.1
"""Count of an atom that the vocabulary does not have, or that says too little to cut a longer word for it."""
DIVIDERS = frozenset(",;的了和与及或是在有为到之吗呢吧啊中上下里内")
"""Characters that, where they are no part of a longer word, carry no meaning of their own."""


def cut(text: str, count: Callable[[str], int], total: float, light: Collection[str] = ()) -> list[str]:
    """Return the words of normal `text`; `count` says how often a known word occurs among `total`, 0 for others.

    Neighbouring characters that are at best words of their own are taken for one unknown word: 比特币, not 比, 特, 币;
    those that are `light` are words of their own.

    >>> cut("城中村的改造", lambda word: {"城中村": 3, "改造": 9, "城": 1}.get(word, 0), 13)
    ['城中村', '改造']
    """
    return _join(_best_cut(_ATOM.findall(text), count, log(total + 1)), light)


def _best_cut(atoms: list[str], count: Callable[[str], int], total: float) -> list[str]:
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(atoms) + 1)
    for start in range(len(atoms) - 1, -1, -1):
        ways = []
        for end in range(start + 1, min(start + _LONGEST, len(atoms)) + 1):
            times = count("".join(atoms[start:end])) or (_UNKNOWN if end == start + 1 else 0)
            if end == start + 1 and atoms[start] not in DIVIDERS and not atoms[start].isascii():
                times = _UNKNOWN  # 中 and 小学 rather than 中小 and 学
            if times:
                ways.append((log(times) - total + best[end][0], end))
        best[start] = max(ways)
    words, at = [], 0
    while at < len(atoms):
        words.append("".join(atoms[at : best[at][1]]))
        at = best[at][1]
    return words


def _join(words: Iterable[str], light: Collection[str]) -> list[str]:
    """Return the words that carry meaning, runs of single characters joined, unless all of a run are light."""
    out: list[str] = []
    run: list[str] = []
    for word in [*words, ","]:
        if len(word) == 1 and word not in DIVIDERS and not word.isascii():
            run.append(word)
            continue
        out += run if all(char in light for char in run) else _unknown(run, light)
        out += [] if word in DIVIDERS else [word]
        run = []
    return out


def _unknown(run: Sequence[str], light: Collection[str]) -> list[str]:
    """Return a run as an unknown word, what is light before and behind it apart: 肇事, but 没, 饭店."""
    inside = [at for at, char in enumerate(run) if char not in light]
    if len(inside) > 1 or len(run) != 2:
        first, last = inside[0], inside[-1]
        return [*run[:first], "".join(run[first : last + 1]), *run[last + 1 :]]
    return ["".join(run)]
