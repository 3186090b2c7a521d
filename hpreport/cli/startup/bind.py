"""Valid calls, their words bound to the parameters of a command without the option parser (60 ms to import).

Whatever is wrong or asks for a help page is left to Typer, which says so.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hpreport.cli.commands.registry import MODULES, load_command
from hpreport.cli.options import HELP, Command, Parameter, with_minus_kept


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
    values = [_converted(parameter, word) for word in (words if parameter.repeats else words[-1:])]
    return values if parameter.repeats else values[0]


def _converted(parameter: Parameter, word: str) -> Any:
    value, least = parameter.kind(word), parameter.settings.get("min")
    if least is not None and value < least:
        raise ValueError(word)
    return value
