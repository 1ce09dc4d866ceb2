"""Development zones of the national level: high-tech zones, economic zones, new areas, free-trade zones.

`zones.csv` is built by `tests/tools/build_zones.py`. Prefectures and provinces are reliable, counties approximate.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.names import fold


@dataclass(frozen=True, slots=True)
class Zone:
    """A development zone. `county`, `prefecture` and `province` are GB/T codes, None where unknown.

    `code` is that of the nearest division that is reliable: the prefecture, or else the province.
    """

    name: str
    kind: str
    aliases: tuple[str, ...]
    county: str | None
    prefecture: str | None
    province: str

    @property
    def code(self) -> str:
        return self.prefecture or self.province


class Zones:
    """The zones, looked up by any of their names."""

    def __init__(self, rows: list[Zone]) -> None:
        self._rows = tuple(rows)
        names: dict[str, dict[str, Zone]] = defaultdict(dict)
        for row in rows:
            for name in (row.name, *row.aliases):
                names[fold(name)][row.name] = row
        self._names = {name: tuple(found.values()) for name, found in names.items()}

    def all(self) -> tuple[Zone, ...]:
        """Return every zone, in the order of provinces and names."""
        return self._rows

    def named(self, name: str) -> tuple[Zone, ...]:
        """Return the zones of that full or short name; several where a short name is shared."""
        return self._names.get(fold(name), ())


@cache
def zones() -> Zones:
    """Return the shipped zones, read once."""
    text = files("ingest.gazetteers").joinpath("zones.csv").read_text("utf-8")
    return Zones(
        [
            Zone(
                row["name"],
                row["kind"],
                tuple(filter(None, row["aliases"].split("|"))),
                row["county"] or None,
                row["prefecture"] or None,
                row["province"],
            )
            for row in csv.DictReader(text.splitlines())
        ]
    )
