"""Annotations of our own, of articles that do not ship: names and offsets, without the articles' text.

`annotations.jsonl` has a line per article: `id` in the unlabelled set, `digest` of its text, `published`, `entities` as
in the annotation guide, and `claims` with `start` and `end` of the evidence in place of the evidence itself.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.model import Article, fingerprint
from ingest.reading.view import View
from ingest.training.projection import Annotated

NAME = "annotations.jsonl"


def pack(gold: Mapping[str, Any], article_id: str, text: str) -> dict[str, Any]:
    """Return an annotation in the guide's format without the article's text. Raises `ValueError` for a stray quote."""
    claims = []
    for claim in gold["claims"]:
        start = text.find(claim["evidence"])
        if start < 0:
            raise ValueError(f"{article_id}: a quote does not stand in the article")
        rest = {name: value for name, value in claim.items() if name != "evidence"}
        claims.append({**rest, "start": start, "end": start + len(claim["evidence"])})
    return {
        "id": article_id,
        "digest": fingerprint(text),
        "published": gold.get("published"),
        "entities": gold["entities"],
        "claims": claims,
    }


def unpack(row: Mapping[str, Any], text: str) -> Annotated:
    """Return a packed annotation beside its article. Raises `ValueError` where the text is another one."""
    if fingerprint(text) != row["digest"]:
        raise ValueError(f"{row['id']}: the article is not the one that was annotated")
    claims = [{**claim, "evidence": text[claim["start"] : claim["end"]]} for claim in row["claims"]]
    gold = {"id": row["id"], "title": None, "published": row["published"], "entities": row["entities"]}
    article = Article(text, ((0, len(text)),), published=row["published"], given_id=row["id"])
    return Annotated(row["id"], article, View(article).text, {**gold, "claims": claims})


def own_annotations(folder: Path) -> list[Annotated]:
    """Return the articles that we have annotated, in the order of the file; the evaluation folder has their text."""
    with lzma.open(folder / "unlabelled.jsonl.xz", "rt", encoding="utf-8") as articles:
        texts = {row["id"]: row["text"] for row in map(json.loads, articles)}
    lines = files("ingest.training").joinpath(NAME).read_text("utf-8").splitlines()
    return [unpack(row, texts[row["id"]]) for row in map(json.loads, lines)]
