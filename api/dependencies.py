"""What an endpoint or a page needs: the open store, the language, whether it may show whole articles.

def endpoint(store: StoreDep, quotes_only: QuotesOnlyDep, lang: LanguageDep) -> …
"""

from __future__ import annotations

from typing import Annotated, Literal, cast
from urllib.parse import urlsplit

from fastapi import Depends, Query, Request

from api.settings import Settings, is_loopback
from graph.store import Store

Language = Literal["zh", "en"]

_FORWARDED = ("forwarded", "x-forwarded-for", "via")


def get_store(request: Request) -> Store:
    """Return the store, which is open for as long as the application runs."""
    return cast(Store, request.app.state.store)


def get_quotes_only(request: Request) -> bool:
    """Return whether this visitor is shown quotes only (see `Settings`)."""
    settings = cast(Settings, request.app.state.settings)
    if settings.quotes_only is not None:
        return settings.quotes_only
    try:
        # A page elsewhere that makes its own name lead here (DNS rebinding) is told by the name it asks for.
        named = urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        named = None
    reached, visitor = request.scope.get("server"), request.client
    hosts = (settings.host, named, reached[0] if reached else None, visitor.host if visitor else None)
    forwarded = any(name in request.headers for name in _FORWARDED)
    return forwarded or not all(host is not None and is_loopback(host) for host in hosts)


def get_language(
    lang: Annotated[Language, Query(description="Language of the page: `zh` or `en`.")] = "zh",
) -> Language:
    return lang


StoreDep = Annotated[Store, Depends(get_store)]
QuotesOnlyDep = Annotated[bool, Depends(get_quotes_only)]
LanguageDep = Annotated[Language, Depends(get_language)]
