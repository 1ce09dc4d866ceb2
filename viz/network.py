"""The network of a set of claims: what pyvis holds, and what a page needs to draw it and to open its quotes."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.answers import ClaimAnswer, EntityRef, Neighbourhood
from graph.ontology import ClaimType, EntityType, Status, ontology
from viz.formats import Paths, confidence, exact_money, label, money, outside_url, visible, width_of
from viz.texts import Lang, Texts

if TYPE_CHECKING:
    from pyvis.network import Network as PyvisNetwork

MAX_NODES = 300
"""The most nodes that are drawn: a browser stays quick and a reader can still tell them apart."""

MAX_QUOTES = 12
"""The most quotes that an edge opens; the table holds every one."""

_MAX_EDGE_LABELS = 150
_FONT = 14
_SHAPES = {
    EntityType.CITY: "dot",
    EntityType.ENTERPRISE: "square",
    EntityType.UNIVERSITY: "triangle",
    EntityType.PLATFORM: "diamond",
    EntityType.PROJECT: "hexagon",
}
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": True, "zoomView": False, "multiselect": False, "selectConnectedEdges": False},
    "nodes": {"borderWidth": 1.5, "font": {"size": _FONT, "vadjust": -2}, "scaling": {"label": {"drawThreshold": 5}}},
    "edges": {
        "selectionWidth": 2,
        "hoverWidth": 1,
        "arrows": {"to": {"scaleFactor": 0.6}},
        # Turned along the edge, vis-network 9.1.2 draws the label of a level one at the origin.
        "font": {"size": 11, "strokeWidth": 4, "align": "horizontal"},
        "scaling": {"label": {"drawThreshold": 6}},
    },
}

Pair = tuple[str, str, ClaimType, Status]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network ready to be drawn.

    `nodes` and `edges` are vis-network's, with positions. `details` holds what a click on one opens, by its id.
    `left_out_nodes` and `left_out_claims` count what is not drawn. `entity_types` and `claim_types` are those drawn,
    for the legend; `planned` tells whether an edge is dashed.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]
    details: dict[str, dict[str, Any]]
    left_out_nodes: int = 0
    left_out_claims: int = 0
    entity_types: list[EntityType] = field(default_factory=list)
    claim_types: list[ClaimType] = field(default_factory=list)
    planned: bool = False

    def json(self) -> str:
        """Return the drawing as JSON that may stand inside a `<script>` element: no `<`, `>`, `&` or line separator."""
        data = {"nodes": self.nodes, "edges": self.edges, "options": self.options, "details": self.details}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        for char in "<>&\u2028\u2029":
            text = text.replace(char, f"\\u{ord(char):04x}")
        return text


def neighbourhood_network(found: Neighbourhood, lang: Lang, limit: int = MAX_NODES) -> Drawing:
    """Return the drawing of a neighbourhood, its entity in the middle."""
    refs = [EntityRef(node.id, node.type, node.name, node.home) for node in found.nodes]
    return network(
        found.claims,
        lang,
        nodes=refs,
        centre=refs[0].id if refs else None,
        limit=limit,
        left_out_nodes=found.left_out_nodes,
        left_out_claims=found.left_out_claims,
    )


def liveliest(claims: Sequence[ClaimAnswer], limit: int) -> list[ClaimAnswer]:
    """Return the claims of the largest connected parts, as many parts as have no more than `limit` entities, or one."""
    import networkx as nx

    graph = nx.Graph((claim.source.id, claim.target.id) for claim in claims)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    chosen: set[str] = set()
    for part in parts:
        if not chosen or len(chosen) + len(part) <= limit:
            chosen |= part
    return [claim for claim in claims if claim.source.id in chosen]


def network(
    claims: Sequence[ClaimAnswer],
    lang: Lang,
    *,
    nodes: Sequence[EntityRef] = (),
    centre: str | None = None,
    limit: int = MAX_NODES,
    left_out_nodes: int = 0,
    left_out_claims: int = 0,
) -> Drawing:
    """Return the drawing of claims between their ends.

    `nodes` are entities to draw in the order of their weight, nearest first; without them the ends of the claims are
    taken, those with most events first. At most `limit` are drawn, and claims whose ends are not both drawn are left
    out with them. Claims of one type and status between one pair share an edge, which opens the quotes of all; for
    an undirected type either order is the same pair. `left_out_*` count what the caller has already left out.
    """
    # pyvis loads IPython and numpy: a server that draws nothing yet starts without them.
    from pyvis.network import Network as PyvisNetwork

    ranked = list(nodes) or _by_events(claims, centre)
    # Without an edge a node says nothing here, save the one that is asked about.
    tied = {end for claim in claims for end in (claim.source.id, claim.target.id)}
    drawn = {ref.id: ref for ref in [r for r in ranked if r.id in tied or r.id == centre][:limit]}
    grouped: dict[Pair, list[ClaimAnswer]] = defaultdict(list)
    for claim in claims:
        source, target = claim.source.id, claim.target.id
        if source in drawn and target in drawn and source != target:
            grouped[_pair(claim)].append(claim)
    pairs = sorted(grouped)
    kept = {end for pair in pairs for end in pair[:2]}
    shown = [ref for ref in drawn.values() if ref.id in kept or ref.id == centre]
    picture = PyvisNetwork(directed=True)
    _add_nodes(picture, shown, grouped, centre)
    _add_edges(picture, pairs, grouped, lang)
    picture.options = _OPTIONS
    all_nodes = {ref.id for ref in ranked if ref.id in tied or ref.id == centre}
    return Drawing(
        nodes=picture.nodes,
        edges=picture.edges,
        options=picture.options,
        details=_details(shown, pairs, grouped, lang),
        left_out_nodes=left_out_nodes + len(all_nodes) - len(shown),
        left_out_claims=left_out_claims + len(claims) - sum(map(len, grouped.values())),
        entity_types=[kind for kind in EntityType if any(ref.type is kind for ref in shown)],
        claim_types=[kind for kind in ClaimType if any(pair[2] is kind for pair in pairs)],
        planned=any(pair[3] is Status.PLANNED for pair in pairs),
    )


def _pair(claim: ClaimAnswer) -> Pair:
    source, target = claim.source.id, claim.target.id
    if not ontology().claims[claim.type].directed and target < source:
        source, target = target, source
    return source, target, claim.type, claim.status


def _by_events(claims: Iterable[ClaimAnswer], centre: str | None) -> list[EntityRef]:
    """Return the ends of the claims: the centre, then those with most events, then by id."""
    refs: dict[str, EntityRef] = {}
    events: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for end in (claim.source, claim.target):
            refs[end.id] = end
            events[end.id].add(claim.event)
    return sorted(refs.values(), key=lambda ref: (ref.id != centre, -len(events[ref.id]), ref.id))


def _add_nodes(
    picture: PyvisNetwork, refs: Sequence[EntityRef], grouped: dict[Pair, list[ClaimAnswer]], centre: str | None
) -> None:
    from viz.layout import positions

    known = ontology().entities
    names = {ref.id: label(ref.name) or "?" for ref in refs}
    widths = {key: max(40.0, max(map(width_of, name.split("\n"))) * _FONT + 8) for key, name in names.items()}
    places = positions(widths, [pair[:2] for pair in grouped], centre)
    events: dict[str, set[str]] = defaultdict(set)
    for pair, claims in grouped.items():
        for end in pair[:2]:
            events[end].update(claim.event for claim in claims)
    for ref in refs:
        x, y = places[ref.id]
        size = min(9 + 2.0 * len(events[ref.id]) ** 0.5, 24)
        picture.add_node(
            ref.id,
            label=names[ref.id],
            shape=_SHAPES[ref.type],
            color=known[ref.type].colour,
            size=round(size + (4 if ref.id == centre else 0), 1),
            x=x,
            y=y,
        )


def _add_edges(
    picture: PyvisNetwork, pairs: Sequence[Pair], grouped: dict[Pair, list[ClaimAnswer]], lang: Lang
) -> None:
    rules = ontology().claims
    texts = Texts(lang)
    beside: Counter[tuple[str, str]] = Counter()
    for index, pair in enumerate(pairs):
        source, target, kind, status = pair
        ends = (min(source, target), max(source, target))
        # The first edge of a pair is straight, the others bow out to its sides in turn.
        turn = beside[ends]
        beside[ends] += 1
        left = (turn % 2 == 0) == (source == ends[0])
        smooth: bool | dict[str, Any] = False
        if turn:
            smooth = {
                "enabled": True,
                "type": "curvedCW" if left else "curvedCCW",
                "roundness": round(0.16 * ((turn + 1) // 2), 2),
            }
        events = len({claim.event for claim in grouped[pair]})
        colour = rules[kind].label.colour
        picture.add_edge(
            source,
            target,
            id=f"edge-{index}",
            # The labels of parallel edges stand one above the other.
            font={"vadjust": (turn + 1) // 2 * (13 if turn % 2 else -13)},
            label=texts.name(kind) if len(pairs) <= _MAX_EDGE_LABELS else "",
            color={"color": colour, "highlight": colour, "hover": colour, "inherit": False},
            arrows="to" if rules[kind].directed else "",
            dashes=[6, 5] if status is Status.PLANNED else False,
            width=round(min(1.6 + 0.8 * (events - 1), 6), 1),
            smooth=smooth,
        )


def _details(
    refs: Sequence[EntityRef], pairs: Sequence[Pair], grouped: dict[Pair, list[ClaimAnswer]], lang: Lang
) -> dict[str, dict[str, Any]]:
    """Return what a click opens: for each node its name, type and page, for each edge its claims, by their ids."""
    texts, paths = Texts(lang), Paths(lang)
    return {
        "nodes": {
            ref.id: {"name": visible(ref.name), "type": texts.name(ref.type), "page": paths.entity(ref)} for ref in refs
        },
        "edges": {
            f"edge-{index}": {
                "more": max(0, len(grouped[pair]) - MAX_QUOTES),
                "claims": [_claim(claim, texts, paths) for claim in grouped[pair][:MAX_QUOTES]],
            }
            for index, pair in enumerate(pairs)
        },
    }


def _claim(claim: ClaimAnswer, texts: Texts, paths: Paths) -> dict[str, Any]:
    article = claim.article
    said: dict[str, Any] = {
        "kind": claim.type.lower(),
        "type": texts.name(claim.type),
        "source": visible(claim.source.name),
        "target": visible(claim.target.name),
        "arrow": texts("to") if ontology().claims[claim.type].directed else texts("and"),
        "date": claim.date or texts("date_none"),
        "status": texts.name(claim.status),
        "quote": visible(claim.evidence),
        "confidence": confidence(claim.confidence),
        "article": visible(article.title or texts("untitled")),
        "origin": " · ".join(visible(part) for part in (article.source, article.published) if part),
        "page": paths.article(article.id, claim.id),
    }
    if claim.amount is not None and claim.currency:
        said["amount"] = money(claim.amount, claim.currency, texts.lang)
        said["exact"] = exact_money(claim.amount, claim.currency)
    if url := next(filter(None, map(outside_url, article.urls)), None):
        said["url"] = url
    return said
