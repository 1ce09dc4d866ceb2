"""The extractor: an article in, its reading out."""

from __future__ import annotations

import hashlib
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from graph.model import Article, Claim, Mention, Reading
from ingest.reading.view import View

if TYPE_CHECKING:
    from spacy.language import Language

    from ingest.language.document import FoundClaim, FoundEntity

_READ_BY = ("ingest.language", "ingest.extraction", "ingest.gazetteers", "ingest.reading")
_KINDS = (".py", ".csv", ".json", ".npz", ".crfsuite", ".gz", ".txt")


@cache
def _version() -> str:
    """Return twelve hexadecimal digits over all code and data that reading depends on."""
    digest = hashlib.sha256()
    for package in _READ_BY:
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if file.is_file() and file.name.endswith(_KINDS):
                digest.update(file.name.encode("utf-8"))
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


class Extractor:
    """Reads articles. The pipeline is loaded by the first reading: to see that nothing is new takes none.

    `version` changes whenever the code, the gazetteers or the weights do.
    """

    def __init__(self, nlp: Language | None = None) -> None:
        """Take the shipped pipeline, or another one (part of it, or with other weights)."""
        self.version = _version()
        self._given = nlp

    @cached_property
    def _nlp(self) -> Language:
        from ingest.language.pipeline import build

        return self._given or build()

    def read(self, article: Article) -> Reading:
        """Return what the article says: its mentions and claims, with offsets into `article.text`."""
        view = View(article)
        # The tokenizer refuses nothing but silence: an article of blanks says nothing.
        if not view.text.strip():
            return Reading(article, (), (), self.version)
        doc = self._nlp.make_doc(view.text)
        doc._.published, doc._.title = article.published, article.title
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        mentions = tuple(_mention(entity, view) for entity in doc._.entities)
        claims = tuple(_claim(claim, view) for claim in doc._.claims)
        return Reading(article, mentions, claims, self.version)


def _mention(entity: FoundEntity, view: View) -> Mention:
    spans = tuple(view.raw(start, end) for start, end in entity.spans)
    return Mention(entity.key, entity.type, entity.name, tuple(entity.aliases), entity.home, spans)


def _claim(claim: FoundClaim, view: View) -> Claim:
    start, end = view.raw(claim.start, claim.end)
    return Claim(
        claim.type,
        claim.source,
        claim.target,
        view.article.text[start:end],
        start,
        end,
        claim.date,
        claim.amount,
        claim.currency,
        claim.status,
        claim.confidence,
    )
