"""Targets in words: 居民收入增长与经济增长同步, 固定资产投资增速超过全市平均水平, 碳排放双控完成国家下达任务."""

import re
from dataclasses import dataclass

from hpreport.parse.figures import phrases

# where the predicate of a target in words begins
_PREDICATE = re.compile(
    r"(?:增长|增速|增幅)?(?:与|和|同)[^，。；]{0,8}?(?:经济|GDP|生产总值)|"  # 居民收入增长与经济增长同步
    r"(?:增长|增速|增幅)?(?:(?<![人平])均|都)?(?:略?高于|快于|优于|超过|不低于|不高于|低于)|"  # 增速超过全市平均水平
    r"(?:(?<![人平])均|都|全面|确保|力争|实现|保持|持续|继续|进一步|稳步|逐步|稳定|基本|完成|达到|控制在|进入|位居|居全|走在|回稳|明显|大幅|较快|"
    r"与经济|同步|质升|量增|平稳)|"
    r"(?:增长|下降|降低|减少|缩小|改善|提高|提升|优良|向好)$"
)
# what makes a clause a target and not a task: 做好第五次全国经济普查 is none
_TARGET = re.compile(
    r"同步|高于|快于|优于|超过|不低于|进一步|稳步|继续|持续|保持|稳定|回稳|平衡|平稳|完成.*(?:任务|目标|指标)|达到.*(?:要求|标准|水平)|"
    r"前列|前[一-十]|正增长|较大增长|(?:增长|下降|降低|减少|缩小|改善|提高|提升|向好|优良|质升|量增)$|控制在.*内"
)
# words that open what is no target: 围绕上述目标，… 这样的目标，…
_NO_TARGET = re.compile(
    r"(?:做好|围绕|重点|这|上述|在实际|要|我们|全力|为|坚持|根据|按照|实现|同时|努力|各位|提出|必须|着力|推动|经济运行|落实|确保全面|"
    r"对标|补短板|强弱项|确保我)"
)
_AIM = re.compile(r"^(?:力争|确保|实现|努力|其中|主要是|是|使)+")
# 完成市下达的各项任务目标: the task is the indicator
_TASK = re.compile(
    r"^(?:全面|圆满|确保)*完成(?:[^，。；]{0,6}下达的?(?!任务$))?(?P<task>[^，。；]*(?:任务|目标|指标)[^，。；]*)$"
)
# 经营主体总量进一步增长: outside of the headline, only of totals and rates
_TOTAL = re.compile(
    r"(?P<indicator>[^，。；、“”]{2,14}(?:总量|总额|余额|收入|增速))(?:进一步|稳步|持续|继续)(?:增长|扩大|提高|提升|增加|下降)(?=[，。；]|$)"
)
# 实现政府购买居家养老服务城市社区全覆盖: a hundred per cent, in words
_COVERED = re.compile(r"实现(?P<indicator>[^，。；、]{4,24})全覆盖(?=[，。；]|$)")


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
    return WordedTarget(start, end, _indicators(stated[: predicate.start()], stated[predicate.start() :]))


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
        for pattern in (_TOTAL, _COVERED)
        for match in pattern.finditer(text)
    ]
