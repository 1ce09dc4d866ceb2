"""The ontology: which types there are, what they are called, and which ends a claim may have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


class EntityType(StrEnum):
    CITY = "City"
    ENTERPRISE = "Enterprise"
    UNIVERSITY = "University"
    PLATFORM = "Platform"
    PROJECT = "Project"


class ClaimType(StrEnum):
    SIGNED = "SIGNED"
    VISITED = "VISITED"
    FUNDED = "FUNDED"
    PARTNERED = "PARTNERED"


class Status(StrEnum):
    DONE = "done"
    PLANNED = "planned"


class Level(StrEnum):
    """Level of an administrative division; a municipality stands at both province and prefecture level."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Label:
    """What a type is called on a page, and its colour (`#RRGGBB`; empty where it has none)."""

    zh: str
    en: str
    colour: str = ""

    def text(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """How a claim type is called, whether it has a direction, and which ends it may join."""

    label: Label
    directed: bool
    sources: frozenset[EntityType]
    targets: frozenset[EntityType]

    def allows(self, source: EntityType, target: EntityType) -> bool:
        return source in self.sources and target in self.targets


@dataclass(frozen=True, slots=True)
class Ontology:
    entities: dict[EntityType, Label]
    claims: dict[ClaimType, ClaimRule]
    statuses: dict[Status, Label]
    levels: dict[Level, Label]


@cache
def ontology() -> Ontology:
    """Return the shipped ontology, read once from `ontology.yaml`."""
    raw: dict[str, Any] = yaml.safe_load(files("graph").joinpath("ontology.yaml").read_text("utf-8"))

    def label(row: dict[str, Any]) -> Label:
        return Label(row["zh"], row["en"], row.get("colour", ""))

    return Ontology(
        entities={EntityType(k): label(v) for k, v in raw["entities"].items()},
        claims={
            ClaimType(k): ClaimRule(
                label(v),
                v["directed"],
                frozenset(map(EntityType, v["source"])),
                frozenset(map(EntityType, v["target"])),
            )
            for k, v in raw["claims"].items()
        },
        statuses={Status(k): label(v) for k, v in raw["statuses"].items()},
        levels={Level(k): label(v) for k, v in raw["levels"].items()},
    )
