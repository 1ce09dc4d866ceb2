"""Whole-process speed and memory of `qianyue ingest`, as the operating system accounts for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
TRAIN = ROOT.parent / "shared" / "evaluation" / "train" / "articles.jsonl"
OWN = ROOT / "tests" / "articles" / "articles.jsonl"


def _on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def run(articles: Path, times: int = 3) -> None:
    """Print articles and characters a second (median of the runs), start included, and the peak memory."""
    with articles.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines if line.strip()]
    characters = sum(map(len, texts))
    seconds: list[float] = []
    peak = 0
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "cli", "ingest", str(articles), "--store", f"sqlite:///{folder}/bench.db"]
            began = time.perf_counter()
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                preexec_fn=_on_one_core,
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise SystemExit(f"qianyue ingest {articles} ended with status {process.returncode}")
            seconds.append(time.perf_counter() - began)
            peak = max(peak, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
    median = sorted(seconds)[len(seconds) // 2]
    print(
        f"ingest {articles.parent.name}/{articles.name}: {len(texts)} articles, {characters:,} characters in "
        f"{median:.2f} s on one core (median of {times}): {len(texts) / median:.1f} articles/s, "
        f"{characters / median:,.0f} characters/s, peak {peak / 1e6:.0f} MB"
    )


def main() -> None:
    run(OWN)
    if TRAIN.exists():
        run(TRAIN)
