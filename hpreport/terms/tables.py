"""Build time: what the look-up needs of a report, as tables of plain values."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from hpreport.model import Report, Term
from hpreport.terms.names import ALIAS, PART, QUOTED, WHOLE
from hpreport.text.boundaries import word_edges
from hpreport.text.fold import fold
from hpreport.text.lexicon import Characters
from hpreport.text.numerals import with_digits
from hpreport.text.pinyin import Readings, close_sound, initials, spellings

_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
_PAUSE = re.compile(r"[^\w+]+")
# one of these for each syllable of a term's pinyin
_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)?|\+|[\u3400-\u9fff〇]")
_DIVIDERS = re.compile(r"[“”\"、，,（）()]")


def _names(term: Term) -> Iterator[tuple[str, str]]:
    """Yield the folded names a term goes by, with their kinds."""
    yield fold(term.term), WHOLE
    for match in _QUOTED.finditer(term.term):
        yield fold(match[1]), QUOTED
    for piece in _DIVIDERS.split(term.term):
        for part in dict.fromkeys((piece, *piece.split("+"))):
            folded = fold(part)
            yield folded, QUOTED if len(folded) > 2 and folded.isascii() and folded.isalpha() else PART
    for alias in (*term.aliases, _component_initials(term)):
        yield fold(alias), ALIAS


def _component_initials(term: Term) -> str:
    """Return the components by their first characters (德智体美劳 for 五育), where these tell them apart."""
    firsts = [fold(component.text)[:1] for component in term.components if not component.label]
    return "".join(firsts) if len(firsts) > 2 and len(set(firsts)) == len(firsts) else ""


def _unique_names(term: Term) -> list[tuple[str, str]]:
    names: dict[str, str] = {}
    for folded, kind in _names(term):
        if len(folded) > 1:
            names.setdefault(folded, kind)
    return list(names.items())


def lookup_tables(report: Report, characters: Characters) -> dict[str, Any]:
    """Return the tables of the look-up and of `scan`, by name."""
    names = [(folded, number, kind) for number, term in enumerate(report.terms) for folded, kind in _unique_names(term)]
    return {
        "exact": _exact(report.terms),
        "names": [[folded, with_digits(folded), number, kind] for folded, number, kind in names],
        **_sounds(report.terms, names, characters),
        "edges": word_edges({folded for folded, _, kind in names if kind in (WHOLE, QUOTED)}),
        "phrase_keys": _phrase_keys(report),
        "explained": [_explained(term) for term in report.terms],
        **_characters(report, [folded for folded, _, _ in names], characters),
    }


def _exact(terms: Sequence[Term]) -> dict[str, list[int]]:
    """Return the terms and headwords as printed, with their positions; a glossary may explain one twice."""
    exact: dict[str, list[int]] = {}
    for number, term in enumerate(terms):
        for printed in dict.fromkeys((term.term, term.headword)):
            exact.setdefault(printed, []).append(number)
    return exact


def _phrase_keys(report: Report) -> dict[str, int]:
    """Return the folded phrases, as written and with their numbers in digits, with their positions.

    A phrase that is itself the explanation of a term (与邻为善、以邻为伴 of 两邻) is left to the term.
    """
    keys: dict[str, int] = {}
    explanations = {
        fold(text) for term in report.terms for text in (term.definition, *(c.text for c in term.components))
    }
    for number, phrase in enumerate(report.phrases):
        if fold(phrase.text) in explanations:
            continue
        for key in (fold(phrase.text), with_digits(fold(phrase.text))):
            keys.setdefault(key, number)
    return keys


def _sounds(terms: Sequence[Term], names: Sequence[tuple[str, int, str]], characters: Characters) -> dict[str, Any]:
    """Return pinyin -> names and initials -> names, by position in the table of names."""
    readings = Readings(characters.readings)
    pinyin: dict[str, list[int]] = {}
    first_letters: dict[str, list[int]] = {}
    for at, (folded, number, _) in enumerate(names):
        ways = spellings(folded, readings, _readings_of(folded, terms[number]))
        for key in dict.fromkeys("".join(way) for way in ways):
            pinyin.setdefault(key, []).append(at)
        for key in dict.fromkeys(initials(way) for way in ways):
            first_letters.setdefault(key, []).append(at)
    return {"pinyin": pinyin, "initials": first_letters}


def _readings_of(folded: str, term: Term) -> list[str]:
    """Return the reading of each Chinese character of a name that is a run of the term, as the index gives it."""
    tokens, syllables = _TOKEN.findall(term.term), term.pinyin.split()
    if len(tokens) != len(syllables):  # an index made or changed by hand
        return []
    pairs = [(token, syllable) for token, syllable in zip(tokens, syllables, strict=True) if not token.isascii()]
    wanted = "".join(char for char in folded if not char.isascii())
    at = "".join(char for char, _ in pairs).find(wanted)
    return [syllable for _, syllable in pairs[at : at + len(wanted)]] if at >= 0 else []


def _explained(term: Term) -> dict[str, Any]:
    return {
        "text": "|".join(piece for piece in map(fold, _PAUSE.split(term.definition)) if piece),
        "components": [fold(c.text) for c in term.components] + [fold(i) for c in term.components for i in c.items],
        "words": " ".join(term.aliases).casefold(),
    }


def _characters(report: Report, names: Iterable[str], characters: Characters) -> dict[str, Any]:
    """Return the character tables cut down to what can lead to this report's words."""
    texts = [term.headword + term.definition + "".join(term.aliases) for term in report.terms]
    texts += [p.text for s in report.sections for p in s.paragraphs]
    used = set("".join(texts))
    in_names = {char for name in names for char in name if not char.isascii()}
    return {
        "simplified": _simplified(used, characters.simplified),
        "readings": _readings(in_names, characters.readings),
        "lookalikes": {char: characters.lookalikes[char] for char in sorted(in_names & characters.lookalikes.keys())},
    }


def _simplified(used: Collection[str], simplified: Mapping[str, str]) -> list[str]:
    """Return the traditional characters that are not used and, in the same order, the simplified ones that are."""
    pairs = [(old, new) for old, new in simplified.items() if new in used and old not in used]
    return ["".join(side) for side in zip(*pairs, strict=True)] or ["", ""]


def _readings(chars: Set[str], readings: Mapping[str, str]) -> dict[str, str]:
    """Return the syllables of these characters, and those that many speakers do not tell from them."""
    own = {close_sound(syllable) for syllable, sounding in readings.items() if chars & set(sounding)}
    return {syllable: sounding for syllable, sounding in readings.items() if close_sound(syllable) in own}
