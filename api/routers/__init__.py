"""The endpoints under `/api/v1`, a module for each thing that is asked for."""

from fastapi import APIRouter

from api.problems import INTERNAL, INVALID, TIMEOUT, UNAVAILABLE, responses
from api.routers import articles, claims, entities, links, search, stats

router = APIRouter(prefix="/api/v1", responses=responses(INVALID, INTERNAL, UNAVAILABLE, TIMEOUT))
for part in (search, entities, claims, links, articles, stats):
    router.include_router(part.router)
