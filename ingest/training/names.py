"""Train the recogniser of names.

It writes `pairs.json.gz`, `mined.csv.gz`, `names.crfsuite.gz`, `network.npz` and `weights.json`.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from graph.ontology import EntityType
from ingest.language import attributes, network, places
from ingest.language.attributes import Mined
from ingest.language.features import sentences
from ingest.language.joining import candidates
from ingest.language.network import Network
from ingest.language.pipeline import NAMES, build
from ingest.language.recogniser import combine
from ingest.language.spans import Name
from ingest.language.tagger import LABELS, OUT, Tagger
from ingest.training import statistics, weights
from ingest.training.arrays import write_arrays
from ingest.training.mining import Found, agreed, chosen, lexicon, mine
from ingest.training.network import fit, lesson
from ingest.training.pretraining import pretrained
from ingest.training.projection import Annotated, labelled, project

TARGET = Path(__file__).parents[1] / "language"
FOLDS = 3
LEAST_ATTRIBUTE = 5
Arrays = dict[str, NDArray[Any]]
PARAMETERS = {"c1": 0.05, "c2": 0.05, "max_iterations": 90, "feature.minfreq": 2}


def labels(item: Annotated) -> list[str]:
    """Return the label of each character of an annotated article."""
    marks = [OUT] * len(item.text)
    for start, end, kind in project(item):
        if kind == EntityType.CITY:
            continue
        short = kind[:2]
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
        rows = attributes.attributes(item.text, places.find(item.text), lexicon(item))
        marks = labels(item)
        for start, end in sentences(item.text):
            trainer.append(pycrfsuite.ItemSequence(rows[start:end]), marks[start:end])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model")
        trainer.train(str(path))
        return path.read_bytes()


def train_network(items: Sequence[Annotated], lexicon: Callable[[Annotated], Mined]) -> Arrays:
    """Return the arrays of a network trained on annotated articles, as `ingest.language.network.load` reads them."""
    characters, encoder = pretrained()
    numbers = {character: number for number, character in enumerate(characters)}
    rows = [attributes.attributes(item.text, places.find(item.text), lexicon(item)) for item in items]
    times = Counter(name for article in rows for row in article for name in row if name[0] in network.SEEN)
    known = sorted(name for name, count in times.items() if count >= LEAST_ATTRIBUTE)
    marks = {name: number for number, name in enumerate(known, 1)}
    lessons = [
        lesson(
            network.encode(item.text, numbers),
            [network.seen(row, marks) for row in article],
            [LABELS.index(label) for label in labels(item)],
        )
        for item, article in zip(items, rows, strict=True)
    ]
    weights = {name: array.astype(np.float16) for name, array in fit(lessons, encoder, len(known), len(LABELS)).items()}
    names = {"characters": characters, "attributes": known, "labels": LABELS}
    return weights | {f"names/{name}": np.array(listed) for name, listed in names.items()}


def as_network(arrays: Arrays) -> Network:
    """Return the network of the arrays as the product would load it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "network.npz")
        write_arrays(path, arrays)
        return network.load(path.read_bytes())


def write(path: Path, content: bytes) -> None:
    """Write bytes compressed, without the time that gzip would note."""
    path.write_bytes(gzip.compress(content, 9, mtime=0))


def half_found(items: Sequence[Annotated], more: Sequence[Annotated], texts: Sequence[str], half: int) -> Found:
    """Return the names that a field trained on one half of the articles (0 even, 1 odd) finds in unlabelled ones.

    `more` are articles that it learns from too.
    """
    nothing = Mined(())
    return mine(Tagger(train([*items[half::2], *more], lambda item: nothing), nothing), chosen(texts))


def lexicons(items: Sequence[Annotated], found: tuple[Found, Found]) -> Callable[[Annotated], Mined]:
    """Return for each article the names that the field of the other half has found."""
    by_half = (lexicon(found[0]), lexicon(found[1]))
    half = {item.id: number % 2 for number, item in enumerate(items)}
    return lambda item: by_half[1 - half.get(item.id, 0)]


def final_field(items: Sequence[Annotated], more: Sequence[Annotated], found: tuple[Found, Found]) -> bytes:
    """Return the field that ships, trained on all articles."""
    return train([*items, *more], lexicons(items, found))


def final_network(items: Sequence[Annotated], more: Sequence[Annotated], found: tuple[Found, Found]) -> Arrays:
    """Return the arrays of the network that ships, trained on all articles."""
    return train_network([*items, *more], lexicons(items, found))


def unseen_names(
    items: Sequence[Annotated], more: Sequence[Annotated], found: tuple[Found, Found], fold: int
) -> dict[str, list[Name]]:
    """Return, by article, the names found in the articles of one fold by taggers that learnt from the others."""
    allowed = lexicons(items, found)
    others = [*(item for number, item in enumerate(items) if number % FOLDS != fold), *more]
    model, net = train(others, allowed), as_network(train_network(others, allowed))
    return {
        item.id: Tagger(model, allowed(item), net).names(item.text, places.find(item.text))
        for item in items[fold::FOLDS]
    }


def write_weights(items: Sequence[Annotated], names: Mapping[str, Sequence[Name]]) -> None:
    """Learn the weights of entities and homes from the names found in each article, and write them."""
    nlp = build(NAMES[:3])
    found, rows = [], []
    docs = []
    for item in items:
        doc = nlp(item.text)
        combined = combine(item.text, names[item.id], doc._.names)
        docs.append(doc)
        found.append(candidates(item.text, doc._.places, combined))
    golds = [item.gold for item in items]
    learnt = weights.learn(found, golds)
    for item, doc, options in zip(items, docs, found, strict=True):
        rows += weights.home_rows(item.text, doc._.places, weights.likely(options, learnt), item.gold)
    learnt["Home"] = weights.learn_homes(rows)
    text = json.dumps(learnt, ensure_ascii=False, indent=0, sort_keys=True)
    (TARGET / "weights.json").write_text(text + "\n", "utf-8")


def write_mined(rows: Sequence[tuple[str, str, int]]) -> None:
    """Write the lexicon of mined names where the recogniser looks for it."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    write(TARGET / "mined.csv.gz", lines.getvalue().encode("utf-8"))


def train_names(folder: Path, items: Sequence[Annotated]) -> dict[str, list[Name]]:
    """Train and write all that names need; return, by article, the names found by fields that had not seen it."""
    texts = statistics.unlabelled(folder)
    pairs = statistics.learn(text for _, text in texts)
    write(TARGET / "pairs.json.gz", json.dumps(pairs, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
    attributes.statistics.cache_clear()
    more = labelled(texts)
    plain = [text for _, text in texts]
    with ProcessPoolExecutor(2) as pool:
        first, second = (pool.submit(half_found, items, more, plain, half) for half in (0, 1))
        found = (first.result(), second.result())
        final, net = pool.submit(final_field, items, more, found), pool.submit(final_network, items, more, found)
        parts = [pool.submit(unseen_names, items, more, found, fold) for fold in range(FOLDS)]
        names = {article: found for part in parts for article, found in part.result().items()}
        write(TARGET / "names.crfsuite.gz", final.result())
        write_arrays(TARGET / "network.npz", net.result())
    write_mined(agreed(*found))
    write_weights(items, names)
    return names
