"""What the tables of the command line show, a column for each value, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from api.tables import Columns
from graph.answers import ArticleRef, ClaimAnswer, Entity, Figures, Link, MentionAnswer, Stats
from graph.ontology import ClaimType, Status

ENTITIES: Columns[Entity] = {
    "id": lambda e: e.id,
    "type": lambda e: e.type,
    "name": lambda e: e.name,
    "home": lambda e: e.home_name,
    "home_stated": lambda e: None if e.home is None else "yes" if e.home_stated else "no",
    "articles": lambda e: e.support,
    "claims": lambda e: e.claims,
    "aliases": lambda e: "; ".join(e.aliases),
}

ARTICLES: Columns[ArticleRef] = {
    "id": lambda a: a.id,
    "published": lambda a: a.published,
    "title": lambda a: a.title,
    "press": lambda a: a.source,
    "url": lambda a: "; ".join(a.urls or a.names),
}

CLAIMS: Columns[ClaimAnswer] = {
    "type": lambda c: c.type,
    "source": lambda c: c.source.name,
    "target": lambda c: c.target.name,
    "date": lambda c: c.date,
    "status": lambda c: c.status,
    "amount": lambda c: c.amount,
    "currency": lambda c: c.currency,
    "confidence": lambda c: c.confidence,
    "article": lambda c: c.article.id,
    "quote": lambda c: c.evidence,
}
"""A claim as a person reads it, its quote last."""

CLAIM_RECORDS: Columns[ClaimAnswer] = {
    "id": lambda c: c.id,
    "event": lambda c: c.event,
    "type": lambda c: c.type,
    "source_id": lambda c: c.source.id,
    "source_type": lambda c: c.source.type,
    "source": lambda c: c.source.name,
    "source_home": lambda c: c.source.home,
    "target_id": lambda c: c.target.id,
    "target_type": lambda c: c.target.type,
    "target": lambda c: c.target.name,
    "target_home": lambda c: c.target.home,
    "date": lambda c: c.date,
    "status": lambda c: c.status,
    "amount": lambda c: c.amount,
    "currency": lambda c: c.currency,
    "confidence": lambda c: c.confidence,
    "quote": lambda c: c.evidence,
    "start": lambda c: c.start,
    "end": lambda c: c.end,
    "article": lambda c: c.article.id,
    "published": lambda c: c.article.published,
    "title": lambda c: c.article.title,
    "press": lambda c: c.article.source,
    "url": lambda c: "; ".join(c.article.urls or c.article.names),
}
"""A claim as a program or a spreadsheet reads it: with its ids and where it is said."""


def sums(figures: Figures) -> str:
    """Return the money of the figures in words: `CNY 1,500,000,000 done; …`."""
    return "; ".join(f"{s.currency} {s.amount:,} {s.status}" for s in figures.sums)


def _of_type(kind: ClaimType) -> Callable[[Link], object]:
    return lambda link: link.figures.by_type.get(kind, 0)


def _of_status(status: Status) -> Callable[[Link], object]:
    return lambda link: link.figures.by_status.get(status, 0)


LINKS: Columns[Link] = {
    "city": lambda link: link.other.name,
    "code": lambda link: link.other.home,
    "events": lambda link: link.figures.events,
    "claims": lambda link: link.figures.claims,
    "articles": lambda link: link.figures.articles,
    **{kind.lower(): _of_type(kind) for kind in ClaimType},
    **{status.value: _of_status(status) for status in Status},
    "undated": lambda link: link.figures.undated,
    "first": lambda link: link.first,
    "last": lambda link: link.last,
    "sums": lambda link: sums(link.figures),
}

MENTIONS: Columns[MentionAnswer] = {
    "id": lambda m: m.entity.id,
    "type": lambda m: m.entity.type,
    "name": lambda m: m.name,
    "entity": lambda m: m.entity.name,
    "aliases": lambda m: "; ".join(m.aliases),
}

Count = tuple[str, str, int]

COUNTS: Columns[Count] = {"of": lambda c: c[0], "type": lambda c: c[1], "number": lambda c: c[2]}


def counts(stats: Stats) -> Iterator[Count]:
    """Yield what is counted, its type (empty for all), and the number."""
    yield "articles", "", stats.articles
    for name, by_type in (("entities", stats.entities), ("claims", stats.claims), ("claims", stats.statuses)):
        for kind, number in by_type.items():
            yield name, str(kind), number
    yield "claims", "undated", stats.undated
    yield "claims", "unplaced", stats.unplaced
    yield "events", "", stats.events


def figures_line(figures: Figures, unplaced: int) -> str:
    """Return the figures on one line."""
    parts = [
        f"{figures.events} events",
        f"{figures.claims} claims",
        f"{figures.articles} articles",
        f"{figures.undated} claims undated",
        f"{unplaced} claims unplaced",
    ]
    return ", ".join(parts) + (f"; {money}" if (money := sums(figures)) else "")
