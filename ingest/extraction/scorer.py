"""The learnt judge of candidates: boosted trees per claim type, evaluated with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from graph.ontology import ClaimType
from ingest.extraction.candidates import FEATURES

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees as flat arrays: a node goes to its first child where its feature is at most its threshold.

    `children` holds each node's two children side by side; a leaf is its own. The score is the sum of the leaves
    reached, one from each root, in log-odds.
    """

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    children: NDArray[np.intp]
    value: NDArray[np.float32]
    roots: NDArray[np.intp]
    depth: int

    def probability(self, rows: NDArray[np.float32]) -> Floats:
        """Return the probability that each row is a claim, before calibration."""
        # `take` on flat arrays is several times as fast as indexing by two arrays.
        values = rows.ravel()
        begin = np.arange(len(rows), dtype=np.intp)[:, None] * rows.shape[1]
        node = np.repeat(self.roots[None, :], len(rows), axis=0)
        for _ in range(self.depth):
            second = values.take(self.feature.take(node) + begin) > self.threshold.take(node)
            node = self.children.take(2 * node + second)
        score: Floats = self.value.take(node).sum(axis=1, dtype=np.float64)
        return 1.0 / (1.0 + np.exp(-score))


@dataclass(frozen=True, slots=True)
class Judge:
    """For each claim type its trees, the probability from which it is claimed, and the calibration of the rest.

    `knots` maps a probability to a confidence, the share of such claims that were right in cross-validation.
    """

    forests: dict[ClaimType, Forest]
    thresholds: dict[ClaimType, float]
    knots: dict[ClaimType, tuple[Floats, Floats]]

    def confidence(self, claim: ClaimType, probability: float) -> float:
        """Return the calibrated confidence of a claim, 0 to 1."""
        return round(float(np.interp(probability, *self.knots[claim])), 3)


def load_judge(data: bytes) -> Judge:
    """Return the judge written by the training; ValueError if it was trained on other features than these."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        if tuple(arrays["features"].tolist()) != FEATURES:
            raise ValueError("the claims model was trained on other features: run the training again")
        forests, thresholds, knots = {}, {}, {}
        for claim in ClaimType:
            parts = {name: arrays[f"{claim}/{name}"] for name in ("feature", "left", "right", "roots")}
            forests[claim] = Forest(
                parts["feature"].astype(np.intp),
                arrays[f"{claim}/threshold"],
                np.stack((parts["left"], parts["right"]), axis=1).ravel().astype(np.intp),
                arrays[f"{claim}/value"],
                parts["roots"].astype(np.intp),
                int(arrays[f"{claim}/depth"]),
            )
            thresholds[claim] = float(arrays[f"{claim}/cut"])
            knots[claim] = (arrays[f"{claim}/knots x"], arrays[f"{claim}/knots y"])
    return Judge(forests, thresholds, knots)


@cache
def judge() -> Judge:
    """Return the shipped judge, read once."""
    return load_judge(files("ingest.extraction").joinpath("claims.npz").read_bytes())
