"""The entities that the product would find in the annotated articles if it had not been trained on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from graph.ontology import EntityType
from ingest.language import pipeline
from ingest.language.document import FoundEntity
from ingest.language.recogniser import Recogniser
from ingest.language.spans import Name, Place
from ingest.training.examples import matches
from ingest.training.projection import Annotated


class _Remembered:
    """Finds in a text the names that were found there before."""

    def __init__(self, names: Mapping[str, Sequence[Name]]) -> None:
        self._names = names

    def names(self, text: str, places: Sequence[Place]) -> list[Name]:
        return list(self._names[text])


def found_entities(items: Sequence[Annotated], names: Mapping[str, Sequence[Name]]) -> list[list[FoundEntity]]:
    """Return each article's entities, made from the names that a field found in it which had not learnt from it."""
    nlp = pipeline.build(pipeline.NAMES)
    remembered = Recogniser(_Remembered({item.text: names[item.id] for item in items}))
    found = []
    for item in items:
        doc = nlp.make_doc(item.text)
        doc._.published, doc._.title = item.article.published, item.article.title
        for name in nlp.pipe_names:
            component = remembered if name == "qianyue_recogniser" else nlp.get_pipe(name)
            doc = component(doc)
        found.append(doc._.entities)
    return found


def entity_table(items: Sequence[Annotated], found: Sequence[Sequence[FoundEntity]]) -> list[str]:
    """Return the lines of a table of precision, recall and F1 of entities, over all types and by type."""
    right: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for item, entities in zip(items, found, strict=True):
        matched = matches(list(entities), item.gold)
        for entity in entities:
            claimed[entity.type] += 1
            right[entity.type] += entity.key in matched
        for row in item.gold["entities"]:
            wanted[row["type"]] += 1
    for count in (right, claimed, wanted):
        count["entities"] = count.total()
    return [
        f"{kind:<11} P {right[kind] / max(claimed[kind], 1):.3f}  R {right[kind] / max(wanted[kind], 1):.3f}  "
        f"F1 {2 * right[kind] / max(claimed[kind] + wanted[kind], 1):.3f}  "
        f"({right[kind]} of {claimed[kind]}, {wanted[kind]} gold)"
        for kind in ("entities", *EntityType)
    ]
