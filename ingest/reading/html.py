"""From an HTML page to its main text (trafilatura, without its network features)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from trafilatura.settings import use_config

from ingest.reading.errors import UnreadableError

# Parsing takes about 0.1 ms a tag; a news page has a few thousand.
_MOST_TAGS = 50_000
# A reference to a character that XML has not makes the extraction lose its paragraph. HTML takes a form feed for space.
_REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]{1,6})(?![0-9a-f])|0*([0-9]{1,7})(?![0-9]));?", re.IGNORECASE)
_NO_XML = frozenset((*range(1, 9), 0x0B, *range(0x0E, 0x20), 0xFFFE, 0xFFFF))
_FORM_FEED = 0x0C
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
            _REFERENCE.sub(_readable, markup),
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


def _readable(reference: re.Match[str]) -> str:
    """Return the reference, or what stands for it where it names no character of XML."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return " " if number == _FORM_FEED else "" if number in _NO_XML else reference[0]


def _line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _flat(text: str) -> str:
    return "".join(text.split())
