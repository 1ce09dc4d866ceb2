"""How search ranks: the same rule for every engine."""

from __future__ import annotations

from collections.abc import Iterable

from graph.names import fold

EXACT_NAME, NAME_PREFIX, EXACT_ALIAS, ALIAS_PREFIX, NAME_PART, ALIAS_PART = range(6)


def rank(folded: str, text: str, alias: bool) -> int | None:
    """Return how well a folded name or alias answers a folded search text: 0 is best, None is not at all."""
    if folded == text:
        return EXACT_ALIAS if alias else EXACT_NAME
    if folded.startswith(text):
        return ALIAS_PREFIX if alias else NAME_PREFIX
    if text in folded:
        return ALIAS_PART if alias else NAME_PART
    return None


def forms(name: str, aliases: Iterable[str]) -> list[tuple[str, bool]]:
    """Return the folded forms by which an entity is found, the name first, each with whether it is an alias."""
    own = fold(name)
    others = {fold(alias) for alias in aliases} - {own, ""}
    return [(own, False)] * bool(own) + [(other, True) for other in sorted(others)]


def pairs(found: Iterable[tuple[str, bool]]) -> dict[str, int]:
    """Return every pair of neighbouring characters in the `forms` of an entity, with its best rank."""
    best: dict[str, int] = {}
    for folded, alias in found:
        for i in range(len(folded) - 1):
            pair = folded[i : i + 2]
            place = rank(folded, pair, alias)
            if place is not None and place < best.get(pair, ALIAS_PART + 1):
                best[pair] = place
    return best
