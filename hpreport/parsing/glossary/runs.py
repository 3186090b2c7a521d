"""A glossary by what it is: a run of entries up to the end of a text, whatever its heading says or if it has none.

The body has numbered lists too (1.医疗卫生方面：…). What is explained is used above: most headwords of a glossary stand
in the body, or are marked there by their numbers.
"""

import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from hpreport.model import Paragraph
from hpreport.parsing.glossary.entries import Entry, Piece, Style, entry_of, parse_entries, pieces_of, style_of, term_of
from hpreport.text.fold import fold
from hpreport.text.lexicon import pattern
from hpreport.text.numerals import ONE_TO_TEN

_OPENS = re.compile(pattern("definition_opens"))
_COINED = re.compile(rf"[“\"《A-Z+{ONE_TO_TEN}两]")
"""What a headword has that a body would not put at the head of a list: quotation marks, a number, letters."""
_FEWEST = 3
"""Entries that make a run without a heading."""
_EARLIEST = 0.3
"""Share of a text, in characters, before which no run is looked for."""
_MOST_TRIED = 100
"""Paragraphs that may begin a run, the last of a text, of which each is tried with all that follow it."""
_USED, _PLAIN_USED, _DEFINED, _MARKED = 0.6, 0.75, 0.5, 0.6
"""Shares of the entries that are used in the body, look like definitions, and are marked in the body."""
_LONGEST_LEAD = 30
_SENTENCE = re.compile(r"[。！；，,!;]|\d日$")
_HEADS = (Style.CN, Style.CN_ROUND)


def find_run(rows: Sequence[Paragraph]) -> int | None:
    """Return the index of the paragraph with which a run of entries up to the end of a text begins, or None."""
    pieces = [list(pieces_of(row)) for row in rows]
    for at in deque(_beginnings(rows, pieces), maxlen=_MOST_TRIED):
        if is_run(rows, at):
            return at + _has_lead(rows, pieces, at)
    return None


def _beginnings(rows: Sequence[Paragraph], pieces: Sequence[Sequence[Piece]]) -> Iterator[int]:
    total, read = sum(len(row.text) for row in rows), 0
    for at, row in enumerate(rows):
        if read >= total * _EARLIEST and _may_begin(pieces, at):
            yield at
        read += len(row.text)


def _may_begin(pieces: Sequence[Sequence[Piece]], at: int) -> bool:
    """Tell whether a paragraph may be the first entry: number 1, or one without a number behind what is none."""
    first = pieces[at][0]
    if first.style in _HEADS:
        return first.number == 1 and entry_of(first, numbered=True) is not None
    if first.number is not None or first.style not in (None, Style.BULLET):
        return first.number in (None, 1) and entry_of(first, numbered=True) is not None
    if entry_of(first, numbered=False) is None:
        return False
    before = pieces[at - 1][0] if at else None
    return before is None or before.style is not first.style or entry_of(before, numbered=False) is None


def _has_lead(rows: Sequence[Paragraph], pieces: Sequence[Sequence[Piece]], at: int) -> bool:
    """Tell whether the first paragraph of a run heads it and only looks like an entry: 小贴士：⏎“三保”：…."""
    first, following = pieces[at][0], pieces[at + 1][0]
    entry = entry_of(first, numbered=False)
    if (
        first.style
        or entry is None
        or len(rows[at].text) > _LONGEST_LEAD
        or entry_of(following, numbered=False) is None
    ):
        return False
    return not _uses(fold("".join(row.text for row in rows[:at])), entry.headword) and is_run(rows, at + 1)


def is_run(rows: Sequence[Paragraph], start: int) -> bool:
    """Tell whether the paragraphs from `start` on are entries of a glossary of the text before them."""
    pieces = [piece for row in rows[start:] for piece in pieces_of(row)]
    style = style_of(pieces)
    if pieces[0].style is not style or (style is None and _counts(pieces)):
        return False
    entries, rest = parse_entries(rows[start:])
    if len(entries) < _FEWEST or len(rest) > len(entries) or len(pieces) > 3 * len(entries) + len(rest):
        return False
    body = fold("".join(row.text for row in rows[:start]))
    numbers = {mark.number for row in rows[:start] for mark in row.marks if mark.at}
    return all(_explains(series, style, body, numbers) for series in _series(entries))


def _series(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Yield the entries as far as they count up: a list of the body before a glossary, groups of a glossary."""
    cuts = [at for at, entry in enumerate(entries) if entry.number == 1 and at and entries[at - 1].number]
    for first, last in pairwise([0, *cuts, len(entries)]):
        yield entries[first:last]


def _explains(entries: Sequence[Entry], style: Style | None, body: str, numbers: Collection[int]) -> bool:
    """Tell whether entries explain words of the body, in which marks with these numbers stand."""
    used = [entry for entry in entries if _uses(body, entry.headword)]
    defined = sum(bool(_OPENS.match(entry.definition) or _COINED.search(entry.headword)) for entry in used)
    needed = len(entries) * (_USED if style else _PLAIN_USED)
    if style not in (Style.BRACKETED, Style.NOTE, Style.CIRCLED):
        return len(used) >= needed and defined >= _DEFINED * len(entries)
    marked = sum(entry.number in numbers for entry in entries if entry.number)
    return marked >= _MARKED * len(entries) or len(used) >= needed


def _counts(pieces: Sequence[Piece]) -> bool:
    """Tell whether pieces are numbered further down: there begins the run."""
    return sum(piece.number is not None for piece in pieces) >= _FEWEST


def _uses(body: str, headword: str) -> bool:
    words = (fold(term_of(headword)), fold(re.split("[（(]", headword)[0]))
    return any(len(word) > 1 and word in body for word in words)


def lead_of(rows: Sequence[Paragraph], start: int) -> int:
    """Return the index of the lines above a run that head it: short, and no sentence."""
    at = start
    while at > 0 and start - at < 2 and _is_lead(rows[at - 1].text):
        at -= 1
    return at


def _is_lead(text: str) -> bool:
    return len(text) <= _LONGEST_LEAD and not _SENTENCE.search(text)
