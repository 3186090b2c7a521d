"""Interactive shells driven through a pseudo-terminal: what completion really puts on their command lines."""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from support.process import CLEAN, ROOT, run_process

SHELLS = [
    pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not installed"))
    for name in ("bash", "bash-3.2", "zsh", "fish")
]
"""bash 3.2 is the one that comes with macOS; elsewhere it is tried where somebody has put it on the path."""
_ASK = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "bash-3.2": ["bash-3.2", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
_START = {
    "bash": " bind 'set enable-bracketed-paste off'; . {script}; PROMPT_COMMAND='echo DO''NE-'; PS1=REA''DY-",
    "zsh": " autoload -Uz compinit; compinit -u -D; . {script}; unset zle_bracketed_paste; PS1=REA''DY-; precmd() {{ print DO''NE- }}",
    "fish": ". {script}; function fish_prompt; printf REA%s DY-; end; function done --on-event fish_postexec; printf 'DO%s\\n' NE-; end",
}
_START["bash-3.2"] = _START["bash"]
_READY = re.compile("DONE-.*READY-", re.S)
"""What a shell has written when it has run a command and waits for the next."""
_PATIENCE = 60


class Shell:
    """A shell in whose PATH is an `hpreport` that completes, and otherwise writes down its arguments, one a line."""

    def __init__(self, name: str, home: Path, env: Mapping[str, str] | None = None, script: str | None = None) -> None:
        self.called = home / "called"
        program = home / "bin" / "hpreport"
        program.parent.mkdir(exist_ok=True)
        program.write_text(
            f'#!/bin/sh\nif [ -n "$_HPREPORT_COMPLETE" ]; then exec "{sys.executable}" -m hpreport "$@"; fi\n'
            f'printf "%s\\n" "$@" > "{self.called}"\n'
        )
        program.chmod(0o755)
        self.home = home
        self.output = ""
        source = home / "script"
        source.write_text(run_process("--show-completion", name.partition("-")[0]).out if script is None else script)
        self.pid, self.terminal = pty.fork()
        if not self.pid:
            os.chdir(home)
            path = f"{program.parent}:{CLEAN['PATH']}"
            here = {"HOME": str(home), "PATH": path, "PYTHONPATH": str(ROOT), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
            os.execvpe(_ASK[name][0], _ASK[name], {**CLEAN, **here, **(env or {})})
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
        self.enter(_START[name].format(script=source))

    def enter(self, keys: str) -> str:
        """Type keys and Enter, and return what the shell wrote until it was ready for the next command."""
        start, deadline = len(self.output), time.monotonic() + _PATIENCE
        os.write(self.terminal, f"{keys}\n".encode())
        while not _READY.search(_plain(self.output[start:])):
            assert time.monotonic() < deadline, self.output[start:]
            self._read(0.1)
        return _plain(self.output[start:])

    def arguments(self, keys: str) -> list[str]:
        """Return the arguments of the command that the keys, with Enter, bring about."""
        self.called.unlink(missing_ok=True)
        self.enter(keys)
        return self.called.read_text("utf-8").splitlines()

    def _read(self, seconds: float) -> None:
        if select.select([self.terminal], [], [], seconds)[0]:
            self.output += os.read(self.terminal, 65536).decode("utf-8", "replace")

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


def _plain(text: str) -> str:
    return re.sub(
        r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?>=]*[ -/]*[@-~]|\x1b[()][0-9A-Z]|\x1b[=>]|\r", "", text
    )
