"""How commands declare their arguments and options, without importing the option parser.

A command is a plain function whose parameters are annotated with `Argument` or `Option`. The application turns these
into Typer's own when it has to parse options; a call without any needs no parser, which takes 60 ms to import.
"""

from typing import Any


class Argument:
    """A positional parameter; the settings are those of Typer's `Argument`."""

    def __init__(self, **settings: Any) -> None:
        self.names: tuple[str, ...] = ()
        self.settings = settings


class Option:
    """An option; the names and settings are those of Typer's `Option`."""

    def __init__(self, *names: str, **settings: Any) -> None:
        self.names = names
        self.settings = settings
