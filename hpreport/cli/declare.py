"""How commands declare their arguments and options, without importing the option parser.

A command is a plain function whose parameters are annotated with `Argument` or `Option`. The application turns these
into Typer's own when it has to parse options; a call without any needs no parser, which takes 60 ms to import.
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class Argument:
    """A positional parameter; the settings are those of Typer's `Argument`."""

    names: tuple[str, ...] = ()
    choices: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **settings: Any) -> None:
        self.settings = settings


class Option:
    """An option; the names and settings are those of Typer's `Option`.

    `choices` are its legal values with what each means, for completion; the command itself says which are not legal.
    """

    def __init__(self, *names: str, choices: Mapping[str, str] | None = None, **settings: Any) -> None:
        self.names = names
        self.choices = choices or {}
        self.settings = settings
