"""A line of bash, read and written as bash itself reads it: words, quotes, backslashes."""

import re
from dataclasses import dataclass

_BREAKS = "\"'@><=;|&(:"
"""Where readline begins a new word within a word, besides white space; bash's own default."""
_ESCAPED = {
    "": (re.compile(r"([\s\"'\\$`&|;<>()*?\[\]{}!#~^])"), r"\\\1"),
    '"': (re.compile(r'(["\\$`])'), r"\\\1"),
    "'": (re.compile("(')"), r"'\\''"),
}
"""Quotation mark that is open -> what has to be escaped, and how."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The words after the program's name, the last one unfinished, and how far the shell has taken that in."""

    words: list[str]
    head: str = ""
    """The part of the last word that the shell keeps: it replaces what follows."""
    quote: str | None = None
    """The quotation mark that is open, empty where none is; None where the shell quotes by itself."""

    def rest(self, word: str) -> str | None:
        """Return what the shell has to put in place of the unfinished word's rest, None where `word` does not fit."""
        if not word.startswith(self.head) or (self.quote == '"' and "!" in word):
            return None  # bash would take what follows the ! for a command of its history
        if self.quote is None:
            return word
        pattern, escaped = _ESCAPED[self.quote]
        return pattern.sub(escaped, word[len(self.head) :])


def read_line(line: str, breaks: str = _BREAKS) -> Unfinished:
    """Return the words of a command line up to the cursor, `breaks` being bash's COMP_WORDBREAKS."""
    words: list[str] = []
    word: str | None = None
    quote = head = ""
    characters = iter(line)
    for char in characters:
        if char == quote:
            quote, head = "", word or ""
        elif quote == "'":
            word = (word or "") + char
        elif char == "\\":
            following = next(characters, "")
            word = (word or "") + ("\\" if quote and following not in '"\\$`' else "") + following
        elif quote:
            word = (word or "") + char
        elif char in "\"'":
            quote, head, word = char, word or "", word or ""
        elif char.isspace():
            words += [] if word is None else [word]
            word, head = None, ""
        else:
            word = (word or "") + char
            head = word if char in breaks else head
    return Unfinished([*words, word or ""][1:], head, quote)
