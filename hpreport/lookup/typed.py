"""What people type for a term: as printed, folded, with digits, by its pinyin and by its initials."""

from hpreport.fold import fold
from hpreport.lookup.sound import plain_pinyin
from hpreport.numerals import with_digits


def usual_queries(term: str, headword: str, pinyin: str) -> tuple[str, ...]:
    """Return the usual ways to ask for a term, those as printed first."""
    folded = fold(term)
    first_letters = "".join(plain_pinyin(syllable)[:1] for syllable in pinyin.split())
    return term, headword, folded, with_digits(folded), plain_pinyin(pinyin), first_letters
