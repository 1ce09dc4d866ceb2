"""How fast the store writes and answers, on a generated graph: `python -m tests.bench.bench_store [CLAIMS] [FILE]`.

Entities have homes and degrees of a long tail (Zipf); questions are asked of entities and cities in proportion to
their claims. With a FILE that exists, the graph in it is asked and nothing is written.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from pathlib import Path

from graph.answers import ClaimFilter
from graph.entities import Identity
from graph.model import Address, Article, Claim, Mention, Reading
from graph.ontology import ClaimType, EntityType, Level, Status
from graph.sqlite.engine import SqliteStore
from graph.store import Store, open_store
from ingest.gazetteers.regions import regions

CLAIMS_AN_ARTICLE = 5
MENTIONS_AN_ARTICLE = 6
ROUNDS = 200
TIMED = 2_000
_CHARACTERS = "华中远大新科电信海天金龙宏光明泰盛达联合创智云星河山川江湖东方恒瑞安康博宇晨阳力源丰润嘉美"
_FORMS = {
    EntityType.ENTERPRISE: ("科技有限公司", "集团", "新能源股份有限公司", "实业有限公司"),
    EntityType.UNIVERSITY: ("大学", "学院", "职业技术学院"),
    EntityType.PLATFORM: ("产业园", "开发区", "研究院", "创新中心"),
    EntityType.PROJECT: ("生产基地项目", "产业园项目", "电池项目"),
}


class World:
    """Entities to write about, the same for the same size."""

    def __init__(self, claims: int) -> None:
        self.random = random.Random(7)
        self.articles = claims // CLAIMS_AN_ARTICLE
        cities = [city for city in regions().all() if city.level is not Level.PROVINCE]
        self.random.shuffle(cities)
        self.cities = cities
        self.city_weights = list(accumulate(1 / (rank + 10) for rank in range(len(cities))))
        self.entities: list[tuple[EntityType, str, str | None]] = []
        kinds = list(_FORMS)
        for number in range(max(claims // 5, 100)):
            kind = self.random.choices(kinds, (6, 1, 2, 3))[0]
            home = self.city() if self.random.random() < 0.7 else None
            brand = "".join(self.random.choices(_CHARACTERS, k=3))
            place = regions().by_code[home].short if home and self.random.random() < 0.5 else ""
            self.entities.append((kind, f"{place}{brand}{number}{self.random.choice(_FORMS[kind])}", home))
        self.entity_weights = list(accumulate(1 / (rank + 50) ** 0.8 for rank in range(len(self.entities))))

    def city(self) -> str:
        return self.random.choices(self.cities, cum_weights=self.city_weights)[0].code

    def day(self) -> str:
        return f"{self.random.randint(2010, 2025)}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"

    def readings(self) -> Iterator[tuple[Reading, dict[str, Identity]]]:
        for number in range(self.articles):
            yield self.reading(number)

    def reading(self, number: int) -> tuple[Reading, dict[str, Identity]]:
        chosen: dict[str, tuple[EntityType, str, str | None]] = {}
        for code in {self.city(), self.city()}:
            city = regions().by_code[code]
            chosen[f"city-{code}"] = EntityType.CITY, city.name, code
        while len(chosen) < MENTIONS_AN_ARTICLE:
            kind, name, home = self.random.choices(self.entities, cum_weights=self.entity_weights)[0]
            chosen[f"{kind}:{name}"] = kind, name, home
        keys = [f"e{i}" for i in range(1, len(chosen) + 1)]
        mentions, identities = [], {}
        for key, (identity, (kind, name, home)) in zip(keys, chosen.items(), strict=True):
            known = identity if kind is EntityType.CITY else None
            mentions.append(Mention(key, kind, name, (), None, ((0, 1),)))
            identities[key] = Identity(identity, known, name if known else None, home)
        text, claims = f"第{number}篇。", []
        for _ in range(CLAIMS_AN_ARTICLE):
            source, target = self.random.sample(keys, 2)
            quote = f"甲方{source}与乙方{target}就第{number}号事项签署战略合作框架协议，双方将共建产业基地。"
            day = self.day()
            date = self.random.choice((None, day[:4], day[:7], day))
            claims.append(
                Claim(
                    self.random.choice(list(ClaimType)),
                    source,
                    target,
                    quote,
                    len(text),
                    len(text) + len(quote),
                    date,
                    self.random.choice((None, 10**8, 15 * 10**8)),
                    "CNY",
                    self.random.choice(list(Status)),
                    round(self.random.random(), 2),
                )
            )
            text += quote
        address = Address(f"file:///{number}.txt", f"{number}.txt")
        article = Article(text, ((0, len(text)),), f"第{number}篇", "测试报", self.day(), address)
        return Reading(article, tuple(mentions), tuple(claims), "bench"), identities


def write(path: Path, world: World) -> None:
    """Write as an ingest does, an article a transaction, and time it; then the rest in large transactions."""
    readings = world.readings()
    with SqliteStore(str(path)) as store:
        store.load_cities(regions().all())
        timed = list(islice(readings, min(TIMED, world.articles)))
        start, used = time.perf_counter(), time.process_time()
        for reading, identities in timed:
            store.write(reading, identities)
        wall, cpu = time.perf_counter() - start, time.process_time() - used
        print(f"{len(timed) / wall:,.0f} articles written a second, {len(timed) / cpu:,.0f} a second of the processor")
        while batch := list(islice(readings, 2_000)):
            store.write_all(batch)


def ask(store: Store, world: World) -> None:
    pick = world.random

    def entity() -> str:
        while True:
            kind, name, _ = pick.choices(world.entities, cum_weights=world.entity_weights)[0]
            found = store.search(name, frozenset({kind}), 1).results
            if found:
                return found[0].id

    def part(size: int) -> str:
        name = pick.choices(world.entities, cum_weights=world.entity_weights)[0][1]
        at = pick.randrange(len(name) - size + 1)
        return name[at : at + size]

    entities = [entity() for _ in range(ROUNDS)]
    codes = [world.city() for _ in range(ROUNDS)]
    prefecture = [regions().by_code[code].prefecture or code for code in codes]
    questions: dict[str, Callable[[int], object]] = {
        "entity": lambda i: store.entity(entities[i]),
        "claims of an entity": lambda i: store.claims(ClaimFilter(entity=entities[i])),
        "articles of an entity": lambda i: store.articles(entities[i]),
        "articles of a city": lambda i: store.articles(f"city-{codes[i]}"),
        "claims of a city": lambda i: store.claims(ClaimFilter(city=codes[i])),
        "newest claims": lambda i: store.claims(offset=i),
        "neighbourhood, 1 step": lambda i: store.neighbourhood(entities[i], limit=100),
        "neighbourhood, 2 steps": lambda i: store.neighbourhood(entities[i], depth=2, limit=100),
        "neighbourhood of a city": lambda i: store.neighbourhood(f"city-{codes[i]}", limit=100),
        "links of a city": lambda i: store.links(prefecture[i], Level.PREFECTURE),
        "links of a city, since 2020": lambda i: store.links(
            prefecture[i], Level.PREFECTURE, ClaimFilter(since="2020", min_confidence=0.5)
        ),
        "links of two cities": lambda i: _between(store, prefecture[i], prefecture[-i - 1]),
        "search, 1 character": lambda i: store.search(part(1)),
        "search, 2 characters": lambda i: store.search(part(2)),
        "search, 3 characters": lambda i: store.search(part(3)),
        "search, 5 characters": lambda i: store.search(part(5)),
    }
    print(f"{'milliseconds':<30}{'p50':>9}{'p95':>9}{'most':>9}{'CPU p50':>9}{'CPU p95':>9}")
    for name, question in questions.items():
        wall, cpu = [], []
        for i in range(ROUNDS):
            start, used = time.perf_counter(), time.process_time()
            question(i)
            cpu.append(1000 * (time.process_time() - used))
            wall.append(1000 * (time.perf_counter() - start))
        figures = (*_percentiles(wall), max(wall), *_percentiles(cpu))
        print(f"{name:<30}" + "".join(f"{figure:>9.2f}" for figure in figures), flush=True)
    start = time.perf_counter()
    store.stats()
    print(f"{'stats, cold':<30}{1000 * (time.perf_counter() - start):>9.2f}")


def _percentiles(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), sorted(times)[int(0.95 * len(times))]


def _between(store: Store, code: str, other: str) -> object:
    return store.links_between(code, other, Level.PREFECTURE) if code != other else None


def main(claims: int, file: Path | None) -> None:
    world = World(claims)
    with tempfile.TemporaryDirectory() as folder:
        path = file or Path(folder, "bench.db")
        if not path.exists():
            write(path, world)
        with open_store(f"sqlite:///{path}", timeout=60) as store:
            ask(store, world)
        print(f"{path.stat().st_size / 1e6:,.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
