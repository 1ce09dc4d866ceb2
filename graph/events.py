"""Which claims of an article are about the same deal or visit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.dates import Interval, common, days, meet
from graph.ontology import ClaimType, EntityType

_SENTENCE_END = re.compile(r"[。！？!?]")


@dataclass(frozen=True, slots=True)
class EventClaim:
    """A claim as grouping sees it. `source` and `target` stand for canonical entities, `id` is the claim's."""

    id: str
    type: ClaimType
    source: str
    target: str
    source_type: EntityType
    target_type: EntityType
    date: str | None
    amount: int | None
    currency: str | None
    start: int
    end: int

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.source, self.target))

    @property
    def project(self) -> str | None:
        """The Project at one end, None where there is none or two."""
        ends = {self.source: self.source_type, self.target: self.target_type}
        found = [end for end, kind in ends.items() if kind is EntityType.PROJECT]
        return found[0] if len(found) == 1 else None

    def overlaps(self, other: EventClaim) -> bool:
        return self.start < other.end and other.start < self.end

    def distance(self, other: EventClaim) -> int:
        """Return the number of characters between the two quotes, 0 where they touch or overlap."""
        return max(0, self.start - other.end, other.start - self.end)


class _Groups:
    """Claims put together step by step; two groups join only where all their dates can be the same."""

    def __init__(self, claims: Sequence[EventClaim]) -> None:
        self._leader = {claim.id: claim.id for claim in claims}
        self._days: dict[str, Interval | None] = {claim.id: days(claim.date) for claim in claims}

    def of(self, claim: EventClaim) -> str:
        leader = self._leader[claim.id]
        while leader != self._leader[leader]:
            leader = self._leader[leader]
        return leader

    def join(self, *claims: EventClaim) -> None:
        """Put the claims' groups together if their dates allow it, else leave all as they are."""
        leaders = sorted({self.of(claim) for claim in claims})
        shared: Interval | None = None
        for leader in leaders:
            if not meet(shared, self._days[leader]):
                return
            shared = common(shared, self._days[leader])
        for leader in leaders:
            self._leader[leader] = leaders[0]
        self._days[leaders[0]] = shared


def _nearest_first(claims: Iterable[EventClaim]) -> list[tuple[EventClaim, EventClaim]]:
    """Return all pairs of claims, those with the nearest quotes first, ids breaking ties."""
    ordered = sorted(claims, key=lambda claim: claim.id)
    return sorted(combinations(ordered, 2), key=lambda pair: (pair[0].distance(pair[1]), pair[0].id, pair[1].id))


def _same_sum(one: EventClaim, other: EventClaim) -> bool:
    if one.amount is None or other.amount is None:
        return True
    return (one.amount, one.currency) == (other.amount, other.currency)


def _same_sentence(one: EventClaim, other: EventClaim, text: str) -> bool:
    if one.distance(other) == 0:
        return True
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return _SENTENCE_END.search(text[min(one.end, other.end) - 1] + between) is None


def events(claims: Sequence[EventClaim], text: str) -> dict[str, str]:
    """Return the event of each claim of an article, by claim id: the least id among the claims of one event.

    A visit is one per delegation and destination. A deal (SIGNED, FUNDED, PARTNERED) holds

    - the claims of a pair, unless they state different sums;
    - the claims that touch a Project, with the claims between its parties that stand in the same sentence as one of
      them, and those of one party and a third whose quote overlaps the quotes of that one Project alone;
    - the claims among three or more that are tied each to each by overlapping quotes: the founders of a joint venture
      and the venture, or several who sign one document.

    Nothing is put together whose dates cannot be the same. The order of the claims does not matter.
    """
    groups = _Groups(claims)
    visits: dict[tuple[str, str], list[EventClaim]] = defaultdict(list)
    pairs: dict[frozenset[str], list[EventClaim]] = defaultdict(list)
    projects: dict[str, list[EventClaim]] = defaultdict(list)
    deals: list[EventClaim] = []
    for claim in sorted(claims, key=lambda claim: claim.id):
        if claim.type is ClaimType.VISITED:
            visits[claim.source, claim.target].append(claim)
            continue
        deals.append(claim)
        pairs[claim.pair].append(claim)
        if claim.project is not None:
            projects[claim.project].append(claim)

    for same in (*visits.values(), *projects.values()):
        for one, other in _nearest_first(same):
            groups.join(one, other)
    for same in pairs.values():
        for one, other in _nearest_first(same):
            if _same_sum(one, other):
                groups.join(one, other)
    _join_triangles(groups, deals, pairs)
    _join_parties(groups, deals, projects, text)
    return {claim.id: groups.of(claim) for claim in claims}


def _join_triangles(groups: _Groups, deals: list[EventClaim], pairs: dict[frozenset[str], list[EventClaim]]) -> None:
    tied: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for end in pair:
            tied[end] |= pair
    for claim in deals:
        one, other = sorted(claim.pair)
        for third in sorted((tied[one] & tied[other]) - claim.pair):
            for left in pairs[frozenset((one, third))]:
                for right in pairs[frozenset((other, third))]:
                    if claim.overlaps(left) and claim.overlaps(right) and left.overlaps(right):
                        groups.join(claim, left, right)


def _join_parties(groups: _Groups, deals: list[EventClaim], projects: dict[str, list[EventClaim]], text: str) -> None:
    parties = {project: {end for claim in of for end in claim.pair} for project, of in projects.items()}
    for claim in deals:
        if claim.project is not None:
            continue
        near = [
            (min(claim.distance(mate) for mate in mates), project)
            for project, ends in parties.items()
            if claim.pair <= ends
            and (mates := [mate for mate in projects[project] if _same_sentence(claim, mate, text)])
        ]
        if not near:
            touched = [
                (0, project)
                for project, ends in parties.items()
                if claim.pair & ends and any(claim.overlaps(mate) for mate in projects[project])
            ]
            near = touched if len(touched) == 1 else []
        if near:
            project = min(near)[1]
            mate = min(projects[project], key=lambda mate: (claim.distance(mate), mate.id))
            groups.join(claim, mate)
