"""The network over characters on numpy, against its definition written out position by position."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.language.network import BREAK, DILATIONS, DIMENSIONS, UNKNOWN, Floats, Network, encode, load, shipped
from ingest.training.arrays import read_arrays, write_arrays

CHARACTERS = ["\N{REPLACEMENT CHARACTER}", "\n", "西", "安", "市", "签", "约"]
ATTRIBUTES = ["IBF", "IEF", "QBEna"]
LABELS = ["O", "BEn", "EEn"]


def random_weights() -> dict[str, Floats]:
    random = np.random.default_rng(4)

    def some(*shape: int) -> Floats:
        return (random.standard_normal(shape) * 0.1).astype(np.float32)

    weights = {
        "characters": some(len(CHARACTERS) + 1, DIMENSIONS), "attributes": some(len(ATTRIBUTES) + 1, DIMENSIONS),
        "scale": some(DIMENSIONS) + 1, "shift": some(DIMENSIONS),
        "top": some(DIMENSIONS, DIMENSIONS), "top bias": some(DIMENSIONS),
        "out": some(DIMENSIONS, len(LABELS)), "out bias": some(len(LABELS)),
    }  # fmt: skip
    for number in range(len(DILATIONS)):
        weights |= {
            f"{number} weight": some(3 * DIMENSIONS, 2 * DIMENSIONS), f"{number} bias": some(2 * DIMENSIONS),
            f"{number} scale": some(DIMENSIONS) + 1, f"{number} shift": some(DIMENSIONS),
        }  # fmt: skip
    return weights


def by_definition(text: str, rows: list[list[str]], weights: dict[str, Floats]) -> list[list[float]]:
    def normal(row: NDArray[Any], scale: Floats, shift: Floats) -> NDArray[Any]:
        scaled: NDArray[Any] = (row - row.mean()) / math.sqrt(row.var() + 1e-5) * scale + shift
        return scaled

    values = []
    for character, row in zip(text, rows, strict=True):
        number = CHARACTERS.index(character) if character in CHARACTERS else 0
        marks = [ATTRIBUTES.index(name) + 1 for name in row if name in ATTRIBUTES]
        values.append(weights["characters"][number] + sum(weights["attributes"][mark] for mark in marks))
    nothing = np.zeros(DIMENSIONS)
    for number, step in enumerate(DILATIONS):
        normed = [normal(row, weights[f"{number} scale"], weights[f"{number} shift"]) for row in values]
        new = []
        for at, row in enumerate(values):
            left = normed[at - step] if at >= step else nothing
            right = normed[at + step] if at + step < len(values) else nothing
            both = np.concatenate([left, normed[at], right]) @ weights[f"{number} weight"] + weights[f"{number} bias"]
            new.append(row + both[:DIMENSIONS] / (1 + np.exp(-both[DIMENSIONS:])))
        values = new
    probabilities = []
    for row in values:
        hidden = normal(row, weights["scale"], weights["shift"]) @ weights["top"] + weights["top bias"]
        scores = np.exp(np.maximum(hidden, 0) @ weights["out"] + weights["out bias"])
        probabilities.append((scores / scores.sum()).tolist())
    return probabilities


def test_it_computes_what_its_definition_says() -> None:
    weights = random_weights()
    network = Network(weights, CHARACTERS, ATTRIBUTES, LABELS)
    text = "西安市签约\n龘西安"
    rows = [["IBF", "0西"], ["IEF", "unknown"], [], ["QBEna", "Q?"], [], [], [], ["IBF", "QBEna"], []]
    np.testing.assert_allclose(network.probabilities(text, rows), by_definition(text, rows, weights), atol=1e-5)


def test_it_reads_a_text_of_one_character() -> None:
    network = Network(random_weights(), CHARACTERS, ATTRIBUTES, LABELS)
    assert network.probabilities("西", [[]]).shape == (1, len(LABELS))


def test_a_long_text_is_read_in_pieces_as_it_would_be_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network(random_weights(), CHARACTERS, ATTRIBUTES, LABELS)
    text = "西安市签约\n" * 30
    rows = [["IBF"] if at % 7 else ["QBEna", "IEF"] for at in range(len(text))]
    whole = network.probabilities(text, rows)
    monkeypatch.setattr("ingest.language.network._PIECE", 50)
    np.testing.assert_allclose(network.probabilities(text, rows), whole, atol=1e-6)


def test_large_scores_do_not_overflow() -> None:
    weights = {name: array * 1000 for name, array in random_weights().items()}
    with np.errstate(all="raise", under="ignore"):
        found = Network(weights, CHARACTERS, ATTRIBUTES, LABELS).probabilities("西安市", [[], [], []])
    assert np.isfinite(found).all()


def test_characters_that_it_does_not_know_are_all_one_and_line_breaks_another() -> None:
    assert encode("西龘\n𠮷", {"西": 2}).tolist() == [2, UNKNOWN, BREAK, UNKNOWN]


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "network.npz"
    weights = random_weights()
    names = {"characters": CHARACTERS, "attributes": ATTRIBUTES, "labels": LABELS}
    write_arrays(path, weights | {f"names/{name}": np.array(listed) for name, listed in names.items()})
    first = path.read_bytes()
    write_arrays(path, read_arrays(path))
    assert path.read_bytes() == first
    again = load(first)
    assert again.labels == tuple(LABELS)
    expected = Network(weights, CHARACTERS, ATTRIBUTES, LABELS).probabilities("西安", [[], []])
    np.testing.assert_array_equal(again.probabilities("西安", [[], []]), expected)


def test_the_shipped_network_is_of_the_shape_that_the_code_expects() -> None:
    found = shipped().probabilities("西安市与隆基绿能签约。", [[] for _ in "西安市与隆基绿能签约。"])
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-4)
