"""Sentences of a paragraph, which end with one of 。！？；, and cutting what is too long to read whole."""

import re
from collections.abc import Iterator

ENDS = "。！？；"
"""The marks that close a sentence, for a class of characters: `[^{ENDS}]`."""
_INSIDE = "(?![”’」』」）])"  # 。” ends after the quotation mark
_END = re.compile(f"(?<=[{ENDS}]){_INSIDE}")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of the sentences of `text`, which together are the whole of it.

    >>> sentence_spans("甲。乙；")
    [(0, 2), (2, 4)]
    """
    ends = [match.start() for match in _END.finditer(text)]
    ends = [end for end in ends if end < len(text)] + ([len(text)] if text else [])
    return list(zip([0, *ends[:-1]], ends, strict=True)) if ends else []


def sentence_at(text: str, start: int, end: int, more: int = 0) -> str:
    """Return the sentences of `text` (closed by 。！？；) that the range touches, and so many more before and after."""
    spans = sentence_spans(text)
    touched = [at for at, span in enumerate(spans) if span[0] < max(end, start + 1) and span[1] > start]
    if not touched:
        return ""
    first, last = max(touched[0] - more, 0), min(touched[-1] + more, len(spans) - 1)
    return text[spans[first][0] : spans[last][1]].strip()


LONGEST = 5000
"""Characters of a paragraph that stays whole: the longest one of 63 reports has 3,200."""
_SENTENCE_END = re.compile(f"[{ENDS}]{_INSIDE}")


def cut_points(text: str) -> Iterator[int]:
    """Yield where a text is cut into pieces of at most `LONGEST`: at the end of a sentence if there is one."""
    at = 0
    while len(text) - at > LONGEST:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, at, at + LONGEST)]
        at = ends[-1] if ends else at + LONGEST
        yield at
