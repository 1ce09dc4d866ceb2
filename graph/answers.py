"""What a store answers: plain values, the same from every engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from graph.model import Span
from graph.ontology import ClaimType, EntityType, Level, Status

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list: `results` from `offset` on, `limit` at most, out of `total`."""

    total: int
    limit: int
    offset: int
    results: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class EntityRef:
    """An entity where only its name is needed. `home` is a GB/T code."""

    id: str
    type: EntityType
    name: str
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A canonical entity.

    `home` is the GB/T code of the city that it is located in (for a City, its own code), `home_name` that city's
    name, `home_stated` whether an article states it (else it is inferred). `level`, `lon` and `lat` are a City's.
    `support` is the number of articles that mention it, `claims` the number of claims with it at an end.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    home: str | None
    home_name: str | None
    home_stated: bool
    level: Level | None
    lon: float | None
    lat: float | None
    support: int
    claims: int


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article where only its origin is needed. `names` and `urls` are where it was found."""

    id: str
    title: str | None
    source: str | None
    published: str | None
    names: tuple[str, ...]
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """A claim between canonical entities, with the quote that states it and the article that holds the quote.

    `event` is the id of the deal or visit that the claim belongs to. `start` and `end` are offsets of `evidence` in
    the article's text.
    """

    id: str
    event: str
    type: ClaimType
    source: EntityRef
    target: EntityRef
    date: str | None
    amount: int | None
    currency: str | None
    status: Status
    evidence: str
    start: int
    end: int
    confidence: float
    article: ArticleRef


@dataclass(frozen=True, slots=True)
class Sum:
    """Money that claims of one status state in one currency, counted once for each event (see `Figures`)."""

    currency: str
    status: Status
    amount: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over a set of claims. `events` is what counts; `undated` is the number of claims without a date.

    `by_type` and `by_status` count events: an event counts for every type that it has a claim of, and is done as soon
    as one of its claims is. `sums` has money by the status of the claims that state it: for an event and a currency the
    greatest sum that done claims state, and the greatest that planned ones state unless a done one states it too.
    """

    events: int
    claims: int
    articles: int
    undated: int
    by_type: dict[ClaimType, int]
    by_status: dict[Status, int]
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """What ties a city to another at a level. `first` and `last` are the earliest and latest dates, as stated."""

    other: EntityRef
    figures: Figures
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a city at a level.

    `claims` are exactly those that `figures` (of all links together) were counted from, newest first.
    `unplaced` is the number of claims of the city's entities whose other end has no home at that level.
    """

    city: EntityRef
    level: Level
    links: Page[Link]
    figures: Figures
    unplaced: int
    claims: Page[ClaimAnswer]


@dataclass(frozen=True, slots=True)
class PairLinks:
    """Everything between two cities.

    `unplaced` is the number of further claims of either city's entities that may be between the two: whose other end
    has no home at the level, and none at all or a wider one that holds the other city.
    """

    city: EntityRef
    other: EntityRef
    level: Level
    figures: Figures
    claims: Page[ClaimAnswer]
    unplaced: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Entities and claims around an entity. `nodes[0]` is the entity itself; `left_out` counts what was not taken."""

    nodes: tuple[Entity, ...]
    claims: tuple[ClaimAnswer, ...]
    left_out_nodes: int
    left_out_claims: int


@dataclass(frozen=True, slots=True)
class MentionAnswer:
    """An entity as one article names it, and the canonical entity that it is."""

    entity: EntityRef
    name: str
    aliases: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """An article with what was read in it. `text` is whole; `spans` are the runs of it that are the article."""

    ref: ArticleRef
    text: str
    spans: tuple[Span, ...]
    mentions: tuple[MentionAnswer, ...]
    claims: tuple[ClaimAnswer, ...]
    extractor: str


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of what the graph holds.

    Only entities that an article mentions count, and only claims between two different entities. `undated` claims
    have no date, `unplaced` ones an end without a home.
    """

    articles: int
    entities: dict[EntityType, int]
    claims: dict[ClaimType, int]
    statuses: dict[Status, int]
    events: int
    undated: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are meant; None and empty say nothing.

    `source`, `target` and `entity` (either end) are entity ids; for an undirected type source and target are the same
    as either order. `city` is a GB/T code: claims with an end whose home is in it. `since` and `until` are partial
    dates, both inclusive; a claim's own partial date is an interval, and it must lie within. Undated claims fall out
    as soon as one of the two is given. `min_amount` and `max_amount` are whole units of `currency` (default any).
    """

    types: frozenset[ClaimType] = frozenset()
    statuses: frozenset[Status] = frozenset()
    source: str | None = None
    target: str | None = None
    entity: str | None = None
    city: str | None = None
    since: str | None = None
    until: str | None = None
    min_amount: int | None = None
    max_amount: int | None = None
    currency: str | None = None
    min_confidence: float = 0.0
    article: str | None = None


ANY_CLAIM = ClaimFilter()


@dataclass(frozen=True, slots=True)
class Written:
    """What writing a reading did: `added`, `replaced`, `unchanged` or `address` (the same article at a new address).

    `replaced` holds the ids of the articles that are gone, because their only address holds this one now.
    """

    article: str
    what: str
    replaced: tuple[str, ...] = field(default=())
