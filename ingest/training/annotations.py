"""Annotations of our own, of articles that do not ship: names and offsets, without the articles' text.

`annotations.jsonl` has a line per article: `id` in the unlabelled set, `digest` of its text, `published`, `entities` as
in the annotation guide, and `claims` with `start` and `end` of the evidence in place of the evidence itself.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.model import Article, fingerprint
from ingest.reading.view import View
from ingest.training.projection import Annotated

NAME = "annotations.jsonl"
# From this many characters on a name is kept as offsets, so that no run of an article lies here.
_LONG = 24


def _pack_name(name: str, text: str) -> str | list[int]:
    start = text.find(name)
    return [start, start + len(name)] if len(name) >= _LONG and start >= 0 else name


def _unpack_name(name: str | list[int], text: str) -> str:
    return name if isinstance(name, str) else text[name[0] : name[1]]


def _with_names(entity: Mapping[str, Any], rename: Callable[[Any, str], Any], text: str) -> dict[str, Any]:
    aliases = [rename(alias, text) for alias in entity.get("aliases") or ()]
    return {**entity, "name": rename(entity["name"], text), "aliases": aliases}


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
        "entities": [_with_names(entity, _pack_name, text) for entity in gold["entities"]],
        "claims": claims,
    }


def unpack(row: Mapping[str, Any], text: str) -> Annotated:
    """Return a packed annotation beside its article. Raises `ValueError` where the text is another one."""
    if fingerprint(text) != row["digest"]:
        raise ValueError(f"{row['id']}: the article is not the one that was annotated")
    claims = [
        {name: value for name, value in claim.items() if name not in {"start", "end"}}
        | {"evidence": text[claim["start"] : claim["end"]]}
        for claim in row["claims"]
    ]
    entities = [_with_names(entity, _unpack_name, text) for entity in row["entities"]]
    gold = {"id": row["id"], "title": None, "published": row["published"], "entities": entities}
    article = Article(text, ((0, len(text)),), published=row["published"], given_id=row["id"])
    return Annotated(row["id"], article, View(article).text, {**gold, "claims": claims})


def own_annotations(folder: Path) -> list[Annotated]:
    """Return the articles that we have annotated, in the order of the file; the evaluation folder has their text."""
    with lzma.open(folder / "unlabelled.jsonl.xz", "rt", encoding="utf-8") as articles:
        texts = {row["id"]: row["text"] for row in map(json.loads, articles)}
    lines = files("ingest.training").joinpath(NAME).read_text("utf-8").splitlines()
    return [unpack(row, texts[row["id"]]) for row in map(json.loads, lines)]
