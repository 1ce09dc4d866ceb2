"""Canonical entities: derived from the mentions that are the same, never written by hand.

Mentions whose `Identity.key` is equal are one entity. What the entity is called and where its home lies follow
from its mentions alone, not from the order in which they came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.cities import City, city_code, city_id
from graph.model import Mention
from graph.names import fold
from graph.ontology import EntityType


@dataclass(frozen=True, slots=True)
class Identity:
    """Which entity a mention is, as resolution sees it from the mention, its article and the gazetteers.

    `key` is equal for mentions of one entity and for those only. `known` is the entity's id in a gazetteer, such as
    `city-610100`, and then its key too; `known_name` is its official name there. `stated_home` is the GB/T code of
    the home that the article states, `inferred_home` one that follows from a gazetteer or the entity's zone.
    Raises `ValueError` where a known entity has another key.
    """

    key: str
    known: str | None = None
    known_name: str | None = None
    stated_home: str | None = None
    inferred_home: str | None = None

    def __post_init__(self) -> None:
        if self.known is not None and self.known != self.key:
            raise ValueError(f"an entity known as {self.known!r} must have that as its key, not {self.key!r}")


Tally = Counter[tuple[str, str]]
"""How often the mentions of an entity say each thing of it, by kind and value, and in how many articles (`article`).

Tallies add up: an entity's is the sum of its mentions', so that one mention more or less never needs the others.
"""


def tally(mentions: Iterable[tuple[Mention, Identity]]) -> dict[str, Tally]:
    """Return what one article's mentions say, by `Identity.key`."""
    said: dict[str, Tally] = {}
    for mention, identity in mentions:
        counts = said.setdefault(identity.key, Counter())
        counts["type", mention.type] += 1
        counts["name", mention.name] += 1
        for alias in mention.aliases:
            counts["alias", alias] += 1
        for kind in ("known_name", "stated_home", "inferred_home"):
            value = getattr(identity, kind)
            if value is not None:
                counts[kind, value] += 1
        if identity.known is not None:
            counts["known", identity.known] += 1
        counts["article", ""] = 1
    return said


@dataclass(frozen=True, slots=True)
class Derived:
    """An entity as derived. `home` is a GB/T code; `home_stated` tells whether an article says so."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    home: str | None
    home_stated: bool
    support: int


def _most_said(said: Mapping[tuple[str, str], int], kind: str) -> str | None:
    """Return the value of a kind that is said most often, the first in code-point order among equals."""
    values = [value for found, value in said if found == kind]
    return min(values, key=lambda value: (-said[kind, value], value)) if values else None


def derive(said: Tally, least: str, city: City | None = None) -> Derived:
    """Return the entity that its mentions make. `city` is the division that it is, if it is one of the gazetteer's.

    Its id is that of a gazetteer or of `least`, its least mention: every mention's id leads to it (see
    `Store.entity`). Its name is the gazetteer's, or else the fullest one (most characters, then said most often, then
    first in code-point order). Its home is the one stated most often, or else the one inferred most often, the least
    code among equals; a City's is its own. `support` is the number of articles.
    """
    if city is not None:
        forms = {city.short} | {value for kind, value in said if kind in ("name", "alias")}
        aliases = tuple(sorted(forms - {city.name}))
        return Derived(city_id(city.code), EntityType.CITY, city.name, aliases, city.code, True, said["article", ""])
    known = _most_said(said, "known")
    names = [value for kind, value in said if kind == "name"]
    name = _most_said(said, "known_name") or min(names, key=lambda n: (-len(fold(n)), -said["name", n], n))
    forms = {value for kind, value in said if kind in ("name", "alias")} - {name}
    stated = _most_said(said, "stated_home")
    own = city_code(known) if known else None
    return Derived(
        id=known or least,
        type=EntityType(_most_said(said, "type") or EntityType.ENTERPRISE),
        name=name,
        aliases=tuple(sorted(forms)),
        home=own or stated or _most_said(said, "inferred_home"),
        home_stated=own is not None or stated is not None,
        support=said["article", ""],
    )
