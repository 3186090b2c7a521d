"""What a reader typed to be searched for: words, phrases in quotation marks, and words to leave out."""

import re
from typing import NamedTuple

from hpreport.text.fold import PAUSE, phrase_of
from hpreport.text.lexicon import pattern, words

# a piece between white space: 老旧小区, -食堂, "高新技术企业", -“三保”; quotation marks inside a piece are no syntax
_PIECE = re.compile(r"(?<!\S)(?P<minus>[-－−]?)(?:[\"“「](?P<phrase>[^\"”」]+)[\"”」](?!\S)|(?P<text>\S+))")

_ASKING = re.compile(pattern("search_asks"))

ASKING = frozenset(words("search_asking_words"))
"""Words that ask, where they stand between others."""


class SearchQuery(NamedTuple):
    """One query, in normal form."""

    whole: str
    """All that is looked for, as it stands: the phrase that is asked for first."""
    text: str
    """What is cut into words, pauses between the pieces."""
    phrases: tuple[str, ...]
    """What must stand in a passage word for word."""
    excluded: tuple[str, ...]
    """What must not."""


def parse_query(typed: str) -> SearchQuery:
    """Return what `typed` asks for.

    >>> parse_query('养老 "幸福长者食堂" -补贴').excluded
    ('补贴',)
    """
    pieces = list(_PIECE.finditer(typed))
    wanted = [piece["phrase"] or piece["text"] for piece in pieces if not piece["minus"]]
    return SearchQuery(
        whole=phrase_of("".join(wanted)),
        text=PAUSE.join(filter(None, (phrase_of(_ASKING.sub("", text)) or phrase_of(text) for text in wanted))),
        phrases=tuple(filter(None, (phrase_of(p["phrase"]) for p in pieces if p["phrase"] and not p["minus"]))),
        excluded=tuple(filter(None, (phrase_of(p["phrase"] or p["text"]) for p in pieces if p["minus"]))),
    )
