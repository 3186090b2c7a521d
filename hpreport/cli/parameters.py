"""What a command takes, read from its signature without the option parser: for completion and for the man page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from hpreport.cli.options import signature_of


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument or option of a command, as declared."""

    name: str
    """Name of the function's parameter."""
    options: tuple[str, ...]
    """As typed: --limit, -n; none for an argument."""
    kind: Any
    default: Any
    settings: Mapping[str, Any]
    choices: Mapping[str, str]
    """Legal values with what each means; empty where it may have others."""

    @property
    def takes_value(self) -> bool:
        """Whether it is more than a switch."""
        return self.kind is not bool

    @property
    def repeats(self) -> bool:
        """Whether it may be given several times."""
        return self.kind in (list[str], list[str] | None, list[Path], list[Path] | None)

    @property
    def is_file(self) -> bool:
        """Whether its value is the name of a file."""
        return self.kind in (Path, Path | None, list[Path], list[Path] | None)

    @property
    def help(self) -> str:
        """Its line on the help page."""
        return str(self.settings.get("help", ""))


HELP = Parameter("help", ("--help", "-h"), bool, False, {"help": "显示这段说明"}, {})
"""The option that every command has from the parser."""


def parameters(command: Callable[..., Any]) -> list[Parameter]:
    """Return the parameters of a command that are declared, in their order, `--help` the last."""
    found = [
        Parameter(p.name, declared.names, kind, p.default, declared.settings, declared.choices)
        for p in signature_of(command).parameters.values()
        for kind, declared in [get_args(p.annotation)]
    ]
    return [*found, HELP]
