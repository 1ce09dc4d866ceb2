"""How the server is set up: one value per setting, read from the environment once."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

from graph.errors import QianyueError
from graph.store import DEFAULT_TIMEOUT, Access

DEFAULT_STORE = "sqlite:///data/qianyue.db"


class SettingsError(QianyueError):
    """A setting has a value that it cannot have."""


def is_loopback(host: str) -> bool:
    """Tell whether a host, named or by its address, is this machine and for no other to reach."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _store(text: str) -> str:
    if not urlsplit(text).scheme:
        raise ValueError("is no URL such as sqlite:///data/qianyue.db or neo4j://127.0.0.1:7687")
    return text


def _text(text: str) -> str:
    return text


def _host(text: str) -> str:
    if not text.strip() or any(char.isspace() or char == "/" for char in text):
        raise ValueError("is no host name or address such as 127.0.0.1")
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise ValueError("is no port number from 0 to 65535")
    return int(text)


def _switch(text: str) -> bool | None:
    values = {"auto": None, "on": True, "1": True, "true": True, "off": False, "0": False, "false": False}
    if text.lower() not in values:
        raise ValueError("is none of auto, on, off")
    return values[text.lower()]


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise ValueError("is no number of seconds above 0, up to 3600")
    return seconds


def _setting(
    default: Any, variables: tuple[str, ...], read: Callable[[str], Any], meaning: str, secret: bool = False
) -> Any:
    metadata = {"variables": variables, "read": read, "meaning": meaning}
    return field(default=default, metadata=metadata, repr=not secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a server.

    `store` (QIANYUE_STORE): URL of the graph's store: a file (`sqlite:///…`) or a Neo4j server (`neo4j://host:7687`,
    `bolt://…`, with `+s` or `+ssc` for TLS).
    `store_user` (QIANYUE_STORE_USER), `store_password` (QIANYUE_STORE_PASSWORD), `store_database`
    (QIANYUE_STORE_DATABASE): as whom the server of the store is asked, and which of its databases.
    `host` (QIANYUE_HOST): address to listen on.
    `port` (QIANYUE_PORT, or PORT): port to listen on; 0 takes a free one.
    `quotes_only` (QIANYUE_QUOTES_ONLY: auto, on, off): show quotes and addresses, never whole articles, whose text
    is the press's. None is auto: whole articles go only to a visitor on this machine (his address, the one that he
    reached and the one that he named are loopback, and no proxy stands between) from a server whose `host` is loopback.
    A proxy that leaves no `Forwarded`, `X-Forwarded-For` or `Via` looks like such a visitor: behind one, set it on.
    `query_timeout` (QIANYUE_QUERY_TIMEOUT): seconds after which a query is stopped.
    """

    store: str = _setting(DEFAULT_STORE, ("QIANYUE_STORE",), _store, "URL of the graph's store")
    store_user: str = _setting("neo4j", ("QIANYUE_STORE_USER",), _text, "user of the Neo4j server")
    store_password: str = _setting("", ("QIANYUE_STORE_PASSWORD",), _text, "password of the Neo4j server", secret=True)
    store_database: str = _setting("neo4j", ("QIANYUE_STORE_DATABASE",), _text, "database of the Neo4j server")
    host: str = _setting("127.0.0.1", ("QIANYUE_HOST",), _host, "address to listen on")
    port: int = _setting(8000, ("QIANYUE_PORT", "PORT"), _port, "port to listen on; 0 takes a free one")
    quotes_only: bool | None = _setting(
        None,
        ("QIANYUE_QUOTES_ONLY",),
        _switch,
        "quotes and addresses only: auto (on but for this machine itself), on, off",
    )
    query_timeout: float = _setting(
        DEFAULT_TIMEOUT, ("QIANYUE_QUERY_TIMEOUT",), _seconds, "seconds after which a query is stopped"
    )

    @property
    def access(self) -> Access:
        """As whom the store is asked."""
        return Access(self.store_user, self.store_password, self.store_database)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
        """Return the settings of the environment (default: the process's); values `given` that are not None win.

        Raises `SettingsError`.
        """
        taken = {name: value for name, value in given.items() if value is not None}
        names = [setting.name for setting in fields(cls) if setting.name not in taken]
        return cls(**taken, **{name: read_setting(name, environment) for name in names})


def read_setting(name: str, environment: Mapping[str, str] | None = None) -> Any:
    """Return one setting as the environment has it (default: the process's), or its default.

    An empty variable counts as unset. Raises `SettingsError` naming the variable, its value and what would do.
    """
    values = os.environ if environment is None else environment
    setting = next(setting for setting in fields(Settings) if setting.name == name)
    for variable in setting.metadata["variables"]:
        if text := values.get(variable, ""):
            try:
                return setting.metadata["read"](text)
            except ValueError as error:
                raise SettingsError(f"{variable}={text!r} {error}") from None
    return setting.default


def settings_table() -> list[tuple[str, str, str]]:
    """Return, for each setting, its variable(s), its default and its meaning."""
    return [
        (
            ", ".join(setting.metadata["variables"]),
            "auto" if setting.default is None else str(setting.default),
            setting.metadata["meaning"],
        )
        for setting in fields(Settings)
    ]
