"""From annotated articles to judged candidates: the rows that the claims model learns from."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from graph.names import fold, simplify
from graph.ontology import ClaimType, EntityType
from ingest.extraction.candidates import DIRECTED, Candidate, Page
from ingest.language.dates import find_dates
from ingest.language.document import FoundEntity
from ingest.language.money import find_sums
from ingest.reading.view import View
from ingest.training.projection import Annotated

GoldKey = tuple[ClaimType, str, str]


def gold_entities(text: str, gold: dict[str, Any]) -> list[FoundEntity]:
    """Return the annotated entities with all places of their names in the text that is read, longest names first.

    A name within a longer one counts only within a project's, as its owner.
    """
    entities = [
        FoundEntity(e["id"], EntityType(e["type"]), e["name"], list(e.get("aliases") or []), e.get("located_in"))
        for e in gold["entities"]
    ]
    forms = sorted(
        {(simplify(name), index) for index, e in enumerate(entities) for name in (e.name, *e.aliases) if name},
        key=lambda form: (-len(form[0]), form[1]),
    )
    taken: list[tuple[int, int, int]] = []
    for name, index in forms:
        for match in re.finditer(re.escape(name), text):
            start, end = match.span()
            owner = entities[index].type is not EntityType.PROJECT
            if all(
                owner and a <= start and end <= b and entities[other].type is EntityType.PROJECT
                for a, b, other in taken
                if a < end and start < b
            ):
                taken.append((start, end, index))
    for start, end, index in sorted(taken):
        entities[index].spans.append((start, end))
    return entities


def matches(found: list[FoundEntity], gold: dict[str, Any]) -> dict[str, str]:
    """Return the annotated entity's id for each found entity's key, one to one, where type and a name agree."""
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entity in gold["entities"]:
        for name in (entity["name"], *(entity.get("aliases") or [])):
            named[entity["type"], fold(name)].append(entity["id"])
    ids: dict[str, str] = {}
    for entity in sorted(found, key=lambda e: not named.get((e.type, fold(e.name)))):
        for name in (entity.name, *entity.aliases):
            free = [i for i in named.get((entity.type, fold(name)), ()) if i not in ids.values()]
            if free:
                ids[entity.key] = free[0]
                break
    return ids


@dataclass(slots=True)
class Example:
    """A candidate with the claim it would be, in the gold's ids where both ends were found, and its label.

    `label` is 1 where the sentence states the claim, 0 where the article does not say it, None where that is open: the
    article says it elsewhere, or an end was found wrongly in a sentence that states a claim of the type.
    """

    candidate: Candidate
    key: GoldKey
    label: int | None


def _key(claim: ClaimType, source: str, target: str) -> GoldKey:
    if claim not in DIRECTED and source > target:
        source, target = target, source
    return claim, source, target


def gold_claims(item: Annotated) -> dict[GoldKey, list[tuple[int, int]]]:
    """Return the annotated claims with the spans of their evidence in the article."""
    claims: dict[GoldKey, list[tuple[int, int]]] = defaultdict(list)
    for claim in item.gold["claims"]:
        start = item.article.text.find(claim["evidence"])
        key = _key(ClaimType(claim["type"]), claim["source"], claim["target"])
        claims[key].append((start, start + len(claim["evidence"])))
    return claims


def page_of(item: Annotated, entities: list[FoundEntity]) -> Page:
    """Return the article's page with these entities on it."""
    published = item.article.published
    return Page(item.text, item.article.title, entities, find_sums(item.text), find_dates(item.text, published))


def examples(item: Annotated, page: Page, ids: dict[str, str]) -> list[Example]:
    """Return the page's candidates with their labels; `ids` leads from its entities' keys to the annotated ones."""
    claims = gold_claims(item)
    view = View(item.article)
    found = []
    for candidate in page.candidates():
        ends = [page.entities[p.entity].key for p in (candidate.source, candidate.target)]
        source, target = (ids.get(key, f"?{key}") for key in ends)
        key = _key(candidate.type, source, target)
        part = page.parts[candidate.sentence]
        start, end = view.raw(part.start, part.end)

        def stated(claim: GoldKey, start: int = start, end: int = end) -> bool:
            return any(a < end and start < b for a, b in claims[claim])

        label: int | None = 0
        if key in claims:
            label = 1 if stated(key) else None
        elif not all(end in ids for end in ends) and any(k[0] is candidate.type and stated(k) for k in claims):
            label = None
        found.append(Example(candidate, key, label))
    return found
