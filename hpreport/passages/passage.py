"""A paragraph as the search reads it, the words that stand in it, and the piece of it that is shown.

A word stands where the smallest words of the text, which `search_tables` has marked, begin and end with it: 老旧小区
does in 老旧小区改造, 区改 does not. So no dictionary is needed here.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from hpreport.records import unexplained_row
from hpreport.text.fold import search_form, search_form_with_offsets
from hpreport.text.lexicon import pattern
from hpreport.text.matcher import NEGATION, has, places, with_marks
from hpreport.text.sentences import sentence_at, sentence_spans

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


_LONGEST_THANKS = 600
"""Characters of a paragraph that may do nothing but thank: a report of one line ends with it too."""


def thanks(text: str) -> bool:
    """Tell whether a paragraph does nothing but thank the people, the deputies and all others that it names."""
    return len(text) <= _LONGEST_THANKS and re.search(pattern("thanks"), text, re.S) is not None


class WordPlace(NamedTuple):
    """A place where a word stands: the passage, and the half-open range of its text."""

    passage: Passage
    start: int
    end: int


def stands_in(word: str, key: str, pieces: str) -> Iterator[int]:
    """Yield where a word stands in a normal text that is made of these pieces, unless negated (非煤矿山)."""
    if word not in key:
        return
    yield from between(word, key, word_edges(pieces))


def word_edges(pieces: str) -> set[int]:
    """Return where the smallest words of a text begin and end."""
    return set(accumulate((int(length, 36) for length in pieces), initial=0))


def between(word: str, key: str, edges: Container[int]) -> Iterator[int]:
    """Yield where a word stands in a normal text whose smallest words begin and end at these places, unless negated."""
    found = (at for at in places(key, word) if at in edges and at + len(word) in edges)
    return (at for at in found if not key.endswith(NEGATION, 0, at))


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
    from hpreport.text.sentences import glosses_at

    gloss = next((gloss for at in found for gloss in glosses_at(at.passage.text, at.start, at.end)), "")
    sentences = ((at.passage, sentence_at(at.passage.text, at.start, at.end)) for at in found)
    mentions = [
        {"section": section, "heading": heading(section), "line": line, "quote": quote}
        for section, line, quote in dict.fromkeys((p.section, p.line, quote) for p, quote in sentences)
    ]
    word = found[0].passage.text[found[0].start : found[0].end]
    return unexplained_row(report, word, word, gloss, mentions)


# --- the piece of it that is shown ---


def snippet(
    text: str, words: Sequence[str], context: int = 0, *, headed: bool = False, typed: Sequence[str] = ()
) -> str:
    """Return the sentence of `text` that has most of `words` (normal forms), with `context` sentences on each side.

    Those `typed` go before the others. A phrase that spans several sentences gives all of them. Where the text is
    `headed`, opens with its heading, the heading is shown only if no other sentence has as much, and never alone.
    """
    spans = sentence_spans(text)
    first, last = _around(text, spans, words, typed, headed=headed)
    shown = spans[max(first - context, 0) : last + context + 1]
    return text[shown[0][0] : shown[-1][1]].strip() if shown else text


def _around(
    text: str, spans: Sequence[tuple[int, int]], words: Sequence[str], typed: Sequence[str], *, headed: bool
) -> tuple[int, int]:
    """Return the places of the first and the last sentence to show."""
    folded = [search_form(text[start:end]) for start, end in spans]
    counts = [(_characters(sentence, typed), _characters(sentence, words)) for sentence in folded]
    if any(any(count) for count in counts):
        after = 1 if headed and max(counts) in counts[1:] else 0
        best = counts.index(max(counts), after)
        found = best, min(best + 1, len(spans) - 1) if headed and not best else best
        return _with_the_others(folded, typed, *found)
    marks = highlights(text, words)
    inside = [at for at, (start, end) in enumerate(spans) if any(a < end and b > start for a, b in marks[:1])]
    return (inside[0], inside[-1]) if inside else (0, 0)


_MOST_SHOWN = 160
"""Characters of the sentences that are shown together because none has all that was typed."""


def _with_the_others(sentences: Sequence[str], typed: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """Return the run of sentences around these that has all typed words that any sentence has, where it is short."""
    wanted = {word for word in typed if any(has(sentence, word) for sentence in sentences)}
    runs = ((start, end) for start in range(first + 1) for end in range(last, len(sentences)))
    whole = [
        (start, end)
        for start, end in runs
        if sum(map(len, sentences[start : end + 1])) <= _MOST_SHOWN
        and all(any(has(sentence, word) for sentence in sentences[start : end + 1]) for word in wanted)
    ]
    return min(whole, key=lambda run: sum(map(len, sentences[run[0] : run[1] + 1])), default=(first, last))


def _characters(sentence: str, words: Sequence[str]) -> int:
    return sum(len(word) for word in set(words) if has(sentence, word))


def highlights(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the ranges of `text` where one of `words` stands, longest first where they overlap."""
    if not any(words):
        return []
    folded, offsets = search_form_with_offsets(text)
    return [(offsets[start], offsets[end - 1] + 1) for start, end in phrase_spans(folded, words)]


def phrase_spans(key: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Return the ranges of a normal text where one of some phrases stands, longest first where they overlap.

    >>> phrase_spans("养老服务,养老", ["养老", "养老服务"])
    [(0, 4), (5, 7)]
    """
    found: list[tuple[int, int]] = []
    for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)):
        taken = {at for span in found for at in range(*span)} if found else set()
        for at in places(key, phrase):
            if taken.isdisjoint(range(at, at + len(phrase))):
                found.append((at, at + len(phrase)))
                taken.update(range(at, at + len(phrase)))
    return sorted(found)
