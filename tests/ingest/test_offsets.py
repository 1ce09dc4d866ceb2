"""Every claim's quote stands in the article as it was given, where the claim says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extraction import Extractor
from ingest.sources import Unreadable, read_paths

OWN = Path(__file__).parents[1] / "articles" / "articles.jsonl"


def check(path: Path, extractor: Extractor) -> int:
    """Return how many claims were checked."""
    checked = 0
    for article in read_paths([path]):
        assert not isinstance(article, Unreadable), article
        reading = extractor.read(article)
        for claim in reading.claims:
            assert article.text[claim.start : claim.end] == claim.evidence
            assert any(start <= claim.start and claim.end <= end for start, end in article.spans) or any(
                start <= claim.start < end for start, end in article.spans
            )
        for mention in reading.mentions:
            assert all(0 <= start < end <= len(article.text) for start, end in mention.spans)
        checked += len(reading.claims)
    return checked


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def test_own_articles(extractor: Extractor) -> None:
    assert check(OWN, extractor) > 100


@pytest.mark.parametrize("name", ["dev/articles.jsonl", "seeds/text", "seeds/page"])
def test_evaluation_articles(name: str, extractor: Extractor, shared: Path) -> None:
    assert check(shared / "evaluation" / name, extractor) > 0


@pytest.mark.slow
def test_training_articles(extractor: Extractor, shared: Path) -> None:
    assert check(shared / "evaluation" / "train" / "articles.jsonl", extractor) > 100
