"""What a reader typed to be searched for: words, phrases in quotation marks, and words to leave out."""

import re
from typing import NamedTuple

from hpreport.text.fold import PAUSE, phrase_of

# a piece between white space: 老旧小区, -食堂, "高新技术企业", -“三保”; quotation marks inside a piece are no syntax
_PIECE = re.compile(r"(?<!\S)(?P<minus>[-－−]?)(?:[\"“「](?P<phrase>[^\"”」]+)[\"”」](?!\S)|(?P<text>\S+))")

# words that ask, and say nothing of what is asked
_ASKING = re.compile(
    r"^(?:请问|关于|有关|什么是|如何|怎么|怎样)|(?:怎么办|怎么样|怎样|如何|多少|有哪些|哪些|是什么|什么|几个|情况|方面|吗|呢)$"
)

ASKING = frozenset({"怎么", "怎样", "如何", "什么", "多少", "哪些", "哪里", "有没有", "是否", "为什么"})
"""Such words where they stand between others."""


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
