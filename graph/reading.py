"""What an engine can tell, within one transaction: the questions of `graph.engine` are put together from these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from graph.answers import ArticleAnswer, ArticleRef, ClaimAnswer, ClaimFilter, Entity
from graph.cities import City
from graph.errors import NotFoundError
from graph.ontology import EntityType, Level, ontology
from graph.questions import bounds

Handle = int | str
"""An engine's own name for an entity or a claim; it never leaves an answer."""

Match = tuple[Any, ...]
"""A claim as it is counted: what `graph.figures.Fact` names, then what the following numbers name."""

CLAIM, SINCE, ID, SOURCE, TARGET, THERE, BESIDE = 0, 5, 9, 10, 11, 12, 13

PARTS = ("cities", "articles", "addresses", "mentions", "claims", "entities")
"""The parts of a graph, as `Reader.dump` gives them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An article as it is kept. `moved` tells that its address (`uri`) leads elsewhere now, or nowhere."""

    id: str
    uri: str
    title: str | None
    source: str | None
    published: str | None
    text: str
    spans: tuple[tuple[int, int], ...]
    extractor: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Place:
    """An address as it is known, and the id of the article that it leads to."""

    uri: str
    article: str
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Namesake:
    """A division of a name. `above` are the names of the divisions that hold it, widest first, in one."""

    code: str
    name: str
    level: Level
    above: str


class Kind(NamedTuple):
    """How many claims are alike in these respects; `events` counts those of them that name their event."""

    type: str
    status: str
    claims: int
    undated: int
    unplaced: int
    events: int


class Reader(Protocol):
    """One state of the graph, as far as the engine can promise that. Lists of handles keep their order in answers."""

    def version(self) -> int: ...

    def cities_digest(self) -> str | None:
        """Return the digest of the divisions loaded last."""

    def kept(self, articles: Collection[str]) -> dict[str, Kept]:
        """Return articles as kept, by id; those that are not kept are missing."""

    def places(self, uris: Collection[str]) -> dict[str, Place]:
        """Return the known ones of some addresses."""

    def city(self, code: str) -> City | None: ...

    def city_names(self, codes: Collection[str]) -> dict[str, str]: ...

    def cities_named(self, text: str, folded: str) -> list[Namesake]:
        """Return the divisions with a code (`text`), or a full or short name (`folded`), by code."""

    def entity(self, entity_id: str) -> Handle | None:
        """Return the entity with an id, its own or that of one of its mentions."""

    def entities(self, entities: Sequence[Handle]) -> tuple[Entity, ...]: ...

    def supports(self, entities: Collection[Handle]) -> list[tuple[Handle, int, str]]:
        """Return each entity with its support and its id."""

    def degrees(self, entities: Sequence[Handle]) -> list[tuple[Handle, int]]:
        """Return each entity with the number of its claims, in the order given."""

    def search(
        self, folded: str, types: Collection[EntityType], limit: int, offset: int
    ) -> tuple[int, Sequence[Handle]]:
        """Return how many entities are found, and a page of them (see `graph.search`)."""

    def article(self, article_id: str) -> ArticleAnswer | None: ...

    def article_handle(self, article_id: str) -> Handle | None: ...

    def articles_of(self, entity: Handle, limit: int, offset: int) -> tuple[int, tuple[ArticleRef, ...]]:
        """Return how many articles mention an entity, and a page of them, newest first, then by id."""

    def newest(self, limit: int, offset: int) -> tuple[int, Sequence[Handle]]:
        """Return how many claims there are, and a page of them, newest first, then by id."""

    def filtered(self, values: dict[str, Any], limit: int, offset: int) -> tuple[int, Sequence[Handle]]:
        """Return what `newest` does of the claims that `filter_values` means."""

    def match(self, values: dict[str, Any]) -> Sequence[Match]:
        """Return the claims that `match_values` means, in no order."""

    def claims(self, claims: Sequence[Handle]) -> tuple[ClaimAnswer, ...]: ...

    def kinds(self) -> list[Kind]: ...

    def count_articles(self) -> int: ...

    def count_entities(self) -> dict[str, int]:
        """Return how many entities of each type articles mention."""

    def dump(self, part: str) -> Iterable[Sequence[Any]]:
        """Return every row of a part of the graph (`PARTS`), in no order; equal graphs have equal rows everywhere."""


def the_entity(reader: Reader, entity_id: str) -> Handle:
    found = reader.entity(entity_id)
    if found is None:
        raise NotFoundError(f"no entity has the id {entity_id!r}: search for its name")
    return found


def the_city(reader: Reader, code: str) -> City:
    found = reader.city(code)
    if found is None:
        raise NotFoundError(f"no division has the code {code!r}: search for its name")
    return found


def filter_values(
    reader: Reader, where: ClaimFilter, entities: Sequence[Handle] = (), scope: str | None = None
) -> dict[str, Any]:
    """Return a filter as the parameters of a query, beginning (`drive`) at the narrowest thing that is asked for.

    `entities` and `scope` (a code) ask for claims with an end among them or in it. Raises `NotFoundError` and
    `InvalidQueryError`.
    """
    ends = {
        name: the_entity(reader, value) if (value := getattr(where, name)) is not None else None
        for name in ("source", "target", "entity")
    }
    article = reader.article_handle(where.article) if where.article is not None else None
    if where.article is not None and article is None:
        raise NotFoundError(f"no article has the id {where.article!r}")
    city = the_city(reader, where.city).code if where.city is not None else None
    start = list(entities)
    if not start and ends["entity"] is not None:
        start = [ends["entity"]]
    elif not start and scope is None:
        start = [end for end in (ends["source"], ends["target"]) if end is not None][:1]
    if scope is None and not start and article is None:
        scope = city
    return {
        "drive": "entity" if start else "city" if scope else "article" if article is not None else "all",
        "entities": start,
        "scope": scope,
        "article": article,
        "types": sorted(where.types),
        "statuses": sorted(where.statuses),
        "undirected": sorted(kind for kind, rule in ontology().claims.items() if not rule.directed),
        **ends,
        "city": city,
        **bounds(where),
    }


def match_values(
    reader: Reader,
    where: ClaimFilter,
    entities: Sequence[Handle] = (),
    scope: str | None = None,
    level: Level | None = None,
    other: str | None = None,
) -> dict[str, Any]:
    """Return what `filter_values` does, and what else `Reader.match` takes.

    With a level only claims with one end in `scope` and one outside are meant; with `other` too only those whose end
    outside lies in it, or may lie in it: it has no home at the level, and none at all or one that holds `other`.
    """
    above: list[str] = []
    if other is not None:
        division = the_city(reader, other)
        above = sorted({code for code in (division.prefecture, division.province) if code is not None} - {other})
    values = {**filter_values(reader, where, entities, scope), "level": level, "other": other, "above": above}
    if level is not None:
        values["scope"] = scope
    return values
