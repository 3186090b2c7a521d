"""The commands by name, each imported only when it is asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hpreport.cli.options import Command

GROUPS = {
    "查词": {"term": "term", "terms": "terms", "scan": "scan"},
    "指标": {
        "targets": "figures",
        "results": "figures",
        "compare": "compare",
        "diff": "compare",
        "trend": "trend",
        "panel": "panel",
        "outcomes": "panel",
    },
    "阅读": {"sections": "sections", "section": "section", "search": "search", "info": "sections"},
    "报告库": {
        "build": "library",
        "add": "library",
        "reports": "library",
        "set": "library",
        "remove": "library",
    },
    "导出": {"export": "export"},
    "说明": {"help": "help"},
}
"""What the commands are for -> name of the command -> module of this package that has a function of that name."""

MODULES = {name: module for commands in GROUPS.values() for name, module in commands.items()}
"""Name of the command -> module; in the order of the help page."""


def load_command(name: str) -> "Command":
    """Return a command. Raises `KeyError` where there is none of this name."""
    module = import_module(f"hpreport.cli.commands.{MODULES[name]}")
    command: Command = getattr(module, "set_" if name == "set" else name)  # Python has a `set`
    return command


def summary(name: str) -> str:
    """Return the first line of a command's help page: at most 20 characters, which fit every screen."""
    return (load_command(name).__doc__ or "").strip().partition("\n")[0]


def near_commands(word: str) -> list[str]:
    """Return the commands that a mistyped word may mean: one letter off, or two swapped, or not typed to the end.

    >>> near_commands("trem"), near_commands("target"), near_commands("sanbao")
    (['term'], ['targets'], [])
    """
    return [name for name in MODULES if _one_slip(word, name) or (len(word) > 2 and name.startswith(word))]


def _one_slip(typed: str, meant: str) -> bool:
    shared = 0
    while typed[shared : shared + 1] == meant[shared : shared + 1] != "":
        shared += 1
    one, other = typed[shared:], meant[shared:]
    swapped = one[:2] == other[:2][::-1] and one[2:] == other[2:]
    return len(typed) > 2 and (swapped or one[1:] == other[1:] or one == other[1:] or one[1:] == other)
