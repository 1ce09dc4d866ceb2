"""One entity, and what is around it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import StoreDep
from api.parameters import EntityId, NarrowedPaging, NeighbourhoodQuestion, NoQuestion, Paging
from api.problems import NOT_FOUND, responses
from graph.answers import ArticleRef, ClaimAnswer, Entity, Neighbourhood, Page

router = APIRouter(prefix="/entities/{entity_id}", tags=["entities"], responses=responses(NOT_FOUND))


@router.get("", summary="One entity")
def get_entity(store: StoreDep, entity_id: EntityId, question: Annotated[NoQuestion, Query()]) -> Entity:
    """With the number of articles that mention it (`support`) and of claims with it at an end (`claims`)."""
    return store.entity(entity_id)


@router.get("/claims", summary="The claims of an entity")
def list_entity_claims(
    store: StoreDep, entity_id: EntityId, question: Annotated[NarrowedPaging, Query()]
) -> Page[ClaimAnswer]:
    """Every claim with the entity at either end, newest first, undated last."""
    entity = store.entity(entity_id)
    return store.claims(question.where(store, entity=entity.id), question.limit, question.offset)


@router.get("/articles", summary="The articles that mention an entity")
def list_entity_articles(
    store: StoreDep, entity_id: EntityId, question: Annotated[Paging, Query()]
) -> Page[ArticleRef]:
    """Newest first, undated last."""
    return store.articles(store.entity(entity_id).id, question.limit, question.offset)


@router.get("/neighbourhood", summary="What surrounds an entity")
def get_neighbourhood(
    store: StoreDep, entity_id: EntityId, question: Annotated[NeighbourhoodQuestion, Query()]
) -> Neighbourhood:
    """The entities within `depth` claims, nearest and best supported first, and the claims among them.
    `left_out_nodes` and `left_out_claims` count what the limit left out."""
    entity = store.entity(entity_id)
    return store.neighbourhood(entity.id, question.where(store), question.depth, question.limit)
