from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings


@pytest.fixture
def closed_port() -> Iterator[int]:
    """Return a port that is taken and that nobody listens on, so that nothing answers there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_says_that_all_is_well(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


def test_is_alive_but_not_ready_while_the_server_of_the_store_is_away(closed_port: int) -> None:
    settings = Settings.from_environment({}, store=f"neo4j://127.0.0.1:{closed_port}")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        assert client.get("/healthz").status_code == 200
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["type"] == "/docs/problems#store-unavailable"


def test_is_not_ready_when_the_store_fails(graph_url: str) -> None:
    with TestClient(create_app(Settings.from_environment(store=graph_url)), raise_server_exceptions=False) as client:
        client.app.state.store.close()  # type: ignore[attr-defined]
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
