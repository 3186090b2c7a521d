"""Long tables on a terminal go through a pager, as git's do; what fits the screen is written as it is."""

import os
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from shlex import split
from shutil import which

from hpreport.cli.output import ClosedPipeError, Streams, say
from hpreport.render import Style

_VARIABLES = ("HPREPORT_PAGER", "PAGER")
"""What names the pager; the first that is set decides, an empty one or `cat` for none."""
_DEFAULTS = {"LESS": "FRX", "LV": "-c"}
"""What less and lv are told where the reader has not told them: colours as they are, the screen left as it is."""


def pager_command() -> list[str]:
    """Return the words of the command that pages, by default less; none where nothing is to be paged."""
    named = next((os.environ[name] for name in _VARIABLES if name in os.environ), None)
    try:
        words = split("less" if named is None else named)
    except ValueError:  # an open quotation mark
        return []
    return words if words and words != ["cat"] and which(words[0]) else []


class Paged(Streams):
    """A sink that holds rows back until they are more than the screen takes, and pages them then."""

    def __init__(self, command: list[str], height: int) -> None:
        self._command, self._height = command, height
        self._held: list[str] = []
        self._notes: list[str] = []
        self._pager: subprocess.Popen[str] | None = None

    def text(self, pieces: Iterable[str], style: Style) -> None:
        """Write text; raises what `Streams.text` raises, `ClosedPipeError` too where the reader leaves the pager."""
        for piece in pieces:
            self._held.append(piece)
            if self._pager is None and "".join(self._held).count("\n") >= self._height:
                environment = {**_DEFAULTS, **os.environ}
                self._pager = subprocess.Popen(self._command, stdin=subprocess.PIPE, text=True, env=environment)
            if self._pager is not None:
                self._send("".join(self._held))
                self._held.clear()

    def _send(self, text: str) -> None:
        assert self._pager is not None
        assert self._pager.stdin is not None
        try:
            self._pager.stdin.write(text)
        except BrokenPipeError as error:
            raise ClosedPipeError from error

    def note(self, message: str) -> None:
        """Write one line for people, below the rows where these are paged."""
        if self._pager is None:
            say(message)
        else:
            self._notes.append(message)

    def close(self) -> None:
        """Write what fits the screen, or wait until the reader leaves the pager, whatever else is typed meanwhile."""
        if self._pager is None:
            super().text(self._held, Style())
            return
        assert self._pager.stdin is not None
        with suppress(BrokenPipeError):
            self._pager.stdin.close()
        while self._pager.poll() is None:
            with suppress(KeyboardInterrupt):
                self._pager.wait()
        for message in self._notes:
            say(message)
