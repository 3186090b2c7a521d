"""Title, place, speaker, meeting and date from the lines before the address, and the two years the report is about."""

import re
from dataclasses import dataclass

_TITLE = re.compile(r"(政府)?工作报告")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
# ——2023年12月21日在沈阳市和平区第十九届人民代表大会第三次会议上
_MEETING = re.compile(r"日在?(.{2,60}?会议)上?")
_MEETING_PLACE = re.compile(r"(.+?)(?:第[一二三四五六七八九十百]+届|人民代表大会)")
# 和平区人民政府区长  张  德; names carry spaces to fill two characters up to three
_SPEAKER = re.compile(
    r"(?P<place>[^\s，。—－-]{2,20}?)?(?:人民政府)?(?:代理|代)?(?:省长|市长|县长|区长|州长|旗长|盟长|主席|总理)[\s?　]+"
    r"(?P<name>[\u4e00-\u9fff·]{1,8}(?:\s+[\u4e00-\u9fff])?)\s*$"
)
_YEAR = re.compile(r"(\d{4})年")


@dataclass(frozen=True, slots=True)
class Front:
    """What the lines before the first part tell; empty or None where they do not."""

    title: str
    place: str
    speaker: str
    meeting: str
    date: str | None


def _iso_date(text: str) -> str | None:
    match = _DATE.search(text)
    return f"{int(match[1]):04}-{int(match[2]):02}-{int(match[3]):02}" if match else None


def parse_front(lines: list[str]) -> Front:
    """Return the front matter found in `lines`, the paragraphs before the first part.

    A title may be spaced out (政 府 工 作 报 告) and the meeting may break over two lines.
    """
    joined = re.sub(r"\s", "", "".join(lines))
    title = next((re.sub(r"\s", "", line) for line in lines if _TITLE.search(re.sub(r"\s", "", line))), "")
    meeting_match = _MEETING.search(joined)
    meeting = meeting_match[1] if meeting_match else ""
    place_match = _MEETING_PLACE.match(meeting)
    speakers = [match for line in lines if (match := _SPEAKER.search(line))]
    place = place_match[1] if place_match else (speakers[0]["place"] or "") if speakers else ""
    speaker = re.sub(r"\s", "", speakers[0]["name"]) if speakers else ""
    return Front(title if len(title) <= 40 else "", place, speaker, meeting, _iso_date(joined))


def report_years(date: str | None, review_heading: str, plan_heading: str) -> tuple[int | None, int | None]:
    """Return the years reviewed and planned: as the parts' headings say, else by the day of delivery.

    A meeting in November or December closes the running year (和平区: 2023-12-21 reviews 2023); any other one opens it.
    """
    review, plan = (_YEAR.search(heading) for heading in (review_heading, plan_heading))
    result_year, plan_year = (int(match[1]) if match else None for match in (review, plan))
    if date and not (result_year or plan_year):
        plan_year = int(date[:4]) + (int(date[5:7]) >= 11)
    if result_year is None and plan_year is not None:
        result_year = plan_year - 1
    if plan_year is None and result_year is not None:
        plan_year = result_year + 1
    return result_year, plan_year
