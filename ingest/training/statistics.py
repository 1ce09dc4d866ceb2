"""Clusters and rarities of character pairs, from unlabelled articles.

Pairs are described by the characters and pairs beside them (positive pointwise mutual information), reduced by a
randomised singular value decomposition (Halko, Martinsson and Tropp 2011) and grouped by k-means.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.names import simplify

PAIRS, LETTERS, NEIGHBOURS, DIMENSIONS = 25_000, 800, 1_000, 64


_RUN = 16


def _runs(text: str, step: int) -> set[str]:
    """Return runs of characters of a text, one at every `step`, blanks left out."""
    flat = "".join(text.split())
    return {flat[at : at + _RUN] for at in range(0, len(flat) - _RUN, step)}


def unlabelled(folder: Path) -> list[tuple[str, str]]:
    """Return the unlabelled articles of the evaluation folder as (id, simplified text).

    The annotated ones are among them: those that share text with an annotated article are left out, so that nothing
    is learnt from the articles that it is measured on.
    """
    annotated: set[str] = set()
    for name in ("train", "dev"):
        for line in (folder / name / "articles.jsonl").read_text("utf-8").splitlines():
            annotated |= _runs(simplify(json.loads(line)["text"]), 1)
    for file_ in sorted((folder / "seeds" / "text").glob("*.txt")):
        annotated |= _runs(simplify(file_.read_text("utf-8")), 1)
    kept = []
    with lzma.open(folder / "unlabelled.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            text = simplify(row["text"])
            runs = _runs(text, 7)
            if len(runs & annotated) <= 0.1 * len(runs):
                kept.append((row["id"], text))
    return kept


def _kmeans(vectors: NDArray[np.float32], groups: int, rounds: int = 20) -> NDArray[np.int64]:
    """Return the group of each unit vector (spherical k-means, begun at evenly spaced rows)."""
    centres = vectors[np.linspace(0, len(vectors) - 1, groups).astype(int)].copy()
    label = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(rounds):
        label = np.argmax(vectors @ centres.T, axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, label, vectors)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(norms > 0, sums / np.maximum(norms, 1e-9), centres)
    return label


def learn(texts: Iterable[str], coarse: int = 128, fine: int = 1024) -> dict[str, tuple[str, str, int]]:
    """Return for each frequent pair of characters its coarse cluster, fine cluster and rarity (0 common to 8 rare)."""
    codes = np.frombuffer("\n\n".join(texts).encode("utf-32-le"), dtype=np.uint32)
    letters, index = np.unique(codes, return_inverse=True)
    size = len(letters)
    joint, place, times = np.unique(
        index[:-1].astype(np.int64) * size + index[1:], return_inverse=True, return_counts=True
    )
    kept = np.argsort(-times, kind="stable")[:PAIRS]
    rank = np.full(len(joint), -1)
    rank[kept] = np.arange(len(kept))
    token = rank[place]
    letter_rank = np.full(size, -1)
    letter_rank[np.argsort(-np.bincount(index, minlength=size), kind="stable")[:LETTERS]] = np.arange(LETTERS)
    at = np.arange(2, len(token) - 3)
    at = at[token[at] >= 0]
    near_left, near_right = token[at - 2], token[at + 2]
    contexts = [
        (letter_rank[index[at - 1]], LETTERS),
        (letter_rank[index[at + 2]], LETTERS),
        (np.where(near_left < NEIGHBOURS, near_left, -1), NEIGHBOURS),
        (np.where(near_right < NEIGHBOURS, near_right, -1), NEIGHBOURS),
    ]
    blocks = []
    for context, width in contexts:
        seen = context >= 0
        counts = np.bincount(token[at][seen] * width + context[seen], minlength=len(kept) * width)
        block = counts.reshape(len(kept), width).astype(np.float32)
        expected = block.sum(1, keepdims=True) * (block.sum(0, keepdims=True) ** 0.75)
        expected *= block.sum() / max(float(expected.sum()), 1e-9)
        with np.errstate(divide="ignore", invalid="ignore"):
            blocks.append(np.nan_to_num(np.maximum(np.log(block / expected), 0), posinf=0.0).astype(np.float32))
    matrix = np.hstack(blocks)
    random = np.random.default_rng(7).standard_normal((matrix.shape[1], DIMENSIONS + 16)).astype(np.float32)
    sketch = matrix @ random
    for _ in range(3):
        sketch, _ = np.linalg.qr(matrix @ (matrix.T @ sketch))
    _, values, right = np.linalg.svd(sketch.T @ matrix, full_matrices=False)
    vectors = (matrix @ right[:DIMENSIONS].T) / np.sqrt(values[:DIMENSIONS])
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    wide, narrow = _kmeans(vectors, coarse), _kmeans(vectors, fine)
    rarity = np.clip(np.log2(times[kept[0]] / times[kept]) / 1.5, 0, 8).astype(int)
    texts_of = ["".join(chr(letters[p]) for p in divmod(int(joint[k]), size)) for k in kept]
    return {
        text: (str(wide[i]), str(narrow[i]), int(rarity[i]))
        for i, text in enumerate(texts_of)
        if not any(char.isspace() for char in text)
    }
