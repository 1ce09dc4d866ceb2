"""Opening the graph that a URL names, with its folder made or its absence said."""

from __future__ import annotations

from pathlib import Path

from graph.errors import StoreError
from graph.store import DEFAULT_TIMEOUT, Store, open_store
from ingest.gazetteers.regions import regions

_FILE = "sqlite:///"


def open_graph(url: str, timeout: float = DEFAULT_TIMEOUT, create: bool = True) -> Store:
    """Open a store. With `create` its folder is made if need be and it knows all cities; else it must be there.

    Raises `StoreError`.
    """
    if url.startswith(_FILE) and url != f"{_FILE}:memory:":
        file = Path(url.removeprefix(_FILE))
        if create:
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                reason = f"cannot make the folder of {file}: {error.strerror}; name another by --store"
                raise StoreError(reason) from None
        elif not file.exists():
            raise StoreError(f"there is no graph at {file} yet: read articles into it by `qianyue ingest PATH…`")
    store = open_store(url, timeout)
    if create:
        try:
            store.load_cities(regions().all())
        except BaseException:
            store.close()
            raise
    return store
