"""Many processes at once, and kills at any moment, for a few seconds; tests/bench/stress.py does it for longer."""

import pytest

pytestmark = pytest.mark.slow
