"""Targets in words: 居民收入增长与经济增长同步, 固定资产投资增速超过全市平均水平, 碳排放双控完成国家下达任务."""

import re
from dataclasses import dataclass

from hpreport.parse.figures import phrases
from hpreport.text.lexicon import pattern

_PREDICATE = re.compile(pattern("worded_predicate"))
_TARGET = re.compile(pattern("worded_target"))
_NO_TARGET = re.compile(pattern("worded_no_target"))
_AIM = re.compile(r"^(?:力争|确保|实现|努力|其中|主要是|是|使)+")
_TASK = re.compile(pattern("worded_task"))
_TOTAL = re.compile(pattern("worded_total"))
_COVERED = re.compile(pattern("worded_coverage"))


@dataclass(frozen=True, slots=True)
class WordedTarget:
    """A target without a number, in the range of the plain text."""

    start: int
    end: int
    indicators: tuple[str, ...]


def is_no_target(sentence: str) -> bool:
    """Tell whether a sentence opens like one that states no target, such as 围绕上述目标，…."""
    return bool(_NO_TARGET.match(sentence))


def worded_target(text: str, start: int, end: int) -> WordedTarget | None:
    """Return the target that a clause of a headline paragraph states in words, or None."""
    clause = text[start:end]
    if task := _TASK.match(clause):
        return WordedTarget(start, end, (task["task"],))
    aim = _AIM.match(clause)
    stated = clause[aim.end() :] if aim else clause
    predicate = _PREDICATE.search(stated, 2)
    if predicate is None or _NO_TARGET.match(clause) or not _TARGET.search(stated, predicate.start()):
        return None
    indicators = _indicators(stated[: predicate.start()], stated[predicate.start() :])
    return WordedTarget(start, end, indicators) if all(indicators) else None


def _indicators(subject: str, predicate: str) -> tuple[str, ...]:
    """Return the indicators in a subject: one where they are examples of a kind (节能减排等指标)."""
    subject = phrases.strip_openers(phrases.strip_closers(subject))
    if "等" not in subject:
        return tuple(phrases.split_list(subject))
    each = re.match(r"(?:增长|增速)?(?:均|都)", predicate)
    return tuple(phrases.split_list(subject.split("等")[0])) if each else (subject,)


def worded_totals(text: str) -> list[WordedTarget]:
    """Return what the plain text says in words of totals, rates and coverage: 推动经营主体总量进一步增长."""
    return [
        WordedTarget(match.start(), match.end(), (phrases.strip_openers(match["indicator"]),))
        for stated in (_TOTAL, _COVERED)
        for match in stated.finditer(text)
    ]
