"""The network over characters as it is trained, with torch (needed for training only).

`ingest.language.network` runs what comes out of here with numpy; both must compute the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from ingest.language.network import DILATIONS, DIMENSIONS, MOST_ATTRIBUTES

Parameters = dict[str, torch.Tensor]
WINDOW = 256
EPOCHS, BATCH = 6, 16
# What is pretrained moves more slowly than what is new.
RATES = {"old": 1e-3, "new": 2e-3}
WEIGHT_DECAY = 0.02
DROPOUT, TOP_DROPOUT = 0.15, 0.3
HIDDEN_ATTRIBUTES = 0.1
_NO_LABEL = -100


def _random(generator: torch.Generator, rows: int, columns: int, deviation: float) -> torch.Tensor:
    return torch.randn(rows, columns, generator=generator) * deviation


def encoder(characters: int, generator: torch.Generator) -> Parameters:
    """Return the encoder's parameters before any training; `characters` counts the masking sign too."""
    parameters = {
        "characters": _random(generator, characters, DIMENSIONS, 0.2),
        "scale": torch.ones(DIMENSIONS),
        "shift": torch.zeros(DIMENSIONS),
    }
    for number in range(len(DILATIONS)):
        parameters[f"{number} weight"] = _random(generator, 3 * DIMENSIONS, 2 * DIMENSIONS, (9 * DIMENSIONS) ** -0.5)
        parameters[f"{number} bias"] = torch.zeros(2 * DIMENSIONS)
        parameters[f"{number} scale"] = torch.ones(DIMENSIONS)
        parameters[f"{number} shift"] = torch.zeros(DIMENSIONS)
    return parameters


def states(parameters: Parameters, values: torch.Tensor, dropout: float) -> torch.Tensor:
    """Return the encoder's states for the characters' vectors (batch, length, dimensions)."""
    width = (values.shape[-1],)
    for number, step in enumerate(DILATIONS):
        normal = functional.layer_norm(values, width, parameters[f"{number} scale"], parameters[f"{number} shift"])
        left = functional.pad(normal, (0, 0, step, 0))[:, :-step]
        right = functional.pad(normal, (0, 0, 0, step))[:, step:]
        both = torch.cat([left, normal, right], -1) @ parameters[f"{number} weight"] + parameters[f"{number} bias"]
        added, gate = both.chunk(2, -1)
        values = values + functional.dropout(added * torch.sigmoid(gate), dropout, dropout > 0)
    return functional.layer_norm(values, width, parameters["scale"], parameters["shift"])


def rate(done: float, steps: int) -> float:
    """Return the share of the learning rate at a point of the training (0 to 1): a short rise, then half a cosine."""
    return min(1.0, (done * steps + 1) / 100) * (0.5 * (1 + math.cos(math.pi * done)) * 0.97 + 0.03)


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article's characters, attributes and labels as numbers."""

    characters: NDArray[np.int64]
    attributes: NDArray[np.int64]
    labels: NDArray[np.int64]


def lesson(characters: NDArray[np.int64], attributes: Sequence[Sequence[int]], labels: Sequence[int]) -> Lesson:
    """Return an article's lesson; unused places for attributes hold 0."""
    table = np.zeros((len(characters), MOST_ATTRIBUTES), dtype=np.int64)
    for at, row in enumerate(attributes):
        table[at, : len(row)] = row
    return Lesson(characters, table, np.array(labels, dtype=np.int64))


def _batches(lessons: Sequence[Lesson], generator: torch.Generator) -> Iterator[tuple[torch.Tensor, ...]]:
    pieces = [
        (item.characters[at : at + WINDOW], item.attributes[at : at + WINDOW], item.labels[at : at + WINDOW])
        for item in lessons
        for at in range(0, len(item.characters), WINDOW)
    ]
    order = torch.randperm(len(pieces), generator=generator).tolist()
    for at in range(0, len(order), BATCH):
        rows = [pieces[number] for number in order[at : at + BATCH]]
        yield tuple(
            torch.nn.utils.rnn.pad_sequence([torch.from_numpy(row[part]) for row in rows], True, padding)
            for part, padding in ((0, 1), (1, 0), (2, _NO_LABEL))
        )


def fit(
    lessons: Sequence[Lesson], pretrained: Mapping[str, NDArray[Any]], attributes: int, labels: int, seed: int = 0
) -> dict[str, NDArray[np.float32]]:
    """Return the weights of a network that labels characters, trained from the pretrained encoder.

    One thread, so that the same input gives the same weights; bfloat16 where the arithmetic is heavy.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    old = {name: torch.from_numpy(array.astype(np.float32)).clone() for name, array in pretrained.items()}
    new = {
        "attributes": _random(generator, attributes + 1, DIMENSIONS, 0.1),
        "top": _random(generator, DIMENSIONS, DIMENSIONS, (3 * DIMENSIONS) ** -0.5),
        "top bias": torch.zeros(DIMENSIONS),
        "out": _random(generator, DIMENSIONS, labels, (3 * DIMENSIONS) ** -0.5),
        "out bias": torch.zeros(labels),
    }
    new["attributes"][0] = 0
    parameters = old | new
    for tensor in parameters.values():
        tensor.requires_grad_(True)
    groups = [{"params": list(part.values()), "lr": RATES[name]} for name, part in (("old", old), ("new", new))]
    optimiser = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)
    steps, step = EPOCHS * sum(1 for _ in _batches(lessons, torch.Generator())), 0
    for _ in range(EPOCHS):
        for characters, marks, gold in _batches(lessons, generator):
            for group, start in zip(optimiser.param_groups, RATES.values(), strict=True):
                group["lr"] = start * rate(step / steps, steps)
            shown = marks * (torch.rand(marks.shape, generator=generator) >= HIDDEN_ATTRIBUTES)
            with torch.autocast("cpu", torch.bfloat16):
                values = functional.embedding(characters, parameters["characters"])
                values = values + functional.embedding(shown, parameters["attributes"], padding_idx=0).sum(2)
                values = functional.dropout(states(parameters, values, DROPOUT), TOP_DROPOUT)
                values = torch.relu(values @ parameters["top"] + parameters["top bias"])
                scores = functional.dropout(values, TOP_DROPOUT) @ parameters["out"] + parameters["out bias"]
            loss = functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=_NO_LABEL)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(list(parameters.values()), 1.0)
            optimiser.step()
            step += 1
    return {name: tensor.detach().numpy() for name, tensor in parameters.items()}
