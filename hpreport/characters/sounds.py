"""Which characters sound the same: the table `readings`.

Readings are those of 《通用规范汉字字典》 (Unihan's kTGHZ2013); of a polyphone's readings those that Unihan's counts of
words (kHanyuPinlu), its usual reading (kMandarin) or pypinyin's phrases attest.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from hpreport.characters.sources import unihan

_ATTESTED = 3
"""Phrases that attest a reading; one or two may be a name or an error."""


def readings_table(characters: Iterable[str]) -> dict[str, str]:
    """Return syllable -> the characters that may be read so, in code point order."""
    readings = _readings_of(characters)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for character in sorted(readings):
        for syllable in readings[character]:
            groups[syllable].append(character)
    return {syllable: "".join(groups[syllable]) for syllable in sorted(groups)}


def share_reading(one: str, other: str) -> bool:
    """Tell whether two characters have a sound in common, tone included, in pypinyin's full list of readings."""
    return bool(set(pinyin_dict.get(ord(one), "").split(",")) & set(pinyin_dict.get(ord(other), "").split(",")) - {""})


def _readings_of(characters: Iterable[str]) -> dict[str, list[str]]:
    """Return the readings in use of each character; a dictionary's rare ones (万 mò, 大 tài) are left out."""
    dictionary, counted = unihan("Readings", "kTGHZ2013"), unihan("Readings", "kHanyuPinlu")
    usual, phrases = unihan("Readings", "kMandarin"), _attested_in_phrases()
    result = {}
    for character in characters:
        listed = _syllables(dictionary.get(character) or pinyin_dict[ord(character)].split(",")[0])
        in_use = {*_syllables(counted.get(character, "")), *_syllables(usual.get(character, ""))[:1]}
        kept = [reading for reading in listed if reading in in_use or (character, reading) in phrases]
        result[character] = kept or listed[:1]
    return result


def _attested_in_phrases() -> set[tuple[str, str]]:
    """Return (character, reading) that enough of pypinyin's 47,000 phrases have."""
    counts: Counter[tuple[str, str]] = Counter()
    for phrase, readings in phrases_dict.items():
        pairs = zip(phrase, readings, strict=True)
        counts.update({(character, _toneless(reading[0])) for character, reading in pairs})
    return {pair for pair, count in counts.items() if count >= _ATTESTED}


def _syllables(value: str) -> list[str]:
    """Return the toneless readings in a Unihan value: `131.140:háng 408.120:xíng`, `xíng(2943) háng(218)`, `dōu dū`."""
    parts = (part.rpartition(":")[2].partition("(")[0] for part in value.split())
    return list(dict.fromkeys(_toneless(reading) for part in parts for reading in part.split(",")))


def _toneless(syllable: str) -> str:
    """Return the syllable without its tone, ü as v: lǜ -> lv, ê̄ -> e."""
    kept = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(character for character in kept if character.isascii())
