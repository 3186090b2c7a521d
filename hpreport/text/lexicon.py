"""Patterns made from lists of words."""


def any_of(words: str) -> str:
    """Return a pattern that matches any of `words`, which are set apart by white space, the longest first.

    >>> any_of("增加 增加到")
    '(?:增加到|增加)'
    """
    return "(?:" + "|".join(sorted(words.split(), key=lambda word: (-len(word), word))) + ")"
