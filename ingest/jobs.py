"""The ingest job: articles in, the graph grown, and a report of what was done."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from graph.errors import StoreError
from graph.model import Article, Reading
from graph.store import Store
from ingest.resolution import identities
from ingest.sources import MAX_ARTICLE_BYTES, Unreadable, read_paths, shown

# What a flaw in our own code raises on one article. What stops every article, such as a full disk, is none of these.
_FLAWS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Reads(Protocol):
    """What reads an article: `ingest.extraction.extractor.Extractor` does."""

    version: str

    def read(self, article: Article) -> Reading: ...


@dataclass(slots=True)
class Report:
    """What an ingest did. Every article counts once: as added, replaced, unchanged, or found at a new address.

    `removed` counts articles that are gone because another text stands at their only address. `unreadable` holds
    what could not be read and why. `characters` counts the text of the articles, `seconds` the wall-clock time.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    addresses: int = 0
    removed: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    characters: int = 0
    seconds: float = 0.0

    @property
    def articles(self) -> int:
        return self.added + self.replaced + self.unchanged + self.addresses


def ingest(
    store: Store,
    paths: Sequence[Path],
    extractor: Reads,
    progress: Callable[[Report], None] | None = None,
    max_bytes: int = MAX_ARTICLE_BYTES,
) -> Report:
    """Read the articles of files and folders into the store, each in a transaction of its own, and return the report.

    An article that is kept as this extractor read it is not read again. `progress` is called after every article and
    every thing that could not be read, with the report so far. An article whose text takes more than `max_bytes` is
    reported among the unreadable, and so is one on which the extractor or the store fails by a flaw of its own: nothing
    of it is written, and the others are. Stopping it at any moment, and starting again with the same paths, gives the
    graph of an undisturbed run.
    """
    start = time.monotonic()
    report = Report()
    for found in read_paths(paths, max_bytes):
        if isinstance(found, Unreadable):
            report.unreadable.append(found)
        else:
            fault = _keep(store, found, extractor, report)
            if fault is not None:
                report.unreadable.append(fault)
        report.seconds = time.monotonic() - start
        if progress is not None:
            progress(report)
    report.seconds = time.monotonic() - start
    return report


def _keep(store: Store, article: Article, extractor: Reads, report: Report) -> Unreadable | None:
    """Bring the article into the store and count it in the report, or return why it cannot be."""
    part = "store"
    try:
        written = store.recognise(article, extractor.version)
        if written is None:
            part = "extractor"
            reading = extractor.read(article)
            resolved = identities(reading)
            part = "store"
            written = store.write(reading, resolved)
    except StoreError as error:
        # Characters that cannot be stored are this article's own; every other fault of a store is everybody's.
        if not isinstance(error.__cause__, UnicodeError):
            raise
        return Unreadable(_name(article), f"the {part} failed on it: {error}; please report this")
    except _FLAWS as error:
        # The message of the error may hold the article's text.
        return Unreadable(_name(article), f"the {part} failed on it ({type(error).__name__}); please report this")
    match written.what:
        case "added":
            report.added += 1
        case "replaced":
            report.replaced += 1
        case "unchanged":
            report.unchanged += 1
        case "address":
            report.addresses += 1
    report.removed += len(written.replaced)
    report.characters += sum(end - start for start, end in article.spans)
    return None


def _name(article: Article) -> str:
    """Return what tells the article from the others of its file, as it may be shown."""
    name, given = article.address.name, article.given_id
    if given is None or "#" not in article.address.uri:
        return name
    return shown(given if given.startswith(f"{name}:") else f"{name}: {given}")
