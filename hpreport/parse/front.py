"""Title, place, speaker, meeting and date from the lines before the address (各位代表：)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hpreport.numerals import chinese_to_int
from hpreport.parse.places import place_name, place_of_meeting

# 政 府 工 作 报 告, 2024年泸州市人民政府工作报告, 政府工作报告（摘要）; never 许勤作政府工作报告。…记者…摄
_TITLE = re.compile(
    r"(?:(?:20|19)\d\d年)?(?P<place>[\u4e00-\u9fff]{2,12}?)??(?:人民)?(?:政府)?工作报告(?:（[^）]{1,12}）)?"
)
_WORK = re.compile(r"政府工作报告|^工作报告")
# a title may share its line with source or meeting: 来源：…数据网　　政府工作报告, 政府工作报告——2016年3月5日在…
_SPLIT = re.compile(r"\s{2,}|[—－–-]{1,4}|(?<=工作报告)(?=20\d\d年)")
_CN = "[〇○零一二三四五六七八九十0-9]"
_DATE = re.compile(rf"({_CN}{{4}})年\s*({_CN}{{1,3}})月\s*({_CN}{{1,3}})日")
_ORDINAL = r"(?:第?[一二三四五六七八九十百\d]{1,4}届)?"
# ——2023年12月21日在沈阳市和平区第十九届人民代表大会第三次会议上; the date may stand elsewhere, 在 may be missing
_MEETING = re.compile(
    rf"(?:日|^|[（(—－–-]|报告)在?"
    rf"(?P<meeting>[^，。；：（()—日]{{0,24}}?{_ORDINAL}[^，。；—－日]{{0,8}}(?:人民代表大会|人大)[^，。；日]{{0,12}}?会议)"
)
_OFFICES = "(?:省长|市长|县长|区长|州长|旗长|盟长|镇长|乡长|主席|总理|主任)"
# 和平区人民政府区长  张  德, 涞源县人民政府县长周峰, 国务院总理⏎李　强; a name of two characters has spaces between
_SPEAKER = re.compile(
    rf"(?:^|\n|上)(?P<place>[^\s，。—－：（）()]{{2,20}}?)??(?:人民政府)?(?:代理|代|副)?{_OFFICES}[\s：:]*"
    r"(?P<name>[\u4e00-\u9fff·]{1,8}(?: +[\u4e00-\u9fff])?)[）)]?(?=\n|$)"
)
_BEFORE_NAME = re.compile(r"[\s?　]+")  # 县长?? 梁忠林: spaces that a wrong encoding turned into question marks
_ADDRESS = re.compile(r"各位(?:代表|委员|同志)|^同志们|现在，|我代表|[一二三]、")
_LONGEST = 80
"""Longest line of a front page, in characters."""


@dataclass(frozen=True, slots=True)
class Front:
    """What the lines before the first part tell; empty or None where they do not."""

    title: str
    place: str
    speaker: str
    meeting: str
    date: str | None


def parse_front(lines: Sequence[str]) -> Front:
    """Return the front matter found in `lines`, the paragraphs of the report.

    A title may be spaced out (政 府 工 作 报 告), the meeting break over two lines, the name stand below the office.
    """
    head = _head(lines)
    spoken = "\n".join(_BEFORE_NAME.sub(" ", line).strip() for line in head)
    joined = re.sub(r"[\s?]", "", spoken)
    meeting = next((match["meeting"] for match in _MEETING.finditer(joined)), "")
    speaker = _SPEAKER.search(spoken)
    title, title_place = _title(lines)
    place = place_of_meeting(meeting) or place_name((speaker["place"] or "") if speaker else "") or title_place
    name = re.sub(r"\s", "", speaker["name"]) if speaker else ""
    return Front(title, place, name, meeting, _iso_date(joined))


def _head(lines: Sequence[str]) -> list[str]:
    """Return the lines before the address."""
    out: list[str] = []
    for line in lines:
        if _ADDRESS.search(line) or len(line) > _LONGEST:
            break
        out.append(line)
    return out


def _title(lines: Sequence[str]) -> tuple[str, str]:
    """Return the title and the place in it; a newspaper prints it above the continuation too (上接第1版)."""
    for line in lines:
        for piece in _SPLIT.split(line) if _WORK.search(line) else [line]:
            bare = re.sub(r"[\s?]", "", piece)
            match = _TITLE.fullmatch(bare)
            if match and _WORK.search(bare):
                return bare, place_name(match["place"] or "")
    return "", ""


def _iso_date(text: str) -> str | None:
    for match in _DATE.finditer(text):
        year, month, day = (_number(group) for group in match.groups())
        if year and month and day and 1900 < year < 2100 and month <= 12 and day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
    return None


def _number(text: str) -> int | None:
    """Return the value of 2024, 二〇二四, 十二 or 二十一."""
    return int(text) if text.isascii() else chinese_to_int(text.replace("○", "〇").replace("零", "〇"))
