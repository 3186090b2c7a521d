"""The compiled index under stress: many readers, a reader-only disk, a builder killed at any moment."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.process import CLEAN, ROOT, SEED

from hpreport.index.index import open_index

pytestmark = pytest.mark.slow


def test_a_hundred_processes_at_once(tmp_path: Path) -> None:
    calls = [
        subprocess.Popen(
            [sys.executable, "-m", "hpreport", "term", query],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=CLEAN,
        )
        for query in ("三保", "三宝") * 50
    ]
    outputs = {(call.wait(120), *call.communicate()) for call in calls}
    assert {(status, err) for status, _, err in outputs} == {(0, b"")}
    assert len({out for _, out, _ in outputs}) == 2


def test_questions_write_nothing(tmp_path: Path) -> None:
    """No file appears beside the index or in the home directory, whatever is asked."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "hpreport", tmp_path / "hpreport", ignore=shutil.ignore_patterns("__pycache__"))
    env = {**CLEAN, "HOME": str(tmp_path / "home"), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(tmp_path / "tmp")}
    (tmp_path / "tmp").mkdir()
    before = sorted(tmp_path.rglob("*"))
    for call in (["term", "三保"], ["term", "三宝"], ["search", "停车难"], ["targets"], ["info"], ["scan"]):
        done = subprocess.run(
            [sys.executable, "-m", "hpreport", *call],
            input=b"",
            capture_output=True,
            cwd=tmp_path,
            env=env,
            check=False,
        )
        assert done.returncode in (0, 1)
    assert sorted(tmp_path.rglob("*")) == before


def test_killed_while_building(tmp_path: Path) -> None:
    """Whenever a build is killed, the index that stands there is the old one or the new one, and is read."""
    target = tmp_path / "my.yaml"
    shutil.copy(ROOT / "data" / "heping-2023.yaml", target)
    moments = random.Random(7)
    for _ in range(12):
        build = subprocess.Popen(
            [sys.executable, "-m", "hpreport", "build", str(SEED), "-o", str(target), "-q"], cwd=ROOT, env=CLEAN
        )
        time.sleep(moments.uniform(0.3, 2.5))
        build.send_signal(signal.SIGKILL)
        build.wait()
        assert [row["term"] for row in open_index(target).terms[11:13]] == ["三保", "三零"]
