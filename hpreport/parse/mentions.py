"""Where the body uses a term."""

from collections.abc import Iterable, Sequence

from hpreport.fold import fold
from hpreport.matcher import Matcher
from hpreport.model import Mention, Section
from hpreport.sentences import sentence_at
from hpreport.wordends import word_ends


def find_mentions(words: Iterable[str], sections: Sequence[Section]) -> dict[str, list[Mention]]:
    """Return, by folded word, the places in the body that use it, in the order of the text."""
    words = list(words)
    matcher = Matcher(words, word_ends(fold(word) for word in words))
    mentions: dict[str, list[Mention]] = {fold(word): [] for word in words}
    rows = ((section, paragraph) for section in sections if section.level for paragraph in section.paragraphs)
    for section, paragraph in sorted(rows, key=lambda row: (row[1].line, row[1].column)):
        for found in matcher.find(paragraph.text):
            quote = sentence_at(paragraph.text, found.start, found.end)
            mentions[found.key].append(Mention(section.id, section.heading, paragraph.line, quote))
    return mentions
