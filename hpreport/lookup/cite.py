"""Where something stands, as it is quoted: report, day, numbers of part and section, heading, line."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hpreport.lookup.outline import Outline


def cite(info: Mapping[str, Any], outline: "Outline", section: str, line: int) -> str:
    """Return where a line of the body stands, as it is quoted.

    和平区政府工作报告（2023年12月21日）二、（四）推进城市精细化管理, line 149.
    """
    from hpreport.lookup.outline import place

    return f"{report_name(info)}{place(outline.path(section))}, line {line}"


def cite_term(info: Mapping[str, Any], headword: str, line: int) -> str:
    """Return where an entry of the glossary stands: 和平区政府工作报告（2023年12月21日）名词解释：“三保”, line 233."""
    return f"{report_name(info)}名词解释：{headword}, line {line}"


def report_name(info: Mapping[str, Any]) -> str:
    """Return the report's name with the day of its delivery: 和平区政府工作报告（2023年12月21日）."""
    year, month, day = (info["date"] or "--").split("-")
    date = f"（{year}年{int(month)}月{int(day)}日）" if year else ""
    return f"{_short_place(info['place'] or '')}{info['title'] or '政府工作报告'}{date}"


_UNIT = re.compile(r".+?(?:自治区|自治州|自治县|省|市|区|县|旗|州|盟|乡|镇)")


def _short_place(place: str) -> str:
    """Return the innermost unit of a place: 和平区 of 沈阳市和平区; all of it where its units cannot be told."""
    units = _UNIT.findall(place)
    return units[-1] if units and "".join(units) == place else place
