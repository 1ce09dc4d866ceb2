"""The word lists of the rules, kept as data."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = json.loads(files("ingest.language").joinpath("words.json").read_text("utf-8"))
    return lists


def words(name: str) -> list[str]:
    """Return one of the lists in `words.json` by its name."""
    return _lists()[name]
