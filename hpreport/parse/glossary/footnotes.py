"""Footnote marks tied to the entries of the glossary that they point to."""

import re
from collections.abc import Sequence
from dataclasses import replace

from hpreport.model import Mark, Paragraph, Section
from hpreport.parse.glossary.entries import Entry, term_of


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
