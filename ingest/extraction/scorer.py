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


# The leaves of a tree are the bits of a 16-bit number; this tells the lowest bit that is set in each.
MOST_LEAVES = 16
_LOWEST = np.zeros(1 << MOST_LEAVES, np.intp)
for _bit in range(MOST_LEAVES):
    _LOWEST[1 << _bit :: 2 << _bit] = _bit


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees, evaluated all at once by bits (QuickScorer: Lucchese et al., SIGIR 2015).

    A row goes to a node's right side where its feature is above the node's threshold, and then reaches none of the
    leaves to the left of it: `struck` has their bits, from the lowest for the leftmost leaf. The leaf reached is the
    first that no node strikes. `feature`, `threshold` and `struck` hold a row for each inner node of a tree and a
    column for each tree, `value` a row for each tree. The score is the sum of the leaves reached, in log-odds.
    """

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    struck: NDArray[np.uint16]
    value: NDArray[np.float32]

    @classmethod
    def planted(
        cls,
        feature: NDArray[np.int32],
        threshold: NDArray[np.float32],
        left: NDArray[np.int32],
        right: NDArray[np.int32],
        value: NDArray[np.float32],
        roots: NDArray[np.int32],
    ) -> Forest:
        """Return the forest of these nodes, each tree's in pre-order; a leaf is its own child.

        Raises `ValueError` for a tree of more than `MOST_LEAVES` leaves.
        """
        nodes = np.arange(len(feature))
        leaf = left == nodes
        tree = np.searchsorted(roots, nodes, side="right") - 1
        leaves_before = np.cumsum(leaf) - leaf
        leaves_before -= leaves_before[roots][tree]
        if leaves_before.max(initial=0) >= MOST_LEAVES:
            raise ValueError(f"a tree of the claims model has more than {MOST_LEAVES} leaves: train it with fewer")
        inner = np.flatnonzero(~leaf)
        at = (nodes - roots[tree] - leaves_before)[inner], tree[inner]
        # What a smaller tree leaves free strikes nothing.
        shape = MOST_LEAVES - 1, len(roots)
        forest = cls(
            np.zeros(shape, np.intp),
            np.zeros(shape, np.float32),
            np.zeros(shape, np.uint16),
            np.zeros((len(roots), MOST_LEAVES), np.float32),
        )
        forest.feature[at] = feature[inner]
        forest.threshold[at] = threshold[inner]
        forest.struck[at] = (1 << leaves_before[right[inner]]) - (1 << leaves_before[inner])
        forest.value[tree[leaf], leaves_before[leaf]] = value[leaf]
        return forest

    def probability(self, rows: NDArray[np.float32]) -> Floats:
        """Return the probability that each row is a claim, before calibration."""
        columns = np.ascontiguousarray(rows.T)
        struck = np.zeros((len(self.value), len(rows)), np.uint16)
        for feature, threshold, bits in zip(self.feature, self.threshold, self.struck, strict=True):
            struck |= (columns.take(feature, axis=0) > threshold[:, None]) * bits[:, None]
        reached = _LOWEST.take(~struck.T) + np.arange(0, self.value.size, MOST_LEAVES)
        score: Floats = self.value.take(reached).sum(axis=1, dtype=np.float64)
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
            forests[claim] = Forest.planted(
                *(arrays[f"{claim}/{name}"] for name in ("feature", "threshold", "left", "right", "value", "roots"))
            )
            thresholds[claim] = float(arrays[f"{claim}/cut"])
            knots[claim] = (arrays[f"{claim}/knots x"], arrays[f"{claim}/knots y"])
    return Judge(forests, thresholds, knots)


@cache
def judge() -> Judge:
    """Return the shipped judge, read once."""
    return load_judge(files("ingest.extraction").joinpath("claims.npz").read_bytes())
