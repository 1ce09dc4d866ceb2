"""What ties divisions and entities to each other: links, and what surrounds an entity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import nlargest
from operator import itemgetter

from graph.answers import ClaimAnswer, ClaimFilter, Link, Links, Neighbourhood, Page, PairLinks
from graph.errors import InvalidQueryError
from graph.figures import Grouped, count
from graph.ontology import Level
from graph.questions import MAX_LIMIT
from graph.reading import (
    BESIDE,
    CLAIM,
    ID,
    SINCE,
    SOURCE,
    TARGET,
    THERE,
    Handle,
    Match,
    Reader,
    match_values,
    the_city,
    the_entity,
)
from graph.rows import city_ref
from graph.store import CLAIMS_A_NODE, MAX_DEPTH, MAX_HUB


def _newest_first(matches: Sequence[Match]) -> list[Match]:
    """Return the claims newest first by the first day that their date can mean, undated last, then by id."""
    return sorted(sorted(matches, key=itemgetter(ID)), key=lambda match: match[SINCE] or "", reverse=True)


def _page_of(reader: Reader, matches: Sequence[Match], limit: int, offset: int) -> Page[ClaimAnswer]:
    """Return a page of the claims, newest first; only what is on it is read in full."""
    newest = nlargest(offset + limit, (match[SINCE] or "" for match in matches))
    near = [match for match in matches if (match[SINCE] or "") >= newest[-1]] if newest else []
    numbers = [match[CLAIM] for match in _newest_first(near)[offset : offset + limit]]
    return Page(len(matches), limit, offset, reader.claims(numbers))


def links(
    reader: Reader,
    code: str,
    level: Level,
    where: ClaimFilter,
    limit: int,
    offset: int,
    claims_limit: int,
    claims_offset: int,
) -> Links:
    """See `Store.links`."""
    city = the_city(reader, code)
    above = {city.at(name) for name in Level}
    groups: Grouped[str] = Grouped()
    unplaced = 0
    for match in reader.match(match_values(reader, where, scope=code, level=level)):
        other = match[THERE]
        if other is None:
            unplaced += 1
        elif other not in above:
            groups.add(other, match)
    ranked = groups.ranked()
    page = ranked[offset : offset + limit]
    names = reader.city_names(page)
    found = []
    for other in page:
        figures, first, last = groups.count(other)
        found.append(Link(city_ref(other, names[other]), figures, first, last))
    counted = groups.all()
    return Links(
        city_ref(code, city.name),
        level,
        Page(len(ranked), limit, offset, tuple(found)),
        count(counted).figures,
        unplaced,
        _page_of(reader, counted, claims_limit, claims_offset),
    )


def links_between(
    reader: Reader, code: str, other: str, level: Level, where: ClaimFilter, limit: int, offset: int
) -> PairLinks:
    """See `Store.links_between`."""
    one, two = the_city(reader, code), the_city(reader, other)
    if any(code == two.at(name) or other == one.at(name) for name in Level):
        raise InvalidQueryError(f"{one.name} and {two.name} are one, or one lies in the other: name two apart")
    ours = reader.match(match_values(reader, where, scope=code, level=level, other=other))
    theirs = reader.match(match_values(reader, where, scope=other, level=level, other=code))
    between = [match for match in ours if match[BESIDE]]
    unplaced = {match[CLAIM] for match in (*ours, *theirs) if not match[BESIDE]}
    return PairLinks(
        city_ref(code, one.name),
        city_ref(other, two.name),
        level,
        count(between).figures,
        _page_of(reader, between, limit, offset),
        len(unplaced),
    )


def neighbourhood(reader: Reader, entity_id: str, where: ClaimFilter, depth: int, limit: int) -> Neighbourhood:
    """See `Store.neighbourhood`."""
    if not 1 <= depth <= MAX_DEPTH:
        raise InvalidQueryError(f"depth is a number from 1 to {MAX_DEPTH}, not {depth}")
    start = the_entity(reader, entity_id)
    chosen = [start]
    taken = {start}
    met: set[Handle] = set()
    found: dict[Handle, Match] = {}
    frontier = [start]
    for _ in range(depth):
        # Where there is no room for more nodes, a further step could only count.
        if not frontier or len(chosen) >= limit:
            break
        matches = reader.match(match_values(reader, where, entities=frontier))
        found.update((match[CLAIM], match) for match in matches)
        fresh = {end for match in matches for end in match[SOURCE : TARGET + 1]} - taken
        met |= fresh
        ranked = sorted(reader.supports(fresh), key=lambda row: (-row[1], row[2]))
        nearest = [entity for entity, _, _ in ranked[: limit - len(chosen)]]
        chosen += nearest
        taken |= set(nearest)
        frontier = [entity for entity, claims in reader.degrees(nearest) if claims <= MAX_HUB]
    seen: Counter[frozenset[Handle]] = Counter()
    turns: list[tuple[int, Match]] = []
    for match in _newest_first([m for m in found.values() if m[SOURCE] in taken and m[TARGET] in taken]):
        pair = frozenset((match[SOURCE], match[TARGET]))
        turns.append((seen[pair], match))
        seen[pair] += 1
    claims = [match for _, match in sorted(turns, key=itemgetter(0))][: min(CLAIMS_A_NODE * limit, MAX_LIMIT)]
    return Neighbourhood(
        reader.entities(chosen),
        reader.claims([match[CLAIM] for match in claims]),
        left_out_nodes=len(met - taken),
        left_out_claims=len(found) - len(claims),
    )
