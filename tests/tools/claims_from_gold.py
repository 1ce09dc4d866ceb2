"""Claims read from articles whose entities are given: what the claims part is worth by itself.

    python tests/tools/claims_from_gold.py SHARED/evaluation/train/articles.jsonl GOLD_DIR OUT_DIR

writes one JSON file per article into OUT_DIR, with the gold entities and the claims that were found among them, for
SHARED/evaluation/score.py to judge.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from graph.model import Article
from ingest.extraction import claims
from ingest.language import dates, money
from ingest.reading.view import View
from ingest.training.examples import gold_entities


def gold_doc(nlp: Language, article: dict[str, Any], gold: dict[str, Any]) -> tuple[Doc, View]:
    """Return the article's document with the gold entities on it, and the view that it was made from."""
    text = article["text"]
    view = View(Article(text, ((0, len(text)),), article.get("title"), None, article.get("published")))
    doc = nlp.make_doc(view.text)
    doc._.published, doc._.title = article.get("published"), article.get("title")
    doc._.entities = gold_entities(view.text, gold)
    return doc, view


def as_json(doc: Doc, view: View, article: dict[str, Any]) -> dict[str, Any]:
    """Return the document's reading in the format of the evaluation."""
    claims = []
    for c in doc._.claims:
        start, end = view.raw(c.start, c.end)
        claims.append(
            {
                "type": c.type, "source": c.source, "target": c.target, "date": c.date, "status": c.status,
                **({"amount": c.amount, "currency": c.currency} if c.amount is not None else {}),
                "evidence": article["text"][start:end], "start": start, "end": end, "confidence": c.confidence,
            }
        )  # fmt: skip
    entities = [
        {"id": e.key, "type": e.type, "name": e.name, "aliases": e.aliases, "located_in": e.home}
        for e in doc._.entities
    ]
    return {"id": article["id"], "entities": entities, "claims": claims}


def main() -> None:
    articles, gold, out = (Path(arg) for arg in sys.argv[1:4])
    nlp = spacy.blank("zh")
    out.mkdir(parents=True, exist_ok=True)
    for line in articles.read_text("utf-8").splitlines():
        article = json.loads(line)
        annotated = json.loads((gold / f"{article['id']}.json").read_text("utf-8"))
        doc, view = gold_doc(nlp, article, annotated)
        doc = claims.claims(dates.dates(money.money(doc)))
        written = json.dumps(as_json(doc, view, article), ensure_ascii=False)
        (out / f"{article['id']}.json").write_text(written, "utf-8")


if __name__ == "__main__":
    main()
