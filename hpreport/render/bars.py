"""Bars of characters, which need neither colour nor more than ASCII to be told apart."""

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
