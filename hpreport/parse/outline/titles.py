"""What the parts of a report are called (2023年工作回顾, 全面加强政府自身建设), and what untitled text speaks of."""

import re
from collections.abc import Sequence

from hpreport.model import LEVEL_PART, LEVEL_SECTION
from hpreport.text.lexicon import pattern

_TIME, _NAMES, _WORDS = pattern("part_time"), pattern("part_kind"), pattern("part_words")
_NAME = rf"(?:{_TIME}|{_NAMES}|{_WORDS})*{_TIME}(?:{_TIME}|{_NAMES}|{_WORDS})*{_NAMES}|(?:主要)?工作回顾"
_SELF = pattern("self_building")
_SELF_GLUED = re.compile(pattern("self_building_glued"))
_LEAD = r"[^，。：:；！？]{2,12}[：:]"  # 站在新起点：2012年工作回顾
_TAIL = r"(?:——|[—：:])[^。；！？]{2,30}"  # 2024年工作回顾——经济稳中有进、发展持续向好
_BARE = re.compile(rf"(?:{_LEAD})?(?:{_NAME}|{_SELF})(?:{_TAIL})?")
_SELF_LINE = re.compile(rf"(?:{_LEAD})?{_SELF}(?:{_TAIL})?")
_MOTTO = re.compile(r"[\u4e00-\u9fff]{3,8}[：:][^，。；：！？]{6,30}")
_GLUED = re.compile(_NAME)
_GOES_ON = re.compile(pattern("part_goes_on"))
_LONGEST = 40

_REVIEW = re.compile(pattern("review_part"))
_PLAN = re.compile(pattern("plan_part"))


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
    for name in (_GLUED, _SELF_GLUED):
        match = name.match(text, start, start + _LONGEST)
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


_OF_PART = re.compile(pattern("speaks_of_part"))
_OF_SECTION = re.compile(pattern("speaks_of_section"))


def level_spoken_of(text: str) -> int | None:
    """Return the level of the node that a paragraph speaks of by its first words, None where they do not tell.

    一年来，… and 各位代表，… speak of the whole part; 同时，… adds to the section that the items before it belong to.
    """
    if _OF_PART.match(text):
        return LEVEL_PART
    return LEVEL_SECTION if _OF_SECTION.match(text) else None
