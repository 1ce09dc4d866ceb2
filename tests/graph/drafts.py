"""Readings put together claim by claim, where a test needs to know every one."""

from __future__ import annotations

from graph.entities import Identity
from graph.model import Address, Article, Claim, Mention, Reading
from graph.ontology import ClaimType, EntityType, Status
from graph.store import Store

CITY, FIRM, SCHOOL, PLATFORM, PROJECT = EntityType
XIAN, ZHAOQING, LINTONG, YANTA = "610100", "441200", "610115", "610113"


class Draft:
    """A reading in the making. Every claim has a sentence of its own."""

    def __init__(self, name: str, published: str | None = "2024-05-06") -> None:
        self.name = name
        self.published = published
        self.text = f"{name}。"
        self.mentions: list[Mention] = []
        self.identities: dict[str, Identity] = {}
        self.claims: list[Claim] = []

    def city(self, code: str, name: str) -> str:
        return self._add(CITY, name, Identity(f"city-{code}", f"city-{code}", name, code))

    def entity(self, name: str, kind: EntityType = FIRM, home: str | None = None, *aliases: str) -> str:
        return self._add(kind, name, Identity(f"{kind}:{name}", stated_home=home), *aliases)

    def _add(self, kind: EntityType, name: str, identity: Identity, *aliases: str) -> str:
        key = f"e{len(self.mentions) + 1}"
        self.mentions.append(Mention(key, kind, name, aliases, None, ((0, 1),)))
        self.identities[key] = identity
        return key

    def claim(
        self,
        kind: ClaimType,
        source: str,
        target: str,
        date: str | None = None,
        amount: int | None = None,
        status: Status = Status.DONE,
        confidence: float = 1.0,
    ) -> None:
        start = len(self.text)
        self.text += f"第{len(self.claims)}条。"
        self.claims.append(
            Claim(
                kind, source, target, self.text[start:], start, len(self.text), date, amount,
                "CNY" if amount else None, status, confidence,
            )
        )  # fmt: skip

    def reading(self, extractor: str = "1", place: str | None = None) -> Reading:
        name = place or self.name
        article = Article(
            self.text, ((0, len(self.text)),), f"题：{self.name}", "测试报", self.published,
            Address(f"file:///{name}.txt", f"{name}.txt", f"https://example.com/{name}"),
        )  # fmt: skip
        return Reading(article, tuple(self.mentions), tuple(self.claims), extractor)

    def into(self, store: Store, extractor: str = "1", place: str | None = None) -> str:
        return store.write(self.reading(extractor, place), self.identities).article


def deal(store: Store) -> str:
    """Write a deal between 西安 and 肇庆 with a firm, a project and a firm without a home."""
    draft = Draft("甲文")
    xian, zhaoqing = draft.city(XIAN, "西安市"), draft.city(ZHAOQING, "肇庆市")
    firm = draft.entity("蓝桥电池有限公司", FIRM, LINTONG, "蓝桥电池")
    project = draft.entity("星湖电池项目", PROJECT, ZHAOQING)
    stray = draft.entity("无家集团")
    draft.claim(ClaimType.VISITED, xian, zhaoqing, "2024-03")
    draft.claim(ClaimType.FUNDED, firm, project, "2024", 10**9, Status.PLANNED, 0.5)
    draft.claim(ClaimType.SIGNED, firm, project, "2024-02-01", 10**9)
    draft.claim(ClaimType.PARTNERED, stray, firm)
    return draft.into(store)
