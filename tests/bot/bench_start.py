"""How long a person waits for the command line to say something."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

HOME = Path(__file__).parent.parent.parent


def test_help_is_there_at_once() -> None:
    took = []
    for _ in range(9):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bot", "--help"], cwd=HOME, check=True, capture_output=True)
        took.append(time.perf_counter() - began)
    print(f"\npython -m bot --help: median {median(took) * 1000:.0f} ms, worst {max(took) * 1000:.0f} ms")
    assert median(took) < 0.3
