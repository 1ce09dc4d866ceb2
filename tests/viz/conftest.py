from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.answers import ArticleRef, ClaimAnswer, EntityRef
from graph.ontology import ClaimType, EntityType, Status

MakeClaim = Callable[..., ClaimAnswer]


@pytest.fixture
def make_claim() -> MakeClaim:
    """A function that makes a claim between two entities given by name, which are also their ids."""

    def make(
        source: str = "肇庆市",
        target: str = "西安市",
        number: int = 0,
        *,
        type: ClaimType = ClaimType.SIGNED,
        ends: tuple[EntityType, EntityType] = (EntityType.CITY, EntityType.CITY),
        status: Status = Status.DONE,
        evidence: str = "两市签署合作协议",
        start: int = 0,
        amount: int | None = None,
        currency: str | None = None,
        urls: tuple[str, ...] = (),
        title: str | None = "两市签约",
    ) -> ClaimAnswer:
        article = ArticleRef(f"article-{number}", title, "某报", "2025-03-02", (), urls)
        return ClaimAnswer(
            id=f"claim-{number}",
            event=f"event-{number}",
            type=type,
            source=EntityRef(source, ends[0], source),
            target=EntityRef(target, ends[1], target),
            date="2025-03-01",
            amount=amount,
            currency=currency,
            status=status,
            evidence=evidence,
            start=start,
            end=start + len(evidence),
            confidence=0.996,
            article=article,
        )

    return make
