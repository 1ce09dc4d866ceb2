"""The sentences of a document, and the places where its entities stand in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from graph.ontology import EntityType
from ingest.language.document import FoundEntity

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?[”’」』）)]*")
# A sentence beyond this is cut at a comma: lists on a page without full stops would otherwise be one.
_LONGEST = 600
MOST_MENTIONS = 24
_MOST_OWNERS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity stands, or what stands for it there.

    `via` is "name" where one of its names stands, "inside" where the name stands within a longer name (the owner in
    a project's name), else the kind of anaphor or carried-over topic that leads to it.
    """

    start: int
    end: int
    entity: int
    type: EntityType
    via: str = "name"


@dataclass(slots=True)
class Sentence:
    """A sentence with the places in it, in order."""

    index: int
    start: int
    end: int
    places: list[Place] = field(default_factory=list)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the text's sentences; together they cover it, save what is blank."""
    spans = []
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > _LONGEST:
            cut = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in "，,、 ")
            cut = cut + 1 if cut > start else start + _LONGEST
            spans.append((start, cut))
            start = cut
        if text[start:end].strip():
            spans.append((start, end))
    return spans


def _outermost(places: list[Place]) -> list[Place]:
    """Drop places within longer ones, but keep what a project's name holds (as "inside")."""
    kept: list[Place] = []
    last: Place | None = None
    for place in sorted(places, key=lambda p: (p.start, -p.end)):
        if last is not None and place.start < last.end:
            within = last.type is EntityType.PROJECT and place.type is not EntityType.PROJECT
            if within and place.end <= last.end and place.entity != last.entity:
                kept.append(Place(place.start, place.end, place.entity, place.type, "inside"))
            continue
        kept.append(place)
        last = place
    return kept


def _without_short_forms(text: str, places: list[Place]) -> list[Place]:
    """Drop the short form in brackets right after a name: 国泰君安证券股份有限公司（以下简称国泰君安）."""
    kept: list[Place] = []
    for place in places:
        if kept and kept[-1].entity == place.entity and place.start - kept[-1].end < 14:
            gap = text[kept[-1].end : place.start]
            if gap[:1] in ("（", "(") and not set(gap) & set("）)。；"):
                continue
        kept.append(place)
    return kept


def _owners(text: str, start: int, end: int, entities: list[FoundEntity]) -> list[Place]:
    """Return the places of firms' and institutions' names within a project's name, the longest of each."""
    name = text[start:end]
    places = []
    for index, entity in enumerate(entities[:_MOST_OWNERS]):
        if entity.type in (EntityType.PROJECT, EntityType.CITY):
            continue
        inner = max((form for form in (entity.name, *entity.aliases) if form in name), key=len, default="")
        if len(inner) > 1:
            at = start + name.index(inner)
            places.append(Place(at, at + len(inner), index, entity.type))
    return places


def sentences(text: str, entities: list[FoundEntity]) -> list[Sentence]:
    """Return the text's sentences with the places of the entities (by their index) in each."""
    spans = sentence_spans(text)
    starts = [start for start, _ in spans]
    found: dict[int, list[Place]] = defaultdict(list)
    for index, entity in enumerate(entities):
        for start, end in entity.spans:
            at = bisect_right(starts, start) - 1
            if at >= 0 and start < end:
                found[at].append(Place(start, end, index, entity.type))
                if entity.type is EntityType.PROJECT:
                    found[at].extend(_owners(text, start, end, entities))
    return [
        Sentence(index, start, end, _without_short_forms(text, _outermost(found[index])) if index in found else [])
        for index, (start, end) in enumerate(spans)
    ]


def between(starts: list[int], start: int, end: int) -> int:
    """Return how many of the sorted offsets lie in `[start, end)`."""
    return bisect_left(starts, end) - bisect_left(starts, start)
