"""The trees of the claims model: evaluated by bits, they lead where walking from the root leads."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.extraction.scorer import MOST_LEAVES, Forest

FEATURES = 5


class Grove:
    """Random trees as the training writes them: nodes in pre-order, a leaf its own child."""

    def __init__(self, leaves: list[int], seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self.feature: list[int] = []
        self.threshold: list[float] = []
        self.left: list[int] = []
        self.right: list[int] = []
        self.value: list[float] = []
        self.roots = [self._add(count) for count in leaves]

    def _add(self, leaves: int) -> int:
        at = len(self.feature)
        self.feature.append(int(self._random.integers(FEATURES)))
        self.threshold.append(float(self._random.integers(4)))
        self.value.append(float(self._random.normal()) if leaves == 1 else 0.0)
        self.left.append(at)
        self.right.append(at)
        if leaves > 1:
            on_the_left = int(self._random.integers(1, leaves))
            self.left[at] = self._add(on_the_left)
            self.right[at] = self._add(leaves - on_the_left)
        return at

    def forest(self) -> Forest:
        return Forest.planted(
            np.array(self.feature, np.int32),
            np.array(self.threshold, np.float32),
            np.array(self.left, np.int32),
            np.array(self.right, np.int32),
            np.array(self.value, np.float32),
            np.array(self.roots, np.int32),
        )

    def walked(self, row: NDArray[np.float32]) -> float:
        score = 0.0
        for node in self.roots:
            while self.left[node] != node:
                above = row[self.feature[node]] > self.threshold[node]
                node = self.right[node] if above else self.left[node]
            score += self.value[node]
        return float(1 / (1 + np.exp(-score)))


def test_a_forest_gives_what_walking_its_trees_gives() -> None:
    grove = Grove([1, 2, 3, 7, MOST_LEAVES, MOST_LEAVES], seed=1)
    # Whole numbers, so that many a feature stands exactly at a threshold.
    rows = np.random.default_rng(2).integers(-1, 5, (200, FEATURES)).astype(np.float32)
    assert grove.forest().probability(rows) == pytest.approx([grove.walked(row) for row in rows], rel=1e-5)


def test_no_rows_have_no_probabilities() -> None:
    assert Grove([3], seed=1).forest().probability(np.zeros((0, FEATURES), np.float32)).shape == (0,)


def test_a_tree_with_more_leaves_than_there_are_bits_is_refused() -> None:
    with pytest.raises(ValueError, match=f"more than {MOST_LEAVES} leaves"):
        Grove([MOST_LEAVES + 1], seed=1).forest()
