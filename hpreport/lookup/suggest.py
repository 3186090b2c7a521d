"""Words that the report does contain, near to those of a search that found nothing."""

from collections.abc import Iterable, Mapping

LIKE = 50
"""Likeness (0 to 100) from which on a word is near: half of two characters."""
_MOST_PARTS = 100
"""Pieces of a query that are compared: a query may be a whole book."""


def near_words(words: Iterable[str], counts: Mapping[str, int], limit: int = 3) -> list[str]:
    """Return the words of `counts` (word -> how often) that read most like one of `words`, at most `limit`.

    Of words as near as each other the one that is used more comes first.
    """
    from rapidfuzz import fuzz

    parts = (part for word in words for part in (word, *_pairs(word)) if len(part) > 1)
    wanted = list(dict.fromkeys(parts))[:_MOST_PARTS]
    near: list[tuple[float, int, str]] = []
    for known, times in counts.items():
        if len(known) > 1 and not known.isascii():
            likeness = max((fuzz.ratio(word, known, score_cutoff=LIKE) for word in wanted), default=0)
            if likeness:  # which is 0 below the cutoff
                near.append((-likeness, -times, known))
    return [word for _, _, word in sorted(near)[:limit]]


def _pairs(word: str) -> list[str]:
    """Return each two neighbouring characters: a word that the report does not have was not cut any further."""
    return [word[at : at + 2] for at in range(len(word) - 1)]
