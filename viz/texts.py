"""What the pages say, in Chinese and in English."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from graph.ontology import ClaimType, EntityType, Level, Status, ontology

Lang = Literal["zh", "en"]


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = yaml.safe_load(files("viz").joinpath("texts.yaml").read_text("utf-8"))
    return table


class Texts:
    """The texts of one language. Called with a key of `texts.yaml`, and values for what it leaves open."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __call__(self, key: str, **values: Any) -> str:
        """Return the text of a key. Raises `KeyError` for a key or a value that is missing."""
        return _table()[key][self.lang].format(**values)

    def name(self, kind: EntityType | ClaimType | Status | Level) -> str:
        """Return what a type, a status or a level is called."""
        known = ontology()
        match kind:
            case EntityType():
                label = known.entities[kind]
            case ClaimType():
                label = known.claims[kind].label
            case Status():
                label = known.statuses[kind]
            case Level():
                label = known.levels[kind]
        return label.text(self.lang)


def keys() -> frozenset[str]:
    """Return every key that there is a text for."""
    return frozenset(_table())
