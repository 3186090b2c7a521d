"""A paragraph as the search reads it, and the words that stand in it.

A word stands where the smallest words of the text, which `search_tables` has marked, begin and end with it: 老旧小区
does in 老旧小区改造, 区改 does not. So no dictionary is needed here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from hpreport.records import unexplained_row
from hpreport.text.fold import search_form_with_offsets
from hpreport.text.matcher import places, with_marks
from hpreport.text.sentences import sentence_at

FRONT = "0"
"""Outline id of what precedes the first part."""


class Passage(NamedTuple):
    """A paragraph of the report, the thing that is found."""

    section: str
    """Outline id of the node it stands in."""
    line: int
    text: str
    key: str
    """The text in normal form."""
    heading: str
    """Normal form of the heading that it opens with; empty where it has none."""
    length: int
    """Words in its text."""
    notes: str
    """Normal form of the explanations of the terms it uses."""
    pieces: str
    """Lengths of the smallest words of `key`, one digit in base 36 each: what `stands_in` reads."""


class WordPlace(NamedTuple):
    """A place where a word stands: the passage, and the half-open range of its text."""

    passage: Passage
    start: int
    end: int


def stands_in(word: str, key: str, pieces: str) -> Iterator[int]:
    """Yield where a word stands in a normal text that is made of these pieces."""
    if word not in key:
        return
    edges = set(accumulate((int(length, 36) for length in pieces), initial=0))
    yield from (at for at in places(key, word) if at in edges and at + len(word) in edges)


def word_places(word: str, passages: Iterable[Passage]) -> Iterator[WordPlace]:
    """Yield the places where a word, in normal form, stands in passages; what precedes the first part has none."""
    for passage in passages:
        if passage.section == FRONT:
            continue
        found = list(stands_in(word, passage.key, passage.pieces))
        offsets = search_form_with_offsets(passage.text)[1] if found else []
        for at in found:
            yield WordPlace(passage, *with_marks(passage.text, offsets[at], offsets[at + len(word) - 1] + 1))


def said_row(report: str, found: Sequence[WordPlace], heading: Callable[[str], str]) -> dict[str, Any]:
    """Return a word that only the body has, with the sentences that use it, as `unexplained_row` does.

    `found` are its places there, one or more; `heading` gives the heading of a section by its outline id.
    """
    from hpreport.text.glosses import glosses_at

    gloss = next((gloss for at in found for gloss in glosses_at(at.passage.text, at.start, at.end)), "")
    sentences = ((at.passage, sentence_at(at.passage.text, at.start, at.end)) for at in found)
    mentions = [
        {"section": section, "heading": heading(section), "line": line, "quote": quote}
        for section, line, quote in dict.fromkeys((p.section, p.line, quote) for p, quote in sentences)
    ]
    word = found[0].passage.text[found[0].start : found[0].end]
    return unexplained_row(report, word, word, gloss, mentions)
