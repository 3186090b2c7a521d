"""The glossary (名词解释) at the end of a report: where it starts and what its entries are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hpreport.model import Paragraph

_HEADING = re.compile(
    r"[【※（(]?(?:附件?\d*[：:]?)?(?:名词解释|名词注释|注释|短语说明|名词术语解释|缩略语说明)[】※）)]?[：:]?"
)
# The entry's own mark is [n], or [U+FFFD] where the number was lost; others number with 1. or 1、
_ENTRY = re.compile(
    r"(?:[\[［【〔](?P<number>\d{1,3}|\ufffd)[\]］】〕]|(?P<plain>\d{1,3})[.．、])?\s*[：:]?\s*"
    r"(?P<headword>[^：:]{1,60})[：:]\s*(?P<definition>.+)",
    re.S,
)
_PAIRS = {"“": "”", '"': '"', "‘": "’", "「": "」", "『": "』", "《": "》", "【": "】"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as printed. `number` is None where the mark lost it or there is none."""

    number: int | None
    headword: str
    definition: str
    line: int


def term_of(headword: str) -> str:
    """Return the headword without the quotation marks that enclose the whole of it.

    `“三保”` is 三保; `“1+3”规划设计` and `“两种思维”“四种理念”` stay as they are.
    """
    close = _PAIRS.get(headword[:1])
    if close and headword.endswith(close) and headword.find(close, 1) == len(headword) - 1:
        return headword[1:-1]
    return headword


def glossary_start(paragraphs: Sequence[Paragraph]) -> int:
    """Return the index of the paragraph that heads the glossary, or the number of paragraphs where there is none."""
    for at in range(len(paragraphs) - 1, -1, -1):
        if _HEADING.fullmatch(re.sub(r"\s", "", paragraphs[at].text)):
            return at
    return len(paragraphs)


def parse_entries(paragraphs: Sequence[Paragraph]) -> tuple[list[Entry], list[Paragraph]]:
    """Return the entries of the glossary and the paragraphs in it that are none."""
    entries, rest = [], []
    for paragraph in paragraphs:
        mark = "".join(m.printed for m in paragraph.marks if m.at == 0)
        match = _ENTRY.fullmatch(mark + paragraph.text)
        if match:
            digits = match["number"] or match["plain"] or ""
            number = int(digits) if digits.isdigit() else None
            entries.append(Entry(number, match["headword"].strip(), match["definition"].strip(), paragraph.line))
        else:
            rest.append(paragraph)
    return entries, rest
