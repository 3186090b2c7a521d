"""The first bytes of a compiled index, which say what it was made from. Imports nothing: the quickest path reads it."""

FORMAT = 4
"""Version of the tables' layout: a compiled form of another version is not used."""
WORDS, READY = "completions", "ready"
"""Names of the last two tables: words that complete a query, and queries with the lines that answer them."""


def header_start(size: int | str) -> str:
    """Return how the header of a compiled form begins that was made from a YAML index of `size` bytes."""
    return f'{{"format": {FORMAT}, "index": "{size}-'
