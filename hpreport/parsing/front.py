"""What the front of a report tells: its kind, title, place, speaker, meeting, date, and the years it reviews and plans.

The place is 安国市, 保定市清苑区, 国务院 for the national report. Read are the lines before the address (各位代表：).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hpreport.model import LEVEL_PART, Section
from hpreport.parsing.figures.periods import guess_years, read_rows
from hpreport.text.lexicon import patterns_by_reason
from hpreport.text.numerals import ONE_TO_TEN, YEAR, chinese_to_int

_YEAR = re.compile(rf"({YEAR})年")
_WINDOW = 2
"""How far from the year of delivery the year of a heading may be: “2035年远景目标” is not the plan's."""


def years_of(sections: Sequence[Section], date: str | None) -> tuple[int | None, int | None, bool]:
    """Return the years reviewed and planned, and whether they are guessed from the body, neither told elsewhere.

    The parts on five years (“十四五”时期的主要目标任务) have no year in their headings: those on one year tell.
    """
    parts = [section for section in sections if section.level == LEVEL_PART]
    review, plan = (
        [year for part in parts if part.role == role for year in _years_in(part.heading, date)]
        for role in ("review", "plan")
    )
    result_year, plan_year = report_years(date, max(review, default=None), min(plan, default=None))
    if result_year is None and plan_year is None:
        return (*guess_years(read_rows(sections)), True)
    return result_year, plan_year, False


def _years_in(heading: str, date: str | None) -> list[int]:
    years = [int(year) for year in _YEAR.findall(heading)]
    return [year for year in years if date is None or abs(year - int(date[:4])) <= _WINDOW]


def report_years(date: str | None, review: int | None, plan: int | None) -> tuple[int | None, int | None]:
    """Return the years reviewed and planned: as the parts' headings say, else by the day of delivery.

    A meeting in November or December closes the running year (和平区: 2023-12-21 reviews 2023); any other one opens it.
    """
    result_year, plan_year = review, plan
    if date and not (result_year or plan_year):
        plan_year = int(date[:4]) + (int(date[5:7]) >= 11)
    if result_year is None and plan_year is not None:
        result_year = plan_year - 1
    if plan_year is None and result_year is not None:
        plan_year = result_year + 1
    return result_year, plan_year


_TITLE_YEAR = r"(?:(?:20|19)\d\d年?)?"
# 政 府 工 作 报 告, 2024年泸州市人民政府工作报告, 泸州市2024年政府工作报告, 政府工作报告（摘要）;
# never 许勤作政府工作报告。…记者…摄
_TITLE = re.compile(
    rf"{_TITLE_YEAR}(?P<place>[\u4e00-\u9fff]{{2,12}}?)??(?:人民政府|政府)?{_TITLE_YEAR}(?:人民)?(?:政府)?工作报告(?:（[^）]{{1,12}}）)?"
)
# 关于甲乙市2017年政府工作的报告
_ABOUT = re.compile(r"关于(?P<place>[\u4e00-\u9fff]{2,12}?)??(?:(?:20|19)\d\d年)?(?:人民)?政府工作(?:情况)?的报告")
# 李四在甲乙市第十届人民代表大会第三次会议上的政府工作报告
_AT_MEETING = re.compile(r"^.{0,60}会议上的(?=政府工作报告)")
_WORK = re.compile(rf"政府{_TITLE_YEAR}工作报告|^工作报告|政府工作(?:情况)?的报告")
# a title may share its line with source or meeting: 来源：…数据网　　政府工作报告, 政府工作报告——2016年3月5日在…
_SPLIT = re.compile(r"\s{2,}|[—－–-]{1,4}|(?<=工作报告)(?=20\d\d年)")
_CN = f"[〇○零{ONE_TO_TEN}0-9]"
_DATE = re.compile(rf"({_CN}{{4}})年\s*({_CN}{{1,3}})月\s*({_CN}{{1,3}})日")
_ORDINAL = rf"(?:第?[{ONE_TO_TEN}百\d]{{1,4}}届)?"
# ——2023年12月21日在沈阳市和平区第十九届人民代表大会第三次会议上; the date may stand elsewhere, 在 may be missing
_MEETING = re.compile(
    rf"(?:日|^|[（(—－–-]|报告)在?"
    rf"(?P<meeting>[^，。；：（()—日]{{0,24}}?{_ORDINAL}[^，。；—－日]{{0,8}}(?:人民代表大会|人大)[^，。；日]{{0,12}}?会议"
    r"|(?:中国共产党|中共)[^，。；日]{0,20}第[^，。；日]{1,5}次(?:全国)?代表大会)"
)
_OFFICES = "(?:省长|市长|县长|区长|州长|旗长|盟长|镇长|乡长|主席|总理|主任|法院院长|检察长|行政长官)"
_SAID_OF_SPEAKER = r"(?=\n|$|(?<=[\u4e00-\u9fff]{2})作(?:\n|$)|所?作(?:的)?(?:政府)?工作(?:的)?报告|关于政府工作)"
# 和平区人民政府区长  张  德, 涞源县人民政府县长周峰, 国务院总理⏎李　强; a name of two characters has spaces between;
# 会议上乙省人民政府代省长张三作政府工作报告, 听取国务院总理李四关于政府工作的报告, 会议开幕。省长张三作政府工作报告
_SPEAKER = re.compile(
    rf"(?:^|\n|。|上|听取)(?P<place>[^\s，。—－：（）()]{{2,20}}?)??(?:人民政府)?(?:代理|代|副)?{_OFFICES}[\s：:]*"
    rf"(?P<name>[\u4e00-\u9fff·]{{1,8}}?(?: +[\u4e00-\u9fff])?)[）)]?{_SAID_OF_SPEAKER}"
)
# 龚正市长在上海市第十六届…会议上, 省长张三在甲省…: who speaks, before the meeting
_SPEAKS = re.compile(
    rf"(?P<before>[\u4e00-\u9fff·]{{0,14}}?)(?:代理|代|副)?{_OFFICES}(?P<name>[\u4e00-\u9fff·]{{0,12}}?)在(?=[\u4e00-\u9fff]*(?:省|市|县|区|旗|州|全国))"
)
# 李四在甲乙市第十届人民代表大会…: a name without an office
_NAMED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+)在(?=[\u4e00-\u9fff]*(?:省|市|县|区|旗|州|全国))"
)
_BEFORE_NAME = re.compile(r"[\s?　]+")  # 县长?? 梁忠林: spaces that a wrong encoding turned into question marks
_GREETING = "各位(?:代表|委员|同志)|^同志们"
_ADDRESS = re.compile(rf"{_GREETING}|现在，|我代表|[一二三]、")
_BEFORE_GREETING = re.compile(rf"(.{{1,200}}?)(?:{_GREETING})")
# 5月22日上午，十三届全国人大三次会议开幕，听取国务院总理李四关于政府工作的报告，审查…
_LEAD = re.compile(r"(?:[^，。；]{1,40}[，；]){0,3}听取[^，。；]{2,24}关于政府工作的报告")
_SHORTEST_NAME = 2
_LONGEST = 80
"""Longest line of a front page, in characters."""


WORK_REPORT = "work_report"
"""The kind of document that this program is for; `documents` of the lexicon has all of them."""
NOT_YEARLY = ("five_year_plan", "party_report", "policy_address")
"""Kinds that review and plan no year in particular, whatever the day they are of."""
_GOVERNMENT = ("", WORK_REPORT, "plan_report", "budget_report")
"""Kinds that the government makes."""
_TITLE_LINES, _LONGEST_TITLE = 6, 60
"""Lines in which the title of a document is looked for, and characters that it has at most."""
_ADDRESS_LINES, _LONGEST_ADDRESS = 3, 200
"""Lines after the head, and characters of each, in which the address is looked for."""


@dataclass(frozen=True, slots=True)
class Front:
    """What the lines before the first part tell; empty or None where they do not."""

    title: str
    place: str
    speaker: str
    meeting: str
    date: str | None
    document: str = ""
    """What kind of document it is; empty where nothing tells."""


def parse_front(lines: Sequence[str]) -> Front:
    """Return the front matter found in `lines`, the paragraphs of the report.

    A title may be spaced out (政 府 工 作 报 告), the meeting break over two lines, the name stand below the office.
    """
    head = _head(lines)
    spoken = "\n".join(_BEFORE_NAME.sub(" ", line).strip() for line in head)
    joined = re.sub(r"[\s?]", "", spoken)
    meeting = next((match["meeting"] for match in _MEETING.finditer(joined)), "")
    speaks = _SPEAKS.match(meeting) or _NAMED.match(meeting)
    meeting = meeting[speaks.end() :] if speaks else meeting
    speaker = _SPEAKER.search(spoken)
    title, title_place = _title(lines)
    document, other_title = _document(head, lines)
    place = place_of_meeting(meeting) or place_name((speaker["place"] or "") if speaker else "") or title_place
    name = re.sub(r"\s", "", speaker["name"]) if speaker else _name_of(speaks) if speaks else ""
    document = WORK_REPORT if title and not other_title else document
    place = place or _place_of_title(other_title)
    if place == "国务院" and document not in _GOVERNMENT:
        place = "全国"
    return Front(other_title or title, place, name, meeting, date_in(joined), document)


def _document(head: Sequence[str], lines: Sequence[str]) -> tuple[str, str]:
    """Return what kind of document has this head, and its title where it is no work report; empty where none tells.

    Where no title tells, the address does: 我代表市中级人民法院，….
    """
    bare = [re.sub(r"[\s?]", "", line).strip("—－–-《》") for line in head]
    for line in [*bare[:_TITLE_LINES], *map("".join, pairwise(bare[:_TITLE_LINES]))]:
        for kind, pattern in patterns_by_reason("documents"):
            if len(line) <= _LONGEST_TITLE and re.search(pattern, line) and not line.endswith("。"):
                return kind, "" if kind == WORK_REPORT else line
    for line in lines[len(head) :][:_ADDRESS_LINES]:
        for kind, pattern in patterns_by_reason("speaking_for"):
            if re.search(pattern, line[:_LONGEST_ADDRESS]):
                return kind, ""
    return "", ""


def _name_of(speaks: re.Match[str]) -> str:
    """Return the name beside the office before a meeting, empty where a place stands there: 上海市市长在…."""
    name = speaks["name"] or speaks.groupdict().get("before") or ""
    return "" if place_name(name) or not len(name.replace("·", "")) >= 2 else name


def _head(lines: Sequence[str]) -> list[str]:
    """Return the lines before the address, and of one that goes on with the address or the news what stands before."""
    out: list[str] = []
    for line in lines:
        if _ADDRESS.search(line):
            before = _BEFORE_GREETING.match(line)
            return [*out, *re.split(r"\s{2,}", before[1].strip())] if before else out
        if len(line) > _LONGEST:
            lead = _LEAD.match(line)
            return [*out, *(f"——{piece}" for piece in re.split("[，；]", lead[0]))] if lead else out
        out.append(line)
    return out


def _title(lines: Sequence[str]) -> tuple[str, str]:
    """Return the title and the place in it; a newspaper prints it above the continuation too (上接第1版)."""
    for line in lines:
        for piece in _SPLIT.split(line) if _WORK.search(line) else [line]:
            bare = _AT_MEETING.sub("", re.sub(r"[\s?]", "", piece))
            match = _TITLE.fullmatch(bare) or _ABOUT.fullmatch(bare)
            if match and _WORK.search(bare):
                return bare, place_name(match["place"] or "")
    return "", ""


def date_in(text: str) -> str | None:
    """Return the first day that a text names, in ISO 8601; not that of an agency's dispatch, nor of a page."""
    for match in _DATE.finditer(text):
        if _NOT_ITS_OWN.match(text, match.end()) or _OF_PAGE.search(text[: match.start()]):
            continue
        year, month, day = (_number(group) for group in match.groups())
        if year and month and day and 1900 < year < 2100 and month <= 12 and day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
    return None


# 新华社北京2018年3月22日电, 2026年2月10日07时41分; 发布时间：2019年5月6日
_NOT_ITS_OWN = re.compile(r"[（(]?(?:电|讯)|\s*\d\d?(?:时|[:：])\d\d")
_OF_PAGE = re.compile(r"(?:发布|更新|发文|成文|公开|印发|生成|录入|上传)?(?:时间|日期)[：:]?$")


def _number(text: str) -> int | None:
    """Return the value of 2024, 二〇二四, 十二 or 二十一."""
    return int(text) if text.isascii() else chinese_to_int(text.replace("○", "〇").replace("零", "〇"))


_FULL_ORDINAL = rf"第?[{ONE_TO_TEN}百\d]+届"
_MEETING_PLACE = re.compile(
    rf"(?P<place>.*?)(?:{_FULL_ORDINAL}|第[{ONE_TO_TEN}百\d]+次代表大会|全国人民代表大会|全国人大|人民代表大会|人大)"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,14}(?:省|市|县|区|旗|州|盟|镇|乡)|国务院")
_OWN = re.compile(r"(?:全|我|本|该|各|州|省|市|县|区|自治)(?:省|市|县|区|旗|州)|.")
_NAME = r"(?P<place>[\u4e00-\u9fff]{2,14}?)"
# 现在，我代表安国市人民政府…, 《保定市清苑区国民经济和社会发展第十四个五年规划…》
_IN_TEXT = (
    re.compile(rf"我(?:谨)?(?:受?.{{0,6}}委托，)?代表{_NAME}(?:第.{{1,4}}届)?人民政府"),
    re.compile(rf"《{_NAME}国民经济和社会发展第"),
    re.compile(rf"向{_NAME}第.{{1,4}}届人民代表大会"),
    re.compile(r"我(?:谨)?代表(?P<place>国务院)"),
)


def place_name(text: str) -> str:
    """Return `text` where it names a place: 县 and 全市 do not."""
    bare = text.removesuffix("人民政府").strip()
    return bare if _PLACE.fullmatch(bare) and not _OWN.fullmatch(bare) else ""


def place_of_meeting(meeting: str) -> str:
    """Return the place in the name of a meeting: 国务院 for the national congress, "" for 县十六届人民代表大会…."""
    if "全国人民代表大会" in meeting or "全国人大" in meeting:
        return "国务院"
    if "全国代表大会" in meeting:
        return "全国"
    match = _MEETING_PLACE.match(re.sub("^(?:中国共产党|中共)", "", meeting))
    return place_name(match["place"]) if match else ""


# 关于成都市2024年…计划草案的报告, 成都市“十四五”现代服务业发展规划, 成都市中级人民法院工作报告
_IN_TITLE = re.compile(
    r"(?:关于)?(?P<place>[\u4e00-\u9fff]{1,14}?[省市县区旗州盟])(?=[中高]级|人民|国民|检察|法院|[“\"]?十|(?:19|20)\d\d)"
)


def _place_of_title(title: str) -> str:
    match = _IN_TITLE.match(title)
    return place_name(match["place"]) if match else ""


def place_in_text(texts: Sequence[str]) -> str:
    """Return the place that the address or the body names as the government's own, "" where none does."""
    for pattern in _IN_TEXT:
        for text in texts:
            for match in pattern.finditer(text):
                if place := place_name(match["place"]):
                    return place
    return ""
