"""The quickest path: `hpreport term 三保` in a pipe, answered from the compiled index with `os` and `sys` alone.

`hpreport build` has run the look-up for the words that people type most (every term as printed, folded, in digits, its
pinyin and initials) and kept the lines it printed, as JSON, in the index's last table. Here they are only found and
written. Whatever is not among them, and every other call, is left to the command line proper.
"""

import os
import sys

from hpreport import __version__
from hpreport.index.candidates import LINE_SHELLS, as_lines, fitting
from hpreport.index.paths import bundled_files, header_start

SETTINGS = ("HPREPORT_FORMAT", "HPREPORT_COLOR", "HPREPORT_WIDTH", "HPREPORT_INDEX", "HPREPORT_REPORT")
"""Environment variables that stand for options; the others matter to no call of a command name and words alone."""


def answer_at_once(arguments: list[str]) -> bool:
    """Write the answer to a call and return True, or return False and leave everything to the command line."""
    if shell := os.environ.get("_HPREPORT_COMPLETE"):
        text = _completions(shell, arguments)
    elif arguments == ["--version"]:
        text = f"hpreport {__version__}\n".encode()
    elif (word := _looked_up(arguments)) and not _is_special(word):
        text = _ready_lines(word)
    else:
        return False
    return bool(text) and _write(text)


def _looked_up(arguments: list[str]) -> str:
    """Return the word of `hpreport term sanbao` and `hpreport 三保`; a command is never in Chinese."""
    if len(arguments) == 2 and arguments[0] == "term":
        return arguments[1]
    return arguments[0] if len(arguments) == 1 and not arguments[0].isascii() else ""


def _is_special(word: str) -> bool:
    """Tell whether a call depends on more than the word: an option, a setting in the environment, a terminal."""
    return _is_set() or not _is_plain(word) or os.isatty(1)


def _is_set() -> bool:
    """Tell whether an environment variable stands for an option."""
    return any(name in os.environ for name in SETTINGS)


def _is_plain(word: str) -> bool:
    """Tell whether a word stands in JSON, and on a shell's command line, as it is."""
    return word.isprintable() and not set(" -\"'\\$`&|;<>()*?[]{}!#~=:^") & set(word)


def _last_tables() -> tuple[bytes, bytes]:
    """Return the last two tables as JSON; empty where there is no compiled index, or one older than its YAML."""
    index, compiled = bundled_files()
    try:
        with open(compiled, "rb") as file:
            data = file.read()
        fresh = data.startswith(header_start(os.stat(index).st_size).encode())
    except OSError:
        return b"", b""
    last = data.rfind(b"\n", 0, -1)
    return (data[data.rfind(b"\n", 0, last) + 1 : last], data[last:]) if fresh else (b"", b"")


def _ready_lines(word: str) -> bytes:
    """Return the lines that answer `word`, or nothing where the compiled index has none."""
    ready = _last_tables()[1]
    key = f'"{word}":"'.encode("utf-8", "surrogateescape")
    at = ready.find(key)
    if at < 0:
        return b""
    value = ready[at + len(key) : ready.index(b'"', at + len(key))]
    return value.replace(b"\\t", b"\t").replace(b"\\n", b"\n")


def _completions(shell: str, arguments: list[str]) -> bytes:
    """Return the lines that complete `hpreport term 三`; nothing where unsure.

    bash and PowerShell give the line up to the cursor, zsh and fish the words after the program's name, the last one
    unfinished.
    """
    words = arguments[0].split(" ")[1:] if shell in LINE_SHELLS and arguments else arguments
    if words[:1] != ["term"] or len(words) < 2 or "" in words[:-1] or not all(map(_is_plain, words)) or _is_set():
        return b""
    table = _last_tables()[0].strip().decode()
    if len(table) < 7 or "\\" in table:
        return b""
    pairs = fitting((entry.split('","') for entry in table[3:-3].split('"],["')), words[-1], shell)
    return as_lines(pairs).encode() if all(_is_plain(word) for word, _ in pairs) else b""


def _write(text: bytes) -> bool:
    """Write to standard output; False where it is closed, broken or no UTF-8, which the command line deals with."""
    if sys.stdout is None or (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        return False
    try:
        while text:
            text = text[os.write(1, text) :]
    except OSError:
        return False
    return True
