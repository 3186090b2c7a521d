"""What is new in a report and what is gone from it, compared with an earlier one: terms, phrases, targets, words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hpreport.figures.across import annual_figures, direction, preferred, year_of
from hpreport.figures.panel import number_of
from hpreport.figures.select import sort_figures, stated
from hpreport.index.index import Index
from hpreport.records import Row
from hpreport.text.fold import fold

KINDS = ("term", "phrase", "target", "word")
NEW, GONE, EXPLAINED, UNEXPLAINED, CHANGED = "new", "gone", "explained", "unexplained", "changed"
LEAST_TIMES = 3
"""Least frequency of a word of the body that is listed: a single use is chance."""


class Difference(NamedTuple):
    """Something that one of two reports has and the other has not, or has otherwise."""

    kind: str
    """One of `KINDS`."""
    change: str
    """As `Difference` of the contract says it."""
    text: str
    before: str
    """What the earlier report says of it; empty where it does not have it."""
    after: str
    before_line: int | None
    after_line: int | None
    times: int
    """How often it stands in the body of the report that has it."""


class _Side(NamedTuple):
    """What one of the reports says, and in which line."""

    told: str = ""
    line: int | None = None


_NOTHING = _Side()


def _made(kind: str, change: str, text: str, sides: tuple[_Side, _Side], times: int) -> Difference:
    before, after = sides
    return Difference(kind, change, text, before.told, after.told, before.line, after.line, times)


def differences(before: Index, after: Index, kinds: Iterable[str] = KINDS[:3]) -> Iterator[Difference]:
    """Yield what is new in the later of two reports, then what is gone from the earlier, by kind."""
    find = {"term": _terms, "phrase": _phrases, "target": _targets, "word": _words}
    for kind in kinds:
        yield from find[kind](before, after)


# --- terms and phrases ---


def _times(index: Index, text: str) -> int:
    """Return how often a text stands in the body as it is."""
    return sum(len(use.spans) for use in index.search.uses(f"“{text}”"))


def _by_name(rows: Iterable[Row]) -> dict[str, Row]:
    return {fold(row["term"]): row for row in reversed(list(rows))}


def _terms(before: Index, after: Index) -> Iterator[Difference]:
    """Yield the terms that only one of the glossaries explains, telling whether the other's body has the word."""
    old, new = _by_name(before.terms), _by_name(after.terms)
    for name, row in reversed(new.items()):
        if name not in old:
            change = EXPLAINED if _times(before, row["term"]) else NEW
            yield _of_row("term", change, None, row, _times(after, row["term"]))
    for name, row in reversed(old.items()):
        if name not in new:
            change = UNEXPLAINED if _times(after, row["term"]) else GONE
            yield _of_row("term", change, row, None, _times(before, row["term"]))


def _phrases(before: Index, after: Index) -> Iterator[Difference]:
    """Yield the phrases in quotation marks without an explanation that the other report has nowhere."""
    for change, own, other in ((NEW, after, before), (GONE, before, after)):
        known = _by_name([*other.terms, *other.phrases])
        for name, row in reversed(_by_name(own.phrases).items()):
            if name not in known and not _times(other, row["term"]):
                earlier, later = (None, row) if change == NEW else (row, None)
                yield _of_row("phrase", change, earlier, later, _times(own, row["term"]))


def _of_row(kind: str, change: str, before: Row | None, after: Row | None, times: int) -> Difference:
    def side(row: Row | None) -> _Side:
        return _Side(row["definition"] or row["mentions"][0]["quote"], row["line"]) if row else _NOTHING

    return _made(kind, change, str((before or after or {})["term"]), (side(before), side(after)), times)


# --- targets ---


def _targets(before: Index, after: Index) -> Iterator[Difference]:
    """Yield the targets of the year planned whose numbers differ, and those that only one report has."""
    old, new = _by_indicator(before), _by_indicator(after)
    for key, row in new.items():
        if key in old and not _same(old[key], row):
            yield _of_target(CHANGED, old[key], row)
    yield from (_of_target(NEW, None, row) for key, row in new.items() if key not in old)
    yield from (_of_target(GONE, row, None) for key, row in old.items() if key not in new)


def _by_indicator(index: Index) -> dict[tuple[str, ...], Row]:
    """Return the targets of the year that a report plans, by indicator, measure and unit, the headline first."""
    own = [row for row in index.figures if row["kind"] == "target" and row["year"] == year_of(index.info, "target")]
    found: dict[tuple[str, ...], Row] = {}
    for row in sort_figures([row for row in annual_figures(own) if not row["stretch"]]):
        key = row["topic"], direction(row["measure"]), row["amount_unit"]
        found[key] = preferred(row, found.get(key), index.infos)
    return found


def _same(one: Row, other: Row) -> bool:
    if one["value"] is None or other["value"] is None:
        return fold(one["text"]) == fold(other["text"])
    return number_of(one) == number_of(other)


def _of_target(change: str, before: Row | None, after: Row | None) -> Difference:
    def side(row: Row | None) -> _Side:
        return _Side(stated(row["measure"], row["text"]), row["line"]) if row else _NOTHING

    return _made("target", change, str((after or before or {})["topic"]), (side(before), side(after)), 1)


# --- words of the body ---


def _words(before: Index, after: Index) -> Iterator[Difference]:
    """Yield the words that stand in one body `LEAST_TIMES` or more and in the other nowhere, the most used first."""
    for change, own, other in ((NEW, after, before), (GONE, before, after)):
        counts = own.passage_tables.vocabulary(())
        often = {word: times for word, times in counts.items() if times >= LEAST_TIMES and _is_word(word)}
        pieces = {
            word for word in often for other in often if word in other and word != other and often[word] == often[other]
        }
        for word in sorted(often.keys() - pieces, key=lambda word: (-counts[word], word)):
            if not _times(other, word):
                sides = (_NOTHING, _first_use(own, word))
                yield _made("word", change, word, sides if change == NEW else sides[::-1], counts[word])


def _is_word(word: str) -> bool:
    return len(word) > 1 and not word.isascii()


def _first_use(index: Index, word: str) -> _Side:
    from hpreport.passages.passage import snippet

    passage = next(index.search.uses(f"“{word}”")).passage
    return _Side(snippet(passage.text, [word]), passage.line)
