"""A piece of a passage around what was found in it: whole sentences, and where the words stand in them."""

from collections.abc import Sequence

from hpreport.text.fold import search_form, search_form_with_offsets
from hpreport.text.matcher import has, places
from hpreport.text.sentences import sentence_spans


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
        return best, min(best + 1, len(spans) - 1) if headed and not best else best
    marks = highlights(text, words)
    inside = [at for at, (start, end) in enumerate(spans) if any(a < end and b > start for a, b in marks[:1])]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _characters(sentence: str, words: Sequence[str]) -> int:
    return sum(len(word) for word in set(words) if has(sentence, word))


def highlights(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the ranges of `text` where one of `words` stands, longest first where they overlap."""
    keys = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    if not keys:
        return []
    folded, offsets = search_form_with_offsets(text)
    free = [True] * len(folded)
    found = []
    for key in keys:
        for at in places(folded, key):
            if all(free[at : at + len(key)]):
                free[at : at + len(key)] = [False] * len(key)
                found.append((offsets[at], offsets[at + len(key) - 1] + 1))
    return sorted(found)
