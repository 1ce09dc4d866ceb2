from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.problems import KINDS
from api.security import HEADERS
from api.settings import Settings
from tests.handmade import readings


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return create_app(Settings()).openapi()


def operations(described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(path, operation) for path, methods in described["paths"].items() for operation in methods.values()]


def test_every_endpoint_is_described(described: dict[str, Any]) -> None:
    assert len(operations(described)) == 11
    for path, operation in operations(described):
        assert path.startswith("/api/v1/")
        assert operation["summary"] and operation["description"] and operation["tags"]
        assert operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (path, parameter["name"])
            assert parameter["schema"]["examples"], (path, parameter["name"])
            assert "For example `" in parameter["description"]
            assert "anyOf" not in parameter["schema"]


def test_names_are_fit_for_generators(described: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, operation in operations(described)]
    assert len(set(ids)) == len(ids)
    names = [*ids, *described["components"]["schemas"]]
    assert all(re.fullmatch(r"[A-Za-z]+(_[a-z]+)*", name) for name in names), names
    assert {tag["name"] for tag in described["tags"]} == {
        tag for _, operation in operations(described) for tag in operation["tags"]
    }


def test_problems_are_described_as_they_are_sent(described: dict[str, Any]) -> None:
    for _, operation in operations(described):
        for status, answer in operation["responses"].items():
            if status != "200":
                assert list(answer["content"]) == ["application/problem+json"]
                assert answer["content"]["application/problem+json"]["schema"]["$ref"].endswith("/Problem")
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_examples_can_be_asked(client: TestClient, described: dict[str, Any]) -> None:
    article = readings()[0][0].article.id
    for path, operation in operations(described):
        wanted = path
        required, optional = {}, []
        for parameter in operation.get("parameters", []):
            name, examples = parameter["name"], parameter["schema"]["examples"]
            # An article's id follows from its text, so that none can be named beforehand.
            values = [article] if name in {"article_id", "article"} else examples
            if parameter["in"] == "path":
                wanted = wanted.replace(f"{{{name}}}", quote(values[0]))
            elif parameter["required"]:
                required[name] = values[0]
            else:
                optional += [(name, value) for value in values]
        for more in [{}, *({name: value} for name, value in optional)]:
            answer = client.get(wanted, params={**required, **more})
            assert answer.status_code == 200, (wanted, more, answer.text)


def test_the_reference_asks_nobody_else(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    wanted = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(wanted) >= 4
    for address in wanted:
        assert address.startswith(("/", "data:")) and not address.startswith("//")
        if address.startswith("/"):
            assert client.get(address).status_code == 200, address
    assert not re.search(r"<script(?![^>]*src=)[^>]*>", page.text)
    assert "https://" not in client.get("/docs/start.js").text


def test_every_kind_of_problem_is_explained(client: TestClient) -> None:
    page = client.get("/docs/problems").text
    for kind in KINDS:
        assert f'id="{kind.name}"' in page and kind.meaning in page


PATHS = ["/api/v1/stats", "/api/v1/nothing", "/docs", "/openapi.json", "/docs/assets/swagger-ui.css"]


@pytest.mark.parametrize("path", PATHS)
def test_headers_keep_foreign_things_out(client: TestClient, path: str) -> None:
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_long_answers_are_packed(client: TestClient) -> None:
    answer = client.get("/openapi.json", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/openapi.json", headers={"accept-encoding": "identity"}).headers


def test_head_is_get_without_a_body(graph_url: str) -> None:
    app = create_app(Settings.from_environment(store=graph_url))
    with TestClient(app) as client:
        for path, status in (("/api/v1/stats", 200), ("/api/v1/cities/x", 404), ("/docs", 200)):
            head, get = client.head(path), client.get(path)
            assert head.status_code == get.status_code == status
            assert head.headers == get.headers
