"""Files of all kinds to text."""

from typing import NamedTuple


class Document(NamedTuple):
    """What a file says."""

    text: str
    """A paragraph a line; line numbers count these."""
    notes: tuple[str, ...] = ()
    """Warnings in Chinese of what was left out, put right or not certain."""
