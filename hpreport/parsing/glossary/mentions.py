"""What ties the body to the glossary: places that use a term, unexplained phrases, footnotes and their marks.

Phrases are those that the body sets off and nowhere explains: “双减”, “4+1”, RCEP. Marks are tied to the entries of the
glossary; entries printed at the foot of pages are taken out of the body.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hpreport.model import Mark, Mention, Paragraph, Phrase, Section
from hpreport.parsing.glossary.entries import Entry, Piece, Style, entry_of, read_piece, term_of
from hpreport.parsing.lines.paragraphs import join_marks
from hpreport.text.boundaries import word_edges
from hpreport.text.fold import fold
from hpreport.text.lexicon import pattern
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


# --- footnotes and their marks ---

_FOOT = (Style.BRACKETED, Style.CIRCLED, Style.NOTE)
"""How footnotes are numbered; a line with 1. or （1） is a list of the report's own."""
_NOTE = re.compile(rf"[（(\[【]?{pattern('note_label')}[】\])）]?[：:]\s*(?P<text>.+?)[)）]?", re.S)
_REACH = 30
"""How many paragraphs above a footnote its mark may stand: a page has fewer."""
_NEAR = 3
"""How many paragraphs above a note without a number the word that it explains may stand."""


def lift_footnotes(body: Sequence[Paragraph], entries: Sequence[Entry]) -> tuple[list[Paragraph], list[Entry]]:
    """Return the body without the footnotes among its paragraphs, and all entries in the order of the text.

    A footnote begins with the number of a mark that stands behind its headword above: 落实“三保”①… and, at the foot of
    the page, ①“三保”：保民生…. Pages count anew, so the marks get numbers of their own.
    """
    rows: list[Paragraph] = []
    notes: list[Entry] = []
    first = max((entry.number or 0 for entry in entries), default=0) + 1
    for row in body:
        piece = read_piece(row.line, join_marks(row))
        entry = _footnote(piece, rows, first + len(notes)) or _note(row, rows)
        if entry:
            notes.append(entry)
        else:
            rows.append(row)
    return rows, sorted([*notes, *entries], key=lambda entry: entry.line) if notes else list(entries)


def _footnote(piece: Piece, rows: list[Paragraph], number: int) -> Entry | None:
    """Return the entry that a piece is for a mark in the rows above, which gets its number; None where it is none."""
    entry = entry_of(piece, numbered=True) if piece.style in _FOOT and piece.number else None
    if entry is None or not entry.definition:
        return None
    word = fold(term_of(entry.headword))
    for at in range(len(rows) - 1, max(len(rows) - 1 - _REACH, -1), -1):
        for mark in rows[at].marks:
            if mark.number == piece.number and fold(rows[at].text[: mark.at]).endswith(word):
                marks = tuple(replace(m, number=number) if m == mark else m for m in rows[at].marks)
                rows[at] = replace(rows[at], marks=marks)
                return replace(entry, number=number)
    return None


def _note(row: Paragraph, rows: Sequence[Paragraph]) -> Entry | None:
    """Return the entry that a note below a paragraph is: 注：“三保”是指…."""
    match = _NOTE.fullmatch(row.text)
    entry = entry_of(Piece(row.line, match["text"], None, None, match["text"]), numbered=False) if match else None
    if entry is None or not entry.definition:
        return None
    word = fold(term_of(entry.headword))
    return entry if word and any(word in fold(above.text) for above in rows[-_NEAR:]) else None


def lift_marks(body: Sequence[Paragraph], entries: Sequence[Entry]) -> list[Paragraph]:
    """Return the body with the marks taken out that lost their brackets: 以“5+3+N”18组织体系为依托.

    A number is one where it is glued to the very term whose entry has that number; other reports print brackets.
    """
    numbered = [entry for entry in entries if entry.number]
    if not numbered or any(paragraph.marks for paragraph in body):
        return list(body)
    words = "|".join(
        rf"(?<={re.escape(word)}){entry.number}(?![\d.%％])"
        for entry in numbered
        for word in {term_of(entry.headword), f"{term_of(entry.headword)}”", entry.headword}
        if not word[-1:].isdigit()
    )
    pattern = re.compile(words)
    found = sum(len(pattern.findall(paragraph.text)) for paragraph in body)
    if found * 2 < len(numbered):
        return list(body)
    return [_lifted(paragraph, pattern) for paragraph in body]


def _lifted(paragraph: Paragraph, pattern: re.Pattern[str]) -> Paragraph:
    text, marks, end = "", [], 0
    for match in pattern.finditer(paragraph.text):
        text += paragraph.text[end : match.start()]
        marks.append(Mark(len(text), int(match[0]), match[0]))
        end = match.end()
    return replace(paragraph, text=text + paragraph.text[end:], marks=tuple(marks))


def tie_marks(sections: Sequence[Section], entries: Sequence[Entry]) -> tuple[tuple[Section, ...], list[Paragraph]]:
    """Return the sections with their marks numbered by the position of the entries, and paragraphs with stray marks.

    Marks whose number was lost point to the entries in order, provided that there are as many of them.
    """
    paragraphs = sorted((p for s in sections for p in s.paragraphs), key=lambda p: (p.line, p.column))
    marks = [mark for paragraph in paragraphs for mark in paragraph.marks]
    positions = {entry.number: at for at, entry in enumerate(entries, 1) if entry.number is not None}
    if all(mark.number == 0 for mark in marks) and len(marks) == len(entries):
        numbers = list(range(1, len(marks) + 1))
    else:
        numbers = [positions.get(mark.number, 0) for mark in marks]
    tied: dict[tuple[int, int], Paragraph] = {}
    for paragraph in paragraphs:
        own, numbers = numbers[: len(paragraph.marks)], numbers[len(paragraph.marks) :]
        renumbered = tuple(Mark(m.at, number, m.printed) for m, number in zip(paragraph.marks, own, strict=True))
        tied[paragraph.line, paragraph.column] = replace(paragraph, marks=renumbered)
    loose = [p for p in tied.values() if any(mark.number == 0 for mark in p.marks)]
    return tuple(replace(s, paragraphs=tuple(tied[p.line, p.column] for p in s.paragraphs)) for s in sections), loose
