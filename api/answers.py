"""Answers that only the API gives; the others are `graph.answers` as they stand."""

from __future__ import annotations

from dataclasses import dataclass

from graph.answers import ArticleAnswer, ArticleRef, ClaimAnswer, MentionAnswer
from graph.model import Span


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article with its marked sentences.

    `text` is the whole text; every claim's `evidence` is `text[start:end]`, every span of a mention `[start, end]`
    counts its characters (Unicode code points), and `spans` are the runs of it that are the article. Where only
    quotes are shown (`quotes_only`) `text` is null: the quotes are in `claims`, the addresses in `ref`.
    """

    ref: ArticleRef
    quotes_only: bool
    text: str | None
    spans: tuple[Span, ...]
    mentions: tuple[MentionAnswer, ...]
    claims: tuple[ClaimAnswer, ...]
    extractor: str


def marked(article: ArticleAnswer, quotes_only: bool) -> MarkedArticle:
    """Return the article as it may be shown."""
    return MarkedArticle(
        ref=article.ref,
        quotes_only=quotes_only,
        text=None if quotes_only else article.text,
        spans=article.spans,
        mentions=article.mentions,
        claims=article.claims,
        extractor=article.extractor,
    )
