"""What explains a word in passing, in the sentence that uses it: a name, a list, a bracket, 即, 是指, 简称."""

import re
from collections.abc import Iterator

from hpreport.text.lexicon import any_of, pattern
from hpreport.text.numerals import chinese_to_int
from hpreport.text.sentences import ENDS

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
