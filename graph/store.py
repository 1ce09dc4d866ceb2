"""The store: one small interface, named for what it answers, and the URL that chooses its engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from graph.answers import (
    ANY_CLAIM,
    ArticleAnswer,
    ArticleRef,
    ClaimAnswer,
    ClaimFilter,
    Entity,
    Links,
    Neighbourhood,
    Page,
    PairLinks,
    Stats,
    Written,
)
from graph.cities import City
from graph.entities import Identity
from graph.errors import StoreError
from graph.model import Article, Reading
from graph.ontology import EntityType, Level
from graph.questions import MAX_LIMIT as MAX_LIMIT

MAX_DEPTH = 3
"""The most steps that a neighbourhood may reach."""

MAX_HUB = 500
"""A neighbourhood shows an entity with more claims than this, but does not walk through it."""

CLAIMS_A_NODE = 3
"""The most claims that a neighbourhood holds, for each node that it may hold."""

DEFAULT_TIMEOUT = 5.0
"""Seconds after which a query is stopped with `QueryTimeoutError`."""


class Store(AbstractContextManager["Store"], Protocol):
    """A graph that is kept. Every method may raise `StoreError`; every question may raise `QueryTimeoutError`.

    Lists are ordered by a rule of ours that the method names, never by an engine's score; ids break ties.
    """

    def close(self) -> None: ...

    def load_cities(self, cities: Iterable[City]) -> None:
        """Make the divisions known, each with its `PART_OF`. Loading the same ones again changes nothing."""

    def write(self, reading: Reading, identities: Mapping[str, Identity]) -> Written:
        """Keep a reading, in one transaction. `identities` holds one for every mention key.

        The same article (by `Article.id`) is replaced where the extractor differs or where this text is preferred
        (see `preference`), and else only gains the address. An address that held another text moves to this one; an
        article left with no address is deleted, with its claims and every entity that only it mentioned. One that lost
        the address whose text was kept, and has others, keeps that text until one of those is looked at again (later
        in this ingest, or in the next where it came earlier): its `extractor` is empty so long.
        Raises `ValueError` for a reading that contradicts itself: an end, home or identity that it does not have, or
        a quote that is not the text at its offsets.
        """

    def write_all(self, known: Sequence[tuple[Reading, Mapping[str, Identity]]]) -> list[Written]:
        """Keep readings as `write` does one after another, but all of them in one transaction."""

    def recognise(self, article: Article, extractor: str) -> Written | None:
        """Note the address of an article that needs no reading, and return what that did.

        None says that it must be read: it is not kept, or not as this version of the extractor read it, or this text
        of it is preferred to the one kept.
        """

    def delete_article(self, article_id: str) -> None:
        """Delete an article with its claims, leaving no orphan. Raises `NotFoundError`."""

    def search(
        self, text: str, types: frozenset[EntityType] = frozenset(), limit: int = 20, offset: int = 0
    ) -> Page[Entity]:
        """Return entities that have the text in a name or alias, of whatever script, width or case.

        Ranked: exact name, name prefix, exact alias, alias prefix, name substring, alias substring; then support,
        then id. Cities from the gazetteer are found too, mentioned or not.
        """

    def entity(self, entity_id: str) -> Entity:
        """Return an entity by its id, or by the id of any mention that it has. Raises `NotFoundError`."""

    def city(self, name_or_code: str) -> Entity:
        """Return a City by code, full or short name (the widest level wins). Raises `NotFoundError`, or
        `InvalidQueryError` naming the candidates where several of one level have the name."""

    def articles(self, entity_id: str, limit: int = 20, offset: int = 0) -> Page[ArticleRef]:
        """Return the articles that mention an entity, newest first, undated last."""

    def claims(self, where: ClaimFilter = ANY_CLAIM, limit: int = 20, offset: int = 0) -> Page[ClaimAnswer]:
        """Return claims, newest first, undated last, then by id."""

    def neighbourhood(
        self, entity_id: str, where: ClaimFilter = ANY_CLAIM, depth: int = 1, limit: int = 300
    ) -> Neighbourhood:
        """Return what surrounds an entity, nearest and then best supported first, `limit` nodes at most.

        `depth` is 1 to 3. Claims are followed from the entity itself and, while there is room for more nodes, from
        those taken at each step before the last, but not from hubs (`MAX_HUB`), through which everything is near. There
        are `CLAIMS_A_NODE` claims for each of the `limit` nodes at most, and `MAX_LIMIT` in all: the newest of every
        pair, then the second newest of every pair, and so on. `left_out_nodes` and `left_out_claims` count what was
        met and not taken.
        """

    def links(
        self,
        code: str,
        level: Level,
        where: ClaimFilter = ANY_CLAIM,
        limit: int = 20,
        offset: int = 0,
        claims_limit: int = 20,
        claims_offset: int = 0,
    ) -> Links:
        """Return the links of a division with others at a level, by number of events, then claims, then code.

        With them comes a page of the claims that the figures were counted from, in the order of `claims`.

        On the division's own side counts everything in it, whatever its own level; the other end counts for the
        division at `level` that its home lies in. Left out are links within the division, and links with a division
        that holds it (a district's links with the rest of its own city, at prefecture level). Raises `NotFoundError`
        for a code that is none.
        """

    def links_between(
        self,
        code: str,
        other: str,
        level: Level,
        where: ClaimFilter = ANY_CLAIM,
        limit: int = 20,
        offset: int = 0,
    ) -> PairLinks:
        """Return everything between two divisions: claims with one end in (or being) each, newest first.

        The divisions may be of any level; `level` is the one at which `unplaced` (see `PairLinks`) is counted. Raises
        `NotFoundError` for a code that is none, `InvalidQueryError` where one division holds the other.
        """

    def article(self, article_id: str) -> ArticleAnswer:
        """Return one article with what was read in it, claims in the order of the text. Raises `NotFoundError`."""

    def stats(self) -> Stats: ...

    def version(self) -> int:
        """Return a number that grows with every change of the data."""

    def checksum(self) -> str:
        """Return a digest of all the graph says: equal for equal graphs, whatever the order of writing."""


def preference(article: Article) -> tuple[bool, bool, bool, str]:
    """Return a key by which the texts of one article are ordered, the one to keep first.

    The same article may stand at several addresses, with other furniture around it. The text is kept that has a
    date, a title and a source; among equals the one at the least address. So the order of reading does not matter.
    """
    return article.published is None, article.title is None, article.source is None, article.address.uri


@dataclass(frozen=True, slots=True)
class Access:
    """As whom a server is asked, and which of its databases. An embedded engine needs none of it."""

    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"


def open_store(url: str, timeout: float = DEFAULT_TIMEOUT, access: Access | None = None) -> Store:
    """Open the store that a URL names: `sqlite:///relative.db`, `sqlite:////absolute.db`, `sqlite:///:memory:`, or
    `neo4j://host:7687` (`bolt:`, and both with `+s` or `+ssc` for TLS).

    Raises `StoreError` for a scheme without an engine and for a file that is no store of ours. A server is not asked
    before the first question.
    """
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        from graph.sqlite.engine import SqliteStore

        return SqliteStore(url.removeprefix("sqlite:///"), timeout)
    if scheme.removesuffix("+ssc").removesuffix("+s") in ("neo4j", "bolt"):
        from graph.neo4j.engine import Neo4jStore

        return Neo4jStore(url, access or Access(), timeout)
    raise StoreError(
        f"no engine for {scheme or url!r}: the store is a URL such as sqlite:///qianyue.db or neo4j://127.0.0.1:7687"
    )
