"""Opening the graph that a URL names, with its folder made or its absence said."""

from __future__ import annotations

import logging
from pathlib import Path

from graph.errors import StoreError, StoreUnavailableError
from graph.store import DEFAULT_TIMEOUT, Access, Store, open_store
from ingest.gazetteers.regions import regions

_FILE = "sqlite:///"

_log = logging.getLogger(__name__)


def open_graph(
    url: str,
    timeout: float = DEFAULT_TIMEOUT,
    create: bool = True,
    access: Access | None = None,
    patient: bool = False,
) -> Store:
    """Open a store. With `create` its folder is made if need be and it knows all cities; else it must be there.

    `access` is as whom a server is asked. A server that is away is an error, unless `patient`: then it is logged, and
    the store answers as soon as the server does. Raises `StoreError`.
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
    store = open_store(url, timeout, access)
    if create:
        try:
            store.load_cities(regions().all())
        except BaseException as error:
            if patient and isinstance(error, StoreUnavailableError):
                _log.warning("%s; every question is refused until it does", error)
            else:
                store.close()
                raise
    return store
