"""A query in the forms that the tiers of the look-up compare, and how far it is from a name.

The distance counts what people really mistype: sounds, shapes, swaps, lost characters. Few names are measured: words no
more than so many edits apart (a swap of two neighbours is one) share all but so many characters of the longer, and
these are quickly counted.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from hpreport.text.fold import fold
from hpreport.text.lexicon import any_of, pattern
from hpreport.text.numerals import NUMERALS, chinese_to_int, with_digits
from hpreport.text.pinyin import plain_pinyin

_WORD = re.compile(r"[^\s，,。；;、！!？?：:“”\"‘’「」『』《》（）()【】\[\]/|]+")
LONGEST = 64
"""Folded characters beyond which a query is a text, not a slip of the pen: the costly tiers are left out."""


class Query(NamedTuple):
    """One query: as typed, folded, with its numbers in digits, and its words."""

    typed: str
    fold: str
    digits: str
    words: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        """Whether the tiers that compare character by character take it."""
        return 0 < len(self.fold) <= LONGEST

    @property
    def is_number(self) -> bool:
        """Whether the query is nothing but a number, which is never a slip for another."""
        return self.fold.isdigit() or chinese_to_int(self.fold) is not None


def make_query(typed: str, simplified: dict[int, str]) -> Query:
    """Return the query for what was typed; `simplified` is a `str.translate` table to simplified characters."""
    text = typed.translate(simplified)
    folded = fold(text)
    words = tuple(word for match in _WORD.finditer(text[: LONGEST * 4]) if (word := fold(match[0])))
    return Query(typed.strip(), folded, with_digits(folded), words)


def without_question(typed: str) -> str:
    """Return the query without the words that make a question of it: 什么是三保, 五免服务有哪些."""
    text = typed.strip().rstrip("？?。.！! ")
    asked = re.sub(f"^{any_of('term_asks')}+(?=.{{2}})", "", text)
    return re.sub(f"(?<=.{{2}}){pattern('term_asked')}+$", "", asked)


def usual_queries(term: str, headword: str, pinyin: str) -> tuple[str, ...]:
    """Return the usual ways to ask for a term, those as printed first."""
    folded = fold(term)
    first_letters = "".join(plain_pinyin(syllable)[:1] for syllable in pinyin.split())
    return term, headword, folded, with_digits(folded), plain_pinyin(pinyin), first_letters


# --- distance from a name ---

SAME_SOUND = 0.4
LIKE_SHAPE = 0.4
CLOSE_SOUND = 0.5
SWAPPED = 0.6
"""Two neighbours in the wrong order."""
DOUBLED = 0.5
"""A letter typed twice, or once for twice."""
LOST_PLUS = 0.3
LOST = 1.0
"""A character left out or added."""
OTHER = 1.3
"""Any other wrong character."""
NUMBER = 9.0
"""Another number: 三农 counts other things than 两农, and 四 and 十 only sound nearly the same, so this is no slip."""

_LATIN_SHAPES = frozenset({"0o", "o0", "1l", "l1", "1i", "i1", "十+"})
"""Typed and meant: T0D for TOD, 3十9十9 for 3+9+9."""

Likeness = Callable[[str, str], float | None]
"""Cost of typing the first character for the second, where they sound or look alike; else None."""


def max_cost(typed: int, meant: int) -> float:
    """Return how far a query of `typed` characters may be from a word of `meant` characters and still stand for it.

    2 or 3 characters: one slip of sound, shape or order. 4 or 5: also one character lost or added. 6 to 9: also one
    wrong altogether. 10 and more: two lost, added or nearly wrong. Of a shorter query the max_cost is that of a word
    one character longer.
    """
    length = min(meant, typed + 1)
    if length < 4:
        return 0.6
    if length < 6:
        return 1.0
    return 1.6 if length < 10 else 2.4


def substitution(typed: str, meant: str, alike: Likeness) -> float:
    """Return the cost of having typed one character for another."""
    if typed == meant:
        return 0.0
    cost = LIKE_SHAPE if typed + meant in _LATIN_SHAPES else alike(typed, meant)
    if typed in NUMERALS and meant in NUMERALS and cost in (None, CLOSE_SOUND):
        return NUMBER
    return OTHER if cost is None else cost


def _gap(word: str, at: int, *, added: bool) -> float:
    """Return the cost of the character at `at` having been lost or, where `added` says so, added.

    A number may be lost (三管必须 for 三管三必须); one too many is another number (二十大行动 is not 十大行动).
    """
    if word[at] == "+":
        return LOST_PLUS
    if added and word[at] in NUMERALS:
        return NUMBER
    doubled = word[at].isascii() and word[at] in word[max(at - 1, 0) : at] + word[at + 1 : at + 2]
    return DOUBLED if doubled else LOST


def distance(typed: str, meant: str, alike: Likeness) -> float:
    """Return the cheapest way to have typed `typed` for `meant` (optimal string alignment with the costs above)."""
    before: list[float] = []
    row = [0.0]
    for char_at in range(len(meant)):
        row.append(row[-1] + _gap(meant, char_at, added=False))
    for i, char in enumerate(typed):
        added = _gap(typed, i, added=True)
        new = [row[0] + added]
        for j, wanted in enumerate(meant):
            lost = _gap(meant, j, added=False)
            cost = min(row[j] + substitution(char, wanted, alike), row[j + 1] + added, new[j] + lost)
            if i and j and typed[i - 1] == wanted and meant[j - 1] == char != wanted:
                cost = min(cost, before[j - 1] + SWAPPED)
            new.append(cost)
        before, row = row, new
    return row[-1]


def most_edits(typed: int, meant: int) -> int:
    """Return how many edits, at the cheapest, `max_cost` leaves room for between words of these lengths."""
    return int(max_cost(typed, meant) / min(SAME_SOUND, LIKE_SHAPE))


class CharacterFilter:
    """Names by their characters."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._having: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            for key in _counted(name):
                self._having.setdefault(key, []).append(place)

    def with_word(self, word: str) -> Counter[int]:
        """Return the places of the names that share characters with a word, and how many each of them shares."""
        return Counter(place for key in _counted(word) for place in self._having.get(key, ()))

    def within(self, word: str, edits: Callable[[int], int]) -> set[int]:
        """Return the places of the names that share enough to be, perhaps, no more edits away than `edits` says."""
        shared = self.with_word(word).items()
        return {place for place, n in shared if n >= max(len(word), len(self._names[place])) - edits(place)}


def _counted(word: str) -> list[str]:
    """Return each character of a word, repeated as often as it has stood so far: 三, 不, 三三 for 三不三."""
    return [char * word.count(char, 0, at + 1) for at, char in enumerate(word)]


def lcs_length(first: str, second: str) -> int:
    """Return how many characters two words share in the same order (their longest common subsequence).

    >>> lcs_length("三不腐", "三保三不")
    2
    """
    row = [0] * (len(second) + 1)
    for char in first:
        before, row = row, [0]
        for at, other in enumerate(second):
            row.append(before[at] + 1 if char == other else max(before[at + 1], row[at]))
    return row[-1]
