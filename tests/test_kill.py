"""`qianyue ingest`, killed at any moment and run again, gives the graph of an undisturbed run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.store import open_store

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "tests" / "articles" / "articles.jsonl"
# Below it, kills fall into the start; above it, the run has ended on a fast machine.
EARLIEST, LATEST = 0.1, 3.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL"),
]


def start(url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "cli", "ingest", "--store", url, str(ARTICLES)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_killed_at_random_points_and_run_again(tmp_path: Path) -> None:
    undisturbed, killed = (f"sqlite:///{tmp_path}/{name}.db" for name in ("undisturbed", "killed"))
    assert start(undisturbed).wait(120) == 0
    pick = random.Random(11)
    kills = 0
    while kills < 12:
        process = start(killed)
        time.sleep(pick.uniform(EARLIEST, LATEST))
        process.send_signal(signal.SIGKILL)
        ended = process.wait(60)
        kills += 1
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert start(killed).wait(120) == 0
    with open_store(undisturbed) as expected, open_store(killed) as given:
        assert given.stats() == expected.stats()
        assert given.checksum() == expected.checksum()
