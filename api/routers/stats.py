"""What the graph holds."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import StoreDep
from api.parameters import NoQuestion
from graph.answers import Stats

router = APIRouter(tags=["graph"])


@router.get("/stats", summary="Counts of what the graph holds")
def get_stats(store: StoreDep, question: Annotated[NoQuestion, Query()]) -> Stats:
    """Articles, entities and claims by type. Equal graphs give the same bytes."""
    return store.stats()
