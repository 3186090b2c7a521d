"""Calls without options, answered without the option parser: `hpreport term 三宝`, `hpreport targets`.

The same function runs with the same defaults as when Typer parses the call; only the parsing is left out, and with it
60 ms of imports. Whatever this module is not sure of is left to Typer: options, errors, help pages.
"""

from collections.abc import Callable, Sequence
from typing import Any, get_args, get_origin

from hpreport.cli.commands.registry import MODULES, load_command
from hpreport.cli.options import Argument
from hpreport.cli.startup.ready import is_set


def call_plainly(arguments: Sequence[str]) -> int | None:
    """Run a call of a command name and positional arguments alone and return its status, or None for any other call."""
    name, *words = arguments or ("",)
    optional = any(word.startswith("-") and word != "-" for word in words)
    if name not in MODULES or optional or is_set():
        return None
    command = load_command(name)
    values = _bind(command, words)
    return None if values is None else command(**values)


def _bind(command: Callable[..., int], words: list[str]) -> dict[str, Any] | None:
    """Return the values that the words give to parameters, or None where they do not fit the command's argument."""
    function = getattr(command, "__wrapped__", command)
    if not words:
        return {} if _all_optional(function) else None
    for name, annotation in function.__annotations__.items():
        kind, *declared = get_args(annotation) or (None,)
        if declared and isinstance(declared[0], Argument):
            if kind in (list[str], list[str] | None):
                return {name: words}
            if get_origin(kind) is list:
                return {name: list(map(get_args(kind)[0], words))}
            return {name: kind(words[0])} if len(words) == 1 else None
    return None


def _all_optional(function: Any) -> bool:
    """Tell whether a function has a default for each of the parameters that are not keyword-only."""
    return len(function.__defaults__ or ()) == int(function.__code__.co_argcount)
