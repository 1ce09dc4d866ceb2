"""The engines that the tests of the store run on, and stores on them."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from neo4j import Driver, GraphDatabase

from api.settings import Settings
from graph.sqlite.engine import SqliteStore
from graph.store import DEFAULT_TIMEOUT, Store, open_store
from ingest.gazetteers.regions import regions
from tests.handmade import fill
from tests.tools.neo4j_server import Neo4jServer

PATIENCE = 60.0
"""Seconds that a question may take where its time is not what is tested."""


class Engine(Protocol):
    """What a test may ask of an engine. A store that it makes may be the end of the one before."""

    name: str

    def empty(self) -> Store:
        """Return a store with the divisions and nothing else."""

    def bare(self) -> Store:
        """Return a store with nothing at all."""

    def filled(self) -> str:
        """Return the URL of a store with the readings of `tests.handmade`."""

    def orphans(self, store: Store) -> list[str]:
        """Return what of the store has nothing to lean on."""

    def close(self) -> None:
        """Close every store that was made."""


def open_url(url: str, timeout: float = DEFAULT_TIMEOUT) -> Store:
    """Open a store as whom the environment says."""
    return open_store(url, timeout, Settings.from_environment(store=url).access)


class SqliteEngine:
    """Files in a folder."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._stores: list[Store] = []
        self._loaded: bytes | None = None
        self._filled: str | None = None

    def loaded(self) -> bytes:
        """Return the bytes of a store with the divisions and nothing else."""
        if self._loaded is None:
            path = self._file()
            with SqliteStore(str(path)) as store:
                store.load_cities(regions().all())
            self._loaded = path.read_bytes()
        return self._loaded

    def empty(self) -> Store:
        path = self._file()
        path.write_bytes(self.loaded())
        return self._open(str(path))

    def bare(self) -> Store:
        return self._open(":memory:")

    def filled(self) -> str:
        if self._filled is None:
            self._filled = f"sqlite:///{self._file()}"
            with open_store(self._filled) as store:
                fill(store)
        return self._filled

    def orphans(self, store: Store) -> list[str]:
        assert isinstance(store, SqliteStore)
        questions = (
            "SELECT count(*) FROM entity WHERE key NOT IN (SELECT key FROM identity) AND support > 0",
            "SELECT count(*) FROM identity WHERE key NOT IN (SELECT key FROM entity)",
            "SELECT count(*) FROM tally WHERE key NOT IN (SELECT key FROM identity) OR count <= 0",
            "SELECT count(*) FROM article WHERE n NOT IN (SELECT article FROM address)",
            "SELECT count(*) FROM reach WHERE claim NOT IN (SELECT claim FROM edge)",
            "SELECT count(*) FROM pair WHERE entity NOT IN (SELECT n FROM entity)",
            "SELECT count(*) FROM name_trigram WHERE rowid NOT IN (SELECT n FROM name)",
            "SELECT count(*) FROM edge WHERE event NOT IN (SELECT claim FROM edge)",
        )
        with store._connections.reading() as connection:
            found = [question for question in questions if connection.execute(question).fetchone()[0]]
            return found + [str(tuple(row)) for row in connection.execute("PRAGMA foreign_key_check")]

    def close(self) -> None:
        for store in self._stores:
            store.close()
        self._stores.clear()

    def _file(self) -> Path:
        return self._folder / f"{next(self._numbers)}.db"

    def _open(self, path: str) -> Store:
        self._stores.append(SqliteStore(path))
        return self._stores[-1]


class Neo4jEngine:
    """The one database of a server, which is emptied for every store. `server` is one that the tests started."""

    name = "neo4j"

    def __init__(self, url: str, user: str, password: str, server: Neo4jServer | None = None) -> None:
        self.url = url
        self.server = server
        self.driver: Driver = GraphDatabase.driver(url, auth=(user, password), notifications_min_severity="OFF")
        self._stores: list[Store] = []
        self._holds = "something"
        os.environ.update({"QIANYUE_STORE_USER": user, "QIANYUE_STORE_PASSWORD": password})
        # A server that has just started plans its first queries slowly, on a busy machine more so.
        os.environ.setdefault("QIANYUE_QUERY_TIMEOUT", str(PATIENCE))

    @classmethod
    def named(cls, url: str) -> Neo4jEngine:
        """Return the engine at a URL such as `neo4j://user:password@host:7687`."""
        parts = urlsplit(url)
        bare = f"{parts.scheme}://{parts.hostname}:{parts.port or 7687}"
        return cls(bare, unquote(parts.username or "neo4j"), unquote(parts.password or ""))

    def run(self, query: str, **values: Any) -> list[Any]:
        return self.driver.execute_query(query, values, database_="neo4j").records

    def empty(self) -> Store:
        self.close()
        store = self._open()
        if self._holds not in ("readings", "divisions", "articles") or not self._take_back(store):
            self._wipe()
            store.load_cities(regions().all())
        self._holds = "articles"
        return store

    def bare(self) -> Store:
        self.close()
        self._wipe()
        self._holds = "something"
        return self._open()

    def filled(self) -> str:
        if self._holds != "readings":
            fill(self.empty())
            self._holds = "readings"
        return self.url

    def orphans(self, store: Store) -> list[str]:
        claims = "SIGNED|VISITED|FUNDED|PARTNERED"
        questions = (
            "MATCH (e:Entity) WHERE e.support > 0 AND NOT EXISTS { (e)<-[:MENTIONS]-() } RETURN count(*) AS found",
            "MATCH (e:Entity) WHERE e.support = 0 AND e.code IS NULL RETURN count(*) AS found",
            "MATCH (e:Entity) WHERE e.id IS NULL OR e.support IS NULL RETURN count(*) AS found",
            "MATCH (e:Entity) WHERE e.least <> COLLECT { MATCH (e)<-[m:MENTIONS]-() RETURN m.id ORDER BY m.id }[0]"
            " RETURN count(*) AS found",
            "MATCH (a:Article) WHERE NOT EXISTS { (a)-[:FOUND_AT]->() } RETURN count(*) AS found",
            "MATCH (d:Address) WHERE COUNT { (d)<-[:FOUND_AT]-() } <> 1 RETURN count(*) AS found",
            f"MATCH ()-[c:{claims}|KEEPS]->() WHERE NOT EXISTS {{ (:Article {{id: c.article}}) }}"
            " RETURN count(*) AS found",
            f"MATCH (s)-[c:{claims}]->(t) WHERE s = t OR c.event IS NULL RETURN count(*) AS found",
            "MATCH (e:Entity) WHERE NOT e.type IN labels(e) OR size(labels(e)) <> 2 RETURN count(*) AS found",
            "MATCH (e:Entity) WHERE COUNT { (e)-[:LOCATED_IN]->() } <> CASE WHEN e.code IS NULL AND"
            " EXISTS { (:City {code: e.home}) } THEN 1 ELSE 0 END RETURN count(*) AS found",
            "MATCH (n) WHERE NOT (n:Entity OR n:Article OR n:Address OR n:Graph) RETURN count(*) AS found",
        )
        return [question for question in questions if self.run(question)[0]["found"]]

    def close(self) -> None:
        for store in self._stores:
            store.close()
        self._stores.clear()

    def quit(self) -> None:
        self.close()
        self.driver.close()
        if self.server is not None:
            self.server.close()

    def _open(self) -> Store:
        self._stores.append(open_url(self.url, PATIENCE))
        return self._stores[-1]

    def _wipe(self) -> None:
        self.run("MATCH (n) DETACH DELETE n")

    def _take_back(self, store: Store) -> bool:
        """Delete the articles as anyone would, which is quicker than to load divisions; tell whether none is missed."""
        for row in self.run("MATCH (a:Article) RETURN a.id AS id"):
            store.delete_article(row["id"])
        left = self.run(
            "MATCH (e:Entity) RETURN count(e) AS all, count(e.code) AS divisions, sum(e.support) AS support,"
            " sum(COUNT { (e)--(:!City) }) AS ties"
        )[0]
        expected = len(list(regions().all()))
        return (left["all"], left["divisions"], left["support"], left["ties"]) == (expected, expected, 0, 0)
