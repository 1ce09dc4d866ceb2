"""Reading: what the server can tell within a transaction. Handles are ids of entities, element ids of claims.

Unlike a file, a server may show what another transaction has just written: what is gone by then is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from graph import rows
from graph.answers import ArticleAnswer, ArticleRef, ClaimAnswer, Entity
from graph.cities import City
from graph.neo4j.connection import Transaction
from graph.ontology import EntityType, Level
from graph.reading import Handle, Kept, Kind, Match, Namesake, Place

# What the index of pairs holds: its analyzer takes every two Chinese characters that follow each other for a word.
_PAIR = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2}")

_LAST = 2**31 - 1
"""The greatest index that a list may be cut at."""


class Neo4jReader:
    """Asks within a transaction that its caller has begun (see `graph.reading.Reader`)."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._run = transaction.run

    def version(self) -> int:
        row = self._transaction.one("graph")
        return int(row["version"]) if row else 0

    def cities_digest(self) -> str | None:
        row = self._transaction.one("graph")
        return row["cities"] if row else None

    def kept(self, articles: Collection[str]) -> dict[str, Kept]:
        return {
            row["id"]: Kept(
                row["id"],
                row["uri"],
                row["title"],
                row["source"],
                row["published"],
                row["text"],
                rows.spans(json.loads(row["spans"])),
                row["extractor"],
                row["moved"],
            )
            for row in self._run("kept_articles", articles=list(articles))
        }

    def places(self, uris: Collection[str]) -> dict[str, Place]:
        found = self._run("address_by_uri", uris=list(uris))
        return {row["uri"]: Place(row["uri"], row["article"], row["name"], row["url"]) for row in found}

    def city(self, code: str) -> City | None:
        row = self._transaction.one("city_by_code", codes=[code])
        return rows.city(row) if row is not None else None

    def city_names(self, codes: Collection[str]) -> dict[str, str]:
        return {row["code"]: row["name"] for row in self._run("city_by_code", codes=list(codes))}

    def cities_named(self, text: str, folded: str) -> list[Namesake]:
        found = self._run("city_by_name", text=text, folded=folded)
        return [Namesake(row["code"], row["name"], Level(row["level"]), row["above"]) for row in found]

    def entity(self, entity_id: str) -> str | None:
        row = self._transaction.one("entity_by_id", id=entity_id)
        return row["id"] if row is not None else None

    def entities(self, entities: Sequence[Handle]) -> tuple[Entity, ...]:
        return tuple(rows.entity(row, row["aliases"]) for row in self._listed("entities_by_id", entities=entities))

    def supports(self, entities: Collection[Handle]) -> list[tuple[Handle, int, str]]:
        return [(row["id"], row["support"], row["id"]) for row in self._listed("supports", entities=list(entities))]

    def degrees(self, entities: Sequence[Handle]) -> list[tuple[Handle, int]]:
        return [(row["id"], row["claims"]) for row in self._listed("degrees", entities=entities)]

    def search(self, folded: str, types: Collection[EntityType], limit: int, offset: int) -> tuple[int, list[Handle]]:
        values = {"text": folded, "types": sorted(types), **_cut(limit, offset)}
        if _PAIR.fullmatch(folded):
            row = self._run("search_pair", phrase=f'"{folded}"', **values)[0]
        else:
            row = self._run("search_part", **values)[0]
        return row["total"], row["entities"]

    def article(self, article_id: str) -> ArticleAnswer | None:
        kept = self.kept([article_id]).get(article_id)
        ref = self._articles([article_id]).get(article_id)
        if kept is None or ref is None:
            return None
        mentions = self._run("mentions_of_article", article=article_id)
        return ArticleAnswer(
            ref=ref,
            text=kept.text,
            spans=kept.spans,
            mentions=tuple(rows.mention(row, row["aliases"], json.loads(row["spans"])) for row in mentions),
            claims=self.claims([row["claim"] for row in self._run("claims_of_article", article=article_id)]),
            extractor=kept.extractor,
        )

    def article_handle(self, article_id: str) -> str | None:
        return article_id if self._run("article_refs", articles=[article_id]) else None

    def articles_of(self, entity: Handle, limit: int, offset: int) -> tuple[int, tuple[ArticleRef, ...]]:
        row = self._run("articles_of_entity", entity=entity, **_cut(limit, offset))[0]
        refs = self._articles(row["articles"])
        return row["total"], tuple(refs[article] for article in row["articles"] if article in refs)

    def newest(self, limit: int, offset: int) -> tuple[int, list[Handle]]:
        total = self._run("count_claims")[0]["count"]
        found = self._run("newest", limit=limit, offset=offset, reach=min(limit + offset, total)) if total else []
        return total, [row["claim"] for row in found]

    def filtered(self, values: dict[str, Any], limit: int, offset: int) -> tuple[int, list[Handle]]:
        row = self._run("claims", **values, **_cut(limit, offset))[0]
        return row["total"], row["claims"]

    def match(self, values: dict[str, Any]) -> list[Match]:
        return [tuple(row.values()) for row in self._transaction.each("match", **values)]

    def claims(self, claims: Sequence[Handle]) -> tuple[ClaimAnswer, ...]:
        found = self._listed("claims_by_element", claims=claims)
        articles = self._articles(row["article"] for row in found)
        return tuple(rows.claim(row, articles[row["article"]]) for row in found if row["article"] in articles)

    def kinds(self) -> list[Kind]:
        return [Kind(*row.values()) for row in self._run("stats_claims")]

    def count_articles(self) -> int:
        return int(self._run("count_articles")[0]["count"])

    def count_entities(self) -> dict[str, int]:
        return {row["type"]: row["count"] for row in self._run("stats_entities")}

    def dump(self, part: str) -> Iterator[Sequence[Any]]:
        for row in self._transaction.each(f"dump_{part}"):
            yield [_column(value) for value in row.values()]

    def _articles(self, articles: Iterable[str]) -> dict[str, ArticleRef]:
        found = self._listed("article_refs", articles=sorted(set(articles)))
        return {row["id"]: rows.article_ref(row, row["addresses"]) for row in found}

    def _listed(self, name: str, /, **values: Sequence[Handle]) -> list[Any]:
        """Return the rows of a query about a list; none is asked about nothing."""
        (wanted,) = values.values()
        return self._run(name, **values) if wanted else []


def _cut(limit: int, offset: int) -> dict[str, int]:
    """Return where a list is cut to give a page."""
    start = min(offset, _LAST)
    return {"offset": start, "end": min(start + limit, _LAST)}


def _column(value: Any) -> Any:
    """Return a value as the other engine's column has it."""
    if isinstance(value, list):
        return rows.json_text(value)
    return int(value) if isinstance(value, bool) else value
