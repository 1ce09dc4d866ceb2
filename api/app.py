"""The application: questions over HTTP, answered from one store."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from api import health, pages, problems, reference
from api.opening import open_graph
from api.routers import router
from api.security import HeadAsGet, SecurityHeaders
from api.settings import Settings

DESCRIPTION = """\
Who signs with, visits, funds and works with whom across China's cities, read from the news by a machine
(unreviewed), with the sentence behind every claim.

* An **entity** is a City, Enterprise, University, Platform or Project. A **claim** is what one article says of two
  of them (SIGNED, VISITED, FUNDED, PARTNERED), with its date, amount, status (`done` or `planned`), quote and a
  confidence from 0 to 1. An **event** is one deal or visit, with every claim about it: counts are of events.
* Lists are `{total, limit, offset, results}`.
* Dates are `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or null: as exact as the article. Amounts are whole units of a currency.
* Errors are problem details (RFC 9457, `application/problem+json`).
"""

TAGS = [
    {"name": "entities", "description": "Cities, enterprises, universities, platforms and projects."},
    {"name": "claims", "description": "What the articles say, each with its quote."},
    {"name": "cities", "description": "Cities and the links between them."},
    {"name": "articles", "description": "Where it is said."},
    {"name": "graph", "description": "The graph as a whole."},
]

_PAGE_OF = re.compile(r"Page_(\w+?)_")


def _version() -> str:
    try:
        return version("qianyue")
    except PackageNotFoundError:
        return "0"


def _describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description, with problems under their own media type and names a generator can use."""
    described = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=TAGS
    )
    for path in described["paths"].values():
        for operation in path.values():
            parameters = operation.get("parameters", [])
            for parameter in parameters:
                _finish(parameter)
            parameters.sort(key=lambda parameter: parameter["name"] in ("limit", "offset"))
            for status, response in operation["responses"].items():
                if status >= "400":
                    response["content"] = {problems.MEDIA_TYPE: response["content"]["application/json"]}
    renamed: dict[str, Any] = json.loads(_PAGE_OF.sub(r"\1Page", json.dumps(described)))
    return renamed


def _finish(parameter: dict[str, Any]) -> None:
    """Say examples where readers see them; what may be left out of a question is not said to be null."""
    schema = parameter["schema"]
    values = [value[0] if isinstance(value, list) else value for value in schema["examples"]]
    parameter["description"] = (
        f"{schema.pop('description')} For example {' or '.join(f'`{value}`' for value in values)}."
    )
    if parameter["required"]:
        parameter["example"] = schema["examples"][0]
    schema.update(next((kind for kind in schema.pop("anyOf", []) if kind.get("type") != "null"), {}))


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application; `settings` default to the environment's.

    The store is open while the application runs (its lifespan). Raises `SettingsError`.
    """
    settings = settings or Settings.from_environment()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_graph(settings.store, settings.query_timeout, access=settings.access, patient=True) as store:
            app.state.store = store
            yield

    app = FastAPI(
        title="签约 Qianyue",
        version=_version(),
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=_operation_id,
    )
    app.state.settings = settings
    app.include_router(router)
    app.include_router(health.router)
    app.include_router(pages.router)
    reference.install(app)
    problems.install(app, pages.error_page)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(HeadAsGet)

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name
