"""Claims, each with its quote."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import StoreDep
from api.parameters import ClaimQuestion
from api.problems import NOT_FOUND, responses
from graph.answers import ClaimAnswer, Page

router = APIRouter(tags=["claims"])


@router.get("/claims", summary="Claims by filters", responses=responses(NOT_FOUND))
def list_claims(store: StoreDep, question: Annotated[ClaimQuestion, Query()]) -> Page[ClaimAnswer]:
    """Newest first, undated last. Every filter that is given must hold. A city that is unknown is a 404."""
    return store.claims(question.claims_where(store), question.limit, question.offset)
