"""Build time: the tables of the search, cut into words by jieba with the report's own words in its dictionary."""

import re
import sys
import warnings
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from math import inf, log
from string import ascii_letters, digits
from typing import Any

from hpreport.index.outline import Node
from hpreport.model import Report
from hpreport.passages.passage import Passage, between, word_edges
from hpreport.text.boundaries import dictionary
from hpreport.text.fold import END, PAUSE, fold, phrase_of, search_form
from hpreport.text.lexicon import report_words
from hpreport.text.matcher import NEGATION, count

_QUOTED = re.compile(r"[“《]([^”》，。；：、！？]{2,12})[”》]")
_YEAR = re.compile(r"[12]\d{3}年")
_QUOTES = str.maketrans("", "", "“”‘’「」『』\"'")


def search_tables(report: Report) -> dict[str, Any]:
    """Return the tables of the outline and of the search: `outline`, `passages`, `words`.

    Places are one string a word, split when a query asks for it: that loads in a third of the time.
    """
    cutter = _Cutter(_own_words(report))
    cut = {p.text: cutter.words(p.text) for s in report.sections for p in s.paragraphs}
    passages = list(_passages(report, cut, _Pieces(cutter)))
    words = _postings(passages, report, cut, cutter)
    _add_phrases(words, passages)
    return {
        "outline": outline_table(report),
        "passages": [list(passage) for passage in passages],
        "words": {word: " ".join(map(str, places)) for word, places in sorted(words.items())},
    }


def outline_table(report: Report) -> list[list[Any]]:
    """Return the nodes of the outline, as `Outline` reads them."""
    return [list(Node(s.id, s.level, s.number, s.heading, s.line, s.parent, s.role)) for s in report.sections]


def _passages(report: Report, cut: Mapping[str, Sequence[str]], pieces: "_Pieces") -> Iterator[Passage]:
    terms = [((m.section, m.line), search_form(term.definition)) for term in report.terms for m in term.mentions]
    for section in report.sections:
        for at, paragraph in enumerate(section.paragraphs):
            notes = PAUSE.join(dict.fromkeys(note for place, note in terms if place == (section.id, paragraph.line)))
            heading = search_form(section.heading) if section.level and not at else ""
            text, length = paragraph.text, len(cut[paragraph.text])
            key = search_form(text)
            yield Passage(section.id, paragraph.line, text, key, heading, length, notes, pieces.of(key))


class _Pieces:
    """The smallest words that texts are made of, by the words of the language and of the report."""

    def __init__(self, cutter: "_Cutter") -> None:
        self._cutter = cutter
        self._made: dict[str, str] = {}

    def of(self, key: str) -> str:
        """Return the lengths of the smallest words of a normal text, one digit in base 36 each.

        An unknown run, such as a new word, is cut into its characters: a word may begin and end at each of them.
        """
        return "".join(map(self._token, self._cutter.cut(key, _latin_whole)))

    def _token(self, token: str) -> str:
        if token not in self._made:
            own = len(token) > 2 and not self._cutter.own.isdisjoint(_parts(token))
            pieces = _split(token, self._cutter.counts.get) if own else _split_by_language(token)
            self._made[token] = "".join(map(_length, pieces))
        return self._made[token]


def _parts(word: str) -> Iterator[str]:
    """Yield the runs of a word's characters that are shorter than it, of two or more."""
    return (word[start : start + size] for size in range(2, len(word)) for start in range(len(word) - size + 1))


_LONGEST_PIECE = 35


def _length(word: str) -> str:
    """Return the length of a word in base 36, a longer one, which is Latin, in several pieces."""
    last = len(word) % _LONGEST_PIECE or _LONGEST_PIECE
    return "z" * ((len(word) - 1) // _LONGEST_PIECE) + (
        chr(ord("0") + last) if last < 10 else chr(ord("a") + last - 10)
    )


def _split(word: str, count_of: Callable[[str], int | None]) -> list[str]:
    """Return a word as the shorter ones it is made of, as far as one of them is more than a character.

    中国人民银行 gives 中国, 人民, 银行; 大学生 gives 大学, 生; 人民 stays whole.
    """
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(word) + 1):
        ways = []
        for start in range(end):
            piece = word[start:end]
            known = len(piece) < len(word) and count_of(piece)
            if known or len(piece) == 1:
                ways.append((best[start][0] + log((known or 1) / _COUNTS), [*best[start][1], piece]))
        best.append(max(ways))
    pieces = best[-1][1]
    if word.isascii() or max(map(len, pieces)) == 1:
        return [word]
    return [smaller for piece in pieces for smaller in _split(piece, count_of)]


@lru_cache(100_000)
def _split_by_language(word: str) -> list[str]:
    """As `_split`, by the words of the language alone."""
    return _split(word, _base_dictionary()[0].get)


_COUNTS = 6e7
"""The sum of the counts of jieba's dictionary."""


_phrase = lru_cache(100_000)(phrase_of)
"""`phrase_of` of the words of a text, most of which are in every report."""


def _postings(
    passages: Sequence[Passage], report: Report, cut: Mapping[str, Sequence[str]], cutter: "_Cutter"
) -> dict[str, list[int]]:
    """Return, by word, its places one after another: passage, times in the heading, times in the text.

    `cut` has the words of each text.
    """
    headings = {section.id: section.heading for section in report.sections}
    postings: dict[str, list[int]] = {}
    for at, passage in enumerate(passages):
        texts = Counter(cut[passage.text])
        own = Counter(cutter.words(headings[passage.section])) if passage.heading else Counter[str]()
        for word, times in texts.items():
            negated = count(passage.key, NEGATION + word) if NEGATION in passage.key else 0
            if times > negated:
                postings.setdefault(word, []).extend((at, own[word], times - negated))
    return postings


def _add_phrases(words: dict[str, list[int]], passages: Sequence[Passage]) -> None:
    """Add to `words` those of the thesaurus that the cut has not found, where the texts have them as they stand."""
    everything = END.join(passage.key for passage in passages)
    # what tells most quickly that a word is not there
    pairs = {*everything, *(everything[at : at + 2] for at in range(len(everything)))}
    edges = [word_edges(passage.pieces) for passage in passages]
    starts = list(accumulate((len(passage.key) + len(END) for passage in passages), initial=0))
    for word in report_words():
        if word[:2] in pairs and word not in words and word in everything:
            there = dict.fromkeys(bisect(starts, at) - 1 for at in _all_places(word, everything))
            times = {at: sum(1 for _ in between(word, passages[at].key, edges[at])) for at in there}
            places = [n for at, t in times.items() if t for n in (at, count(passages[at].heading, word), t)]
            words |= {word: places} if places else {}


def _all_places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _own_words(report: Report) -> Iterator[str]:
    """Yield the words that the report makes: its terms and their names, its headings' phrases, what it quotes."""
    for term in report.terms:
        yield term.term.translate(_QUOTES)
    for section in report.sections:
        for paragraph in section.paragraphs:
            yield from _QUOTED.findall(paragraph.text)
            yield from _YEAR.findall(paragraph.text)
        yield from re.split("[，、“”]", section.heading)


class _Counts:
    """The counts of the words that a report adds or changes, before those of the language."""

    def __init__(self, language: Mapping[str, int]) -> None:
        self.language = language
        self.own: dict[str, int] = {}
        self.first: set[str] = set()
        """The characters that the report's own words begin with."""

    def get(self, word: str) -> int | None:
        """Return the count of a word, 0 of what one begins with, None of what none does."""
        times = self.own.get(word)
        return self.language.get(word) if times is None else times

    def add(self, word: str, times: int) -> None:
        """Let a word have this count."""
        for end in range(1, len(word)):
            if self.get(word[:end]) is None:
                self.own[word[:end]] = 0
        self.own[word] = times
        self.first.add(word[0])


_RUN = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+)")
"""What jieba cuts into words; what stands between such runs it takes apart."""
_APART = re.compile(r"\r\n|.", re.S)
_LATIN = frozenset(ascii_letters + digits)


class _Cutter:
    """Cuts texts into words as jieba does, in a third of its time, with a report's own words beside its dictionary."""

    def __init__(self, words: Iterable[str]) -> None:
        language, self._total = _base_dictionary()
        self.counts = _Counts(language)
        self._before: dict[str, list[str]] = {}
        self._parts: dict[str, list[str]] = {}
        own = [word for word in dict.fromkeys(words) if 1 < len(word) <= 12 and fold(word)]
        self.own = frozenset(own)
        for word in own:
            self._add(word)

    def _add(self, word: str) -> None:
        """Let a word have the count that keeps it whole."""
        likely = 1.0
        for times in map(self.counts.get, self.cut(word, _latin_whole)):
            likely *= (1 if times is None else times) / self._total
        times = max(int(likely * self._total) + 1, self.counts.get(word) or 1)
        self.counts.add(word, times)
        self._total += times
        self._before.clear()

    def words(self, text: str) -> list[str]:
        """Return the words of a text, the longer ones and those inside them, in normal form."""
        found: list[str] = []
        for word in self.cut(text.translate(_QUOTES), self._with_guessed):
            if len(word) > 2:
                found += self._inside(word)
            found.append(word)
        return list(filter(None, map(_phrase, found)))

    def _inside(self, word: str) -> Iterable[str]:
        """Return the words of two and three characters inside a longer one."""
        if word not in self._parts:
            sizes = range(2, min(len(word), 4))
            parts = (word[at : at + size] for size in sizes for at in range(len(word) - size + 1))
            self._parts[word] = list(filter(self.counts.get, parts))
        return self._parts[word]

    def cut(self, text: str, finish: Callable[[Sequence[str]], list[str]]) -> list[str]:
        """Return a text cut into words, those of a run as `finish` makes them of the likeliest ones."""
        found: list[str] = []
        for at, run in enumerate(_RUN.split(text)):
            found += finish(self._likeliest(run)) if at % 2 else _APART.findall(run)
        return found

    def _likeliest(self, run: str) -> list[str]:
        """Return the likeliest words of a run, by the dictionary alone."""
        if run not in self._before:
            ends = _likeliest_ends(run, self.counts, log(self._total))
            words, start = [], 0
            while start < len(run):
                words.append(run[start : ends[start]])
                start = ends[start]
            self._before[run] = words
        return self._before[run]

    def _with_guessed(self, words: Sequence[str]) -> list[str]:
        """Return words with those that jieba guesses in a row of single characters, which no dictionary has."""
        found: list[str] = []
        single = ""
        for word in (*words, ""):
            if len(word) == 1:
                single += word
                continue
            if single:
                found += single if len(single) == 1 or self.counts.get(single) else _guessed(single)
                single = ""
            found.append(word)
        return found[:-1]


def _latin_whole(words: Sequence[str]) -> list[str]:
    """Return words with Latin letters and digits in a row as one."""
    found: list[str] = []
    latin = ""
    for word in words:
        if word in _LATIN:
            latin += word
            continue
        if latin:
            found.append(latin)
            latin = ""
        found.append(word)
    return [*found, latin] if latin else found


def _likeliest_ends(run: str, counts: _Counts, total: float) -> list[int]:
    """Return, by place in a run, where the first word of the likeliest way from there ends.

    `total` is the logarithm of the sum of all counts.
    """
    length, own, language = len(run), counts.own.get, counts.language.get
    ends, rest = list(range(1, length + 1)), [0.0] * (length + 1)
    for start in range(length - 1, -1, -1):
        has_own, best, end = run[start] in counts.first, -inf, start + 1
        while end <= length:
            word = run[start:end]
            times = own(word) if has_own else None
            if times is None:
                times = language(word)
                if times is None:
                    break
            if times:
                likely = _log(times) - total + rest[end]
                if likely >= best:  # of two alike the longer word, as jieba has it
                    best, ends[start] = likely, end
            end += 1
        rest[start] = best if best > -inf else rest[start + 1] - total
    return ends


_log = cache(log)


@lru_cache(100_000)
def _guessed(text: str) -> Sequence[str]:
    """Return the words that jieba guesses in a text; most such texts are in many reports."""
    return tuple(_finalseg().cut(text))


@cache
def _base_dictionary() -> tuple[Mapping[str, int], int]:
    """Return jieba's dictionary with the beginnings of its words, which count 0, and the sum of its counts."""
    words = dictionary()
    longest = max(map(len, words), default=0)
    beginnings = {word[:length] for length in range(1, longest) for word in words if len(word) > length}
    return dict.fromkeys(beginnings, 0) | words, sum(words.values())


@cache
def _finalseg() -> Any:
    """Return jieba's model of words that no dictionary has, imported without a word on standard error.

    Setuptools, which jieba would find its files with, takes longer to import than all of it, and is kept out.
    """
    absent = sys.modules.setdefault("pkg_resources", None) is None  # type: ignore[arg-type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba 0.42.1: invalid escape sequences
            from jieba import finalseg
    finally:
        if absent:
            del sys.modules["pkg_resources"]
    return finalseg
