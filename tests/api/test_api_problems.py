from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.settings import Settings
from graph.errors import QueryTimeoutError
from tests.engines import open_url

PROBLEM = {"type", "title", "status", "detail", "instance"}


def problem(answer: Any, status: int) -> dict[str, Any]:
    """Return the problem that an answer is, or fail."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert set(found) - {"errors"} == PROBLEM
    assert found["status"] == status
    assert found["type"].startswith("/docs/problems#")
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/entities/0000000000000000",
        "/entities/city-000000/claims",
        "/entities/x/articles",
        "/entities/x/neighbourhood",
        "/articles/' OR 1=1 --",
        "/cities/没有这个市",
        "/links/没有这个市",
        "/links/西安/没有这个市",
        "/claims?city=没有这个市",
        "/claims?city=",
        "/claims?entity=nobody",
        "/claims?article=none",
        "/nothing",
    ],
)
def test_what_is_not_there(client: TestClient, path: str) -> None:
    found = problem(client.get(f"/api/v1{path}"), 404)
    assert found["detail"] and found["instance"].startswith("/api/v1/")
    assert found["instance"].isascii()


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/search", "q"),
        ("/search?q=", "q"),
        ("/search?q=%E3%80%8A%E3%80%8B", "q"),
        ("/search?q=a%00b", "q"),
        ("/search?q=" + "长" * 201, "q"),
        ("/search?q=西安&type=Town", "type.0"),
        ("/search?q=西安&limit=0", "limit"),
        ("/search?q=西安&limit=1001", "limit"),
        ("/search?q=西安&limit=ten", "limit"),
        ("/search?q=西安&offset=-1", "offset"),
        ("/search?q=西安&offset=1000001", "offset"),
        ("/claims?since=2022-13", "since"),
        ("/claims?until=yesterday", "until"),
        ("/claims?min_amount=-1", "min_amount"),
        ("/claims?max_amount=1e30", "max_amount"),
        ("/claims?max_amount=" + "9" * 30, "max_amount"),
        ("/claims?currency=元", "currency"),
        ("/claims?min_confidence=2", "min_confidence"),
        ("/claims?min_confidence=nan", "min_confidence"),
        ("/claims?status=maybe", "status.0"),
        ("/claims?tpye=SIGNED", "tpye"),
        ("/stats?x=1", "x"),
        ("/cities/西安?x=1", "x"),
        ("/entities/city-610100?x=1", "x"),
        ("/articles/0123456789abcdef?x=1", "x"),
        ("/search?q=%ff%fe", "q"),
        ("/search?q=%E8%A5%BF%E5%AE", "q"),
        ("/claims?city=%CE%F7%B0%B2", "city"),
        ("/cities/%CE%F7%B0%B2", "city"),
        ("/claims?entity=a%1Bb", "entity"),
        ("/links/西安?level=town", "level"),
        ("/entities/city-610100/neighbourhood?depth=4", "depth"),
        ("/entities/city-610100/neighbourhood?limit=301", "limit"),
        ("/entities/a%00b", "entity_id"),
        ("/cities/" + "长" * 201, "city"),
    ],
)
def test_a_wrong_parameter_is_named(client: TestClient, path: str, parameter: str) -> None:
    found = problem(client.get(f"/api/v1{path}"), 422)
    assert [error["parameter"] for error in found["errors"]] == [parameter]
    assert all(error["reason"] and error["place"] in {"query", "path"} for error in found["errors"])
    assert parameter in found["detail"]


def test_every_wrong_parameter_is_named(client: TestClient) -> None:
    found = problem(client.get("/api/v1/claims", params={"limit": 0, "since": "x", "colour": "red"}), 422)
    assert {error["parameter"] for error in found["errors"]} == {"limit", "since", "colour"}


@pytest.mark.parametrize(
    "path",
    [
        "/claims?since=2024&until=2023",
        "/claims?min_amount=2&max_amount=1",
        "/cities/鼓楼区",
        "/links/陕西/西安",
        "/links/西安/西安",
    ],
)
def test_a_question_without_meaning(client: TestClient, path: str) -> None:
    assert problem(client.get(f"/api/v1{path}"), 422)["detail"]


@pytest.mark.parametrize(
    "raw", ["%ED%A0%80", "%FF%FE", "%C0%AF", "%E2%80%AE", "%F0%9F%92%A9", "%25%5F%2A%22", "'", "\\"]
)
@pytest.mark.parametrize(
    "path", ["/search?q=", "/claims?city=", "/claims?entity=", "/entities/", "/cities/", "/links/"]
)
def test_broken_encoding_is_no_crash(client: TestClient, path: str, raw: str) -> None:
    assert client.get(f"/api/v1{path}{raw}").status_code in {200, 404, 422}


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(["q", "city", "entity", "since", "currency", "limit"]), value=st.text(max_size=30))
def test_no_text_is_a_crash(client: TestClient, name: str, value: str) -> None:
    path = "/api/v1/search" if name in {"q", "limit"} else "/api/v1/claims"
    value = value.encode("utf-8", "replace").decode("utf-8")
    assert client.get(path, params={name: value}).status_code in {200, 404, 422}


def test_other_methods_are_refused(client: TestClient) -> None:
    answer = client.post("/api/v1/claims", json={})
    assert "GET" in answer.headers["allow"]
    problem(answer, 405)
    problem(client.delete("/api/v1/entities/city-610100"), 405)


def test_a_store_that_fails_is_unavailable(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'graph.db'}"
    with TestClient(create_app(Settings.from_environment(store=url)), raise_server_exceptions=False) as client:
        client.app.state.store.close()  # type: ignore[attr-defined]
        answer = client.get("/api/v1/stats")
    found = problem(answer, 503)
    assert answer.headers["retry-after"] == "5"
    assert str(tmp_path) not in str(found)


def test_a_question_that_takes_too_long_is_stopped(graph_url: str) -> None:
    with open_url(graph_url, timeout=1e-9) as slow, pytest.raises(QueryTimeoutError):
        slow.search("市")
    with TestClient(create_app(Settings.from_environment(store=graph_url, query_timeout=1e-9))) as client:
        assert problem(client.get("/api/v1/search", params={"q": "市"}), 504)["detail"]


def test_a_crash_tells_nothing_of_the_inside(graph_url: str, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Settings.from_environment(store=graph_url))

    @app.get("/crash")
    def crash() -> None:
        raise RuntimeError("secret of the inside")

    with TestClient(app, raise_server_exceptions=False) as client, caplog.at_level(logging.CRITICAL):
        answer = client.get("/crash")
    problem(answer, 500)
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
