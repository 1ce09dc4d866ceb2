"""Canonical entities: derived from the mentions that are the same, never written by hand.

Mentions whose `Identity.key` is equal are one entity. What the entity is called and where its home lies follow
from its mentions alone, not from the order in which they came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.names import fold
from graph.ontology import EntityType


@dataclass(frozen=True, slots=True)
class Identity:
    """Which entity a mention is, as resolution sees it from the mention, its article and the gazetteers.

    `key` is equal for mentions of one entity and for those only. `known` is the entity's id in a gazetteer, such as
    `city-610100`, and `known_name` its official name there. `stated_home` is the GB/T code of the home that the
    article states, `inferred_home` one that follows from a gazetteer or the entity's zone.
    """

    key: str
    known: str | None = None
    known_name: str | None = None
    stated_home: str | None = None
    inferred_home: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A mention as a member of an entity. `id` is the mention's fingerprint."""

    id: str
    article: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    identity: Identity


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


def _most_said(values: Iterable[str]) -> str | None:
    """Return the value that occurs most often, the first in code-point order among equals."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def derive(members: Collection[Member]) -> Derived:
    """Return the entity that the mentions make.

    Its id is that of a gazetteer or of its least mention: every mention's id leads to it (see `Store.entity`). Its
    name is the gazetteer's, or else the fullest one (most characters, then most articles).
    `support` is the number of articles.
    """
    known = _most_said(m.identity.known for m in members if m.identity.known)
    known_name = _most_said(m.identity.known_name for m in members if m.identity.known_name)
    counts = Counter(m.name for m in members)
    name = known_name or min(counts, key=lambda n: (-len(fold(n)), -counts[n], n))
    forms = {form for m in members for form in (m.name, *m.aliases)} - {name}
    stated = _most_said(m.identity.stated_home for m in members if m.identity.stated_home)
    inferred = _most_said(m.identity.inferred_home for m in members if m.identity.inferred_home)
    return Derived(
        id=known or min(m.id for m in members),
        type=EntityType(_most_said(m.type for m in members) or EntityType.ENTERPRISE),
        name=name,
        aliases=tuple(sorted(forms)),
        home=stated or inferred,
        home_stated=stated is not None,
        support=len({m.article for m in members}),
    )
