"""What an endpoint or a page needs: the open store, the settings, the language.

def endpoint(store: StoreDep, settings: SettingsDep, lang: LanguageDep) -> …
"""

from __future__ import annotations

from typing import Annotated, Literal, cast

from fastapi import Depends, Query, Request

from api.settings import Settings
from graph.store import Store

Language = Literal["zh", "en"]


def get_store(request: Request) -> Store:
    """Return the store, which is open for as long as the application runs."""
    return cast(Store, request.app.state.store)


def get_settings(request: Request) -> Settings:
    return cast(Settings, request.app.state.settings)


def get_language(
    lang: Annotated[Language, Query(description="Language of the page: `zh` or `en`.")] = "zh",
) -> Language:
    return lang


StoreDep = Annotated[Store, Depends(get_store)]
SettingsDep = Annotated[Settings, Depends(get_settings)]
LanguageDep = Annotated[Language, Depends(get_language)]
