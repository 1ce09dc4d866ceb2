"""One article."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.answers import MarkedArticle, marked
from api.dependencies import QuotesOnlyDep, StoreDep
from api.parameters import ArticleId, NoQuestion
from api.problems import NOT_FOUND, responses

router = APIRouter(tags=["articles"], responses=responses(NOT_FOUND))


@router.get("/articles/{article_id}", summary="One article with its marked sentences")
def get_article(
    store: StoreDep, quotes_only: QuotesOnlyDep, article_id: ArticleId, question: Annotated[NoQuestion, Query()]
) -> MarkedArticle:
    """Its text, the entities it mentions with their places in the text, and its claims in the order of the text.
    A server that shows quotes only leaves the text out."""
    return marked(store.article(article_id), quotes_only)
