"""A small graph made by hand: four readings, one of them of hostile text."""

from __future__ import annotations

from dataclasses import dataclass

from graph.entities import Identity
from graph.model import Address, Article, Claim, Mention, Reading
from graph.names import fold
from graph.ontology import ClaimType, EntityType, Status
from graph.store import Store
from ingest.gazetteers.regions import regions

HOSTILE_NAME = "=cmd|'/C calc'!A0\u202e</script><script>alert(1)</script>公司"
HOSTILE_TITLE = '</title><img src=x onerror=alert("1")>\u2066'


@dataclass(frozen=True)
class Said:
    """A claim to be made: ends by name, and the sentence that says it."""

    type: ClaimType
    source: str
    target: str
    evidence: str
    date: str | None = None
    amount: int | None = None
    status: Status = Status.DONE
    confidence: float = 0.9


def make_reading(
    text: str,
    entities: dict[str, tuple[EntityType, str | None]],
    claims: list[Said],
    *,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> tuple[Reading, dict[str, Identity]]:
    """Return a reading of a text and its identities. `entities` gives a name's type and its home (a city's name)."""
    address = Address(url or f"file:///{fold(text)[:20]}", "articles.jsonl", url)
    article = Article(text, ((0, len(text)),), title, "测试日报", published, address)
    keys = {name: f"e{number}" for number, name in enumerate(entities, 1)}
    mentions, identities = [], {}
    for name, (kind, home) in entities.items():
        start = text.index(name)
        spans = ((start, start + len(name)),)
        mentions.append(Mention(keys[name], kind, name, (), keys.get(home or ""), spans))
        identities[keys[name]] = _identity(name, kind, home)
    made = []
    for said in claims:
        start = text.index(said.evidence)
        made.append(
            Claim(
                said.type,
                keys[said.source],
                keys[said.target],
                said.evidence,
                start,
                start + len(said.evidence),
                said.date,
                said.amount,
                "CNY" if said.amount else None,
                said.status,
                said.confidence,
            )
        )
    return Reading(article, tuple(mentions), tuple(made), "by hand"), identities


def _identity(name: str, kind: EntityType, home: str | None) -> Identity:
    if kind is EntityType.CITY:
        city = regions().named(name)[0]
        return Identity(f"city-{city.code}", f"city-{city.code}", city.name, city.code)
    code = regions().named(home)[0].code if home else None
    return Identity(f"{kind}:{fold(name)}", stated_home=code)


def readings() -> list[tuple[Reading, dict[str, Identity]]]:
    """Return four readings: two of one deal between 肇庆 and 西安, a visit, and one of hostile text."""
    city, firm = (EntityType.CITY, None), EntityType.ENTERPRISE
    pact = "3月12日，肇庆市与西安市签署战略合作框架协议。"
    plant = "西安的蓝桥电池公司投资15亿元建设肇庆星湖电池产业园项目。"
    lab = "肇庆星湖高新区拟与西安交通大学共建新能源研究院。"
    visit = "去年11月，锡山区代表团赴珠海市考察招商。"
    hostile = f"深圳的{HOSTILE_NAME}与锡山区签约。"
    return [
        make_reading(
            f"{pact}\n{plant}\n{lab}",
            {
                "肇庆市": city,
                "西安市": city,
                "蓝桥电池公司": (firm, "西安市"),
                "肇庆星湖电池产业园项目": (EntityType.PROJECT, "肇庆市"),
                "肇庆星湖高新区": (EntityType.PLATFORM, "肇庆市"),
                "西安交通大学": (EntityType.UNIVERSITY, "西安市"),
            },
            [
                Said(ClaimType.SIGNED, "肇庆市", "西安市", pact, "2025-03-12"),
                Said(ClaimType.FUNDED, "蓝桥电池公司", "肇庆星湖电池产业园项目", plant, "2025", 1_500_000_000),
                Said(ClaimType.PARTNERED, "肇庆星湖高新区", "西安交通大学", lab, status=Status.PLANNED, confidence=0.4),
            ],
            title="肇庆西安携手",
            published="2025-03-14",
            url="https://news.example.com/zhaoqing-xian",
        ),
        make_reading(
            f"简讯。{pact}",
            {"肇庆市": city, "西安市": city},
            [Said(ClaimType.SIGNED, "西安市", "肇庆市", pact, "2025-03-12")],
            published="2025-03-15",
        ),
        make_reading(
            visit,
            {"锡山区": city, "珠海市": city},
            [Said(ClaimType.VISITED, "锡山区", "珠海市", visit, "2022-11")],
            title="锡山南下",
        ),
        make_reading(
            hostile,
            {HOSTILE_NAME: (firm, "深圳市"), "锡山区": city, "深圳": city},
            [Said(ClaimType.SIGNED, HOSTILE_NAME, "锡山区", hostile)],
            title=HOSTILE_TITLE,
            published="2024",
            url='https://evil.example.com/"><script>',
        ),
    ]


def fill(store: Store) -> None:
    """Write the readings into a store, with all cities."""
    store.load_cities(regions().all())
    for reading, identities in readings():
        store.write(reading, identities)
