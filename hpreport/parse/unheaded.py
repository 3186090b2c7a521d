"""Paragraphs without a heading of their own: of what they speak, and so where they stand."""

import re

from hpreport.model import LEVEL_PART, LEVEL_SECTION

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
