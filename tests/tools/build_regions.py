"""Build `ingest/gazetteers/regions.csv` and `former.csv` from a table of divisions.

    python tests/tools/build_regions.py DIVISIONS_CSV

The table has a row per division, current or abolished: code, name, short, level, province, prefecture, status,
new_code (what replaced it), lon, lat.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

LEVELS = {"省级": "province", "地级": "prefecture", "县级": "county"}
FOLDER = Path(__file__).parents[2] / "ingest" / "gazetteers"


def main(source: Path) -> None:
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    current = {row["code"]: row for row in rows if row["status"] == "在用"}
    provinces = {row["name"]: row["code"] for row in current.values() if row["level"] == "省级"}
    prefectures = {(row["province"], row["name"]): row["code"] for row in current.values() if row["level"] == "地级"}

    def parent(row: dict[str, str]) -> str:
        if row["level"] == "省级":
            return ""
        province = provinces[row["province"]]
        if row["level"] == "地级":
            return province
        return prefectures.get((row["province"], row["prefecture"]), province)

    with (FOLDER / "regions.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["code", "name", "short", "level", "parent", "lon", "lat"])
        for code in sorted(current):
            row = current[code]
            lon, lat = round(float(row["lon"]), 4), round(float(row["lat"]), 4)
            out.writerow([code, row["name"], row["short"], LEVELS[row["level"]], parent(row), lon, lat])

    successors = {row["code"]: re.findall(r"\d{6}", row["new_code"]) for row in rows if row["status"] != "在用"}

    def now(code: str, seen: frozenset[str] = frozenset()) -> set[str]:
        if code in current:
            return {code}
        if code in seen:
            return set()
        return set().union(*(now(new, seen | {code}) for new in successors.get(code, [])))

    current_names = {row["name"] for row in current.values()}
    former: dict[str, set[str]] = {}
    for row in rows:
        if row["status"] != "在用" and row["name"] not in current_names:
            former.setdefault(row["name"], set()).update(now(row["code"]))
    with (FOLDER / "former.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["name", "code"])
        for name, codes in sorted(former.items()):
            if len(codes) == 1:
                out.writerow([name, *codes])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
