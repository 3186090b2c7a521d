"""One cell of a table: its text, what leads its lines, and what is highlighted in it."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from hpreport.render.text import cell_width, wrap

_HIGHLIGHT = "bold red"


class Cell(NamedTuple):
    """The text of one field, and what belongs to how it looks."""

    text: str
    lead: str = ""
    """What stands before its first line."""
    rest: str = ""
    """What stands before its other lines."""
    marks: Sequence[tuple[int, int]] = ()
    """Ranges of the text to be highlighted."""

    def widths(self) -> list[int]:
        """Return the width of each line as it stands, in terminal cells."""
        return [cell_width(self.lead + line) for line in self.text.split("\n")]

    def draw(self, width: int) -> Text:
        """Return the text wrapped to `width` cells."""
        lines = wrap(self.text, max(width - cell_width(self.lead), 2))
        drawn, at = Text(), 0
        for number, line in enumerate(lines):
            drawn.append(("\n" + self.rest if number else self.lead), "dim" if self.lead or self.rest else "")
            at = self.text.index(line, at)
            drawn.append_text(self._line(line, at))
            at += len(line)
        return drawn

    def _line(self, line: str, at: int) -> Text:
        """Return a line that starts at offset `at` of the text, its marks highlighted."""
        drawn = Text(line)
        for start, end in self.marks:
            drawn.stylize(_HIGHLIGHT, max(start - at, 0), max(end - at, 0))
        return drawn
