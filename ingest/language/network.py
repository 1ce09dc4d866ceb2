"""The learnt network over characters: gated dilated convolutions (after Strubell et al. 2017 and Dauphin et al. 2017).

It is pretrained by `ingest.training.pretraining` and trained by `ingest.training.network`, with torch; here it runs on
numpy alone. A character's vector is that of the character itself plus those of its attributes (`features.describe`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

DILATIONS = (1, 2, 4, 8, 1, 2, 4)
DIMENSIONS = 128
UNKNOWN, BREAK = 0, 1
# Attributes of these kinds are seen: lexicons, rules, suffixes, quotation marks, repetition. The characters around and
# their clusters the network sees by itself.
SEEN = frozenset("IJKQLMNH")
MOST_ATTRIBUTES = 8
# A long text is read in pieces, so that memory stays bounded; what a character's state depends on reaches this far.
_PIECE, _REACH = 4096, sum(DILATIONS)
_EPSILON = 1e-5

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]


def _normal(values: Floats, scale: Floats, shift: Floats) -> Floats:
    """Return the rows with mean 0 and variance 1, scaled and shifted (layer normalisation)."""
    centred = values - values.mean(axis=1, keepdims=True)
    deviation = np.sqrt(np.einsum("ij,ij->i", centred, centred)[:, None] / centred.shape[1] + _EPSILON)
    normal: Floats = centred / deviation * scale + shift
    return normal


class Network:
    """The network's weights, and the vocabularies that lead into them."""

    def __init__(self, weights: Weights, characters: Sequence[str], attributes: Sequence[str], labels: Sequence[str]):
        self._weights = weights
        self._characters = {character: number for number, character in enumerate(characters)}
        self._attributes = {attribute: number for number, attribute in enumerate(attributes, 1)}
        self.labels = tuple(labels)

    def probabilities(self, text: str, rows: Sequence[Sequence[str]]) -> Floats:
        """Return each label's probability for each character; `rows` are the characters' attributes."""
        pieces = []
        for start in range(0, len(text), _PIECE):
            first, last = max(0, start - _REACH), start + _PIECE + _REACH
            found = self._piece(text[first:last], rows[first:last])
            pieces.append(found[start - first : start - first + _PIECE])
        return np.concatenate(pieces)

    def _piece(self, text: str, rows: Sequence[Sequence[str]]) -> Floats:
        weights = self._weights
        values = weights["characters"][encode(text, self._characters)]
        # Those that are not seen are not among the known.
        known = self._attributes.get
        marks = [(at, number) for at, row in enumerate(rows) for name in row if (number := known(name))]
        if marks:
            places, numbers = np.array(marks).T
            np.add.at(values, places, weights["attributes"][numbers])
        for number, step in enumerate(DILATIONS):
            values = self._convolved(values, number, step)
        values = _normal(values, weights["scale"], weights["shift"])
        hidden = np.maximum(values @ weights["top"] + weights["top bias"], 0)
        scores = hidden @ weights["out"] + weights["out bias"]
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities: Floats = scores / scores.sum(axis=1, keepdims=True)
        return probabilities

    def _convolved(self, values: Floats, number: int, step: int) -> Floats:
        weights, width = self._weights, values.shape[1]
        normal = _normal(values, weights[f"{number} scale"], weights[f"{number} shift"])
        beside = np.zeros((len(values), 3 * width), dtype=np.float32)
        beside[step:, :width] = normal[:-step]
        beside[:, width : 2 * width] = normal
        beside[:-step, 2 * width :] = normal[step:]
        both = beside @ weights[f"{number} weight"] + weights[f"{number} bias"]
        added, gate = both[:, :width], both[:, width:]
        # The logistic function, written so that it overflows nowhere; in place, as this is the hot path.
        gate *= 0.5
        np.tanh(gate, out=gate)
        gate += 1
        added *= gate
        added *= 0.5
        added += values
        return added


def encode(text: str, numbers: Mapping[str, int]) -> NDArray[np.int64]:
    """Return the number of each character of a text; a line break has its own, and so have all the unknown ones."""
    return np.array([BREAK if c == "\n" else numbers.get(c, UNKNOWN) for c in text], dtype=np.int64)


def seen(row: Sequence[str], numbers: Mapping[str, int]) -> list[int]:
    """Return the numbers of the attributes of one character that the network sees and knows."""
    return [numbers[name] for name in row if name[0] in SEEN and name in numbers][:MOST_ATTRIBUTES]


def load(data: bytes) -> Network:
    """Return the network that the training wrote."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        names: dict[str, list[Any]] = {
            name: arrays[f"names/{name}"].tolist() for name in ("characters", "attributes", "labels")
        }
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files if not name.startswith("names/")}
    return Network(weights, names["characters"], names["attributes"], names["labels"])


@cache
def shipped() -> Network:
    """Return the shipped network, loaded once."""
    return load(files("ingest.language").joinpath("network.npz").read_bytes())
