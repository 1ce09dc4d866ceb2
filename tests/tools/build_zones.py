"""Build `ingest/gazetteers/zones.csv` from a table of development zones.

    python tests/tools/build_zones.py ZONES_CSV

The table has a row per zone: name, kind, aliases, county, prefecture, province, adcode. The usual shorter names are
added (高新技术产业开发区 → 高新区, 经济技术开发区 → 经开区, the name without its province).
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from ingest.gazetteers.regions import regions

FOLDER = Path(__file__).parents[2] / "ingest" / "gazetteers"
SHORTER = (
    ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高技术产业开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("自由贸易试验区", "自贸区"),
    ("自由贸易试验区", "自贸试验区"),
)
# What nobody calls by the rule.
EXTRA = {
    "中关村科技园区": ["中关村"],
    "上海张江高新技术产业开发区": ["张江高新区", "张江"],
    "武汉东湖新技术产业开发区": ["东湖高新区", "武汉东湖高新区", "光谷", "武汉光谷", "中国光谷"],
    "北京经济技术开发区": ["北京亦庄", "亦庄经开区"],
    "苏州工业园区": [],
    "海南自由贸易港": ["海南自贸港"],
}
# No zones, but divisions of their own: they belong to the regions.
DIVISIONS = {"上海浦东新区", "天津滨海新区"}


def shorter(name: str) -> set[str]:
    """Return the usual shorter names of a zone."""
    forms = {name}
    for long, short in SHORTER:
        forms |= {form.replace(long, short) for form in set(forms) if long in form}
    forms |= {re.sub("^中国（(.+?)）", r"\1", form) for form in set(forms)}
    for province in (city for city in regions().all() if city.level == "province"):
        for prefix in (province.name, province.short):
            for form in set(forms):
                rest = form.removeprefix(prefix)
                if rest != form and re.match(r".{2,}(高新区|经开区|新区)$", rest) and not rest.startswith("经"):
                    forms.add(rest)
    return forms - {name}


def _order(row: list[str]) -> tuple[str, str]:
    return row[5], row[0]


def main(source: Path) -> None:
    provinces = {city.name: city for city in regions().all() if city.level == "province"}
    rows: list[list[str]] = []
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["name"] in DIVISIONS:
                continue
            province = provinces[row["province"]]
            inside = [c for c in regions().named(row["prefecture"]) if c.code[:2] == province.code[:2]]
            counties = [c for c in regions().named(row["county"]) if c.code[:2] == province.code[:2]]
            prefecture = inside[0].code if inside else ""
            if prefecture:
                counties = [c for c in counties if c.parent == prefecture or c.code == prefecture]
            aliases = {*filter(None, row["aliases"].split("|")), *shorter(row["name"]), *EXTRA.get(row["name"], [])}
            aliases = {alias for alias in aliases if not regions().named(alias)}
            county = counties[0].code if len(counties) == 1 else ""
            rows.append([row["name"], row["kind"], "|".join(sorted(aliases)), county, prefecture, province.code])
    with (FOLDER / "zones.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["name", "kind", "aliases", "county", "prefecture", "province"])
        rows.sort(key=_order)
        out.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
