"""Rows of the file as the plain values that a store answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from graph.answers import ArticleRef, ClaimAnswer, Entity, EntityRef
from graph.cities import city_id
from graph.model import Span
from graph.ontology import ClaimType, EntityType, Level, Status


def spans(text: str) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in json.loads(text))


def entity(row: Any) -> Entity:
    return Entity(
        id=row["id"],
        type=EntityType(row["type"]),
        name=row["name"],
        aliases=tuple(json.loads(row["aliases"])),
        home=row["home"],
        home_name=row["home_name"],
        home_stated=bool(row["home_stated"]),
        level=Level(row["level"]) if row["level"] else None,
        lon=row["lon"],
        lat=row["lat"],
        support=row["support"],
        claims=row["claims"],
    )


def entity_ref(row: Any, end: str) -> EntityRef:
    """Return the entity that a row has under `{end}_id`, `{end}_type`, `{end}_name` and `{end}_home`."""
    return EntityRef(row[f"{end}_id"], EntityType(row[f"{end}_type"]), row[f"{end}_name"], row[f"{end}_home"])


def city_ref(code: str, name: str) -> EntityRef:
    return EntityRef(city_id(code), EntityType.CITY, name, code)


def article_ref(row: Any) -> ArticleRef:
    addresses: Sequence[tuple[str, str, str | None]] = sorted(json.loads(row["addresses"]))
    return ArticleRef(
        id=row["id"],
        title=row["title"],
        source=row["source"],
        published=row["published"],
        names=tuple(dict.fromkeys(name for _, name, _ in addresses if name)),
        urls=tuple(dict.fromkeys(url for _, _, url in addresses if url)),
    )


def claim(row: Any, article: ArticleRef) -> ClaimAnswer:
    return ClaimAnswer(
        id=row["id"],
        event=row["event"],
        type=ClaimType(row["type"]),
        source=entity_ref(row, "source"),
        target=entity_ref(row, "target"),
        date=row["date"],
        amount=row["amount"],
        currency=row["currency"],
        status=Status(row["status"]),
        evidence=row["evidence"],
        start=row["start"],
        end=row["end"],
        confidence=row["confidence"],
        article=article,
    )
