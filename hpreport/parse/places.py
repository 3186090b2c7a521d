"""The place that a report is of: 安国市, 保定市清苑区, 国务院 for the national one."""

import re
from collections.abc import Sequence

_ORDINAL = r"第?[一二三四五六七八九十百\d]+届"
_MEETING_PLACE = re.compile(rf"(?P<place>.*?)(?:{_ORDINAL}|全国人民代表大会|全国人大|人民代表大会|人大)")
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
    match = _MEETING_PLACE.match(meeting)
    return place_name(match["place"]) if match else ""


def place_in_text(texts: Sequence[str]) -> str:
    """Return the place that the address or the body names as the government's own, "" where none does."""
    for pattern in _IN_TEXT:
        for text in texts:
            for match in pattern.finditer(text):
                if place := place_name(match["place"]):
                    return place
    return ""
