"""Keeping: the nodes and relationships of the server, within one transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from graph import rows
from graph.cities import City, city_id
from graph.entities import Derived, Identity, Tally
from graph.model import Mention
from graph.names import fold
from graph.neo4j.connection import Transaction
from graph.ontology import ClaimType, EntityType, Level
from graph.rows import json_text
from graph.search import forms
from graph.writing import EntityChange, EntityState, Placed, Said

BATCH = 5_000
"""The most rows that one query takes."""

_MENTION = (
    "id", "position", "key", "type", "name", "aliases", "known", "known_name", "stated_home", "inferred_home",
)  # fmt: skip
_CLAIM = (
    "id", "article", "event", "source", "target", "date", "until", "amount", "currency", "status", "evidence", "start",
    "end", "confidence",
)  # fmt: skip


class Neo4jTables:
    """Keeps within a transaction that its caller has begun (see `graph.writing.Tables`)."""

    def __init__(self, transaction: Transaction) -> None:
        self._run = transaction.run

    def _each(self, name: str, values: Sequence[Any], parameter: str = "rows") -> Iterator[Any]:
        """Return the rows that a query gives for a list, of which it takes a part at a time."""
        for start in range(0, len(values), BATCH):
            yield from self._run(name, **{parameter: list(values[start : start + BATCH])})

    def _put(self, name: str, values: Sequence[Any], parameter: str = "rows") -> None:
        for _ in self._each(name, values, parameter):
            pass

    # Articles

    def put_articles(self, articles: Sequence[Mapping[str, Any]]) -> None:
        self._put(
            "put_article",
            [{"id": a["id"], "properties": {**a, "spans": json_text(a["spans"])}} for a in articles],
        )

    def put_places(self, places: Sequence[Mapping[str, Any]]) -> None:
        self._put("put_address", places)

    def without_place(self, articles: Collection[str]) -> set[str]:
        return {row["id"] for row in self._each("without_address", list(articles), "articles")}

    def mark_stale(self, articles: Sequence[Mapping[str, Any]]) -> None:
        self._put("mark_stale", articles)

    def clear(self, articles: Sequence[str]) -> list[list[Said]]:
        said: dict[str, list[Said]] = {article: [] for article in articles}
        for row in self._each("read_mentions", articles, "articles"):
            mention = Mention(row["mention"], EntityType(row["type"]), row["name"], tuple(row["aliases"]))
            identity = Identity(row["key"], row["known"], row["known_name"], row["stated_home"], row["inferred_home"])
            said[row["article"]].append((mention, identity))
        for what in ("claims", "mentions"):
            self._put(f"remove_{what}", articles, "articles")
        return list(said.values())

    def remove_articles(self, articles: Sequence[str]) -> None:
        self._put("remove_article", articles, "articles")

    def add_mentions(self, mentions: Sequence[Mapping[str, Any]]) -> None:
        ids = {(mention["article"], mention["key"]): mention["id"] for mention in mentions}
        self._put(
            "add_mention",
            [
                {
                    "article": mention["article"],
                    "entity": mention["entity"],
                    "properties": {
                        **{name: mention[name] for name in _MENTION},
                        "home": ids.get((mention["article"], mention["home"])),
                        "spans": json_text(mention["spans"]),
                    },
                }
                for mention in mentions
            ],
        )

    def add_claims(self, claims: Sequence[Mapping[str, Any]]) -> None:
        edges, kept = [], []
        for claim in claims:
            properties = {name: claim[name] for name in _CLAIM}
            if claim["event"] is not None:
                # An index keeps no claims without a value; the empty text comes before every day.
                properties["since"] = claim["since"] or ""
                ends = {"source": claim["source_key"], "target": claim["target_key"]}
                edges.append({"type": ClaimType(claim["type"]), **ends, "properties": properties})
            else:
                properties["type"] = claim["type"]
                kept.append({"article": claim["article"], "entity": claim["source_key"], "properties": properties})
        self._put("add_claim", edges)
        self._put("keep_claim", kept)

    def bump_version(self) -> None:
        self._run("bump_version")

    # Entities

    def entity_states(self, keys: Collection[str]) -> dict[str, EntityState]:
        states = {}
        for row in self._each("entity_by_key", list(keys), "keys"):
            said: Tally = Counter({(kind, value): count for kind, value, count in json.loads(row["tally"] or "[]")})
            states[row["key"]] = EntityState(said, row["least"], _placed(row))
        return states

    def put_entities(self, changes: Sequence[EntityChange]) -> None:
        gone, freed, put, types, homes = [], [], [], [], []
        for change in changes:
            old, new = change.old, change.new
            if new is None:
                gone.append(change.key)
                continue
            entity = new.derived
            if old is not None and old.derived.id != entity.id:
                freed.append(change.key)
            put.append({"key": change.key, "properties": _properties(change, new)})
            if old is None or old.derived.type is not entity.type:
                types.append({"key": change.key, "type": entity.type})
            if old is None or _home(old) != _home(new):
                homes.append({"key": change.key, "home": entity.home, "stated": entity.home_stated})
        self._put("remove_entity", gone, "keys")
        self._put("free_entity", freed, "keys")
        self._put("put_entity", put)
        self._put("put_type", types)
        self._put("put_home", homes)

    # Divisions

    def cities(self, codes: Collection[str]) -> dict[str, City]:
        return {row["code"]: rows.city(row) for row in self._each("city_by_code", list(codes), "codes")}

    def put_cities(self, cities: Sequence[City], digest: str) -> Collection[str]:
        self._run("remove_cities")
        self._put(
            "add_city",
            [
                {
                    "key": city_id(city.code),
                    "properties": {
                        "code": city.code,
                        "official": city.name,
                        "short": city.short,
                        "level": city.level,
                        "part_of": city.parent,
                        "province": city.province,
                        "prefecture": city.prefecture,
                        "county": city.county,
                        "lon": city.lon,
                        "lat": city.lat,
                        "folded_name": fold(city.name),
                        "folded_short": fold(city.short),
                    },
                }
                for city in cities
            ],
        )
        self._put("part_of", [city.code for city in cities], "codes")
        self._run("put_cities", digest=digest)
        return [row["key"] for row in self._run("all_keys")]


def _properties(change: EntityChange, new: Placed) -> dict[str, Any]:
    entity = new.derived
    found = forms(entity.name, entity.aliases)
    name = [folded for folded, alias in found if not alias]
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": entity.aliases,
        "home": entity.home,
        "home_stated": entity.home_stated,
        "support": entity.support,
        **new.place,
        # The name on the first line, which may be empty, and an alias on each of the others.
        "names": "\n".join([*(name or [""]), *(folded for folded, alias in found if alias)]),
        "tally": json_text(sorted([kind, value, count] for (kind, value), count in change.said.items())),
    }


def _home(placed: Placed) -> tuple[Any, ...]:
    return placed.derived.home, placed.derived.home_stated, placed.place


def _placed(row: Any) -> Placed | None:
    if row["id"] is None:
        return None
    entity = Derived(
        row["id"],
        EntityType(row["type"]),
        row["name"],
        tuple(row["aliases"]),
        row["home"],
        row["home_stated"],
        row["support"],
    )
    return Placed(entity, *(row[level.value] for level in Level))
