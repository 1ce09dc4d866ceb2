"""Readings at random: of few articles, few addresses and few entities, so that much meets."""

from __future__ import annotations

from hypothesis import strategies as st

from graph.entities import Identity
from graph.model import Address, Article, Claim, Mention, Reading
from graph.ontology import ClaimType, EntityType, Status

Known = tuple[Reading, dict[str, Identity]]

NAMES = ("甲", "乙", "甲乙", "丙公司", "丙 公司", "丁園")
CITIES = ("610100", "441200", "610113")


@st.composite
def small_readings(draw: st.DrawFn) -> Known:
    """Return a reading of one of few articles, of few entities that articles name in different ways."""
    body = draw(st.integers(0, 4))
    place = draw(st.integers(0, 3))
    text = f"第{body}篇。签约了。投资了。"
    published = draw(st.sampled_from((None, "2024", "2024-05-06")))
    article = Article(text, ((0, len(text)),), None, None, published, Address(f"file:///{place}", f"{place}.txt"))
    mentions, identities = [], {}
    for number in range(draw(st.integers(1, 4))):
        key = f"e{number}"
        home = draw(st.sampled_from((None, *CITIES)))
        if draw(st.booleans()):
            code = draw(st.sampled_from(CITIES))
            mentions.append(Mention(key, EntityType.CITY, draw(st.sampled_from(("城", "市")))))
            identities[key] = Identity(f"city-{code}", f"city-{code}", "城市", code)
        else:
            mentions.append(
                Mention(
                    key,
                    draw(st.sampled_from((EntityType.ENTERPRISE, EntityType.PROJECT))),
                    draw(st.sampled_from(NAMES)),
                    tuple(draw(st.lists(st.sampled_from(NAMES), max_size=2))),
                )
            )
            identities[key] = Identity(draw(st.sampled_from("abc")), None, None, home, draw(st.sampled_from(CITIES)))
    claims = []
    for _ in range(draw(st.integers(0, 4)) if len(mentions) > 1 else 0):
        ends = draw(st.permutations([m.key for m in mentions]))
        start = draw(st.sampled_from((4, 8)))
        claims.append(
            Claim(
                draw(st.sampled_from(ClaimType)),
                ends[0],
                ends[1],
                text[start : start + 4],
                start,
                start + 4,
                draw(st.sampled_from((None, "2023", "2023-04", "2023-04-05", "2023-02-30"))),
                draw(st.sampled_from((None, 5, 7))),
                "CNY",
                draw(st.sampled_from(Status)),
            )
        )
    return Reading(article, tuple(mentions), tuple(claims), draw(st.sampled_from("12"))), identities
