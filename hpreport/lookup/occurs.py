"""Where a phrase stands in a normal text, numbers and Latin words not cut: 5G is not in 15G."""

from collections.abc import Iterator


def places(key: str, phrase: str) -> Iterator[int]:
    """Yield the places where `phrase` stands in `key`, both in normal form.

    >>> list(places("15g,5g基站", "5g"))
    [4]
    """
    at = key.find(phrase) if phrase else -1
    while at >= 0:
        if not (_cuts(key, at) or _cuts(key, at + len(phrase))):
            yield at
        at = key.find(phrase, at + 1)


def count(key: str, phrase: str) -> int:
    """Return how often a phrase stands in a normal text."""
    return sum(1 for _ in places(key, phrase))


def has(key: str, phrase: str) -> bool:
    """Tell whether a phrase stands in a normal text."""
    return next(places(key, phrase), -1) >= 0


def _cuts(key: str, at: int) -> bool:
    """Tell whether a place in a normal text lies inside a Latin word or a number."""
    return 0 < at < len(key) and _is_latin(key[at - 1]) and _is_latin(key[at])


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".+")
