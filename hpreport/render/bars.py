"""Bars of characters, which need neither colour nor more than ASCII to be told apart."""

from collections.abc import Sequence

BOTH, MORE, LESS = "█", "▓", "▁"
ASCII_BOTH, ASCII_MORE, ASCII_LESS = "#", "+", "-"


def change_bar(before: float, after: float, width: int, *, ascii_only: bool = False) -> str:
    """Return two values as one bar, the larger of them `width` cells long.

    █ is what both have, ▓ what comes on top of it, ▁ what falls away; in ASCII `#`, `+` and `-`.

    >>> change_bar(100, 30, 10), change_bar(7, 8, 8, ascii_only=True)
    ('███▁▁▁▁▁▁▁', '#######+')
    """
    longest = max(before, after)
    if min(before, after) < 0 or longest <= 0:
        return ""
    both = round(width * min(before, after) / longest)
    if both == width and before != after:
        both -= 1  # a difference, however small, is seen
    drawn = (ASCII_BOTH, ASCII_MORE, ASCII_LESS) if ascii_only else (BOTH, MORE, LESS)
    return drawn[0] * both + (drawn[1] if after > before else drawn[2]) * (width - both)


_STEPS, _ASCII_STEPS = "▁▂▃▄▅▆▇█", "12345678"
_GAP, _ASCII_GAP = "·", "."


def sparkline(values: Sequence[float | None], *, ascii_only: bool = False) -> str:
    """Return numbers as a line of steps, the lowest ▁ and the highest █, `·` where one is missing; in ASCII 1 to 8.

    >>> sparkline([1, None, 3, 2]), sparkline([5, 5], ascii_only=True)
    ('▁·█▅', '55')
    """
    known = [value for value in values if value is not None]
    steps, gap = (_ASCII_STEPS, _ASCII_GAP) if ascii_only else (_STEPS, _GAP)
    low, high = min(known, default=0.0), max(known, default=0.0)

    def step(value: float) -> str:
        return steps[round((value - low) / (high - low) * 7)] if high > low else steps[4]

    return "".join(gap if value is None else step(value) for value in values)
