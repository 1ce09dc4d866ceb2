"""Administrative divisions as the graph knows them."""

from __future__ import annotations

from dataclasses import dataclass

from graph.ontology import Level

_PREFIX = "city-"


def city_id(code: str) -> str:
    """Return the entity id of the division with a GB/T 2260 code."""
    return _PREFIX + code


def city_code(entity_id: str) -> str | None:
    """Return the code in a division's entity id, None for the id of any other entity."""
    return entity_id.removeprefix(_PREFIX) if entity_id.startswith(_PREFIX) else None


@dataclass(frozen=True, slots=True)
class City:
    """A current administrative division of China (GB/T 2260).

    `code` has six digits. `parent` is the division right above it, None for a province. `province`, `prefecture`
    and `county` are the divisions that it counts as at each level: a municipality and a county directly under a
    province also stand at prefecture level, a division without children at every level below its own. None
    says that it cannot be placed at that level. Coordinates are degrees (probably GCJ-02), approximate.
    """

    code: str
    name: str
    short: str
    level: Level
    parent: str | None
    province: str
    prefecture: str | None
    county: str | None
    lon: float
    lat: float

    def at(self, level: Level) -> str | None:
        """Return the code that this division counts as at a level, None where it cannot be placed."""
        match level:
            case Level.PROVINCE:
                return self.province
            case Level.PREFECTURE:
                return self.prefecture
            case Level.COUNTY:
                return self.county
