"""The look-up on queries made from the index itself, and on words that it must not know."""

import importlib.util
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.process import ROOT, SEED

from hpreport.index.index import open_index
from hpreport.terms.lookup import Lookup
from hpreport.text.fold import fold
from hpreport.text.lexicon import load_characters
from hpreport.text.numerals import with_digits

INDEX = open_index()
TERMS = [row["term"] for row in INDEX.terms]
CHARACTERS = load_characters()


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    return INDEX.lookup


def toneless(number: int) -> str:
    marked = unicodedata.normalize("NFD", INDEX.terms[number]["pinyin"])
    return "".join(char for char in marked if not unicodedata.combining(char))


def pinyin(number: int) -> Iterator[str]:
    yield from (INDEX.terms[number]["pinyin"], toneless(number), toneless(number).replace(" ", ""))


def unfinished_pinyin(number: int) -> Iterator[str]:
    whole = toneless(number).replace(" ", "")
    if len(whole) > 6:
        yield whole[:-2]


def pinyin_from_inside(number: int) -> Iterator[str]:
    syllables = toneless(number).split()
    yield from (
        run for run in {"".join(syllables[1:4]), "".join(syllables[-3:])} if len(syllables) > 3 and run.isalpha()
    )


def loosely(syllable: str) -> str:
    """Return a syllable as those say it who do not tell its first sound or its last from another."""
    for one, other in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("l", "n")):
        if syllable.startswith(one):
            return other + syllable.removeprefix(one)
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable


def loose_pinyin(number: int) -> Iterator[str]:
    """The sound of a term, and of its beginning and end, each with one syllable said loosely."""
    whole = toneless(number).split()
    runs = [whole, *([whole[:-1], whole[-3:]] if len(whole) > 4 else [])]
    for run in runs:
        for at, syllable in enumerate(run):
            if loosely(syllable) != syllable and all(map(str.isalpha, run)):
                yield "".join((*run[:at], loosely(syllable), *run[at + 1 :]))


def digits(number: int) -> Iterator[str]:
    if with_digits(fold(TERMS[number])) != fold(TERMS[number]):
        yield with_digits(fold(TERMS[number]))


def traditional(number: int) -> Iterator[str]:
    back = {}
    for old, new in CHARACTERS.simplified.items():
        if old.encode("big5", "ignore"):
            back.setdefault(new, old)
    yield "".join(back.get(char, char) for char in TERMS[number])


def one_character_lost(number: int) -> Iterator[str]:
    word = fold(TERMS[number])
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)) if len(word) > 3)


def two_swapped(number: int) -> Iterator[str]:
    word = fold(TERMS[number])
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def same_sound(number: int) -> Iterator[str]:
    word = fold(TERMS[number])
    for at, char in enumerate(word):
        alike = sorted({c for group in CHARACTERS.readings.values() if char in group for c in group} - {char})
        if alike:
            yield word[:at] + random.Random(word).choice(alike) + word[at + 1 :]


def same_shape(number: int) -> Iterator[str]:
    word = fold(TERMS[number])
    for at, char in enumerate(word):
        yield from (word[:at] + other + word[at + 1 :] for other in CHARACTERS.lookalikes.get(char, "")[:2])


def mixed_with_pinyin(number: int) -> Iterator[str]:
    word = fold(TERMS[number])
    for at, char in enumerate(word):
        reading = next((syllable for syllable, group in CHARACTERS.readings.items() if char in group), "")
        if reading:
            yield word[:at] + reading + word[at + 1 :]


def questions(number: int) -> Iterator[str]:
    for frame in ("什么是{}", "{}是什么意思", "请解释一下{}的含义", "“{}”有哪些内容？"):
        yield frame.format(TERMS[number])


@pytest.mark.parametrize(
    ("queries", "least"),
    [
        pytest.param(pinyin, 1.0, id="pinyin"),
        pytest.param(unfinished_pinyin, 1.0, id="unfinished pinyin"),
        pytest.param(pinyin_from_inside, 0.8, id="pinyin from inside"),
        pytest.param(loose_pinyin, 0.9, id="pinyin as many speak"),
        pytest.param(digits, 1.0, id="digits"),
        pytest.param(traditional, 1.0, id="traditional"),
        pytest.param(one_character_lost, 0.97, id="one character lost"),
        pytest.param(two_swapped, 0.97, id="two neighbours swapped"),
        pytest.param(same_sound, 0.97, id="one character of the same sound"),
        pytest.param(same_shape, 0.97, id="one character of the same shape"),
        pytest.param(mixed_with_pinyin, 0.97, id="one character in pinyin"),
        pytest.param(questions, 1.0, id="questions"),
    ],
)
def test_every_term_is_found_by(lookup: Lookup, queries: Callable[[int], Iterator[str]], least: float) -> None:
    cases = [(number, query) for number in range(len(TERMS)) for query in queries(number)]
    wrong = [
        (query, TERMS[number], INDEX.row(hits[0])["term"] if hits else None)
        for number, query in cases
        for hits in [lookup.find(query)]
        if not hits or hits[0].match == "mention" or hits[0].term != number
    ]
    assert len(cases) > 30
    assert 1 - len(wrong) / len(cases) >= least, wrong


def answered(lookup: Lookup, words: list[str]) -> list[tuple[str, str]]:
    return [(word, INDEX.row(hits[0])["term"]) for word in words if (hits := lookup.find(word))]


def test_ordinary_words_are_not_answered(lookup: Lookup) -> None:
    lines = (ROOT / "tests" / "data" / "ordinary-words.txt").read_text("utf-8").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    assert len(words) == 200
    assert len(answered(lookup, words)) <= 2


@pytest.mark.parametrize("seed", range(3))
def test_random_words_are_not_answered(lookup: Lookup, seed: int) -> None:
    """3,000 words of jieba's dictionary that the report does not contain: none but a slip of sound or shape (三宝)."""
    spec = importlib.util.find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    report = SEED.read_text("utf-8")
    lines = (Path(spec.origin).parent / "dict.txt").read_text("utf-8").splitlines()
    words = [word for line in lines if re.fullmatch("[\u4e00-\u9fff]{2,6}", word := line.split(" ")[0])]
    drawn = [word for word in random.Random(seed).sample(words, 3300) if word not in report][:3000]
    matches = {word: hits[0].match for word in drawn if (hits := lookup.find(word))}
    assert len(matches) <= 3
    assert set(matches.values()) <= {"fuzzy"}
