"""Where the body uses a term."""

import re
from collections.abc import Iterable, Sequence

from hpreport.fold import fold
from hpreport.matcher import Matcher
from hpreport.model import Mention, Section

_SENTENCE_END = re.compile(r"(?<=[。！？；])(?![”’」』」）])")


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
