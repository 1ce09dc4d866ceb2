"""What an article says, as it was read: the article, its mentions and its claims.

These are values. Nothing here knows of canonical entities: those are derived (`graph.entities`).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TypeVar

from graph.names import fold, simplify
from graph.ontology import ClaimType, EntityType, Status

Span = tuple[int, int]
T = TypeVar("T")

_SPACE = re.compile(r"\s+")
_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def fingerprint(*parts: str) -> str:
    """Return 16 hexadecimal digits that stand for the parts, the same on every machine."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def is_partial_date(text: str) -> bool:
    """Tell whether the text is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    return _PARTIAL_DATE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Address:
    """Where a text was found.

    `uri` tells one place from another: the URL of a page that was fetched, or a `file:` URI, with the
    article's id or line as its fragment. `name` is what may be shown of it: a file's bare name, never a
    path of the machine. `url` is the public address, where one is given; several texts may give the same.
    """

    uri: str
    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article within the text that held it.

    `text` is the decoded text exactly as given (for HTML and PDF, the plain text made from it). `spans` are
    the runs of it that are the article, in reading order; what lies outside them is furniture or another
    article. Every offset in a `Reading` counts characters of `text`.
    `published` is `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or None.
    """

    text: str
    spans: tuple[Span, ...]
    title: str | None = None
    source: str | None = None
    published: str | None = None
    address: Address = Address("", "")
    given_id: str | None = None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        body, title = (simplify(_SPACE.sub("", text)) for text in (self.body, self.title or ""))
        # A headline may stand in the text or beside it: the same article either way.
        object.__setattr__(self, "id", fingerprint(body.removeprefix(title) or body))

    @property
    def body(self) -> str:
        """The article's own text: its spans, one a line."""
        return "\n".join(self.text[start:end] for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity as one article names it.

    `key` tells a reading's mentions apart (`e1`, `e2`, …). `name` is its canonical name within the article,
    `aliases` every other form, `home` the key of the City that the article states as its home.
    `spans` are the places of all its forms in the article's text, in order.
    """

    key: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    home: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What an article says of two of its mentions.

    `source` and `target` are mention keys. `date` is `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or None, `amount` whole
    units of `currency` (ISO 4217). `evidence` is `text[start:end]` of the article. `confidence` is the
    reader's own estimate, 0 to 1, that the claim is what the article says.
    """

    type: ClaimType
    source: str
    target: str
    evidence: str
    start: int
    end: int
    date: str | None = None
    amount: int | None = None
    currency: str | None = None
    status: Status = Status.DONE
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with what was read in it, and the version of the extractor that read it."""

    article: Article
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    extractor: str

    def mention_ids(self) -> dict[str, str]:
        """Return the fingerprint of every mention, by its key: its article, type and name.

        Mentions of one type and name (two 朝阳区) are told apart by their order.
        """
        ids: dict[str, str] = {}
        seen: Counter[tuple[str, str]] = Counter()
        for mention in self.mentions:
            what = mention.type, fold(mention.name)
            ids[mention.key] = fingerprint("mention", self.article.id, *what, *_ordinal(seen, what))
        return ids

    def claim_ids(self) -> tuple[str, ...]:
        """Return the fingerprint of every claim, in their order: its article, type, ends, quote and date.

        Claims that are equal in all of these (such as two sums in one quote) are told apart by their order.
        """
        mentions = self.mention_ids()
        seen: Counter[tuple[str, ...]] = Counter()
        ids = []
        for claim in self.claims:
            quote = simplify(_SPACE.sub("", claim.evidence))
            what = claim.type, mentions[claim.source], mentions[claim.target], quote, claim.date or ""
            ids.append(fingerprint("claim", self.article.id, *what, *_ordinal(seen, what)))
        return tuple(ids)


def _ordinal(seen: Counter[T], what: T) -> tuple[str, ...]:
    """Return what tells a repeated thing from its first: nothing for the first."""
    seen[what] += 1
    return (str(seen[what]),) if seen[what] > 1 else ()
