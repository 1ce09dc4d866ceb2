"""Rows of an engine as the plain values that a store answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from graph.answers import ArticleRef, ClaimAnswer, Entity, EntityRef, MentionAnswer
from graph.cities import City, city_id
from graph.model import Span
from graph.ontology import ClaimType, EntityType, Level, Status


def json_text(value: Any) -> str:
    """Return a list as the JSON text that a column holds."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pairs)


def entity(row: Any, aliases: Iterable[str]) -> Entity:
    return Entity(
        id=row["id"],
        type=EntityType(row["type"]),
        name=row["name"],
        aliases=tuple(aliases),
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


def city(row: Any) -> City:
    return City(
        row["code"],
        row["name"],
        row["short"],
        Level(row["level"]),
        row["part_of"],
        row["province"],
        row["prefecture"],
        row["county"],
        row["lon"],
        row["lat"],
    )


def city_ref(code: str, name: str) -> EntityRef:
    return EntityRef(city_id(code), EntityType.CITY, name, code)


def article_ref(row: Any, addresses: Iterable[Sequence[str | None]]) -> ArticleRef:
    """Return the article of a row; `addresses` are its `(uri, name, url)`, in any order."""
    ordered = sorted(addresses, key=lambda address: address[0] or "")
    return ArticleRef(
        id=row["id"],
        title=row["title"],
        source=row["source"],
        published=row["published"],
        names=tuple(dict.fromkeys(name for _, name, _ in ordered if name)),
        urls=tuple(dict.fromkeys(url for _, _, url in ordered if url)),
    )


def mention(row: Any, aliases: Iterable[str], found: Iterable[Sequence[int]]) -> MentionAnswer:
    return MentionAnswer(entity_ref(row, "entity"), row["name"], tuple(aliases), spans(found))


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
