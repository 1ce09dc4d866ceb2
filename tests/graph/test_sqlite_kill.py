"""A process killed in the middle of writing, again and again, loses nothing and breaks nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.entities import Identity
from graph.model import Reading
from graph.sqlite.engine import SqliteStore

ROOT = Path(__file__).parents[2]

WRITER = """
import sys
sys.path[:0] = ["tests/graph"]
from conftest import all_annotated
from pathlib import Path
from graph.sqlite.engine import SqliteStore
with SqliteStore(sys.argv[1]) as store:
    for reading, identities in all_annotated(Path("tests/articles")):
        if store.recognise(reading.article, reading.extractor) is None:
            store.write(reading, identities)
            print(reading.article.id, flush=True)
print("done", flush=True)
"""


@pytest.mark.slow
def test_killed_at_random_points_and_run_again(
    own_articles: list[tuple[Reading, dict[str, Identity]]],
    empty_file: SqliteStore,
    loaded: bytes,
    tmp_path: Path,
) -> None:
    undisturbed = empty_file
    for reading, identities in own_articles:
        undisturbed.write(reading, identities)
    path = tmp_path / "killed.db"
    path.write_bytes(loaded)
    pick = random.Random(5)
    acknowledged: set[str] = set()
    kills = 0
    for _ in range(200):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert process.stdout is not None
        first = process.stdout.readline().strip()
        # It is writing the next article now.
        time.sleep(pick.random() * 0.02)
        process.kill()
        said = [first, *process.stdout.read().split()]
        process.wait()
        process.stdout.close()
        acknowledged |= set(said) - {"done", ""}
        with SqliteStore(str(path)) as store:
            assert store.stats().articles >= len(acknowledged)
            for article in acknowledged:
                store.article(article)
        if "done" in said:
            break
        kills += 1
    with SqliteStore(str(path)) as store:
        assert store.checksum() == undisturbed.checksum()
    assert kills >= 3
