"""Writing: what an article says, as it was read, and everything that is derived from it, within one transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from graph.answers import Written
from graph.cities import City, city_code, city_id
from graph.dates import days
from graph.entities import Derived, Identity, Tally, derive, tally
from graph.errors import NotFoundError
from graph.events import EventClaim, events
from graph.model import Article, Mention, Reading
from graph.names import fold
from graph.ontology import EntityType, Level
from graph.search import pairs
from graph.sqlite.connection import Connection
from graph.sqlite.queries import query
from graph.store import preference


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _as_kept(article: Article) -> dict[str, Any]:
    return {
        "uri": article.address.uri,
        "given_id": article.given_id,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "text": article.text,
        "spans": _dump(article.spans),
    }


def _same_text(article: Article, kept: Any) -> bool:
    """Tell whether the kept article says the same to a reader, wherever it was found."""
    new = _as_kept(article)
    return all(kept[name] == new[name] for name in ("text", "spans", "title", "source", "published"))


def _listing(name: str, aliases: Iterable[str], support: int) -> tuple[list[tuple[str, bool]], int]:
    """Return the folded forms by which an entity is found, each with whether it is an alias, and `pair.lack`."""
    own = fold(name)
    others = {fold(alias) for alias in aliases} - {own, ""}
    return [(own, False)] * bool(own) + [(other, True) for other in sorted(others)], -support.bit_length()


class Writer:
    """Writes within a transaction that its caller has begun."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _run(self, name: str, /, **values: Any) -> list[Any]:
        return self._connection.execute(query(name), values).fetchall()

    def _each(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        self._connection.executemany(query(name), rows)

    def _one(self, name: str, /, **values: Any) -> Any:
        rows = self._run(name, **values)
        return rows[0] if rows else None

    def _changed(self) -> None:
        self._run("bump_version")

    # Articles

    def write(self, reading: Reading, identities: Mapping[str, Identity]) -> Written:
        article = reading.article
        done = self.recognise(article, reading.extractor)
        if done is not None:
            return done
        kept = self._one("article_by_id", id=article.id)
        values = {**_as_kept(article), "extractor": reading.extractor}
        touched: set[str] = set()
        if kept is None:
            number = int(self._one("add_article", id=article.id, **values)["n"])
        else:
            number = kept["n"]
            touched |= self._clear(number)
            self._run("replace_article", n=number, **values)
        left = self._put_address(article, number)
        mentions = self._add_mentions(reading, identities, number)
        touched |= self._count(tally((m, identities[m.key]) for m in reading.mentions), 1)
        if left is not None:
            touched |= self._clear(left["article"])
            self._run("remove_article", article=left["article"])
        entities = self._derive(touched)
        self._add_edges(reading, identities, number, mentions, entities)
        self._changed()
        replaced = (left["id"],) if left is not None else ()
        return Written(article.id, "added" if kept is None and left is None else "replaced", replaced)

    def must_read(self, article: Article, extractor: str) -> bool:
        """Tell whether the article is not kept as it should be (see `Store.recognise`)."""
        kept = self._one("article_by_id", id=article.id)
        return kept is None or kept["extractor"] != extractor or self._is_better(article, kept)

    def recognise(self, article: Article, extractor: str) -> Written | None:
        """See `Store.recognise`. Writes nothing where `must_read` or `is_settled` holds."""
        if self.must_read(article, extractor):
            return None
        if self.is_settled(article):
            return Written(article.id, "unchanged")
        kept = self._one("article_by_id", id=article.id)
        known = self._has_address(article)
        if self._is_preferred(article, kept):
            self._run("replace_article", n=kept["n"], extractor=extractor, **_as_kept(article))
        left = self._put_address(article, kept["n"])
        if left is not None:
            touched = self._clear(left["article"])
            self._run("remove_article", article=left["article"])
            self._derive(touched)
        self._changed()
        return Written(article.id, "unchanged" if known else "address", (left["id"],) if left is not None else ())

    def is_settled(self, article: Article) -> bool:
        """Tell whether an article that need not be read says nothing new of its address either."""
        kept = self._one("article_by_id", id=article.id)
        return self._has_address(article) and not self._is_preferred(article, kept)

    def _is_better(self, article: Article, kept: Any) -> bool:
        """Tell whether this text of the article is to be read and kept instead of the one that is."""
        if _same_text(article, kept):
            return False
        return kept["uri"] == article.address.uri or self._is_preferred(article, kept)

    def _is_preferred(self, article: Article, kept: Any) -> bool:
        now = self._one("address_by_uri", uri=kept["uri"])
        moved = now is None or now["article"] != kept["n"]
        return moved or preference(article) < (
            kept["published"] is None,
            kept["title"] is None,
            kept["source"] is None,
            kept["uri"],
        )

    def _has_address(self, article: Article) -> bool:
        """Tell whether the article is already known to stand at its address, under that name and URL."""
        found = self._one("address_by_uri", uri=article.address.uri)
        return found is not None and (found["id"], found["name"], found["url"]) == (
            article.id,
            article.address.name,
            article.address.url,
        )

    def delete(self, article_id: str) -> None:
        """Forget an article with all that only it says. Raises `NotFoundError`."""
        kept = self._one("article_by_id", id=article_id)
        if kept is None:
            raise NotFoundError(f"no article has the id {article_id!r}")
        touched = self._clear(kept["n"])
        self._run("remove_addresses", article=kept["n"])
        self._run("remove_article", article=kept["n"])
        self._derive(touched)
        self._changed()

    def _put_address(self, article: Article, number: int) -> Any:
        """Let the address lead to the article. Return the row of another article left without any, else None.

        Another article that stays, but whose text was kept from this address, is to be read again at one of its own.
        """
        before = self._one("address_by_uri", uri=article.address.uri)
        address = article.address
        self._run("put_address", uri=address.uri, article=number, name=address.name, url=address.url)
        if before is None or before["article"] == number:
            return None
        if self._one("count_addresses", article=before["article"])[0] == 0:
            return before
        self._run("mark_stale", n=before["article"], uri=address.uri)
        return None

    def _clear(self, number: int) -> set[str]:
        """Take back all that an article says. Return the keys of the entities that it spoke of."""
        said = tally(
            (
                Mention(row["mention"], EntityType(row["type"]), row["name"], tuple(json.loads(row["aliases"]))),
                Identity(row["key"], row["known"], row["known_name"], row["stated_home"], row["inferred_home"]),
            )
            for row in self._run("read_mentions", article=number)
        )
        touched = self._count(said, -1)
        for name in ("edges", "appearances", "claims", "identities", "mentions"):
            self._run(f"remove_{name}", article=number)
        return touched

    def _count(self, said: Mapping[str, Tally], sign: int) -> set[str]:
        self._each(
            "add_tally",
            (
                {"key": key, "kind": kind, "value": value, "count": sign * count}
                for key, counts in said.items()
                for (kind, value), count in counts.items()
            ),
        )
        return set(said)

    def _add_mentions(
        self, reading: Reading, identities: Mapping[str, Identity], article: int
    ) -> dict[str, tuple[int, str]]:
        """Keep the mentions. Return the number and id of each, by its key."""
        added = {}
        for (key, mention_id), mention in zip(reading.mention_ids().items(), reading.mentions, strict=True):
            row = self._one(
                "add_mention",
                id=mention_id,
                article=article,
                key=key,
                type=mention.type,
                name=mention.name,
                aliases=_dump(mention.aliases),
                home=mention.home,
                spans=_dump(mention.spans),
            )
            added[key] = row["n"], mention_id
        self._each(
            "add_identity",
            (
                {
                    "mention": number,
                    "id": mention_id,
                    "key": identities[key].key,
                    "known": identities[key].known,
                    "known_name": identities[key].known_name,
                    "stated_home": identities[key].stated_home,
                    "inferred_home": identities[key].inferred_home,
                }
                for key, (number, mention_id) in added.items()
            ),
        )
        return added

    def _add_edges(
        self,
        reading: Reading,
        identities: Mapping[str, Identity],
        article: int,
        mentions: Mapping[str, tuple[int, str]],
        entities: Mapping[str, int],
    ) -> None:
        published = reading.article.published or ""
        keys = {mention.key: identities[mention.key].key for mention in reading.mentions}
        types = {mention.key: mention.type for mention in reading.mentions}
        self._each(
            "add_appearance",
            (
                {"entity": entity, "published": published, "article": article}
                for entity in sorted({entities[key] for key in keys.values()})
            ),
        )
        numbers: dict[str, int] = {}
        between = []
        for claim_id, claim in zip(reading.claim_ids(), reading.claims, strict=True):
            row = self._one(
                "add_claim",
                id=claim_id,
                article=article,
                source=mentions[claim.source][0],
                target=mentions[claim.target][0],
                type=claim.type,
                date=claim.date,
                amount=claim.amount,
                currency=claim.currency,
                status=claim.status,
                evidence=claim.evidence,
                start=claim.start,
                end=claim.end,
                confidence=claim.confidence,
            )
            numbers[claim_id] = row["n"]
            if keys[claim.source] != keys[claim.target]:
                between.append((claim_id, claim))
        event = events(
            [
                EventClaim(
                    claim_id,
                    claim.type,
                    keys[claim.source],
                    keys[claim.target],
                    types[claim.source],
                    types[claim.target],
                    claim.date,
                    claim.amount,
                    claim.currency,
                    claim.start,
                    claim.end,
                )
                for claim_id, claim in between
            ],
            reading.article.text,
        )
        self._each(
            "add_edge",
            (
                {
                    "claim": numbers[claim_id],
                    "id": claim_id,
                    "event": numbers[event[claim_id]],
                    "article": article,
                    "source": entities[keys[claim.source]],
                    "target": entities[keys[claim.target]],
                    "type": claim.type,
                    "status": claim.status,
                    "amount": claim.amount,
                    "currency": claim.currency,
                    "confidence": claim.confidence,
                    **dict(zip(("since", "until"), days(claim.date) or (None, None), strict=True)),
                }
                for claim_id, claim in between
            ),
        )

    # Entities

    def _derive(self, keys: Collection[str]) -> dict[str, int]:
        """Derive entities again; forget those that nothing makes any more. Return the numbers of the others."""
        changes: list[tuple[str, Derived, Any]] = []
        for key in sorted(keys):
            self._run("clear_tally", key=key)
            said: Tally = Counter({(row["kind"], row["value"]): row["count"] for row in self._run("tally", key=key)})
            code = city_code(key)
            city = self._city(code) if code else None
            least = self._one("least_mention", key=key)
            old = self._one("entity_by_key", key=key)
            if said or city is not None:
                new = derive(said, least["id"] if least else "", city)
                changes.append((key, new, old))
                if old is not None:
                    self._unlist(old, new)
                    if old["id"] != new.id:
                        self._run("free_entity", n=old["n"])
            elif old is not None:
                self._unlist(old, None)
                self._run("remove_entity", n=old["n"])
        return {key: self._put(key, new, old) for key, new, old in changes}

    def _put(self, key: str, new: Derived, old: Any) -> int:
        home = self._city(new.home)
        place = {level.value: home.at(level) if home else None for level in Level}
        values = {
            "id": new.id,
            "type": new.type,
            "name": new.name,
            "aliases": _dump(new.aliases),
            "home": new.home,
            "home_stated": int(new.home_stated),
            "support": new.support,
            **place,
        }
        if old is None:
            number = int(self._one("add_entity", key=key, **values)["n"])
        else:
            number = old["n"]
            self._run("update_entity", n=number, **values)
            if any(old[level] != code for level, code in place.items()):
                self._run("move_sources", n=number, **place)
                self._run("move_targets", n=number, **place)
        self._list(number, new, old)
        return number

    def _unlist(self, old: Any, new: Derived | None) -> None:
        """Take an entity out of the search index where it will stand there otherwise."""
        forms, lack = _listing(old["name"], json.loads(old["aliases"]), old["support"])
        new_forms, new_lack = _listing(new.name, new.aliases, new.support) if new is not None else (None, None)
        if (forms, lack) != (new_forms, new_lack):
            self._each(
                "remove_pair",
                ({"pair": p, "rank": r, "lack": lack, "entity": old["n"]} for p, r in pairs(forms).items()),
            )
        if forms != new_forms:
            self._run("remove_names", entity=old["n"])

    def _list(self, number: int, new: Derived, old: Any) -> None:
        """Put an entity into the search index where `_unlist` took it out or it never was."""
        forms, lack = _listing(new.name, new.aliases, new.support)
        before = _listing(old["name"], json.loads(old["aliases"]), old["support"]) if old is not None else (None, None)
        if (forms, lack) != before:
            self._each(
                "add_pair",
                ({"pair": p, "rank": r, "lack": lack, "entity": number} for p, r in pairs(forms).items()),
            )
        if forms != before[0]:
            self._each("add_name", ({"entity": number, "folded": f, "alias": int(alias)} for f, alias in forms))

    # Divisions

    def load_cities(self, cities: Collection[City], digest: str) -> None:
        """Make these the divisions, and place every entity anew."""
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
        self._derive({row["key"] for row in self._run("all_keys")} | {city_id(city.code) for city in cities})
        self._changed()

    def _city(self, code: str | None) -> City | None:
        row = self._one("city_by_code", code=code)
        if row is None:
            return None
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
