"""What tests of several rooms share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store
from tests.engines import Engine, Neo4jEngine, SqliteEngine, open_url
from tests.tools.neo4j_server import CannotStartError, Neo4jServer


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of evaluation articles beside the repository."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("there is no folder `shared` beside the repository")
    return folder


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteEngine]:
    engine = SqliteEngine(tmp_path_factory.mktemp("sqlite"))
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def neo4j_engine() -> Iterator[Neo4jEngine]:
    """Return a server that may be wiped: the one that QIANYUE_TEST_NEO4J names, or one that is assembled here."""
    named = os.environ.get("QIANYUE_TEST_NEO4J")
    if named:
        engine = Neo4jEngine.named(named)
    else:
        try:
            server = Neo4jServer()
        except CannotStartError as reason:
            pytest.skip(str(reason))
        engine = Neo4jEngine(server.url, server.user, server.password, server)
    yield engine
    engine.quit()


@pytest.fixture(scope="session", params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return each engine in turn."""
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found


@pytest.fixture(scope="session")
def graph_url(engine: Engine) -> str:
    """Return the URL of a store that holds the readings of `tests.handmade`; tests only read it."""
    return engine.filled()


@pytest.fixture(autouse=True)
def _graph_is_filled(request: pytest.FixtureRequest) -> None:
    """Fill the graph at `graph_url` again, should another test have used its server since."""
    if "graph_url" in request.fixturenames:
        request.getfixturevalue("engine").filled()


@pytest.fixture
def store(graph_url: str) -> Iterator[Store]:
    with open_url(graph_url) as opened:
        yield opened
