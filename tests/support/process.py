"""The program run as users run it: within the test's own process, which is quick, or in a process of its own."""

import io
import os
import subprocess
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hpreport.library.add import _FEW

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "heping-2023.txt"
SHARED = Path(os.environ.get("HPREPORT_SHARED", ROOT.parent / "shared"))
"""Other reports and reference answers, where a test may use them; they are not part of the project."""

UNMEASURED = {
    "PATH": os.environ["PATH"],
    "LANG": "C.UTF-8",
    "TTY_COMPATIBLE": "0",
    "PYTHONWARNINGS": "error",
    "PYTHONPATH": str(ROOT),
    **{
        name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ
    },  # Windows starts nothing without
}
"""The environment of a process that is asked what it imports, is cut off, or may not write: coverage would be in the way."""
CLEAN = UNMEASURED | {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str


Run = Callable[..., Result]


def run_process(*args: str, stdin: str | bytes = b"", env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> Result:
    """Run `python -m hpreport` with a clean environment and return status, standard output and standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "hpreport", *args],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env={**CLEAN, **(env or {})},
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def on_terminal(
    command: Sequence[str],
    *,
    size: tuple[int, int] = (0, 0),
    stdin: bytes | None = None,
    errors: bool = True,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> tuple[int, bytes, bytes]:
    """Run a command on a terminal of so many rows and columns, 0 for unknown; return status, what it writes there, and its errors.

    Standard input is the terminal too unless `stdin` is given; standard error is apart where `errors` is false.
    """
    import fcntl
    import pty
    import struct
    import termios

    mine, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    pipe = subprocess.PIPE
    streams = {"stdin": its if stdin is None else pipe, "stdout": its, "stderr": its if errors else pipe}
    with subprocess.Popen(command, cwd=cwd, env=env, **streams) as process:  # type: ignore[call-overload]
        os.close(its)
        if process.stdin:
            process.stdin.write(stdin or b"")
            process.stdin.close()
        shown = b"".join(until_left(mine))
        err = process.stderr.read() if process.stderr else b""
    return process.returncode, shown.replace(b"\r\n", b"\n"), err


def until_left(terminal: int) -> Iterator[bytes]:
    """Yield what is written to a terminal until nobody has its other end, which Linux says by an error; close it."""
    try:
        while piece := os.read(terminal, 65536):
            yield piece
    except OSError:
        pass
    finally:
        os.close(terminal)


_OF_THE_INTERPRETER = ("PYTHON", "LC_", "LANG")
"""Beginnings of the variables that Python itself reads as it starts: they need a process of its own."""


def run_within(*args: str, stdin: str | bytes = b"", env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> Result:
    """Run the program as `run_process` does, with the same result, but without a new interpreter.

    File descriptors 0, 1 and 2 are pipes, as there. A new interpreter is started only
    where `env` has what no other heeds, and for an `add` of several files.
    """
    whole = {**CLEAN, **(env or {})}
    # an `add` of several files starts processes, one of which outlives the call and would hold the pipes
    started = args[:1] == ("add",) and sum(not word.startswith("-") for word in args) > _FEW
    if started or any(
        name.startswith(_OF_THE_INTERPRETER) and CLEAN.get(name) != value for name, value in whole.items()
    ):
        return run_process(*args, stdin=stdin, env=env, cwd=cwd)
    data = stdin.encode() if isinstance(stdin, str) else stdin
    with _redirected(data) as caught, _environment(whole), chdir(cwd), warnings.catch_warnings():
        warnings.simplefilter("error")
        status = _status(args)
    return Result(status, *(bytes(stream).decode("utf-8", "replace") for stream in caught))


def _status(args: tuple[str, ...]) -> int:
    from hpreport.__main__ import main

    sys.argv = ["hpreport", *args]
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before, argv = dict(os.environ), sys.argv
    os.environ.clear()
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        sys.argv = argv


@contextmanager
def _redirected(stdin: bytes) -> Iterator[tuple[bytearray, bytearray]]:
    """Put pipes, and Python's streams upon them, in place of the standard streams; yield what gets written to two."""
    caught, streams = (bytearray(), bytearray()), (sys.stdin, sys.stdout, sys.stderr)
    saved = [os.dup(fd) for fd in range(3)]
    threads = [_feed(stdin), *(_drain(fd, into) for fd, into in zip((1, 2), caught, strict=True))]
    sys.stdin = io.TextIOWrapper(os.fdopen(0, "rb", closefd=False), "utf-8", "surrogateescape")
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), "utf-8", "surrogateescape")
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), "utf-8", "backslashreplace", line_buffering=True)
    try:
        yield caught
    finally:
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            stream.close()
        sys.stdin, sys.stdout, sys.stderr = streams
        for fd, copy in enumerate(saved):
            os.dup2(copy, fd)
            os.close(copy)
        for thread in threads:
            thread.join()


def _feed(data: bytes) -> threading.Thread:
    """Make file descriptor 0 a pipe that holds `data`."""
    reading, writing = os.pipe()
    os.dup2(reading, 0)
    os.close(reading)

    def write() -> None:
        try:
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(data)
        except BrokenPipeError:
            pass

    thread = threading.Thread(target=write)
    thread.start()
    return thread


def _drain(fd: int, into: bytearray) -> threading.Thread:
    """Make a file descriptor a pipe, and gather what is written to it until everyone has closed it."""
    reading, writing = os.pipe()
    os.dup2(writing, fd)
    os.close(writing)

    def read() -> None:
        with os.fdopen(reading, "rb") as pipe:
            while piece := pipe.read1(65536):
                into.extend(piece)

    thread = threading.Thread(target=read)
    thread.start()
    return thread
