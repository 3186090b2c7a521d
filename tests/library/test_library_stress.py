"""Many processes at once, and kills at any moment, for a few seconds; tests/bench/stress.py does it for longer."""

import re
import subprocess
import sys

from support.process import CLEAN, ROOT


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
