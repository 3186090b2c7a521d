"""Where the bundled data are, in the installed package or beside it in a checkout, and where the user's own files are.

Also how a compiled form begins. Imports `os` alone: the quickest path reads it, and `pathlib` takes longer to import
than that path to run.
"""

import os

TYPE_CHECKING = False  # type checkers know the name; importing it from `typing` would cost what `pathlib` costs
if TYPE_CHECKING:
    from pathlib import Path

BUNDLED_REPORT = "heping-2023"
COMPILED_SUFFIX = ".compiled.jsonl"
"""What the name of a compiled form ends with, in place of the index's `.yaml`."""


def data_folder() -> str:
    """Return the folder of the bundled index, its compiled form, the generated tables and the hand-kept YAML files."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(package, "data")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "data")


def bundled_files() -> tuple[str, str]:
    """Return the paths of the bundled report's YAML index and of its compiled form."""
    stem = os.path.join(data_folder(), BUNDLED_REPORT)
    return stem + ".yaml", stem + COMPILED_SUFFIX


def data_dir() -> "Path":
    """Return `data_folder` as a path."""
    from pathlib import Path

    return Path(data_folder())


def bundled_index() -> "Path":
    """Return the path of the bundled report's YAML index."""
    from pathlib import Path

    return Path(bundled_files()[0])


def _user_folder(variable: str, default: str) -> str:
    """Return a folder for the user's files, as the XDG Base Directory Specification has it; it need not exist.

    It is what the environment `variable` says, which must be absolute to count, else `default` in the home folder.
    """
    folder = os.path.expanduser(os.environ.get(variable, ""))
    return folder if os.path.isabs(folder) else os.path.join(os.path.expanduser("~"), default)


def data_home() -> "Path":
    """Return the folder for the data of programs: `XDG_DATA_HOME`, else `~/.local/share`."""
    from pathlib import Path

    return Path(_user_folder("XDG_DATA_HOME", ".local/share"))


def config_home() -> "Path":
    """Return the folder for the settings of programs: `XDG_CONFIG_HOME`, else `~/.config`."""
    from pathlib import Path

    return Path(_user_folder("XDG_CONFIG_HOME", ".config"))


DATABASE = "library.sqlite"
"""Name of the library's database in its folder."""


def library_folder() -> str:
    """Return the folder of the library, which need not exist: `HPREPORT_LIBRARY`, else `hpreport` in `data_home`."""
    own = os.environ.get("HPREPORT_LIBRARY", "")
    return os.path.expanduser(own) or os.path.join(_user_folder("XDG_DATA_HOME", ".local/share"), "hpreport")


def library_database() -> str:
    """Return the path of the library's database; empty where there is none."""
    database = os.path.join(library_folder(), DATABASE)
    return database if os.path.isfile(database) else ""


def path_of(typed: str) -> "Path":
    """Return a path that a shell may not have seen: `~` at its beginning is the home folder.

    A variable in a file of settings, and what follows `--index=`, come as they are written.
    """
    from pathlib import Path

    return Path(os.path.expanduser(typed))


def library_dir() -> "Path":
    """Return `library_folder` as a path."""
    from pathlib import Path

    return Path(library_folder())


FORMAT = 13
"""Version of the tables' layout: a compiled form of another version is not used."""
WORDS, READY = "completions", "ready"
"""Names of the last two tables: what completes a value, and queries with the lines that answer them."""
STORED_ENCODING = "gb18030"
"""Of what the library keeps compressed: all characters, most of them in two bytes; it takes a sixth less than UTF-8."""


def header_start(size: int | str) -> str:
    """Return how the header of a compiled form begins that was made from a YAML index of `size` bytes."""
    return f'{{"format": {FORMAT}, "index": "{size}-'
