"""The query files: each `queries/NAME.sql` says in its header what it is for, what it takes and what it returns."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """Return the text of `queries/NAME.sql`."""
    return files("graph.sqlite").joinpath("queries", f"{name}.sql").read_text("utf-8")


@cache
def schema() -> str:
    """Return the statements that make an empty store."""
    return files("graph.sqlite").joinpath("schema.sql").read_text("utf-8")
