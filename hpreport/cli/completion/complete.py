"""Completion: what may come next on an unfinished command line, for bash, zsh, fish and PowerShell.

The shell's script (`data/completion`) sets `_HPREPORT_COMPLETE` to its name and gives the line (bash, PowerShell) or
the words; the answer has one candidate a line, `word TAB description`. A line that begins with a tab tells the shell
how to go on: `files` to complete the name of a file, `nospace` to add no space. A line of bash is read and written as
bash reads it: words, quotes, backslashes.

The commands and their options are read from `data/completion/words.tsv`, which is made of their declarations: importing
these takes three times as long as a shell may be held up.
"""

import os

from hpreport.cli.completion.values import values
from hpreport.index.candidates import LINE_SHELLS, as_lines, candidate, fitting, nearest
from hpreport.index.paths import data_folder

TYPE_CHECKING = False  # type checkers know the name; importing it from `typing` would take longer than completing
if TYPE_CHECKING:
    from collections.abc import Sequence

_BREAKS = "\"'@><=;|&(:"
"""Where readline begins a new word within a word, besides white space; bash's own default."""
_ESCAPED = {"": "\"'\\$`&|;<>()*?[]{}!#~^", '"': '"\\$`', "'": "'"}
"""Quotation mark that is open -> what has to be escaped."""
_NO_SPACE, _FILES = "\tnospace\n", "\tfiles\n"


class Unfinished:
    """The words after the program's name, the last one unfinished, and how far the shell has taken that in."""

    def __init__(self, words: "list[str]", head: str = "", quote: str | None = None) -> None:
        self.words = words
        self.head = head
        """The part of the last word that the shell keeps: it replaces what follows."""
        self.quote = quote
        """The quotation mark that is open, empty where none is; None where the shell quotes by itself."""

    def rest(self, word: str) -> str | None:
        """Return what the shell has to put in place of the unfinished word's rest, None where `word` does not fit."""
        if not word.startswith(self.head) or (self.quote == '"' and "!" in word):
            return None  # bash would take what follows the ! for a command of its history
        if self.quote is None:
            return word
        return "".join(map(self._escaped, word[len(self.head) :]))

    def _escaped(self, char: str) -> str:
        if self.quote == "'":
            return "'\\''" if char == "'" else char
        return f"\\{char}" if char in _ESCAPED[self.quote or ""] or (not self.quote and char.isspace()) else char


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


def answer(shell: str, arguments: "Sequence[str]") -> str:
    """Return the lines that complete what `shell` has of a command line; none where nothing is known or goes wrong."""
    try:
        line = read_line(*arguments[:2]) if shell in LINE_SHELLS else Unfinished(list(arguments))
        if shell == "powershell":
            line = Unfinished(line.words)  # its script quotes what it puts there
        return _Completion(shell, line).text()
    except Exception:  # no line given, an index or a library that cannot be read: never a word
        return ""


class Parameter:
    """An argument or option of a command, as the file of words has it: a line, and its candidates below, if any."""

    def __init__(self, line: str) -> None:
        self.name, options, self.flags, self.source, self.help = line.split("\t")
        self.options = options.split()
        self.candidates: list[list[str]] = []

    @property
    def takes_value(self) -> bool:
        """Whether it is more than a switch."""
        return TAKES_VALUE in self.flags


TAKES_VALUE, REPEATS, IS_FILE, IS_LIST = "vrfl"
"""Letters that say what a parameter is; a list is one with commas."""


def _parameters(command: str) -> "list[Parameter]":
    """Return the parameters of a command; those of the program itself, of which the first is a command, for none."""
    with open(os.path.join(data_folder(), "completion", "words.tsv"), encoding="utf-8") as file:
        section = file.read().partition(f"\n:{command}\n")[2].partition("\n:")[0]
    found: list[Parameter] = []
    for line in section.splitlines():
        if line[0] == "\t":
            found[-1].candidates.append(line[1:].split("\t"))
        else:
            found.append(Parameter(line))
    return found


class _Typed:
    """What stands before the word to complete."""

    def __init__(self, declared: "Sequence[Parameter]", before: "Sequence[str]") -> None:
        self.arguments: list[str] = []
        self.options: dict[str, list[str]] = {}
        self.open: Parameter | None = None
        """The option whose value comes next."""
        self.no_more = False
        """Whether `--` has ended the options."""
        by_option = _by_option(declared)
        for word in before:
            self._take(word, by_option)

    def _take(self, word: str, by_option: "dict[str, Parameter]") -> None:
        option, equals, value = word.partition("=")
        if self.open:
            self.options.setdefault(self.open.name, []).append(word)
            self.open = None
        elif self.no_more or not word.startswith("-") or word == "-":
            self.arguments.append(word)
        elif word == "--":
            self.no_more = True
        elif parameter := by_option.get(option):
            given = self.options.setdefault(parameter.name, [])
            given += [value] if equals else []
            self.open = parameter if parameter.takes_value and not equals else None


def _by_option(declared: "Sequence[Parameter]") -> "dict[str, Parameter]":
    return {option: parameter for parameter in declared for option in parameter.options}


class _Completion:
    def __init__(self, shell: str, line: Unfinished) -> None:
        self._shell = shell
        self._line = line

    def text(self) -> str:
        """Return what completes the last of the words, which follow the name of the program."""
        *before, typed = self._line.words
        command, *declared = _parameters("")
        name = next((word for word in before if not word.startswith("-")), "")
        if name:
            return self._within(name, before[before.index(name) + 1 :], typed)
        if typed.startswith("-"):
            return self._options(declared, {}, typed)
        if before and (option := _by_option(declared).get(before[-1])) and option.takes_value:
            return self._value(option, {}, typed, "")
        return self._lines(command.candidates, typed)

    def _within(self, name: str, before: "Sequence[str]", typed: str) -> str:
        declared = _parameters(name)
        so_far = _Typed(declared, before)
        if so_far.open:
            return self._value(so_far.open, so_far.options, typed, "")
        if typed.startswith("-") and not so_far.no_more:
            option, equals, value = typed.partition("=")
            parameter = _by_option(declared).get(option)
            if equals and parameter and parameter.takes_value:
                return self._value(parameter, so_far.options, value, option + equals)
            return self._options(declared, so_far.options, typed)
        arguments = [p for p in declared if not p.options]
        next_one = arguments[len(so_far.arguments) :] or [p for p in arguments[-1:] if REPEATS in p.flags]
        return self._value(next_one[0], so_far.options, typed, "") if next_one else ""

    def _options(self, declared: "Sequence[Parameter]", given: "dict[str, list[str]]", typed: str) -> str:
        free = [p for p in declared if REPEATS in p.flags or p.name not in given]
        return self._lines([candidate(option, p.help) for p in free for option in p.options], typed)

    def _value(self, parameter: Parameter, given: "dict[str, list[str]]", typed: str, before: str) -> str:
        """Return what completes a value; `before` is what stands in the same word: --fields=."""
        if IS_FILE in parameter.flags:
            return _FILES
        candidates = parameter.candidates
        if parameter.source:
            candidates = values(parameter.source, given, typed)
        if IS_LIST not in parameter.flags:
            return self._lines(candidates, typed, before)
        start, comma, last = typed.rpartition(",")
        rest = [one for one in candidates if one[0] not in start.split(",")]
        return _NO_SPACE + self._lines(rest, last, before + start + comma)

    def _lines(self, candidates: "Sequence[Sequence[str]]", typed: str, before: str = "") -> str:
        pairs = nearest(fitting(candidates, typed, self._shell))
        return as_lines((word, told) for name, told in pairs if (word := self._line.rest(before + name)) is not None)
