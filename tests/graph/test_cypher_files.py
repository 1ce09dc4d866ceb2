"""The Cypher files themselves: what their headers say, what Neo4j's own checker finds, and how the server goes about
them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cypher
import graph.neo4j
from graph.neo4j.queries import query, schema
from graph.ontology import ClaimType, EntityType
from tests.engines import Neo4jEngine
from tests.graph.random_readings import Known

FOLDER = Path(cypher.__file__).parent
FILES = sorted(FOLDER.rglob("*.cypher"))
NAMES = [path.stem for path in sorted(FOLDER.glob("*.cypher"))]
CHECKER = "@neo4j-cypher/language-support@2.0.0-next.38"

# These answer about everything there is.
WHOLE = {"match", "claims", "all_keys", "remove_cities", "stats_claims"}
SCANS = re.compile(r"AllNodesScan|NodeByLabelScan|RelationshipTypes?Scan|RelationshipTypesScan|AllRelationshipsScan")


def parameters(text: str) -> set[str]:
    """Return the parameters that a file's header names."""
    header = "".join(line for line in text.splitlines(keepends=True) if line.startswith("//"))
    described = header.split("// Parameters:")
    return set(re.findall(r"\$(\w+)", described[1].split("// Returns")[0])) if len(described) > 1 else set()


def code(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("//"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_file_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("// Purpose: ")
    used = set(re.findall(r"\$(\w+)", code(text)))
    if path.parent != FOLDER:
        assert not used and path.stem in code(text).split()
        return
    assert "\n// Parameters:" in text
    assert used <= parameters(text) and (path.stem in {"match", "claims"} or used == parameters(text))
    if re.search(r"\n(?:RETURN|SHOW)\b", code(text)):
        assert "\n// Returns: " in text


@pytest.mark.parametrize("name", NAMES)
def test_every_query_is_used(name: str) -> None:
    used = "\n".join(path.read_text("utf-8") for path in Path(graph.neo4j.__file__).parent.glob("*.py"))
    patterns = {"dump_": 'f"dump_{part}"', "remove_": 'f"remove_{what}"'}
    assert f'"{name}"' in used or any(name.startswith(start) and text in used for start, text in patterns.items())


def test_the_filter_is_the_same_wherever_it_stands() -> None:
    heads = {code(query(name)).split("WITH c, startNode")[0] for name in ("match", "claims")}
    filters = {query(name).split("// filter\n")[1].split("// end of filter")[0] for name in ("match", "claims")}
    assert len(heads) == len(filters) == 1


def test_types_and_labels_are_those_of_the_ontology() -> None:
    """Whatever is written out for one type is written out for every other."""
    ours = {"Graph", "Article", "Address", "Entity", *EntityType}
    tied = {"MENTIONS", "KEEPS", "FOUND_AT", "LOCATED_IN", "PART_OF", *ClaimType}
    for path in FILES:
        text = re.sub(r"'[^']*'", "", code(path.read_text("utf-8")))
        types = {t for group in re.findall(r"\[\w*:([\w|]+)", text) for t in group.split("|")}
        labels = set(re.findall(r"(?<![\[\w]):([A-Z]\w+)", re.sub(r"\[\w*:[\w|]+", "", text)))
        assert types <= tied and labels <= ours, path.name
        if types & set(ClaimType) and path.parent == FOLDER:
            assert types >= set(ClaimType), path.name
        if labels & set(EntityType) - {EntityType.CITY}:
            assert labels >= set(EntityType), path.name
    for kind in ClaimType:
        assert {f"{kind.lower()}_since", f"{kind.lower()}_article"} <= set(schema())


@pytest.fixture(scope="module")
def checker() -> Path:
    """Return the folder of the checker, which npm fetches the first time into the user's cache folder."""
    if shutil.which("node") is None:
        pytest.skip("Node is missing, on which Neo4j's checker runs; on Debian: apt-get install nodejs npm")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "qianyue"
    folder = cache / CHECKER.replace("/", "-")
    if not (folder / "node_modules" / CHECKER.rpartition("@")[0] / "package.json").is_file():
        if shutil.which("npm") is None:
            pytest.skip("npm is missing, which fetches Neo4j's checker; on Debian: apt-get install npm")
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(folder), "--no-save", "--no-package-lock", "--silent", CHECKER]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder


def lint(checker: Path, queries: list[dict[str, Any]]) -> list[dict[str, str]]:
    done = subprocess.run(
        ["node", str(Path(__file__).parents[1] / "tools" / "lint_cypher.mjs"), str(checker)],
        input=json.dumps(queries).encode("utf-8"),
        capture_output=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8")
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


@pytest.mark.neo4j
def test_neo4j_s_own_checker_finds_nothing(checker: Path) -> None:
    queries = []
    for path in FILES:
        text = path.read_text("utf-8")
        queries.append({"name": path.stem, "text": text, "parameters": dict.fromkeys(parameters(text), 1)})
    assert lint(checker, queries) == []


@pytest.mark.neo4j
def test_the_checker_would_find_faults(checker: Path) -> None:
    faulty = ["MATCH (n RETURN n", "MATCH (n:Entity) RETURN m", "MATCH (n:Entity {id: $id}) RETURN n.id AS id"]
    found = lint(checker, [{"name": text, "text": text, "parameters": {}} for text in faulty])
    assert {fault["name"] for fault in found} == set(faulty)


@pytest.fixture(scope="module")
def filled(neo4j_engine: Neo4jEngine, own_articles: list[Known]) -> Neo4jEngine:
    """Return the engine with enough in it for the planner to choose as it would."""
    neo4j_engine.empty().write_all(own_articles)
    return neo4j_engine


def operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield plan["operatorType"].split("@")[0], plan["args"].get("Details", "")
    for child in plan.get("children", []):
        yield from operators(child)


def steps(engine: Neo4jEngine, text: str) -> list[tuple[str, str]]:
    plan = engine.driver.execute_query(f"EXPLAIN {text}", database_="neo4j").summary.plan
    assert plan is not None
    return list(operators(plan))


@pytest.mark.neo4j
@pytest.mark.parametrize("name", [name for name in NAMES if name != "schema_names"])
def test_no_query_multiplies_or_reads_everything(name: str, filled: Neo4jEngine) -> None:
    for operator, details in steps(filled, query(name)):
        assert "CartesianProduct" not in operator, details
        if name not in WHOLE and not name.startswith("dump_"):
            assert not SCANS.search(operator), (operator, details)


@pytest.mark.neo4j
def test_a_plan_would_tell(filled: Neo4jEngine) -> None:
    found = [operator for operator, _ in steps(filled, "MATCH (a:Article), (d:Address) RETURN a.id, d.uri")]
    assert any("CartesianProduct" in operator for operator in found) and any(map(SCANS.search, found))


@pytest.mark.neo4j
@pytest.mark.parametrize("name", ["match", "claims"])
def test_a_filter_begins_at_its_narrowest(name: str, filled: Neo4jEngine) -> None:
    found = steps(filled, query(name))
    for operator, what in (
        ("NodeUniqueIndexSeek", "e:Entity(id)"),
        *(("NodeIndexSeek", f"e:Entity({level})") for level in ("province", "prefecture", "county")),
        *(("DirectedRelationshipIndexSeek", f"[c:{kind}(article)]") for kind in ClaimType),
    ):
        assert any(operator in step and what in details for step, details in found), (operator, what, found)


@pytest.mark.neo4j
def test_the_newest_come_from_an_index_in_their_order(filled: Neo4jEngine) -> None:
    found = steps(filled, query("newest"))
    for kind in ClaimType:
        assert any("RelationshipIndex" in step and f"[c:{kind}(since)]" in details for step, details in found), found
    assert any("Partial" in step for step, _ in found), "what the index has in order is not ordered again"
