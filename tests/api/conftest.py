from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings


@pytest.fixture(scope="session")
def client(graph_url: str) -> Iterator[TestClient]:
    """Return a client of the application on the graph of `readings`."""
    with TestClient(create_app(Settings(store=graph_url)), raise_server_exceptions=False) as opened:
        yield opened
