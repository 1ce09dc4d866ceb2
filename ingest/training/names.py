"""Train the recogniser of names.

    python -m ingest.training.names EVALUATION_FOLDER

reads `train/` and the unlabelled articles of the folder, and writes `pairs.json.gz`, `mined.csv.gz` and `names.crfsuite.gz` into
`ingest/language/`. The same input gives the same output.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pycrfsuite

from graph.ontology import EntityType
from ingest.language import places, recogniser
from ingest.language.features import sentences
from ingest.language.recogniser import Mined, Tagger
from ingest.training import statistics
from ingest.training.mining import Found, agreed, chosen, lexicon, mine
from ingest.training.projection import Annotated, annotated, labelled, project

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


def train(items: Sequence[Annotated], lexicon: Callable[[Annotated], Mined], verbose: bool = False) -> bytes:
    """Return a field trained on annotated articles. `lexicon` gives the mined names that an article may look at."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=verbose)
    trainer.set_params(PARAMETERS)
    for item in items:
        rows = recogniser.attributes(item.text, places.find(item.text), lexicon(item))
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


def halves(items: Sequence[Annotated], texts: Sequence[str]) -> tuple[Found, Found]:
    """Return the names that fields trained on either half of the articles (even, odd) find in unlabelled ones."""
    nothing = Mined(())
    first, second = (
        mine(Tagger(train(items[half::2], lambda item: nothing), nothing), chosen(texts)) for half in (0, 1)
    )
    return first, second


def lexicons(items: Sequence[Annotated], found: tuple[Found, Found]) -> Callable[[Annotated], Mined]:
    """Return for each article the names that the field of the other half has found."""
    by_half = (lexicon(found[0]), lexicon(found[1]))
    half = {item.id: number % 2 for number, item in enumerate(items)}
    return lambda item: by_half[1 - half.get(item.id, 0)]


def write_mined(rows: Sequence[tuple[str, str, int]]) -> None:
    """Write the lexicon of mined names where the recogniser looks for it."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    write(TARGET / "mined.csv.gz", lines.getvalue().encode("utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the evaluation folder")
    folder = parser.parse_args().folder
    texts = statistics.unlabelled(folder)
    pairs = statistics.learn(text for _, text in texts)
    write(TARGET / "pairs.json.gz", json.dumps(pairs, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
    recogniser.statistics.cache_clear()
    items = annotated(folder / "train")
    found = halves(items, [text for _, text in texts])
    write_mined(agreed(*found))
    write(TARGET / "names.crfsuite.gz", train([*items, *labelled(texts)], lexicons(items, found)))


if __name__ == "__main__":
    main()
