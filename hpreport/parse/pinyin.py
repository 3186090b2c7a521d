"""Pinyin of a headword, by pypinyin's phrase dictionary with corrections from `data/readings.yaml`."""

import re
import unicodedata
from collections.abc import Mapping

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)?|\+|[\u3400-\u9fff〇]+")
_HAN = re.compile(r"[\u3400-\u9fff〇]+")


def _syllables(text: str, readings: Mapping[str, str]) -> list[str]:
    """Return one syllable with tone mark for each character of a run of Chinese characters."""
    from pypinyin import Style, lazy_pinyin

    for phrase, reading in readings.items():
        if phrase in text:
            before, after = text.split(phrase, 1)
            return [*_syllables(before, readings), *reading.split(), *_syllables(after, readings)]
    return lazy_pinyin(text, style=Style.TONE) if text else []


def pinyin_of(text: str, readings: Mapping[str, str]) -> str:
    """Return the pinyin of `text` with tone marks, a space between syllables; Latin and digits stand as they are.

    `readings` corrects pypinyin: phrase -> syllables with tone marks, for phrases it gets wrong.
    Punctuation is left out; `+` reads jiā.

    >>> pinyin_of("“131+1”工程", {})
    '131 jiā 1 gōng chéng'
    """
    out: list[str] = []
    for token in _TOKEN.findall(text):
        if _HAN.fullmatch(token):
            out += _syllables(token, readings)
        else:
            out.append("jiā" if token == "+" else token)
    return " ".join(out)


def initials_of(text: str, readings: Mapping[str, str]) -> str:
    """Return the first letter of each syllable in lower case; Latin words, digits and `+` stand whole.

    >>> initials_of("“131+1”工程", {})
    '131+1gc'
    """
    out = ""
    for token in _TOKEN.findall(text):
        if _HAN.fullmatch(token):
            first = (unicodedata.normalize("NFD", syllable)[0] for syllable in _syllables(token, readings))
            out += "".join(first)
        else:
            out += token.lower()
    return out
