"""China's administrative divisions: by code, by name, and what lies above what.

`regions.csv` holds the current divisions, `former.csv` the abolished names with the code of the one division
that took their place (both built by `tests/tools/build_regions.py`).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files

from graph.cities import City
from graph.names import fold
from graph.ontology import Level


class Regions:
    """The divisions, looked up by code or by name."""

    def __init__(self, cities: list[City], former: list[tuple[str, str]]) -> None:
        self.by_code: dict[str, City] = {city.code: city for city in cities}
        self._children: dict[str, list[City]] = defaultdict(list)
        names: dict[str, dict[str, City]] = defaultdict(dict)
        for city in cities:
            if city.parent:
                self._children[city.parent].append(city)
            for name in (city.name, city.short):
                names[fold(name)][city.code] = city
        for name, code in former:
            if fold(name) not in names:
                names[fold(name)][code] = self.by_code[code]
        self._names = {name: tuple(found.values()) for name, found in names.items()}

    def all(self) -> tuple[City, ...]:
        """Return every current division, in the order of their codes."""
        return tuple(self.by_code[code] for code in sorted(self.by_code))

    def named(self, name: str) -> tuple[City, ...]:
        """Return the divisions of that full, short or former name, in the order of their codes."""
        return tuple(sorted(self._names.get(fold(name), ()), key=lambda city: city.code))

    def children(self, code: str) -> tuple[City, ...]:
        """Return the divisions right below one, in the order of their codes."""
        return tuple(self._children.get(code, ()))

    def ancestors(self, code: str) -> tuple[City, ...]:
        """Return the divisions above one, nearest first."""
        above: list[City] = []
        parent = self.by_code[code].parent
        while parent:
            above.append(self.by_code[parent])
            parent = self.by_code[parent].parent
        return tuple(above)

    def within(self, code: str, ancestor: str) -> bool:
        """Tell whether a division is, or lies in, another."""
        return code == ancestor or any(city.code == ancestor for city in self.ancestors(code))


@cache
def regions() -> Regions:
    """Return the shipped divisions, read once."""
    folder = files("ingest.gazetteers")
    rows = list(csv.DictReader(folder.joinpath("regions.csv").read_text("utf-8").splitlines()))
    parents = {row["code"]: row["parent"] or None for row in rows}
    levels = {row["code"]: Level(row["level"]) for row in rows}
    with_children = set(parents.values())

    def chain(code: str) -> list[str]:
        parent = parents[code]
        return [code, *(chain(parent) if parent else [])]

    cities = []
    for row in rows:
        code, level = row["code"], levels[row["code"]]
        above = {levels[c]: c for c in chain(code)}
        province = above[Level.PROVINCE]
        childless = code not in with_children
        # Under a municipality or straight under a province there is no prefecture: the one that acts as it stands in.
        directly_under = level is Level.COUNTY and parents[code] == province
        municipality = province[:2] in {"11", "12", "31", "50"}
        prefecture = above.get(Level.PREFECTURE)
        if prefecture is None and municipality:
            prefecture = province
        elif prefecture is None and (directly_under or childless):
            prefecture = code
        county = above.get(Level.COUNTY) or (code if childless else None)
        cities.append(
            City(
                code, row["name"], row["short"], level, parents[code],
                province, prefecture, county, float(row["lon"]), float(row["lat"]),
            )
        )  # fmt: skip
    former = csv.DictReader(folder.joinpath("former.csv").read_text("utf-8").splitlines())
    return Regions(cities, [(row["name"], row["code"]) for row in former])
