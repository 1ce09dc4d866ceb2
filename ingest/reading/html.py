"""From an HTML page to its main text (trafilatura, without its network features)."""

from __future__ import annotations

from dataclasses import dataclass

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from trafilatura.settings import use_config

from ingest.reading.errors import UnreadableError

# Parsing takes about 0.1 ms a tag; a news page has a few thousand.
_MOST_TAGS = 50_000
# Chinese says in 60 characters what the library's default of 250 expects; below it the whole page would be taken.
_CONFIG = use_config()
_CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", "60")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: its main text, headline first where it has one, and what its markup says of it."""

    text: str
    title: str | None
    source: str | None
    published: str | None
    url: str | None


def read_html(markup: str) -> Page:
    """Return the main text of a page and its metadata; nothing is fetched.

    Raises `UnreadableError` where the page has no text of its own.
    """
    if markup.count("<") > _MOST_TAGS:
        raise UnreadableError(f"its HTML has more than {_MOST_TAGS:,} tags; save the article's text itself")
    try:
        # The extensive search guesses dates from footers and comments; a missing date is better than a wrong one.
        found = trafilatura.bare_extraction(
            markup,
            include_comments=False,
            config=_CONFIG,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (etree.LxmlError, ValueError, RecursionError, AssertionError) as error:
        raise UnreadableError(f"its HTML cannot be parsed ({type(error).__name__}); save it as text") from error
    fields = found if isinstance(found, dict) else found.as_dict() if found is not None else {}
    body = (fields.get("text") or "").strip()
    if not body:
        raise UnreadableError("its HTML has no body text; save the article's text itself")
    title = _line(fields.get("title"))
    if title and not _flat(body).startswith(_flat(title)):
        body = f"{title}\n{body}"
    return Page(body, title, _line(fields.get("sitename")), _line(fields.get("date")), _line(fields.get("url")))


def _line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _flat(text: str) -> str:
    return "".join(text.split())
