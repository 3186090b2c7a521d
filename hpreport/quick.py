"""The quickest path: `hpreport term 三保` in a pipe, answered from the compiled index with `os` and `sys` alone.

`hpreport build` has run the look-up for the words that people type most (every term as printed, folded, in digits, its
pinyin and initials) and kept the lines it printed, as JSON, in the index's last table. Here they are only found and
written. Whatever is not among them, and every other call, is left to the command line proper.
"""

import os
import sys

from hpreport import __version__
from hpreport.store.header import header_start
from hpreport.store.locate import bundled_files


def answer_at_once(arguments: list[str]) -> bool:
    """Write the answer to a call and return True, or return False and leave everything to the command line."""
    if os.environ.get("_HPREPORT_COMPLETE") == "complete_bash":
        text = _completions(os.environ.get("COMP_WORDS", ""), os.environ.get("COMP_CWORD", ""))
    elif arguments == ["--version"]:
        text = f"hpreport {__version__}\n".encode()
    elif len(arguments) == 2 and arguments[0] == "term" and not _is_special(arguments[1]):
        text = _ready_lines(arguments[1])
    else:
        return False
    return bool(text) and _write(text)


def _is_special(word: str) -> bool:
    """Tell whether a call depends on more than the word: an option, a setting in the environment, a terminal."""
    settings = any(name.startswith(("HPREPORT_", "_HPREPORT_")) for name in os.environ)
    return settings or not _is_plain(word) or os.isatty(1)


def _is_plain(word: str) -> bool:
    """Tell whether a word stands in JSON, and in a shell's list of words, as it is."""
    return word.isprintable() and not set("\"'\\ -") & set(word)


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


def _completions(line: str, place: str) -> bytes:
    """Return the words that complete `hpreport term 三`, as Typer prints them for bash; nothing where unsure."""
    words = line.split()
    if words[1:2] != ["term"] or place != "2" or len(words) > 3 or not all(map(_is_plain, words)):
        return b""
    typed = words[2] if len(words) == 3 else ""
    known = _last_tables()[0].decode()[2:-2].split('","')
    return ("\n".join(word for word in known if word.startswith(typed)) + "\n").encode() if known[0] else b""


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
