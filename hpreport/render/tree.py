"""The lines that make a tree of rows: what stands before each node, and before the further lines of its text."""

from collections.abc import Sequence

_DRAWN = ("├─ ", "└─ ", "│  ")
_ASCII = ("|- ", "`- ", "|  ")
_BLANK = "   "


def tree_leads(levels: Sequence[int], *, ascii_only: bool = False) -> list[tuple[str, str]]:
    """Return for each node, in the order of the tree, what precedes its first line and its other lines.

    The highest level among `levels` has no branch before it.

    >>> tree_leads([1, 2, 2])
    [('', '│  '), ('├─ ', '│  '), ('└─ ', '   ')]
    """
    branch, last, through = _ASCII if ascii_only else _DRAWN
    top = min(levels, default=0)
    leads = []
    for at, level in enumerate(levels):
        stems = [through if _goes_on(levels, at, upper) else _BLANK for upper in range(top + 1, level)]
        own = [] if level == top else [branch if _goes_on(levels, at, level) else last]
        after = [] if level == top else [through if _goes_on(levels, at, level) else _BLANK]
        below = [through] if at + 1 < len(levels) and levels[at + 1] > level and level == top else []
        leads.append(("".join(stems + own), "".join(stems + after + below)))
    return leads


def _goes_on(levels: Sequence[int], at: int, level: int) -> bool:
    """Tell whether a node of `level` follows the one at `at` before one of a higher level does."""
    following = next((other for other in levels[at + 1 :] if other <= level), None)
    return following == level
