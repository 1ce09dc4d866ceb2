"""Run the extractor over an annotated set and print the scorer's table.

    python tests/tools/evaluate.py [--set dev|seeds|train] [--entities-only] [--errors] [--by-article]

The sets lie in `shared/evaluation` beside the repository. The weights that ship have learnt from train: what it shows
is no measure. `python -m ingest.training` prints the cross-validated tables.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from graph.model import Article
from ingest.extraction import Extractor, as_json
from ingest.language.pipeline import NAMES, build
from ingest.sources import Unreadable, read_paths

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", default="dev", choices=("dev", "seeds", "train"))
    parser.add_argument("--entities-only", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--by-article", action="store_true")
    args = parser.parse_args()
    if args.errors and args.set != "train":
        parser.error("errors are read on train only: dev and seeds are to measure on")
    folder = SHARED / args.set
    begun = time.perf_counter()
    extractor = Extractor(build(NAMES) if args.entities_only else None)
    started = time.perf_counter() - begun
    length = 0
    with tempfile.TemporaryDirectory() as temporary:
        begun = time.perf_counter()
        for article in articles(folder):
            length += len(article.text)
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
