"""The query files of `cypher/`: each says in its header what it is for, what it takes and what it returns."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import LiteralString


@cache
def query(name: str) -> LiteralString:
    """Return the text of `cypher/NAME.cypher`."""
    return _text(f"{name}.cypher")


@cache
def schema() -> dict[str, LiteralString]:
    """Return the statements that make constraints and indexes, by the name of what they make; constraints come first.

    A constraint brings an index of its own name.
    """
    folder = files("cypher").joinpath("schema")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".cypher"))
    made = {name.removesuffix(".cypher"): _text("schema", name) for name in names}
    return dict(sorted(made.items(), key=lambda item: "CREATE CONSTRAINT" not in item[1]))


def _text(*path: str) -> LiteralString:
    # What stands in our own files is as good as what stands in our own code.
    return files("cypher").joinpath(*path).read_text("utf-8")
