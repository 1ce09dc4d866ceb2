"""What the graph holds."""

from __future__ import annotations

from fastapi import APIRouter

from api.dependencies import StoreDep
from graph.answers import Stats

router = APIRouter(tags=["graph"])


@router.get("/stats", summary="Counts of what the graph holds")
def get_stats(store: StoreDep) -> Stats:
    """Articles, entities and claims by type. Equal graphs give the same bytes."""
    return store.stats()
