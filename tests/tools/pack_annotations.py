"""Put annotations of unlabelled articles into `ingest/training/annotations.jsonl`, without the articles' text.

    python tests/tools/pack_annotations.py UNLABELLED_JSONL_XZ FOLDER…

Each folder has `gold/NAME.json` in the annotation guide's format and `ids.json`, which leads from NAME to the article's
id. An article that is there already is replaced.
"""

from __future__ import annotations

import json
import lzma
import sys
from pathlib import Path

from ingest.training.annotations import NAME, pack

TARGET = Path(__file__).parents[2] / "ingest" / "training" / NAME


def main(unlabelled: Path, folders: list[Path]) -> None:
    with lzma.open(unlabelled, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    rows = {}
    if TARGET.exists():
        rows = {row["id"]: row for row in map(json.loads, TARGET.read_text("utf-8").splitlines())}
    for folder in folders:
        ids = json.loads((folder / "ids.json").read_text("utf-8"))
        for path in sorted((folder / "gold").glob("*.json")):
            article = ids[path.stem]
            rows[article] = pack(json.loads(path.read_text("utf-8")), article, texts[article])
    with TARGET.open("w", encoding="utf-8", newline="\n") as out:
        for _, row in sorted(rows.items()):
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"{len(rows)} articles, {sum(len(row['claims']) for row in rows.values())} claims")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
