"""Claims are read from entities that are given, by the shipped model and on sentences of our own."""

from __future__ import annotations

import re

import pytest
import spacy
from spacy.tokens import Doc

from graph.ontology import ClaimType, EntityType, Status
from ingest.extraction import claims
from ingest.extraction.anaphora import Topics
from ingest.extraction.clauses import sentences
from ingest.language import dates, money
from ingest.language.document import FoundClaim, FoundEntity

KINDS = {"C": EntityType.CITY, "E": EntityType.ENTERPRISE, "U": EntityType.UNIVERSITY, "P": EntityType.PLATFORM,
         "J": EntityType.PROJECT}  # fmt: skip
_MARK = re.compile(r"\[([CEUPJ]):([^\]]+)\]")


def read(marked: str, published: str | None = None) -> tuple[Doc, list[FoundClaim]]:
    """Return the document and claims of a text in which entities are marked: [C:江北市]与[E:海东公司]签约."""
    text, at = "", 0
    entities: dict[str, FoundEntity] = {}
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        entity = entities.setdefault(match[2], FoundEntity(match[2], KINDS[match[1]], match[2]))
        entity.spans.append((len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    doc = spacy.blank("zh").make_doc(text + marked[at:])
    doc._.published = published
    doc._.entities = list(entities.values())
    doc = claims.claims(dates.dates(money.money(doc)))
    return doc, doc._.claims


def pairs(found: list[FoundClaim], kind: ClaimType) -> set[frozenset[str]]:
    return {frozenset((c.source, c.target)) for c in found if c.type is kind}


def test_two_sides_of_a_signing() -> None:
    doc, found = read("8月9日，[C:江北市]人民政府与[E:海东重工集团]签署战略合作协议。", "2023-08-10")
    assert pairs(found, ClaimType.SIGNED) == {frozenset(("江北市", "海东重工集团"))}
    (claim,) = (c for c in found if c.type is ClaimType.SIGNED)
    assert (claim.date, claim.status) == ("2023-08-09", Status.DONE)
    assert "签署战略合作协议" in doc.text[claim.start : claim.end]


def test_one_side_signs_with_each_of_a_list() -> None:
    _, found = read("会上，[C:江北市]政府分别与[E:海东重工集团]、[E:南山电子公司]、[E:西岭药业公司]签署合作协议。")
    assert pairs(found, ClaimType.SIGNED) == {
        frozenset(("江北市", firm)) for firm in ("海东重工集团", "南山电子公司", "西岭药业公司")
    }


def test_titles_do_not_hide_the_parties() -> None:
    _, found = read("[E:海东重工集团]党委书记、董事长王某与[U:江北大学]校长李某签署战略合作协议。")
    assert pairs(found, ClaimType.SIGNED) == {frozenset(("海东重工集团", "江北大学"))}


def test_place_of_the_signing_is_no_party() -> None:
    _, found = read("[E:海东重工集团]与[E:南山电子公司]在[C:江北市]签署战略合作协议。")
    assert pairs(found, ClaimType.SIGNED) == {frozenset(("海东重工集团", "南山电子公司"))}


def test_visit_has_a_direction() -> None:
    _, found = read("8月9日，[C:江北市]委书记王某率党政代表团赴[C:海东市]考察学习。", "2023-08-10")
    visits = [(c.source, c.target, c.date) for c in found if c.type is ClaimType.VISITED]
    assert visits == [("江北市", "海东市", "2023-08-09")]


@pytest.mark.parametrize(
    "text",
    [
        "[C:江北市]今天最高气温31度，[C:海东市]有雷阵雨。",
        "[C:江北市]队以3比1战胜[C:海东市]队，晋级下一轮。",
        "[E:南山电子公司]发布新款手机，售价3999元，[E:海东商城]同步开售。",
        "[C:江北市]警方通报，两名嫌疑人在[C:海东市]落网。",
    ],
)
def test_news_of_other_kinds_says_nothing(text: str) -> None:
    assert read(text)[1] == []


def test_no_entities_no_claims() -> None:
    assert read("双方签署战略合作协议。")[1] == []


def test_quotes_are_spans_of_at_most_300_characters() -> None:
    filler = "就进一步深化务实合作进行了座谈，" * 40
    doc, found = read(f"[C:江北市]政府与[E:海东重工集团]{filler}并签署战略合作协议。[C:江北市]与[C:海东市]签署协议。")
    assert found
    for claim in found:
        assert 0 <= claim.start < claim.end <= len(doc.text)
        assert claim.end - claim.start < 300


def test_confidence_is_a_probability() -> None:
    _, found = read("[C:江北市]政府与[E:海东重工集团]签署战略合作协议，[C:江北市]与[C:海东市]共建园区。")
    assert all(0 <= c.confidence <= 1 for c in found)


def test_many_entities_stay_bounded() -> None:
    firms = "、".join(f"[E:江北第{n}公司]" for n in range(2000))
    _, found = read(f"会上，[C:江北市]与{firms}签署合作协议。")
    assert len(found) < 2000


def test_a_leader_stands_for_his_region_wherever_he_is_named() -> None:
    text = "3月5日，澄江区委书记罗远率队外出考察。当天，罗远一行先后来到星河科技、蓝湾研究院参观。"
    entities = [
        FoundEntity("e1", EntityType.CITY, "澄江区", spans=[(text.index("澄江"), text.index("委书记"))]),
        FoundEntity("e2", EntityType.ENTERPRISE, "星河科技", spans=[(text.index("星河"), text.index("、"))]),
    ]
    parts = sentences(text, entities)
    places = Topics(entities, parts, text).places(text, parts[1])
    assert any(text[place.start : place.end] == "罗远" and place.entity == 0 for place in places)


def test_who_travels_is_carried_to_the_stops_told_later() -> None:
    text = "海东县委书记方力率队赴江北市考察。在南山电子公司，一行了解了生产线。江北大学随后与西岭药业公司签约。"
    entities = [
        FoundEntity(name, kind, name, spans=[(text.index(name), text.index(name) + len(name))])
        for name, kind in (
            ("海东县", EntityType.CITY), ("江北市", EntityType.CITY), ("南山电子公司", EntityType.ENTERPRISE),
            ("江北大学", EntityType.UNIVERSITY), ("西岭药业公司", EntityType.ENTERPRISE),
        )
    ]  # fmt: skip
    parts = sentences(text, entities)
    topics = Topics(entities, parts, text)
    assert topics.travellers == [0, 0, 0]
    assert [(place.entity, place.via) for place in topics.places(text, parts[1]) if place.via == "team"] == [
        (0, "team")
    ]


def test_nobody_travels_where_no_delegation_is_named() -> None:
    text = "海东县与江北市签约。"
    entities = [FoundEntity("海东县", EntityType.CITY, "海东县", spans=[(0, 3)])]
    assert Topics(entities, sentences(text, entities), text).travellers == [None]


def test_a_region_that_says_where_a_firm_is_from_is_no_party() -> None:
    _, found = read("[U:江北大学]与[C:海东市]企业[E:南山电子公司]签署合作协议。")
    assert pairs(found, ClaimType.SIGNED) == {frozenset(("江北大学", "南山电子公司"))}
    assert not any("海东市" in (claim.source, claim.target) for claim in found)
