"""What `help python` shows of pandas and polars, run as it stands there."""

import subprocess
import sys

import pytest
from support.process import CLEAN, ROOT

from hpreport.cli.topics import find_topic

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_three_lines_make_a_table(library: str) -> None:
    pytest.importorskip(library)
    topic = find_topic("python")
    assert topic is not None
    shown = next(part for part in topic.body if isinstance(part, str) and "pandas" in part)
    lines = next(block for block in shown.partition("\n")[2].split("\n\n") if library in block).splitlines()
    assert len(lines) == 3
    program = "\n".join(line.strip() for line in lines)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, env=CLEAN, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "indicator" in done.stdout
    assert "value" in done.stdout
