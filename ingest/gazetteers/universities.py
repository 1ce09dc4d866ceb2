"""Universities and colleges: those of the ministry's list, and overseas the hundred-odd that occur most.

`universities.csv` is built by `tests/tools/build_universities.py`.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.names import fold


@dataclass(frozen=True, slots=True)
class University:
    """A higher-education institution.

    `code` is the ministry of education's, empty outside its list. `city` is the GB/T code of its seat or None.
    `country` is the ISO 3166 code.
    """

    name: str
    code: str
    city: str | None
    aliases: tuple[str, ...]
    country: str


class Universities:
    """The universities, looked up by any of their names."""

    def __init__(self, rows: list[University]) -> None:
        self._rows = tuple(rows)
        names: dict[str, dict[str, University]] = defaultdict(dict)
        for row in rows:
            for name in (row.name, *row.aliases):
                names[fold(name)][row.name] = row
        self._names = {name: tuple(found.values()) for name, found in names.items()}

    def all(self) -> tuple[University, ...]:
        """Return every university, those of the ministry's list first, in the order of their codes."""
        return self._rows

    def named(self, name: str) -> tuple[University, ...]:
        """Return the universities of that full or short name; several where a short name is shared."""
        return self._names.get(fold(name), ())


@cache
def universities() -> Universities:
    """Return the shipped universities, read once."""
    text = files("ingest.gazetteers").joinpath("universities.csv").read_text("utf-8")
    return Universities(
        [
            University(
                row["name"],
                row["code"],
                row["city"] or None,
                tuple(filter(None, row["aliases"].split("|"))),
                row["country"],
            )
            for row in csv.DictReader(text.splitlines())
        ]
    )
