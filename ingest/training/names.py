"""Train the recogniser of names.

    python -m ingest.training.names EVALUATION_FOLDER

reads `train/` and the unlabelled articles of the folder, and writes `pairs.json.gz` and `names.crfsuite.gz` into
`ingest/language/`. The same input gives the same output.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pycrfsuite

from graph.ontology import EntityType
from ingest.language import places, recogniser
from ingest.language.features import sentences
from ingest.training import statistics
from ingest.training.projection import Annotated, annotated, project

TARGET = Path(__file__).parents[1] / "language"
PARAMETERS = {"c1": 0.05, "c2": 0.05, "max_iterations": 90, "feature.minfreq": 2}


def labels(item: Annotated) -> list[str]:
    """Return the label of each character of an annotated article."""
    marks = ["O"] * len(item.text)
    for start, end, kind in project(item):
        if kind == EntityType.CITY:
            continue
        short = recogniser.label(kind)
        if end - start == 1:
            marks[start] = f"S{short}"
            continue
        marks[start:end] = [f"I{short}"] * (end - start)
        marks[start], marks[end - 1] = f"B{short}", f"E{short}"
    return marks


def train(items: Sequence[Annotated], verbose: bool = False) -> bytes:
    """Return a field trained on annotated articles."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=verbose)
    trainer.set_params(PARAMETERS)
    for item in items:
        rows = recogniser.attributes(item.text, places.find(item.text))
        marks = labels(item)
        for start, end in sentences(item.text):
            trainer.append(pycrfsuite.ItemSequence(rows[start:end]), marks[start:end])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model")
        trainer.train(str(path))
        return path.read_bytes()


def write(path: Path, content: bytes) -> None:
    """Write bytes compressed, without the time that gzip would note."""
    path.write_bytes(gzip.compress(content, 9, mtime=0))


def write_pairs(folder: Path) -> None:
    """Learn the statistics of character pairs and write them where the recogniser looks for them."""
    pairs = statistics.learn(statistics.unlabelled(folder))
    write(TARGET / "pairs.json.gz", json.dumps(pairs, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the evaluation folder")
    folder = parser.parse_args().folder
    write_pairs(folder)
    recogniser.statistics.cache_clear()
    write(TARGET / "names.crfsuite.gz", train(annotated(folder / "train")))


if __name__ == "__main__":
    main()
