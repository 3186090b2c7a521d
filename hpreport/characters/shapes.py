"""Which characters are easily taken for each other: the table `lookalikes`.

A rule (`Similarity`) finds most of them; people keep the rest in `data/lookalikes.yaml`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import yaml

from hpreport.characters.parts import Parts, load_parts, shared_parts
from hpreport.characters.pictures import UNIT, Matrix, View, likeness
from hpreport.characters.sources import Standard

_PRINTED: Final = (View("Sans", 2.0), View("Serif", 2.0))
_SPARSE: Final = (View("Sans", 3.0), View("Serif", 3.0)), (View("Sans", 3.0, stretched=True),)
"""Ways to look at characters of few strokes, whose thin lines miss each other in the sharper print (大 and 犬)."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """The rule: two characters look alike when their score reaches the threshold, in ten-thousandths.

    score = likeness in print
          + `shared` x (share of strokes in one shared part) squared
          + `common` for each of the two that is in common use.

    Each must also be among the other's `nearest`, which keeps the table symmetric and its lists short.
    The weights and the threshold were set by eye on the pairs of tests/test_characters.py and on printed lists; most
    settings tried gave nearly the same. Of 76 textbook pairs chosen from memory later, the rule found 54; one reader
    of the lists of 60 common characters agreed with about two in three entries, most of them near the front. So a
    look-alike may make a slip likelier, but is no match by itself.
    """

    shared: int = 3_000
    common: int = 1_000
    threshold: int = 1_850
    nearest: int = 12
    sparse: int = 8
    """Characters of fewer strokes are looked at in the `_SPARSE` ways too, and the best counts."""

    def scores(self, characters: Sequence[str], standard: Standard, parts: Parts) -> Matrix:
        """Return the score of every two characters."""
        score = self._seen(characters, parts)
        share = np.arange(UNIT + 1)
        score += (share * share // UNIT * self.shared // UNIT).astype(np.int16)[shared_parts(parts, characters)]
        usual = self.common * np.array([character in standard.common for character in characters], dtype=np.int16)
        score += np.add.outer(usual, usual)
        np.fill_diagonal(score, -UNIT)
        return score

    def _seen(self, characters: Sequence[str], parts: Parts) -> Matrix:
        seen = likeness(_PRINTED, characters, np.arange(len(characters)))
        sparse = np.flatnonzero(parts.counts(characters) < self.sparse)
        block = np.ix_(sparse, sparse)
        for views in _SPARSE:
            seen[block] = np.maximum(seen[block], likeness(views, characters, sparse))
        return seen

    def pairs(self, scores: Matrix) -> npt.NDArray[np.bool_]:
        """Return which two characters look alike."""
        last = np.partition(scores, -self.nearest, axis=1)[:, -self.nearest]
        return (scores >= self.threshold) & (scores >= last[:, None]) & (scores >= last[None, :])


@dataclass(frozen=True, slots=True)
class Kept:
    """What people keep by hand, because the rule misses it or gets it wrong."""

    alike: Sequence[str]
    """Groups in which every character resembles every other."""
    apart: Sequence[str]
    """Groups of which no two may count as look-alikes."""


def load_kept(path: Path) -> Kept:
    """Return the groups of `data/lookalikes.yaml`."""
    groups = yaml.safe_load(path.read_text("utf-8"))
    return Kept([group for section in groups["alike"].values() for group in section], groups["apart"])


def lookalikes_table(standard: Standard, kept: Kept) -> dict[str, str]:
    """Return character -> the characters of similar shape: by the rule, the most similar first, then by the groups."""
    table = _by_rule(sorted(standard.table), standard, Similarity())
    for group in kept.alike:
        for character in group:
            table[character] += "".join(other for other in group if other not in character + table[character])
    for group in kept.apart:
        for character in group:
            table[character] = "".join(other for other in table[character] if other not in group)
    return {character: alike for character, alike in table.items() if alike}


def _by_rule(characters: Sequence[str], standard: Standard, rule: Similarity) -> dict[str, str]:
    scores = rule.scores(characters, standard, load_parts())
    table: dict[str, str] = {}
    for at, alike in enumerate(rule.pairs(scores)):
        found = sorted(np.flatnonzero(alike).tolist(), key=lambda other: (-scores[at, other], other))
        table[characters[at]] = "".join(characters[other] for other in found)
    return table
