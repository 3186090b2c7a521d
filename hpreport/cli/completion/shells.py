"""The completion scripts of the shells: shown, and put where each shell finds them."""

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from hpreport.errors import DataError

SHELLS = {"bash": "", "zsh": "", "fish": "", "powershell": ""}
COMPLETION_OPTIONS = ("--show-completion", "--install-completion", "--uninstall-completion")
"""Options whose value, the shell, may be left out."""


def with_shell(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the shell in use added where an option for completion has none."""
    missing = arguments[-1:] and arguments[-1] in COMPLETION_OPTIONS
    if not missing:
        return [*arguments]
    used = Path(os.environ.get("SHELL", "")).name or ("powershell" if os.name == "nt" else "sh")
    return [*arguments, "powershell" if used == "pwsh" else used]


def script(shell: str) -> str:
    """Return the completion script of a shell."""
    from hpreport.index.paths import data_dir

    ending = "ps1" if shell == "powershell" else shell
    return (data_dir() / "completion" / f"hpreport.{ending}").read_text("utf-8")


def install(shell: str) -> Path:
    """Write a shell's completion script to its place, and for bash and zsh a line to the file they read at start.

    Doing so again changes nothing. Return the script's path. Raises `DataError` where a file cannot be written.
    """
    from hpreport.files import write_text

    text, path = script(shell), _place(shell)
    try:
        if path.parts[0] == "~":  # nobody knows where the home folder is
            raise FileNotFoundError
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path.parent, error) from error
    write_text(path, text)
    if start := _start_file(shell):
        _add_line(start, _line(shell, path))
    return path


def uninstall(shell: str) -> list[Path]:
    """Delete a shell's completion script, and the line that `install` added, and return the files that it changed.

    Raises `DataError` where a file cannot be written.
    """
    path, start = _place(shell), _start_file(shell)
    changed = []
    try:
        if path.exists():
            path.unlink()
            changed.append(path)
        text = start.read_bytes() if start and start.exists() else b""
        kept = [row for row in text.splitlines(keepends=True) if row.strip() != _line(shell, path).encode()]
        if start and b"".join(kept) != text:
            start.write_bytes(b"".join(kept))
            changed.append(start)
    except OSError as error:
        raise _unwritable(path, error) from error
    return changed


def _line(shell: str, path: Path) -> str:
    """Return the line that has a shell read the script as it starts."""
    if shell == "powershell":
        quoted = "'" + str(path).replace("'", "''") + "'"
        return f"if (Test-Path {quoted}) {{ . {quoted} }}  # hpreport"
    return f"[ ! -r {shlex.quote(str(path))} ] || . {shlex.quote(str(path))}  # hpreport"


def _place(shell: str) -> Path:
    from hpreport.index.paths import config_home, data_home

    return {
        "bash": data_home() / "bash-completion" / "completions" / "hpreport",
        "zsh": data_home() / "zsh" / "site-functions" / "_hpreport",
        "fish": config_home() / "fish" / "completions" / "hpreport.fish",
        "powershell": _powershell_home() / "hpreport.ps1",
    }[shell]


def _powershell_home() -> Path:
    """Return the folder of PowerShell's profile."""
    from hpreport.index.paths import config_home

    return Path.home() / "Documents" / "PowerShell" if os.name == "nt" else config_home() / "powershell"


def _start_file(shell: str) -> Path | None:
    """Return the file that makes a shell read the script; fish finds it by its name."""
    if shell == "zsh":
        return Path(os.environ.get("ZDOTDIR") or Path.home()) / ".zshrc"
    if shell == "powershell":
        return _powershell_home() / "Microsoft.PowerShell_profile.ps1"
    return Path.home() / ".bashrc" if shell == "bash" else None


def _add_line(path: Path, line: str) -> None:
    try:
        text = path.read_bytes() if path.exists() else b""
        if line.encode() not in text.splitlines():
            with path.open("ab") as file:
                file.write((b"" if not text or text.endswith(b"\n") else b"\n") + line.encode() + b"\n")
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> DataError:
    from hpreport.files import explain

    return DataError(f"{path}：写不了：{explain(error)}")
