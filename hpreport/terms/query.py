"""A query in the forms that the tiers of the look-up compare."""

import re
from typing import NamedTuple

from hpreport.text.fold import fold
from hpreport.text.lexicon import any_of, pattern
from hpreport.text.numerals import chinese_to_int, with_digits
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
