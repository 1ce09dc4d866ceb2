"""The server engine: managed transactions over the official driver, as many readers as like, one writer at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from graph.cities import City
from graph.engine import GraphStore
from graph.neo4j.connection import Server
from graph.neo4j.reader import Neo4jReader
from graph.neo4j.tables import Neo4jTables
from graph.reading import Reader
from graph.store import DEFAULT_TIMEOUT, Access
from graph.writing import Tables

T = TypeVar("T")


class Neo4jStore(GraphStore):
    """A graph in a database of a server (see `graph.store.Store` for what each method answers).

    It can be opened while the server is away: questions raise `StoreUnavailableError` then, and are answered again as
    soon as it is back. Divisions that were to be loaded meanwhile are loaded first.
    """

    def __init__(self, url: str, access: Access, timeout: float = DEFAULT_TIMEOUT) -> None:
        self._server = Server(url, access.user, access.password, access.database, timeout)

    def close(self) -> None:
        self._server.close()

    def load_cities(self, cities: Iterable[City]) -> None:
        ordered = tuple(cities)
        super_load = super().load_cities
        self._server.when_ready(lambda: super_load(ordered))
        super_load(ordered)

    def _read(self, work: Callable[[Reader], T], bounded: bool = True) -> T:
        return self._server.read(lambda transaction: work(Neo4jReader(transaction)), bounded)

    def _write(self, work: Callable[[Reader, Tables], T]) -> T:
        return self._server.write(lambda transaction: work(Neo4jReader(transaction), Neo4jTables(transaction)))
