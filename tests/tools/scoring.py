"""How well extractions agree with annotations, where the evaluation's own scorer is not at hand.

An entity is found when its type is right and one of its names is one of the annotated entity's, one to one. A claim is
found when its type is right and both ends are found; SIGNED and PARTNERED have no direction. What the annotation marks
`"optional": true` is neither rewarded nor punished.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from graph.names import fold
from graph.ontology import ClaimType, ontology

Row = Mapping[str, Any]
Key = tuple[str, str, str]


def f1(found: int, predicted: int, gold: int) -> float:
    """Return the harmonic mean of precision and recall; 1.0 where there is nothing to find and nothing was found."""
    return 2 * found / (predicted + gold) if predicted + gold else 1.0


def _names(entity: Row) -> set[str]:
    return {fold(name) for name in (entity["name"], *(entity.get("aliases") or ()))} - {""}


def pairing(gold: list[Row], predicted: list[Row]) -> dict[str, str]:
    """Return the annotated entity's id for each predicted one's that is found: as many as can be, equal names first."""
    graph = nx.Graph()
    for p in predicted:
        for g in gold:
            if p["type"] == g["type"] and _names(p) & _names(g):
                weight = 2 if fold(p["name"]) == fold(g["name"]) else 1
                graph.add_edge(("predicted", p["id"]), ("gold", g["id"]), weight=weight)
    pairs = (dict((a, b)) for a, b in nx.max_weight_matching(graph, maxcardinality=True))
    return {pair["predicted"]: pair["gold"] for pair in pairs}


def _key(claim: Row, ids: Mapping[str, str]) -> Key:
    # An end that was not found keeps an id that no annotated entity has.
    source, target = (ids.get(claim[end], f"? {claim[end]}") for end in ("source", "target"))
    if not ontology().claims[ClaimType(claim["type"])].directed and source > target:
        source, target = target, source
    return claim["type"], source, target


def _money(claim: Row) -> tuple[int, str] | None:
    return (claim["amount"], claim.get("currency") or "CNY") if claim.get("amount") is not None else None


def score(articles: Iterable[tuple[Row, Row]]) -> dict[str, float]:
    """Return the figures of (annotation, extraction) pairs, micro-averaged, each from 0 to 1.

    F1 of `entities`, `claims` and each type; of what was found, the share whose `date`, `amount`, `status` and
    `located_in` are right, where null is a value; of all claims of the annotations, the share that is found with its
    right date (`dated`): unlike `date`, it does not fall when more claims are found.
    """
    counts: Counter[tuple[str, str]] = Counter()
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()

    def count(kind: str, total: str, what: str) -> None:
        counts[kind, what] += 1
        counts[total, what] += 1

    def judge(what: str, is_right: bool) -> None:
        judged[what] += 1
        right[what] += is_right

    for gold, predicted in articles:
        ids = pairing(gold["entities"], predicted["entities"])
        gold_by_id = {e["id"]: e for e in gold["entities"]}
        for entity in gold["entities"]:
            if not entity.get("optional"):
                count(entity["type"], "entities", "gold")
        for entity in predicted["entities"]:
            match = gold_by_id.get(ids.get(entity["id"], ""))
            if match is not None and match.get("optional"):
                continue
            count(entity["type"], "entities", "predicted")
            if match is not None:
                count(entity["type"], "entities", "found")
                home = entity.get("located_in")
                judge("located_in", (ids.get(home, "?") if home else None) == match.get("located_in"))
        same = {e["id"]: e["id"] for e in gold["entities"]}
        stated: dict[Key, list[Row]] = {}
        optional = set()
        for claim in gold["claims"]:
            if claim.get("optional"):
                optional.add(_key(claim, same))
            else:
                stated.setdefault(_key(claim, same), []).append(claim)
        said: dict[Key, list[Row]] = {}
        for claim in predicted["claims"]:
            key = _key(claim, ids)
            if key in stated or key not in optional:
                said.setdefault(key, []).append(claim)
        for key in stated:
            count(key[0], "claims", "gold")
        for key, found in said.items():
            count(key[0], "claims", "predicted")
            if key not in stated:
                continue
            count(key[0], "claims", "found")
            true = stated[key]
            judge("date", {c.get("date") for c in found} == {c.get("date") for c in true})
            judge("status", {c.get("status") for c in found} == {c.get("status") for c in true})
            if any(map(_money, (*found, *true))):
                judge("amount", set(map(_money, found)) == set(map(_money, true)))
    figures = {
        kind: f1(*(counts[kind, what] for what in ("found", "predicted", "gold"))) for kind in {k for k, _ in counts}
    }
    if counts["claims", "gold"]:
        figures["dated"] = right["date"] / counts["claims", "gold"]
    return figures | {what: right[what] / total for what, total in judged.items()}
