"""The outline as readers walk it: paths, what lies below a node, which node a text means, and how a place is cited."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from hpreport.text.fold import fold

NEAR = 75
"""Likeness (0 to 100) from which on a mistyped heading, or a part of one, is still meant."""
_BARE = re.compile(r"[〇零一二三四五六七八九十百\d]+")
"""A number that nothing parts from its heading: 一 and 3, but not （四）, 四是 or ——."""
_ID = re.compile(r"\d+(?:\.\d+)*")


class Node(NamedTuple):
    """A part, section or item of the report, or the report itself (id `0`)."""

    id: str
    level: int
    number: str
    """As printed: 一, 一是, （一）; empty where there is none."""
    heading: str
    line: int
    parent: str
    role: str
    """`review`, `plan` or empty."""


def numbered(node: Node) -> str:
    """Return a heading with its number as printed: 二、2024年重点工作安排, （四）加强城市建设管理, 四是城区品质."""
    parted = node.number and (node.level == 1 or _BARE.fullmatch(node.number))
    return f"{node.number}、{node.heading}" if parted else f"{node.number}{node.heading}"


def place(path: Sequence[Node], *, heading: bool = True) -> str:
    """Return a path as it is quoted, numbers and the last heading, which may be left out where it has a number."""
    if not path or not path[-1].level:
        return ""
    last = path[-1]
    end = numbered(last) if heading else f"{last.number}、" if last.level == 1 else last.number
    return "".join([*map(_lead, path[:-1]), end])


def _lead(node: Node) -> str:
    """Return what stands for a node above another; 四是 is no number alone, so its heading stands beside it."""
    if node.level == 1:
        return f"{node.number}、" if node.number else f"{node.heading}："
    return node.number if node.number.startswith(("（", "(")) else f"{numbered(node)}："


class Outline:
    """The outline of one report."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.nodes = {row[0]: Node(*row) for row in rows}
        """Outline id -> node, in the report's order; `0` is the first."""

    def path(self, section: str) -> list[Node]:
        """Return the nodes from the part down to `section`; for `0` the root alone."""
        found, node = [], self.nodes.get(section)
        while node:
            found.append(node)
            node = self.nodes.get(node.parent)
        return found[::-1]

    def headings(self, section: str) -> list[str]:
        """Return the headings from the part down to `section`."""
        return [node.heading for node in self.path(section)]

    def below(self, section: str) -> list[str]:
        """Return the ids of `section` and of all nodes below it."""
        return [i for i in self.nodes if i == section or i.startswith(f"{section}.")]

    def of_role(self, role: str) -> list[str]:
        """Return the ids of all nodes whose part reviews (`review`) or plans (`plan`)."""
        return [node.id for node in self.nodes.values() if node.role == role]

    def within(self, typed: str, role: str = "") -> set[str]:
        """Return the ids of the nodes that `typed` names and of all below them, where it is empty of all nodes.

        With `role` only those whose part reviews (`review`) or plans (`plan`).
        """
        named = self.find(typed) if typed else list(self.nodes)
        below = {i for found in named for i in self.below(found)}
        return below.intersection(self.of_role(role)) if role else below

    # --- which node a text means ---

    def find(self, typed: str) -> list[str]:
        """Return the ids of the nodes that `typed` names by id, as cited or by heading: one, several alike, or none."""
        number = unicodedata.normalize("NFKC", typed).strip().strip(".")
        if _ID.fullmatch(number):
            return [number] if number in self.nodes else []
        wanted = fold(typed)
        cited = self._cited.get("".join(unicodedata.normalize("NFKC", typed).split()).rstrip("、"))
        if cited:
            return [cited]
        return (self._named(wanted, whole=True) or self._named(wanted, whole=False)) if wanted else []

    def near(self, typed: str) -> list[str]:
        """Return the ids of the nodes whose heading, or a part of it, reads most like `typed`, if it reads alike."""
        from rapidfuzz import fuzz

        wanted = fold(typed)
        if len(wanted) < 4:
            return []
        likeness = {
            i: fuzz.partial_ratio(wanted, key) for i, (key, _) in self._keys.items() if len(key) >= len(wanted) - 2
        }
        best = max(likeness.values(), default=0)
        return [i for i, value in likeness.items() if value == best] if best >= NEAR else []

    @cached_property
    def _keys(self) -> dict[str, tuple[str, str]]:
        """Outline id -> folded heading, without and with its number."""
        nodes = (node for node in self.nodes.values() if node.level)
        return {node.id: (fold(node.heading), fold(numbered(node))) for node in nodes}

    @cached_property
    def _cited(self) -> dict[str, str]:
        """The place of each node as it is quoted, without and with its heading -> outline id: 二、（四）."""
        found: dict[str, str] = {}
        for node in list(self.nodes.values())[1:]:
            for heading in (True, False) if node.number else (True,):
                key = place(self.path(node.id), heading=heading)
                found.setdefault(unicodedata.normalize("NFKC", key).rstrip("、"), node.id)
        return found

    def _named(self, wanted: str, *, whole: bool) -> list[str]:
        return [i for i, keys in self._keys.items() if (wanted in keys if whole else wanted in keys[1])]


CITE_STYLES = {"line": "带行号（默认）", "place": "不带行号", "gbt7714": "参考文献，依 GB/T 7714"}
"""Forms of a citation: with the line of the source text, without it, and as an entry of a list of references."""


def cite(info: Mapping[str, Any], outline: "Outline", section: str, line: int, style: str = "") -> str:
    """Return where a line of the body stands, in one of `CITE_STYLES`; by default the first.

    和平区政府工作报告（2023年12月21日）二、（四）推进城市精细化管理，第149行.
    """
    return _cited(info, place(outline.path(section)), line, style)


def cite_term(info: Mapping[str, Any], headword: str, line: int, style: str = "") -> str:
    """Return where an entry of the glossary stands, as `cite` does: 和平区政府工作报告名词解释：“三保”，第233行."""
    return _cited(info, f"名词解释：{headword}", line, style)


def _cited(info: Mapping[str, Any], where: str, line: int, style: str) -> str:
    if style == "gbt7714":
        return _reference(info, where)
    line_told = "" if style == "place" else f"，第{line}行" if where else f"第{line}行"
    url, day = info.get("source_url"), info.get("retrieved")
    taken = f"，{url}" + (f"（{_day(day)}取得）" if day else "") if url else ""
    return f"{report_name(info)}{where}{line_told}{taken}"


def _reference(info: Mapping[str, Any], where: str) -> str:
    """Return a reference to a report after GB/T 7714-2015, 4.1: who is responsible, title, type, day, the place cited.

    沈阳市和平区人民政府. 沈阳市和平区政府工作报告[R]. 2023-12-21: 二、（四）推进城市精细化管理. Where it is known what
    page it was taken from, it is [R/OL], and the day of that and the address come last.
    """
    body = f"{info['place']}人民政府. " if info["place"] else ""
    title = f"{info['place'] or ''}{info['title'] or '政府工作报告'}"
    day = info["date"] or info["plan_year"] or ""
    url, seen = info.get("source_url"), info.get("retrieved")
    told = f"{'. ' if day else ''}{day}{f': {where}' if where else ''}{f'[{seen}]' if url and seen else ''}"
    return f"{body}{title}[{'R/OL' if url else 'R'}]{told}.{f' {url}.' if url else ''}"


def report_name(info: Mapping[str, Any]) -> str:
    """Return the report's name with the day of its delivery: 和平区政府工作报告（2023年12月21日）."""
    date = f"（{_day(info['date'])}）" if info["date"] else ""
    return f"{_short_place(info['place'] or '')}{info['title'] or '政府工作报告'}{date}"


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


_UNIT = re.compile(r".+?(?:自治区|自治州|自治县|省|市|区|县|旗|州|盟|乡|镇)")


def _short_place(place: str) -> str:
    """Return the innermost unit of a place: 和平区 of 沈阳市和平区; all of it where its units cannot be told."""
    units = _UNIT.findall(place)
    return units[-1] if units and "".join(units) == place else place
