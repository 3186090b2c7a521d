"""Wall time and memory of the commands, beside the bare interpreter and a Typer hello-world in the same run.

    .venv/bin/python tests/bench/bench.py [--runs 15]

Each call runs in a process of its own, pinned to one core where the system allows; rounds go through all calls in turn,
so that a slow moment of the machine touches all alike. Medians are printed, as a table for .github/PERFORMANCE.md; then comes one more
round for the most memory that each call had at any time (resident set, in kilobytes as Linux counts it).
"""

import argparse
import contextlib
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "heping-2023.txt"
HELLO = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def main(name: str = "world"):
    typer.echo("hello " + name)
app()
"""
LAUNCH = """
import os, sys
process = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
with open(sys.argv[1], "w") as told:
    told.write(str(os.wait4(process, 0)[2].ru_maxrss))
"""
"""Runs a call and writes down its peak: a process begins with the peak of its parent, so that has to be a small one."""
QUERIES = ("三保", "3保", "sanbao", "sb", "三宝", "六地", "什么是三保", "零纠纷", "不存在", "三改动")
LINES = 10_000
COMPLETION = {"_HPREPORT_COMPLETE": "bash"}
COMPLETED = ("term 三", "targets --", "targets --unit ", "section 2.4", "trend ")


@dataclass(frozen=True)
class Call:
    """A command line to measure."""

    words: list[str]
    stdin: Path = Path(os.devnull)
    env: Mapping[str, str] = field(default_factory=dict)
    terminal: bool = False
    """Whether standard output is a terminal."""


def calls(folder: Path) -> dict[str, Call]:
    """Return the calls to measure by name; the first two are what the others are measured by."""
    (folder / "hello.py").write_text(HELLO)
    text = SEED.read_text("utf-8")
    (folder / "long.txt").write_text(text * (10_000_000 // len(text.encode()) + 1), encoding="utf-8")
    queries = folder / "queries.txt"
    queries.write_text("".join(QUERIES[at % len(QUERIES)] + "\n" for at in range(LINES)), encoding="utf-8")
    program = [str(Path(sys.executable).parent / "hpreport")]
    plain = (
        "--version", "--help", "term 三保", "term 3保", "term sanbao", "term 六地", "term 三宝", "term 不存在", "terms",
        "term 三保 -f json", "targets", "targets --year 2024", "targets -f json", "results --grep GDP", "compare", "sections",
        "sections --depth 2", "section 2.4.3", "search 五型经济", "search 老旧小区改造", "search 老旧小区 -n 3",
        "search 孩子上学", "info", f"scan {folder / 'long.txt'}",
        f"build -q {SEED} -o {folder / 'built.yaml'}",
    )  # fmt: skip
    tables = ("term 三保", "terms", "targets", "compare", "sections", "section 2.4.3", "search 老旧小区改造")
    return (
        {
            "python -c pass": Call([sys.executable, "-c", "pass"]),
            "Typer hello-world": Call([sys.executable, str(folder / "hello.py")]),
        }
        | {f"completion of {line}": Call([*program, f"hpreport {line}"], env=COMPLETION) for line in COMPLETED}
        | {_name(call, folder): Call([*program, *call.split()]) for call in plain}
        | {f"{call}, on a terminal": Call([*program, *call.split()], terminal=True) for call in tables}
        | {f"{LINES:,} queries in one term -": Call([*program, "term", "-", "-f", "jsonl", "-q"], stdin=queries)}
    )


def _name(call: str, folder: Path) -> str:
    return {"scan": "scan of 10 MB", "build": "build"}.get(call.split(maxsplit=1)[0], call)


def measure(call: Call) -> float:
    """Return the wall time of one call in seconds."""
    env = {**os.environ, **call.env}
    with call.stdin.open("rb") as source:
        start = time.perf_counter()
        if call.terminal:
            _run_on_terminal(call.words, env)
        else:
            subprocess.run(
                call.words, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, check=False
            )
        return time.perf_counter() - start


def peak(call: Call, folder: Path) -> float:
    """Return the peak memory of one call in MB."""
    told = folder / "peak"
    measure(replace(call, words=[sys.executable, "-I", "-S", "-c", LAUNCH, str(told), *call.words]))
    return int(told.read_text()) / 1024


def _run_on_terminal(words: list[str], env: Mapping[str, str]) -> None:
    master, slave = pty.openpty()
    process = subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, env={**env, "TERM": "xterm"})
    os.close(slave)
    with contextlib.suppress(OSError):  # so the end of a terminal reads
        while os.read(master, 65536):
            pass
    process.wait()
    os.close(master)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or every call would compile the modules anew
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        measured = calls(Path(folder))
        times: dict[str, list[float]] = {name: [] for name in measured}
        for _ in range(runs):
            for name, call in measured.items():
                times[name].append(measure(call))
        peaks = {name: peak(call, Path(folder)) for name, call in measured.items()}
    bare, hello = (statistics.median(times[name]) for name in list(measured)[:2])
    print(f"Medians of {runs} runs, Python {sys.version.split()[0]}:\n")
    print("| call | ms | × `python -c pass` | × Typer hello-world | MB |\n|---|---:|---:|---:|---:|")
    for name, values in times.items():
        median = statistics.median(values)
        print(f"| {name} | {median * 1000:.0f} | {median / bare:.1f} | {median / hello:.2f} | {peaks[name]:.1f} |")
    print(f"\n{LINES / statistics.median(times[list(measured)[-1]]):,.0f} look-ups a second in `term -`.")


if __name__ == "__main__":
    main()
