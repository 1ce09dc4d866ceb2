"""The pages, as a browser is sent them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from api.app import create_app
from api.pages import error_page
from api.problems import KINDS, Kind, problem
from api.settings import Settings
from graph.store import Store, open_store
from ingest.gazetteers.regions import regions
from tests.handmade import HOSTILE_NAME, HOSTILE_TITLE
from viz.formats import visible

HTML = {"accept": "text/html"}
UNREVIEWED = "机器阅读，未经人工核对"
VOID = {"meta", "link", "input", "br", "img"}


class Read(HTMLParser):
    """A page as a browser reads it: its elements, the text of each kind, and whether every one is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts.setdefault(tag, []).append(data)

    def text(self, tag: str = "body") -> str:
        return re.sub(r"\s+", " ", "".join(self.texts.get(tag, [])))

    def all(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.elements if attribute in attrs]

    @property
    def drawing(self) -> dict[str, Any]:
        drawing: dict[str, Any] = json.loads("".join(self.texts["script"]))
        return drawing


def page(client: TestClient, path: str, status: int = 200) -> Read:
    response = client.get(path, headers=HTML)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Read(response.text)


@pytest.fixture
def articles(store: Store) -> dict[str | None, str]:
    """The ids of the readings' articles by title."""
    return {claim.article.title: claim.article.id for claim in store.claims(limit=100).results}


@pytest.fixture
def everywhere(store: Store, articles: dict[str | None, str]) -> list[str]:
    """The address of one page of each kind, and more."""
    firm = store.search("蓝桥").results[0].id
    hostile = store.search("alert").results[0].id
    return [
        "/",
        "/?offset=2",
        "/search",
        "/search?q=西安",
        "/search?q=alert",
        f"/search?q={quote(HOSTILE_TITLE)}",
        "/search?q=%E3%80%82",
        f"/entity/{firm}",
        f"/entity/{hostile}",
        "/city/441200",
        "/city/440000?level=prefecture",
        "/city/820000",
        "/links/441200/610100",
        "/links/441200/820000",
        *(f"/article/{article}" for article in articles.values()),
    ]


def test_home_has_a_search_box_figures_a_network_and_the_latest_claims(client: TestClient) -> None:
    home = page(client, "/")
    assert ("form", {"class": "search large", "action": "/search", "method": "get", "role": "search"}) in home.elements
    assert "报道4" in home.text().replace(" ", "")
    assert len(home.drawing["edges"]) == 5
    assert "3月12日，肇庆市与西安市签署战略合作框架协议。" in home.text("q")
    assert "/city/320205" in home.all("href")


def test_every_page_reads_well_in_both_languages(client: TestClient, everywhere: list[str]) -> None:
    for path in everywhere:
        for lang in ("zh", "en"):
            found = page(client, path + ("&" if "?" in path else "?") + f"lang={lang}")
            assert found.elements[0] == ("html", {"lang": "en" if lang == "en" else "zh-CN"})
            tags = [tag for tag, _ in found.elements]
            assert tags.count("h1") == 1
            assert tags.count("title") == 1
            assert found.text("title").strip(" ·")
            ids = found.all("id")
            assert len(ids) == len(set(ids))
            assert all(attrs.get("scope") in {"col", "row"} for tag, attrs in found.elements if tag == "th")
            headings = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
            assert all(below - above <= 1 for above, below in pairwise(headings))


def test_english_stays_english_from_link_to_link(client: TestClient, everywhere: list[str]) -> None:
    for path in everywhere:
        found = page(client, path + ("&" if "?" in path else "?") + "lang=en")
        inside = [
            href
            for tag, attrs in found.elements
            if tag == "a" and (href := attrs.get("href") or "").startswith("/") and "hreflang" not in attrs
        ]
        assert inside
        assert all("lang=en" in href for href in inside if not href.startswith("/docs"))
        switch = [attrs for _, attrs in found.elements if "hreflang" in attrs]
        assert [attrs["hreflang"] for attrs in switch] == ["zh-CN"]
        assert "lang=" not in str(switch[0]["href"])


def test_no_page_loads_anything_from_elsewhere_or_runs_anything_inline(
    client: TestClient, everywhere: list[str]
) -> None:
    for path in everywhere:
        for tag, attrs in page(client, path).elements:
            assert tag not in {"style", "iframe", "object", "embed", "base", "img"}, path
            assert "style" not in attrs, path
            assert not any(name.startswith("on") for name in attrs), path
            if tag == "script":
                assert (attrs.get("src") or "").startswith("/static/") or attrs.get("type") == "application/json"
            if tag == "link":
                assert (attrs["href"] or "").startswith("/static/")
            if tag == "a":
                assert re.match(r"/|#|https?://", attrs["href"] or ""), attrs
                if (attrs["href"] or "").startswith("http"):
                    assert "noopener" in (attrs["rel"] or "")


def test_every_claim_says_that_nobody_has_reviewed_it(client: TestClient, everywhere: list[str]) -> None:
    for path in everywhere:
        found = page(client, path)
        assert found.text("small").count(UNREVIEWED) == len(found.texts.get("q", [])), path


def test_what_is_hostile_is_text(client: TestClient, store: Store, articles: dict[str | None, str]) -> None:
    hostile = store.search("alert").results[0]
    entity = page(client, f"/entity/{hostile.id}")
    assert visible(HOSTILE_NAME) in entity.text("h1")
    assert "\u202e" not in entity.text()
    assert {node["id"] for node in entity.drawing["nodes"]} == {hostile.id, "city-320205"}
    article = page(client, f"/article/{articles[HOSTILE_TITLE]}")
    assert visible(HOSTILE_TITLE) in article.text("h1")
    assert "深圳的" + visible(HOSTILE_NAME) in article.text("mark")
    links = [href for href in article.all("href") if href.startswith("http")]
    assert links
    assert all(href == 'https://evil.example.com/"><script>' for href in links)


def test_search_finds_parts_of_names_and_links_to_their_pages(client: TestClient) -> None:
    found = page(client, "/search?q=西安")
    assert "/city/610100" in found.all("href")
    assert ("input", "西安") in [(tag, attrs.get("value")) for tag, attrs in found.elements]
    # Two districts have the same name: where they lie tells them apart.
    assert "黑龙江省牡丹江市" in found.text("ol")
    only = page(client, "/search?q=西安&type=University")
    assert "西安交通大学" in only.text("ol")
    assert "/city/610100" not in only.all("href")
    assert "没有名称含“無此名”的主体" in page(client, "/search?q=無此名").text()
    assert "请输入名称" in page(client, "/search?q=+").text()


def test_entity_page(client: TestClient, store: Store) -> None:
    firm = store.search("蓝桥").results[0]
    found = page(client, f"/entity/{firm.id}")
    assert "西安市 据报道" in found.text("dd")
    assert ("data", {"value": "1500000000", "title": "1,500,000,000 CNY"}) in found.elements
    assert "15亿元" in found.text("data")
    assert "肇庆西安携手" in found.text("li")
    (opened,) = found.drawing["details"]["edges"].values()
    assert opened["claims"][0]["quote"] == "西安的蓝桥电池公司投资15亿元建设肇庆星湖电池产业园项目。"


def test_a_city_as_an_entity_is_its_profile(client: TestClient) -> None:
    response = client.get("/entity/city-610100?lang=en", headers=HTML, follow_redirects=False)
    assert response.status_code == 307
    assert response.headers["location"] == "/city/610100?lang=en"


def test_city_page_has_figures_links_network_and_claims(client: TestClient) -> None:
    found = page(client, "/city/441200")
    text = found.text("dl").replace(" ", "")
    assert "记录4" in text
    assert "未注明日期的记录1" in text
    assert "另一端无法归入该级的记录0" in text
    assert "/links/441200/610100?level=prefecture" in found.all("href")
    assert "15亿元" in found.text("tbody")
    assert found.text("q").count("签署战略合作框架协议") == 2
    by_name = page(client, "/city/肇庆")
    assert by_name.text("main") == found.text("main")


def test_city_page_shows_the_claims_that_its_figures_count(client: TestClient) -> None:
    visit = "锡山区代表团赴珠海市考察招商"
    assert visit in page(client, "/city/320205").text("q")
    county = page(client, "/city/320205?level=county")
    assert visit not in county.text("q"), "at this level it is unplaced"
    (whole,) = [href for href in county.all("href") if "all=true" in href]
    assert visit in page(client, whole).text("q")


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/?offset=900", "offset"),
        ("/search?q=西安&offset=900", "offset"),
        ("/city/610100?claims=900", "claims"),
        ("/city/610100?offset=900", "offset"),
        ("/links/441200/610100?offset=900", "offset"),
    ],
)
def test_a_page_past_the_end_leads_to_the_first(client: TestClient, path: str, key: str) -> None:
    found = page(client, path)
    assert "这一页超出了末页" in found.text("main")
    assert not re.search("没有记录|没有名称含|还没有与其他城市的往来", found.text("main"))
    (first,) = [attrs["href"] or "" for tag, attrs in found.elements if tag == "a" and attrs.get("rel") == "first"]
    assert f"{key}=" not in first
    assert "超出了末页" not in page(client, first).text()


def test_no_title_holds_what_turns_text(client: TestClient, everywhere: list[str]) -> None:
    for path in [*everywhere, "/search?q=" + quote("西安\u202e安<西>&")]:
        found = page(client, path)
        assert found.text("title") == visible(found.text("title")), path
    assert found.text("title").startswith("搜索“西安\ufffd安<西>&”")


def test_levels_change_the_partners(client: TestClient) -> None:
    found = page(client, "/city/441200?level=province&lang=en")
    # 广东省 counts at that level, with everything in it.
    partners = [href for href in found.all("href") if href.startswith("/links/")]
    assert partners == ["/links/441200/610000?level=province&lang=en"]


def test_pair_page(client: TestClient) -> None:
    found = page(client, "/links/肇庆/西安")
    assert re.sub(r"\s", "", found.text("h1")) == "肇庆市⇄西安市"
    assert len(found.drawing["edges"]) == 3
    assert found.text("small").count(UNREVIEWED) == 4
    assert "两地之间还没有记录" in page(client, "/links/441200/820000").text()


def test_article_page_marks_each_sentence_at_its_anchor(
    client: TestClient, store: Store, articles: dict[str | None, str]
) -> None:
    held = store.article(articles["肇庆西安携手"])
    found = page(client, f"/article/{held.ref.id}")
    anchors = {attrs["id"] for tag, attrs in found.elements if tag == "span" and "id" in attrs}
    assert anchors == {f"claim-{claim.id}" for claim in held.claims}
    assert "".join(found.texts["mark"]) == "".join(claim.evidence for claim in held.claims)
    assert "测试日报" in found.text("article")
    assert "https://news.example.com/zhaoqing-xian" in found.all("href")


def test_quotes_only_keeps_the_text_back(graph_url: str, articles: dict[str | None, str]) -> None:
    with TestClient(create_app(Settings.from_environment(store=graph_url, quotes_only=True))) as client:
        found = page(client, f"/article/{articles['肇庆西安携手']}")
    assert "mark" not in found.texts
    assert "不显示报道全文" in found.text("article")
    assert found.text("article").count("。") == len([i for i in found.all("id") if i.startswith("claim-")]) + 1
    assert "https://news.example.com/zhaoqing-xian" in found.all("href")


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/entity/none", 404, "没有找到"),
        ("/entity/none?lang=en", 404, "Not found"),
        ("/city/000000", 404, "没有找到"),
        ("/article/none", 404, "没有找到"),
        ("/nothing/here", 404, "没有找到"),
        ("/static/none.js", 404, "没有找到"),
        ("/?offset=-1", 422, "参数有误"),
        ("/city/441200?level=street&lang=en", 422, "Invalid parameter"),
        ("/?lang=fr", 422, "参数有误"),
        ("/search?q=" + "长" * 201, 422, "参数有误"),
        ("/search?q=%00", 422, "参数有误"),
        ("/entity/%3Cscript%3Ealert(1)%3C%2Fscript%3E", 404, "没有找到"),
    ],
)
def test_errors_are_pages_in_the_visitors_language(client: TestClient, path: str, status: int, says: str) -> None:
    found = page(client, path, status)
    assert says in found.text("h1")
    assert [tag for tag, _ in found.elements].count("script") == 0


@pytest.mark.parametrize("status", [*sorted({kind.status for kind in KINDS}), 413, 418, 507])
def test_every_problem_has_a_page(client: TestClient, status: int) -> None:
    request = Request({"type": "http", "path": "/", "query_string": b"lang=en", "headers": []})
    kind = Kind("any", "Any", status, "Of any kind.")
    response = error_page(request, problem(request, kind, "</script><b>detail"))
    assert response.status_code == status
    found = Read(bytes(response.body).decode("utf-8"))
    assert found.text("h1").strip()
    assert "b" not in found.texts


@pytest.mark.parametrize("path", ["//evil.example/x", "///evil.example/x", "/\\\\evil.example/x", "/%5Cevil.example"])
def test_no_path_makes_a_link_to_another_site(client: TestClient, path: str) -> None:
    response = client.get("http://127.0.0.1" + path, headers=HTML)
    assert response.status_code == 404
    links = Read(response.text).all("href")
    assert "/evil.example" in "".join(links).replace("%5C", "")
    assert not [link for link in links if re.match(r"[/\\]{2}|[a-z]+:", link)]


def test_a_method_that_is_not_allowed_is_a_page_too(client: TestClient) -> None:
    response = client.post("/search", headers=HTML)
    assert response.status_code == 405
    assert "<h1>不支持这种请求</h1>" in response.text


def test_assets_are_kept_by_the_browser_as_long_as_they_are_the_same(client: TestClient) -> None:
    (vis,) = [src for src in page(client, "/").all("src") if "vis-network" in src]
    first = client.get(vis)
    assert first.status_code == 200
    assert b"vis-network" in first.content[:200]
    assert "immutable" in first.headers["cache-control"]
    again = client.get(vis, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/static/vis-network.min.js").headers["cache-control"] == "no-cache"
    assert client.get("/static/..%2fpages.py").status_code == 404


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    with open_store(url) as store:
        store.load_cities(regions().all())
    with TestClient(create_app(Settings.from_environment(store=url))) as client:
        yield client


def test_an_empty_graph_says_so(empty_client: TestClient) -> None:
    home = page(empty_client, "/")
    assert "还没有可画的关系" in home.text()
    assert "没有记录" in home.text()
    city = page(empty_client, "/city/610100")
    assert "还没有与其他城市的往来" in city.text()
