"""The questions that the API and the command line both ask: what was given is checked, named cities become codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from graph.answers import ClaimFilter, Entity, Links, PairLinks
from graph.errors import InvalidQueryError, NotFoundError
from graph.model import is_partial_date
from graph.names import fold
from graph.ontology import ClaimType, EntityType, Level, Status
from graph.store import Store

MAX_TEXT = 200
"""The most characters that a name or text may have that is asked for."""

MAX_OFFSET = 1_000_000
"""The farthest that a list can be paged."""

MAX_AMOUNT = 10**18

_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def readable(text: str) -> str:
    """Return the text.

    Raises `ValueError` where it holds control characters, halves of a surrogate pair or U+FFFD, which stands for bytes
    that are no UTF-8.
    """
    if "\ufffd" in text:
        raise ValueError("holds U+FFFD, in place of bytes that are no UTF-8: encode it as UTF-8")
    if _UNREADABLE.search(text):
        raise ValueError("holds a control character or broken encoding")
    return text


def searchable(text: str) -> str:
    """Return the text. Raises `ValueError` where nothing in it can be part of a name."""
    if not fold(readable(text)):
        raise ValueError("holds no letter, digit or Chinese character")
    return text


def partial_date(text: str) -> str:
    """Return the date. Raises `ValueError` where it is no `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    try:
        if is_partial_date(text):
            date.fromisoformat(f"{text}-01-01"[:10])
            return text
    except ValueError:
        pass
    raise ValueError("is no date such as 2022, 2022-11 or 2022-11-09")


def claim_filter(
    store: Store,
    *,
    types: Iterable[ClaimType] = (),
    statuses: Iterable[Status] = (),
    source: str | None = None,
    target: str | None = None,
    entity: str | None = None,
    city: str | None = None,
    since: str | None = None,
    until: str | None = None,
    min_amount: int | None = None,
    max_amount: int | None = None,
    currency: str | None = None,
    min_confidence: float = 0.0,
    article: str | None = None,
) -> ClaimFilter:
    """Return the filter that the values make; `city` is a name or a code.

    Raises `InvalidQueryError` for bounds that leave nothing between them, and what `Store.city` raises.
    """
    # "-01" and "-12" with "-31" make the first and the last moment of a partial date comparable as text.
    if since and until and f"{since}-01-01"[:10] > f"{until}-12-31"[:10]:
        raise InvalidQueryError(f"since {since} lies after until {until}")
    if min_amount is not None and max_amount is not None and min_amount > max_amount:
        raise InvalidQueryError(f"min_amount {min_amount} is more than max_amount {max_amount}")
    return ClaimFilter(
        types=frozenset(types),
        statuses=frozenset(statuses),
        source=source,
        target=target,
        entity=entity,
        city=city_code(store, city) if city is not None else None,
        since=since,
        until=until,
        min_amount=min_amount,
        max_amount=max_amount,
        currency=currency.upper() if currency else None,
        min_confidence=min_confidence,
        article=article,
    )


def city_code(store: Store, city: str) -> str:
    """Return the GB/T code of a city given by name or code. Raises what `Store.city` raises."""
    return _code(store.city(city))


def _code(city: Entity) -> str:
    if city.home is None:
        raise NotFoundError(f"{city.name} has no administrative code: name the city it lies in")
    return city.home


def find_entity(store: Store, name_or_id: str) -> Entity:
    """Return the entity of that id or, if there is none, the only one of exactly that name or alias.

    Among cities of one name the widest is meant, as in `Store.city`. Raises `NotFoundError`, or `InvalidQueryError`
    naming the candidates where several have the name.
    """
    try:
        return store.entity(name_or_id)
    except NotFoundError:
        key = fold(name_or_id)
        if not key:
            raise
    found = store.search(name_or_id, limit=20).results
    exact = [e for e in found if fold(e.name) == key] or [e for e in found if key in map(fold, e.aliases)]
    if len(exact) == 1:
        return exact[0]
    if exact and all(entity.type is EntityType.CITY for entity in exact):
        return store.city(name_or_id)
    if exact:
        candidates = ", ".join(f"{e.name} ({e.id})" for e in exact)
        raise InvalidQueryError(f"several entities are called {name_or_id}: {candidates}; give an id")
    raise NotFoundError(f"no entity has the id or name {name_or_id}; search finds parts of names")


def level_of(city: Entity) -> Level:
    """Return the level at which a city's links are shown unless another is given: its own, for a county prefectures.

    The news places most firms and bodies in a prefecture and names no district: at county level they fall out.
    """
    return city.level if city.level in (Level.PROVINCE, Level.PREFECTURE) else Level.PREFECTURE


def city_links(
    store: Store,
    city: str,
    level: Level | None,
    where: ClaimFilter,
    limit: int,
    offset: int = 0,
    claims_limit: int = 20,
    claims_offset: int = 0,
) -> Links:
    """Return the links of a city given by name or code, at a level (default: `level_of` the city)."""
    found = store.city(city)
    return store.links(_code(found), level or level_of(found), where, limit, offset, claims_limit, claims_offset)


def pair_links(
    store: Store, city: str, other: str, level: Level | None, where: ClaimFilter, limit: int, offset: int = 0
) -> PairLinks:
    """Return everything between two cities given by name or code, at a level (default: `level_of` the first)."""
    found = store.city(city)
    return store.links_between(_code(found), city_code(store, other), level or level_of(found), where, limit, offset)
