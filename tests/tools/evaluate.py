"""Run the extractor over an annotated set and print the scorer's table.

    python tests/tools/evaluate.py [--set dev|seeds|train] [--entities-only] [--errors] [--by-article]
    python tests/tools/evaluate.py --cv [--errors]

The sets lie in `shared/evaluation` beside the repository. `--cv` measures the names of train's articles as fields find
them that were trained without them (five folds, kept in the temporary folder until labels or features change).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from graph.model import Article
from ingest.extraction import Extractor, as_json
from ingest.language import places
from ingest.language.pipeline import NAMES, build
from ingest.language.recogniser import Recogniser, Tagger
from ingest.language.spans import Name, Place
from ingest.sources import Unreadable, read_paths
from ingest.training.names import FOLDS, lexicons, read_found, train
from ingest.training.projection import annotated, labelled
from ingest.training.statistics import unlabelled

CODE = ("features.py", "recogniser.py", "places.py", "institutions.py", "projects.py", "words.json", "pairs.json.gz")
SHARED = Path(__file__).parents[2].parent / "shared" / "evaluation"


def scorer() -> ModuleType:
    """Return the scorer that lies beside the sets."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of a set as the product reads them."""
    source = folder / "articles.jsonl"
    for article in read_paths([source if source.exists() else folder / "text"]):
        if isinstance(article, Unreadable):
            raise SystemExit(f"{article}: not read")
        yield article


class Kept:
    """A field's names of one article, found before."""

    def __init__(self) -> None:
        self.found: list[Name] = []

    def names(self, text: str, places: Sequence[Place]) -> list[Name]:
        """Return the names found before."""
        return self.found


def unseen_names(folder: Path) -> dict[str, list[Name]]:
    """Return the names that fields find in the articles that they were not trained on, by article."""
    items = annotated(folder / "train")
    digest = hashlib.sha256()
    for package, names in (("ingest.language", CODE), ("ingest.training", ("labels.json", "mined.json.gz"))):
        for name in names:
            digest.update(files(package).joinpath(name).read_bytes())
    kept = Path(tempfile.gettempdir(), f"qianyue-names-{digest.hexdigest()[:12]}")
    kept.mkdir(exist_ok=True)
    allowed = lexicons(items, read_found())
    texts = None
    for fold in range(FOLDS):
        model = kept / f"{fold}.crfsuite"
        if not model.exists():
            texts = texts or unlabelled(folder)
            others = [item for number, item in enumerate(items) if number % FOLDS != fold]
            model.write_bytes(train([*others, *labelled(texts)], allowed))
    return {
        item.id: Tagger((kept / f"{number % FOLDS}.crfsuite").read_bytes(), allowed(item)).names(
            item.text, places.find(item.text)
        )
        for number, item in enumerate(items)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", default="dev", choices=("dev", "seeds", "train"))
    parser.add_argument("--entities-only", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--by-article", action="store_true")
    parser.add_argument("--cv", action="store_true", help="cross-validated names of train")
    args = parser.parse_args()
    if args.cv:
        args.set, args.entities_only = "train", True
    if args.errors and args.set != "train":
        parser.error("errors are read on train only: dev and seeds are to measure on")
    folder = SHARED / args.set
    begun = time.perf_counter()
    nlp = build(NAMES) if args.entities_only else None
    extractor = Extractor(nlp)
    unseen, kept = (unseen_names(SHARED), Kept()) if args.cv else ({}, None)
    if nlp and kept:
        recogniser = nlp.get_pipe("qianyue_recogniser")
        assert isinstance(recogniser, Recogniser)
        recogniser.tagger = kept
    started = time.perf_counter() - begun
    length = 0
    with tempfile.TemporaryDirectory() as temporary:
        begun = time.perf_counter()
        for article in articles(folder):
            length += len(article.text)
            if kept:
                kept.found = unseen[article.given_id or article.id]
            row = as_json(extractor.read(article))
            Path(temporary, f"{row['id']}.json").write_text(json.dumps(row, ensure_ascii=False), "utf-8")
        elapsed = time.perf_counter() - begun
        result = scorer().score(folder / "gold", Path(temporary), args.by_article, args.errors)
    for line in result["rows"]:
        if args.entities_only and line.split()[0] in {"claims", "SIGNED", "VISITED", "FUNDED", "PARTNERED"}:
            continue
        print(line)
    print(f"start {started:.2f} s; {length / elapsed:,.0f} characters/s")


if __name__ == "__main__":
    main()
