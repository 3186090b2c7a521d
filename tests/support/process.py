"""The program run as users run it, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

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
}
"""The environment of a process that is asked what it imports, is cut off, or may not write: coverage would be in the way."""
CLEAN = UNMEASURED | {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}


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
        env={**CLEAN, **(env or {})},
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
