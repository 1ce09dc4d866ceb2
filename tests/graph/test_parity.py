"""Both engines answer the same, order included, whatever was written and whatever is asked."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import methodcaller
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.answers import ClaimFilter
from graph.errors import QianyueError
from graph.model import Mention
from graph.ontology import ClaimType, EntityType, Level, Status
from graph.store import Store
from tests.engines import Engine, Neo4jEngine, SqliteEngine
from tests.graph.random_readings import CITIES, Known, small_readings

# Hundreds of questions are asked of each example.
pytestmark = [pytest.mark.neo4j, pytest.mark.timeout(1200)]

Question = Callable[[Store], Any]
CODES = (*CITIES, "610000", "440000", "999999")
LETTERS = "海天蓝西安市㐀〇々ー한𠀀a1A％+-*\"'\\/~:&|!(){}^ \u0301\ufe00\u202e\0🏭é"


def ask(method: str, *given: Any, **named: Any) -> Question:
    return methodcaller(method, *given, **named)


def answer(store: Store, question: Question) -> Any:
    """Return what a store answers, or how it refuses."""
    try:
        return question(store)
    except QianyueError as error:
        return type(error), str(error)


@st.composite
def histories(draw: st.DrawFn) -> list[Known]:
    """Return readings with names of all kinds, several of which are in each other."""
    letters = st.text(st.sampled_from(LETTERS), min_size=1, max_size=4)
    names = draw(st.lists(letters, min_size=1, max_size=5))
    known = []
    for reading, identities in draw(st.lists(small_readings(), max_size=7)):

        def named(mention: Mention) -> Mention:
            if mention.type is EntityType.CITY or draw(st.booleans()):
                return mention
            one, other = draw(st.sampled_from(names)), draw(st.sampled_from(names))
            return replace(mention, name=one + other, aliases=(other,))

        known.append((replace(reading, mentions=tuple(map(named, reading.mentions))), identities))
    return known


def filters(pick: random.Random, ids: list[str], articles: list[str]) -> Iterator[ClaimFilter]:
    """Give filters, each of a few conditions."""
    conditions: dict[str, list[Any]] = {
        "types": [frozenset({ClaimType.SIGNED}), frozenset({ClaimType.FUNDED, ClaimType.VISITED})],
        "statuses": [frozenset({Status.DONE})],
        "source": ids,
        "target": ids,
        "entity": ids,
        "city": list(CODES),
        "since": ["2023", "2023-04-05", "2024"],
        "until": ["2023", "2023-04", "2023-04-05"],
        "min_amount": [5, 6],
        "max_amount": [5, 6],
        "currency": ["CNY", "USD"],
        "min_confidence": [0.5],
        "article": articles,
    }
    usable = {name: values for name, values in conditions.items() if values}
    yield ClaimFilter()
    for name, values in usable.items():
        yield ClaimFilter(**{name: pick.choice(values)})
    for _ in range(8):
        chosen = pick.sample(sorted(usable), 2)
        yield ClaimFilter(**{name: pick.choice(usable[name]) for name in chosen})


def questions(pick: random.Random, store: Store, known: list[Known]) -> Iterator[Question]:
    """Give questions about all that was written, and about what was not."""
    articles = sorted({reading.article.id for reading, _ in known})
    mentions = sorted({mention for reading, _ in known for mention in reading.mention_ids().values()})
    names = sorted({name for reading, _ in known for m in reading.mentions for name in (m.name, *m.aliases)})
    ids = sorted({entity.id for name in names for entity in store.search(name, limit=50).results})
    page = {"limit": pick.randint(1, 4), "offset": pick.randint(0, 3)}
    yield ask("stats")
    yield ask("checksum")
    for article in (*articles, "none"):
        yield ask("article", article)
    for mention in (*mentions, "none"):
        yield ask("entity", mention)
    for name in names:
        start = pick.randrange(len(name))
        part = name[start : start + pick.randint(1, 3)]
        types = frozenset(pick.sample(sorted(EntityType), pick.choice((0, 0, 2))))
        yield ask("search", name)
        yield ask("search", part, types)
        yield ask("search", part, **page)
        yield ask("city", part)
    for entity in ids:
        yield ask("articles", entity)
        yield ask("articles", entity, **page)
        yield ask("neighbourhood", entity, depth=pick.randint(1, 3), limit=pick.randint(1, 6))
    wheres = list(filters(pick, ids, articles))
    for where in wheres:
        yield ask("claims", where)
        yield ask("claims", where, **page)
    for _ in range(8):
        one, other = pick.sample(CODES, 2)
        level, where = pick.choice(list(Level)), pick.choice((ClaimFilter(), pick.choice(wheres)))
        yield ask("links", one, level, where)
        yield ask("links_between", one, other, level, where)


@settings(max_examples=10, deadline=None)
@given(known=histories(), pick=st.randoms(use_true_random=False), gone=st.integers(0, 3))
def test_both_engines_answer_alike(
    sqlite_engine: SqliteEngine, neo4j_engine: Neo4jEngine, known: list[Known], pick: random.Random, gone: int
) -> None:
    engines: list[Engine] = [sqlite_engine, neo4j_engine]
    one, other = (engine.empty() for engine in engines)
    before = other.version() - one.version()
    for reading, identities in known:
        assert one.write(reading, identities) == other.write(reading, identities)
    for reading, _ in known[:gone]:
        delete = ask("delete_article", reading.article.id)
        assert answer(one, delete) == answer(other, delete)
    for question in questions(pick, one, known):
        assert answer(one, question) == answer(other, question), question
    assert other.version() - one.version() == before, "both count every change"
    for engine in engines:
        engine.close()


def test_both_engines_answer_alike_of_whole_articles(
    sqlite_engine: SqliteEngine, neo4j_engine: Neo4jEngine, own_articles: list[Known]
) -> None:
    one, other = sqlite_engine.empty(), neo4j_engine.empty()
    assert one.write_all(own_articles) == other.write_all(own_articles)
    about = [ask("links", code, level) for code in ("610100", "441200", "320205", "440000") for level in Level]
    for question in (*questions(random.Random(3), one, own_articles[:10]), *about):
        assert answer(one, question) == answer(other, question), question
    sqlite_engine.close()
    neo4j_engine.close()
