"""A passage as the search reads it."""

from typing import NamedTuple


class Passage(NamedTuple):
    """A paragraph of the report, the thing that is found."""

    section: str
    """Outline id of the node it stands in."""
    line: int
    text: str
    key: str
    """The text in normal form."""
    heading: str
    """Normal form of the heading that it opens with; empty where it has none."""
    length: int
    """Words in its text."""
    notes: str
    """Normal form of the explanations of the terms it uses."""
