"""What every engine shares: questions and writing, put together from what the engine can tell and keep."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Self, TypeVar

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
from graph.cities import City, city_id
from graph.entities import Identity
from graph.errors import InvalidQueryError, NotFoundError
from graph.model import Article, Reading, fingerprint
from graph.names import fold
from graph.ontology import ClaimType, EntityType, Level, Status
from graph.questions import check_page, check_reading
from graph.reading import PARTS, Reader, filter_values, the_entity
from graph.ties import links, links_between, neighbourhood
from graph.writing import Known, Tables, Writer, is_settled, must_read

T = TypeVar("T")


class GraphStore(ABC):
    """A store (see `graph.store.Store` for what each method answers) over an engine's transactions."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of everything; a second time does nothing."""

    @abstractmethod
    def _read(self, work: Callable[[Reader], T], bounded: bool = True) -> T:
        """Return what work answers from a state of the graph, within the time bound if there is to be one."""

    @abstractmethod
    def _write(self, work: Callable[[Reader, Tables], T]) -> T:
        """Return what work answers, in a transaction in which no other writes: all that it writes is kept, or nothing.

        An engine may begin again, with a new transaction.
        """

    def load_cities(self, cities: Iterable[City]) -> None:
        ordered = sorted(cities, key=lambda city: city.code)
        digest = fingerprint(*map(repr, ordered))
        if self._read(lambda reader: reader.cities_digest(), bounded=False) != digest:
            self._write(lambda reader, tables: Writer(reader, tables).load_cities(ordered, digest))

    def write(self, reading: Reading, identities: Mapping[str, Identity]) -> Written:
        return self.write_all([(reading, identities)])[0]

    def write_all(self, known: Sequence[Known]) -> list[Written]:
        for reading, identities in known:
            check_reading(reading, identities)
        return self._write(lambda reader, tables: Writer(reader, tables).write(known))

    def recognise(self, article: Article, extractor: str) -> Written | None:
        def look(reader: Reader) -> tuple[bool, bool]:
            kept = reader.kept([article.id]).get(article.id)
            if kept is None or must_read(article, extractor, kept):
                return True, False
            place = reader.places([article.address.uri]).get(article.address.uri)
            return False, is_settled(article, kept, place)

        def note(reader: Reader, tables: Tables) -> Written | None:
            unread, settled = look(reader)
            if unread:
                return None
            return Written(article.id, "unchanged") if settled else Writer(reader, tables).recognise(article)

        unread, settled = self._read(look)
        if unread:
            return None
        return Written(article.id, "unchanged") if settled else self._write(note)

    def delete_article(self, article_id: str) -> None:
        self._write(lambda reader, tables: Writer(reader, tables).delete(article_id))

    def search(
        self, text: str, types: frozenset[EntityType] = frozenset(), limit: int = 20, offset: int = 0
    ) -> Page[Entity]:
        check_page(limit, offset)
        folded = _folded(text)
        if not folded:
            return Page(0, limit, offset, ())

        def ask(reader: Reader) -> Page[Entity]:
            total, found = reader.search(folded, types, limit, offset)
            return Page(total, limit, offset, reader.entities(found))

        return self._read(ask)

    def entity(self, entity_id: str) -> Entity:
        return self._read(lambda reader: _entity(reader, entity_id))

    def city(self, name_or_code: str) -> Entity:
        folded = _folded(name_or_code)

        def ask(reader: Reader) -> Entity:
            found = reader.cities_named(folded, folded) if folded else []
            if not found:
                raise NotFoundError(f"no division is called {name_or_code!r}: give its full or short name, or its code")
            levels = list(Level)
            widest = min(levels.index(namesake.level) for namesake in found)
            best = [namesake for namesake in found if levels.index(namesake.level) == widest]
            if len(best) > 1:
                names = "，".join(f"{namesake.above}{namesake.name} {namesake.code}" for namesake in best)
                raise InvalidQueryError(f"several divisions are called {name_or_code!r}, give the code: {names}")
            return _entity(reader, city_id(best[0].code))

        return self._read(ask)

    def articles(self, entity_id: str, limit: int = 20, offset: int = 0) -> Page[ArticleRef]:
        check_page(limit, offset)

        def ask(reader: Reader) -> Page[ArticleRef]:
            total, found = reader.articles_of(the_entity(reader, entity_id), limit, offset)
            return Page(total, limit, offset, found)

        return self._read(ask)

    def claims(self, where: ClaimFilter = ANY_CLAIM, limit: int = 20, offset: int = 0) -> Page[ClaimAnswer]:
        check_page(limit, offset)

        def ask(reader: Reader) -> Page[ClaimAnswer]:
            if where == ANY_CLAIM:
                total, found = reader.newest(limit, offset)
            else:
                total, found = reader.filtered(filter_values(reader, where), limit, offset)
            return Page(total, limit, offset, reader.claims(found))

        return self._read(ask)

    def neighbourhood(
        self, entity_id: str, where: ClaimFilter = ANY_CLAIM, depth: int = 1, limit: int = 300
    ) -> Neighbourhood:
        check_page(limit, 0)
        return self._read(lambda reader: neighbourhood(reader, entity_id, where, depth, limit))

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
        return self._read(lambda reader: links(reader, code, level, where, limit, offset, claims_limit, claims_offset))

    def links_between(
        self, code: str, other: str, level: Level, where: ClaimFilter = ANY_CLAIM, limit: int = 20, offset: int = 0
    ) -> PairLinks:
        check_page(limit, offset)
        return self._read(lambda reader: links_between(reader, code, other, level, where, limit, offset))

    def article(self, article_id: str) -> ArticleAnswer:
        found = self._read(lambda reader: reader.article(article_id))
        if found is None:
            raise NotFoundError(f"no article has the id {article_id!r}")
        return found

    def stats(self) -> Stats:
        def ask(reader: Reader) -> Stats:
            entities, kinds = reader.count_entities(), reader.kinds()
            return Stats(
                articles=reader.count_articles(),
                entities={kind: entities.get(kind, 0) for kind in EntityType},
                claims={kind: sum(row.claims for row in kinds if row.type == kind) for kind in ClaimType},
                statuses={state: sum(row.claims for row in kinds if row.status == state) for state in Status},
                events=sum(row.events for row in kinds),
                undated=sum(row.undated for row in kinds),
                unplaced=sum(row.unplaced for row in kinds),
            )

        return self._read(ask)

    def version(self) -> int:
        return self._read(lambda reader: reader.version())

    def checksum(self) -> str:
        def ask(reader: Reader) -> str:
            # Adding the digests of the rows up spares ordering them, which no two engines do alike.
            total = 0
            for part in PARTS:
                for row in reader.dump(part):
                    line = json.dumps([part, *row], ensure_ascii=False).encode("utf-8", "surrogatepass")
                    total += int.from_bytes(hashlib.sha256(line).digest())
            return f"{total % 2**256:064x}"

        return self._read(ask, bounded=False)


def _folded(text: str) -> str:
    return fold(text.encode("utf-8", "replace").decode("utf-8"))


def _entity(reader: Reader, entity_id: str) -> Entity:
    found = reader.entities([the_entity(reader, entity_id)])
    if not found:
        raise NotFoundError(f"the entity {entity_id!r} has just been removed: search for its name")
    return found[0]
