"""What the parts of a report are called (2023年工作回顾, 全面加强政府自身建设), and what untitled text speaks of."""

import re
from collections.abc import Sequence

from hpreport.model import LEVEL_PART, LEVEL_SECTION

_TIME = (
    r"(?:(?:20|19)\d\d年|[“\"]?十[一二三四五六七八]五[”\"]?(?:时期|期间)?|过去的?(?:一年|五年|几年)"
    r"|(?:今后|未来)(?:五年|一个时期|几年)|(?:新的)?一年|五年来?|今年|明年|去年|上半年|下半年|本届政府|上届政府)"
)
_NAMES = r"(?:回顾|总结|情况|成就|安排|建议|打算|部署|计划|任务|目标|思路|要求|重点|举措|措施|展望|取向|谋划|工作)"
_WORDS = (
    r"(?:政府|全市|全县|全区|全省|国民经济(?:和|与)社会发展|经济社会发展|经济(?:和|与)社会发展|经济|发展|政策|预期|奋斗"
    r"|主要|总体|基本|简要|重大|指导思想|的|暨|和|及|与|、|以及|对|关于|做好)"
)
_NAME = rf"(?:{_TIME}|{_NAMES}|{_WORDS})*{_TIME}(?:{_TIME}|{_NAMES}|{_WORDS})*{_NAMES}|(?:主要)?工作回顾"
# 全面加强政府自身建设, 切实加强新形势下的政府自身建设, 努力建设人民满意的服务型政府
_SELF = (
    r"(?:全面|切实|进一步|努力|不断|着力|持续|大力|扎实|从严)*(?:加强|推进|强化|提升|提高|抓好|建设)"
    r"[^，。：；！？、]{0,10}政府[^，。：；！？、]{0,6}(?:建设|能力|水平|效能)?"
)
_SELF_GLUED = re.compile(r"(?:全面|切实|进一步|努力|不断|着力|持续|大力)*(?:加强|推进|强化)政府自身建设")
_LEAD = r"[^，。：:；！？]{2,12}[：:]"  # 站在新起点：2012年工作回顾
_TAIL = r"(?:——|[—：:])[^。；！？]{2,30}"  # 2024年工作回顾——经济稳中有进、发展持续向好
_BARE = re.compile(rf"(?:{_LEAD})?(?:{_NAME}|{_SELF})(?:{_TAIL})?")
_SELF_LINE = re.compile(rf"(?:{_LEAD})?{_SELF}(?:{_TAIL})?")
_MOTTO = re.compile(r"[\u4e00-\u9fff]{3,8}[：:][^，。；：！？]{6,30}")
_GLUED = re.compile(_NAME)
# 2024年主要目标是…, 2024年工作，…: a sentence goes on; a heading glued to its text is followed by a new sentence
_GOES_ON = re.compile(r"[是为将要有，,、：:；。！？的了已也在中概—－]|$")
_LONGEST = 40

_REVIEW = re.compile(
    r"回顾|(?:过去|\d{4}年)?.{0,12}(?:工作|任务).{0,4}(?:情况|完成)|成就|成绩|取得|^(?:关于)?\d{4}年政府工作$"
)
_PLAN = re.compile(r"安排|打算|目标|部署|要求|建议|计划|明年|今年|今后|未来|任务|重点工作|工作重点|展望|谋划")


def is_part_name(text: str) -> bool:
    """Tell whether a line of its own, without a number, names a part of a report."""
    line = re.sub(r"\s", "", text)
    return len(line) <= _LONGEST and bool(_BARE.fullmatch(line))


def is_self_building(text: str) -> bool:
    """Tell whether a line names the part on the government itself: 全面加强政府自身建设."""
    line = re.sub(r"\s", "", text)
    return len(line) <= _LONGEST and bool(_SELF_LINE.fullmatch(line))


def part_names_like(lines: Sequence[str]) -> frozenset[str]:
    """Return the lines that have the form of part names with a motto, where two of them are part names.

    站在新起点：2012年工作回顾, 塑造新形象：全面加强政府自身建设 and so 开启新征程：确保全面建成小康社会强势开局.
    """
    alike = [line for line in lines if _MOTTO.fullmatch(re.sub(r"\s", "", line))]
    return frozenset(alike) if sum(is_part_name(line) for line in alike) > 1 else frozenset()


def glued_name_end(text: str, start: int = 0) -> int:
    """Return where the name of a part that begins at `start` and is glued to its text ends; 0 where none does.

    >>> glued_name_end("2023年工作回顾2023年是全面贯彻党的二十大精神的开局之年")
    9
    """
    for pattern in (_GLUED, _SELF_GLUED):
        match = pattern.match(text, start, start + _LONGEST)
        if match and not _GOES_ON.match(text, match.end()):
            return match.end()
    return 0


def role_of(heading: str, before: str) -> str:
    """Return `review` (what was done), `plan` (what will be done) or "" for a part; `before` is the part before it.

    One that does not say goes with the plan that it follows; the part on the government itself says what will be done.
    """
    if _REVIEW.search(heading):
        return "review"
    return "plan" if before == "plan" or _PLAN.search(heading) or is_self_building(heading) else ""


_PEOPLE = r"各位代表|各位委员|同志们"
_LOOKING_BACK = r"一年来|五年来|回顾|回首|回望|展望|总结|成绩|(?:这些|以上|上述)成绩|凡是过往|奋斗(?:充满|伴随)"
# 在充分肯定成绩的同时，… 看到成绩的同时，我们也清醒地认识到… 同时，我们也清醒看到…
_PROBLEMS = (
    r"(?:同时，?)?(?:我们)?(?:也|还|更)?(?:要|必须|应当)?清醒|同时，我们(?:也|更|还)"
    r"|在.{0,8}肯定.{0,6}成绩|在?.{0,6}看到.{0,6}成绩"
)
_THANKS = r"在此，我"
# 新征程新使命，对政府工作提出了新的更高要求。
_GOVERNMENT = r"[^。]{0,30}对政府(?:自身建设|工作)提出"
_OF_PART = re.compile(f"{_PEOPLE}|{_LOOKING_BACK}|{_PROBLEMS}|{_THANKS}|{_GOVERNMENT}")
_OF_SECTION = re.compile(r"同时|此外|另外|与此同时")


def level_spoken_of(text: str) -> int | None:
    """Return the level of the node that a paragraph speaks of by its first words, None where they do not tell.

    一年来，… and 各位代表，… speak of the whole part; 同时，… adds to the section that the items before it belong to.
    """
    if _OF_PART.match(text):
        return LEVEL_PART
    return LEVEL_SECTION if _OF_SECTION.match(text) else None
