"""What near misses and suggestions are sought among: never fewer names than RapidFuzz, measuring them all, finds near."""

import random

import pytest
from rapidfuzz.distance import OSA, LCSseq

from hpreport.index.index import open_index
from hpreport.terms.query import CharacterFilter, lcs_length
from hpreport.text.fold import fold

NAMES = [fold(row["term"]) for row in open_index().terms]


def mistyped(seed: int) -> list[str]:
    """Return every name with one to four characters lost, added, changed or swapped with their neighbours."""
    chance = random.Random(seed)
    words = []
    for name in NAMES:
        word = list(name)
        for _ in range(chance.randint(1, min(4, len(word) - 1))):
            at = chance.randrange(len(word))
            here, other = word[at : at + 2], chance.choice("".join(NAMES))
            word[at : at + 2] = chance.choice((here[1:], here[::-1], [other, *here], [other, *here[1:]]))
        words.append("".join(word))
    return words


@pytest.mark.parametrize("seed", range(20))
def test_no_near_name_is_left_out(seed: int) -> None:
    sharing = CharacterFilter(NAMES)
    for word in mistyped(seed):
        for edits in range(1, 5):
            near = {
                at for at, name in enumerate(NAMES) if OSA.distance(word, name) <= edits < max(len(word), len(name))
            }
            assert near <= sharing.within(word, lambda _, most=edits: most), word


@pytest.mark.parametrize("seed", range(5))
def test_characters_in_order_are_counted_as_rapidfuzz_does(seed: int) -> None:
    sharing = CharacterFilter(NAMES)
    for word in mistyped(seed):
        shared = sharing.with_word(word)
        for at, name in enumerate(NAMES):
            assert lcs_length(word, name) == LCSseq.similarity(word, name) <= shared[at], (word, name)
