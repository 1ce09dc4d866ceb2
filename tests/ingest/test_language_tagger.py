"""Decoding what the taggers give to names."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graph.ontology import EntityType
from ingest.language import places, tagger
from ingest.language.network import Floats
from ingest.language.tagger import LABELS


def certain(labels: list[str], probability: float = 0.9) -> Floats:
    rows = np.full((len(labels), len(LABELS)), (1 - probability) / (len(LABELS) - 1), dtype=np.float32)
    for at, label in enumerate(labels):
        rows[at, LABELS.index(label)] = probability
    return rows


@given(
    arrays.arrays(np.float32, st.tuples(st.integers(1, 12), st.just(len(LABELS))), elements=st.floats(0, 1, width=32))
)
def test_the_best_path_ends_every_name_that_it_begins(probabilities: Floats) -> None:
    inside = ""
    for number in tagger._best_path(probabilities):
        label = LABELS[number]
        if inside:
            assert label[1:] == inside and label[0] in "IE"
            inside = "" if label[0] == "E" else inside
        else:
            assert label == "O" or label[0] in "BS"
            inside = label[1:] if label[0] == "B" else ""
    assert not inside


def test_a_name_is_as_sure_as_the_less_sure_of_its_ends() -> None:
    probabilities = certain(["O", "BEn", "IEn", "EEn", "O", "SPl"])
    probabilities[3, LABELS.index("EEn")] = 0.8
    path = np.array(tagger._best_path(probabilities))
    names = tagger._decoded(path, probabilities)
    assert [(n.start, n.end, n.type, n.confidence) for n in names] == [
        (1, 4, EntityType.ENTERPRISE, 0.8), (5, 6, EntityType.PLATFORM, 0.9)
    ]  # fmt: skip


def test_a_doubtful_run_without_a_name_is_looked_at_again() -> None:
    probabilities = certain(["O", "O", "O", "O"], 0.5)
    probabilities[1, LABELS.index("BPr")] = 0.4
    probabilities[3, LABELS.index("EPr")] = 0.3
    path = np.zeros(4, dtype=np.int64)
    names = tagger._faint(path, probabilities)
    assert [(n.start, n.end, n.type, n.confidence) for n in names] == [(1, 4, EntityType.PROJECT, 0.3)]
    assert tagger._faint(path, certain(["O"] * 4, 0.99)) == []


def test_the_shipped_taggers_find_names_together_and_none_in_nothing() -> None:
    assert tagger.shipped().names("", []) == []
    text = "西安市人民政府与隆基绿能科技股份有限公司签署战略合作协议。"
    found = {text[name.start : name.end]: name.type for name in tagger.shipped().names(text, places.find(text))}
    assert found["隆基绿能科技股份有限公司"] is EntityType.ENTERPRISE
