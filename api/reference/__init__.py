"""The reference of the API as pages: Swagger UI from an installed package, without a request to anywhere else."""

from __future__ import annotations

from html import escape
from importlib.resources import files

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles

from api.problems import KINDS

router = APIRouter(prefix="/docs", include_in_schema=False)


def _shipped(name: str) -> str:
    return files("api.reference").joinpath(name).read_text(encoding="utf-8")


@router.get("")
def docs() -> HTMLResponse:
    return HTMLResponse(_shipped("docs.html"))


@router.get("/start.js")
def start() -> Response:
    return Response(_shipped("start.js"), media_type="text/javascript")


@router.get("/problems")
def problems() -> HTMLResponse:
    rows = "".join(
        f'<dt id="{escape(kind.name)}">{kind.status} {escape(kind.title)}</dt><dd>{escape(kind.meaning)}</dd>'
        for kind in KINDS
    )
    return HTMLResponse(_shipped("problems.html").replace("{rows}", rows))


def install(app: FastAPI) -> None:
    """Serve the reference at `/docs`."""
    app.include_router(router)
    app.mount("/docs/assets", StaticFiles(packages=[("fastapi_swagger", "resources")]), name="docs-assets")
