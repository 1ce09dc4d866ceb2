"""The query files themselves: what their headers say, and how SQLite goes about them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import graph.sqlite
from graph.answers import ANY_CLAIM
from graph.entities import Identity
from graph.model import Reading as Read
from graph.reading import match_values
from graph.sqlite.engine import SqliteStore
from graph.sqlite.queries import query
from graph.sqlite.reader import SqliteReader, as_given

Known = tuple[Read, dict[str, Identity]]

FOLDER = Path(graph.sqlite.__file__).parent
FILES = sorted((FOLDER / "queries").glob("*.sql"))
NAMES = [path.stem for path in FILES]

# These answer about everything there is.
WHOLE = {"match", "claims", "search_character", "remove_cities", "all_keys"}


def header(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.startswith("--"))


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_query_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    said = header(text)
    assert said.startswith("-- Purpose: ")
    assert "\n-- Parameters:" in said
    body = "\n".join(line.split("--")[0] for line in text.splitlines())
    used = set(re.findall(r":([a-z_]+)", re.sub(r"'[^']*'", "", body)))
    named = set(re.findall(r":([a-z_]+)", said.split("-- Parameters:")[1].split("-- Returns")[0]))
    if path.stem not in {"match", "claims"}:
        assert used == named
    assert used <= named
    if body.lstrip().startswith(("SELECT", "WITH")) or "RETURNING" in body:
        assert "\n-- Returns: " in said


@pytest.mark.parametrize("name", NAMES)
def test_every_query_is_used(name: str) -> None:
    code = "\n".join(path.read_text("utf-8") for path in FOLDER.glob("*.py"))
    patterns = {"dump_": 'f"dump_{part}"', "remove_": 'f"remove_{what}"'}
    assert f'"{name}"' in code or any(name.startswith(start) and text in code for start, text in patterns.items())


def test_the_filter_is_the_same_wherever_it_stands() -> None:
    filters = {query(name).split("-- filter\n")[1].split("-- end of filter")[0] for name in ("match", "claims")}
    assert len(filters) == 1
    candidates = {query(name).split("WITH candidate")[1].split("\n)\n")[0] for name in ("match", "claims")}
    assert len(candidates) == 1


def plan(store: SqliteStore, name: str, values: dict[str, Any]) -> list[str]:
    with store._connections.reading() as connection:
        return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query(name)}", values)]


@pytest.mark.parametrize("name", [n for n in NAMES if not n.startswith(("dump_", "stats_", "add_")) and n not in WHOLE])
def test_no_query_reads_a_whole_table(name: str, empty_file: SqliteStore) -> None:
    values = dict.fromkeys(re.findall(r":([a-z_]+)", query(name)), "[]")
    for step in plan(empty_file, name, values):
        whole = re.match(r"SCAN (\w+)\b(?! VIRTUAL)", step)
        allowed = {"found", "CONSTANT"}
        if name in {"newest", "count_edges", "count_articles"}:
            assert "COVERING INDEX" in step or "USING INDEX" in step
        elif whole and whole[1] not in allowed:
            pytest.fail(f"{name}: {step}")


@pytest.mark.parametrize("name", ["match", "claims"])
def test_a_filter_begins_at_its_narrowest(name: str, empty_file: SqliteStore) -> None:
    with empty_file._connections.reading() as connection:
        values = as_given(match_values(SqliteReader(connection), ANY_CLAIM))
    steps = plan(empty_file, name, {**values, "limit": 1, "offset": 0})
    for start in (
        r"SEARCH edge USING (COVERING )?INDEX edge_source \(source=\?\)",
        r"SEARCH edge USING (COVERING )?INDEX edge_target \(target=\?\)",
        r"SEARCH reach USING (COVERING )?PRIMARY KEY \(code=\?\)|SEARCH reach USING PRIMARY KEY \(code=\?\)",
        r"SEARCH edge USING (COVERING )?INDEX edge_article \(article=\?\)",
        r"SEARCH e USING INTEGER PRIMARY KEY",
    ):
        assert any(re.match(start, step) for step in steps), (start, steps)


def test_nothing_is_evaluated_for_another_drive(own_articles: list[Known], empty_file: SqliteStore) -> None:
    """With a city as its beginning a filter does not read the table of claims."""
    for reading, identities in own_articles:
        empty_file.write(reading, identities)

    def steps(drive: str) -> int:
        taken = 0

        def step() -> int:
            nonlocal taken
            taken += 1
            return 0

        with empty_file._connections.reading() as connection:
            values = {**match_values(SqliteReader(connection), ANY_CLAIM), "drive": drive, "scope": "540000"}
            connection.set_progress_handler(step, 1)
            connection.execute(query("match"), as_given(values)).fetchall()
            connection.set_progress_handler(None, 1)
        return taken

    assert steps("city") < 400 < 4000 < steps("all")
