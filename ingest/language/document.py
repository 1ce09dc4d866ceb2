"""What the components leave on a spaCy `Doc`. Offsets here count characters of the text that is read (`View.text`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from graph.model import Span
from graph.ontology import ClaimType, EntityType, Status


@dataclass(slots=True)
class FoundEntity:
    """An entity of the document. `spans` are all places where one of its forms stands, in order.

    `home` is the key of the City that the article states as its home. `code` is a City's GB/T code where the context
    settles it. `confidence` is the probability that a reader would list it, 1 where a reader has.
    """

    key: str
    type: EntityType
    name: str
    aliases: list[str] = field(default_factory=list)
    home: str | None = None
    spans: list[Span] = field(default_factory=list)
    code: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FoundSum:
    """A sum of money: whole units of the currency (ISO 4217)."""

    start: int
    end: int
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day, month or year, resolved against the article: `YYYY-MM-DD`, `YYYY-MM`, `YYYY`; None if it has no year."""

    start: int
    end: int
    date: str | None


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim between two entities of the document, by their keys. The quote is `text[start:end]`."""

    type: ClaimType
    source: str
    target: str
    start: int
    end: int
    date: str | None = None
    amount: int | None = None
    currency: str | None = None
    status: Status = Status.DONE
    confidence: float = 0.5


def text_of(doc: Doc) -> str:
    """Return the document's text. spaCy would join its tokens, which are single characters, at every look."""
    text = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return str(text)


def register() -> None:
    """Declare the extension attributes that the components share; safe to call again."""
    for name in ("published", "title"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name in ("entities", "sums", "dates", "claims"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])


register()
