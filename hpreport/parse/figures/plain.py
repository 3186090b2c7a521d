"""Plain text for patterns: half-width digits and signs, no spaces, with the way back to the text as printed."""

import re
from dataclasses import dataclass

# １２．５％ -> 12.5%; ASCII punctuation between Chinese characters is read as Chinese punctuation
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．％﹪＋", "0123456789.%%+")
_PUNCTUATION = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_DIGIT_PUNCTUATION = re.compile(r"(?<=\d)[,:](?=\d)")  # 1,300 and 4:6 keep theirs

SENTENCE_END = re.compile(r"[。！？；]")
"""What closes a sentence, or one of several in a row of tasks."""
CLAUSE_END = re.compile(r"[，。；：！？]")
"""What closes a clause."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text made easy to match, and for each of its characters the offset in the printed text."""

    text: str
    offsets: tuple[int, ...]
    printed: str

    def cut(self, start: int, end: int) -> str:
        """Return the printed text of the range `start` to `end` of the plain one."""
        return self.printed[self.offsets[start] : self.offsets[end - 1] + 1] if end > start else ""


def plain(printed: str) -> Plain:
    """Return `printed` without white space, save between two digits, and with half-width digits and signs.

    >>> plain("增长 １２．５％").text
    '增长12.5%'
    """
    half = printed.translate(_HALF_WIDTH)
    keep = {match.start() for match in _DIGIT_PUNCTUATION.finditer(half)}
    chars = [
        (char if at in keep else _PUNCTUATION.get(char, char), at)
        for at, char in enumerate(half)
        if not char.isspace() or _between_digits(half, at)
    ]
    return Plain("".join(char for char, _ in chars), tuple(at for _, at in chars), printed)


def _between_digits(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
