"""The wheel is the whole product: in an empty environment it reads the samples and answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(out), str(ROOT)]
    subprocess.run(command, check=True, timeout=300)
    (built,) = out.glob("qianyue-*.whl")
    return built


def test_carries_every_file_of_the_rooms(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "graph", "ingest", "api", "viz", "cypher"], cwd=ROOT, capture_output=True, check=True
    )
    tracked = {name for name in listed.stdout.decode("utf-8").split("\0") if name}
    if not tracked:
        pytest.skip("not a git checkout")
    carried = set(zipfile.ZipFile(wheel).namelist())
    assert tracked - carried == set()


def test_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    binaries = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    constraints = ROOT / "constraints.txt"
    subprocess.run(
        [str(binaries / "python"), "-m", "pip", "install", "-q", "-c", str(constraints), str(wheel)],
        check=True,
        timeout=900,
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "QIANYUE"))}

    def qianyue(*arguments: str) -> str:
        done = subprocess.run(
            [str(binaries / "qianyue"), *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            timeout=300,
            check=True,
        )
        return done.stdout.decode("utf-8")

    qianyue("ingest", "--samples")
    stats = json.loads(qianyue("stats", "--format", "json"))
    assert stats["articles"] >= 15
    assert all(stats["claims"][kind] for kind in ("SIGNED", "VISITED", "FUNDED", "PARTNERED"))
    assert "西安" in qianyue("links", "肇庆市", "--other", "西安市")
