"""The server: away, back again, killed while it is written to, refusing, late, or full of other things."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import cli
from api.app import create_app
from api.settings import Settings
from graph.errors import QueryTimeoutError, StoreError, StoreUnavailableError
from graph.neo4j.engine import Neo4jStore
from graph.neo4j.queries import schema
from graph.store import Access, open_store
from tests.engines import Neo4jEngine, open_url
from tests.graph.drafts import XIAN, Draft, deal
from tests.tools.neo4j_server import Neo4jServer

ROOT = Path(__file__).parents[2]
# Some start a server several times.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def nowhere() -> str:
    """Return the URL of a server that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"neo4j://127.0.0.1:{taken.getsockname()[1]}"


def test_a_store_opens_while_its_server_is_away_and_says_so(nowhere: str) -> None:
    with open_store(nowhere, access=Access("neo4j", "geheim-123")) as store:
        for ask in (store.stats, lambda: store.load_cities([]), lambda: store.search("西安")):
            with pytest.raises(StoreUnavailableError, match="does not answer: start it") as caught:
                ask()
            assert nowhere in str(caught.value) and "geheim" not in str(caught.value)
    with pytest.raises(StoreError, match="closed"):
        store.stats()


def test_a_url_with_a_password_is_refused_unsaid() -> None:
    with pytest.raises(StoreError, match="by their own settings") as caught:
        open_store("neo4j://neo4j:geheim@127.0.0.1:7687")
    assert "geheim" not in str(caught.value)
    for access in (Access("neo4j", "geheim"), Settings(store_password="geheim")):
        assert "geheim" not in repr(access)


@pytest.mark.parametrize(
    "url", ["neo4j://127.0.0.1:port", "neo4j://127.0.0.1:99999", "neo4j+x://127.0.0.1", "bolt+s://a?b=c"]
)
def test_a_url_that_cannot_be_is_refused(url: str) -> None:
    with pytest.raises(StoreError):
        open_store(url)


def test_many_questions_at_once_are_told_that_the_server_is_away(nowhere: str) -> None:
    said: list[str] = []

    def ask() -> None:
        try:
            store.stats()
        except StoreUnavailableError as error:
            said.append(str(error))

    with open_store(nowhere) as store:
        threads = [threading.Thread(target=ask) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(said) == 20 and len(set(said)) == 1


def test_a_command_says_that_the_server_is_away(nowhere: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["stats"], ["ingest", "--samples"]):
        assert cli.main([*command, "--store", nowhere]) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"qianyue: the Neo4j server {nowhere} does not answer") and said.count("\n") == 1


def test_the_command_serves_while_the_server_is_away(nowhere: str, tmp_path: Path) -> None:
    with (tmp_path / "err").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "cli", "serve", "--port", "0", "--store", nowhere],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
    assert process.stdout
    try:
        said = process.stdout.readline().decode("utf-8")
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, said
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{found.group()}/api/v1/stats", timeout=60)
        assert caught.value.code == 503 and caught.value.headers["Retry-After"] == "5"
        caught.value.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    logged = (tmp_path / "err").read_text(encoding="utf-8")
    assert "does not answer" in logged and "Traceback" not in logged


@pytest.mark.neo4j
def test_a_wrong_password_is_said(neo4j_engine: Neo4jEngine) -> None:
    with (
        open_store(neo4j_engine.url, access=Access("nobody", "geheim-123")) as store,
        pytest.raises(StoreError, match="QIANYUE_STORE_PASSWORD") as caught,
    ):
        store.stats()
    assert not isinstance(caught.value, StoreUnavailableError) and "geheim" not in str(caught.value)


@pytest.mark.neo4j
def test_a_database_that_does_not_exist_is_said(neo4j_engine: Neo4jEngine) -> None:
    access = Settings.from_environment(store_database="nonesuch").access
    with open_store(neo4j_engine.url, access=access) as store, pytest.raises(StoreError, match="refuses"):
        store.stats()


@pytest.mark.neo4j
def test_bolt_reaches_the_same_graph(neo4j_engine: Neo4jEngine) -> None:
    store = neo4j_engine.empty()
    deal(store)
    with open_url(neo4j_engine.url.replace("neo4j:", "bolt:")) as other:
        assert other.checksum() == store.checksum() and other.version() == store.version()


@pytest.mark.neo4j
def test_what_one_store_wrote_another_reads(neo4j_engine: Neo4jEngine) -> None:
    store = neo4j_engine.empty()
    with open_url(neo4j_engine.url) as other:
        for number in range(10):
            article = Draft(f"文{number}").into(store)
            assert store.article(article).ref.id == other.article(article).ref.id


@pytest.mark.neo4j
def test_another_program_s_data_are_refused_and_left_alone(neo4j_engine: Neo4jEngine) -> None:
    store = neo4j_engine.bare()
    neo4j_engine.run("CREATE (:Note {text: '别人的'})")
    with pytest.raises(StoreError, match="another program's data"):
        store.stats()
    assert [row["n"]["text"] for row in neo4j_engine.run("MATCH (n) RETURN n")] == ["别人的"]
    neo4j_engine.run("MATCH (n:Note) DELETE n")
    assert store.stats().articles == 0


@pytest.mark.neo4j
def test_another_version_of_the_schema_is_refused(neo4j_engine: Neo4jEngine) -> None:
    neo4j_engine.empty()
    neo4j_engine.run("MATCH (g:Graph) SET g.schema = 99")
    try:
        with open_url(neo4j_engine.url) as store, pytest.raises(StoreError, match="schema version 99, this is 1"):
            store.stats()
    finally:
        neo4j_engine.run("MATCH (g:Graph) SET g.schema = 1")


@pytest.mark.neo4j
def test_the_schema_is_made_again_where_it_is_missing(neo4j_engine: Neo4jEngine) -> None:
    store = neo4j_engine.empty()
    deal(store)
    neo4j_engine.run("DROP INDEX entity_pairs")
    neo4j_engine.run("DROP CONSTRAINT entity_id")
    with open_url(neo4j_engine.url) as again:
        assert [entity.name for entity in again.search("蓝桥").results] == ["蓝桥电池有限公司"]
    made = {row["name"]: row for row in neo4j_engine.run("SHOW INDEXES YIELD name, state, options")}
    assert set(schema()) <= set(made)
    assert made["entity_pairs"]["options"]["indexConfig"]["fulltext.analyzer"] == "cjk"
    assert {made[name]["state"] for name in schema()} == {"ONLINE"}


@pytest.mark.neo4j
def test_the_server_stops_what_takes_too_long(neo4j_engine: Neo4jEngine) -> None:
    access = Settings.from_environment().access
    neo4j_engine.empty()
    endless = "UNWIND range(1, 1000000000) AS n RETURN sum(n * n % 7) AS sum"
    with Neo4jStore(neo4j_engine.url, access, timeout=3) as store:
        store.load_cities([])
        with pytest.raises(QueryTimeoutError, match="longer than 3 s"):
            store._server.read(lambda transaction: list(transaction._transaction.run(endless)))
        assert store.stats().articles == 0


@pytest.fixture
def own_server(neo4j_engine: Neo4jEngine) -> Iterator[Neo4jServer]:
    """Return a server that may be killed; it runs again afterwards."""
    if neo4j_engine.server is None:
        pytest.skip("only a server that the tests started may be killed: leave QIANYUE_TEST_NEO4J unset")
    yield neo4j_engine.server
    if not neo4j_engine.server.running:
        neo4j_engine.server.start()


@pytest.mark.neo4j
def test_killed_while_written_to_it_loses_nothing_acknowledged(
    neo4j_engine: Neo4jEngine, own_server: Neo4jServer
) -> None:
    store = neo4j_engine.empty()
    acknowledged: list[str] = []
    faults: list[Exception] = []
    begun = threading.Event()

    def write(number: int) -> None:
        try:
            for step in range(10_000):
                draft = Draft(f"写者{number}之{step}")
                draft.city(XIAN, "西安市")
                acknowledged.append(draft.into(store))
                if len(acknowledged) >= 40:
                    begun.set()
        except StoreUnavailableError as error:
            faults.append(error)

    with TestClient(create_app(Settings.from_environment(store=neo4j_engine.url))) as client:
        threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        assert begun.wait(120)
        own_server.kill()
        for thread in threads:
            thread.join()
        assert len(faults) == 3, "no writer is told that it has written what is lost"
        answer = client.get("/api/v1/stats")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "does not answer" in answer.json()["detail"]
        own_server.start()
        found = client.get("/api/v1/stats")
        assert found.status_code == 200, "the application goes on by itself"
    kept = found.json()["articles"]
    assert len(acknowledged) <= kept <= len(acknowledged) + 3, "at most what was being written may be kept besides"
    for article in acknowledged:
        assert store.article(article).ref.id == article
    assert neo4j_engine.orphans(store) == []
    assert store.entity(f"city-{XIAN}").support == kept
    Draft("此后").into(store)
    assert store.stats().articles == kept + 1


@pytest.mark.neo4j
def test_an_application_that_starts_while_the_server_is_away(
    neo4j_engine: Neo4jEngine, own_server: Neo4jServer, caplog: pytest.LogCaptureFixture
) -> None:
    neo4j_engine.bare()
    own_server.kill()
    with TestClient(create_app(Settings.from_environment(store=neo4j_engine.url))) as client:
        assert "does not answer" in caplog.text
        assert client.get("/api/v1/cities/西安").status_code == 503
        own_server.start()
        assert client.get("/api/v1/cities/西安").json()["name"] == "西安市", (
            "divisions are loaded as soon as it is back"
        )


@pytest.mark.neo4j
def test_a_server_is_stopped_with_whoever_started_it(tmp_path: Path) -> None:
    """Even a process that is killed leaves no server."""
    script = "import time\nfrom tests.tools.neo4j_server import Neo4jServer\n"
    script += "server = Neo4jServer()\nprint(server._process.pid, flush=True)\ntime.sleep(600)\n"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    assert process.stdout
    try:
        number = int(process.stdout.readline() or 0)
        if not number:
            pytest.skip("no server can be assembled here")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    stopped = threading.Event()
    for _ in range(100):
        try:
            os.kill(number, 0)
            state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return
        if state == "Z":
            return
        stopped.wait(0.1)
    pytest.fail("the server still runs")
