"""The drawing of a network: what it holds, what it leaves out, and that hostile text stays text."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from graph.answers import ClaimAnswer, Entity, Neighbourhood
from graph.ontology import ClaimType, EntityType, Status, ontology
from viz.formats import visible
from viz.network import MAX_NODES, MAX_QUOTES, Drawing, neighbourhood_network, network

Make = Callable[..., ClaimAnswer]

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"href" onmouseover="alert(1)',
    "\u202e市安西\u202c",
    "市" * 500,
    "a\x00b",
    "<!--<script>",
    "\u2028\u2029&amp;",
]


def at(drawing: Drawing) -> dict[str, tuple[int, int]]:
    return {node["id"]: (node["x"], node["y"]) for node in drawing.nodes}


def chain(make_claim: Make, count: int) -> list[ClaimAnswer]:
    return [make_claim(f"甲{i:04}", f"甲{i + 1:04}", i) for i in range(count)]


def test_ends_are_nodes_and_colours_are_the_ontologys(make_claim: Make) -> None:
    ends = (EntityType.CITY, EntityType.UNIVERSITY)
    drawing = network([make_claim("肇庆市", "西北大学", ends=ends, type=ClaimType.VISITED)], "zh")
    known = ontology()
    assert {node["id"]: node["color"] for node in drawing.nodes} == {
        "肇庆市": known.entities[EntityType.CITY].colour,
        "西北大学": known.entities[EntityType.UNIVERSITY].colour,
    }
    (edge,) = drawing.edges
    assert (edge["from"], edge["to"], edge["label"]) == ("肇庆市", "西北大学", "考察")
    assert edge["color"]["color"] == known.claims[ClaimType.VISITED].label.colour
    assert drawing.entity_types == [EntityType.CITY, EntityType.UNIVERSITY]
    assert drawing.claim_types == [ClaimType.VISITED]


@pytest.mark.parametrize("kind", list(ClaimType))
def test_arrows_only_where_the_type_has_a_direction(make_claim: Make, kind: ClaimType) -> None:
    (edge,) = network([make_claim(type=kind)], "en").edges
    assert edge["arrows"] == ("to" if kind in {ClaimType.VISITED, ClaimType.FUNDED} else "")


def test_planned_is_dashed_and_parallel_edges_stay_apart(make_claim: Make) -> None:
    drawing = network(
        [
            make_claim(number=1),
            make_claim(number=2, status=Status.PLANNED),
            make_claim(number=3, type=ClaimType.VISITED),
            make_claim("西安市", "肇庆市", 4, type=ClaimType.VISITED),
        ],
        "zh",
    )
    assert len(drawing.edges) == 4
    assert [bool(edge["dashes"]) for edge in drawing.edges].count(True) == 1
    assert drawing.planned
    # vis-network turns a curve round with its direction: seen from one end, no two may coincide.
    bows = set()
    for edge in drawing.edges:
        smooth = edge["smooth"]
        side = 0.0
        if smooth:
            side = smooth["roundness"] * (1 if smooth["type"] == "curvedCW" else -1)
            side *= 1 if edge["from"] < edge["to"] else -1
        bows.add(side)
    assert len(bows) == 4


def test_one_pair_type_and_status_share_an_edge_with_every_quote(make_claim: Make) -> None:
    claims = [make_claim("甲", "乙", 1), make_claim("乙", "甲", 2), make_claim("甲", "乙", 3)]
    drawing = network(claims, "zh")
    (edge,) = drawing.edges
    assert len(drawing.details["edges"][edge["id"]]["claims"]) == 3
    many = network([make_claim("甲", "乙", i) for i in range(MAX_QUOTES + 5)], "zh")
    (opened,) = many.details["edges"].values()
    assert len(opened["claims"]) == MAX_QUOTES
    assert opened["more"] == 5


def test_an_edge_opens_what_the_claim_says(make_claim: Make) -> None:
    claim = make_claim(
        number=7,
        status=Status.PLANNED,
        amount=1_500_000_000,
        currency="CNY",
        urls=("javascript:alert(1)", "https://example.org/a"),
    )
    drawing = network([claim], "en")
    (said,) = drawing.details["edges"][drawing.edges[0]["id"]]["claims"]
    assert said["quote"] == "两市签署合作协议"
    assert said["page"] == "/article/article-7?lang=en#claim-claim-7"
    assert (said["date"], said["status"]) == ("2025-03-01", "planned")
    assert (said["amount"], said["exact"]) == ("CNY 1.5 billion", "1,500,000,000 CNY")
    assert said["confidence"] == "0.99"
    assert said["url"] == "https://example.org/a"


def test_no_more_nodes_than_the_cap_and_what_is_left_out_is_counted(make_claim: Make) -> None:
    claims = chain(make_claim, 400)
    drawing = network(claims, "zh")
    assert len(drawing.nodes) <= MAX_NODES
    drawn = {node["id"] for node in drawing.nodes}
    assert len(drawn) + drawing.left_out_nodes == 401
    held = sum(len(opened["claims"]) + opened["more"] for opened in drawing.details["edges"].values())
    assert held + drawing.left_out_claims == 400
    assert all(edge["from"] in drawn and edge["to"] in drawn for edge in drawing.edges)


def test_the_centre_is_drawn_in_the_middle_however_few_its_claims(make_claim: Make) -> None:
    claims = [*chain(make_claim, 60), make_claim("中心", "甲0030", 999)]
    drawing = network(claims, "zh", centre="中心", limit=20)
    assert at(drawing)["中心"] == (0, 0)
    assert len(drawing.nodes) <= 20


def test_a_neighbourhood_keeps_the_stores_order_and_adds_what_it_left_out(make_claim: Make) -> None:
    def entity(name: str) -> Entity:
        return Entity(name, EntityType.CITY, name, (), None, None, False, None, None, None, 1, 1)

    claims = (make_claim("甲", "乙", 1), make_claim("甲", "丙", 2), make_claim("丙", "丁", 3))
    found = Neighbourhood(tuple(map(entity, "甲乙丙丁")), claims, 5, 7)
    drawing = neighbourhood_network(found, "zh", limit=3)
    assert [node["id"] for node in drawing.nodes] == ["甲", "乙", "丙"]
    assert (drawing.left_out_nodes, drawing.left_out_claims) == (6, 8)
    alone = neighbourhood_network(Neighbourhood((entity("甲"),), (), 0, 0), "zh")
    assert [node["id"] for node in alone.nodes] == ["甲"]
    assert alone.edges == []


def test_positions_do_not_depend_on_the_order_of_the_claims(make_claim: Make) -> None:
    claims = [make_claim(f"甲{i % 17}", f"乙{i % 23}", i) for i in range(80)]
    first = network(claims, "zh")
    shuffled = claims[:]
    random.Random(5).shuffle(shuffled)
    second = network(shuffled, "zh")
    assert at(first) == at(second)
    assert first.edges == second.edges


def test_nothing_moves_by_itself(make_claim: Make) -> None:
    drawing = network([make_claim()], "zh")
    assert drawing.options["physics"] == {"enabled": False}
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in drawing.nodes)


def test_no_claims_no_drawing() -> None:
    drawing = network([], "zh")
    assert (drawing.nodes, drawing.edges, drawing.left_out_nodes) == ([], [], 0)
    assert json.loads(drawing.json())["nodes"] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_within_its_element(make_claim: Make, text: str) -> None:
    claim = make_claim(text, "西安市", evidence=text, title=text, urls=(text,))
    drawing = network([claim], "zh")
    written = drawing.json()
    assert not set("<>&\u2028\u2029\x00") & set(written)
    assert "javascript:" not in written
    read: dict[str, Any] = json.loads(written)
    (opened,) = read["details"]["edges"].values()
    assert opened["claims"][0]["quote"] == visible(text)
    for node in read["nodes"]:
        assert len(node["label"]) <= 40
        assert "\u202e" not in node["label"]
        # A title would reach vis-network's own pop-up.
        assert "title" not in node
