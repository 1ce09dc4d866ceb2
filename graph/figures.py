"""Counting events and money over a set of claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from graph.answers import Figures, Sum
from graph.dates import Interval, partial
from graph.ontology import ClaimType, Status

K = TypeVar("K")


class Fact(NamedTuple):
    """What counting needs of a claim. `since` and `until` are the first and last day that its date can mean."""

    claim: int
    event: int
    article: int
    type: str
    status: str
    since: str | None
    until: str | None
    amount: int | None
    currency: str | None


class Tallied(NamedTuple):
    figures: Figures
    first: str | None
    last: str | None


def count(facts: Iterable[Fact]) -> Tallied:
    """Return the figures of a set of claims, and the earliest and the latest of their dates, as stated.

    An event is done as soon as one of its claims in the set is, and counts for every type that it has a claim of.
    Its amount in a currency is the greatest that its claims in the set state: the others are parts of it.
    """
    claims = undated = 0
    articles: set[int] = set()
    status: dict[int, str] = {}
    types: dict[str, set[int]] = defaultdict(set)
    amounts: dict[tuple[int, str], int] = {}
    first: Interval | None = None
    last: Interval | None = None
    for _, event, article, kind, state, since, until, amount, currency in facts:
        claims += 1
        articles.add(article)
        types[kind].add(event)
        if status.get(event) != Status.DONE:
            status[event] = state
        if since is None or until is None:
            undated += 1
        else:
            if first is None or (since, until) < first:
                first = since, until
            if last is None or (until, since) > (last[1], last[0]):
                last = since, until
        if amount is not None and currency is not None:
            key = event, currency
            if amount > amounts.get(key, -1):
                amounts[key] = amount
    states = Counter(status.values())
    sums: Counter[tuple[str, str]] = Counter()
    for (event, currency), amount in amounts.items():
        sums[currency, status[event]] += amount
    figures = Figures(
        events=len(status),
        claims=claims,
        articles=len(articles),
        undated=undated,
        by_type={kind: len(types.get(kind, ())) for kind in ClaimType},
        by_status={state: states[state] for state in Status},
        sums=tuple(Sum(currency, Status(state), sums[currency, state]) for currency, state in sorted(sums)),
    )
    return Tallied(figures, first and partial(first), last and partial(last))


class Grouped(Generic[K]):
    """Claims grouped by a key, each group counted when it is asked for."""

    def __init__(self) -> None:
        self._facts: dict[K, list[Fact]] = defaultdict(list)

    def add(self, key: K, fact: Fact) -> None:
        self._facts[key].append(fact)

    def ranked(self) -> list[K]:
        """Return the keys by number of events, then claims, most first, then by key."""
        return sorted(
            self._facts,
            key=lambda key: (-len({fact.event for fact in self._facts[key]}), -len(self._facts[key]), str(key)),
        )

    def count(self, key: K) -> Tallied:
        return count(self._facts[key])

    def all(self) -> Iterable[Fact]:
        return (fact for facts in self._facts.values() for fact in facts)
