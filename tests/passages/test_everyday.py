"""Everyday queries over four reports, with the lines that were found right by reading."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from support.process import ROOT, SHARED, run_process

from hpreport.answers import passage_record
from hpreport.index.index import Index, open_index
from hpreport.text.fold import search_form
from hpreport.text.matcher import has
from hpreport.text.sentences import sentence_spans

_LINES = (ROOT / "tests" / "data" / "everyday.tsv").read_text("utf-8").splitlines()
_HEAD, *ROWS = [line.split("\t") for line in _LINES if not line.startswith("#")]
REPORTS = _HEAD[1:]


class Case(NamedTuple):
    """A query and the lines that answer it: one of `right` must, unless there are none; one of `also` may."""

    query: str
    right: frozenset[int]
    also: frozenset[int]


def case(query: str, told: str) -> Case:
    lines = [] if told == "-" else told.split("|")
    right = frozenset(int(line) for line in lines if not line.startswith("?"))
    return Case(query, right, frozenset(int(line.removeprefix("?")) for line in lines))


@pytest.fixture(scope="module", params=REPORTS)
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, list[Case]]:
    """Return the index of a report and the queries with what it says to them."""
    name: str = request.param
    cases = [case(row[0], row[1 + REPORTS.index(name)]) for row in ROWS]
    if name == "heping-2023":
        return open_index(), cases
    text = SHARED / "corpus" / f"{name}.txt"
    if not text.exists():
        pytest.skip("no reports here")
    path: Path = tmp_path_factory.mktemp("everyday") / f"{name}.yaml"
    assert run_process("build", str(text), "-o", str(path), "-q").status == 0
    return open_index(path), cases


def first_line(index: Index, query: str) -> int | None:
    return next((hit.passage.line for hit in index.search.find(query)), None)


def test_what_the_report_says_is_found(asked: tuple[Index, list[Case]]) -> None:
    index, cases = asked
    said = [case for case in cases if case.right]
    wrong = [(c.query, line) for c in said if (line := first_line(index, c.query)) not in c.also]
    assert len(said) > 100
    assert 1 - len(wrong) / len(said) >= 0.9, wrong


def test_what_it_does_not_say_is_not_answered(asked: tuple[Index, list[Case]]) -> None:
    index, cases = asked
    unsaid = [case for case in cases if not case.right]
    wrong = [(c.query, line) for c in unsaid if (line := first_line(index, c.query)) not in {None, *c.also}]
    assert len(unsaid) > 100
    assert 1 - len(wrong) / len(unsaid) >= 0.93, wrong


def excerpts(index: Index, cases: list[Case]) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Yield the queries with what is shown of the first hit, its sentences, and its words that were typed."""
    for query, *_ in cases:
        for hit in index.search.find(query)[:1]:
            text = hit.passage.text
            sentences = [search_form(text[start:end]) for start, end in sentence_spans(text)]
            words = [word for word in hit.typed if any(has(sentence, word) for sentence in sentences)]
            yield query, search_form(passage_record(index, hit, query)["quote"]), sentences, words


def test_the_excerpt_has_the_words_that_are_asked_for(asked: tuple[Index, list[Case]]) -> None:
    """All of them where sentences near each other have them, else more of them than any other sentence has."""
    found = list(excerpts(*asked))
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
