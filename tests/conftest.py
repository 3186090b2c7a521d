"""Fixtures that several tests share."""

import signal
from pathlib import Path

import pytest
from support.libraries import Library
from support.process import SEED, Run, run_process, run_within
from support.reports import write_texts

from hpreport.index.build import build_report
from hpreport.model import Report

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background jobs ignore Ctrl-C


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
