"""Headings without a number: lines of their own, and first sentences that name their paragraph.

项目建设提速扩量。谋划重点领域… begins with one. But a short first sentence is not always a heading
(成绩来之不易，经验尤为宝贵。五年的实践…): headings come in rows, so it takes another of the same form near by.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from hpreport.parse.outline.headings import clean, level_spoken_of
from hpreport.text.lexicon import pattern
from hpreport.text.sentences import ENDS


class Kind(Enum):
    """The forms of headings without a number."""

    STAGE = "一年来，我们聚力攻坚，发展动能不断增强。招商引资…"
    OPEN_LINE = "五年来，改革开放取得突破性进展"
    CLOSED_LINE = "这一年，我们感恩奋进、埋头苦干，封关运作如期实现。"
    RUN_IN = "项目建设提速扩量。谋划重点领域…"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that may open with a heading."""

    kind: Kind
    heading: str
    phrase: str
    """The words on time that a stage begins with: 一年来."""
    commas: int
    alone: bool
    """Whether it has the line to itself."""


_STAGE = re.compile(
    r"(?P<phrase>(?:——)?(?:[一二三四五几]年来|这[一五几]年|过去的?[一五几]年|本届政府|(?:20|19)\d\d年|五年间))[，,](?=.{0,6}我们|我[省市县区])"
    rf"[^{ENDS}：]{{6,52}}。"
)
_SENTENCES = re.compile(r"^|[。！？]")
_FIRST = re.compile(r"(?P<heading>[^。；：！？;:!?]{4,45})(?P<close>[。]?)\s*")
_LONGEST_RUN_IN = {0: 30, 1: 34}
"""Characters of a run-in heading, by the number of its commas; those with more have a form of their own (a stage)."""
_NO_HEADING = re.compile(pattern("no_heading"))
# 实体经济是发展的本钱。 states something; 这是经济实力持续提升的五年。 names its paragraph
_STATEMENT = re.compile(r"^(?!这是)[^“]+(?<!求)是.")
_GAP = 5
"""Paragraphs that may stand between two headings of a row: an item has few of them."""
_LIKE = {0: 16, 1: 8}
"""How much two headings of a row may differ in length, by the number of their commas."""
_COMMA = re.compile("[，,]")
_BODY = 40
"""Shortest paragraph, in characters, that a line of its own is taken to head."""


def candidate_of(text: str) -> Candidate | None:
    """Return the heading that may open a paragraph without a number."""
    if stage := _STAGE.match(text):
        heading = clean(stage[0])
        return Candidate(Kind.STAGE, heading, stage["phrase"], heading.count("，"), stage.end() == len(text))
    match = _FIRST.match(text)
    heading = clean(match["heading"]) if match else ""
    alone = match is not None and match.end() == len(text)
    open_line = alone and match is not None and not match["close"]
    if match is None or _NO_HEADING.search(heading) or (level_spoken_of(text) and not open_line):
        return None
    commas = len(_COMMA.findall(heading))
    if alone:
        return Candidate(Kind.CLOSED_LINE if match["close"] else Kind.OPEN_LINE, heading, "", commas, True)
    longest = _LONGEST_RUN_IN.get(commas, 0)
    if not match["close"] or len(heading) > longest or _STATEMENT.match(heading):
        return None
    return Candidate(Kind.RUN_IN, heading, "", commas, False)


def stage_starts(text: str, least: int = 2) -> list[int]:
    """Return where stages begin inside a text, at least so many with the same words (一年来，我们…).

    They divide a paragraph that holds several.
    """
    found = [match for start in _SENTENCES.finditer(text) if (match := _STAGE.match(text, start.end()))]
    phrases = [match["phrase"] for match in found]
    return [match.start() for match in found if phrases.count(match["phrase"]) >= least]


def find_headings(texts: Sequence[str], taken: Sequence[bool]) -> dict[int, Candidate]:
    """Return, by index of the paragraph, the headings without a number.

    `taken` are the paragraphs that open with a number: rows of headings end there.
    """
    found = {at: c for at, text in enumerate(texts) if not taken[at] and (c := candidate_of(text))}
    return {at: c for at, c in found.items() if _stands(at, found, texts, taken)}


def _stands(at: int, found: dict[int, Candidate], texts: Sequence[str], taken: Sequence[bool]) -> bool:
    """Tell whether a candidate is a heading by what stands around it."""
    own, following = found[at], texts[at + 1] if at + 1 < len(texts) else ""
    if own.kind in (Kind.OPEN_LINE, Kind.CLOSED_LINE):
        heads = len(following) >= _BODY or at + 1 in found or bool(following and taken[at + 1])
        if own.kind is Kind.OPEN_LINE or not heads:
            return heads
    if at - 1 in found and found[at - 1].alone and not own.alone:
        return at + 1 in found and _alike(own, found[at + 1])  # else it is the text below that line
    near = _near(at, found, taken)
    return _amid_plain(at, found, near) or any(_alike(own, found[other]) for other in near)


def _amid_plain(at: int, found: dict[int, Candidate], near: Sequence[int]) -> bool:
    """Tell whether a heading of two clauses stands between plain ones of its row.

    加强规划引导。… 规范集贸市场，培育专业批发市场。… 开拓农村市场。…
    """
    plain = [other for other in near if found[other].kind is Kind.RUN_IN and not found[other].commas]
    two_clauses = found[at].kind is Kind.RUN_IN and found[at].commas == 1
    return two_clauses and any(other < at for other in plain) and any(other > at for other in plain)


def _near(at: int, found: dict[int, Candidate], taken: Sequence[bool]) -> list[int]:
    """Return the candidates near by, as far as no numbered heading comes between."""
    out = []
    for step in (1, -1):
        other = at + step
        while 0 <= other < len(taken) and not taken[other] and abs(other - at) <= _GAP:
            if other in found:
                out.append(other)
            other += step
    return out


def _alike(own: Candidate, other: Candidate) -> bool:
    """Tell whether another heading has the form of this one; a plain one also goes with one of two clauses."""
    if own.kind is Kind.STAGE or other.kind is Kind.STAGE:
        return own.kind is other.kind and own.phrase == other.phrase
    if own.alone != other.alone or (own.commas and own.commas != other.commas) or other.commas > own.commas + 1:
        return False
    return abs(len(own.heading) - len(other.heading)) <= _LIKE.get(own.commas, 8)
