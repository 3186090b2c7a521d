"""Build time: the tables of the search, cut into words by jieba with the report's own words in its dictionary."""

import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from math import inf, log
from typing import Any

from hpreport.index.outline import Node
from hpreport.model import Report
from hpreport.passages.passage import Passage, stands_in
from hpreport.text.boundaries import dictionary
from hpreport.text.fold import END, PAUSE, fold, phrase_of, search_form
from hpreport.text.lexicon import report_words
from hpreport.text.matcher import count

_QUOTED = re.compile(r"[“《]([^”》，。；：、！？]{2,12})[”》]")
_YEAR = re.compile(r"[12]\d{3}年")
_QUOTES = str.maketrans("", "", "“”‘’「」『』\"'")


def search_tables(report: Report) -> dict[str, Any]:
    """Return the tables of the outline and of the search: `outline`, `passages`, `words`.

    Places are one string a word, split when a query asks for it: that loads in a third of the time.
    """
    tokenizer = _tokenizer(report)
    cut = {p.text: list(_words(p.text, tokenizer)) for s in report.sections for p in s.paragraphs}
    passages = list(_passages(report, cut, _Pieces(tokenizer)))
    words = _postings(passages, report, cut, tokenizer)
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

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._made: dict[str, str] = {}

    def of(self, key: str) -> str:
        """Return the lengths of the smallest words of a normal text, one digit in base 36 each.

        An unknown run, such as a new word, is cut into its characters: a word may begin and end at each of them.
        """
        return "".join(map(self._token, self._tokenizer.cut(key, HMM=False)))

    def _token(self, token: str) -> str:
        if token not in self._made:
            own = not self._tokenizer.own.isdisjoint(_parts(token))
            pieces = _split(token, self._tokenizer.FREQ) if own else _split_by_language(token)
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


def _split(word: str, counts: Mapping[str, int]) -> list[str]:
    """Return a word as the shorter ones it is made of, as far as one of them is more than a character.

    中国人民银行 gives 中国, 人民, 银行; 大学生 gives 大学, 生; 人民 stays whole.
    """
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(word) + 1):
        ways = []
        for start in range(end):
            piece = word[start:end]
            known = len(piece) < len(word) and counts.get(piece, 0)
            if known or len(piece) == 1:
                ways.append((best[start][0] + log((known or 1) / _COUNTS), [*best[start][1], piece]))
        best.append(max(ways))
    pieces = best[-1][1]
    if word.isascii() or max(map(len, pieces)) == 1:
        return [word]
    return [smaller for piece in pieces for smaller in _split(piece, counts)]


@lru_cache(100_000)
def _split_by_language(word: str) -> list[str]:
    """As `_split`, by the words of the language alone."""
    return _split(word, _base_dictionary()[0])


_COUNTS = 6e7
"""The sum of the counts of jieba's dictionary."""


def _words(text: str, tokenizer: Any) -> Iterator[str]:
    """Yield the words of a text, the longer ones and those inside them, in normal form."""
    yield from filter(None, map(_phrase, tokenizer.cut_for_search(text.translate(_QUOTES))))


_phrase = lru_cache(100_000)(phrase_of)
"""`phrase_of` of the words of a text, most of which are in every report."""


def _postings(
    passages: Sequence[Passage], report: Report, cut: Mapping[str, Sequence[str]], tokenizer: Any
) -> dict[str, list[int]]:
    """Return, by word, its places one after another: passage, times in the heading, times in the text.

    `cut` has the words of each text.
    """
    headings = {section.id: section.heading for section in report.sections}
    postings: dict[str, list[int]] = {}
    for at, passage in enumerate(passages):
        texts = Counter(cut[passage.text])
        own = Counter(_words(headings[passage.section], tokenizer)) if passage.heading else Counter[str]()
        for word, times in texts.items():
            postings.setdefault(word, []).extend((at, own[word], times))
    return postings


def _add_phrases(words: dict[str, list[int]], passages: Sequence[Passage]) -> None:
    """Add to `words` those of the thesaurus that the cut has not found, where the texts have them as they stand."""
    everything = END.join(passage.key for passage in passages)
    # what tells most quickly that a word is not there
    pairs = {*everything, *(everything[at : at + 2] for at in range(len(everything)))}
    for word in report_words():
        if word[:2] in pairs and word not in words and word in everything:
            times = {at: sum(1 for _ in stands_in(word, p.key, p.pieces)) for at, p in enumerate(passages)}
            places = [n for at, t in times.items() if t for n in (at, count(passages[at].heading, word), t)]
            words |= {word: places} if places else {}


def _own_words(report: Report) -> Iterator[str]:
    """Yield the words that the report makes: its terms and their names, its headings' phrases, what it quotes."""
    for term in report.terms:
        yield term.term.translate(_QUOTES)
    for section in report.sections:
        for paragraph in section.paragraphs:
            yield from _QUOTED.findall(paragraph.text)
            yield from _YEAR.findall(paragraph.text)
        yield from re.split("[，、“”]", section.heading)


def _tokenizer(report: Report) -> Any:
    """Return jieba's tokenizer with the report's own words, apart from the one that other programs may use."""
    counts, total = _base_dictionary()
    tokenizer = _tokenizer_class()()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(counts), total, True
    tokenizer.own = {word for word in _own_words(report) if 1 < len(word) <= 12 and fold(word)}
    for word in dict.fromkeys(_own_words(report)):
        if word in tokenizer.own:
            tokenizer.add_word(word)
    return tokenizer


@cache
def _tokenizer_class() -> Any:
    """Return jieba's tokenizer with its two innermost loops written to take half the time; the cuts are the same."""
    logarithms: dict[int, float] = {}

    class Tokenizer(_jieba().Tokenizer):  # type: ignore[misc]
        """Knows `own`, the words of a report, beside those of the language."""

        own: Set[str] = frozenset()

        def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: N802  # jieba's name
            """Return, by place in a sentence, where the words that begin there may end."""
            found, get, length = {}, self.FREQ.get, len(sentence)
            for start in range(length):
                ends, end = [], start
                times = get(sentence[start])
                while times is not None:
                    if times:
                        ends.append(end)
                    end += 1
                    times = get(sentence[start : end + 1]) if end < length else None
                found[start] = ends or [start]
            return found

        def calc(self, sentence: str, DAG: dict[int, list[int]], route: dict[int, tuple[float, int]]) -> None:  # noqa: N803
            """Fill `route` with the likeliest way from each place: its logarithm, and where its first word ends."""
            route[len(sentence)] = (0, 0)
            get, total = self.FREQ.get, log(self.total)
            for start in range(len(sentence) - 1, -1, -1):
                best, at = -inf, start
                for end in DAG[start]:
                    times = get(sentence[start : end + 1]) or 1
                    if times not in logarithms:
                        logarithms[times] = log(times)
                    likely = logarithms[times] - total + route[end + 1][0]
                    if likely >= best:  # of two alike the longer word, as jieba has it
                        best, at = likely, end
                route[start] = (best, at)

    return Tokenizer


@cache
def _base_dictionary() -> tuple[Mapping[str, int], int]:
    """Return jieba's dictionary with the beginnings of its words, which count 0, and the sum of its counts."""
    words = dictionary()
    longest = max(map(len, words), default=0)
    beginnings = {word[:length] for length in range(1, longest) for word in words if len(word) > length}
    return dict.fromkeys(beginnings, 0) | words, sum(words.values())


def _jieba() -> Any:
    """Return jieba, imported without a word on standard error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1: invalid escape sequences, pkg_resources
        import jieba
    jieba.setLogLevel("CRITICAL")
    return jieba
