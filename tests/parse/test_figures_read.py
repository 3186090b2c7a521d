"""Whole reports whose figures were read by hand: `tests/data/figures/`, one figure a line with a short quotation.

The fields are those of ../shared/gold/figures-other; `relation` is the scorer's way to say measure and bound.
"""

import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.process import ROOT, SHARED

from hpreport.index.build import build_report
from hpreport.records import figure_row

READ = sorted((ROOT / "tests" / "data" / "figures").glob("*.jsonl"))
LEAST = {"found": 0.97, "right": 0.97, "indicator": 0.88, "measure": 0.99, "kind": 0.99}
"""Least share of figures: found at all, of those that are printed right, and of those found right in each respect."""


@pytest.fixture(scope="module")
def score() -> Any:
    """The scorer of the reference answers."""
    if not (SHARED / "score" / "score.py").exists():
        pytest.skip("no ../shared/score")
    sys.path.insert(0, str(SHARED / "score"))
    import score

    return score


@cache
def rows(path: Path) -> list[dict[str, Any]]:
    report = build_report(SHARED / "corpus" / f"{path.stem}.txt")
    return [figure_row(report, figure) for figure in report.figures]


@pytest.mark.parametrize("path", READ, ids=lambda path: path.stem)
def test_figures_are_those_read_by_hand(path: Path, score: Any) -> None:
    count: Counter[str] = score.score_figures(path.stem, score.read_jsonl(path), rows(path), False)
    of = {"found": count["need"], "right": count["rows"]}
    shares = {name: count[name] / of.get(name, count["found"]) for name in LEAST}
    assert {name: share for name, share in shares.items() if share < LEAST[name]} == {}
