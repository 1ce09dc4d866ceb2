"""Counting events and money over a set of claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from graph.answers import Figures, Sum
from graph.dates import partial
from graph.ontology import ClaimType, Status

K = TypeVar("K")


Fact = tuple[Any, ...]
"""What counting needs of a claim, and more if it likes: its number, the numbers of its event and its article, its type,
its status, the first and the last day that its date can mean (or None), its amount and currency (or None)."""


class Tallied(NamedTuple):
    figures: Figures
    first: str | None
    last: str | None


def count(facts: Sequence[Fact]) -> Tallied:
    """Return the figures of a set of claims, and the earliest and the latest of their dates, as stated.

    An event is done as soon as one of its claims in the set is, and counts for every type that it has a claim of.
    Money has the status of the claims that state it. Of an event the greatest sum in a currency counts that its done
    claims in the set state, and the greatest that its planned ones state, unless a done one states it too: the others
    are parts.
    """
    events = {fact[1] for fact in facts}
    done = {fact[1] for fact in facts if fact[4] == Status.DONE}
    types = set(map(itemgetter(3, 1), facts))
    by_type = Counter(kind for kind, _ in types)
    dates = {(fact[5], fact[6]) for fact in facts if fact[5] is not None}
    first = min(dates, default=None)
    last = max(dates, key=itemgetter(1, 0), default=None)
    stated: dict[tuple[int, str, str], set[int]] = defaultdict(set)
    for _, event, _, _, status, _, _, amount, currency, *_ in (fact for fact in facts if fact[7] is not None):
        if currency is not None:
            stated[event, currency, status].add(amount)
    sums: Counter[tuple[str, str]] = Counter()
    for (event, currency, status), amounts in stated.items():
        greatest = max(amounts)
        if status == Status.DONE or greatest not in stated.get((event, currency, Status.DONE), ()):
            sums[currency, status] += greatest
    figures = Figures(
        events=len(events),
        claims=len(facts),
        articles=len({fact[2] for fact in facts}),
        undated=sum(fact[5] is None for fact in facts),
        by_type={kind: by_type[kind] for kind in ClaimType},
        by_status={Status.DONE: len(done), Status.PLANNED: len(events) - len(done)},
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
            key=lambda key: (-len({fact[1] for fact in self._facts[key]}), -len(self._facts[key]), str(key)),
        )

    def count(self, key: K) -> Tallied:
        return count(self._facts[key])

    def all(self) -> list[Fact]:
        return [fact for facts in self._facts.values() for fact in facts]
