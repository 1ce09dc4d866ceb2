"""Whether the server lives, and whether it can answer: for what starts it, watches it and routes to it."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.dependencies import StoreDep

router = APIRouter(include_in_schema=False)

_WELL = {"status": "ok"}


def _uncached(response: Response) -> dict[str, str]:
    response.headers["Cache-Control"] = "no-store"
    return _WELL


@router.get("/healthz")
async def get_health(response: Response) -> dict[str, str]:
    """Answer as long as the process serves: in its event loop, so that no queue of slow questions delays it."""
    return _uncached(response)


@router.get("/readyz")
def get_readiness(response: Response, store: StoreDep) -> dict[str, str]:
    """Answer when the store does; else with the problem of it (503, 504)."""
    store.version()
    return _uncached(response)
