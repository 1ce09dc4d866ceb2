"""Where the article states an entity to be: by the place in its name, or by a place set right before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graph.ontology import EntityType
from ingest.gazetteers.regions import regions
from ingest.language.document import FoundEntity
from ingest.language.spans import Place

_LINK = re.compile(r"(?:省|市|区|县|的|（|\()?$")


def state_homes(text: str, entities: Sequence[FoundEntity], places: Sequence[Place]) -> None:
    """Set `home` of each entity to the key of the City that the text states, where it states one."""
    by_code = {entity.code: entity for entity in entities if entity.type is EntityType.CITY and entity.code}
    gazetteer = regions()
    for entity in entities:
        if entity.type is EntityType.CITY:
            if entity.code is None:
                continue
            above = [city.code for city in gazetteer.ancestors(entity.code)]
            for place in places:
                if place.code in above and any(place.end == start for start, _ in entity.spans):
                    entity.home = by_code[place.code].key if place.code in by_code else None
                    break
            continue
        inside = [
            place
            for start, end in entity.spans
            for place in places
            if start <= place.start and place.end <= end and place.code in by_code and place.end - place.start > 1
        ]
        if inside:
            finest = max(inside, key=lambda place: len(gazetteer.ancestors(place.code or "")))
            entity.home = by_code[finest.code].key
            continue
        before = [
            place for start, _ in entity.spans for place in places if place.end == start and place.code in by_code
        ]
        if before:
            entity.home = by_code[before[0].code].key


@Language.factory("qianyue_homes")
def make_homes(nlp: Language, name: str) -> HomeReader:
    """Return the component that sets the stated homes of `doc._.entities`."""
    return HomeReader()


class HomeReader:
    """Reads stated homes."""

    def __call__(self, doc: Doc) -> Doc:
        state_homes(doc.text, doc._.entities, doc._.places)
        return doc
