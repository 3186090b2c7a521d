"""Pinyin of headwords, from pypinyin with hand-kept corrections, and pinyin as people type it.

For comparing: syllables without tones, ü as u, every reading of a character, numbers as they are spoken.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

_SPOKEN = {
    "0": "ling", "1": "yi", "2": "er", "3": "san", "4": "si", "5": "wu", "6": "liu", "7": "qi", "8": "ba", "9": "jiu",
}  # fmt: skip
_MOST = 24
"""Spellings kept for one word: the product of its characters' readings is cut off here."""
_CLOSE = ((re.compile("([zcs])h"), r"\1"), (re.compile("ng"), "n"))

# san1 bao3: every syllable with the number of its tone
_NUMBERED = re.compile(r"(?:[A-Za-züÜ:]{1,6}[1-5]\s*){2,}")
_TONES = re.compile("[1-5]")


class Readings(dict[str, Sequence[str]]):
    """Character -> its syllables, looked up when they are first asked for in a table syllable -> characters."""

    def __init__(self, syllables: Mapping[str, str]) -> None:
        super().__init__()
        self._syllables = syllables

    def __missing__(self, char: str) -> Sequence[str]:
        found = self[char] = [s.replace("v", "u") for s, characters in self._syllables.items() if char in characters]
        return found


def plain_pinyin(text: str) -> str:
    """Return pinyin without tone marks, spaces, apostrophes and case; ü and v become u. Other characters stay.

    >>> plain_pinyin("Lǜ sè")
    'luse'
    """
    text = _TONES.sub("", text) if _NUMBERED.fullmatch(text.strip()) else text
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return re.sub(r"[\s'’·\-]", "", bare).replace("v", "u")


def _options(char: str, readings: Readings) -> Sequence[str]:
    if char in _SPOKEN:
        return (_SPOKEN[char], char)
    if char == "+":
        return ("jia", "", "+")
    return (char,) if char.isascii() else readings[char]


def spellings(folded: str, readings: Readings, known: Sequence[str] = ()) -> list[tuple[str, ...]]:
    """Return the ways to spell a folded word, each a tuple of syllables; none where a character has no known reading.

    `known` gives the reading of each Chinese character in this word, as its index says; it comes first.
    """
    usual = iter(known)
    options = []
    for char in folded:
        choices = list(_options(char, readings))
        if not char.isascii():
            first = plain_pinyin(next(usual, "")) or (choices[0] if choices else "")
            choices = [first, *(c for c in choices if c != first)] if first else []
        if not choices:
            return []
        options.append(choices)
    return list(islice(product(*options), _MOST))


def initials(syllables: Iterable[str]) -> str:
    """Return the first letters of syllables; digits and `+` as they stand."""
    return "".join(syllable[:1] for syllable in syllables)


def close_sound(pinyin: str) -> str:
    """Return pinyin with the sounds that many speakers do not tell apart made alike: zh/z, ch/c, sh/s, -ng/-n."""
    for pattern, replacement in _CLOSE:
        pinyin = pattern.sub(replacement, pinyin)
    return pinyin


def loose_sound(pinyin: str) -> str:
    """Return what `close_sound` does, l as n besides, which many do not tell apart either.

    >>> loose_sound("sanlianghua"), loose_sound("sannianhua")
    ('sannianhua', 'sannianhua')
    """
    return close_sound(pinyin).replace("l", "n")


def query_spellings(folded: str, readings: Readings) -> Iterator[str]:
    """Yield the ways to spell a query in which letters, digits and characters may mix (san保, 3bao)."""
    for syllables in spellings(folded, readings):
        yield "".join(syllables)


_TOKEN, _HAN = r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)?|\+|[\u3400-\u9fff〇]+", r"[\u3400-\u9fff〇]+"
"""Used where an index is built: a look-up need not wait for their compilation."""


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
    for token in re.findall(_TOKEN, text):
        if re.fullmatch(_HAN, token):
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
    for token in re.findall(_TOKEN, text):
        if re.fullmatch(_HAN, token):
            first = (unicodedata.normalize("NFD", syllable)[0] for syllable in _syllables(token, readings))
            out += "".join(first)
        else:
            out += token.lower()
    return out
