"""The embedded engine: SQLite in WAL mode, any number of readers and writers, threads and processes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from types import TracebackType

from graph.answers import (
    ANY_CLAIM,
    ArticleAnswer,
    ArticleRef,
    ClaimAnswer,
    ClaimFilter,
    Entity,
    Links,
    MentionAnswer,
    Neighbourhood,
    Page,
    PairLinks,
    Stats,
    Written,
)
from graph.cities import City, city_id
from graph.entities import Identity
from graph.errors import InvalidQueryError, NotFoundError
from graph.model import Article, Reading, fingerprint
from graph.names import fold
from graph.ontology import ClaimType, EntityType, Level, Status
from graph.questions import check_page, check_reading
from graph.sqlite import rows
from graph.sqlite.connection import Connections
from graph.sqlite.queries import query
from graph.sqlite.reader import Reader
from graph.sqlite.ties import links, links_between, neighbourhood
from graph.sqlite.writer import Writer
from graph.store import DEFAULT_TIMEOUT

_DUMPS = ("cities", "articles", "addresses", "mentions", "claims", "entities")


class SqliteStore:
    """A graph in one file (see `graph.store.Store` for what each method answers). `path` may be `:memory:`."""

    def __init__(self, path: str, timeout: float = DEFAULT_TIMEOUT) -> None:
        self._connections = Connections(path, timeout)

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connections.close()

    def load_cities(self, cities: Iterable[City]) -> None:
        ordered = sorted(cities, key=lambda city: city.code)
        digest = fingerprint(*map(repr, ordered))
        with self._connections.reading() as connection:
            known = Reader(connection).one("meta", name="cities")
        if known is None or known["value"] != digest:
            with self._connections.writing() as connection:
                Writer(connection).load_cities(ordered, digest)

    def write(self, reading: Reading, identities: Mapping[str, Identity]) -> Written:
        check_reading(reading, identities)
        with self._connections.writing() as connection:
            return Writer(connection).write(reading, identities)

    def recognise(self, article: Article, extractor: str) -> Written | None:
        with self._connections.reading() as connection:
            writer = Writer(connection)
            if writer.must_read(article, extractor) or writer.is_settled(article):
                return writer.recognise(article, extractor)
        with self._connections.writing() as connection:
            return Writer(connection).recognise(article, extractor)

    def delete_article(self, article_id: str) -> None:
        with self._connections.writing() as connection:
            Writer(connection).delete(article_id)

    def search(
        self, text: str, types: frozenset[EntityType] = frozenset(), limit: int = 20, offset: int = 0
    ) -> Page[Entity]:
        check_page(limit, offset)
        folded = fold(text.encode("utf-8", "replace").decode("utf-8"))
        if not folded:
            return Page(0, limit, offset, ())
        with self._connections.reading() as connection:
            reader = Reader(connection)
            find = reader.search_pair if len(folded) == 2 else reader.search_part
            total, found = find(folded, json.dumps(sorted(types)), limit, offset)
            return Page(total, limit, offset, reader.entities(found))

    def entity(self, entity_id: str) -> Entity:
        with self._connections.reading() as connection:
            reader = Reader(connection)
            return reader.entities([reader.entity_number(entity_id)])[0]

    def city(self, name_or_code: str) -> Entity:
        with self._connections.reading() as connection:
            reader = Reader(connection)
            folded = fold(name_or_code.encode("utf-8", "replace").decode("utf-8"))
            found = reader.run("city_by_name", text=folded, folded=folded) if folded else []
            if not found:
                raise NotFoundError(f"no division is called {name_or_code!r}: give its full or short name, or its code")
            widest = min(list(Level).index(Level(row["level"])) for row in found)
            best = [row for row in found if list(Level).index(Level(row["level"])) == widest]
            if len(best) > 1:
                names = "，".join(f"{row['above']}{row['name']} {row['code']}" for row in best)
                raise InvalidQueryError(f"several divisions are called {name_or_code!r}, give the code: {names}")
            return reader.entities([reader.entity_number(city_id(best[0]["code"]))])[0]

    def articles(self, entity_id: str, limit: int = 20, offset: int = 0) -> Page[ArticleRef]:
        check_page(limit, offset)
        with self._connections.reading() as connection:
            reader = Reader(connection)
            entity = reader.entity_number(entity_id)
            found = reader.run("articles_of_entity", entity=entity, limit=limit, offset=offset)
            numbers = [row["article"] for row in found]
            refs = reader.articles(numbers)
            total = reader.one("count_articles_of_entity", entity=entity)[0]
            return Page(total, limit, offset, tuple(refs[number] for number in numbers))

    def claims(self, where: ClaimFilter = ANY_CLAIM, limit: int = 20, offset: int = 0) -> Page[ClaimAnswer]:
        check_page(limit, offset)
        with self._connections.reading() as connection:
            reader = Reader(connection)
            if where == ANY_CLAIM:
                total = reader.one("count_edges")[0]
                found = reader.run("newest", limit=limit, offset=offset)
            else:
                parameters = reader.parameters(where)
                found = reader.run("claims", **parameters, limit=limit, offset=offset)
                if not found and offset:
                    head = reader.run("claims", **parameters, limit=1, offset=0)
                    total = head[0]["total"] if head else 0
                else:
                    total = found[0]["total"] if found else 0
            return Page(total, limit, offset, reader.claims([row["claim"] for row in found]))

    def neighbourhood(
        self, entity_id: str, where: ClaimFilter = ANY_CLAIM, depth: int = 1, limit: int = 300
    ) -> Neighbourhood:
        check_page(limit, 0)
        with self._connections.reading() as connection:
            return neighbourhood(Reader(connection), entity_id, where, depth, limit)

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
        check_page(limit, offset)
        check_page(claims_limit, claims_offset)
        with self._connections.reading() as connection:
            return links(Reader(connection), code, level, where, limit, offset, claims_limit, claims_offset)

    def links_between(
        self, code: str, other: str, level: Level, where: ClaimFilter = ANY_CLAIM, limit: int = 20, offset: int = 0
    ) -> PairLinks:
        check_page(limit, offset)
        with self._connections.reading() as connection:
            return links_between(Reader(connection), code, other, level, where, limit, offset)

    def article(self, article_id: str) -> ArticleAnswer:
        with self._connections.reading() as connection:
            reader = Reader(connection)
            row = reader.one("article_by_id", id=article_id)
            if row is None:
                raise NotFoundError(f"no article has the id {article_id!r}")
            number = row["n"]
            return ArticleAnswer(
                ref=reader.articles([number])[number],
                text=row["text"],
                spans=rows.spans(row["spans"]),
                mentions=tuple(
                    MentionAnswer(
                        rows.entity_ref(m, "entity"), m["name"], tuple(json.loads(m["aliases"])), rows.spans(m["spans"])
                    )
                    for m in reader.run("mentions_of_article", article=number)
                ),
                claims=reader.claims([c["claim"] for c in reader.run("claims_of_article", article=number)]),
                extractor=row["extractor"],
            )

    def stats(self) -> Stats:
        with self._connections.reading() as connection:
            reader = Reader(connection)
            entities = {row["type"]: row["count"] for row in reader.run("stats_entities")}
            claims = reader.run("stats_claims")
            return Stats(
                articles=reader.one("count_articles")[0],
                entities={kind: entities.get(kind, 0) for kind in EntityType},
                claims={kind: sum(row["count"] for row in claims if row["type"] == kind) for kind in ClaimType},
                statuses={state: sum(row["count"] for row in claims if row["status"] == state) for state in Status},
                events=sum(row["events"] for row in claims),
                undated=sum(row["undated"] for row in claims),
                unplaced=sum(row["unplaced"] for row in claims),
            )

    def version(self) -> int:
        with self._connections.reading() as connection:
            return self._version(Reader(connection))

    @staticmethod
    def _version(reader: Reader) -> int:
        row = reader.one("meta", name="version")
        return int(row["value"]) if row else 0

    def checksum(self) -> str:
        digest = hashlib.sha256()
        with self._connections.reading(bounded=False) as connection:
            for name in _DUMPS:
                for row in connection.execute(query(f"dump_{name}")):
                    digest.update(json.dumps([name, *row], ensure_ascii=False).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()
