"""Who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = {"graph", "ingest", "viz", "api", "cypher", "cli", "tests"}
MAY_IMPORT: dict[str, set[str]] = {
    "cypher": set(),
    "graph": set(),
    "ingest": {"graph"},
    "viz": {"graph"},
    "api": {"graph", "ingest", "viz"},
}
NEVER: dict[str, set[str]] = {
    "graph": {"spacy", "fastapi", "pyvis", "starlette", "uvicorn"},
    "viz": {"spacy", "fastapi", "starlette"},
    "ingest": {"fastapi", "pyvis", "starlette"},
}


def imports(path: Path) -> set[str]:
    """Return the top-level names that a module imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_rooms_import_only_what_they_may(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        names = imports(path)
        assert names & ROOMS <= MAY_IMPORT[room] | {room}, path
        assert not names & NEVER.get(room, set()), path


def test_modules_are_read_in_one_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in ROOT.rglob("*.py")
        if not {".venv", "build"} & set(path.relative_to(ROOT).parts)
        and (lines := len(path.read_text("utf-8").splitlines())) > 500
    }
    assert not long
