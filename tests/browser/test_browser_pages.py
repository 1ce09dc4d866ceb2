"""The pages in a real Chromium: a reader's way from a name to the sentence, and what must not happen on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from graph.store import Store
from tests.handmade import HOSTILE_NAME, HOSTILE_TITLE
from viz.formats import visible

pytestmark = pytest.mark.browser

# `conftest` holds the class; a fixture hands it over.
Visiting = Callable[..., Any]
PACT = "3月12日，肇庆市与西安市签署战略合作框架协议。"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def pages(store: Store) -> list[str]:
    """One page of each kind, those of hostile text among them."""
    hostile = store.search("alert").results[0].id
    articles = {claim.article.id for claim in store.claims(limit=100).results}
    return [
        "/",
        "/search?q=西安",
        "/search?q=alert",
        f"/entity/{hostile}",
        "/city/441200",
        "/links/441200/610100",
        *(f"/article/{article}" for article in sorted(articles)),
        "/?lang=en",
        "/city/441200?lang=en",
    ]


def test_from_a_name_to_the_sentence(visit: Visiting, store: Store) -> None:
    firm = store.search("蓝桥").results[0]
    project = store.search("电池产业园").results[0]
    reader = visit("/")
    reader.page.get_by_role("searchbox").fill("蓝桥")
    reader.follow(reader.page.get_by_role("button", name="搜索"))
    reader.follow(reader.page.get_by_role("link", name="蓝桥电池公司"))
    assert reader.page.locator("h1").inner_text() == "蓝桥电池公司"
    panel = reader.page.locator("#panel")
    panel.get_by_role("button", name="关闭").click()
    assert "15亿元" not in panel.inner_text()
    reader.click_edge(firm.id, project.id)
    said = panel.locator("article")
    assert said.locator("blockquote").inner_text() == "西安的蓝桥电池公司投资15亿元建设肇庆星湖电池产业园项目。"
    text = said.inner_text()
    for part in ("投资", "2025", "15亿元", "已发生", "0.90", "机器阅读，未经人工核对", "测试日报"):
        assert part in text
    assert said.get_by_text("15亿元", exact=True).get_attribute("title") == "1,500,000,000 CNY"
    reader.follow(said.get_by_role("link", name="肇庆西安携手"))
    chosen = reader.page.locator("mark.chosen")
    assert chosen.inner_text() == "西安的蓝桥电池公司投资15亿元建设肇庆星湖电池产业园项目。"
    assert reader.page.locator(":target").inner_text() == chosen.inner_text()
    assert reader.settled()


def test_a_node_leads_to_its_page(visit: Visiting) -> None:
    reader = visit("/links/441200/610100?lang=en")
    reader.click_node("city-610100")
    reader.follow(reader.page.locator("#panel").get_by_role("link"))
    assert reader.page.url.endswith("/city/610100?lang=en")
    assert reader.settled()


def test_an_edge_with_several_reports_opens_them_all(visit: Visiting) -> None:
    reader = visit("/links/441200/610100")
    reader.click_edge("city-441200", "city-610100")
    assert reader.page.locator("#panel blockquote").all_inner_texts() == [PACT, PACT]


def test_nothing_goes_wrong_and_nothing_leaves_the_origin(visit: Visiting, pages: list[str]) -> None:
    reader = visit("/")
    for path in pages:
        reader.go(path)
        reader.page.wait_for_load_state("networkidle")
        drawn = reader.page.locator("#network")
        assert drawn.locator("canvas").count() == drawn.count()
        assert reader.settled()


def test_hostile_text_shows_as_text(visit: Visiting, store: Store) -> None:
    hostile = store.search("alert").results[0]
    reader = visit(f"/entity/{hostile.id}")
    assert reader.page.locator("h1").inner_text() == visible(HOSTILE_NAME)
    reader.click_edge(hostile.id, "city-320205")
    panel = reader.page.locator("#panel article")
    assert visible(HOSTILE_NAME) in panel.locator("h3").inner_text()
    assert visible(HOSTILE_NAME) in panel.locator("blockquote").inner_text()
    reader.follow(panel.get_by_role("link", name="onerror"))
    assert reader.page.locator("h1").inner_text() == visible(HOSTILE_TITLE)
    assert visible(HOSTILE_NAME) in reader.page.locator("mark.chosen").inner_text()
    assert reader.page.locator("img").count() == 0
    assert reader.settled()


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_names_of_every_hostile_kind_show_as_text(
    visit: Visiting, hostile: tuple[str, tuple[str, ...]], options: dict[str, Any]
) -> None:
    address, names = hostile
    reader = visit("/city/610100?all=true", at=address, **options)
    shown = set(map(visible, names))
    assert shown <= set(reader.page.locator(".claims a.entity").all_inner_texts())
    nodes = reader.page.evaluate("document.getElementById('network').network.body.nodeIndices")
    for node in nodes:
        if node != "city-610100":
            # A touch on the node may not reach it on a small screen: what a click opens is asked for.
            reader.page.evaluate(
                "(id) => document.getElementById('network').network.body.emitter.emit("
                "'click', { nodes: [id], edges: [] })",
                node,
            )
            assert reader.page.locator("#panel h3").inner_text() in shown
    for name in names:
        reader.page.goto(address + "/search?q=" + quote(name[-200:]))
        reader.follow(reader.page.locator("ol a").first)
        assert reader.page.locator("h1").inner_text() in shown
        assert reader.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert reader.page.locator("img").count() == 0
    assert reader.settled()


def test_the_language_stays(visit: Visiting) -> None:
    reader = visit("/city/441200")
    assert reader.page.locator("h2").all_inner_texts() == ["往来城市", "关系图", "计入往来的记录"]
    reader.follow(reader.page.get_by_role("link", name="English"))
    assert reader.page.locator("html").get_attribute("lang") == "en"
    assert reader.page.locator("h2").all_inner_texts() == ["Linked cities", "Network", "Claims counted in the links"]
    assert "machine-read, unreviewed" in reader.page.locator("#panel").inner_text()
    reader.follow(reader.page.get_by_role("link", name="西安市").first)
    assert reader.page.locator("html").get_attribute("lang") == "en"
    reader.page.get_by_role("searchbox").fill("西安")
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    assert reader.page.locator("h1").inner_text() == "Search for “西安”"


def test_a_phone_needs_no_sideways_scroll(visit: Visiting, pages: list[str]) -> None:
    reader = visit("/", **PHONE)
    for path in pages:
        reader.go(path)
        wide = reader.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path


def test_the_drawing_is_the_same_each_time(visit: Visiting) -> None:
    first, second = visit("/"), visit("/")
    places = "JSON.stringify(document.getElementById('network').network.getPositions())"
    assert first.page.evaluate(places) == second.page.evaluate(places)
    before = first.page.evaluate(places)
    first.page.wait_for_timeout(300)
    assert first.page.evaluate(places) == before


def test_zoom_by_button_and_by_wheel_only_after_a_click(visit: Visiting) -> None:
    reader = visit("/")
    scale = "document.getElementById('network').network.getScale()"
    before = reader.page.evaluate(scale)
    reader.page.get_by_role("button", name="放大").click()
    closer = reader.page.evaluate(scale)
    assert closer > before
    reader.page.locator("#network").hover(position={"x": 5, "y": 5})
    reader.page.mouse.wheel(0, -200)
    reader.page.wait_for_timeout(200)
    assert reader.page.evaluate(scale) == closer
    reader.page.locator("#network").click(position={"x": 5, "y": 5})
    reader.page.mouse.wheel(0, -200)
    reader.page.wait_for_timeout(200)
    assert reader.page.evaluate(scale) > closer


def test_dark_and_light_differ_and_both_can_be_read(visit: Visiting) -> None:
    """Text and soft text stand out from their background by 4.5 to 1 or more (WCAG 2.1 AA)."""
    contrast = """(pairs) => {
        const style = getComputedStyle(document.documentElement);
        const light = (name) => {
            const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
            const ink = canvas.getContext("2d");
            ink.fillStyle = style.getPropertyValue(name);
            ink.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...ink.getImageData(0, 0, 1, 1).data]
                .slice(0, 3)
                .map((c) => c / 255)
                .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        return pairs.map(([a, b]) => {
            const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
            return (high + 0.05) / (low + 0.05);
        });
    }"""
    pairs = [
        [ink, ground]
        for ink in ("--ink", "--soft", "--link")
        for ground in ("--paper", "--card", "--faint", "--mark", "--chosen")
        if not (ground in {"--mark", "--chosen"} and ink != "--ink")
    ]
    backgrounds = set()
    for scheme in ("light", "dark"):
        reader = visit("/", color_scheme=scheme)
        found = dict(zip(map(tuple, pairs), reader.page.evaluate(contrast, pairs), strict=True))
        assert min(found.values()) >= 4.5, (scheme, found)
        backgrounds.add(reader.page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert len(backgrounds) == 2


def test_the_keyboard_reaches_the_search_and_the_drawing(visit: Visiting) -> None:
    reader = visit("/")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.className") == "skip"
    reached = []
    for _ in range(30):
        reader.page.keyboard.press("Tab")
        reached.append(reader.page.evaluate("document.activeElement.id || document.activeElement.dataset.zoom"))
    assert [name for name in reached if name in {"q", "network", "in", "out", "fit"}] == [
        "q",
        "network",
        "in",
        "out",
        "fit",
    ]
