"""Learn how likely an entity is one that a reader would list: the weights of `ingest.language.weighing`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.names import fold
from graph.ontology import EntityType
from ingest.language.document import FoundEntity
from ingest.language.homes import Surroundings, named_home
from ingest.language.joining import Candidate
from ingest.language.spans import Place
from ingest.language.weighing import KINDS, probability

# Universities are too few for weights of their own: they share the platforms', with their own threshold.
FITTED = {**KINDS, EntityType.UNIVERSITY: "Platform"}


def judge(found: Sequence[Candidate], gold: dict[str, Any]) -> list[bool]:
    """Return for each candidate whether it is one of the annotated entities (type and one name); each counts once."""
    open_ = [(e["type"], {fold(n) for n in (e["name"], *e["aliases"])}) for e in gold["entities"]]
    order = sorted(range(len(found)), key=lambda i: -len(found[i].entity.name))
    right = [False] * len(found)
    for exact in (True, False):
        for i in order:
            entity = found[i].entity
            names = {fold(entity.name)} if exact else {fold(n) for n in (entity.name, *entity.aliases)}
            match = next((row for row in open_ if row[0] == entity.type and names & row[1]), None)
            if not right[i] and match:
                right[i] = True
                open_.remove(match)
    return right


def fit(rows: Sequence[dict[str, float]], right: Sequence[bool], penalty: float = 1.0) -> dict[str, float]:
    """Return the weights of a logistic regression with an L2 penalty (Newton's method), rare features left out."""
    counts: dict[str, int] = {}
    for row in rows:
        for feature, value in row.items():
            if value:
                counts[feature] = counts.get(feature, 0) + 1
    features = sorted(feature for feature, times in counts.items() if times >= 8)
    column = {feature: i for i, feature in enumerate(features)}
    x: NDArray[np.float64] = np.zeros((len(rows), len(features)))
    for i, row in enumerate(rows):
        for feature, value in row.items():
            if feature in column:
                x[i, column[feature]] = value
    y = np.array(right, dtype=float)
    w = np.zeros(len(features))
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    return {feature: round(float(w[i]), 4) for feature, i in column.items()}


def enough(probabilities: Sequence[float], right: Sequence[bool], total: int) -> float:
    """Return the least probability to keep that makes F1 highest; `total` is how many there are to be found."""
    best, least, hits = 0.0, 0.5, 0
    for n, (p, ok) in enumerate(sorted(zip(probabilities, right, strict=True), reverse=True), 1):
        hits += ok
        f1 = 2 * hits / (n + total)
        if f1 > best:
            best, least = f1, p
    return round(least, 3)


def learn(found: Sequence[Sequence[Candidate]], golds: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Return the weights by kind, with the threshold as `enough`, from candidates of articles and their annotations.

    The thresholds are chosen on two halves, each judged by weights fitted on the other.
    """
    learnt: dict[str, dict[str, float]] = {}
    verdicts = [judge(candidates, gold) for candidates, gold in zip(found, golds, strict=True)]
    for kind in ("City", "Enterprise", "Platform", "Project"):
        rows, right, half = [], [], []
        for number, (candidates, verdict) in enumerate(zip(found, verdicts, strict=True)):
            for candidate, ok in zip(candidates, verdict, strict=True):
                if FITTED[candidate.entity.type] == kind:
                    rows.append(candidate.features)
                    right.append(ok)
                    half.append(number % 2)
        total = sum(FITTED[EntityType(e["type"])] == kind for gold in golds for e in gold["entities"])
        probabilities = [0.0] * len(rows)
        for side in (0, 1):
            chosen = [i for i in range(len(rows)) if half[i] != side]
            weights = fit([rows[i] for i in chosen], [right[i] for i in chosen])
            for i in range(len(rows)):
                if half[i] == side:
                    probabilities[i] = probability(rows[i], weights)
        learnt[kind] = {**fit(rows, right), "enough": enough(probabilities, right, total)}
        if kind == "Platform":
            university = [i for i, row in enumerate(rows) if f"is {EntityType.UNIVERSITY}" in row]
            count = sum(e["type"] == EntityType.UNIVERSITY for gold in golds for e in gold["entities"])
            learnt["University"] = {
                **learnt[kind],
                "enough": enough([probabilities[i] for i in university], [right[i] for i in university], count),
            }
    return learnt


def likely(found: Sequence[Candidate], learnt: Mapping[str, Mapping[str, float]]) -> list[FoundEntity]:
    """Return the entities of the candidates that are likely enough by the weights."""
    kept = []
    for candidate in found:
        weights = learnt[KINDS[candidate.entity.type]]
        if probability(candidate.features, weights) >= weights["enough"]:
            kept.append(candidate.entity)
    return kept


def home_rows(
    text: str, places: Sequence[Place], entities: Sequence[FoundEntity], gold: dict[str, Any]
) -> list[list[tuple[dict[str, float], bool]]]:
    """Return for each entity that names no city itself, and is annotated, its cities' features and which is right."""
    by_id = {e["id"]: e for e in gold["entities"]}
    homes = {
        (e["type"], fold(form)): by_id[e["located_in"]]["name"] if e["located_in"] else None
        for e in gold["entities"]
        for form in (e["name"], *e["aliases"])
    }
    cities = {e.code: e for e in entities if e.type is EntityType.CITY and e.code}
    around = Surroundings(text, list(cities.values()))
    groups = []
    for entity in entities:
        if entity.type is EntityType.CITY or named_home(entity, cities, places):
            continue
        forms = [(str(entity.type), fold(form)) for form in (entity.name, *entity.aliases)]
        known = next((form for form in forms if form in homes), None)
        if known is None:
            continue
        rows = around.features(entity)
        groups.append([(row, city.name == homes[known]) for city, row in rows])
    return groups


def learn_homes(groups: Sequence[Sequence[tuple[dict[str, float], bool]]]) -> dict[str, float]:
    """Return the weights of homes, with the threshold that makes most entities right (none is an answer too)."""
    probabilities: list[list[float]] = [[] for _ in groups]
    for side in (0, 1):
        rows = [pair for number, group in enumerate(groups) if number % 2 != side for pair in group]
        weights = fit([row for row, _ in rows], [right for _, right in rows])
        for number, group in enumerate(groups):
            if number % 2 == side:
                probabilities[number] = [probability(row, weights) for row, _ in group]
    best, least = -1, 0.5
    for step in range(5, 96):
        right = 0
        for group, chances in zip(groups, probabilities, strict=True):
            if not group:
                continue
            top = max(range(len(group)), key=lambda i: chances[i])
            stated = any(ok for _, ok in group)
            if chances[top] < step / 100:
                right += not stated
            else:
                right += group[top][1]
        if right > best:
            best, least = right, step / 100
    rows = [pair for group in groups for pair in group]
    return {**fit([row for row, _ in rows], [right for _, right in rows]), "enough": least}
