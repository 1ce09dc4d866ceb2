"""From files to the graph."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.answers import ClaimFilter
from graph.errors import StoreError
from graph.model import Article, Reading
from graph.ontology import Level
from graph.sqlite.engine import SqliteStore
from ingest.extraction.extractor import Extractor
from ingest.gazetteers.regions import regions
from ingest.jobs import Report, ingest

PACT = "2024年3月18日，肇庆市与西安市在肇庆签署战略合作框架协议。"
PLANT = "4月2日，无锡市锡山区人民政府与珠海蓝海湾电池有限公司签约，总投资15亿元的蓝海湾电池产业园项目落户锡山区。"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    store = SqliteStore(str(tmp_path / "graph.db"))
    store.load_cities(regions().all())
    return store


class Counted:
    """The extractor, with the number of articles that it read."""

    def __init__(self, extractor: Extractor, version: str | None = None) -> None:
        self._extractor = extractor
        self.version = version or extractor.version
        self.read_articles = 0

    def read(self, article: Article) -> Reading:
        self.read_articles += 1
        reading = self._extractor.read(article)
        return Reading(article, reading.mentions, reading.claims, self.version)


def lines(path: Path, *texts: str) -> Path:
    rows = [{"id": f"n{number}", "published": "2024-04-03", "text": text} for number, text in enumerate(texts)]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_articles_become_a_graph(store: SqliteStore, extractor: Extractor, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    lines(folder / "a.jsonl", PACT, PLANT)
    folder.joinpath("empty.txt").touch()
    folder.joinpath("b.txt").write_bytes(b"\x00\x01\xff" * 999)
    seen: list[int] = []
    report = ingest(store, [folder], extractor, lambda so_far: seen.append(so_far.articles))
    assert (report.added, report.articles, report.removed) == (2, 2, 0)
    assert sorted(fault.name for fault in report.unreadable) == ["b.txt", "empty.txt"]
    assert report.characters == len(PACT) + len(PLANT) and report.seconds > 0
    assert seen[-1] == 2 and len(seen) == 4
    assert store.claims(ClaimFilter(city="441200")).total >= 1
    assert [link.other.name for link in store.links("441200", Level.PREFECTURE).links.results] == ["西安市"]


def test_a_second_run_reads_nothing_and_adds_nothing(store: SqliteStore, extractor: Extractor, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", PACT, PLANT)
    counted = Counted(extractor)
    ingest(store, [path], counted)
    before, version = store.checksum(), store.version()
    report = ingest(store, [path], counted)
    assert (report.unchanged, report.articles, counted.read_articles) == (2, 2, 2)
    assert (store.checksum(), store.version()) == (before, version)


def test_the_same_article_elsewhere_gains_an_address(store: SqliteStore, extractor: Extractor, tmp_path: Path) -> None:
    counted = Counted(extractor)
    ingest(store, [lines(tmp_path / "a.jsonl", PACT)], counted)
    report = ingest(store, [lines(tmp_path / "b.jsonl", PACT)], counted)
    assert (report.addresses, report.added, counted.read_articles) == (1, 0, 1)
    assert store.stats().articles == 1
    article = store.claims().results[0].article
    assert article.names == ("a.jsonl", "b.jsonl")


def test_a_changed_file_replaces_what_it_said(store: SqliteStore, extractor: Extractor, tmp_path: Path) -> None:
    ingest(store, [lines(tmp_path / "a.jsonl", PACT)], extractor)
    report = ingest(store, [lines(tmp_path / "a.jsonl", PLANT)], extractor)
    assert (report.replaced, report.removed, store.stats().articles) == (1, 1, 1)
    assert store.claims(ClaimFilter(city="441200")).total == 0


def test_another_extractor_reads_again(store: SqliteStore, extractor: Extractor, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", PACT, PLANT)
    ingest(store, [path], Counted(extractor, "older"))
    counted = Counted(extractor)
    report = ingest(store, [path], counted)
    assert (report.replaced, report.removed, counted.read_articles) == (2, 0, 2)
    assert store.recognise(store_article(path), extractor.version) is not None


def store_article(path: Path) -> Article:
    from ingest.sources import read_paths

    found = next(iter(read_paths([path])))
    assert isinstance(found, Article)
    return found


def test_the_order_of_files_changes_nothing(extractor: Extractor, tmp_path: Path) -> None:
    paths = [lines(tmp_path / f"{name}.jsonl", *texts) for name, texts in (("a", (PACT, PLANT)), ("b", (PLANT,)))]
    sums = []
    for order in (paths, paths[::-1]):
        with SqliteStore(":memory:") as store:
            store.load_cities(regions().all())
            ingest(store, order, extractor)
            sums.append(store.checksum())
    assert sums[0] == sums[1]


def test_two_texts_of_one_url_are_kept_in_any_order(extractor: Extractor, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.jsonl", "b.jsonl", "c.jsonl")]
    for path, text in zip(paths, (PACT, PLANT, PACT), strict=True):
        row = {"id": "1", "url": "https://news.example.com/1", "text": text}
        path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    sums = []
    for order in ([paths], [paths[::-1]], [[path] for path in paths], [[path] for path in (*paths[::-1], *paths)]):
        with SqliteStore(":memory:") as store:
            store.load_cities(regions().all())
            for call in order:
                ingest(store, call, extractor)
            assert store.stats().articles == 2
            again = ingest(store, paths, extractor)
            assert (again.unchanged, again.articles) == (3, 3)
            sums.append(store.checksum())
    assert len(set(sums)) == 1


class Flawed(Counted):
    """The extractor, with a flaw that some articles bring out."""

    def __init__(self, extractor: Extractor, flaws: dict[str, Exception]) -> None:
        super().__init__(extractor)
        self._flaws = flaws

    def read(self, article: Article) -> Reading:
        for text, flaw in self._flaws.items():
            if text in article.text:
                raise flaw
        return super().read(article)


def test_an_article_that_brings_out_a_flaw_is_named_and_the_others_are_kept(
    store: SqliteStore, extractor: Extractor, tmp_path: Path
) -> None:
    path = lines(tmp_path / "a.jsonl", "甲市签约。", PACT, "乙市签约。", PLANT)
    (tmp_path / "b.txt").write_text("丙市签约。", encoding="utf-8")
    flaws = {
        "甲市": ValueError("甲市"),
        "乙市": UnicodeEncodeError("utf-8", "乙市", 0, 1, "乙市"),
        "丙市": IndexError("丙市"),
    }
    report = ingest(store, [path, tmp_path / "b.txt"], Flawed(extractor, flaws))
    assert (report.added, store.stats().articles) == (2, 2)
    assert [(fault.name, fault.reason) for fault in report.unreadable] == [
        ("a.jsonl: n0", "the extractor failed on it (ValueError); please report this"),
        ("a.jsonl: n2", "the extractor failed on it (UnicodeEncodeError); please report this"),
        ("b.txt", "the extractor failed on it (IndexError); please report this"),
    ]
    assert ingest(store, [path, tmp_path / "b.txt"], extractor).added == 3


class Surrogates(Counted):
    """The extractor, with half a surrogate pair in the names that it gives: no store can keep them."""

    def read(self, article: Article) -> Reading:
        reading = super().read(article)
        mentions = tuple(replace(mention, aliases=(*mention.aliases, "\ud800")) for mention in reading.mentions)
        return Reading(article, mentions, reading.claims, self.version)


def test_what_the_store_cannot_keep_leaves_nothing_behind(
    store: SqliteStore, extractor: Extractor, tmp_path: Path
) -> None:
    ingest(store, [lines(tmp_path / "a.jsonl", PLANT)], extractor)
    before = store.checksum()
    path = tmp_path / "b.jsonl"
    path.write_text(json.dumps({"text": PACT}), encoding="utf-8")
    report = ingest(store, [path], Surrogates(extractor))
    (fault,) = report.unreadable
    assert fault.name == "b.jsonl:1"
    assert fault.reason.startswith("the store failed on it: ") and "surrogate" in fault.reason
    assert (report.articles, store.stats().articles, store.checksum()) == (0, 1, before)
    assert ingest(store, [path], extractor).added == 1


def test_a_fault_of_the_store_is_told_and_keeps_what_was_written(
    store: SqliteStore, extractor: Extractor, tmp_path: Path
) -> None:
    path = lines(tmp_path / "a.jsonl", PACT, PLANT)

    def stop(report: Report) -> None:
        store.close()

    with pytest.raises(StoreError, match="closed"):
        ingest(store, [path], extractor, stop)
    with SqliteStore(str(tmp_path / "graph.db")) as again:
        assert again.stats().articles == 1
        assert ingest(again, [path], extractor).added == 1


def test_the_limit_of_an_article_can_be_raised(store: SqliteStore, extractor: Extractor, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", PACT, PLANT)
    report = ingest(store, [path], extractor, max_bytes=len(PACT.encode()))
    assert report.added == 1
    (fault,) = report.unreadable
    assert fault.name == "a.jsonl:2" and "--max-bytes" in fault.reason
    assert ingest(store, [path], extractor, max_bytes=len(PLANT.encode())).added == 1
