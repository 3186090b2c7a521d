"""Valid calls, their words bound to the parameters of a command without the option parser (60 ms to import).

Whatever is wrong or asks for a help page is left to Typer, which says so.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hpreport.cli.commands.registry import MODULES, load_command, near_commands
from hpreport.cli.options import HELP, SHARED_OPTIONS, Command, Parameter, with_minus_kept

_ROOT_OPTIONS = ("--version", "--show-completion", "--install-completion", "--uninstall-completion", *HELP.options)
_LOOK_UP = "term"
"""The command of a call that names none: `hpreport 三保`."""


def with_command_first(arguments: Sequence[str]) -> list[str]:
    """Return a call that begins with a command: options before it go behind it, a word that is none is looked up.

    A call that asks for help, that names what is nearly a command, or whose first option is unknown stays as it is.
    """
    if not arguments or arguments[0].partition("=")[0] in _ROOT_OPTIONS:
        return [*arguments]
    at = _command_at(arguments)
    word = arguments[at] if at < len(arguments) else ""
    if word in MODULES:
        return [word, *arguments[:at], *arguments[at + 1 :]]
    unknown = [one for one in arguments[:at] if one.startswith("-") and one.partition("=")[0] not in SHARED_OPTIONS]
    return [*arguments] if unknown or not word or near_commands(word) else [_LOOK_UP, *arguments]


def _command_at(arguments: Sequence[str]) -> int:
    """Return the place of the word that may be a command: the first, where options stand before it the first that is.

    Of these the value, where they take one, is skipped.
    """
    words, at = [], 0
    while at < len(arguments):
        parameter = SHARED_OPTIONS.get(arguments[at])
        if len(arguments[at]) < 2 or arguments[at][0] != "-":
            words.append(at)
        at += 2 if parameter and parameter.takes_value else 1
    named = [at for at in words if arguments[at] in MODULES] if arguments[0][:1] == "-" else []
    return (named or words or [len(arguments)])[0]


def run_valid_call(arguments: Sequence[str]) -> int | None:
    """Run a valid call of a command and return its status, or None for any other call."""
    name, *words = arguments or ("",)
    if name not in MODULES:
        return None
    command = load_command(name)
    values = bind(command, words)
    return None if values is None else command(**values)


def bind(command: Command, words: Sequence[str]) -> dict[str, Any] | None:
    """Return the values of all parameters of a command, or None where the words do not fit or ask for help."""
    declared = [p for p in command.parameters if p is not HELP]
    try:
        given = _read(declared, with_minus_kept(words) if command.excludes else words)
        return {p.name: _value(p, given.get(p.name)) for p in declared}
    except (LookupError, ValueError):
        return None


def _read(declared: Sequence[Parameter], words: Sequence[str]) -> dict[str, list[str]]:
    """Return the words given to each parameter. Raises `LookupError` where they do not fit."""
    options = {option: p for p in declared for option in p.options}
    given: dict[str, list[str]] = {}
    rest: list[str] = []
    waiting = [*reversed(words)]
    while waiting:
        word = waiting.pop()
        if word == "--":
            rest += reversed(waiting)
            break
        if len(word) < 2 or word[0] != "-":
            rest.append(word)
            continue
        for parameter, attached in _options_in(word, options):
            values = given.setdefault(parameter.name, [])
            if parameter.takes_value:
                values.append(waiting.pop() if attached is None else attached)
    argument = next((p for p in declared if not p.options), None)
    if rest and (argument is None or (len(rest) > 1 and not argument.repeats)):
        raise LookupError(rest[-1])
    return given | ({argument.name: rest} if argument and rest else {})


def _options_in(word: str, options: Mapping[str, Parameter]) -> Iterator[tuple[Parameter, str | None]]:
    """Yield the options in a word, each with its value where that is attached. Raises `LookupError` for others."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        if equals and not options[name].takes_value:
            raise LookupError(name)
        yield options[name], value if equals else None
        return
    for at, letter in enumerate(word[1:], 2):
        parameter = options[f"-{letter}"]
        yield parameter, (word[at:] or None) if parameter.takes_value else None
        if parameter.takes_value:
            return


def _value(parameter: Parameter, words: list[str] | None) -> Any:
    """Return a parameter's value, from the environment where no words give it. Raises as `bind` catches."""
    if words is None and (text := os.environ.get(parameter.settings.get("envvar", ""))):
        words = (text.split() or None) if parameter.repeats else [text]
    if words is None:
        if parameter.required:
            raise LookupError(parameter.name)
        return parameter.default
    if not parameter.takes_value:
        return True
    if len(words) > 1 and not parameter.repeats:
        raise LookupError(parameter.name)  # two values of which only one can count
    values = [_converted(parameter, word) for word in words]
    return values if parameter.repeats else values[0]


def _converted(parameter: Parameter, word: str) -> Any:
    value, least = parameter.kind(word), parameter.settings.get("min")
    if least is not None and value < least:
        raise ValueError(word)
    return value
