"""Annotations that travel without the text of their articles."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from ingest.training.annotations import NAME, pack, unpack

OWN = Path(__file__).parents[1] / "articles"


def own() -> list[tuple[dict[str, object], str]]:
    lines = (OWN / "articles.jsonl").read_text("utf-8").splitlines()
    return [
        (json.loads((OWN / "gold" / f"{row['id']}.json").read_text("utf-8")), row["text"])
        for row in map(json.loads, lines)
    ]


def test_what_is_packed_comes_back_beside_its_article() -> None:
    for gold, text in own():
        again = unpack(pack(gold, "x", text), text)
        assert again.gold["claims"] == gold["claims"]
        assert again.gold["entities"] == gold["entities"]


def test_no_run_of_the_article_is_kept() -> None:
    for gold, text in own():
        packed = json.dumps(pack(gold, "x", text), ensure_ascii=False)
        assert not any(text[at : at + 24] in packed for at in range(len(text) - 24))


def test_another_text_is_refused() -> None:
    gold, text = own()[0]
    with pytest.raises(ValueError, match="not the one that was annotated"):
        unpack(pack(gold, "x", text), f"{text}。")


def test_a_quote_that_does_not_stand_there_is_refused() -> None:
    gold, _ = own()[0]
    with pytest.raises(ValueError, match="does not stand"):
        pack(gold, "x", "另一篇")


def test_the_shipped_annotations_keep_no_text() -> None:
    for line in files("ingest.training").joinpath(NAME).read_text("utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"id", "digest", "published", "entities", "claims"}
        assert not any("evidence" in claim for claim in row["claims"])
        forms = [form for e in row["entities"] for form in (e["name"], *e["aliases"]) if isinstance(form, str)]
        assert max(map(len, forms), default=0) < 40
