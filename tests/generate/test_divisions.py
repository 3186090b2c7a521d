"""The table of administrative divisions rebuilds byte for byte, and says the same of a division in one way."""

from collections import Counter
from importlib.metadata import PackageNotFoundError, version

import pytest
from support.process import ROOT

from hpreport.generate.divisions import PACKAGE, render

FILE = ROOT / "data" / "divisions.tsv"
ROWS = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")]


def test_it_rebuilds() -> None:
    try:
        installed = version(PACKAGE)
    except PackageNotFoundError:
        pytest.skip("the extra `tables` is not installed")
    if installed not in FILE.read_text("utf-8").splitlines()[0]:
        pytest.skip(f"another {PACKAGE} is installed: {installed}")
    assert render() == FILE.read_text("utf-8")


def test_no_code_has_two_names_at_once() -> None:
    years = Counter(
        (code, year)
        for code, _, since, *rest in ROWS
        for year in range(int(since), int(rest[0] if rest and rest[0] else 2024) + 1)
    )
    assert [key for key, times in years.items() if times > 1] == []


def test_every_series_is_a_code_of_the_table() -> None:
    codes = {row[0] for row in ROWS}
    assert {row[4] for row in ROWS if len(row) > 4 and row[4]} <= codes
