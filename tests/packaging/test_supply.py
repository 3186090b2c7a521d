"""What is shipped: the same wheel from the same files, for every system, of parts whose licences and holes are known."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.process import ROOT

pytestmark = pytest.mark.slow

DEPENDENCIES = ["typer", "rich", "rapidfuzz", "PyYAML", "jieba", "pypinyin"]
LICENCES = ("MIT", "BSD", "Apache", "MPL", "PSF", "ISC", "Python Software Foundation")
"""Beginnings of the names of licences that allow any use."""


def _wheel(folder: Path, age: int) -> Path:
    """Build the wheel of a copy of the project whose files are so many seconds old, and return it."""
    for part in ("hpreport", "data", "README.md", "LICENSE", "pyproject.toml"):
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    for path in folder.rglob("*"):
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - age))
    env = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out"],
        cwd=folder,
        check=True,
        capture_output=True,
        env=env,
    )
    (wheel,) = (folder / "out").glob("*.whl")
    return wheel


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
    one, other = (_wheel(folder, age) for folder, age in zip(folders, (0, 100_000), strict=True))
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()
    assert one.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(one).namelist()
    assert not [name for name in names if name.endswith((".so", ".pyd", ".dylib", ".pyc"))]
    assert {"hpreport/data/heping-2023.compiled.jsonl", "hpreport/freeze/hook-hpreport.py"} <= set(names)


def test_licences_of_what_is_installed_with_it() -> None:
    pytest.importorskip("piplicenses")
    done = subprocess.run(
        [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--packages", *DEPENDENCIES],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    licences = {row["Name"].lower(): row["License"] for row in json.loads(done.stdout)}
    assert set(licences) == {name.lower() for name in DEPENDENCIES}
    assert {name: one for name, one in licences.items() if not one.startswith(LICENCES)} == {}


def test_no_known_holes() -> None:
    """Skips where the database of holes cannot be reached: that nothing is known is not that there is nothing."""
    pytest.importorskip("pip_audit")
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--exclude-editable"], capture_output=True, text=True, check=True
    )
    wanted = [
        row for row in listed.stdout.splitlines() if row.partition("==")[0].lower() in {d.lower() for d in DEPENDENCIES}
    ]
    assert len(wanted) == len(DEPENDENCIES)
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner=off", "--timeout=10", "-f", "json", "-r", "/dev/stdin"],
        input="\n".join(wanted), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if not done.stdout.strip():
        pytest.skip(f"the database of holes cannot be reached: {done.stderr.strip().splitlines()[-1:]}")
    found = {row["name"]: row["vulns"] for row in json.loads(done.stdout)["dependencies"] if row.get("vulns")}
    assert found == {}
