"""A piece of a passage around what was found in it: whole sentences, and where the words stand in them."""

import re
from collections.abc import Sequence

from hpreport.lookup.normal import normal, normal_with_offsets
from hpreport.sentences import sentence_spans


def snippet(text: str, words: Sequence[str], context: int = 0) -> str:
    """Return the sentence of `text` that has most of `words` (normal forms), with `context` sentences on each side.

    A phrase that spans several sentences gives all of them.
    """
    spans = sentence_spans(text)
    first, last = _around(text, spans, words)
    shown = spans[max(first - context, 0) : last + context + 1]
    return text[shown[0][0] : shown[-1][1]].strip() if shown else text


def _around(text: str, spans: Sequence[tuple[int, int]], words: Sequence[str]) -> tuple[int, int]:
    """Return the places of the first and the last sentence to show."""
    folded = [normal(text[start:end]) for start, end in spans]
    counts = [sum(len(word) for word in set(words) if word in sentence) for sentence in folded]
    if any(counts):
        best = counts.index(max(counts))
        return best, best
    marks = highlights(text, words)
    inside = [at for at, (start, end) in enumerate(spans) if any(a < end and b > start for a, b in marks[:1])]
    return (inside[0], inside[-1]) if inside else (0, 0)


def highlights(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the ranges of `text` where one of `words` stands, longest first where they overlap."""
    keys = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    if not keys:
        return []
    folded, offsets = normal_with_offsets(text)
    pattern = re.compile("|".join(map(re.escape, keys)))
    return [(offsets[m.start()], offsets[m.end() - 1] + 1) for m in pattern.finditer(folded)]
