"""The quickest path: `hpreport term 三保` in a pipe, and completion, from the compiled index with `os` and `sys` alone.

`hpreport build` has run the look-up for the words that people type most (every term as printed, folded, in digits, its
pinyin and initials) and kept the lines it printed, as JSON, in the index's last table. Here they are only found and
written. Whatever is not among them, and every other call, is left to the command line proper. What completes an
unfinished line is found in as few steps by `hpreport.cli.completion`.
"""

import os
import sys

from hpreport import __version__
from hpreport.index.paths import bundled_files, header_start

SETTINGS = ("HPREPORT_FORMAT", "HPREPORT_COLOR", "HPREPORT_WIDTH", "HPREPORT_INDEX", "HPREPORT_REPORT")
"""Environment variables that stand for options; the others matter to no call of a command name and words alone."""


def answer_at_once(arguments: list[str]) -> bool:
    """Write the answer to a call and return True, or return False and leave everything to the command line."""
    if shell := os.environ.get("_HPREPORT_COMPLETE"):
        from hpreport.cli.completion.complete import answer

        text = answer(shell, arguments).encode("utf-8", "replace")
        return not text or _write(text)
    if arguments == ["--version"]:
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
    return any(name in os.environ for name in SETTINGS) or not _is_plain(word) or os.isatty(1)


def _is_plain(word: str) -> bool:
    """Tell whether a word stands in JSON as it is, and is no option."""
    return word.isprintable() and not set('"\\') & set(word) and word[:1] != "-"


def _ready_lines(word: str) -> bytes:
    """Return the lines that answer `word`, or nothing where the compiled index has none, or is older than its YAML."""
    index, compiled = bundled_files()
    try:
        with open(compiled, "rb") as file:
            data = file.read()
        fresh = data.startswith(header_start(os.stat(index).st_size).encode())
    except OSError:
        return b""
    key = f'"{word}":"'.encode("utf-8", "surrogateescape")
    at = data.find(key, data.rfind(b"\n", 0, -1)) if fresh else -1
    if at < 0:
        return b""
    value = data[at + len(key) : data.index(b'"', at + len(key))]
    return value.replace(b"\\t", b"\t").replace(b"\\n", b"\n")


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
