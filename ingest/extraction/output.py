"""A reading as the JSON of the annotation guide."""

from __future__ import annotations

from typing import Any

from graph.model import Claim, Mention, Reading


def as_json(reading: Reading) -> dict[str, Any]:
    """Return the reading in the guide's format, each claim with `start`, `end` (offsets in the text), `confidence`.

    `id` is the id that the article was given, or else its fingerprint.
    """
    article = reading.article
    core = {end for claim in reading.claims for end in (claim.source, claim.target)}
    return {
        "id": article.given_id or article.id,
        "title": article.title,
        "published": article.published,
        "url": article.address.url,
        "entities": [_entity(mention, mention.key in core) for mention in reading.mentions],
        "claims": [_claim(claim) for claim in reading.claims],
    }


def _entity(mention: Mention, core: bool) -> dict[str, Any]:
    return {
        "id": mention.key,
        "type": str(mention.type),
        "name": mention.name,
        "aliases": list(mention.aliases),
        "located_in": mention.home,
        "core": core,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    row: dict[str, Any] = {
        "type": str(claim.type),
        "source": claim.source,
        "target": claim.target,
        "date": claim.date,
        "status": str(claim.status),
        "evidence": claim.evidence,
        "start": claim.start,
        "end": claim.end,
        "confidence": round(claim.confidence, 3),
    }
    if claim.amount is not None:
        row["amount"] = claim.amount
        row["currency"] = claim.currency
    return row
