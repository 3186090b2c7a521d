"""The commands by name, each imported only when it is asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hpreport.cli.options import Command

MODULES = {
    "term": "term",
    "terms": "terms",
    "scan": "scan",
    "targets": "figures",
    "results": "figures",
    "compare": "compare",
    "trend": "trend",
    "sections": "sections",
    "section": "section",
    "search": "search",
    "info": "info",
    "build": "build",
    "add": "library",
    "reports": "library",
    "remove": "library",
    "export": "export",
    "help": "help",
}
"""Name of the command -> module of this package that has a function of that name; in the order of the help page."""


def load_command(name: str) -> "Command":
    """Return a command. Raises `KeyError` where there is none of this name."""
    command: Command = getattr(import_module(f"hpreport.cli.commands.{MODULES[name]}"), name)
    return command


def summary(name: str) -> str:
    """Return the first line of a command's help page."""
    return (load_command(name).__doc__ or "").strip().partition("\n")[0]
