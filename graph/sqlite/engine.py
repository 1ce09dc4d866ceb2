"""The embedded engine: SQLite in WAL mode, any number of readers and writers, threads and processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from graph.engine import GraphStore
from graph.reading import Reader
from graph.sqlite.connection import Connections
from graph.sqlite.reader import SqliteReader
from graph.sqlite.tables import SqliteTables
from graph.store import DEFAULT_TIMEOUT
from graph.writing import Tables

T = TypeVar("T")


class SqliteStore(GraphStore):
    """A graph in one file (see `graph.store.Store` for what each method answers). `path` may be `:memory:`."""

    def __init__(self, path: str, timeout: float = DEFAULT_TIMEOUT) -> None:
        self._connections = Connections(path, timeout)

    def close(self) -> None:
        self._connections.close()

    def _read(self, work: Callable[[Reader], T], bounded: bool = True) -> T:
        with self._connections.reading(bounded) as connection:
            return work(SqliteReader(connection))

    def _write(self, work: Callable[[Reader, Tables], T]) -> T:
        with self._connections.writing() as connection:
            return work(SqliteReader(connection), SqliteTables(connection))
