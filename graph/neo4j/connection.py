"""The server: transactions in time, what is said when it refuses or is away, and the schema on it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

from neo4j import Driver, GraphDatabase, ManagedTransaction, NotificationMinimumSeverity, Record, unit_of_work
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import QueryTimeoutError, StoreError, StoreUnavailableError
from graph.neo4j.queries import query, schema

T = TypeVar("T")

# Our errors say what the driver would print on standard error where nobody listens to its log.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

SCHEMA_VERSION = 1

WRITE_SECONDS = 600.0
"""After this time a transaction that writes, or reads everything, is stopped."""

RETRY_SECONDS = 15.0
"""How long a transaction is tried again that met a passing fault or a change of the cluster's leader."""

CONNECT_SECONDS = 5.0

INDEX_SECONDS = 300

_LATE = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockAcquisitionTimeout")


class Transaction:
    """A transaction that runs the queries of `cypher/`, until its time is over."""

    def __init__(self, transaction: ManagedTransaction, seconds: float) -> None:
        self._transaction = transaction
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds

    def run(self, name: str, /, **values: Any) -> list[Record]:
        return list(self.each(name, **values))

    def each(self, name: str, /, **values: Any) -> Iterator[Record]:
        for record in self._transaction.run(query(name), values):
            self._check()
            yield record
        self._check()

    def one(self, name: str, /, **values: Any) -> Record | None:
        found = self.run(name, **values)
        return found[0] if found else None

    def _check(self) -> None:
        # The server looks at its clock now and then only.
        if time.monotonic() > self._deadline:
            raise _late(self._seconds)


class Server:
    """One database of a server, whose schema is made when it is first reached.

    Nothing is asked of the server before that, so that a program can start while it is away.
    """

    def __init__(self, url: str, user: str, password: str, database: str, timeout: float) -> None:
        parts = urlsplit(url)
        if parts.username is not None or parts.password is not None:
            raise StoreError("the URL of the store holds a user or password: give them by their own settings")
        try:
            self._name = f"the Neo4j server {parts.scheme}://{parts.hostname or ''}:{parts.port or 7687}"
        except ValueError as error:
            raise StoreError(f"the URL of the store has no port from 0 to 65535: {url!r}") from error
        self.timeout = timeout
        self._database = database
        self._closed = False
        self._ready = False
        self._failures = 0
        self._preparing = threading.Lock()
        self._preparer: int | None = None
        self._after: Callable[[], None] | None = None
        try:
            self._driver: Driver = GraphDatabase.driver(
                url,
                auth=(user, password),
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=2 * CONNECT_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS,
                liveness_check_timeout=30.0,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                user_agent="qianyue",
            )
        except (ConfigurationError, ValueError) as error:
            raise StoreError(f"{self._name} has a URL that cannot be: {error}") from error
        self._bookmarks = GraphDatabase.bookmark_manager()

    def close(self) -> None:
        self._closed = True
        self._driver.close()

    def when_ready(self, work: Callable[[], None]) -> None:
        """Do work whenever the server has been reached anew, before anything else is asked of it."""
        self._after = work

    def read(self, work: Callable[[Transaction], T], bounded: bool = True) -> T:
        return self._do(work, self.timeout if bounded else WRITE_SECONDS, writing=False)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Return what work answers in a transaction in which no other of ours writes."""

        def alone(transaction: Transaction) -> T:
            transaction.run("lock")
            return work(transaction)

        return self._do(alone, WRITE_SECONDS, writing=True)

    def _do(self, work: Callable[[Transaction], T], seconds: float, writing: bool) -> T:
        if self._closed:
            raise StoreError(f"{self._name}: the store is closed")
        with self._translated(seconds):
            self._prepare()
            return self._run(work, seconds, writing)

    def _run(self, work: Callable[[Transaction], T], seconds: float, writing: bool) -> T:
        @unit_of_work(timeout=seconds)
        def unit(transaction: ManagedTransaction) -> T:
            return work(Transaction(transaction, seconds))

        with self._driver.session(database=self._database, bookmark_manager=self._bookmarks) as session:
            return session.execute_write(unit) if writing else session.execute_read(unit)

    def _prepare(self) -> None:
        """Reach the server and make what is missing of the schema, once, and again after it was away."""
        if self._ready or self._preparer == threading.get_ident():
            return
        failures = self._failures
        with self._preparing:
            if self._ready:
                return
            if self._failures != failures:
                raise ServiceUnavailable("another thread has just tried, while this one waited")
            self._preparer = threading.get_ident()
            try:
                # One attempt and no more: whoever asks while the server is away is told so at once.
                self._driver.verify_connectivity()
                self._make_schema()
                if self._after is not None:
                    self._after()
                self._ready = True
            except BaseException:
                self._failures += 1
                raise
            finally:
                self._preparer = None

    def _make_schema(self) -> None:
        known = self._run(lambda t: t.one("graph"), WRITE_SECONDS, writing=False)
        if known is None:
            nodes = self._run(lambda t: t.run("count_nodes")[0]["count"], WRITE_SECONDS, writing=False)
            if nodes:
                raise StoreError(
                    f"{self._name}: the database {self._database!r} holds another program's data: name an empty one"
                )
        elif known["schema"] != SCHEMA_VERSION:
            raise StoreError(
                f"{self._name}: the database {self._database!r} has the schema version {known['schema']}, this is"
                f" {SCHEMA_VERSION}: use the version of qianyue that wrote it, or an empty database"
            )
        there = {row["name"] for row in self._run(lambda t: t.run("schema_names"), WRITE_SECONDS, writing=False)}
        missing = [statement for name, statement in schema().items() if name not in there]
        for statement in missing:
            self._driver.execute_query(statement, database_=self._database, bookmark_manager_=self._bookmarks)
        if missing:
            self._run(lambda t: t.run("await_indexes", seconds=INDEX_SECONDS), WRITE_SECONDS, writing=False)
        if known is None:
            self._run(lambda t: t.run("begin", schema=SCHEMA_VERSION), WRITE_SECONDS, writing=True)

    @contextmanager
    def _translated(self, seconds: float) -> Iterator[None]:
        """Turn what the driver raises into our errors, with what to do; none of them holds what was written."""
        try:
            yield
        except UnicodeEncodeError as error:
            raise StoreError("the text holds half characters (lone surrogates), which no database can keep") from error
        except AuthError as error:
            raise StoreError(
                f"{self._name} refuses the user or the password: set QIANYUE_STORE_USER and QIANYUE_STORE_PASSWORD"
            ) from error
        except IncompleteCommit as error:
            self._ready = False
            raise StoreUnavailableError(
                f"{self._name} went away before it said whether it kept the last change: do it again when it is back"
            ) from error
        except (ServiceUnavailable, SessionExpired) as error:
            self._ready = False
            raise StoreUnavailableError(
                f"{self._name} does not answer: start it, or check the URL of the store"
            ) from error
        except ClientError as error:
            if str(error.code).endswith(_LATE):
                raise _late(seconds) from error
            raise StoreError(f"{self._name} refuses: {error.code}") from error
        except Neo4jError as error:
            if error.is_retryable():
                self._ready = False
                raise StoreUnavailableError(
                    f"{self._name} cannot answer now ({error.code}): try again later"
                ) from error
            raise StoreError(f"{self._name} failed: {error.code}") from error
        except DriverError as error:
            raise StoreError(f"{self._name}: the driver failed ({type(error).__name__})") from error


def _late(seconds: float) -> QueryTimeoutError:
    return QueryTimeoutError(f"the question took longer than {seconds:g} s: ask for less, or raise the time bound")
