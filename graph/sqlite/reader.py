"""Reading: what the file can tell, within one state of the graph. A handle is a row's number."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from graph import rows
from graph.answers import ArticleAnswer, ArticleRef, ClaimAnswer, Entity
from graph.cities import City
from graph.ontology import EntityType, Level
from graph.reading import Handle, Kept, Kind, Match, Namesake, Place
from graph.sqlite.connection import Connection
from graph.sqlite.queries import query


class SqliteReader:
    """Asks within a transaction that its caller has begun (see `graph.reading.Reader`)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, name: str, /, **values: Any) -> list[Any]:
        return self._connection.execute(query(name), as_given(values)).fetchall()

    def one(self, name: str, /, **values: Any) -> Any:
        found = self.run(name, **values)
        return found[0] if found else None

    def version(self) -> int:
        row = self.one("meta", name="version")
        return int(row["value"]) if row else 0

    def cities_digest(self) -> str | None:
        row = self.one("meta", name="cities")
        return str(row["value"]) if row else None

    def kept(self, articles: Collection[str]) -> dict[str, Kept]:
        found = {}
        for article in articles:
            row = self.one("article_by_id", id=article)
            if row is not None:
                found[article] = Kept(
                    article,
                    row["uri"],
                    row["title"],
                    row["source"],
                    row["published"],
                    row["text"],
                    rows.spans(json.loads(row["spans"])),
                    row["extractor"],
                    bool(row["moved"]),
                )
        return found

    def places(self, uris: Collection[str]) -> dict[str, Place]:
        found = ((uri, self.one("address_by_uri", uri=uri)) for uri in uris)
        return {uri: Place(uri, row["id"], row["name"], row["url"]) for uri, row in found if row is not None}

    def city(self, code: str) -> City | None:
        row = self.one("city_by_code", code=code)
        return rows.city(row) if row is not None else None

    def city_names(self, codes: Collection[str]) -> dict[str, str]:
        return {row["code"]: row["name"] for row in self.run("cities_by_code", codes=list(codes))}

    def cities_named(self, text: str, folded: str) -> list[Namesake]:
        found = self.run("city_by_name", text=text, folded=folded)
        return [Namesake(row["code"], row["name"], Level(row["level"]), row["above"]) for row in found]

    def entity(self, entity_id: str) -> int | None:
        row = self.one("entity_by_id", id=entity_id) or self.one("entity_by_mention", id=entity_id)
        return int(row["n"]) if row is not None else None

    def entities(self, entities: Sequence[Handle]) -> tuple[Entity, ...]:
        found = self.run("entities_by_number", entities=list(entities))
        return tuple(rows.entity(row, json.loads(row["aliases"])) for row in found)

    def supports(self, entities: Collection[Handle]) -> list[tuple[Handle, int, str]]:
        return [(row["n"], row["support"], row["id"]) for row in self.run("supports", entities=list(entities))]

    def degrees(self, entities: Sequence[Handle]) -> list[tuple[Handle, int]]:
        return [(row["n"], row["claims"]) for row in self.run("degrees", entities=list(entities))]

    def search(self, folded: str, types: Collection[EntityType], limit: int, offset: int) -> tuple[int, list[Handle]]:
        find = self._search_pair if len(folded) == 2 else self._search_part
        return find(folded, sorted(types), limit, offset)

    def article(self, article_id: str) -> ArticleAnswer | None:
        row = self.one("article_by_id", id=article_id)
        if row is None:
            return None
        number = row["n"]
        mentions = self.run("mentions_of_article", article=number)
        return ArticleAnswer(
            ref=self._articles([number])[number],
            text=row["text"],
            spans=rows.spans(json.loads(row["spans"])),
            mentions=tuple(rows.mention(m, json.loads(m["aliases"]), json.loads(m["spans"])) for m in mentions),
            claims=self.claims([claim["claim"] for claim in self.run("claims_of_article", article=number)]),
            extractor=row["extractor"],
        )

    def article_handle(self, article_id: str) -> int | None:
        row = self.one("article_number", id=article_id)
        return int(row["n"]) if row is not None else None

    def articles_of(self, entity: Handle, limit: int, offset: int) -> tuple[int, tuple[ArticleRef, ...]]:
        numbers = [row["article"] for row in self.run("articles_of_entity", entity=entity, limit=limit, offset=offset)]
        refs = self._articles(numbers)
        return self.one("count_articles_of_entity", entity=entity)[0], tuple(refs[number] for number in numbers)

    def newest(self, limit: int, offset: int) -> tuple[int, list[Handle]]:
        found = self.run("newest", limit=limit, offset=offset)
        return self.one("count_edges")[0], [row["claim"] for row in found]

    def filtered(self, values: dict[str, Any], limit: int, offset: int) -> tuple[int, list[Handle]]:
        return self._counted("claims", "claim", limit, offset, **values)

    def match(self, values: dict[str, Any]) -> list[Match]:
        cursor = self._connection.cursor()
        cursor.row_factory = None
        return cursor.execute(query("match"), as_given(values)).fetchall()

    def claims(self, claims: Sequence[Handle]) -> tuple[ClaimAnswer, ...]:
        found = self.run("claims_by_number", claims=list(claims))
        articles = self._articles(row["article"] for row in found)
        return tuple(rows.claim(row, articles[row["article"]]) for row in found)

    def kinds(self) -> list[Kind]:
        return [Kind(*row) for row in self.run("stats_claims")]

    def count_articles(self) -> int:
        return int(self.one("count_articles")[0])

    def count_entities(self) -> dict[str, int]:
        return {row["type"]: row["count"] for row in self.run("stats_entities")}

    def dump(self, part: str) -> Iterable[Sequence[Any]]:
        return self._connection.execute(query(f"dump_{part}"))

    def _articles(self, numbers: Iterable[int]) -> dict[int, ArticleRef]:
        found = self.run("article_refs", articles=sorted(set(numbers)))
        return {row["n"]: rows.article_ref(row, json.loads(row["addresses"])) for row in found}

    def _search_pair(self, text: str, types: list[EntityType], limit: int, offset: int) -> tuple[int, list[Handle]]:
        """Return how many entities have two folded characters in a name, and the page of them."""
        groups = self.run("count_pair", text=text, types=types)
        reached: list[Any] = []
        total = before = 0
        for group in groups:
            if total < offset + limit and total + group["count"] > offset:
                before = before if reached else total
                reached.append(group)
            total += group["count"]
        if not reached:
            return total, []
        found = self.run(
            "search_pair",
            text=text,
            types=types,
            rank=reached[0]["rank"],
            lack=reached[0]["lack"],
            last_rank=reached[-1]["rank"],
            last_lack=reached[-1]["lack"],
            limit=limit,
            offset=offset - before,
        )
        return total, [row["entity"] for row in found]

    def _search_part(self, text: str, types: list[EntityType], limit: int, offset: int) -> tuple[int, list[Handle]]:
        """Return how many entities have one, or three and more folded characters in a name, and the page of them."""
        if len(text) == 1:
            return self._counted("search_character", "entity", limit, offset, text=text, types=types)
        phrase = '"' + text.replace('"', '""') + '"'
        return self._counted("search_part", "entity", limit, offset, text=text, types=types, phrase=phrase)

    def _counted(self, name: str, column: str, limit: int, offset: int, **values: Any) -> tuple[int, list[Handle]]:
        """Return the total and a page of a query that says the total in each of its rows."""
        found = self.run(name, **values, limit=limit, offset=offset)
        # A page beyond the end has no row to say the total.
        counted = found or (offset and self.run(name, **values, limit=1, offset=0))
        return counted[0]["total"] if counted else 0, [row[column] for row in found]


def as_given(values: dict[str, Any]) -> dict[str, Any]:
    """Return parameters as the queries take them: a list as JSON."""
    return {name: json.dumps(value) if isinstance(value, list) else value for name, value in values.items()}
