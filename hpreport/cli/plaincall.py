"""Calls without options, answered without the option parser: `hpreport term 三宝`, `hpreport targets`.

The same function runs with the same defaults as when Typer parses the call; only the parsing is left out, and with it
60 ms of imports. Whatever this module is not sure of is left to Typer: options, errors, help, completion.
"""

import inspect
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

from hpreport.cli.commands import MODULES, load_command
from hpreport.cli.declare import Argument

_SETTINGS = (
    "HPREPORT_FORMAT",
    "HPREPORT_COLOR",
    "HPREPORT_WIDTH",
    "HPREPORT_INDEX",
    "HPREPORT_REPORT",
    "_HPREPORT_COMPLETE",
)
"""Environment variables that stand for options, or ask for completion."""


def call_plainly(arguments: Sequence[str]) -> int | None:
    """Run a call of a command name and positional arguments alone and return its status, or None for any other call."""
    name, *words = arguments or ("",)
    optional = any(word.startswith("-") and word != "-" for word in words)
    if name not in MODULES or optional or any(variable in os.environ for variable in _SETTINGS):
        return None
    command = load_command(name)
    values = _bind(command, words)
    return None if values is None else command(**values)


def _bind(command: Callable[..., int], words: list[str]) -> dict[str, Any] | None:
    """Return the values of all parameters, or None where the words do not fit the command's arguments."""
    values = {name: p.default for name, p in inspect.signature(command).parameters.items()}
    (positional,) = [
        (name, get_args(p.annotation)[0])
        for name, p in inspect.signature(command).parameters.items()
        if isinstance(get_args(p.annotation)[1], Argument)
    ] or [("", None)]
    name, kind = positional
    if kind in (list[str], list[str] | None):
        values[name] = words or values[name]
    elif kind == list[Path]:
        values[name] = [Path(word) for word in words] or values[name]
    elif len(words) > 1 or (words and not name):
        return None
    elif words:
        values[name] = Path(words[0]) if kind is Path else words[0]
    return None if inspect.Parameter.empty in values.values() else values
