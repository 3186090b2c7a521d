"""The names a term goes by in the look-up."""

from typing import NamedTuple

WHOLE, QUOTED, PART, ALIAS = "whole", "quoted", "part", "alias"
"""Kinds of name: the whole term; what quotation marks enclose in it, or its acronyms; any other piece; an alias."""


class Name(NamedTuple):
    """One name of one term."""

    fold: str
    digits: str
    """The fold with its numbers in Arabic digits."""
    term: int
    """Position of the term in the index, 0-based."""
    kind: str
