"""The parameters of the endpoints, each described once. A parameter that is not known is an error, not ignored."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.questions import MAX_AMOUNT, MAX_OFFSET, MAX_TEXT, claim_filter, partial_date, readable, searchable
from graph.answers import ClaimFilter
from graph.ontology import ClaimType, EntityType, Level, Status
from graph.store import MAX_DEPTH, MAX_LIMIT, Store

MAX_NODES = 300

Text = Annotated[str, AfterValidator(readable), Field(max_length=MAX_TEXT)]
PartialDate = Annotated[str, AfterValidator(partial_date)]
Amount = Annotated[int, Field(ge=0, le=MAX_AMOUNT)]

EntityId = Annotated[
    Text, Path(description="An entity's id, or that of one of its mentions.", examples=["city-610100"])
]
ArticleId = Annotated[Text, Path(description="An article's id.", examples=["0123456789abcdef"])]
CityPath = Annotated[Text, Path(description="A city by full name, short name or GB/T 2260 code.", examples=["肇庆市"])]
OtherCityPath = Annotated[
    Text, Path(description="The other city by full name, short name or GB/T 2260 code.", examples=["西安市"])
]


class Question(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NoQuestion(Question):
    """Of an endpoint that takes no parameter save those of its path."""


class Paging(Question):
    limit: int = Field(20, ge=1, le=MAX_LIMIT, description="The most results to return.", examples=[20])
    offset: int = Field(0, ge=0, le=MAX_OFFSET, description="The number of results to pass over.", examples=[0])


class SearchQuestion(Paging):
    q: Annotated[str, AfterValidator(searchable)] = Field(
        min_length=1,
        max_length=MAX_TEXT,
        description="Any part of a name or alias, in simplified or traditional characters; two characters suffice.",
        examples=["西安"],
    )
    type: list[EntityType] = Field([], description="Only entities of this type; may be repeated.", examples=[["City"]])


class Narrowing(Question):
    """Which claims count."""

    type: list[ClaimType] = Field([], description="Only claims of this type; may be repeated.", examples=[["SIGNED"]])
    status: list[Status] = Field([], description="Only claims of this status; may be repeated.", examples=[["done"]])
    since: PartialDate | None = Field(
        None,
        description="Only claims dated on or after this day, month or year. Undated claims fall out.",
        examples=["2022", "2022-11-09"],
    )
    until: PartialDate | None = Field(
        None,
        description="Only claims dated on or before this day, month or year. Undated claims fall out.",
        examples=["2026", "2026-12"],
    )
    min_amount: Amount | None = Field(
        None, description="Only claims of at least this amount, in whole units of its currency.", examples=[100000000]
    )
    max_amount: Amount | None = Field(
        None, description="Only claims of at most this amount, in whole units of its currency.", examples=[50000000000]
    )
    currency: str | None = Field(
        None,
        pattern="^[A-Za-z]{3}$",
        description="Only claims with an amount in this currency (ISO 4217).",
        examples=["CNY"],
    )
    min_confidence: float = Field(
        0.0, ge=0, le=1, description="Only claims read with at least this confidence, 0 to 1.", examples=[0.5]
    )

    def where(self, store: Store, **more: Any) -> ClaimFilter:
        """Return the filter of these parameters and `more` of `claim_filter`'s. Raises what that raises."""
        return claim_filter(
            store,
            types=self.type,
            statuses=self.status,
            since=self.since,
            until=self.until,
            min_amount=self.min_amount,
            max_amount=self.max_amount,
            currency=self.currency,
            min_confidence=self.min_confidence,
            **more,
        )


class NarrowedPaging(Narrowing, Paging):
    pass


class ClaimQuestion(NarrowedPaging):
    source: Text | None = Field(
        None,
        description="Only claims from this entity (id). For SIGNED and PARTNERED the order of the two ends is free.",
        examples=["city-441200"],
    )
    target: Text | None = Field(None, description="Only claims on this entity (id).", examples=["city-610100"])
    entity: Text | None = Field(
        None, description="Only claims with this entity (id) at either end.", examples=["city-610100"]
    )
    city: Text | None = Field(
        None,
        description="Only claims with an end in this city (name or code), or in a city that it contains.",
        examples=["西安市", "610100"],
    )
    article: Text | None = Field(None, description="Only claims of this article (id).", examples=["0123456789abcdef"])

    def claims_where(self, store: Store) -> ClaimFilter:
        return self.where(
            store,
            source=self.source,
            target=self.target,
            entity=self.entity,
            city=self.city,
            article=self.article,
        )


class LinkQuestion(NarrowedPaging):
    level: Level | None = Field(
        None,
        description="The level at which the other cities are told apart. By default the (first) city's own, for a "
        "county prefectures, since most news names no district.",
        examples=["prefecture"],
    )


class CityLinkQuestion(LinkQuestion):
    claims_limit: int = Field(
        20, ge=1, le=MAX_LIMIT, description="The most claims to return with the links.", examples=[20]
    )
    claims_offset: int = Field(
        0, ge=0, le=MAX_OFFSET, description="The number of those claims to pass over.", examples=[0]
    )


class NeighbourhoodQuestion(Narrowing):
    depth: int = Field(1, ge=1, le=MAX_DEPTH, description="How many claims away from the entity to go.", examples=[1])
    limit: int = Field(50, ge=1, le=MAX_NODES, description="The most entities to return.", examples=[50])
