"""Build `ingest/gazetteers/universities.csv` from the ministry's list of colleges and the short forms kept here.

    python tests/tools/build_universities.py UNIVERSITIES_CSV

The list has a row per college: name, moe_code, city. Short forms and the universities overseas are in
`universities_known.csv`, written by hand: name, aliases, country (empty for those of the list).
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from ingest.gazetteers.regions import regions

FOLDER = Path(__file__).parents[2] / "ingest" / "gazetteers"
KNOWN = Path(__file__).parent / "universities_known.csv"


def region_code(city: str) -> str:
    """Return the GB/T code of the city the list names, empty where no single current division has that name."""
    found = regions().named(re.sub(r"\s", "", city))
    return found[0].code if len(found) == 1 else next((c.code for c in found if c.level != "county"), "")


def _order(row: list[str]) -> tuple[bool, str, str]:
    return row[1] == "", row[1], row[0]


def main(source: Path) -> None:
    with KNOWN.open(encoding="utf-8", newline="") as file:
        known = list(csv.DictReader(file))
    aliases = {row["name"]: row["aliases"] for row in known}
    rows: list[list[str]] = []
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["moe_code"].isdigit():
                continue
            name = re.sub(r"\s", "", row["name"])
            rows.append([name, row["moe_code"], region_code(row["city"]), aliases.pop(name, ""), "CN"])
    overseas = {row["name"]: row["country"] for row in known if row["country"]}
    for name, forms in aliases.items():
        rows.append([name, "", "", forms, overseas.get(name, "CN")])
    with (FOLDER / "universities.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["name", "code", "city", "aliases", "country"])
        rows.sort(key=_order)
        out.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
