"""Sentences of a paragraph, which end with one of 。！？；, and what explains a word in passing inside one.

A word is explained by a name, a list, a bracket, 即, 是指, 简称 in the sentence that uses it.
"""

import re
from collections.abc import Iterator

from hpreport.text.lexicon import any_of, pattern
from hpreport.text.numerals import chinese_to_int

ENDS = "。！？；"
"""The marks that close a sentence, for a class of characters: `[^{ENDS}]`."""
_INSIDE = "(?![”’」』」）])"  # 。” ends after the quotation mark
_END = re.compile(f"(?<=[{ENDS}]){_INSIDE}")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of the sentences of `text`, which together are the whole of it.

    >>> sentence_spans("甲。乙；")
    [(0, 2), (2, 4)]
    """
    ends = [match.start() for match in _END.finditer(text)]
    ends = [end for end in ends if end < len(text)] + ([len(text)] if text else [])
    return list(zip([0, *ends[:-1]], ends, strict=True)) if ends else []


def sentence_at(text: str, start: int, end: int, more: int = 0) -> str:
    """Return the sentences of `text` (closed by 。！？；) that the range touches, and so many more before and after."""
    spans = sentence_spans(text)
    touched = [at for at, span in enumerate(spans) if span[0] < max(end, start + 1) and span[1] > start]
    if not touched:
        return ""
    first, last = max(touched[0] - more, 0), min(touched[-1] + more, len(spans) - 1)
    return text[spans[first][0] : spans[last][1]].strip()


LONGEST = 5000
"""Characters of a paragraph that stays whole: the longest one of 63 reports has 3,200."""
_SENTENCE_END = re.compile(f"[{ENDS}]{_INSIDE}")


def cut_points(text: str) -> Iterator[int]:
    """Yield where a text is cut into pieces of at most `LONGEST`: at the end of a sentence if there is one."""
    at = 0
    while len(text) - at > LONGEST:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, at, at + LONGEST)]
        at = ends[-1] if ends else at + LONGEST
        yield at


# 申请全球展览业协会（UFI）: the name before the bracket begins after a verb, a particle or a mark
_NAME_BEFORE = r"(?:.*(?:申请|加入|推动|获评|签署|的|等|与|将|把|[，。；、：”]))?([\u4e00-\u9fff]{3,16})（$"
_CHINESE_IN_BRACKETS = r"（([\u4e00-\u9fff]{4,24})）"  # RCEP（区域全面经济伙伴关系协定）
_COUNT = "[一二两三四五六七八九十]+"
# compiled when they are needed: most words are explained nowhere, and a look-up need not wait for it


def glosses_at(text: str, start: int, end: int) -> Iterator[str]:
    """Yield what explains the phrase in this range of a text in passing, verbatim with the phrase."""
    phrase = text[start:end].strip("“”")
    if phrase.isascii():
        yield from _beside_acronym(text, start, end)
    behind = re.compile(rf"”?{pattern('explains_behind')}[^{ENDS}（）]{{3,}}").match(text, end)
    if behind:
        yield text[start : behind.end()]
    bracket = re.compile(rf"”?{pattern('explains_in_brackets')}").match(text, end)
    if bracket:
        yield text[start : bracket.end()]
    closing = text.find("）", end, end + 2) + 1
    named = rf"([^，、：（）{ENDS}]{{3,40}})（{any_of('short_for')}[：:“]*$"
    if closing and (whole := re.search(named, text[:start])):
        yield text[whole.start(1) : closing]
    yield from _list_before(text, phrase, start, end)


def _beside_acronym(text: str, start: int, end: int) -> Iterator[str]:
    """Yield an acronym with its name in a bracket behind it, or with the name in whose bracket it stands."""
    after = re.compile(_CHINESE_IN_BRACKETS).match(text, end)
    if after:
        yield text[start : after.end()]
    before = re.match(_NAME_BEFORE, text[:start], re.S) if text[end : end + 1] == "）" else None
    if before:
        yield text[before.start(1) : end + 1]


def _list_before(text: str, phrase: str, start: int, end: int) -> Iterator[str]:
    """Yield the list that a number of things sums up: 打造品质、人文、智慧、活力“四个和平”."""
    count = re.match(_COUNT, phrase)
    size = chinese_to_int(count[0]) if count else None
    clause = re.split(r"[，。；：]", text[:start])[-1] if size else ""
    listed = clause.count("、") == (size or 0) - 1 and ("“" not in clause or clause.endswith("等"))
    if size and size > 1 and listed:
        yield text[start - len(clause) : end]
