"""Shared helpers: the program run as users run it, in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reports import write_texts

from hpreport.index import build_report
from hpreport.model import Report

if TYPE_CHECKING:
    from libraries import Library

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background jobs ignore Ctrl-C

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "heping-2023.txt"
SHARED = Path(os.environ.get("HPREPORT_SHARED", ROOT.parent / "shared"))
"""Other reports and reference answers, where a test may use them; they are not part of the project."""

_UNMEASURED = {
    "PATH": os.environ["PATH"],
    "LANG": "C.UTF-8",
    "TTY_COMPATIBLE": "0",
    "PYTHONWARNINGS": "error",
    "PYTHONPATH": str(ROOT),
}
"""The environment of a process that is asked what it imports, is cut off, or may not write: coverage would be in the way."""
_CLEAN = _UNMEASURED | {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str


Run = Callable[..., Result]


def run_hpreport(
    *args: str, stdin: str | bytes = b"", env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> Result:
    """Run `python -m hpreport` with a clean environment and return status, standard output and standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "hpreport", *args],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env={**_CLEAN, **(env or {})},
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


@pytest.fixture(scope="session")
def run() -> Run:
    return run_hpreport


@pytest.fixture(scope="session")
def report() -> Report:
    """The bundled report, parsed from its seed."""
    return build_report(SEED)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> "Library":
    """A library with the small reports, which no test changes."""
    from libraries import Library

    made = Library(tmp_path_factory.mktemp("library"))
    files = [path.name for path in write_texts(made.texts)]
    done = made.run("add", *files)
    assert (done.status, done.err) == (0, "")
    return made


@pytest.fixture
def own_library(library: "Library", tmp_path: Path) -> "Library":
    """The same reports in a library that the test may change."""
    return library.copy(tmp_path / "own")


@pytest.fixture
def empty_library(tmp_path: Path) -> "Library":
    """A library whose folder does not exist yet."""
    from libraries import Library

    return Library(tmp_path / "empty")
