"""Fixtures that several tests share."""

import gc
import os
import re
import signal
from inspect import getsource
from pathlib import Path

import pytest
from support.libraries import Library
from support.process import SEED, Run, run_process, run_within
from support.reports import write_texts

from hpreport.index.build import build_report
from hpreport.model import Report

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background jobs ignore Ctrl-C

POSIX_ONLY = re.compile(r"^(?:import|from) (?:fcntl|grp|pty|pwd|resource|support\.shells|termios|tty)\b", re.M)
NEEDS = {
    "/dev/full": "/dev/full",
    "full disk": "/dev/full",
    "waits_for_input": "/proc/self/wchan",
    "processes_of_group": "/proc/self",
}
"""What a test says -> what there has to be, which macOS has not."""


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out, on Windows, the files that import what it has not."""
    is_test = os.name == "nt" and collection_path.suffix == ".py"
    return True if is_test and POSIX_ONLY.search(collection_path.read_text("utf-8")) else None


def lacking(item: pytest.Item) -> str:
    """Return a file that a test needs and that this system has not; empty where it has all of them."""
    said = getsource(item.function) + repr(item.callspec.params if hasattr(item, "callspec") else "")
    return next((path for words, path in NEEDS.items() if words in said and not Path(path).exists()), "")


def pytest_collection_finish() -> None:
    """Have what was imported and collected looked through no more for what nothing refers to, at each collection."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if all(Path(path).exists() for path in NEEDS.values()):
        return
    for item in items:
        if path := lacking(item):
            item.add_marker(pytest.mark.skip(reason=f"this system has no {path}"))


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the program within the test's process."""
    return run_within


@pytest.fixture(scope="session", name="run_process")
def process() -> Run:
    """Run the program in a process of its own: for streams, signals, imports, huge memory."""
    return run_process


@pytest.fixture(scope="session")
def report() -> Report:
    """The bundled report, parsed from its seed."""
    return build_report(SEED)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library with the small reports, which no test changes."""
    made = Library(tmp_path_factory.mktemp("library"))
    files = [path.name for path in write_texts(made.texts)]
    done = made.run("add", *files)
    assert (done.status, done.err) == (0, "")
    return made


@pytest.fixture
def own_library(library: Library, tmp_path: Path) -> Library:
    """The same reports in a library that the test may change."""
    return library.copy(tmp_path / "own")


@pytest.fixture
def empty_library(tmp_path: Path) -> Library:
    """A library whose folder does not exist yet."""
    return Library(tmp_path / "empty")
