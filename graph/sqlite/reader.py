"""Reading: what every question needs, within one state of the graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from graph.answers import ArticleRef, ClaimAnswer, ClaimFilter, Entity
from graph.errors import NotFoundError
from graph.ontology import Level, ontology
from graph.questions import bounds
from graph.sqlite import rows
from graph.sqlite.connection import Connection
from graph.sqlite.queries import query

Match = tuple[Any, ...]
"""A row of `match.sql`: what counting needs (`graph.figures.Fact`), then what the following numbers name."""

CLAIM, SINCE, ID, SOURCE, TARGET, THERE, BESIDE = 0, 5, 9, 10, 11, 12, 13


class Reader:
    """Asks within a transaction that its caller has begun."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, name: str, /, **values: Any) -> list[Any]:
        return self._connection.execute(query(name), values).fetchall()

    def one(self, name: str, /, **values: Any) -> Any:
        found = self.run(name, **values)
        return found[0] if found else None

    def entity_number(self, entity_id: str) -> int:
        row = self.one("entity_by_id", id=entity_id) or self.one("entity_by_mention", id=entity_id)
        if row is None:
            raise NotFoundError(f"no entity has the id {entity_id!r}: search for its name")
        return int(row["n"])

    def entities(self, numbers: Iterable[int]) -> tuple[Entity, ...]:
        return tuple(map(rows.entity, self.run("entities_by_number", entities=json.dumps(list(numbers)))))

    def articles(self, numbers: Iterable[int]) -> dict[int, ArticleRef]:
        wanted = json.dumps(sorted(set(numbers)))
        return {row["n"]: rows.article_ref(row) for row in self.run("article_refs", articles=wanted)}

    def claims(self, numbers: Sequence[int]) -> tuple[ClaimAnswer, ...]:
        found = self.run("claims_by_number", claims=json.dumps(numbers))
        articles = self.articles(row["article"] for row in found)
        return tuple(rows.claim(row, articles[row["article"]]) for row in found)

    def search_pair(self, text: str, types: str, limit: int, offset: int) -> tuple[int, list[int]]:
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

    def search_part(self, text: str, types: str, limit: int, offset: int) -> tuple[int, list[int]]:
        """Return how many entities have one, or three and more folded characters in a name, and the page of them."""
        name, values = "search_character", {"text": text, "types": types}
        if len(text) > 1:
            name, values["phrase"] = "search_part", '"' + text.replace('"', '""') + '"'
        found = self.run(name, **values, limit=limit, offset=offset)
        # A page beyond the end has no row to say the total.
        counted = found or (offset and self.run(name, **values, limit=1, offset=0))
        return counted[0]["total"] if counted else 0, [row["entity"] for row in found]

    def city(self, code: str) -> Any:
        row = self.one("city_by_code", code=code)
        if row is None:
            raise NotFoundError(f"no division has the code {code!r}: search for its name")
        return row

    def parameters(self, where: ClaimFilter, entities: Sequence[int] = (), scope: str | None = None) -> dict[str, Any]:
        """Return what `match.sql` and `claims.sql` take, beginning at the narrowest thing that is asked for."""
        source = self.entity_number(where.source) if where.source is not None else None
        target = self.entity_number(where.target) if where.target is not None else None
        article = self.one("article_by_id", id=where.article) if where.article is not None else None
        if where.article is not None and article is None:
            raise NotFoundError(f"no article has the id {where.article!r}")
        city = self.city(where.city)["code"] if where.city is not None else None
        start = list(entities)
        if where.entity is not None and not start:
            start = [self.entity_number(where.entity)]
        elif not start and scope is None:
            start = [end for end in (source, target) if end is not None][:1]
        if scope is None and not start and article is None:
            scope = city
        drive = "entity" if start else "city" if scope else "article" if article else "all"
        return {
            "drive": drive,
            "entities": json.dumps(start),
            "scope": scope,
            "article": article["n"] if article else None,
            "types": json.dumps(sorted(where.types)),
            "statuses": json.dumps(sorted(where.statuses)),
            "undirected": json.dumps(sorted(t for t, rule in ontology().claims.items() if not rule.directed)),
            "source": source,
            "target": target,
            "entity": self.entity_number(where.entity) if where.entity is not None else None,
            "city": city,
            **bounds(where),
        }

    def match(
        self,
        where: ClaimFilter,
        entities: Sequence[int] = (),
        scope: str | None = None,
        level: Level | None = None,
        other: str | None = None,
    ) -> list[Match]:
        """Return the claims that a filter means, with an end among the entities or in the division `scope`.

        With a level only those with one end in `scope` and one outside; with `other` too only those whose end outside
        lies in it, or may lie in it: it has no home at the level, and none at all or one that holds `other`.
        """
        above: list[str] = []
        if other is not None:
            division = self.city(other)
            above = sorted({division["prefecture"], division["province"]} - {None, other})
        values = {
            **self.parameters(where, entities, scope),
            "level": level,
            "other": other,
            "above": json.dumps(above),
        }
        if level is not None:
            values["scope"] = scope
        cursor = self._connection.cursor()
        cursor.row_factory = None
        return cursor.execute(query("match"), values).fetchall()
