"""Any order, any re-reading and any detour give the same graph."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.entities import Identity
from graph.errors import NotFoundError
from graph.model import Address, Article, Reading
from graph.store import Store
from tests.engines import Engine
from tests.graph.random_readings import small_readings

Known = tuple[Reading, dict[str, Identity]]
MakeStore = Callable[[], Store]


def checksum(store: Store, known: list[Known]) -> str:
    for reading, identities in known:
        store.write(reading, identities)
    return store.checksum()


def test_shuffled_articles_give_the_same_graph(own_articles: list[Known], new_store: MakeStore) -> None:
    assert len(own_articles) >= 40
    expected = checksum(new_store(), own_articles)
    for seed in range(3):
        shuffled = random.Random(seed).sample(own_articles, len(own_articles))
        assert checksum(new_store(), shuffled) == expected
    assert checksum(new_store(), own_articles[:-1]) != expected


def test_shuffled_seeds_give_the_same_graph(seed_articles: list[Known], new_store: MakeStore) -> None:
    assert checksum(new_store(), seed_articles) == checksum(new_store(), seed_articles[::-1])


def test_deleting_what_was_added_leaves_nothing(own_articles: list[Known], empty: Store) -> None:
    before = empty.checksum()
    checksum(empty, own_articles)
    for reading, _ in random.Random(1).sample(own_articles, len(own_articles)):
        empty.delete_article(reading.article.id)
    assert empty.checksum() == before
    assert not any(empty.stats().entities.values())


def test_reading_again_with_another_version_replaces(own_articles: list[Known], new_store: MakeStore) -> None:
    expected = checksum(new_store(), own_articles)
    twice = new_store()
    older = [(replace(r, extractor="older", claims=r.claims[1:], mentions=r.mentions), i) for r, i in own_articles]
    checksum(twice, older)
    assert checksum(twice, own_articles) == expected


def test_cities_may_be_loaded_last(own_articles: list[Known], new_store: MakeStore, engine: Engine) -> None:
    from ingest.gazetteers.regions import regions

    expected = checksum(new_store(), own_articles)
    late = engine.bare()
    checksum(late, own_articles)
    late.load_cities(regions().all())
    assert late.checksum() == expected
    assert engine.orphans(late) == []


def one_place_each(known: list[Known]) -> list[Known]:
    """Return the readings with an address for each; the same text with the same date always reads the same."""
    kept: dict[Address, Known] = {}
    read: dict[tuple[str, str | None], Known] = {}
    for reading, identities in known:
        article = reading.article
        said, meant = read.setdefault((article.id, article.published), (reading, identities))
        address = Address(f"file:///{article.id}/{article.address.name}", article.address.name)
        kept[address] = replace(said, article=replace(article, address=address), extractor="1"), meant
    return list(kept.values())


SLOW = settings(max_examples=60, deadline=None)


def dump(engine: Engine, known: list[Known]) -> str:
    found = checksum(engine.bare(), known)
    engine.close()
    return found


@SLOW
@given(st.lists(small_readings(), max_size=8), st.randoms())
def test_any_order_of_any_readings(engine: Engine, known: list[Known], rng: random.Random) -> None:
    known = one_place_each(known)
    assert dump(engine, rng.sample(known, len(known))) == dump(engine, known)


def read_alike(known: list[Known]) -> list[Known]:
    """Return the readings so that a version always reads the same text with the same date the same."""
    read: dict[tuple[str, str | None, str], Known] = {}
    alike = []
    for reading, identities in known:
        article, version = reading.article, reading.extractor
        said, meant = read.setdefault((article.id, article.published, version), (reading, identities))
        alike.append((replace(said, article=article), meant))
    return alike


@SLOW
@given(st.lists(small_readings(), max_size=8))
def test_any_history_leaves_what_was_written_last(engine: Engine, known: list[Known]) -> None:
    """Read, read again with other versions, move addresses, delete: no orphan, and the same as written afresh."""
    last = {reading.article.address: (replace(reading, extractor="1"), identities) for reading, identities in known}
    alike = read_alike([*known, *last.values()])
    known, final = alike[: len(known)], alike[len(known) :]
    expected, nothing = dump(engine, final), dump(engine, [])
    store = engine.bare()
    for reading, identities in known:
        store.write(reading, identities)
    assert engine.orphans(store) == []
    for reading, identities in (*final, *final):
        if store.recognise(reading.article, reading.extractor) is None:
            store.write(reading, identities)
    assert engine.orphans(store) == []
    assert store.checksum() == expected
    for article in {reading.article.id for reading, _ in known}:
        with contextlib.suppress(NotFoundError):
            store.delete_article(article)
    assert engine.orphans(store) == []
    assert store.checksum() == nothing
    engine.close()


@SLOW
@given(st.lists(small_readings(), max_size=8), st.integers(1, 8))
def test_writing_many_at_once_is_writing_one_after_another(engine: Engine, known: list[Known], size: int) -> None:
    one = engine.bare()
    written = [one.write(reading, identities) for reading, identities in known]
    expected = one.checksum()
    many = engine.bare()
    batches = [known[start : start + size] for start in range(0, len(known), size)]
    assert [found for batch in batches for found in many.write_all(batch)] == written
    assert many.checksum() == expected
    assert engine.orphans(many) == []
    engine.close()


def test_the_readings_above_can_differ(own_articles: list[Known], engine: Engine) -> None:
    """The properties would hold for a checksum that says nothing: this one does."""
    seen = {dump(engine, [known]) for known in own_articles}
    assert len(seen) == len(own_articles)


@pytest.mark.parametrize("reverse", [False, True])
def test_the_same_article_at_two_addresses_keeps_the_text_with_a_date(reverse: bool, empty: Store) -> None:
    body = "肇庆与西安签约。"
    dated = Article(f"首页\n{body}", ((3, 3 + len(body)),), "题", None, "2024-01-02", Address("file:///z", "z"))
    bare = Article(body, ((0, len(body)),), None, None, None, Address("file:///a", "a"))
    assert dated.id == bare.id
    both = [Reading(article, (), (), "1") for article in (dated, bare)]
    what = [empty.write(reading, {}).what for reading in (both[::-1] if reverse else both)]
    kept = empty.article(dated.id)
    assert (kept.ref.published, kept.text, kept.ref.names) == ("2024-01-02", dated.text, ("a", "z"))
    assert what == (["added", "replaced"] if reverse else ["added", "address"])


def at(place: str, published: str | None = None, body: str = "肇庆与西安签约。", title: str | None = None) -> Reading:
    """Return the reading of a text that begins with its date where it has one."""
    head = f"{published}\n" if published else ""
    address = Address(f"file:///{place}", place)
    article = Article(head + body, ((len(head), len(head + body)),), title, None, published, address, place)
    return Reading(article, (), (), "1")


OTHER = "肇庆与广州签约。"


@pytest.mark.parametrize(
    ("before", "after", "passes"),
    [
        # The address whose text was kept moves on to another text, before the one that stays is looked at, or after.
        ([at("a"), at("b")], [at("a", body=OTHER), at("b")], 1),
        ([at("a"), at("z", "2024-01-02")], [at("a"), at("z", body=OTHER)], 2),
        ([at("a", "2024-01-02"), at("b"), at("c")], [at("a", body=OTHER), at("b"), at("c")], 1),
        # A known address comes to be the preferred one, the text being the same.
        ([at("a"), at("b", "2024-01-02")], [at("a", "2024-01-02"), at("b", "2024-01-02")], 1),
    ],
)
def test_an_address_that_changes_its_text_leaves_no_trace(
    before: list[Reading], after: list[Reading], passes: int, new_store: MakeStore
) -> None:
    def ingest(store: Store, readings: list[Reading]) -> str:
        return checksum(store, [(reading, {}) for reading in readings])

    expected = ingest(new_store(), after)
    store = new_store()
    ingest(store, before)
    for _ in range(passes):
        found = ingest(store, after)
    assert found == expected
    version = store.version()
    for reading in after:
        written = store.recognise(reading.article, "1")
        assert written is not None and written.what == "unchanged"
    assert store.version() == version, "a further pass writes nothing"
