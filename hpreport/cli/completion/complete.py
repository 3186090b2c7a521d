"""Completion: what may come next on an unfinished command line, for bash, zsh, fish and PowerShell.

The shell's script (`data/completion`) sets `_HPREPORT_COMPLETE` to its name and gives the line (bash, PowerShell) or
the words; the answer has one candidate a line, `word TAB description`. A line that begins with a tab tells the shell
how to go on: `files` to complete the name of a file, `nospace` to add no space. A line of bash is read and written as
bash reads it: words, quotes, backslashes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hpreport.cli.commands.registry import MODULES, load_command, summary
from hpreport.cli.completion.values import Asked, has_list, values
from hpreport.cli.options import Parameter
from hpreport.cli.root import root
from hpreport.index.candidates import LINE_SHELLS, as_lines, candidate, fitting, nearest

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


_NO_SPACE, _FILES = "\tnospace\n", "\tfiles\n"


def answer(shell: str, arguments: Sequence[str]) -> str:
    """Return the lines that complete what `shell` has of a command line; none where nothing is known or goes wrong."""
    try:
        line = read_line(*arguments[:2]) if shell in LINE_SHELLS else Unfinished(list(arguments))
        if shell == "powershell":
            line = Unfinished(line.words)  # its script quotes what it puts there
        return _Completion(shell, line).text(line.words)
    except Exception:  # no line given, an index that cannot be read, a command that cannot be imported: never a word
        return ""


@dataclass(slots=True)
class _Typed:
    """What stands before the word to complete."""

    arguments: list[str] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)
    open: Parameter | None = None
    """The option whose value comes next."""
    no_more: bool = False
    """Whether `--` has ended the options."""


@dataclass(frozen=True, slots=True)
class _Completion:
    shell: str
    line: Unfinished

    def text(self, words: Sequence[str]) -> str:
        """Return what completes the last of the words, which follow the name of the program."""
        *before, typed = words
        name = next((word for word in before if not word.startswith("-")), "")
        if name:
            return self._within(name, before[before.index(name) + 1 :], typed)
        if typed.startswith("-"):
            return self._options(root.parameters, _Typed(), typed)
        if before and (option := _by_option(root.parameters).get(before[-1])) and option.takes_value:
            return self._value(Asked("", root), option, typed, "")
        return self._lines([candidate(name, summary(name)) for name in MODULES], typed)

    def _within(self, name: str, before: Sequence[str], typed: str) -> str:
        command = load_command(name)
        declared = command.parameters
        so_far = _read(declared, before)
        asked = Asked(name, command, so_far.options)
        if so_far.open:
            return self._value(asked, so_far.open, typed, "")
        if typed.startswith("-") and not so_far.no_more:
            option, equals, value = typed.partition("=")
            parameter = _by_option(declared).get(option)
            if equals and parameter and parameter.takes_value:
                return self._value(asked, parameter, value, option + equals)
            return self._options(declared, so_far, typed)
        arguments = [p for p in declared if not p.options]
        next_one = arguments[len(so_far.arguments) :] or [p for p in arguments[-1:] if p.repeats]
        return self._value(asked, next_one[0], typed, "") if next_one else ""

    def _options(self, declared: Sequence[Parameter], so_far: _Typed, typed: str) -> str:
        free = [p for p in declared if p.repeats or p.name not in so_far.options]
        return self._lines([candidate(option, p.help) for p in free for option in p.options], typed)

    def _value(self, asked: Asked, parameter: Parameter, typed: str, before: str) -> str:
        """Return what completes a value; `before` is what stands in the same word: --fields=."""
        if parameter.is_file:
            return _FILES
        candidates = values(asked, parameter)
        if not has_list(parameter):
            return self._lines(candidates, typed, before)
        start, comma, last = typed.rpartition(",")
        rest = [one for one in candidates if one[0] not in start.split(",")]
        return _NO_SPACE + self._lines(rest, last, before + start + comma)

    def _lines(self, candidates: Sequence[Sequence[str]], typed: str, before: str = "") -> str:
        pairs = nearest(fitting(candidates, typed, self.shell))
        return as_lines((word, told) for name, told in pairs if (word := self.line.rest(before + name)) is not None)


def _read(declared: Sequence[Parameter], before: Sequence[str]) -> _Typed:
    by_option, so_far = _by_option(declared), _Typed()
    for word in before:
        option, equals, value = word.partition("=")
        if so_far.open:
            so_far.options.setdefault(so_far.open.name, []).append(word)
            so_far.open = None
        elif so_far.no_more or not word.startswith("-") or word == "-":
            so_far.arguments.append(word)
        elif word == "--":
            so_far.no_more = True
        elif parameter := by_option.get(option):
            given = so_far.options.setdefault(parameter.name, [])
            given += [value] if equals else []
            so_far.open = parameter if parameter.takes_value and not equals else None
    return so_far


def _by_option(declared: Sequence[Parameter]) -> dict[str, Parameter]:
    return {option: parameter for parameter in declared for option in parameter.options}
