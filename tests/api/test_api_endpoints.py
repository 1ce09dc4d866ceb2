from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.store import open_store
from ingest.gazetteers.regions import regions
from tests.handmade import HOSTILE_NAME, HOSTILE_TITLE, readings

Get = Callable[..., Any]


@pytest.fixture
def get(client: TestClient) -> Get:
    """Return a function that asks a path under `/api/v1` and returns the answer, which must be a good one."""

    def ask(path: str, **parameters: Any) -> Any:
        answer = client.get(f"/api/v1{path}", params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


def article_ids() -> list[str]:
    return [reading.article.id for reading, _ in readings()]


def quotes(page: dict[str, Any]) -> set[str]:
    return {claim["evidence"][:8] for claim in page["results"]}


@pytest.mark.parametrize(
    ("path", "parameters", "total"),
    [
        ("/search", {"q": "西安"}, 4),
        ("/claims", {}, 6),
        ("/entities/city-610100/claims", {}, 2),
        ("/entities/city-610100/articles", {}, 2),
    ],
)
def test_lists_are_paged(get: Get, path: str, parameters: dict[str, str], total: int) -> None:
    whole = get(path, **parameters)
    assert list(whole) == ["total", "limit", "offset", "results"]
    assert (whole["total"], whole["limit"], whole["offset"]) == (total, 20, 0)
    assert len(whole["results"]) == total
    parts = [get(path, **parameters, limit=1, offset=offset) for offset in range(total + 1)]
    assert [row for part in parts for row in part["results"]] == whole["results"]
    assert {part["total"] for part in parts} == {total}


def test_search_finds_any_script_and_type(get: Get) -> None:
    assert [row["name"] for row in get("/search", q="藍橋")["results"]] == ["蓝桥电池公司"]
    assert [row["name"] for row in get("/search", q="西安", type="University")["results"]] == ["西安交通大学"]
    both = get("/search", q="西安", type=["University", "City"])["results"]
    assert {row["type"] for row in both} == {"University", "City"}
    assert get("/search", q="无此名")["results"] == []


def test_an_entity_with_its_counts(get: Get) -> None:
    found = get("/search", q="蓝桥电池公司")["results"][0]
    entity = get(f"/entities/{found['id']}")
    assert entity == found
    assert (entity["home"], entity["home_name"], entity["home_stated"]) == ("610100", "西安市", True)
    assert (entity["support"], entity["claims"]) == (1, 1)
    city = get("/entities/city-441200")
    assert (city["level"], city["support"], city["claims"]) == ("prefecture", 2, 2)


def test_a_neighbourhood_grows_with_depth_and_says_what_it_left_out(get: Get) -> None:
    near = get("/entities/city-320205/neighbourhood")
    assert near["nodes"][0]["id"] == "city-320205"
    assert {node["name"] for node in near["nodes"]} == {"锡山区", "珠海市", HOSTILE_NAME}
    assert len(near["claims"]) == 2
    small = get("/entities/city-320205/neighbourhood", limit=2)
    assert (len(small["nodes"]), small["left_out_nodes"], small["left_out_claims"]) == (2, 1, 1)
    visits = get("/entities/city-320205/neighbourhood", type="VISITED", depth=2)
    assert {claim["type"] for claim in visits["claims"]} == {"VISITED"}


@pytest.mark.parametrize(
    ("parameters", "total"),
    [
        ({"type": "SIGNED"}, 3),
        ({"type": ["SIGNED", "VISITED"]}, 4),
        ({"status": "planned"}, 1),
        ({"source": "city-441200", "target": "city-610100"}, 2),
        ({"source": "city-320205", "type": "VISITED"}, 1),
        ({"target": "city-320205", "type": "VISITED"}, 0),
        ({"entity": "city-610100"}, 2),
        ({"city": "西安"}, 4),
        ({"city": "陕西省"}, 4),
        ({"city": "320205"}, 2),
        ({"since": "2025-03"}, 2),
        ({"since": "2025"}, 3),
        ({"until": "2024"}, 1),
        ({"since": "2022-11", "until": "2022-11-30"}, 1),
        ({"min_amount": 1}, 1),
        ({"min_amount": 1_500_000_001}, 0),
        ({"max_amount": 1_500_000_000, "currency": "cny"}, 1),
        ({"currency": "USD"}, 0),
        ({"min_confidence": 0.5}, 5),
        ({"article": article_ids()[1]}, 1),
        ({"city": "西安", "type": "FUNDED", "status": "done", "since": "2025", "min_confidence": 0.9}, 1),
    ],
)
def test_claims_by_filters(get: Get, parameters: dict[str, Any], total: int) -> None:
    assert get("/claims", **parameters)["total"] == total


def test_every_claim_has_its_evidence(get: Get) -> None:
    for claim in get("/claims")["results"]:
        article = get(f"/articles/{claim['article']['id']}")
        assert article["text"][claim["start"] : claim["end"]] == claim["evidence"]
        assert claim in article["claims"]


def test_entity_claims_take_the_same_filters(get: Get) -> None:
    assert get("/entities/city-320205/claims", type="SIGNED")["total"] == 1
    assert get("/entities/city-320205/claims", since="2022")["total"] == 1


def test_a_city_by_name_or_code(get: Get) -> None:
    assert get("/cities/西安") == get("/cities/西安市") == get("/cities/610100") == get("/entities/city-610100")


def test_links_of_a_city(get: Get) -> None:
    answer = get("/links/肇庆市")
    assert (answer["city"]["id"], answer["level"], answer["unplaced"]) == ("city-441200", "prefecture", 0)
    (link,) = answer["links"]["results"]
    assert link["other"]["name"] == "西安市"
    assert link["figures"] == answer["figures"]
    assert link["figures"]["claims"] == 4
    assert link["figures"]["sums"] == [{"currency": "CNY", "status": "done", "amount": 1_500_000_000}]
    assert answer["claims"]["total"] == 4
    assert quotes(answer["claims"]) == quotes(get("/links/肇庆/西安")["claims"])
    page = get("/links/肇庆市", claims_limit=1, claims_offset=1)
    assert page["claims"]["results"] == answer["claims"]["results"][1:2] and page["links"] == answer["links"]
    assert get("/links/锡山区", level="county")["claims"]["results"] == [], "what is unplaced is not behind the figures"
    assert get("/links/肇庆市", level="province")["links"]["results"][0]["other"]["name"] == "陕西省"
    assert get("/links/肇庆市", since="2026")["links"]["total"] == 0


def test_a_county_is_linked_with_prefectures_unless_told_otherwise(get: Get) -> None:
    answer = get("/links/锡山区")
    assert answer["level"] == "prefecture"
    assert {link["other"]["name"] for link in answer["links"]["results"]} == {"珠海市", "深圳市"}
    at_county = get("/links/锡山区", level="county")
    assert (at_county["links"]["total"], at_county["unplaced"]) == (0, 2)


def test_everything_between_two_cities(get: Get) -> None:
    answer = get("/links/肇庆/西安")
    assert (answer["city"]["name"], answer["other"]["name"]) == ("肇庆市", "西安市")
    assert answer["claims"]["total"] == answer["figures"]["claims"] == 4
    assert answer["figures"]["undated"] == 1
    assert quotes(get("/links/西安/肇庆")["claims"]) == quotes(answer["claims"])
    assert get("/links/肇庆/西安", type="FUNDED", limit=1)["claims"]["total"] == 1
    assert get("/links/肇庆/珠海")["claims"]["results"] == []


def test_an_article_with_its_marks(get: Get) -> None:
    (reading, _) = readings()[0]
    article = get(f"/articles/{reading.article.id}")
    assert article["text"] == reading.article.text
    assert article["ref"]["urls"] == ["https://news.example.com/zhaoqing-xian"]
    assert not article["quotes_only"]
    for mention in article["mentions"]:
        assert {article["text"][start:end] for start, end in mention["spans"]} == {mention["name"]}
    assert [claim["start"] for claim in article["claims"]] == sorted(claim["start"] for claim in article["claims"])


def test_quotes_only_keeps_the_text_back(graph_url: str) -> None:
    article_id = article_ids()[1]
    with TestClient(create_app(Settings.from_environment(store=graph_url, host="0.0.0.0"))) as client:
        article = client.get(f"/api/v1/articles/{article_id}").json()
    assert article["quotes_only"] and article["text"] is None
    assert article["claims"][0]["evidence"].startswith("3月12日")
    assert article["ref"]["names"] == ["articles.jsonl"]
    assert "简讯" not in str(article)


@pytest.mark.parametrize(
    ("host", "switch", "asked", "visitor", "headers", "quotes_only"),
    [
        ("127.0.0.1", None, "http://127.0.0.1:8000", "127.0.0.1", {}, False),
        ("127.0.0.1", None, "http://localhost:8000", "127.0.0.1", {}, False),
        ("::1", None, "http://[::1]:8000", "::1", {}, False),
        ("0.0.0.0", None, "http://127.0.0.1:8000", "127.0.0.1", {}, True),
        # Another server than ours listens where it likes, whatever `host` says.
        ("127.0.0.1", None, "http://192.0.2.1:8000", "127.0.0.1", {}, True),
        ("127.0.0.1", None, "http://192.0.2.1:8000", "127.0.0.1", {"host": "127.0.0.1"}, True),
        ("127.0.0.1", None, "http://127.0.0.1:8000", "192.0.2.7", {}, True),
        ("127.0.0.1", None, "http://127.0.0.1:8000", "127.0.0.1", {"host": "rebound.example.com:8000"}, True),
        ("127.0.0.1", None, "http://127.0.0.1:8000", "127.0.0.1", {"host": "[127.0.0.1"}, True),
        ("127.0.0.1", None, "http://127.0.0.1:8000", "127.0.0.1", {"host": ""}, True),
        ("127.0.0.1", None, "http://127.0.0.1:8000", "127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, True),
        ("0.0.0.0", False, "http://192.0.2.1:8000", "192.0.2.7", {}, False),
        ("127.0.0.1", True, "http://127.0.0.1:8000", "127.0.0.1", {}, True),
    ],
)
def test_whole_articles_stay_on_this_machine_unless_told_otherwise(
    graph_url: str, host: str, switch: bool | None, asked: str, visitor: str, headers: dict[str, str], quotes_only: bool
) -> None:
    app = create_app(Settings.from_environment(store=graph_url, host=host, quotes_only=switch))
    with TestClient(app, asked, client=(visitor, 50000)) as client:
        article = client.get(f"/api/v1/articles/{article_ids()[1]}", headers=headers).json()
        page = client.get(f"/article/{article_ids()[1]}", headers={**headers, "accept": "text/html"}).text
    assert (article["quotes_only"], article["text"] is None) == (quotes_only, quotes_only)
    assert ("简讯" in page) is not quotes_only


def test_hostile_text_comes_through_as_it_is(client: TestClient, get: Get) -> None:
    found = get("/search", q="</script>")["results"]
    assert [row["name"] for row in found] == [HOSTILE_NAME]
    article = get(f"/articles/{article_ids()[3]}")
    assert article["ref"]["title"] == HOSTILE_TITLE
    answer = client.get(f"/api/v1/articles/{article_ids()[3]}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_equal_graphs_have_equal_stats(tmp_path: Path) -> None:
    answers = set()
    for number in range(3):
        url = f"sqlite:///{tmp_path / f'{number}.db'}"
        with open_store(url) as store:
            store.load_cities(regions().all())
            for reading, identities in random.Random(number).sample(readings(), 4):
                store.write(reading, identities)
        with TestClient(create_app(Settings.from_environment(store=url))) as client:
            answers.add(client.get("/api/v1/stats").content)
    assert len(answers) == 1
    assert b'"articles":4' in answers.pop()
