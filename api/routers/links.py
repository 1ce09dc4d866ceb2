"""Cities, and what ties them to one another."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import StoreDep
from api.parameters import CityLinkQuestion, CityPath, LinkQuestion, NoQuestion, OtherCityPath
from api.problems import NOT_FOUND, responses
from api.questions import city_links, pair_links
from graph.answers import Entity, Links, PairLinks

router = APIRouter(tags=["cities"], responses=responses(NOT_FOUND))


@router.get("/cities/{city}", summary="One city")
def get_city(store: StoreDep, city: CityPath, question: Annotated[NoQuestion, Query()]) -> Entity:
    """The widest level wins where a short name is that of several cities (吉林 is the province)."""
    return store.city(city)


@router.get("/links/{city}", summary="The links of a city")
def list_city_links(store: StoreDep, city: CityPath, question: Annotated[CityLinkQuestion, Query()]) -> Links:
    """The cities that it is tied to, strongest first. Counts are of events (one deal or visit, however many claims
    tell of it); sums take each event's amount once, per currency, planned and done apart by the claims that state
    them. `claims` are exactly the claims that the figures were counted from, newest first, paged by `claims_limit` and
    `claims_offset`; `limit` and `offset` page the links. `unplaced` is the number of claims whose other end cannot be
    placed at the level: they are not counted."""
    return city_links(
        store,
        city,
        question.level,
        question.where(store),
        question.limit,
        question.offset,
        question.claims_limit,
        question.claims_offset,
    )


@router.get("/links/{city}/{other}", summary="Everything between two cities")
def get_pair_links(
    store: StoreDep, city: CityPath, other: OtherCityPath, question: Annotated[LinkQuestion, Query()]
) -> PairLinks:
    """The claims with one end in (or being) each of the two, newest first, and the figures over all of them."""
    return pair_links(store, city, other, question.level, question.where(store), question.limit, question.offset)
