"""Build `ingest/gazetteers/region_words.csv`: how often the short name of a division means the division.

    python tests/tools/build_region_words.py UNLABELLED_JSONL_XZ

For each short name: in how many articles it stands, and in how many of those the division's full name or a
division above it stands too. 合作, 通道, 会同 are words first; 相城, 临朐 are places nearly always.
"""

from __future__ import annotations

import csv
import json
import lzma
import sys
from collections import Counter, defaultdict
from pathlib import Path

import ahocorasick

from ingest.gazetteers.regions import regions

TARGET = Path(__file__).parents[2] / "ingest" / "gazetteers" / "region_words.csv"


def main(source: Path) -> None:
    gazetteer = regions()
    full: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for city in gazetteer.all():
        full[city.name].add(city.code)
        if len(city.short) > 1 and city.short != city.name:
            short[city.short].add(city.code)
    above = {city.code: {up.code for up in gazetteer.ancestors(city.code)} for city in gazetteer.all()}
    automaton = ahocorasick.Automaton()
    for form in full.keys() | short.keys():
        automaton.add_word(form, form)
    automaton.make_automaton()
    seen: Counter[str] = Counter()
    supported: Counter[str] = Counter()
    with lzma.open(source, "rt", encoding="utf-8") as file:
        for line in file:
            found = {form for _, form in automaton.iter_long(json.loads(line)["text"])}
            certain = {code for form in found for code in full.get(form, ()) if len(full[form]) == 1}
            possible = {code for form in found for code in full.get(form, set()) | short.get(form, set())}
            for form in found & short.keys():
                seen[form] += 1
                supported[form] += any(code in certain or above[code] & possible for code in short[form])
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["name", "articles", "supported"])
        writer.writerows([form, seen[form], supported[form]] for form in sorted(seen) if seen[form] > 2)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
