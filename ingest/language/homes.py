"""Where the article states an entity to be.

The place in its own name tells (西安高新区), and for a city the division written right before it (广东肇庆). Where
neither stands, the article may call it local: which of its cities is meant, if any, is weighed by a logistic
regression over where the cities stand, with weights learnt by `ingest.training.weights`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graph.ontology import EntityType, Level
from ingest.gazetteers.regions import regions
from ingest.language.document import FoundEntity
from ingest.language.features import sentences
from ingest.language.places import ABBREVIATIONS
from ingest.language.spans import Place
from ingest.language.weighing import probability, weights

_OWN_LEVEL = re.compile(r"^(?:(省)|(市)|([区县]))")
_SITE = re.compile(r"位于|坐落|落户|落地|选址|在[^。，]{0,6}$|入驻|地处")
_LOCAL = re.compile(r"我市|全市|我省|全省|我区|全区|我县|全县|当地|本市|本地")


def state_homes(text: str, entities: Sequence[FoundEntity], places: Sequence[Place]) -> None:
    """Set `home` of each entity to the key of the City that the text states, where it states one."""
    cities = {entity.code: entity for entity in entities if entity.type is EntityType.CITY and entity.code}
    learnt = weights()["Home"]
    for entity in entities:
        if entity.type is EntityType.CITY:
            _city_home(entity, cities, places)
            continue
        if named := named_home(entity, cities, places):
            entity.home = named.key
            continue
        options = [(probability(row, learnt), city) for city, row in home_features(text, entity, list(cities.values()))]
        best = max(options, key=lambda option: option[0], default=(0.0, None))
        if best[1] is not None and best[0] >= learnt["enough"]:
            entity.home = best[1].key


def _city_home(entity: FoundEntity, cities: Mapping[str, FoundEntity], places: Sequence[Place]) -> None:
    if entity.code is None:
        return
    above = {city.code for city in regions().ancestors(entity.code)}
    starts = {start for start, _ in entity.spans}
    for place in places:
        if place.code in above and place.end in starts and place.code in cities:
            entity.home = cities[place.code].key
            return


def named_home(entity: FoundEntity, cities: Mapping[str, FoundEntity], places: Sequence[Place]) -> FoundEntity | None:
    """Return the finest city that stands in one of the entity's forms, None where none does."""
    inside = []
    for start, end in entity.spans:
        for at in range(bisect_left(places, start, key=lambda place: place.start), len(places)):
            place = places[at]
            if place.start >= end:
                break
            if place.code and place.code in cities and place.end <= end and place.end - place.start > 1:
                inside.append(cities[place.code])
    return max(inside, key=lambda city: len(regions().ancestors(city.code or "")), default=None)


def home_features(
    text: str, entity: FoundEntity, cities: Sequence[FoundEntity]
) -> list[tuple[FoundEntity, dict[str, float]]]:
    """Return for each city what speaks for and against its being the entity's home."""
    if not cities or not entity.spans:
        return []
    bounds = [start for start, _ in sentences(text)]
    total = sum(len(city.spans) for city in cities)
    first = entity.spans[0][0]
    sentence = bisect_right(bounds, first)
    own = _OWN_LEVEL.match(entity.name)
    gazetteer = regions()
    before = [(max((s for s, e in city.spans if e <= first), default=-1), city) for city in cities]
    nearest = max(before, key=lambda option: option[0])[1]
    lead = min(cities, key=lambda city: city.spans[0])
    codes = {city.code for city in cities}
    local = float(bool(_LOCAL.search(text)))
    rows = []
    for city in cities:
        assert city.code
        level = gazetteer.by_code[city.code].level
        last = max((e for s, e in city.spans if e <= first), default=None)
        gap = text[last:first] if last is not None else ""
        near = last is not None and len(gap) <= 25
        same = any(bisect_right(bounds, s) == sentence for s, _ in city.spans)
        abbreviation = ABBREVIATIONS.get(entity.name[0]) == city.code
        matches = bool(own) and (
            (own[1] and level is Level.PROVINCE)
            or (own[2] and level is not Level.COUNTY)
            or (own[3] and level is Level.COUNTY)
            if own
            else False
        )
        lower = any(other and other != city.code and gazetteer.within(other, city.code) for other in codes)
        kind = str(entity.type)
        rows.append(
            (
                city,
                {
                    "one": 1.0,
                    f"is {kind}": 1.0,
                    "share": len(city.spans) / total,
                    f"share {kind}": len(city.spans) / total,
                    "only": float(len(cities) == 1),
                    f"only {kind}": float(len(cities) == 1),
                    "nearest": float(city is nearest and last is not None),
                    f"nearest {kind}": float(city is nearest and last is not None),
                    "lead": float(city is lead),
                    f"lead {kind}": float(city is lead),
                    "same sentence": float(same),
                    "near": float(near),
                    "beside": float(near and not gap),
                    "near, no stop": float(near and not re.search("[，。；]", gap)),
                    "near, site": float(near and bool(_SITE.search(text[max(0, (last or 0) - 12) : first]))),
                    f"level {level}": 1.0,
                    f"level {level} {kind}": 1.0,
                    "holds another": float(lower),
                    "own level": float(bool(matches)),
                    "own level not": float(bool(own) and not matches),
                    "abbreviation": float(abbreviation),
                    "abbreviation of another": float(entity.name[0] in ABBREVIATIONS and not abbreviation),
                    "national": float(bool(re.match("中国|全国|国家|中华|中央", entity.name))),
                    "late": float(first / max(len(text), 1) > 0.7),
                    "times": min(len(entity.spans), 4) / 4,
                    "local": local,
                    "cities": min(len(cities), 10) / 10,
                    "generic": float(len(entity.name) <= 4),
                },
            )
        )
    return rows


@Language.factory("qianyue_homes")
def make_homes(nlp: Language, name: str) -> HomeReader:
    """Return the component that sets the stated homes of `doc._.entities`."""
    return HomeReader()


class HomeReader:
    """Reads stated homes."""

    def __call__(self, doc: Doc) -> Doc:
        state_homes(doc.text, doc._.entities, doc._.places)
        return doc
