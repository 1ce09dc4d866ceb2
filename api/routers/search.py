"""Finding entities by name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import StoreDep
from api.parameters import SearchQuestion
from graph.answers import Entity, Page

router = APIRouter(tags=["entities"])


@router.get("/search", summary="Find entities by any part of a name")
def search_entities(store: StoreDep, question: Annotated[SearchQuestion, Query()]) -> Page[Entity]:
    """Ranked: exact name, beginning of a name, exact alias, beginning of an alias, part of a name, part of an alias;
    then by the number of articles. Width, case and script (simplified or traditional) do not matter."""
    return store.search(question.q, frozenset(question.type), question.limit, question.offset)
