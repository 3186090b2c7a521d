"""Many processes at once, and kills at any moment, for a few seconds; tests/bench/stress.py does it for longer."""

import multiprocessing
import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest
from support.libraries import begin_together, make_library
from support.process import CLEAN, ROOT

from hpreport.library.database import writing
from hpreport.library.shelf import Shelf


@pytest.mark.slow
def test_many_at_once_and_killed() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tests/bench/stress.py", "--processes", "6", "--seconds", "4", "--kills", "4"],
        capture_output=True,
        text=True,
        env=CLEAN,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r"6 processes, 4 s: \d+ calls, [1-9]\d* added, 0 wrong\n4 additions killed, \d of them over before: \d+ reports there\n",
        done.stdout,
    )


@pytest.mark.slow
def test_many_processes_make_a_library_at_once(tmp_path: Path) -> None:
    """Only one of them can switch a new database to the write-ahead log; the others wait for it."""
    processes, times = 8, 60
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(processes)
    with ProcessPoolExecutor(processes, context, begin_together, (barrier,)) as pool:
        for number in range(times):
            made = list(pool.map(make_library, [tmp_path / str(number)] * processes))
            assert made == ["wal"] * processes


def test_a_new_database_that_another_program_writes_to(tmp_path: Path) -> None:
    """SQLite does not wait for it before the switch to the write-ahead log, whatever the time-out."""
    shelf = Shelf(tmp_path)
    shelf.prepare()
    with closing(sqlite3.connect(shelf.database, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        end = Timer(0.2, other.execute, ["ROLLBACK"])
        end.start()
        try:
            with writing(shelf) as db:
                assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        finally:
            end.join()
