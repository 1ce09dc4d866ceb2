"""How search ranks: the same rule for every engine."""

from __future__ import annotations

from collections.abc import Iterable

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


def pairs(forms: Iterable[tuple[str, bool]]) -> dict[str, int]:
    """Return every pair of neighbouring characters in the folded forms `(folded, is an alias)`, with its best rank."""
    best: dict[str, int] = {}
    for folded, alias in forms:
        for i in range(len(folded) - 1):
            pair = folded[i : i + 2]
            found = rank(folded, pair, alias)
            if found is not None and found < best.get(pair, ALIAS_PART + 1):
                best[pair] = found
    return best
