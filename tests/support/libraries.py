"""A library of small reports, and the program run with it."""

import gc
import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path

from hpreport.library.database import _connect
from hpreport.library.shelf import Shelf
from support.process import ROOT, UNMEASURED, Result, run_process, run_within


class Library:
    """A library folder, and a folder beside it for files to add."""

    def __init__(self, folder: Path, *, changed: bool = False) -> None:
        """Take a folder; where other hands have `changed` its database, calls are processes, which leave none open."""
        self.folder = folder / "library"
        self.texts = folder / "texts"
        self.texts.mkdir(parents=True, exist_ok=True)
        self._run = run_process if changed else run_within
        self.env: dict[str, str] = {"HPREPORT_LIBRARY": str(self.folder), "PYTHONPATH": str(ROOT)}

    @property
    def database(self) -> Path:
        return self.folder / "library.sqlite"

    def index(self, report: str) -> Path:
        return self.folder / "reports" / f"{report}.yaml.gz"

    def unpack(self, report: str) -> Path:
        """Unpack an index as somebody does who edits it, and return its path."""
        packed = self.index(report)
        plain = packed.with_suffix("")
        plain.write_bytes(gzip.decompress(packed.read_bytes()))
        packed.unlink()
        return plain

    def settle(self) -> None:
        """Have the database note that its folder has not changed for long, and is as it knows it."""
        before = time.time_ns() - 10**10
        os.utime(self.folder / "reports", ns=(before, before))
        assert self.run("reports").status == 0
        with closing(sqlite3.connect(self.database)) as db:
            assert db.execute("SELECT changed, settled FROM folder").fetchall() == [(before, 1)]

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.texts / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def run(self, *args: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Result:
        """Run the program with this library, among the files to add."""
        return self._run(*args, stdin=stdin, env={**self.env, **(env or {})}, cwd=self.texts)

    def start(self, *args: str, stderr: int = subprocess.PIPE) -> "subprocess.Popen[bytes]":
        """Start the program in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "hpreport", *args],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            cwd=self.texts,
            env={**UNMEASURED, **self.env},
            start_new_session=True,
        )

    def reports(self) -> list[str]:
        done = self.run("reports", "--fields", "report")
        assert (done.status, done.err) == (0, "")
        return done.out.split()

    def copy(self, folder: Path, *, changed: bool = False) -> "Library":
        """Return a library with the same reports, in a folder of its own."""
        gc.collect()  # what ran within this process has left its database open, and a log beside it
        shutil.copytree(self.folder, folder / "library")
        shutil.copytree(self.texts, folder / "texts")
        return Library(folder, changed=changed)


def processes_of_group(group: int) -> list[int]:
    """Return the processes, none of them a zombie, that are still in a process group."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, pgrp = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
            except OSError:
                continue
            if int(pgrp) == group and state != "Z":
                found.append(int(entry.name))
    return found


_barriers: list[Barrier] = []


def begin_together(barrier: Barrier) -> None:
    """Have this process wait for the others of its pool before each library that it makes."""
    _barriers[:] = [barrier]


def make_library(folder: Path) -> str:
    """Make a library's database while other processes do, and return its journal mode, or what went wrong."""
    shelf = Shelf(folder)
    shelf.prepare()
    _barriers[0].wait(60)
    try:
        with closing(_connect(shelf)) as db:
            return str(db.execute("PRAGMA journal_mode").fetchone()[0])
    except sqlite3.Error as error:
        return str(error)
