"""What every engine refuses in the same words: questions without meaning, readings that contradict themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.answers import ClaimFilter
from graph.dates import interval
from graph.entities import Identity
from graph.errors import InvalidQueryError
from graph.model import Reading
from graph.ontology import EntityType

MAX_LIMIT = 1000
"""The most rows that one answer may hold."""


def check_page(limit: int, offset: int) -> None:
    """Raise `InvalidQueryError` for a page that no list has."""
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidQueryError(f"limit is a number from 1 to {MAX_LIMIT}, not {limit}")
    if not 0 <= offset < 2**63:
        raise InvalidQueryError(f"offset is a number from 0 up, not {offset}")


def bounds(where: ClaimFilter) -> dict[str, Any]:
    """Return the first and last day, the sums and the confidence of a filter as parameters.

    Raises `InvalidQueryError`, naming the field.
    """
    days: dict[str, str | None] = {"since": None, "until": None}
    for name, side in (("since", 0), ("until", 1)):
        value = getattr(where, name)
        if value is not None:
            try:
                days[name] = interval(value)[side]
            except ValueError as error:
                raise InvalidQueryError(f"{name}: {error}") from error
    if days["since"] and days["until"] and days["since"] > days["until"]:
        raise InvalidQueryError(f"since {where.since} lies after until {where.until}")
    if not 0 <= where.min_confidence <= 1:
        raise InvalidQueryError(f"min_confidence is a number from 0 to 1, not {where.min_confidence}")
    for name in ("min_amount", "max_amount"):
        amount = getattr(where, name)
        if amount is not None and not 0 <= amount < 2**63:
            raise InvalidQueryError(f"{name} is a sum of money in whole units, not {amount}")
    return {
        **days,
        "min_amount": where.min_amount,
        "max_amount": where.max_amount,
        "currency": where.currency,
        "min_confidence": where.min_confidence,
    }


def check_reading(reading: Reading, identities: Mapping[str, Identity]) -> None:
    """Raise `ValueError` where a reading contradicts itself."""
    keys = [mention.key for mention in reading.mentions]
    if len(set(keys)) != len(keys):
        raise ValueError("two mentions of the reading have one key")
    missing = set(keys) - set(identities)
    if missing:
        raise ValueError(f"the mentions {sorted(missing)} have no identity")
    homes = {mention.key for mention in reading.mentions if mention.type is EntityType.CITY}
    for mention in reading.mentions:
        if mention.home is not None and mention.home not in homes:
            raise ValueError(f"the home {mention.home!r} of {mention.key!r} is no City of the reading")
    for claim in reading.claims:
        if claim.source not in keys or claim.target not in keys or claim.source == claim.target:
            raise ValueError(f"a claim joins {claim.source!r} and {claim.target!r}, which are not two mentions")
        if reading.article.text[claim.start : claim.end] != claim.evidence:
            raise ValueError(f"the quote of a claim is not the text at {claim.start}:{claim.end}")
