from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings


@pytest.fixture(scope="session")
def client(graph_url: str) -> Iterator[TestClient]:
    """Return a client, on the server's own machine, of the application on the graph of `readings`."""
    app = create_app(Settings.from_environment(store=graph_url))
    here = "127.0.0.1"
    with TestClient(app, f"http://{here}", raise_server_exceptions=False, client=(here, 50000)) as opened:
        yield opened
