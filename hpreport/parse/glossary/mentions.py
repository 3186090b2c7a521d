"""Where the body uses a term, and which phrases it sets off and nowhere explains: “双减”, “4+1”, RCEP."""

import re
from collections.abc import Iterable, Iterator, Sequence

from hpreport.model import Mention, Paragraph, Phrase, Section
from hpreport.text.boundaries import word_edges
from hpreport.text.fold import fold
from hpreport.text.matcher import Edges, Matcher
from hpreport.text.sentences import ENDS, glosses_at, sentence_at


def find_mentions(words: Iterable[str], sections: Sequence[Section]) -> dict[str, list[Mention]]:
    """Return, by folded word, the places in the body that use it, in the order of the text."""
    words = list(words)
    matcher = Matcher(words, Edges(word_edges(fold(word) for word in words)))
    mentions: dict[str, list[Mention]] = {fold(word): [] for word in words}
    rows = ((section, paragraph) for section in sections if section.level for paragraph in section.paragraphs)
    for section, paragraph in sorted(rows, key=lambda row: (row[1].line, row[1].column)):
        for found in matcher.find(paragraph.text):
            quote = sentence_at(paragraph.text, found.start, found.end)
            mentions[found.key].append(Mention(section.id, section.heading, paragraph.line, quote))
    return mentions


_QUOTED = re.compile(rf"“([^“”{ENDS}]{{1,30}})”")  # “双减”改革
_ACRONYM = re.compile(r"(?<![A-Za-z0-9+.“])[A-Z]{1,6}[A-Z0-9](?:[0-9]|\.[0-9]+)*(?![A-Za-z+])")  # RCEP, IPV6, PM2.5


def find_phrases(sections: Sequence[Section], terms: Iterable[str]) -> tuple[Phrase, ...]:
    """Return the phrases in quotation marks, and the acronyms, that are no term nor part of one, in order of use."""
    terms_of = Matcher(terms)
    found: dict[str, tuple[str, list[Mention], list[str]]] = {}
    rows = [(section, paragraph) for section in sections if section.level for paragraph in section.paragraphs]
    for section, paragraph in sorted(rows, key=lambda row: (row[1].line, row[1].column)):
        taken = terms_of.find(paragraph.text)
        for text, start, end in _phrases_in(paragraph):
            if not any(term.start < end and start < term.end for term in taken):
                _, mentions, glosses = found.setdefault(fold(text), (text, [], []))
                quote = sentence_at(paragraph.text, start, end)
                mentions.append(Mention(section.id, section.heading, paragraph.line, quote))
                glosses.extend(glosses_at(paragraph.text, start, end))
    return tuple(Phrase(text, next(iter(glosses), ""), tuple(mentions)) for text, mentions, glosses in found.values())


def _phrases_in(paragraph: Paragraph) -> Iterator[tuple[str, int, int]]:
    """Yield the phrases of a paragraph, without their quotation marks, with the range they span."""
    for match in _QUOTED.finditer(paragraph.text):
        if fold(match[1]):
            yield match[1], match.start(), match.end()
    for match in _ACRONYM.finditer(paragraph.text):
        yield match[0], match.start(), match.end()
