"""Extraction: what an article says, as mentions and claims traced to its text."""

from ingest.extraction.extractor import Extractor
from ingest.extraction.output import as_json

__all__ = ["Extractor", "as_json"]
