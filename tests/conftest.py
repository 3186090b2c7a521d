"""Shared helpers: the program run as users run it, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from hpreport.index import build_report
from hpreport.model import Report

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "heping-2023.txt"
SHARED = Path(os.environ.get("HPREPORT_SHARED", ROOT.parent / "shared"))
"""Other reports and reference answers, where a test may use them; they are not part of the project."""

_CLEAN = {
    "PATH": os.environ["PATH"],
    "LANG": "C.UTF-8",
    "TTY_COMPATIBLE": "0",
    "PYTHONWARNINGS": "error",
}


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
