"""The library under stress: many processes that add and read at once, and additions killed at any moment.

    python tests/bench/stress.py --processes 20 --seconds 30 --kills 50

Prints a line of figures for each and ends with status 1 where anything went wrong: a call that failed or wrote what it
should not, a report that was added and is not there, a library that cannot be read.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from support.reports import TEXTS  # noqa: E402  # the tests' small reports

READS = (
    ["term", "三保", "--report", "all", "--fields", "report"],
    ["term", "三宝", "--report", "all", "--fields", "report"],
    ["search", "口袋公园", "--report", "all", "-n", "1000", "--fields", "report"],
    ["results", "GDP", "--report", "all", "--fields", "report"],
    ["targets", "口袋公园", "--report", "all", "--fields", "report"],
    ["reports", "--fields", "report"],
)


class Stress:
    """A library, and what was done to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {
            **os.environ,
            "HPREPORT_LIBRARY": str(folder / "library"),
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
        }
        self.added: set[str] = set()
        self.calls: Counter[str] = Counter()
        self.wrong: list[str] = []

    def write(self, name: str) -> str:
        """Write a text of its own for a report of this name and return the file's name."""
        text = TEXTS["anhe-2022"].replace("103.2亿元", f"{random.randrange(10**9) / 100}亿元")
        (self.folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return f"{name}.txt"

    def start(self, *args: str) -> "subprocess.Popen[str]":
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        command = [sys.executable, "-m", "hpreport", *args]
        return subprocess.Popen(command, cwd=self.folder, env=self.env, text=True, start_new_session=True, **pipes)

    def call(self, *args: str) -> list[str]:
        """Run a call that must succeed and return the lines that it printed."""
        process = self.start(*args)
        out, err = process.communicate()
        self.calls[args[0]] += 1
        if process.returncode or err:
            self.wrong.append(f"{' '.join(args)}: status {process.returncode}: {err.strip()[-300:]}")
        return out.splitlines()

    def read(self, args: list[str]) -> None:
        """Ask a question of which every report has an answer: each that was added before must be in it."""
        before = set(self.added)
        if missing := before - set(self.call(*args)):
            self.wrong.append(f"{' '.join(args)}: without {sorted(missing)[:3]}")

    def add(self, name: str) -> None:
        if self.call("add", self.write(name), "-q", "--fields", "status") == ["added"]:
            self.added.add(name)
        else:
            self.wrong.append(f"{name} was not added")

    def check(self) -> None:
        """Ask everything once more, with the database as it is and with one made anew."""
        for made in ("kept", "made anew"):
            for args in READS:
                self.read([*args])
            if made == "kept":
                (self.folder / "library" / "library.sqlite").unlink()


def at_once(stress: Stress, processes: int, seconds: float) -> None:
    """Let so many processes at a time add and read, a third of them adding."""
    until = time.monotonic() + seconds

    def work(number: int) -> None:
        for turn in range(10**9):
            if time.monotonic() > until:
                return
            if number % 3 == 0:
                stress.add(f"r{number}-{turn}")
            else:
                stress.read(list(READS[(number + turn) % len(READS)]))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(processes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def killed(stress: Stress, kills: int) -> int:
    """Kill additions at random moments and read after each; return how many were over before."""
    began = time.monotonic()
    stress.add("unharmed")
    usual, over = time.monotonic() - began, 0
    for number in range(kills):
        names = [stress.write(f"k{number}-{at}") for at in range(1 + number % 3)]
        process = stress.start("add", *names, "-q")
        time.sleep(random.uniform(0.05, 1.2 * usual))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        over += process.returncode == 0
        stress.read(list(READS[number % len(READS)]))
        there = {line for line in stress.call("reports", "--fields", "report") if line.startswith("k")}
        stress.added |= there
    return over


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--processes", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--kills", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        stress = Stress(Path(folder))
        at_once(stress, asked.processes, asked.seconds)
        calls, added = sum(stress.calls.values()), len(stress.added)
        print(
            f"{asked.processes} processes, {asked.seconds:g} s: {calls} calls, {added} added, {len(stress.wrong)} wrong"
        )
        over = killed(stress, asked.kills)
        print(f"{asked.kills} additions killed, {over} of them over before: {len(stress.added)} reports there")
        stress.check()
    for wrong in stress.wrong:
        print(wrong, file=sys.stderr)
    return 1 if stress.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
