"""Errors as answers: problem details (RFC 9457), one kind each for what a client can act on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.security import HEADERS
from graph.errors import InvalidQueryError, NotFoundError, QianyueError, QueryTimeoutError, StoreError

MEDIA_TYPE = "application/problem+json"

_log = logging.getLogger(__name__)


class ParameterError(BaseModel):
    """A parameter that was wrong, and why."""

    parameter: str = Field(examples=["limit"])
    place: str = Field(description="Where it stands: `query` or `path`.", examples=["query"])
    reason: str = Field(examples=["Input should be less than or equal to 1000"])


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(
        description="The kind of problem; leads to its description.", examples=["/docs/problems#not-found"]
    )
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(description="What was wrong, and what to do.", examples=["no entity city-000000"])
    instance: str = Field(description="The path that was asked for.", examples=["/api/v1/entities/city-000000"])
    errors: list[ParameterError] | None = Field(
        default=None, description="Of an invalid question: each wrong parameter."
    )


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    title: str
    status: int
    meaning: str


NOT_FOUND = Kind("not-found", "Not found", 404, "Nothing has this id, name or path.")
NO_METHOD = Kind("method-not-allowed", "Method not allowed", 405, "Reading is by GET; see the Allow header.")
INVALID = Kind("invalid-question", "Invalid question", 422, "A parameter is unknown or has a value without meaning.")
INTERNAL = Kind(
    "internal", "Internal error", 500, "The server failed. The question is not at fault; its log says more."
)
UNAVAILABLE = Kind("store-unavailable", "Store unavailable", 503, "The graph cannot be read now. Ask again later.")
TIMEOUT = Kind(
    "query-timeout", "Query stopped", 504, "The question took too long. Narrow it by filters or a smaller limit."
)
KINDS = (NOT_FOUND, NO_METHOD, INVALID, INTERNAL, UNAVAILABLE, TIMEOUT)

_OF_ERROR: dict[type[QianyueError], Kind] = {
    NotFoundError: NOT_FOUND,
    InvalidQueryError: INVALID,
    QueryTimeoutError: TIMEOUT,
    StoreError: UNAVAILABLE,
}
_RETRY_AFTER = {"Retry-After": "5"}

ErrorPage = Callable[[Request, Problem], Response]


def problem(request: Request, kind: Kind, detail: str, errors: list[ParameterError] | None = None) -> Problem:
    """Return the problem of a request, as it is sent."""
    return Problem(
        type=f"/docs/problems#{kind.name}",
        title=kind.title,
        status=kind.status,
        detail=detail,
        instance=quote(request.scope["path"], errors="replace"),
        errors=errors,
    )


def parameter_errors(errors: Sequence[Any]) -> list[ParameterError]:
    """Return what validation found, without the values (they may be anybody's text)."""
    return [
        ParameterError(
            parameter=".".join(str(part) for part in error["loc"][1:]),
            place=str(error["loc"][0]),
            reason=str(error["msg"]).removeprefix("Value error, "),
        )
        for error in errors
    ]


def install(app: FastAPI, error_page: ErrorPage | None = None) -> None:
    """Make every error of the application a problem; outside `/api`, `error_page` draws it for a browser."""

    def answer(request: Request, found: Problem, headers: dict[str, str] | None = None) -> Response:
        browser = "text/html" in request.headers.get("accept", "")
        if error_page is not None and browser and not request.url.path.startswith("/api/"):
            response = error_page(request, found)
            response.headers.update(headers or {})
            return response
        content = found.model_dump(exclude_none=True)
        return JSONResponse(content, found.status, headers=headers, media_type=MEDIA_TYPE)

    def on_error(request: Request, error: Exception) -> Response:
        kind = next((k for e, k in _OF_ERROR.items() if isinstance(error, e)), INTERNAL)
        if kind in (UNAVAILABLE, INTERNAL):
            _log.error("%s %s: %s", request.method, request.url.path, error)
        headers = _RETRY_AFTER if kind is UNAVAILABLE else None
        return answer(request, problem(request, kind, str(error) if kind is not INTERNAL else kind.meaning), headers)

    def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        errors = parameter_errors(error.errors())
        detail = "; ".join(f"{e.parameter}: {e.reason}" for e in errors)
        return answer(request, problem(request, INVALID, detail, errors))

    def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        status = error.status_code
        kind = next((k for k in KINDS if k.status == status), None)
        if kind is None:
            kind = Kind("http", HTTPStatus(status).phrase, status, error.detail)
        detail = kind.meaning if error.detail == HTTPStatus(status).phrase else error.detail
        return answer(request, problem(request, kind, detail), dict(error.headers or {}))

    def on_crash(request: Request, error: Exception) -> Response:
        # Starlette answers a crash outside of all middleware (and logs it), so the headers are added here.
        return answer(request, problem(request, INTERNAL, INTERNAL.meaning), dict(HEADERS))

    app.add_exception_handler(QianyueError, on_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(Exception, on_crash)


def responses(*kinds: Kind) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of the problems that an endpoint may answer with."""
    return {kind.status: {"model": Problem, "description": f"{kind.title}. {kind.meaning}"} for kind in kinds}
