"""Readings made from annotated articles, and stores to keep them in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.entities import Identity
from graph.model import Address, Article, Claim, Mention, Reading
from graph.ontology import ClaimType, EntityType, Status
from graph.sqlite.engine import SqliteStore
from graph.store import Store
from ingest.resolution import identities
from tests.engines import Engine, SqliteEngine

Known = tuple[Reading, dict[str, Identity]]

_ARTICLES = Path(__file__).parents[1] / "articles"


def annotated(row: dict[str, Any], gold: dict[str, Any], version: str = "gold") -> Known:
    """Return the reading that an annotation in the guide's format means, and its identities."""
    text = row["text"]
    address = Address(f"file:///articles.jsonl#{row['id']}", "articles.jsonl", row.get("url"))
    article = Article(
        text, ((0, len(text)),), row.get("title"), row.get("source"), row.get("published"), address, row["id"]
    )

    def spans(entity: dict[str, Any]) -> tuple[tuple[int, int], ...]:
        forms = {form: text.find(form) for form in (entity["name"], *entity["aliases"])}
        return tuple(sorted((start, start + len(form)) for form, start in forms.items() if start >= 0))

    mentions = tuple(
        Mention(
            entity["id"],
            EntityType(entity["type"]),
            entity["name"],
            tuple(entity["aliases"]),
            entity["located_in"],
            spans(entity),
        )
        for entity in gold["entities"]
    )
    claims = []
    for claim in gold["claims"]:
        start = text.index(claim["evidence"])
        claims.append(
            Claim(
                ClaimType(claim["type"]),
                claim["source"],
                claim["target"],
                claim["evidence"],
                start,
                start + len(claim["evidence"]),
                claim.get("date"),
                claim.get("amount"),
                claim.get("currency"),
                Status(claim["status"]),
            )
        )
    reading = Reading(article, mentions, tuple(claims), version)
    return reading, identities(reading)


def all_annotated(folder: Path) -> list[Known]:
    """Return the readings of a folder that holds `articles.jsonl` and `gold/ID.json`."""
    lines = folder.joinpath("articles.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [annotated(row, json.loads(folder.joinpath("gold", f"{row['id']}.json").read_text("utf-8"))) for row in rows]


@pytest.fixture(scope="session")
def own_articles() -> list[Known]:
    """Return the readings of the articles in our own words."""
    return all_annotated(_ARTICLES)


@pytest.fixture(scope="session")
def seed_articles(shared: Path) -> list[Known]:
    """Return the readings of the seed articles, as their annotators read them."""
    return all_annotated(shared / "evaluation" / "seeds")


@pytest.fixture
def new_store(engine: Engine) -> Iterator[Callable[[], Store]]:
    """Return what opens one more store with the divisions and nothing else; it may be the end of the one before."""
    yield engine.empty
    engine.close()


@pytest.fixture
def empty(new_store: Callable[[], Store]) -> Store:
    """Return a store with the divisions and nothing else."""
    return new_store()


@pytest.fixture
def loaded(sqlite_engine: SqliteEngine) -> bytes:
    """Return the bytes of a file with the divisions and nothing else."""
    return sqlite_engine.loaded()


@pytest.fixture
def empty_file(sqlite_engine: SqliteEngine) -> Iterator[SqliteStore]:
    """Return a store in a file, with the divisions and nothing else."""
    store = sqlite_engine.empty()
    assert isinstance(store, SqliteStore)
    yield store
    sqlite_engine.close()
