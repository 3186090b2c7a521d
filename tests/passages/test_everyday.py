"""Everyday queries over seven reports, with the lines that were found right by reading."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from support.process import ROOT, SEED, SHARED, run_within

from hpreport.answers import passage_record
from hpreport.index.index import Index, open_index
from hpreport.passages.search import PassageHit
from hpreport.text.fold import search_form
from hpreport.text.matcher import has
from hpreport.text.sentences import sentence_spans


class Case(NamedTuple):
    """A query and the lines that answer it: one of `right` must, unless there are none; one of `also` may."""

    query: str
    right: frozenset[int]
    also: frozenset[int]
    hits: list[PassageHit]
    """What is found first, if anything is."""

    @property
    def line(self) -> int | None:
        return next((hit.passage.line for hit in self.hits), None)


def read_rows(name: str) -> list[list[str]]:
    lines = (ROOT / "tests" / "data" / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def case(index: Index, query: str, told: str) -> Case:
    lines = [] if told == "-" else told.split("|")
    right = frozenset(int(line) for line in lines if not line.startswith("?"))
    also = frozenset(int(line.removeprefix("?")) for line in lines)
    return Case(query, right, also, index.search.find(query)[:1])


ROWS = {name: read_rows(name) for name in ("everyday", "everyday-2")}
BARS = {"everyday": (0.9, 0.93), "everyday-2": (0.85, 0.92)}
"""Share found of what a report says, and left unanswered of what it does not."""


class Asked(NamedTuple):
    index: Index
    cases: list[Case]
    found: float
    unanswered: float


@pytest.fixture(scope="module", params=[(name, report) for name, rows in ROWS.items() for report in rows[0][1:]])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Return the index of a report and the queries with what it says to them."""
    name, report = request.param
    path: Path | None = None
    if report != SEED.stem:
        text = SHARED / "corpus" / f"{report}.txt"
        if not text.exists():
            pytest.skip("no reports here")
        path = tmp_path_factory.mktemp("everyday") / f"{report}.yaml"
        assert run_within("build", str(text), "-o", str(path), "-q").status == 0
    index = open_index(path)
    head, *rows = ROWS[name]
    return Asked(index, [case(index, row[0], row[head.index(report)]) for row in rows], *BARS[name])


def test_what_the_report_says_is_found(asked: Asked) -> None:
    said = [case for case in asked.cases if case.right]
    wrong = [(c.query, c.line) for c in said if c.line not in c.also]
    assert len(said) > 100
    assert 1 - len(wrong) / len(said) >= asked.found, wrong


def test_what_it_does_not_say_is_not_answered(asked: Asked) -> None:
    unsaid = [case for case in asked.cases if not case.right]
    wrong = [(c.query, c.line) for c in unsaid if c.line not in {None, *c.also}]
    assert len(unsaid) > 100
    assert 1 - len(wrong) / len(unsaid) >= asked.unanswered, wrong


def excerpts(index: Index, cases: list[Case]) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Yield the queries with what is shown of the first hit, its sentences, and its words that were typed."""
    for query, *_, hits in cases:
        for hit in hits:
            text = hit.passage.text
            sentences = [search_form(text[start:end]) for start, end in sentence_spans(text)]
            words = [word for word in hit.typed if any(has(sentence, word) for sentence in sentences)]
            yield query, search_form(passage_record(index, hit, query)["quote"]), sentences, words


def test_the_excerpt_has_the_words_that_are_asked_for(asked: Asked) -> None:
    """All of them where sentences near each other have them, else more of them than any other sentence has."""
    found = list(excerpts(asked.index, asked.cases))
    less = [
        (query, quote)
        for query, quote, sentences, words in found
        if sum(len(word) for word in words if has(quote, word))
        < max(sum(len(word) for word in words if has(sentence, word)) for sentence in sentences)
    ]
    lacking = [query for query, quote, _, words in found if not all(has(quote, word) for word in words)]
    assert len(found) > 50
    assert less == []
    assert len(lacking) <= len(found) * 0.05, lacking
