"""Paragraphs of a length that no report has, cut: to read one may take time with the square of its length."""

import re
from collections.abc import Iterator

LONGEST = 5000
"""Characters of a paragraph that stays whole: the longest one of 63 reports has 3,200."""
_SENTENCE_END = re.compile(r"[。！？；](?![”’」』」）])")


def cuts(text: str) -> Iterator[int]:
    """Yield where a text is cut into pieces of at most `LONGEST`: at the end of a sentence if there is one."""
    at = 0
    while len(text) - at > LONGEST:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, at, at + LONGEST)]
        at = ends[-1] if ends else at + LONGEST
        yield at
