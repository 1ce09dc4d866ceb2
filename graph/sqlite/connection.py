"""Connections to the file: one a thread, each answer from one state of the graph and within its time."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakSet

from graph.errors import QueryTimeoutError, StoreError
from graph.sqlite.queries import schema

APPLICATION_ID = 0x71696E79
"""Stands in the header of every file of ours (`qiny`)."""

SCHEMA_VERSION = 1

BUSY_SECONDS = 30.0
"""How long a writer waits for another process to finish."""

_CHECK_EVERY = 2_000
"""Steps of SQLite's machine between two looks at the clock: about 0.1 ms."""

MEMORY = ":memory:"


class Connection(sqlite3.Connection):
    """A connection that knows until when its present question may run."""

    deadline: float | None = None


class Connections:
    """The connections to one file, or the single guarded one to a graph in memory."""

    def __init__(self, path: str, timeout: float) -> None:
        self.path = path
        self.timeout = timeout
        self._memory = path == MEMORY
        self._own = threading.local()
        self._open: WeakSet[Connection] = WeakSet()
        self._guard = threading.RLock()
        self._writing = threading.Lock()
        self._closed = False
        self._shared = self._connect() if self._memory else None
        with self._translated():
            self._prepare(self._get())

    def close(self) -> None:
        """Close every connection; a second time does nothing."""
        with self._guard:
            self._closed = True
            for connection in list(self._open):
                connection.close()

    @contextmanager
    def reading(self, bounded: bool = True) -> Iterator[Connection]:
        """Give a connection that sees one state of the graph, until the time bound if there is to be one."""
        with self._translated(), self._mine() as connection:
            connection.deadline = time.monotonic() + self.timeout if bounded else None
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.deadline = None
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction: all that is written in the block is kept, or nothing."""
        with self._translated(), self._writing, self._mine() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.rollback()
                raise

    @contextmanager
    def _mine(self) -> Iterator[Connection]:
        if self._memory:
            with self._guard:
                yield self._get()
        else:
            yield self._get()

    def _get(self) -> Connection:
        if self._closed:
            raise StoreError(f"the store {self._name} is closed")
        if self._shared is not None:
            return self._shared
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._connect()
        return connection

    def _connect(self) -> Connection:
        if not self._memory and not Path(self.path).parent.is_dir():
            raise StoreError(f"cannot open {self._name}: its folder does not exist")
        with self._translated():
            connection = sqlite3.connect(
                self.path, BUSY_SECONDS, isolation_level=None, check_same_thread=False, factory=Connection
            )
            connection.row_factory = sqlite3.Row

            def late() -> bool:
                return connection.deadline is not None and time.monotonic() > connection.deadline

            connection.set_progress_handler(late, _CHECK_EVERY)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA cache_size = -32768")
            # Every article touches the pages of the indexes anew: move them into the file less often (16 MB).
            connection.execute("PRAGMA wal_autocheckpoint = 4000")
        with self._guard:
            self._open.add(connection)
        return connection

    def _prepare(self, connection: Connection) -> None:
        """Make the tables in an empty file; refuse a file that is not ours or newer than we are."""
        if self._check(connection):
            return
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        if not self._check(connection):
            for statement in _statements(schema()):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")

    def _check(self, connection: Connection) -> bool:
        """Tell whether the file has our tables; raise if it has others."""
        application, version, tables = (
            connection.execute(question).fetchone()[0]
            for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema")
        )
        if application == APPLICATION_ID and version == SCHEMA_VERSION:
            return True
        if application == APPLICATION_ID:
            raise StoreError(
                f"{self._name} has the schema version {version}, this is {SCHEMA_VERSION}: open it with the version of"
                " qianyue that wrote it, or start a new file"
            )
        if tables or application:
            raise StoreError(f"{self._name} is an SQLite file of another program: name another file")
        return False

    @property
    def _name(self) -> str:
        return self.path if self._memory else Path(self.path).name

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what SQLite raises into our errors, with what to do."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorname", "") or ""
            if code == "SQLITE_INTERRUPT":
                raise QueryTimeoutError(
                    f"the question took longer than {self.timeout:g} s: ask for less, or raise the time bound"
                ) from error
            raise StoreError(f"{self._name}: {_advice(code, error)}") from error
        except UnicodeEncodeError as error:
            raise StoreError("the text holds half characters (lone surrogates), which no file can keep") from error


def _advice(code: str, error: sqlite3.Error) -> str:
    for name, advice in (
        ("SQLITE_BUSY", "another program is writing to it: wait and try again"),
        ("SQLITE_LOCKED", "another program is writing to it: wait and try again"),
        ("SQLITE_READONLY", "the file or its folder is read-only: allow writing, or name another file"),
        ("SQLITE_CANTOPEN", "the file cannot be opened: check that it is a file and may be read and written"),
        ("SQLITE_FULL", "the disk is full: nothing of this article was written; free some space and try again"),
        ("SQLITE_IOERR", "the disk failed or is full: nothing of this article was written"),
        ("SQLITE_NOTADB", "this is no SQLite file: name another file"),
        ("SQLITE_CORRUPT", "the file is damaged: restore it, or start a new file and read the articles again"),
    ):
        if code.startswith(name):
            return advice
    return str(error)


def _statements(script: str) -> Iterator[str]:
    """Split a script where SQLite says that a statement is complete (triggers hold semicolons)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
