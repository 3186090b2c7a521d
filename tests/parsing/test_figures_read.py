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
from support.reports import built

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
    report = built(path)
    return [figure_row(report, figure) for figure in report.figures]


@pytest.mark.parametrize("path", READ, ids=lambda path: path.stem)
def test_figures_are_those_read_by_hand(path: Path, score: Any) -> None:
    count: Counter[str] = score.score_figures(
        path.stem, score.read_jsonl(path), rows(SHARED / "corpus" / f"{path.stem}.txt"), False
    )
    of = {"found": count["need"], "right": count["rows"]}
    shares = {name: count[name] / of.get(name, count["found"]) for name in LEAST}
    assert {name: share for name, share in shares.items() if share < LEAST[name]} == {}


# --- stretches of further reports, of all levels and ages ---

_READ = (ROOT / "tests" / "data" / "figure-stretches.tsv").read_text("utf-8").splitlines()[3:]
STRETCHES = [line.split("\t") for line in _READ]
OF_ALL = {"found": 0.99, "right": 0.985, "indicator": 0.96, "measure": 0.99, "kind": 0.99, "period": 0.985}
"""Least shares over all stretches, as in `LEAST`; `period` too is of those found."""


def test_stretches_are_as_read_by_hand(score: Any) -> None:
    count: Counter[str] = Counter()
    for report in dict.fromkeys(report for report, *_ in STRETCHES):
        (path,) = [*(SHARED / "corpus").glob(f"{report}.*"), *(SHARED / "shapes").glob(f"{report}.*")]
        read = [dict(zip(_COLUMNS, [*row[1:], ""], strict=False)) for row in STRETCHES if row[0] == report]
        lines = {int(row["line"]) for row in read}
        count += _compared(read, [row for row in rows(path) if row["line"] in lines], score)
    of = {"found": count["need"], "right": count["rows"]}
    shares = {name: count[name] / of.get(name, count["found"]) for name in OF_ALL}
    assert {name: share for name, share in shares.items() if share < OF_ALL[name]} == {}


_COLUMNS = ("line", "kind", "year", "period", "indicator", "value", "unit", "measure", "bound", "optional")


def _compared(read: list[dict[str, str]], found: list[dict[str, Any]], score: Any) -> Counter[str]:
    """Return how many of the figures read were found, and how; of several of one value, the one named most alike."""
    left, count = list(found), Counter[str](rows=len(found))
    for row in read:
        same = [
            one
            for one in left
            if (one["line"], one["value"], one["unit"]) == (int(row["line"]), float(row["value"]), row["unit"])
        ]
        best = max(same, key=lambda one: score.alike(row["indicator"], one["indicator"]), default=None)
        needed = not row["optional"]
        count["need"] += needed
        if best is None:
            continue
        left.remove(best)
        count["right"] += 1
        count["found"] += needed
        count["indicator"] += needed and score.alike(row["indicator"], best["indicator"]) >= 0.6
        count["measure"] += needed and row["measure"] in ("*", best["measure"]) and row["bound"] == best["bound"]
        count["kind"] += needed and (row["kind"], int(row["year"])) == (best["kind"], best["year"])
        count["period"] += needed and row["period"] in ("*", best["period"])
    return count
