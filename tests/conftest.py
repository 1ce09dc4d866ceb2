"""What tests of several rooms share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store
from tests.handmade import fill


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of evaluation articles beside the repository."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("there is no folder `shared` beside the repository")
    return folder


@pytest.fixture(scope="session")
def graph_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the URL of a store that holds the readings; tests only read it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('graph') / 'graph.db'}"
    with open_store(url) as store:
        fill(store)
    return url


@pytest.fixture
def store(graph_url: str) -> Iterator[Store]:
    with open_store(graph_url) as opened:
        yield opened
