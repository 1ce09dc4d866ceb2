"""The learnt taggers of names: a conditional random field (CRFsuite) and a network, which are asked together.

Each gives every character the probabilities of its labels: the type of the name that it belongs to and its place in
it (B, I, E, S), or O. Their mean is decoded. They are trained in `ingest.training`.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from graph.ontology import EntityType
from ingest.language import network
from ingest.language.attributes import Mined, attributes, mined
from ingest.language.features import sentences
from ingest.language.network import Floats, Network
from ingest.language.spans import Name, Place

NAMED = tuple(kind for kind in EntityType if kind is not EntityType.CITY)
OUT = "O"
LABELS = (OUT, *(f"{mark}{kind[:2]}" for kind in NAMED for mark in "BIES"))
_NUMBER = {label: number for number, label in enumerate(LABELS)}
_BEGIN, _END = (np.array([_NUMBER[f"{mark}{kind[:2]}"] for kind in NAMED]) for mark in "BE")
# A character that the field holds for outside of names at least so surely is not asked for its other labels.
_OUTSIDE = 0.99
# Names are looked for where characters are less surely outside than this.
_DOUBTED = 0.97
# A run of characters that are rather in a name than out of it is looked at again where the best path has no name.
_DOUBTFUL, _FAINT = 0.75, 0.1
_NEVER = -1e9


def _follows(first: str, second: str) -> bool:
    if first == OUT or first[0] in "ES":
        return second == OUT or second[0] in "BS"
    return second != OUT and second[0] in "IE" and first[1:] == second[1:]


_STEPS = np.array([[0.0 if _follows(first, second) else _NEVER for second in LABELS] for first in LABELS])
_ENDS = np.array([0.0 if _follows(label, OUT) else _NEVER for label in LABELS])


def _best_path(probabilities: Floats) -> list[int]:
    """Return the likeliest labels of a run of characters, of those in which every name that begins also ends."""
    logs = np.log(probabilities.astype(np.float64) + 1e-9)
    score = logs[0] + _STEPS[0]
    back = []
    for row in logs[1:]:
        options = score[:, None] + _STEPS
        best = options.argmax(axis=0)
        back.append(best)
        score = options[best, np.arange(len(LABELS))] + row
    path = [int((score + _ENDS).argmax())]
    for best in reversed(back):
        path.append(int(best[path[-1]]))
    return path[::-1]


def _runs(true: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the spans of the runs of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], true, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


class Tagger:
    """The field, and the network where there is one, with the mined names that both look at."""

    def __init__(self, model: bytes, lexicon: Mined, net: Network | None = None) -> None:
        self._mined = lexicon
        self._field = pycrfsuite.Tagger()
        self._model = model  # CRFsuite keeps no copy of its own.
        self._field.open_inmemory(model)
        known = set(self._field.labels())
        self._known = [(number, label) for number, label in enumerate(LABELS) if label in known and label != OUT]
        self._network = net

    def names(self, text: str, places: Sequence[Place]) -> list[Name]:
        """Return the names in a text, the faint ones too, each with the lower probability of its two ends."""
        if not text:
            return []
        rows = attributes(text, places, self._mined)
        probabilities = self._by_field(text, rows)
        if self._network is not None:
            probabilities += self._network.probabilities(text, rows)
            probabilities /= 2
        path = np.zeros(len(text), dtype=np.int64)
        for start, end in _runs(probabilities[:, 0] < _DOUBTED):
            path[start:end] = _best_path(probabilities[start:end])
        names = [*_decoded(path, probabilities), *_faint(path, probabilities)]
        return sorted(names, key=lambda name: name.start)

    def _by_field(self, text: str, rows: Sequence[Sequence[str]]) -> Floats:
        """Return the field's marginal probabilities."""
        marginal = self._field.marginal
        probabilities = np.zeros((len(text), len(LABELS)), dtype=np.float32)
        for start, end in sentences(text):
            self._field.set(rows[start:end])
            for at in range(end - start):
                outside = marginal(OUT, at)
                probabilities[start + at, 0] = outside
                if outside < _OUTSIDE:
                    for number, label in self._known:
                        probabilities[start + at, number] = marginal(label, at)
        return probabilities


def _name(start: int, end: int, kind: EntityType, confidence: float) -> Name:
    return Name(start, end, kind, "learnt", round(float(confidence), 4))


def _decoded(path: NDArray[np.int64], probabilities: Floats) -> list[Name]:
    names = []
    begun = 0
    for at in np.flatnonzero(path).tolist():
        number = int(path[at])
        mark, kind = LABELS[number][0], NAMED[(number - 1) // 4]
        if mark == "S":
            names.append(_name(at, at + 1, kind, probabilities[at, number]))
        elif mark == "B":
            begun = at
        elif mark == "E":
            least = min(probabilities[begun, path[begun]], probabilities[at, number])
            names.append(_name(begun, at + 1, kind, least))
    return names


def _faint(path: NDArray[np.int64], probabilities: Floats) -> list[Name]:
    """Return the likeliest name in each run of doubtful characters that the best path leaves out."""
    names = []
    for start, end in _runs((path == 0) & (probabilities[:, 0] < _DOUBTFUL)):
        if end - start < 2:
            continue
        begins = probabilities[start : end - 1, _BEGIN]
        first, kind = divmod(int(begins.argmax()), len(NAMED))
        ends = probabilities[start + first + 1 : end, _END[kind]]
        last = int(ends.argmax())
        least = min(float(begins[first, kind]), float(ends[last]))
        if least >= _FAINT:
            names.append(_name(start + first, start + first + last + 2, NAMED[kind], least))
    return names


@cache
def shipped() -> Tagger:
    """Return the shipped tagger, loaded once."""
    packed = files("ingest.language").joinpath("names.crfsuite.gz").read_bytes()
    return Tagger(gzip.decompress(packed), mined(), network.shipped())
