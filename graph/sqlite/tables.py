"""Keeping: the rows of the file, within one transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from graph import rows
from graph.cities import City
from graph.entities import Derived, Identity, Tally
from graph.model import Mention
from graph.names import fold
from graph.ontology import EntityType, Level
from graph.rows import json_text
from graph.search import forms, pairs
from graph.sqlite.connection import Connection
from graph.sqlite.queries import query
from graph.writing import EntityChange, EntityState, Placed, Said

_IDENTITY = ("id", "known", "known_name", "stated_home", "inferred_home")
_CLAIM = ("id", "type", "date", "amount", "currency", "status", "evidence", "start", "end", "confidence")
_EDGE = ("id", "type", "status", "since", "until", "amount", "currency", "confidence")


def _listing(placed: Placed | None) -> tuple[list[tuple[str, bool]], int] | tuple[None, None]:
    """Return the folded forms by which an entity is found, each with whether it is an alias, and `pair.lack`."""
    if placed is None:
        return None, None
    entity = placed.derived
    return forms(entity.name, entity.aliases), -entity.support.bit_length()


class SqliteTables:
    """Keeps within a transaction that its caller has begun (see `graph.writing.Tables`)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._articles: dict[str, int] = {}
        self._mentions: dict[str, int] = {}
        self._entities: dict[str, int] = {}

    def _run(self, name: str, /, **values: Any) -> list[Any]:
        return self._connection.execute(query(name), values).fetchall()

    def _each(self, name: str, values: Iterable[Mapping[str, Any]]) -> None:
        self._connection.executemany(query(name), values)

    def _one(self, name: str, /, **values: Any) -> Any:
        found = self._run(name, **values)
        return found[0] if found else None

    def _article(self, article_id: str) -> int:
        if article_id not in self._articles:
            self._articles[article_id] = self._one("article_number", id=article_id)["n"]
        return self._articles[article_id]

    # Articles

    def put_articles(self, articles: Sequence[Mapping[str, Any]]) -> None:
        for article in articles:
            row = self._one("put_article", **{**article, "spans": json_text(article["spans"])})
            self._articles[article["id"]] = row["n"]

    def put_places(self, places: Sequence[Mapping[str, Any]]) -> None:
        self._each("put_address", ({**place, "article": self._article(place["article"])} for place in places))

    def without_place(self, articles: Collection[str]) -> set[str]:
        return {a for a in articles if self._one("count_addresses", article=self._article(a))[0] == 0}

    def mark_stale(self, articles: Sequence[Mapping[str, Any]]) -> None:
        self._each("mark_stale", articles)

    def clear(self, articles: Sequence[str]) -> list[list[Said]]:
        said = []
        for article in articles:
            number = self._article(article)
            said.append(
                [
                    (
                        Mention(
                            row["mention"], EntityType(row["type"]), row["name"], tuple(json.loads(row["aliases"]))
                        ),
                        Identity(row["key"], row["known"], row["known_name"], row["stated_home"], row["inferred_home"]),
                    )
                    for row in self._run("read_mentions", article=number)
                ]
            )
            for what in ("edges", "appearances", "claims", "identities", "mentions"):
                self._run(f"remove_{what}", article=number)
        return said

    def remove_articles(self, articles: Sequence[str]) -> None:
        for article in articles:
            number = self._article(article)
            self._run("remove_addresses", article=number)
            self._run("remove_article", article=number)
            del self._articles[article]

    def add_mentions(self, mentions: Sequence[Mapping[str, Any]]) -> None:
        appearances = {}
        for mention in mentions:
            article = self._article(mention["article"])
            row = self._one(
                "add_mention",
                id=mention["id"],
                article=article,
                key=mention["key"],
                type=mention["type"],
                name=mention["name"],
                aliases=json_text(mention["aliases"]),
                home=mention["home"],
                spans=json_text(mention["spans"]),
            )
            self._mentions[mention["id"]] = row["n"]
            appearances[self._entities[mention["entity"]], article] = mention["published"] or ""
        self._each(
            "add_identity",
            (
                {"mention": self._mentions[m["id"]], "key": m["entity"], **{name: m[name] for name in _IDENTITY}}
                for m in mentions
            ),
        )
        self._each(
            "add_appearance",
            (
                {"entity": entity, "published": published, "article": article}
                for (entity, article), published in sorted(appearances.items())
            ),
        )

    def add_claims(self, claims: Sequence[Mapping[str, Any]]) -> None:
        numbers: dict[str, int] = {}
        for claim in claims:
            row = self._one(
                "add_claim",
                article=self._article(claim["article"]),
                source=self._mentions[claim["source"]],
                target=self._mentions[claim["target"]],
                **{name: claim[name] for name in _CLAIM},
            )
            numbers[claim["id"]] = row["n"]
        self._each(
            "add_edge",
            (
                {
                    "claim": numbers[claim["id"]],
                    "event": numbers[claim["event"]],
                    "article": self._article(claim["article"]),
                    "source": self._entities[claim["source_key"]],
                    "target": self._entities[claim["target_key"]],
                    **{name: claim[name] for name in _EDGE},
                }
                for claim in claims
                if claim["event"] is not None
            ),
        )

    def bump_version(self) -> None:
        self._run("bump_version")

    # Entities

    def entity_states(self, keys: Collection[str]) -> dict[str, EntityState]:
        states = {}
        for key in keys:
            said: Tally = Counter({(row["kind"], row["value"]): row["count"] for row in self._run("tally", key=key)})
            row = self._one("entity_by_key", key=key)
            least = self._one("least_mention", key=key)
            if row is not None:
                self._entities[key] = row["n"]
            if row is not None or said:
                states[key] = EntityState(said, least["id"] if least else None, _placed(row))
        return states

    def put_entities(self, changes: Sequence[EntityChange]) -> None:
        self._each(
            "add_tally",
            (
                {"key": change.key, "kind": kind, "value": value, "count": count}
                for change in changes
                for (kind, value), count in change.delta.items()
                if count
            ),
        )
        for change in changes:
            if any(count < 0 for count in change.delta.values()):
                self._run("clear_tally", key=change.key)
            if change.old is not None:
                number = self._entities[change.key]
                self._unlist(number, change.old, change.new)
                if change.new is None:
                    self._run("remove_entity", n=number)
                    del self._entities[change.key]
                elif change.new.derived.id != change.old.derived.id:
                    self._run("free_entity", n=number)
        for change in changes:
            if change.new is not None:
                self._put(change.key, change.new, change.old)

    def _put(self, key: str, new: Placed, old: Placed | None) -> None:
        entity = new.derived
        values = {
            "id": entity.id,
            "type": entity.type,
            "name": entity.name,
            "aliases": json_text(entity.aliases),
            "home": entity.home,
            "home_stated": int(entity.home_stated),
            "support": entity.support,
            **new.place,
        }
        if old is None:
            self._entities[key] = self._one("add_entity", key=key, **values)["n"]
        elif new != old:
            self._run("update_entity", n=self._entities[key], **values)
            if new.place != old.place:
                self._run("move_sources", n=self._entities[key], **new.place)
                self._run("move_targets", n=self._entities[key], **new.place)
        self._list(self._entities[key], new, old)

    def _unlist(self, number: int, old: Placed, new: Placed | None) -> None:
        """Take an entity out of the search index where it will stand there otherwise."""
        (found, lack), (new_found, new_lack) = _listing(old), _listing(new)
        if (found, lack) != (new_found, new_lack):
            self._each(
                "remove_pair",
                ({"pair": p, "rank": r, "lack": lack, "entity": number} for p, r in pairs(found or ()).items()),
            )
        if found != new_found:
            self._run("remove_names", entity=number)

    def _list(self, number: int, new: Placed, old: Placed | None) -> None:
        """Put an entity into the search index where `_unlist` took it out or it never was."""
        (found, lack), before = _listing(new), _listing(old)
        if (found, lack) != before:
            self._each(
                "add_pair",
                ({"pair": p, "rank": r, "lack": lack, "entity": number} for p, r in pairs(found or ()).items()),
            )
        if found != before[0]:
            self._each("add_name", ({"entity": number, "folded": f, "alias": int(alias)} for f, alias in found or ()))

    # Divisions

    def cities(self, codes: Collection[str]) -> dict[str, City]:
        found = ((code, self._one("city_by_code", code=code)) for code in codes)
        return {code: rows.city(row) for code, row in found if row is not None}

    def put_cities(self, cities: Sequence[City], digest: str) -> Collection[str]:
        self._run("remove_cities")
        self._each(
            "add_city",
            (
                {
                    "code": city.code,
                    "name": city.name,
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
                }
                for city in cities
            ),
        )
        self._run("put_meta", name="cities", value=digest)
        return [row["key"] for row in self._run("all_keys")]


def _placed(row: Any) -> Placed | None:
    if row is None:
        return None
    entity = Derived(
        row["id"],
        EntityType(row["type"]),
        row["name"],
        tuple(json.loads(row["aliases"])),
        row["home"],
        bool(row["home_stated"]),
        row["support"],
    )
    return Placed(entity, *(row[level.value] for level in Level))
