"""What opens, what is refused, and what is said then."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.answers import ClaimFilter
from graph.errors import QueryTimeoutError, StoreError
from graph.model import Address, Article, Reading
from graph.sqlite import connection as connections
from graph.sqlite.engine import SqliteStore
from graph.store import open_store
from ingest.gazetteers.regions import regions


def article(text: str) -> Reading:
    return Reading(Article(text, ((0, len(text)),), address=Address(f"file:///{text}", "a.txt")), (), (), "1")


def test_a_store_is_chosen_by_its_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for url in ("sqlite:///graph.db", f"sqlite:///{tmp_path}/图谱 1.db", "sqlite:///:memory:"):
        with open_store(url) as store:
            assert store.stats().articles == 0
    assert {path.name for path in tmp_path.iterdir()} == {"graph.db", "图谱 1.db"}
    for url in ("mysql://host", "graph.db", ""):
        with pytest.raises(StoreError, match="no engine"):
            open_store(url)


def test_what_was_written_is_there_when_opened_again(tmp_path: Path) -> None:
    path = str(tmp_path / "graph.db")
    with SqliteStore(path) as store:
        store.load_cities(regions().all())
        store.write(article("文"), {})
        expected, version = store.checksum(), store.version()
    with SqliteStore(path) as store:
        store.load_cities(regions().all())
        assert (store.checksum(), store.version()) == (expected, version)


@pytest.mark.parametrize("made_by", ["text", "other program", "other application", "newer version"])
def test_a_file_that_is_not_ours_is_refused_and_left_alone(made_by: str, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    if made_by == "text":
        path.write_text("这不是数据库。" * 100, encoding="utf-8")
    elif made_by == "newer version":
        SqliteStore(str(path)).close()
        with sqlite3.connect(path) as other:
            other.execute("PRAGMA user_version = 99")
    else:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE note (text)" if made_by == "other program" else "PRAGMA application_id = 7")
    before = path.read_bytes()
    said = {"text": "no SQLite file", "newer version": "schema version 99"}.get(made_by, "another program")
    with pytest.raises(StoreError, match=rf"other\.db.*{said}") as caught:
        SqliteStore(str(path))
    assert str(tmp_path) not in str(caught.value), "a message names no folder of the machine"
    assert path.read_bytes() == before


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder does not exist"):
        SqliteStore(str(tmp_path / "none" / "graph.db"))
    with pytest.raises(StoreError, match="cannot be opened"):
        SqliteStore(str(tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError):
            SqliteStore(str(tmp_path / "graph.db"))
    finally:
        tmp_path.chmod(0o700)


def test_a_store_that_others_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    path = tmp_path / "graph.db"
    with SqliteStore(str(path)) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="wait and try again"):
            store.write(article("文"), {})
        assert store.stats().articles == 0, "reading goes on"
        other.execute("ROLLBACK")
        other.close()
        assert store.write(article("文"), {}).what == "added"


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    with SqliteStore(str(tmp_path / "graph.db")) as store:
        store.write(article("文"), {})
        before = store.checksum()
        with store._connections.reading() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
        store._connections._get().execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="disk is full"):
            store.write(article("长" * 100_000), {})
        assert store.checksum() == before
        store._connections._get().execute("PRAGMA max_page_count = 1000000")
        assert store.write(article("长" * 100_000), {}).what == "added"


def test_a_question_that_takes_too_long_is_stopped(loaded: bytes, tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    path.write_bytes(loaded)
    with SqliteStore(str(path), timeout=0.0) as store:
        with pytest.raises(QueryTimeoutError, match="longer than 0 s"):
            store.search("市")
        with pytest.raises(QueryTimeoutError):
            store.search("区")
        store.write(article("文"), {})
        assert store.checksum(), "what is no question has no bound"
    with SqliteStore(str(path), timeout=60) as store:
        assert store.search("市").total > 100
        assert store.claims(ClaimFilter(city="610100")).total == 0


WRITE = """
import sys
from graph.model import Address, Article, Reading
from graph.sqlite.engine import SqliteStore
with SqliteStore(sys.argv[1]) as store:
    for number in range(40):
        text = f"进程{sys.argv[2]}第{number}篇"
        article = Article(text, ((0, len(text)),), address=Address("file:///" + text, "a"))
        store.write(Reading(article, (), (), "1"), {})
"""


def test_several_processes_write_one_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    root = Path(__file__).parents[2]
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, str(path), str(number)], cwd=root) for number in range(3)]
    until = time.monotonic() + 60
    assert [writer.wait(until - time.monotonic()) for writer in writers] == [0, 0, 0]
    with SqliteStore(str(path)) as store:
        assert store.stats().articles == 120
