"""Train all the weights that ship, names first, then claims on the names as they are found.

    python -m ingest.training EVALUATION_FOLDER

reads `train/` and the unlabelled articles of the folder, and our own labels and annotations of some of those. The same
input gives the same output. It prints the cross-validated tables, and takes about an hour on two cores.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from ingest.training import claims, names
from ingest.training.annotations import own_annotations
from ingest.training.found import entity_table, found_entities
from ingest.training.projection import annotated


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the evaluation folder")
    folder = parser.parse_args().folder
    items = [*annotated(folder / "train"), *own_annotations(folder)]
    found = found_entities(items, names.train_names(folder, items))
    print("\n".join(["cross-validated names:", *entity_table(items, found)]), flush=True)
    print("\n".join(claims.train_claims(items, found)))


if __name__ == "__main__":
    main()
