"""What the name components hand to one another on a `Doc`: places and names as they stand, not yet joined."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from graph.ontology import EntityType


@dataclass(frozen=True, slots=True)
class Place:
    """A division's name in the text. `code` is its GB/T code, None where the context does not settle which it is.

    `full` tells an official name (锡山区) from a short one (锡山) or an abbreviation of one character. `support` tells
    how far the article and the use of the word speak for the division, 0 to 1.
    """

    start: int
    end: int
    code: str | None
    full: bool
    support: float = 1.0


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an enterprise, university, platform or project in the text.

    `confidence` is 0 to 1. `origin` is the component that found it.
    """

    start: int
    end: int
    type: EntityType
    origin: str
    confidence: float = 1.0


def register() -> None:
    """Declare the extension attributes; safe to call again."""
    for name in ("places", "names"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])


register()
