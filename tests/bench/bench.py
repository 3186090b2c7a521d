"""Wall time of the commands, as ratios to the bare interpreter and to a Typer hello-world in the same run.

    .venv/bin/python tests/bench/bench.py [--runs 15]

Each command runs in a process of its own, its output discarded, pinned to one core where the system allows; rounds go
through all commands in turn, so that a slow moment of the machine touches all alike. Medians are printed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
HELLO = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def main(name: str = "world"):
    typer.echo("hello " + name)
app()
"""
QUERIES = ("三保", "3保", "sanbao", "sb", "三宝", "六地", "什么是三保", "零纠纷", "不存在", "三改动")


def commands(folder: Path) -> dict[str, tuple[list[str], Path | None]]:
    """Return the calls to measure: name -> command line and file for its standard input."""
    (folder / "hello.py").write_text(HELLO)
    seed = (ROOT / "seeds" / "heping-2023.txt").read_text("utf-8")
    (folder / "long.txt").write_text(seed * (10_000_000 // len(seed.encode()) + 1), encoding="utf-8")
    queries = folder / "queries.txt"
    queries.write_text("\n".join(QUERIES[at % len(QUERIES)] for at in range(10_000)) + "\n", encoding="utf-8")
    python, hpreport = [sys.executable], [str(Path(sys.executable).parent / "hpreport")]
    calls = {
        "python -c pass": [*python, "-c", "pass"],
        "typer hello-world": [*python, str(folder / "hello.py")],
        "--version": [*hpreport, "--version"],
        "--help": [*hpreport, "--help"],
        "term 三保 (exact)": [*hpreport, "term", "三保"],
        "term 3保 (folded)": [*hpreport, "term", "3保"],
        "term sanbao (pinyin)": [*hpreport, "term", "sanbao"],
        "term 三宝 (near miss)": [*hpreport, "term", "三宝"],
        "term 不存在 (miss)": [*hpreport, "term", "不存在"],
        "term 三保, a table": [*hpreport, "term", "三保", "-f", "table"],
        "terms": [*hpreport, "terms"],
        "terms, a table": [*hpreport, "terms", "-f", "table"],
        "sections": [*hpreport, "sections"],
        "section 2.4.3": [*hpreport, "section", "2.4.3"],
        "search 五型经济 (phrase)": [*hpreport, "search", "五型经济"],
        "search 老旧小区改造 (words)": [*hpreport, "search", "老旧小区改造"],
        "search 孩子上学 (synonyms)": [*hpreport, "search", "孩子上学"],
        "info": [*hpreport, "info"],
        "scan of 10 MB": [*hpreport, "scan", str(folder / "long.txt")],
        "targets": [*hpreport, "targets"],
        "targets, json": [*hpreport, "targets", "-f", "json"],
        "targets, a table": [*hpreport, "targets", "-f", "table"],
        "results --grep GDP": [*hpreport, "results", "--grep", "GDP"],
        "compare": [*hpreport, "compare"],
        "compare, a table": [*hpreport, "compare", "-f", "table"],
    }
    return {name: (call, None) for name, call in calls.items()} | {
        "10,000 queries in one term -": ([*hpreport, "term", "-", "-f", "jsonl", "-q"], queries)
    }


def measure(call: list[str], stdin: Path | None) -> float:
    """Return the wall time of one call in seconds."""
    with (stdin or Path(os.devnull)).open("rb") as source:
        start = time.perf_counter()
        subprocess.run(call, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return time.perf_counter() - start


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        calls = commands(Path(folder))
        times: dict[str, list[float]] = {name: [] for name in calls}
        for _ in range(runs):
            for name, (call, stdin) in calls.items():
                times[name].append(measure(call, stdin))
    bare, hello = (statistics.median(times[name]) for name in list(calls)[:2])
    print(f"medians of {runs} runs, Python {sys.version.split()[0]}")
    print("| call | ms | times python -c pass | times typer hello-world |\n|---|---:|---:|---:|")
    for name, values in times.items():
        median = statistics.median(values)
        print(f"| {name} | {median * 1000:.0f} | {median / bare:.1f} | {median / hello:.2f} |")


if __name__ == "__main__":
    main()
