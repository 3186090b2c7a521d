"""Sentences of a paragraph, as Chinese punctuation closes them."""

import re

_END = re.compile(r"(?<=[。！？；])(?![”’」』」）])")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of `text`, each with its closing 。！？；, nothing lost but white space between them."""
    return [sentence for piece in _END.split(text) if (sentence := piece.strip())]


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence, or the run of sentences, of `text` that contains the range."""
    ends = [0, *(match.start() for match in _END.finditer(text)), len(text)]
    first = max(at for at in ends if at <= start)
    last = min(at for at in ends if at >= end)
    return text[first:last].strip()


def widened(text: str, quote: str, sentences: int) -> str:
    """Return `quote`, which stands in `text`, with so many sentences more before and after it."""
    start = text.find(quote)
    ends = [0, *(match.start() for match in _END.finditer(text)), len(text)]
    before = [at for at in ends if at <= start]
    after = [at for at in ends if at >= start + len(quote)]
    return text[before[-sentences - 1 :][0] : after[: sentences + 1][-1]].strip()
