"""An article's text cut where its quotes begin and end, so that a page can mark and anchor them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.answers import ClaimAnswer
from graph.model import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `claims` are the ids of the claims whose quote holds it, `starts` of those that begin here."""

    text: str
    claims: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


def pieces(text: str, spans: Sequence[Span], claims: Sequence[ClaimAnswer]) -> list[Piece]:
    """Return the article's own runs of the text in order, cut at the bounds of every quote; runs are a line apart.

    A claim whose quote lies outside the spans begins nowhere; one that reaches over several is marked in each.
    """
    quotes = [(claim.start, claim.end, claim.id) for claim in claims]
    begun: set[str] = set()
    found: list[Piece] = []
    for start, end in spans:
        if found:
            found.append(Piece("\n"))
        inside = {bound for low, high, _ in quotes for bound in (low, high) if start < bound < end}
        bounds = [start, *sorted(inside), end]
        for low, high in pairwise(bounds):
            within = tuple(key for first, last, key in quotes if first <= low and high <= last)
            starts = tuple(key for key in within if key not in begun)
            begun.update(starts)
            found.append(Piece(text[low:high], within, starts))
    return found
