"""Names of indicators: who asks for GDP means 地区生产总值."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from hpreport.text.fold import fold

# GDP增速, 财政收入目标: words of a query that name no indicator
_ASIDE = re.compile(r"(?<=.{2})(?:预期|增长|完成)?(?:增速|增长率?|增幅|目标|指标|情况)$")

_NEAR = 60
"""Likeness (0 to 100) from which on an indicator is suggested: two characters of three."""


def indicator_groups(names: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the hand-kept names as groups, folded: the full name first, then those it goes by or is asked by."""
    return [list(dict.fromkeys(fold(name) for name in (full, *others))) for full, others in names.items()]


def topics_by_name(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the full name of each indicator by its folded names, the full one among them."""
    return {fold(name): full for full, others in names.items() for name in (full, *others)}


class Wanted(NamedTuple):
    """A word of a query with the names it may stand for, folded."""

    parts: frozenset[str]
    """The word, and the full names it is short for: each may be a part of an indicator."""
    wholes: frozenset[str]
    """Other short forms of the same: an indicator must be just that, for 就业 alone is in many."""
    others: frozenset[str]
    """Names of other indicators that hold the word: 单位GDP能耗 is no GDP."""

    def is_in(self, indicator: str) -> bool:
        """Tell whether a folded indicator is meant."""
        if any(other in indicator for other in self.others):
            return False
        return _bare(indicator) in self.wholes or any(part in indicator for part in self.parts)


def _wanted(word: str, groups: Sequence[Sequence[str]]) -> Wanted:
    own = [group for group in groups if word in group]
    rest = [group for group in groups if word not in group] if own else []
    shared = {name for group in groups if group not in own for name in group}
    return Wanted(
        parts=frozenset({word, *(group[0] for group in own)}),
        wholes=frozenset(name for group in own for name in group if name not in shared),
        others=frozenset(name for group in rest for name in group if word.isascii() and word in name),
    )


def near_indicators(typed: str, names: Sequence[str], limit: int = 3) -> list[str]:
    """Return the indicators that have a stretch like a word of the query, the likest first: 消费卷 -> 消费券发放."""
    from rapidfuzz import fuzz

    words = [word for part in typed.split() if len(word := fold(part)) > 1]
    scored = []
    for name in dict.fromkeys(names):
        folded = fold(name)
        likeness = max((fuzz.partial_ratio(word, folded) for word in words if len(word) <= len(folded)), default=0)
        if likeness >= _NEAR:
            scored.append((-likeness, -max(fuzz.ratio(word, folded) for word in words), name))
    return [name for _, _, name in sorted(scored)[:limit]]


def matching(typed: str, texts: Sequence[str], groups: Sequence[Sequence[str]]) -> list[int]:
    """Return the places of the indicators in `texts` that a query means: each of its words, or short for them.

    >>> matching("GDP增速", ["地区生产总值", "就业"], [["地区生产总值", "gdp"]])
    [0]
    """
    folds = {text: fold(text) for text in dict.fromkeys(texts)}  # many reports have the same
    for wanted in _ways(typed, groups):
        if found := {text for text, folded in folds.items() if all(want.is_in(folded) for want in wanted)}:
            return [at for at, text in enumerate(texts) if text in found]
    return []


def _ways(typed: str, groups: Sequence[Sequence[str]]) -> list[list[Wanted]]:
    """Return what the words of a query stand for: as typed, then without what names no indicator."""
    words = [word for part in typed.split() if (word := fold(part))]
    return [[_wanted(w, groups) for w in way] for way in (words, [_ASIDE.sub("", w) for w in words]) if way]


def parts_asked(typed: str, groups: Sequence[Sequence[str]]) -> list[list[list[str]]]:
    """Return pieces of which the indicators that `matching` finds have, for each word of the query, one at the least.

    They are by way of reading the query, then by its words.
    """
    return [[sorted(want.parts | want.wholes) for want in way] for way in _ways(typed, groups)]


# 全市生产总值, 预计全年地区生产总值, 我县财政收入: where or when, before what is measured
_SCOPE = re.compile(
    r"^(?:(?:预计|预期|力争|确保|实现|全年|今年|去年|明年|[全我本][国省市县区旗州]|地方(?=生产总值))的?)+"
)


def topic_of(indicator: str, topics: Mapping[str, str]) -> str:
    """Return the name of an indicator that is the same in all reports, else its own without where and when.

    `topics` has the full name by each folded name that is printed for the same series.

    >>> topic_of("全区生产总值", {"生产总值": "地区生产总值"})
    '地区生产总值'
    """
    own = _SCOPE.sub("", indicator) or indicator
    return topics.get(_bare(indicator), own)


def _bare(indicator: str) -> str:
    folded = fold(indicator)
    return _SCOPE.sub("", folded) or folded


def begins_with_name(indicator: str, topic: str, groups: Sequence[Sequence[str]]) -> bool:
    """Tell whether an indicator begins with a name of a topic: 地区生产总值增速高于全省."""
    bare, full = _bare(indicator), fold(topic)
    names = next((group for group in groups if group[0] == full), [full])
    return bare.startswith(tuple(name for name in names if len(name) > 2))


def same_indicator(
    typed: str, rows: Sequence[Mapping[str, Any]], groups: Sequence[Sequence[str]]
) -> list[Mapping[str, Any]]:
    """Return the rows of the indicator that is asked for: of that topic, else of those that may be asked for so.

    Where there are none, those with its words.
    """
    asked = _bare(typed)
    topics = [fold(row["topic"]) for row in rows]
    wanted = (
        {asked} if any(asked == group[0] for group in groups) and asked in topics else {asked, *_asked(asked, groups)}
    )
    same = [row for row, topic in zip(rows, topics, strict=True) if topic in wanted]
    return same or [rows[at] for at in matching(typed, [row["indicator"] for row in rows], groups)] or list(rows)


def _asked(name: str, groups: Sequence[Sequence[str]]) -> list[str]:
    """Return the full names of the indicators that a name is asked for, folded."""
    return [group[0] for group in groups if name in group]
