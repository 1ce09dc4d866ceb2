"""The learnt judge of candidates: boosted trees per claim type, evaluated with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.ontology import ClaimType
from ingest.extraction.candidates import FEATURES

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees as flat arrays: a node goes left where its feature is at most its threshold.

    A leaf is its own child.

    The score is the sum of the leaves reached, one from each root, in log-odds.
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int

    def probability(self, rows: NDArray[np.float32]) -> Floats:
        """Return the probability that each row is a claim, before calibration."""
        node = np.repeat(self.roots[None, :], len(rows), axis=0)
        index = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[index, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        score: Floats = self.value[node].sum(axis=1, dtype=np.float64)
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
            parts: dict[str, Any] = {
                name: arrays[f"{claim}/{name}"] for name in ("feature", "threshold", "left", "right", "value", "roots")
            }
            forests[claim] = Forest(**parts, depth=int(arrays[f"{claim}/depth"]))
            thresholds[claim] = float(arrays[f"{claim}/cut"])
            knots[claim] = (arrays[f"{claim}/knots x"], arrays[f"{claim}/knots y"])
    return Judge(forests, thresholds, knots)


@cache
def judge() -> Judge:
    """Return the shipped judge, read once."""
    return load_judge(files("ingest.extraction").joinpath("claims.npz").read_bytes())
