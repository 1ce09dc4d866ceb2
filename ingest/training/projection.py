"""From annotated names to places in the text: the annotations name entities without saying where they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.model import Article
from graph.ontology import EntityType
from ingest.reading.view import View
from ingest.sources import Unreadable, read_paths


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated article as it is read: its id, its view, and its annotation."""

    id: str
    article: Article
    text: str
    gold: dict[str, Any]


def annotated(folder: Path) -> list[Annotated]:
    """Return the annotated articles of a set (a folder with `articles.jsonl` and `gold/`), in order."""
    rows = []
    for article in read_paths([folder / "articles.jsonl"]):
        if isinstance(article, Unreadable):
            raise ValueError(f"an article of {folder.name} cannot be read: {article}")
        gold = json.loads((folder / "gold" / f"{article.given_id}.json").read_text("utf-8"))
        rows.append(Annotated(article.given_id or article.id, article, View(article).text, gold))
    return rows


def labelled(texts: Iterable[tuple[str, str]]) -> list[Annotated]:
    """Return the unlabelled articles of which we have labelled the names ourselves, as far as they were read.

    `labels.json` holds for each the article's id, how many of its characters were read, and the names, long ones as
    offsets.
    """
    labels = json.loads(files("ingest.training").joinpath("labels.json").read_text("utf-8"))
    by_id = dict(texts)
    rows = []
    for row in labels:
        text = by_id[row["id"]][: row["read"]]
        entities = []
        for number, (kind, *forms) in enumerate(row["names"], 1):
            name, *aliases = (form if isinstance(form, str) else text[form[0] : form[1]] for form in forms)
            entities.append({"id": f"e{number}", "type": kind, "name": name, "aliases": aliases})
        gold = {"entities": entities}
        rows.append(Annotated(row["id"], Article(text, ((0, len(text)),)), text, gold))
    return rows


def _flexible(form: str) -> re.Pattern[str]:
    """Return a pattern of the form in which brackets of either width and blanks are the same."""
    parts = []
    for char in form:
        if char.isspace():
            continue
        parts.append("[（(]" if char in "（(" else "[）)]" if char in "）)" else re.escape(char))
    return re.compile(r"\s?".join(parts), re.IGNORECASE)


# Words that stand for a name in its article only: where they stand is no example of a name.
_WORDS_ONLY = re.compile(
    r"(?:[高经]新?开?区|新区|新城|开发区|示范区|合作区|自贸[区港]|园区|产业园|联盟|协会|商会|基金会|创新中心|中心|平台|智库|港区|集团|公司|总台|新片区|工作站|科学中心|保护中心)"
)


def project(item: Annotated) -> list[tuple[int, int, str]]:
    """Return the spans of the names of the article, longest first where they overlap, with their types."""
    forms: list[tuple[str, str]] = []
    for entity in item.gold["entities"]:
        for form in (entity["name"], *entity["aliases"]):
            if len(form) > 1 and not _WORDS_ONLY.fullmatch(form):
                forms.append((form, entity["type"]))
    forms.sort(key=lambda pair: (-len(pair[0]), pair[1] == EntityType.CITY, pair))
    taken = bytearray(len(item.text))
    spans = []
    for form, kind in forms:
        for match in _flexible(form).finditer(item.text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                spans.append((start, end, kind))
    return sorted(spans)
