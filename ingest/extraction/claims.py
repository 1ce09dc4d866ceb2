"""Claims: which pairs of a document's entities are tied, how, when, and for how much."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from graph.ontology import ClaimType
from ingest.extraction import attributes
from ingest.extraction.candidates import DIRECTED, Candidate, Page
from ingest.extraction.scorer import Judge, judge
from ingest.language.document import FoundClaim, text_of

Key = tuple[ClaimType, int, int]


def _key(candidate: Candidate) -> Key:
    source, target = candidate.source.entity, candidate.target.entity
    if candidate.type not in DIRECTED and source > target:
        source, target = target, source
    return candidate.type, source, target


def score(candidates: list[Candidate], model: Judge) -> list[float]:
    """Return the model's probability for each candidate."""
    scores = [0.0] * len(candidates)
    by_type: dict[ClaimType, list[int]] = defaultdict(list)
    for index, candidate in enumerate(candidates):
        by_type[candidate.type].append(index)
    for claim, indices in by_type.items():
        rows = np.array([candidates[i].row for i in indices], dtype=np.float32)
        for i, probability in zip(indices, model.forests[claim].probability(rows), strict=True):
            scores[i] = float(probability)
    return scores


def choose(candidates: list[Candidate], scores: list[float], model: Judge) -> list[tuple[Candidate, float]]:
    """Return the best statement of each claim that passes its type's threshold, with its probability.

    Of the two directions of one visit or investment the likelier is kept; a pair that signed in a sentence does not
    also cooperate in it.
    """
    best: dict[Key, tuple[Candidate, float]] = {}
    for candidate, probability in zip(candidates, scores, strict=True):
        if probability >= model.thresholds[candidate.type]:
            key = _key(candidate)
            if key not in best or probability > best[key][1]:
                best[key] = (candidate, probability)
    kept = []
    for (claim, source, target), (candidate, probability) in best.items():
        back = best.get((claim, target, source)) if claim in DIRECTED else None
        if back is not None and (back[1], target, source) > (probability, source, target):
            continue
        if claim is ClaimType.PARTNERED:
            signed = best.get((ClaimType.SIGNED, source, target))
            if signed is not None and abs(signed[0].sentence - candidate.sentence) <= 1:
                continue
        kept.append((candidate, probability))
    return kept


def read_claims(page: Page, model: Judge) -> list[FoundClaim]:
    """Return the page's claims in the order of their quotes."""
    candidates = page.candidates()
    if not candidates:
        return []
    found = []
    for candidate, probability in choose(candidates, score(candidates, model), model):
        start, end = attributes.evidence(page, candidate)
        when = attributes.status(page, candidate)
        total = attributes.amount(page, candidate)
        found.append(
            FoundClaim(
                candidate.type,
                page.entities[candidate.source.entity].key,
                page.entities[candidate.target.entity].key,
                start,
                end,
                attributes.date(page, candidate, when),
                total.amount if total else None,
                total.currency if total else None,
                when,
                model.confidence(candidate.type, probability),
            )
        )
    return sorted(found, key=lambda c: (c.start, c.end, c.type, c.source, c.target))


@Language.component("qianyue_claims", requires=["doc._.entities"], assigns=["doc._.claims"])
def claims(doc: Doc) -> Doc:
    """Set `doc._.claims` from the document's entities, sums and dates."""
    page = Page(text_of(doc), doc._.title, doc._.entities, doc._.sums, doc._.dates)
    doc._.claims = read_claims(page, judge())
    return doc
