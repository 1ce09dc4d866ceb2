"""The names that the product would find in the annotated articles if it had not been trained on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.language import pipeline
from ingest.language.document import FoundEntity
from ingest.language.recogniser import Recogniser, Tagger, mined
from ingest.training.names import train
from ingest.training.projection import Annotated

_NAMES_END = "qianyue_homes"


def out_of_fold(items: Sequence[Annotated], fold: Callable[[str], int]) -> list[list[FoundEntity]]:
    """Return each article's entities as a recogniser finds them that was trained on the other folds' articles."""
    found: dict[str, list[FoundEntity]] = {}
    nlp = pipeline.build()
    names = nlp.pipe_names[: nlp.pipe_names.index(_NAMES_END) + 1]
    for part in sorted({fold(item.id) for item in items}):
        tagger = Tagger(train([item for item in items if fold(item.id) != part], lambda item: mined()), mined())
        for item in items:
            if fold(item.id) != part:
                continue
            doc = nlp.make_doc(item.text)
            doc._.published, doc._.title = item.article.published, item.article.title
            for name in names:
                component = Recogniser(tagger) if name == "qianyue_recogniser" else nlp.get_pipe(name)
                doc = component(doc)
            found[item.id] = doc._.entities
    return [found[item.id] for item in items]
