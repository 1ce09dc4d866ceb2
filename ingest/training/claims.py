"""Train the judge of claims: boosted trees per claim type (lightgbm, needed for training only), the thresholds that
maximise F1, and the calibration; the latter two from five-fold cross-validation by article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from graph.ontology import ClaimType
from ingest.extraction.candidates import FEATURES
from ingest.extraction.scorer import MOST_LEAVES
from ingest.language.document import FoundEntity
from ingest.training.arrays import write_arrays
from ingest.training.examples import Example, GoldKey, examples, gold_claims, gold_entities, matches, page_of
from ingest.training.projection import Annotated

TARGET = Path(__file__).parents[1] / "extraction" / "claims.npz"
FOLDS = 5
WORKERS = 2
SURE = 0.9
# F1 is flat below its maximum: on our own annotated articles (`tests/articles`) it stays within 0.02 down to two fifths
# of the best threshold. What ships claims from this share of it on: more is found, and the confidence tells them apart.
LENIENCE = 0.6
_MOST_MOVES = 10
ROUNDS = 300
SEEDS = 3
PARAMETERS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": MOST_LEAVES, "min_data_in_leaf": 15, "path_smooth": 5.0,
    "lambda_l2": 5.0,
    "feature_fraction": 0.5, "extra_trees": True, "bagging_fraction": 0.7, "bagging_freq": 1,
    "verbose": -1, "num_threads": 1,
    "deterministic": True, "force_row_wise": True,
}  # fmt: skip
Arrays = dict[str, NDArray[Any]]


@dataclass(slots=True)
class Read:
    """An article's judged candidates and its annotated claims; `fold` is the part that it is tested in."""

    id: str
    fold: int
    examples: list[Example]
    claims: set[GoldKey]


def fold_of(article: str) -> int:
    """Return the part of the cross-validation that an article belongs to, by its id alone."""
    return int(hashlib.sha256(article.encode("utf-8")).hexdigest(), 16) % FOLDS


def read(items: Sequence[Annotated], found: Sequence[list[FoundEntity]]) -> list[Read]:
    """Return the articles read with these entities, one list for each."""
    reads = []
    for item, entities in zip(items, found, strict=True):
        judged = examples(item, page_of(item, entities), matches(entities, item.gold))
        reads.append(Read(item.id, fold_of(item.id), judged, set(gold_claims(item))))
    return reads


def _table(reads: Sequence[Read], claim: ClaimType) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
    rows = [e for read in reads for e in read.examples if e.candidate.type is claim and e.label is not None]
    return (
        np.array([e.candidate.row for e in rows], dtype=np.float32).reshape(-1, len(FEATURES)),
        np.array([e.label for e in rows], dtype=np.int8),
    )


def fit(reads: Sequence[Read], claim: ClaimType) -> list[lightgbm.Booster]:
    """Return the boosters of a claim type, one per seed; their mean is the judge."""
    rows, labels = _table(reads, claim)
    return [
        lightgbm.train(PARAMETERS | {"seed": seed}, lightgbm.Dataset(rows, labels), ROUNDS) for seed in range(SEEDS)
    ]


def _score(boosters: list[lightgbm.Booster], rows: NDArray[np.float32]) -> NDArray[np.float64]:
    log_odds = sum(np.asarray(b.predict(rows, raw_score=True)) for b in boosters) / len(boosters)
    scores: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-log_odds))
    return scores


def cross_validated(
    reads: Sequence[Read], measured: Sequence[Sequence[Read]], claim: ClaimType
) -> list[dict[tuple[str, GoldKey], float]]:
    """Return, for each measured set of readings, the best score of each claim that its articles could make.

    Each is judged by models that saw no reading of its article.
    """
    best: list[dict[tuple[str, GoldKey], float]] = [{} for _ in measured]
    for fold in range(FOLDS):
        boosters = fit([r for r in reads if r.fold != fold], claim)
        for scores, tested in zip(best, measured, strict=True):
            pairs = [(r.id, e) for r in tested if r.fold == fold for e in r.examples if e.candidate.type is claim]
            if not pairs:
                continue
            rows = np.array([e.candidate.row for _, e in pairs], dtype=np.float32)
            for (article, example), score in zip(pairs, _score(boosters, rows), strict=True):
                key = (article, example.key)
                scores[key] = max(scores.get(key, 0.0), float(score))
    return best


def thresholds(scores: dict[ClaimType, dict[Any, float]], gold: set[Any]) -> dict[ClaimType, float]:
    """Return the thresholds by type that together maximise F1 over all types.

    One type at a time is moved to its best value while the others stay, until nothing moves.
    """
    ordered = {
        claim: sorted(((score, key in gold) for key, score in found.items()), reverse=True)
        for claim, found in scores.items()
    }
    taken = dict.fromkeys(scores, 0)
    for _ in range(_MOST_MOVES):
        before = dict(taken)
        for claim, rows in ordered.items():
            others = [row for other in ordered if other is not claim for row in ordered[other][: taken[other]]]
            found, claimed = sum(right for _, right in others), len(others)
            best = 2 * found / (claimed + len(gold))
            taken[claim] = 0
            for count, (_, right) in enumerate(rows, 1):
                found += right
                f1 = 2 * found / (claimed + count + len(gold))
                if f1 > best:
                    best, taken[claim] = f1, count
        if taken == before:
            break
    cuts = {}
    for claim, rows in ordered.items():
        count = taken[claim]
        low = rows[count][0] if count < len(rows) else 0.0
        cuts[claim] = (rows[count - 1][0] + low) / 2 if count else 1.0
    return cuts


def calibrate(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return knots (score, share right): isotonic regression by pooling adjacent violators, scores ascending."""
    order = np.argsort(scores, kind="stable")
    blocks: list[list[float]] = []
    for score, is_right in zip(scores[order], right[order], strict=True):
        blocks.append([float(score), float(score), float(is_right), 1.0])
        while len(blocks) > 1 and blocks[-2][2] / blocks[-2][3] >= blocks[-1][2] / blocks[-1][3]:
            last = blocks.pop()
            blocks[-1][1] = last[1]
            blocks[-1][2] += last[2]
            blocks[-1][3] += last[3]
    # One success and one failure are added to each block, so that a short run of luck is not certainty.
    x = [(low + high) / 2 for low, high, _, _ in blocks]
    y = np.maximum.accumulate([(hits + 1) / (size + 2) for _, _, hits, size in blocks])
    return np.array(x), np.array(y)


def _flat(boosters: list[lightgbm.Booster]) -> Arrays:
    """Return the boosters' trees as `Forest.planted` takes them, their leaves divided by the number of boosters."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []
    roots: list[int] = []

    def add(node: dict[str, Any]) -> int:
        at = len(feature)
        leaf = "leaf_value" in node
        feature.append(0 if leaf else int(node["split_feature"]))
        threshold.append(0.0 if leaf else float(node["threshold"]))
        value.append(float(node["leaf_value"]) / len(boosters) if leaf else 0.0)
        left.append(at)
        right.append(at)
        if not leaf:
            left[at] = add(node["left_child"])
            right[at] = add(node["right_child"])
        return at

    for booster in boosters:
        for tree in booster.dump_model()["tree_info"]:
            roots.append(add(tree["tree_structure"]))
    return {
        "feature": np.array(feature, np.int32), "threshold": np.array(threshold, np.float32),
        "left": np.array(left, np.int32), "right": np.array(right, np.int32), "value": np.array(value, np.float32),
        "roots": np.array(roots, np.int32),
    }  # fmt: skip


def train(found: Sequence[Read], given: Sequence[Read]) -> tuple[Arrays, list[str]]:
    """Return the model's arrays and the lines of the cross-validated tables.

    `found` are the articles as the product reads them, on which thresholds and calibration rest; `given` are the same
    with the annotated entities, to learn from as well.
    """
    arrays: Arrays = {"features": np.array(FEATURES)}
    gold = {(r.id, key) for r in found for key in r.claims}
    reads = [*found, *given]
    with ThreadPoolExecutor(WORKERS) as pool:
        judged = pool.map(lambda claim: cross_validated(reads, [found, given], claim), ClaimType)
        scores = dict(zip(ClaimType, judged, strict=True))
        fitted = dict(zip(ClaimType, pool.map(lambda claim: fit(reads, claim), ClaimType), strict=True))
    cuts = thresholds({claim: both[0] for claim, both in scores.items()}, gold)
    tables: list[list[str]] = [[], []]
    totals = [[0, 0, 0], [0, 0, 0]]
    for claim, both in scores.items():
        wanted = sum(key[0] is claim for _, key in gold)
        cut = cuts[claim]
        kept = {key: score for key, score in both[0].items() if score >= cut * 0.5}
        knots = calibrate(np.array(list(kept.values())), np.array([key in gold for key in kept]))
        for name, array in _flat(fitted[claim]).items():
            arrays[f"{claim}/{name}"] = array
        arrays[f"{claim}/cut"] = np.array(cut * LENIENCE)
        arrays[f"{claim}/knots x"], arrays[f"{claim}/knots y"] = knots
        for best, lines, total in zip(both, tables, totals, strict=True):
            claimed = [key for key, score in best.items() if score >= cut]
            right = sum(key in gold for key in claimed)
            sure = [key in gold for key in claimed if np.interp(best[key], *knots) >= SURE]
            lines.append(_line(claim, right, len(claimed), wanted) + f"  sure: {sum(sure)} of {len(sure)} right")
            for at, number in enumerate((right, len(claimed), wanted)):
                total[at] += number
    heads = ("with the entities that are found", "with the annotated entities")
    report = []
    for head, total, lines in zip(heads, totals, tables, strict=True):
        report += [f"cross-validated, {head}:", _line("claims", *total), *lines]
    return arrays, report


def _line(label: str, found: int, claimed: int, wanted: int) -> str:
    precision, recall, f1 = found / max(claimed, 1), found / max(wanted, 1), 2 * found / max(claimed + wanted, 1)
    return f"{label:<10} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({found} of {claimed}, {wanted} gold)"


def train_claims(items: Sequence[Annotated], found: Sequence[list[FoundEntity]]) -> list[str]:
    """Train and write the judge; return the lines of the cross-validated tables.

    `found` are the entities of each article as the product would find them, had it not learnt from the article.
    """
    given = read(items, [gold_entities(item.text, item.gold) for item in items])
    arrays, lines = train(read(items, found), given)
    write_arrays(TARGET, arrays)
    return lines
