"""Administrative divisions: which one a name means in a given year, its code after GB/T 2260 and its level.

A name may be one of several: of the four 鼓楼区 that is meant which stands in the city that the text names most. The
table is `data/divisions.tsv`; a division keeps its code when it is renamed or raised to another rank (徐水县, 徐水区).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from hpreport.index.paths import data_dir
from hpreport.text.lexicon import pattern, words

NATION = ("国务院", "全国")
"""The place of national reports: the government's, and any other's."""
NATIONAL, PROVINCE, PREFECTURE, COUNTY = "national", "province", "prefecture", "county"
_NOW = 9999
_SLACK = 1
"""Years that a name is in use before and after it is in force: reports of January speak of what is decided."""
_CLEARLY = 2
"""How many times as often as any other city the city of a division must be named."""
_SHOWN = 4
"""Names that a warning lists."""
_GROUP = pattern("ethnic_groups")
_RANK = re.compile(rf"(?P<groups>(?:{_GROUP})+)?(?P<rank>{pattern('division_rank')})$")


class Division(NamedTuple):
    """A division as it was called and coded for some years."""

    code: str
    """Its code then: six digits."""
    name: str
    """Without what it belongs to: 徐水县."""
    since: int
    until: int
    """The last year; `_NOW` where it is in force."""
    series: str
    """The code that it has now, or had last: the same for 徐水县 and 徐水区."""
    above: str
    """The code of the division that it belongs to; empty for a province."""

    @property
    def level(self) -> str:
        """`province`, `prefecture` or `county`."""
        return COUNTY if self.code[4:] != "00" else PREFECTURE if self.code[2:4] != "00" else PROVINCE


@dataclass(frozen=True, slots=True)
class _Table:
    named: Mapping[str, Sequence[Division]]
    """By full name, and by what is said for it: 阿坝州."""
    stems: Mapping[str, Sequence[Division]]
    """By name without rank: 徐水, 阿坝."""
    coded: Mapping[str, Sequence[Division]]


def stem_of(name: str) -> str:
    """Return the name of a division without its rank: 徐水 of 徐水县, 阿坝 of 阿坝藏族羌族自治州; 城区 stays."""
    match = _RANK.search(name)
    if not match:
        return name
    short, middle = name[: match.start()], name[: match.start("rank")]
    return short if len(short) > 1 else middle if len(middle) > 1 else name


@cache
def _table() -> _Table:
    named, stems, coded = defaultdict(list), defaultdict(list), defaultdict(list)
    for line in (data_dir() / "divisions.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, name, since, until, series, above = [*line.split("\t"), "", "", ""][:6]
        row = Division(code, name, int(since), int(until or _NOW), series or code, above or above_code(code))
        coded[code].append(row)
        for word in {name, _said(name)}:
            named[word].append(row)
        stems[stem_of(name)].append(row)
    return _Table(named, stems, coded)


def above_code(code: str) -> str:
    """Return the code of the division above that the first digits of a code tell; empty for a province."""
    if code[4:] != "00":
        return f"{code[:4]}00"
    return f"{code[:2]}0000" if code[2:4] != "00" else ""


def _said(name: str) -> str:
    """Return a long name as it is said: 恩施州, 长阳县."""
    return stem_of(name) + name[-1] if "自治" in name and not name.endswith("区") else name


class Located(NamedTuple):
    """A place as the index has it."""

    code: str = ""
    """The code of its series; empty where no division or more than one may be meant, and for the nation."""
    level: str = ""
    """`national`, `province`, `prefecture` or `county`; empty where it is not known."""
    doubt: str = ""
    """What is not certain, in Chinese; empty where all is."""


def locate(place: str, year: int | None, text: str) -> Located:
    """Return code and level of a place as a report names it; `text` is the report's, which tells of two alike which."""
    if place in NATION:
        return Located(level=NATIONAL)
    found = divisions_named(place, year)
    if chosen := chosen_division(found, text):
        return Located(chosen.series, chosen.level)
    if not found:
        return Located()
    names = "、".join(map(full_name, found[:_SHOWN])) + ("等" if len(found) > _SHOWN else "")
    levels = {row.level for row in found}
    return Located(
        level=levels.pop() if len(levels) == 1 else "",
        doubt=f"叫“{place}”的有 {names}，看不出是哪一个，没有行政区划代码，可用 --place 写明",
    )


def divisions_named(place: str, year: int | None = None) -> list[Division]:
    """Return the divisions that a name may mean, each series once: 徐水县, 保定市徐水区, 四川成都.

    Those come first, and alone, that have the name in full and in `year`.
    """
    table = _table()
    for named in (table.named, table.stems):
        found = [row for row, rest in _read(place, named) if not rest or rest in _paths(row)]
        found = [row for row in found if year and row.since - _SLACK <= year <= row.until + _SLACK] or found
        if named is table.stems and found:  # 海南 is the province, 海南州 the prefecture
            highest = min(_RANKS.index(row.level) for row in found)
            found = [row for row in found if _RANKS.index(row.level) == highest]
        if found:
            return list({row.series: row for row in sorted(found, key=lambda row: row.since)}.values())
    return []


_RANKS = (PROVINCE, PREFECTURE, COUNTY)


def _read(place: str, named: Mapping[str, Sequence[Division]]) -> Iterator[tuple[Division, str]]:
    """Yield the divisions with whose names a text ends, and what stands before them."""
    for start in range(len(place)):
        for row in named.get(place[start:], ()):
            yield row, place[:start]


def are_related(one: str, other: str, year: int | None) -> bool:
    """Tell whether two names may mean one division, or one in the other; also where a name is of no division."""
    first, second = divisions_named(one, year), divisions_named(other, year)
    if not first or not second:
        return (one in NATION) == (other in NATION) or not (first or second)
    return any(
        a.series == b.series
        or a.series in _above(b)
        or b.series in _above(a)
        or a.code in _above(b)
        or b.code in _above(a)
        for a in first
        for b in second
    )


def _paths(row: Division) -> set[str]:
    """Return what may stand before the name of a division: 河北省保定市, 河北, 保定市, 保定…."""
    table = _table()
    levels: list[list[str]] = [[""]]
    code = row.above
    while code:
        names = [name for above in table.coded.get(code, ()) for name in (above.name, stem_of(above.name))]
        levels.append(["", *names])
        code = above_code(code)
    paths = {""}
    for names in levels:
        paths = {name + path for path in paths for name in names}
    return paths


def chosen_division(found: Sequence[Division], text: str) -> Division | None:
    """Return the one of several divisions whose city or province the text names most, by far; None where none is."""
    if len(found) < 2:
        return found[0] if found else None
    counts = sorted(((_times(row, text), at) for at, row in enumerate(found)), reverse=True)
    (most, best), (second, _) = counts[:2]
    return found[best] if most > _CLEARLY * second else None


def _times(row: Division, text: str) -> int:
    names = {stem_of(above.name) for above in _table().coded.get(row.above, ())}
    return sum(text.count(name) for name in names)


def full_name(row: Division) -> str:
    """Return the name of a division with all that it belongs to: 河北省保定市徐水区."""
    names, code, until = [row.name], row.above, row.until
    while code:
        above = max((one for one in _table().coded.get(code, ()) if one.since <= until), default=None, key=_since)
        names += [above.name] if above else []  # no division stands between 天津市 and its districts
        code = above.above if above else above_code(code)
    return "".join(reversed(names))


def _since(row: Division) -> int:
    return row.since


# 成都市2024年政府工作报告, 2024-成都, 四川_成都_2024（全文）
_NAME_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)年?度?")
_NO_PLACE = re.compile(r"(?:人民)?(?:政府)?工作报告|人民政府|全文|正文|[（(][^）)]*[）)]|[\s_\-—·,，、.]+")


def told_by_name(stem: str) -> tuple[str, int | None]:
    """Return the place and the year in a file's name; empty and None where it has none, or anything else beside them.

    >>> told_by_name("四川_成都_2024"), told_by_name("2024年政府工作报告终稿")
    (('成都市', 2024), ('', 2024))
    """
    years = set(_NAME_YEAR.findall(stem))
    year = int(years.pop()) if len(years) == 1 else None
    words = _NO_PLACE.sub("", _NAME_YEAR.sub("", stem))
    found = divisions_named(words, year) if len(words) > 1 else []
    if len(found) == 1 and not words.endswith(found[0].name):
        return full_name(found[0]) if found[0].level == COUNTY else found[0].name, year
    return words if found and _RANK.search(words) else "", year


# 全市上下, 我县; not 全市场, 全区域
_OWN_RANK = re.compile(r"[全我]([省市县区州旗盟])(?![场域])")
_LEAST_OWN, _LEAST_NAMED = 3, 5
"""How often a text must say 全市, and name the division, for the division to be its own."""


_SELDOM = 8
"""How many times as often as 全市 the report of a province must say 全省, which the report of a city says too."""


class Named(NamedTuple):
    """The division that a text names most, as it speaks of its own."""

    place: str
    said: str
    """The name that is counted."""
    times: int
    own: str
    """How the text speaks of its own division: 全市."""


def most_named(text: str, year: int | None) -> Named | None:
    """Return the division that a text names most, of those that it may call its own (全市).

    None where that is not clear: it is named twice as often as any other, or than any but the one that it is in (全区:
    清苑区 rather than 保定市), and the text speaks of no lower rank as its own.
    """
    own = Counter(_OWN_RANK.findall(text))
    counted = _counted(text, year, {rank for rank, times in own.items() if times >= _LEAST_OWN})
    most = max((one.times for one in counted), default=0)
    near = [one for one in counted if one.times * _CLEARLY > most]
    if most < _LEAST_NAMED or not near:
        return None
    best = max(near, key=lambda one: own[one.row.name[-1]])
    if not all(one is best or _are_told_apart(one.row, best.row) for one in near):
        return None
    rank = best.row.name[-1]
    lower = sum(own[below] for below in _RANKS_BELOW.get(rank, "") if best.row.level != COUNTY)
    if lower * (_SELDOM if best.row.level == PROVINCE else _CLEARLY) > own[rank]:
        return None
    alone = len(divisions_named(best.row.name, year)) == 1
    return Named(best.row.name if alone else full_name(best.row), best.name, best.times, f"全{rank}")


_RANKS_BELOW = {"省": "市县旗州盟", "区": "市县旗州盟", "市": "县区旗", "州": "县旗", "盟": "旗县"}
"""The ranks of the divisions within one."""


def _are_told_apart(one: Division, other: Division) -> bool:
    """Tell whether one of two is in the other, under another name: not 吉林市 in 吉林省."""
    return stem_of(one.name) != stem_of(other.name) and (one.code in _above(other) or other.code in _above(one))


class _Counted(NamedTuple):
    row: Division
    name: str
    """What of its name is counted."""
    times: int


def _counted(text: str, year: int | None, ranks: Collection[str]) -> list[_Counted]:
    """Return the divisions of these ranks that a text names, each with how often.

    The name may lack its rank unless it is an everyday word then. What it is in must be named too, or its full name.
    """
    everyday, pairs = set(words("ordinary_words")), set(map("".join, pairwise(text)))
    found: dict[str, _Counted] = {}
    for row in (row for rows in _table().coded.values() for row in rows if row.name[-1] in ranks):
        if row.name[:2] not in pairs:  # most names are told to be absent so, without a search
            continue
        name = stem_of(row.name)
        name = _said(row.name) if name in everyday else name
        in_force = not year or row.since - _SLACK <= year <= row.until + _SLACK
        if in_force and name in text and name not in everyday and (row.name in text or _is_placed(row, text)):
            found[row.series] = _Counted(row, name, text.count(name))
    return _outside_others(found.values())


def _outside_others(found: Collection[_Counted]) -> list[_Counted]:
    """Return the divisions with how often each is named outside longer names: 鞍山 within 马鞍山 is not."""
    times = {one.name: one.times for one in found}
    return [
        one._replace(times=one.times - sum(n for name, n in times.items() if one.name in name and one.name != name))
        for one in found
    ]


def _is_placed(row: Division, text: str) -> bool:
    """Tell whether a text names a division that this one is in; a province is in none."""
    return not row.above or any(
        stem_of(above.name) in text for code in _above(row) for above in _table().coded.get(code, ())
    )


def _above(row: Division) -> list[str]:
    """Return the codes of the divisions that one is in."""
    codes = [row.above]
    while codes[-1]:
        codes.append(above_code(codes[-1]))
    return codes[:-1]
