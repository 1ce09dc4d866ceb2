"""The annotated articles in `tests/articles` are sound, and none of our articles repeats another's words."""

from __future__ import annotations

import json
import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.model import is_partial_date
from graph.names import fold
from graph.ontology import ClaimType, EntityType, Status, ontology
from ingest.gazetteers.regions import regions

FOLDER = Path(__file__).parents[1] / "articles"
SAMPLES = Path(__file__).parents[2] / "ingest" / "samples"
CURRENCIES = {"CNY", "USD", "EUR", "HKD", "JPY"}
RUN = 24

ARTICLES: dict[str, dict[str, Any]] = {
    row["id"]: row for row in map(json.loads, (FOLDER / "articles.jsonl").read_text("utf-8").splitlines())
}
GOLD: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted((FOLDER / "gold").glob("*.json"))
}
every_article = pytest.mark.parametrize("article", sorted(GOLD))


def squeeze(text: str) -> str:
    """Return the text without spaces and line breaks, in one width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_every_article_is_annotated_and_every_annotation_has_its_article() -> None:
    assert len(GOLD) >= 44
    assert set(ARTICLES) == set(GOLD)
    for key, row in ARTICLES.items():
        assert set(row) == {"id", "title", "published", "url", "source", "text"}
        assert all(GOLD[key][field] == row[field] for field in ("id", "title", "published", "url"))
        assert 120 <= len(squeeze(row["text"])) <= 720


@every_article
def test_entities_are_named_as_the_article_names_them(article: str) -> None:
    entities = GOLD[article]["entities"]
    text = squeeze(ARTICLES[article]["text"])
    by_id = {entity["id"]: entity for entity in entities}
    assert len(by_id) == len(entities)
    assert len({(entity["type"], fold(entity["name"])) for entity in entities}) == len(entities)
    for entity in entities:
        assert EntityType(entity["type"])
        forms = [entity["name"], *entity["aliases"]]
        assert len(set(forms)) == len(forms)
        assert any(squeeze(form) in text for form in forms)
        assert all(squeeze(alias) in text for alias in entity["aliases"])
        home = entity["located_in"]
        assert home is None or (by_id[home]["type"] == "City" and home != entity["id"])


@every_article
def test_cities_have_their_official_names(article: str) -> None:
    for entity in GOLD[article]["entities"]:
        if entity["type"] == "City":
            assert entity["name"] in {city.name for city in regions().named(entity["name"])}


@every_article
def test_claims_hold_together(article: str) -> None:
    gold, text = GOLD[article], ARTICLES[article]["text"]
    types = {entity["id"]: EntityType(entity["type"]) for entity in gold["entities"]}
    events = []
    for claim in gold["claims"]:
        assert claim["source"] != claim["target"]
        rule = ontology().claims[ClaimType(claim["type"])]
        assert rule.allows(types[claim["source"]], types[claim["target"]])
        assert claim["evidence"] and claim["evidence"] in text
        assert claim["date"] is None or is_partial_date(claim["date"])
        assert Status(claim["status"])
        assert ("amount" in claim) == ("currency" in claim)
        if "amount" in claim:
            assert isinstance(claim["amount"], int) and claim["amount"] > 0
            assert claim["currency"] in CURRENCIES
        ends = (claim["source"], claim["target"])
        events.append((claim["type"], ends if rule.directed else tuple(sorted(ends)), claim["date"]))
    assert len(set(events)) == len(events)


@every_article
def test_core_are_the_entities_that_take_part(article: str) -> None:
    gold = GOLD[article]
    taking_part = {end for claim in gold["claims"] for end in (claim["source"], claim["target"])}
    assert {entity["id"] for entity in gold["entities"] if entity["core"]} == taking_part


def test_the_articles_hold_what_there_is_to_read() -> None:
    entities = Counter(entity["type"] for gold in GOLD.values() for entity in gold["entities"])
    claims = Counter((claim["type"], claim["status"]) for gold in GOLD.values() for claim in gold["claims"])
    silent = sum(not gold["claims"] for gold in GOLD.values())
    assert set(entities) == {str(kind) for kind in EntityType}
    assert set(claims) == {(str(kind), str(status)) for kind in ClaimType for status in Status}
    assert 0.1 <= silent / len(GOLD) <= 0.25


def ours() -> Iterator[tuple[str, str]]:
    """Yield every article of ours: the annotated ones and the samples, by name."""
    for key, row in ARTICLES.items():
        yield key, f"{row['title'] or ''}\n{row['text']}"
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix == ".jsonl":
            for row in map(json.loads, path.read_text("utf-8").splitlines()):
                yield row["id"], f"{row['title']}\n{row['text']}"
        else:
            yield path.name, path.read_text("utf-8")


def runs_of(text: str) -> set[str]:
    flat = squeeze(text)
    return {flat[start : start + RUN] for start in range(len(flat) - RUN + 1)}


def repeated(theirs: Iterator[str]) -> set[tuple[str, str]]:
    """Return the runs of `RUN` characters that an article of ours shares with one of theirs, space ignored."""
    runs = {run: name for name, text in ours() for run in runs_of(text)}
    return {(runs[run], run) for text in theirs for run in runs.keys() & runs_of(text)}


def test_a_repeated_run_is_found() -> None:
    text = squeeze(ARTICLES["a01"]["text"])
    assert repeated(iter(["前文。" + text[-RUN:-4] + "\n" + text[-4:]])) == {("a01", text[-RUN:])}
    assert repeated(iter([text[-RUN + 1 :]])) == set()


def test_no_article_of_ours_repeats_an_annotated_one_of_the_evaluation(shared: Path) -> None:
    folder = shared / "evaluation"
    lines = [
        line for name in ("train", "dev", "seeds") for line in (folder / name / "articles.jsonl").open(encoding="utf-8")
    ]
    pages = [path.read_text("utf-8") for path in (folder / "seeds" / "page").glob("*.txt")]
    assert lines and pages
    assert repeated(iter([*(json.loads(line)["text"] for line in lines), *pages])) == set()


@pytest.mark.slow
def test_no_article_of_ours_repeats_an_unlabelled_one(shared: Path) -> None:
    with lzma.open(shared / "evaluation" / "unlabelled.jsonl.xz", "rt", encoding="utf-8") as lines:
        assert repeated(json.loads(line)["text"] for line in lines) == set()
