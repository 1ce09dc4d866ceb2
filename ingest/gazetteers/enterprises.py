"""Enterprises that the news name most, with their short names; written by hand, no register."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.names import fold


@dataclass(frozen=True, slots=True)
class Enterprise:
    """A well-known enterprise: its usual full name and what else it is called."""

    name: str
    aliases: tuple[str, ...]


class Enterprises:
    """The enterprises, looked up by any of their names."""

    def __init__(self, rows: list[Enterprise]) -> None:
        self._rows = tuple(rows)
        names: dict[str, list[Enterprise]] = defaultdict(list)
        for row in rows:
            for name in (row.name, *row.aliases):
                names[fold(name)].append(row)
        self._names = {name: tuple(found) for name, found in names.items()}

    def all(self) -> tuple[Enterprise, ...]:
        """Return every enterprise, as listed."""
        return self._rows

    def named(self, name: str) -> tuple[Enterprise, ...]:
        """Return the enterprises of that full or short name."""
        return self._names.get(fold(name), ())


@cache
def enterprises() -> Enterprises:
    """Return the shipped enterprises, read once."""
    text = files("ingest.gazetteers").joinpath("enterprises.csv").read_text("utf-8")
    return Enterprises(
        [
            Enterprise(row["name"], tuple(filter(None, row["aliases"].split("|"))))
            for row in csv.DictReader(text.splitlines())
        ]
    )
