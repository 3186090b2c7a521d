"""Names that share characters with a query: those that near misses and suggestions are sought among.

Words no more than so many edits apart (a swap of two neighbours is one) share all but so many characters of the longer.
To count these costs little, so that only the few names left are measured.
"""

from collections import Counter
from collections.abc import Callable, Sequence


class Sharing:
    """Names by their characters."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._having: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            for key in _counted(name):
                self._having.setdefault(key, []).append(place)

    def with_word(self, word: str) -> Counter[int]:
        """Return the places of the names that share characters with a word, and how many each of them shares."""
        return Counter(place for key in _counted(word) for place in self._having.get(key, ()))

    def within(self, word: str, edits: Callable[[int], int]) -> set[int]:
        """Return the places of the names that share enough to be, perhaps, no more edits away than `edits` says."""
        shared = self.with_word(word).items()
        return {place for place, n in shared if n >= max(len(word), len(self._names[place])) - edits(place)}


def _counted(word: str) -> list[str]:
    """Return each character of a word, repeated as often as it has stood so far: 三, 不, 三三 for 三不三."""
    return [char * word.count(char, 0, at + 1) for at, char in enumerate(word)]


def in_order(first: str, second: str) -> int:
    """Return how many characters two words share in the same order (their longest common subsequence).

    >>> in_order("三不腐", "三保三不")
    2
    """
    row = [0] * (len(second) + 1)
    for char in first:
        before, row = row, [0]
        for at, other in enumerate(second):
            row.append(before[at] + 1 if char == other else max(before[at + 1], row[at]))
    return row[-1]
