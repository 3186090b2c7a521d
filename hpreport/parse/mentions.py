"""Where the body uses a term: longest match, whatever quotation marks stand around or inside it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hpreport.fold import fold, fold_with_offsets
from hpreport.model import Mention, Section
from hpreport.numerals import DIGITS

_SENTENCE_END = re.compile(r"(?<=[。！？；])(?![”’」』）])")
_NUMERALS = frozenset(DIGITS) | frozenset("十百千零0123456789")


@dataclass(frozen=True, slots=True)
class Found:
    """A known word in a text: its fold, and the half-open range of the text it spans."""

    key: str
    start: int
    end: int


class Matcher:
    """Finds known words in texts, the longest first where several start or overlap."""

    def __init__(self, words: Iterable[str]) -> None:
        keys = sorted({fold(word) for word in words} - {""}, key=lambda key: (-len(key), key))
        self._pattern = re.compile("|".join(map(re.escape, keys))) if keys else None

    def find(self, text: str) -> list[Found]:
        """Return the words found in `text`, in order, without overlaps.

        A word that starts or ends with a numeral or a Latin letter is not found inside a longer number or word: 三保 is
        not in 十三保, nor TOD in METHOD.
        """
        folded, offsets = fold_with_offsets(text)
        found, at = [], 0
        while self._pattern and (match := self._pattern.search(folded, at)):
            if _cuts(folded, match.start()) or _cuts(folded, match.end()):
                at = match.start() + 1
                continue
            found.append(Found(match[0], offsets[match.start()], offsets[match.end() - 1] + 1))
            at = match.end()
        return found


def _cuts(folded: str, at: int) -> bool:
    """Tell whether position `at` lies inside a number, a Latin word or a formula such as 3+9+9."""
    if not 0 < at < len(folded):
        return False
    before, after = folded[at - 1], folded[at]
    latin = before.isascii() and after.isascii()
    return latin or (before in _NUMERALS and after in _NUMERALS)


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence of `text` (closed by 。！？；) that contains the range."""
    ends = [0, *(m.start() for m in _SENTENCE_END.finditer(text)), len(text)]
    first = max(at for at in ends if at <= start)
    last = min(at for at in ends if at >= end)
    return text[first:last].strip()


def find_mentions(words: Iterable[str], sections: Sequence[Section]) -> dict[str, list[Mention]]:
    """Return, by folded word, the places in the body that use it, in the order of the text."""
    words = list(words)
    matcher = Matcher(words)
    mentions: dict[str, list[Mention]] = {fold(word): [] for word in words}
    rows = ((section, paragraph) for section in sections if section.level for paragraph in section.paragraphs)
    for section, paragraph in sorted(rows, key=lambda row: row[1].line):
        for found in matcher.find(paragraph.text):
            quote = sentence_at(paragraph.text, found.start, found.end)
            mentions[found.key].append(Mention(section.id, section.heading, paragraph.line, quote))
    return mentions
