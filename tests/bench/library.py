"""What a library costs as it grows: adding, size on disk, and questions to all reports against one.

    .venv/bin/python tests/bench/library.py SAMPLES WORK [--sizes 1,62,200,2000] [--runs 7]

SAMPLES is a folder of real reports as .txt; up to as many as there are the library has these, beyond that made ones
(`synthesize.py`). WORK keeps the libraries, so that a second run does not build them again. Times are of the processor,
user and system, which other work on the machine hardly changes, of calls pinned to one core; medians are printed, as
tables for .github/PERFORMANCE.md.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from synthesize import make

ONE = "heping-2023"
"""The report that is asked where one is: it comes with the program and is in every library."""
QUESTIONS = (
    "term 三保", "term 三宝", "term sanbao", "term 不存在的词", "search 老旧小区改造", "search 发展", "search 孩子上学",
    "search 比特币", "targets --grep GDP", "panel GDP --kind target", "trend GDP", "targets",
)  # fmt: skip
PROGRAM = str(Path(sys.executable).parent / "hpreport")


@dataclass
class Library:
    """A library of so many added reports."""

    folder: Path
    size: int

    @property
    def env(self) -> dict[str, str]:
        """The environment in which the program asks this library, its modules compiled."""
        env = {**os.environ, "HPREPORT_LIBRARY": str(self.folder / "library")}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        return env

    def build(self, samples: Path) -> None:
        """Add the reports, where a former run has not, and note the times."""
        times = self.folder / "add.txt"
        if not times.exists():
            texts = sorted(samples.glob("*.txt"))[: self.size]
            if len(texts) < self.size:
                make(samples, self.folder / "texts", self.size, seed=1, tell=lambda message: None)
                texts = sorted((self.folder / "texts").glob("*.txt"))
            self.folder.mkdir(parents=True, exist_ok=True)
            wall, spent = timed([PROGRAM, "add", "-q", *map(str, texts)], self.env)
            times.write_text(f"{wall} {spent} {sum(text.stat().st_size for text in texts)}")

    def added(self) -> tuple[float, float, float]:
        """Return the wall and the processor time of adding, in seconds, and the bytes of the texts."""
        wall, spent, size = map(float, (self.folder / "add.txt").read_text().split())
        return wall, spent, size

    def bytes_of(self, pattern: str) -> int:
        """Return the size of the library's files that match."""
        return sum(path.stat().st_size for path in (self.folder / "library").glob(pattern))

    def ask(self, words: Sequence[str], runs: int) -> float:
        """Return the median processor time of a call, in seconds."""
        return statistics.median(timed([PROGRAM, *words], self.env)[1] for _ in range(runs))

    def after_change(self) -> float:
        """Return the time of the first call after one report was added."""
        text = min(self.folder.parent.glob("*/texts/*.txt")).read_text("utf-8")
        added = self.folder / "added.txt"
        added.write_text(f"{text}\n第一次。\n", encoding="utf-8")
        timed([PROGRAM, "add", "-q", "--replace", str(added)], self.env)
        spent = self.ask(["term", "三保", "--report", "all"], 1)
        timed([PROGRAM, "remove", "-q", "added"], self.env)
        return spent


def timed(words: Sequence[str], env: Mapping[str, str]) -> tuple[float, float]:
    """Run a call and return its wall time and the processor time of it and its children, in seconds."""
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


def print_costs(libraries: Sequence[Library]) -> None:
    """Print what adding the reports took and what they take on disk."""
    print("| reports | added a second | s of processor a report | texts | indexes | database | × texts |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for library in libraries:
        wall, spent, texts = library.added()
        own = list(map(library.bytes_of, ("reports/*.yaml.gz", "library.sqlite")))
        told = " | ".join(f"{size / 1e6:.1f} MB" for size in (texts, *own))
        rate = f"{library.size / wall:.1f} | {spent / library.size:.2f}"
        print(f"| {library.size:,} | {rate} | {told} | {sum(own) / texts:.1f} |")


def print_questions(libraries: Sequence[Library], runs: int) -> None:
    """Print what questions to one report and to all take."""
    print("\n| call | one report, ms |" + "".join(f" {library.size:,} |" for library in libraries))
    print("|---|---:|" + "---:|" * len(libraries))
    for question in QUESTIONS:
        one = libraries[-1].ask([*question.split(), "--report", ONE], runs)
        times = [library.ask([*question.split(), "--report", "all"], runs) for library in libraries]
        print(f"| {question} | {one * 1000:.0f} |" + "".join(f" {t * 1000:.0f} ({t / one:.1f}×) |" for t in times))
    listed = "".join(f" {library.ask(['reports'], runs) * 1000:.0f} |" for library in libraries)
    print(f"| reports | |{listed}")
    print("| first call after one was added | |" + "".join(f" {lib.after_change() * 1000:.0f} |" for lib in libraries))


def main() -> None:
    """Build the libraries and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--sizes", default="1,62,200,2000")
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    libraries = [Library(given.work / size, int(size)) for size in given.sizes.split(",")]
    for library in libraries:
        library.build(given.samples)
    print_costs(libraries)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print_questions(libraries, given.runs)


if __name__ == "__main__":
    main()
