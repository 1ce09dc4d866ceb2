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
from ingest.language.document import FoundEntity, text_of
from ingest.language.features import sentences
from ingest.language.places import ABBREVIATIONS
from ingest.language.spans import Place
from ingest.language.weighing import probability, weights

_OWN_LEVEL = re.compile(r"^(?:(省)|(市)|([区县]))")
_SITE = re.compile(r"位于|坐落|落户|落地|选址|在[^。，]{0,6}$|入驻|地处")
_LOCAL = re.compile(r"我市|全市|我省|全省|我区|全区|我县|全县|当地|本市|本地")
# In a text with many cities, only so many of the most frequent and of the last mentions are weighed.
_FREQUENT, _NEAREST = 12, 6


def state_homes(text: str, entities: Sequence[FoundEntity], places: Sequence[Place]) -> None:
    """Set `home` of each entity to the key of the City that the text states, where it states one."""
    cities = {entity.code: entity for entity in entities if entity.type is EntityType.CITY and entity.code}
    learnt = weights()["Home"]
    ending = {place.end: place.code for place in places if place.code}
    around = Surroundings(text, list(cities.values()))
    for entity in entities:
        if entity.type is EntityType.CITY:
            _city_home(entity, cities, ending)
            continue
        if named := named_home(entity, cities, places):
            entity.home = named.key
            continue
        options = [(probability(row, learnt), city) for city, row in around.features(entity)]
        best = max(options, key=lambda option: option[0], default=(0.0, None))
        if best[1] is not None and best[0] >= learnt["enough"]:
            entity.home = best[1].key


def _city_home(entity: FoundEntity, cities: Mapping[str, FoundEntity], ending: Mapping[int, str]) -> None:
    if entity.code is None:
        return
    above = {city.code for city in regions().ancestors(entity.code)}
    for start, _ in entity.spans:
        code = ending.get(start)
        if code in above and code in cities:
            entity.home = cities[code].key
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


class Surroundings:
    """The cities of a text and where they stand, looked up for each of its entities."""

    def __init__(self, text: str, cities: Sequence[FoundEntity]) -> None:
        self._text = text
        self._bounds = [start for start, _ in sentences(text)]
        self._total = sum(len(city.spans) for city in cities)
        self._lead = min(cities, key=lambda city: city.spans[0], default=None)
        self._local = float(bool(_LOCAL.search(text)))
        self._count = min(len(cities), 10) / 10
        self._only = float(len(cities) == 1)
        gazetteer = regions()
        self._holds = {up.code for city in cities for up in gazetteer.ancestors(city.code or "")}
        self._ends = {city.key: [end for _, end in city.spans] for city in cities}
        self._sentences = {city.key: {bisect_right(self._bounds, start) for start, _ in city.spans} for city in cities}
        self._cities = sorted(cities, key=lambda city: -len(city.spans))
        self._places = sorted((end, number) for number, city in enumerate(self._cities) for _, end in city.spans)

    def _options(self, first: int) -> list[tuple[FoundEntity, int | None]]:
        """Return the cities that may be meant at a place, each with where it last ended before it.

        They are all, or in a long text the most frequent and the nearest.
        """
        numbers = set(range(min(len(self._cities), _FREQUENT)))
        at = bisect_right(self._places, (first, len(self._cities)))
        numbers.update(number for _, number in self._places[max(0, at - _NEAREST) : at])
        options = []
        for number in sorted(numbers):
            city = self._cities[number]
            ends = self._ends[city.key]
            last = bisect_right(ends, first)
            options.append((city, ends[last - 1] if last else None))
        return options

    def features(self, entity: FoundEntity) -> list[tuple[FoundEntity, dict[str, float]]]:
        """Return for each city what speaks for and against its being the entity's home."""
        if not self._cities or not entity.spans:
            return []
        text, kind = self._text, str(entity.type)
        first = entity.spans[0][0]
        sentence = bisect_right(self._bounds, first)
        own = _OWN_LEVEL.match(entity.name)
        gazetteer = regions()
        options = self._options(first)
        nearest = max((last for _, last in options if last is not None), default=None)
        rows = []
        for city, last in options:
            level = gazetteer.by_code[city.code or ""].level
            gap = text[last:first] if last is not None else ""
            near = last is not None and len(gap) <= 25
            abbreviation = ABBREVIATIONS.get(entity.name[0]) == city.code
            matches = own is not None and bool(
                (own[1] and level is Level.PROVINCE)
                or (own[2] and level is not Level.COUNTY)
                or (own[3] and level is Level.COUNTY)
            )
            is_nearest = float(last is not None and last == nearest)
            lead = float(city is self._lead)
            share = len(city.spans) / self._total
            rows.append(
                (
                    city,
                    {
                        "one": 1.0,
                        f"is {kind}": 1.0,
                        "share": share,
                        f"share {kind}": share,
                        "only": self._only,
                        f"only {kind}": self._only,
                        "nearest": is_nearest,
                        f"nearest {kind}": is_nearest,
                        "lead": lead,
                        f"lead {kind}": lead,
                        "same sentence": float(sentence in self._sentences[city.key]),
                        "near": float(near),
                        "beside": float(near and not gap),
                        "near, no stop": float(near and not re.search("[，。；]", gap)),
                        "near, site": float(near and bool(_SITE.search(text[max(0, (last or 0) - 12) : first]))),
                        f"level {level}": 1.0,
                        f"level {level} {kind}": 1.0,
                        "holds another": float(city.code in self._holds),
                        "own level": float(matches),
                        "own level not": float(own is not None and not matches),
                        "abbreviation": float(abbreviation),
                        "abbreviation of another": float(entity.name[0] in ABBREVIATIONS and not abbreviation),
                        "national": float(bool(re.match("中国|全国|国家|中华|中央", entity.name))),
                        "late": float(first / max(len(text), 1) > 0.7),
                        "times": min(len(entity.spans), 4) / 4,
                        "local": self._local,
                        "cities": self._count,
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
        state_homes(text_of(doc), doc._.entities, doc._.places)
        return doc
