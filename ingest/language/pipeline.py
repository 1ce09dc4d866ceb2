"""The pipeline from text to `doc._.entities` (and, once the claim components run, sums, dates and claims)."""

from __future__ import annotations

import importlib

import spacy
from spacy.language import Language

# Each component and the module that registers its factory; they run in this order.
COMPONENTS = (
    ("qianyue_places", "ingest.language.places"),
    ("qianyue_institutions", "ingest.language.institutions"),
    ("qianyue_projects", "ingest.language.projects"),
    ("qianyue_recogniser", "ingest.language.recogniser"),
    ("qianyue_joining", "ingest.language.joining"),
    ("qianyue_homes", "ingest.language.homes"),
    ("qianyue_money", "ingest.language.money"),
    ("qianyue_dates", "ingest.language.dates"),
    ("qianyue_claims", "ingest.extraction.claims"),
)


NAMES = COMPONENTS[:6]


def build(components: tuple[tuple[str, str], ...] = COMPONENTS) -> Language:
    """Return the pipeline, or part of it; tokens are single characters, offsets are those of the text."""
    nlp = spacy.blank("zh")
    for factory, module in components:
        importlib.import_module(module)
        nlp.add_pipe(factory)
    return nlp
