"""Listening: one server on one address."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import webbrowser
from collections.abc import Callable

import uvicorn

from api.app import create_app
from api.opening import open_graph
from api.settings import Settings, SettingsError
from graph.errors import StoreUnavailableError

GRACE = 5
"""Seconds that open requests are given when the server stops."""


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(
            f"cannot listen on {host}, port {port}: {reason}; choose another by --port (PORT= for make run) or --host"
        ) from None
    return listener


def has_display() -> bool:
    """Tell whether a browser can be shown: a terminal with a person before it, and a screen."""
    screen = sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return screen and sys.stdin.isatty() and sys.stdout.isatty()


def serve(settings: Settings, announce: Callable[[str], None], browser: bool = False) -> None:
    """Serve until the process is told to stop; `announce` gets the address as soon as it is listened on.

    Raises `StoreError` for a store that cannot be opened and `SettingsError` for an address that cannot be had.
    """
    # A server that is away may come back; the application says so and waits.
    with contextlib.suppress(StoreUnavailableError):
        open_graph(settings.store, settings.query_timeout, access=settings.access).close()
    with _listen(settings.host, settings.port) as listener:
        host = f"[{settings.host.strip('[]')}]" if ":" in settings.host else settings.host
        address = f"http://{host}:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            create_app(settings), log_level="warning", access_log=False, timeout_graceful_shutdown=GRACE
        )
        announce(address)
        if browser:
            webbrowser.open(address)
        uvicorn.Server(config).run(sockets=[listener])
