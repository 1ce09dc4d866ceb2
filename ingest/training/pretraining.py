"""Pretrain the encoder on the unlabelled articles: characters are hidden and guessed (masked language model).

    python -m ingest.training.pretraining EVALUATION_FOLDER

writes `encoder.npz` here, which the training of names starts from. The same input gives the same output on the same
kind of processor. It takes about half an hour on one core that multiplies bfloat16.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from graph.model import Article
from ingest.language.network import BREAK, encode
from ingest.reading.view import View
from ingest.training import statistics
from ingest.training.arrays import read_arrays, write_arrays
from ingest.training.network import WINDOW, encoder, rate, states

TARGET = Path(__file__).parent / "encoder.npz"
LEAST = 15
STEPS, BATCH = 3000, 32
RATE, WEIGHT_DECAY = 2e-3, 0.01
# A tenth of the positions begins a hidden run of two characters, or of three.
BEGUN, LONGER, DROPOUT = 0.10, 0.3, 0.1


def characters(texts: Sequence[str]) -> list[str]:
    """Return the characters that are common enough to have a vector, after those for unknown ones and line breaks."""
    counts = Counter(character for text in texts for character in text)
    common = sorted(character for character, count in counts.items() if count >= LEAST and character != "\n")
    return ["\N{REPLACEMENT CHARACTER}", "\n", *common]


def pretrain(texts: Sequence[str], known: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return the encoder's weights; the last character's vector is that of the masking sign."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    generator = torch.Generator().manual_seed(0)
    numbers = {character: number for number, character in enumerate(known)}
    order = np.random.default_rng(0).permutation(len(texts))
    stream = np.concatenate([np.append(encode(texts[at], numbers), BREAK) for at in order])
    rows = torch.from_numpy(stream[: len(stream) // WINDOW * WINDOW].reshape(-1, WINDOW))
    parameters = encoder(len(known) + 1, generator)
    bias = torch.zeros(len(known) + 1)
    learnt = [*parameters.values(), bias]
    for tensor in learnt:
        tensor.requires_grad_(True)
    optimiser = torch.optim.AdamW(learnt, weight_decay=WEIGHT_DECAY)
    left: list[int] = []
    mean = 0.0
    for step in range(STEPS):
        if len(left) < BATCH:
            left = torch.randperm(len(rows), generator=generator).tolist()
        batch = rows[[left.pop() for _ in range(BATCH)]]
        begun = torch.rand(batch.shape, generator=generator) < BEGUN
        longer = torch.rand(batch.shape, generator=generator) < LONGER
        hidden = begun | torch.roll(begun, 1, 1) | (torch.roll(begun, 2, 1) & longer)
        for group in optimiser.param_groups:
            group["lr"] = RATE * rate(step / STEPS, STEPS)
        with torch.autocast("cpu", torch.bfloat16):
            values = functional.embedding(batch.masked_fill(hidden, len(known)), parameters["characters"])
            guessed = states(parameters, values, DROPOUT)[hidden] @ parameters["characters"].T + bias
        loss = functional.cross_entropy(guessed.float(), batch[hidden])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        mean = loss.item() if not step else 0.99 * mean + 0.01 * loss.item()
        if step % 100 == 99:
            print(f"{step + 1} of {STEPS} steps, loss {mean:.3f}", flush=True)
    return {name: tensor.detach().numpy() for name, tensor in parameters.items()}


def pretrained() -> tuple[list[str], dict[str, NDArray[Any]]]:
    """Return the kept encoder: its characters and its weights."""
    arrays = read_arrays(TARGET)
    return arrays.pop("names/characters").tolist(), arrays


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the evaluation folder")
    folder = parser.parse_args().folder
    texts = [View(Article(text, ((0, len(text)),))).text for _, text in statistics.unlabelled(folder)]
    known = characters(texts)
    arrays = {name: array.astype(np.float16) for name, array in pretrain(texts, known).items()}
    write_arrays(TARGET, arrays | {"names/characters": np.array(known)})


if __name__ == "__main__":
    main()
