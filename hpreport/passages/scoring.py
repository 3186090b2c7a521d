"""How well a passage answers: BM25 over its fields (BM25F), all parameters in one place.

Robertson, Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, 3.6.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import NamedTuple

from hpreport.text.lexicon import words


class FieldFrequencies(NamedTuple):
    """How often a word stands in the fields of a passage."""

    heading: float = 0
    """The heading that the passage opens with."""
    path: float = 0
    """The headings above it."""
    text: float = 0
    notes: float = 0
    """The explanations of the terms that it uses."""


WEIGHTS = FieldFrequencies(heading=3.0, path=0.4, text=1.0, notes=0.2)
K1 = 1.2
"""How soon more of the same word adds no more."""
B = 0.6
"""How much a long text counts less: 0 not at all, 1 in proportion."""
SYNONYM = 0.6
"""What a synonym is worth, beside the word itself."""
SAME = 0.8
"""How much of a word is found with a synonym of it, where it is asked how much of a query a passage has."""
ELSEWHERE = 0.8
"""What a word is worth that stands only in the headings above or in an explanation, beside one in the text."""
SINGLE = 0.3
"""What a word of one character is worth: it is often a piece of another word."""
UNKNOWN = 0.35
"""What each character of a word is worth that the report does not have."""
GENERAL = 0.2
"""What a word is worth that is said of everything."""
_GENERAL_WORDS = frozenset((*words("counting_words"), *words("general_words")))
LIGHT = 0.5
"""What a word is worth that says little, beside one that says what is asked for."""
SCATTERED = 0.5
"""What words are worth that stand in different sentences, beside the same words in one."""
THANKS = 0.3
"""What words are worth where a passage does nothing but thank those that it names."""
RANGES = {"phrase": (70, 100), "all": (50, 70), "synonym": (35, 50), "some": (0, 35)}
"""The scores of each way in which a passage matches."""
ENOUGH = {"all": 0.3, "synonym": 0.3, "some": 0.55}
"""Share of a query, by the weight of its words, that a passage must have to be an answer at all."""
ENOUGH_KNOWN = 0.5
"""The same of some words, where the thesaurus knows each: 城中村拆迁, where nothing is said to be pulled down."""
WHOLE = 50
"""What is added where the phrase is the whole of a heading or a paragraph."""
FREQUENT = 2
"""Passages with the phrase as it stands from which on its synonyms are of no interest."""
FAR_WORSE = 0.4
"""Share of the best score below which a passage that has only some of the words is left out."""
_HALF = 10
"""The BM25 score that lies in the middle of a range of scores."""


def weighted_tf(times: FieldFrequencies, length: float) -> float:
    """Return the weighted frequency of a word in a passage; `length` is its text's, as a multiple of the mean."""
    text = (WEIGHTS.text * times.text + WEIGHTS.notes * times.notes) / (1 - B + B * length)
    return WEIGHTS.heading * times.heading + WEIGHTS.path * times.path + text


def idf(passages: int, having: int) -> float:
    """Return the inverse document frequency of a word that `having` of all passages have."""
    return log(1 + (passages - having + 0.5) / (having + 0.5))


def enough(*, known: bool) -> Mapping[str, float]:
    """Return the share of a query that a passage must have, by how it matches."""
    return {**ENOUGH, "some": ENOUGH_KNOWN} if known else ENOUGH


def synonym(at: int) -> float:
    """Return what a synonym is worth that comes behind `at` nearer ones."""
    return SYNONYM * (1 - 0.1 * min(at, 5))


def weight(word: str, passages: int, having: int) -> float:
    """Return what a word of a query tells: its idf, more where it is long, less where it may be no word at all."""
    return idf(passages, having) * (_length_factor(word) if having else UNKNOWN * len(word))


def _length_factor(word: str) -> float:
    """Return 1 for a word of two characters, which most are: 健身设施 tells more than 全民."""
    if word in _GENERAL_WORDS:
        return GENERAL
    return SINGLE if len(word) == 1 else 0.5 + 0.25 * min(len(word), 6)


def bm25(words: Iterable[tuple[float, float]]) -> float:
    """Return the score of a passage from weight and frequency of each word."""
    return sum(weight * tf * (K1 + 1) / (K1 + tf) for weight, tf in words)


def proximity(in_one_sentence: float) -> float:
    """Return what a score is worth where one sentence has this share of the query at best."""
    return SCATTERED + (1 - SCATTERED) * in_one_sentence


def coverage(have: Sequence[float], weights: Sequence[float], lost: float = 0.0) -> float:
    """Return how much of a query a passage has, by weight, of which no passage has `lost`."""
    total = sum(weights) + lost
    return sum(h * w for h, w in zip(have, weights, strict=True)) / total if total else 0.0


def scale(score: float, low: float, high: float) -> float:
    """Return a score between `low` and `high`: more is better, and none is out of bounds."""
    return round(low + (high - low) * score / (score + _HALF), 1)
