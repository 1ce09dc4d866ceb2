"""Writing: what an article says, as it was read, and everything that is derived from it, within one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graph.answers import Written
from graph.cities import City, city_code, city_id
from graph.dates import days
from graph.entities import Derived, Identity, Tally, derive, tally
from graph.errors import NotFoundError
from graph.events import EventClaim, events
from graph.model import Article, Mention, Reading
from graph.ontology import Level
from graph.reading import Kept, Place, Reader
from graph.store import preference

Known = tuple[Reading, Mapping[str, Identity]]
"""A reading, and for every mention key the identity that the mention has."""

Said = tuple[Mention, Identity]


@dataclass(frozen=True, slots=True)
class Placed:
    """An entity as derived, and the codes of the divisions that its home counts as at each level."""

    derived: Derived
    province: str | None
    prefecture: str | None
    county: str | None

    @property
    def place(self) -> dict[str, str | None]:
        return {level.value: getattr(self, level.value) for level in Level}


@dataclass(frozen=True, slots=True)
class EntityState:
    """What an engine holds of an entity: what its mentions say, the least of their ids, and how it was derived last."""

    said: Tally
    least: str | None
    placed: Placed | None


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity derived again. `delta` is what its mentions say more than before, `said` what they say now.

    `old` is None for one that is new, `new` for one that nothing makes any more.
    """

    key: str
    delta: Tally
    said: Tally
    old: Placed | None
    new: Placed | None


class Tables(Protocol):
    """What an engine must be able to keep. Everything stands for one transaction; rows come as plain mappings."""

    def put_articles(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keep articles, replacing those of the same id: `id, uri, given_id, title, source, published, text, spans,
        extractor`."""

    def put_places(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Let each address (`uri, name, url`) lead to one article (`article`), wherever it led before."""

    def without_place(self, articles: Collection[str]) -> set[str]:
        """Return those of the articles to which no address leads."""

    def mark_stale(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Empty the `extractor` of an article (`id`) whose text was kept from an address (`uri`)."""

    def clear(self, articles: Sequence[str]) -> list[list[Said]]:
        """Forget the mentions and claims of articles. Return the mentions of each."""

    def remove_articles(self, articles: Sequence[str]) -> None:
        """Forget articles that have been cleared, with their addresses."""

    def entity_states(self, keys: Collection[str]) -> dict[str, EntityState]:
        """Return what is held of entities; those of which nothing is held are missing."""

    def cities(self, codes: Collection[str]) -> dict[str, City]: ...

    def put_entities(self, changes: Sequence[EntityChange]) -> None:
        """Keep what was derived, and claims in step with the homes of their ends. An id may go to another entity."""

    def add_mentions(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keep mentions as they were read: `id, article, published, position, key, type, name, aliases, home, spans`,
        with the entity that each is (`entity`, its key, and `known, known_name, stated_home, inferred_home`)."""

    def add_claims(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keep claims as they were read: `id, article, source, target` (mention ids) and the fields of
        `graph.model.Claim`; with `source_key, target_key` of the entities at the ends, `event` (the id of a claim, None
        where both ends are one entity), `since` and `until`."""

    def put_cities(self, cities: Sequence[City], digest: str) -> Collection[str]:
        """Make these the divisions and note their digest. Return the keys of all entities."""

    def bump_version(self) -> None: ...


def must_read(article: Article, extractor: str, kept: Kept | None) -> bool:
    """Tell whether an article is not kept as it should be (see `Store.recognise`)."""
    return kept is None or kept.extractor != extractor or _is_better(article, kept)


def is_settled(article: Article, kept: Kept, place: Place | None) -> bool:
    """Tell whether an article that need not be read says nothing new of its address either."""
    return _stands_at(article, place) and not _is_preferred(article, kept)


def _is_better(article: Article, kept: Kept) -> bool:
    """Tell whether this text of the article is to be read and kept instead of the one that is."""
    same = all(getattr(article, name) == getattr(kept, name) for name in ("title", "source", "published", "text"))
    if same and article.spans == kept.spans:
        return False
    return kept.uri == article.address.uri or _is_preferred(article, kept)


def _is_preferred(article: Article, kept: Kept) -> bool:
    now = kept.published is None, kept.title is None, kept.source is None, kept.uri
    return kept.moved or preference(article) < now


def _stands_at(article: Article, place: Place | None) -> bool:
    """Tell whether the article is already known to stand at its address, under that name and URL."""
    address = article.address
    return place is not None and (place.article, place.name, place.url) == (article.id, address.name, address.url)


def _article_row(article: Article, extractor: str) -> dict[str, Any]:
    return {
        "id": article.id,
        "uri": article.address.uri,
        "given_id": article.given_id,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "text": article.text,
        "spans": article.spans,
        "extractor": extractor,
    }


def _place_row(article: Article) -> dict[str, Any]:
    address = article.address
    return {"uri": address.uri, "article": article.id, "name": address.name, "url": address.url}


def _mention_rows(known: Known) -> Iterator[dict[str, Any]]:
    reading, identities = known
    ids = reading.mention_ids()
    for position, mention in enumerate(reading.mentions):
        identity = identities[mention.key]
        yield {
            "id": ids[mention.key],
            "article": reading.article.id,
            "published": reading.article.published,
            "position": position,
            "key": mention.key,
            "type": mention.type,
            "name": mention.name,
            "aliases": mention.aliases,
            "home": mention.home,
            "spans": mention.spans,
            "entity": identity.key,
            "known": identity.known,
            "known_name": identity.known_name,
            "stated_home": identity.stated_home,
            "inferred_home": identity.inferred_home,
        }


def _claim_rows(known: Known) -> Iterator[dict[str, Any]]:
    reading, identities = known
    mention_ids = reading.mention_ids()
    keys = {mention.key: identities[mention.key].key for mention in reading.mentions}
    types = {mention.key: mention.type for mention in reading.mentions}
    claims = list(zip(reading.claim_ids(), reading.claims, strict=True))
    event = events(
        [
            EventClaim(
                claim_id,
                claim.type,
                keys[claim.source],
                keys[claim.target],
                types[claim.source],
                types[claim.target],
                claim.date,
                claim.amount,
                claim.currency,
                claim.start,
                claim.end,
            )
            for claim_id, claim in claims
            if keys[claim.source] != keys[claim.target]
        ],
        reading.article.text,
    )
    for claim_id, claim in claims:
        since, until = days(claim.date) or (None, None)
        yield {
            "id": claim_id,
            "article": reading.article.id,
            "source": mention_ids[claim.source],
            "target": mention_ids[claim.target],
            "source_key": keys[claim.source],
            "target_key": keys[claim.target],
            "event": event.get(claim_id),
            "type": claim.type,
            "date": claim.date,
            "since": since,
            "until": until,
            "amount": claim.amount,
            "currency": claim.currency,
            "status": claim.status,
            "evidence": claim.evidence,
            "start": claim.start,
            "end": claim.end,
            "confidence": claim.confidence,
        }


class Writer:
    """Writes within a transaction that its caller has begun."""

    def __init__(self, reader: Reader, tables: Tables) -> None:
        self._reader = reader
        self._tables = tables

    def write(self, known: Sequence[Known]) -> list[Written]:
        """Keep readings one after another (see `Store.write`), as many together as have nothing to do with each other.

        Each article is read from where the ones before it left the graph.
        """
        places = self._reader.places({reading.article.address.uri for reading, _ in known})
        leads = {uri: place.article for uri, place in places.items()}
        return [written for group in _apart(known, leads) for written in self._write_group(group)]

    def recognise(self, article: Article) -> Written:
        """Note the address of an article that need not be read."""
        kept = self._reader.kept([article.id])[article.id]
        place = self._reader.places([article.address.uri]).get(article.address.uri)
        return self._keep([], [article], {article.id: kept}, {place.uri: place} if place else {})[0]

    def delete(self, article_id: str) -> None:
        """Forget an article with all that only it says. Raises `NotFoundError`."""
        if article_id not in self._reader.kept([article_id]):
            raise NotFoundError(f"no article has the id {article_id!r}")
        said = self._tables.clear([article_id])
        self._tables.remove_articles([article_id])
        self._derive([], said)
        self._tables.bump_version()

    def load_cities(self, cities: Sequence[City], digest: str) -> None:
        """Make these the divisions, and place every entity anew."""
        keys = self._tables.put_cities(cities, digest)
        self._put({key: Counter() for key in {*keys, *(city_id(city.code) for city in cities)}}, {})
        self._tables.bump_version()

    def _write_group(self, group: Sequence[Known]) -> list[Written]:
        articles = [reading.article for reading, _ in group]
        kept = self._reader.kept([article.id for article in articles])
        places = self._reader.places([article.address.uri for article in articles])
        unread, recognised = [], []
        for reading, identities in group:
            if must_read(reading.article, reading.extractor, kept.get(reading.article.id)):
                unread.append((reading, identities))
            else:
                recognised.append(reading.article)
        done = {written.article: written for written in self._keep(unread, recognised, kept, places)}
        return [done[article.id] for article in articles]

    def _keep(
        self,
        unread: Sequence[Known],
        recognised: Sequence[Article],
        kept: Mapping[str, Kept],
        places: Mapping[str, Place],
    ) -> list[Written]:
        """Keep readings, and the addresses of articles that are kept already; none has to do with another."""
        moved = [a for a in recognised if not is_settled(a, kept[a.id], places.get(a.address.uri))]
        read = [reading.article for reading, _ in unread]
        if not (moved or read):
            return [Written(article.id, "unchanged") for article in recognised]
        said = self._tables.clear([article.id for article in read if article.id in kept])
        rows = [_article_row(reading.article, reading.extractor) for reading, _ in unread]
        rows += [_article_row(a, kept[a.id].extractor) for a in moved if _is_preferred(a, kept[a.id])]
        self._tables.put_articles(rows)
        self._tables.put_places([_place_row(article) for article in (*read, *moved)])
        left = self._leave((*read, *moved), places)
        said += self._tables.clear(sorted(left.values()))
        self._tables.remove_articles(sorted(left.values()))
        self._derive(unread, said)
        self._tables.add_mentions([row for known in unread for row in _mention_rows(known)])
        self._tables.add_claims([row for known in unread for row in _claim_rows(known)])
        self._tables.bump_version()

        def done(article: Article, what: str) -> Written:
            return Written(article.id, what, (left[article.id],) if article.id in left else ())

        written = [done(a, "replaced" if a.id in kept or a.id in left else "added") for a in read]
        for article in recognised:
            known = _stands_at(article, places.get(article.address.uri))
            written.append(done(article, "unchanged" if known else "address"))
        return written

    def _leave(self, articles: Iterable[Article], places: Mapping[str, Place]) -> dict[str, str]:
        """Return, for each article whose address led to another that has none left now, the id of that one.

        Another article that stays, but whose text was kept from the address, is to be read again at one of its own.
        """
        before = {
            article.id: (place.article, place.uri)
            for article in articles
            if (place := places.get(article.address.uri)) is not None and place.article != article.id
        }
        alone = self._tables.without_place({other for other, _ in before.values()}) if before else set()
        stale = [{"id": other, "uri": uri} for other, uri in before.values() if other not in alone]
        self._tables.mark_stale(stale)
        return {article: other for article, (other, _) in before.items() if other in alone}

    def _derive(self, known: Sequence[Known], cleared: Sequence[Sequence[Said]]) -> None:
        """Derive again the entities that readings speak of, or cleared articles spoke of."""
        delta: dict[str, Tally] = {}
        least: dict[str, str] = {}
        for reading, identities in known:
            for key, counts in tally((m, identities[m.key]) for m in reading.mentions).items():
                delta.setdefault(key, Counter()).update(counts)
            for mention, mention_id in reading.mention_ids().items():
                key = identities[mention].key
                least[key] = min(mention_id, least.get(key, mention_id))
        for said in cleared:
            for key, counts in tally(said).items():
                delta.setdefault(key, Counter()).subtract(counts)
        self._put(delta, least)

    def _put(self, delta: Mapping[str, Tally], least: Mapping[str, str]) -> None:
        """Derive entities again from what is held of them and what is said more (`delta`) by mentions not yet added,
        whose least ids are `least`."""
        if not delta:
            return
        states = self._tables.entity_states(sorted(delta))
        nothing = EntityState(Counter(), None, None)
        now: dict[str, Tally] = {}
        codes: set[str] = set()
        for key in sorted(delta):
            said = Counter(states.get(key, nothing).said)
            said.update(delta[key])
            now[key] = Counter({what: count for what, count in said.items() if count})
            codes |= {value for kind, value in now[key] if kind in ("stated_home", "inferred_home")}
            codes |= {code for kind, value in now[key] if kind == "known" and (code := city_code(value))}
            if code := city_code(key):
                codes.add(code)
        cities = self._tables.cities(codes)
        changes = []
        for key, said in now.items():
            state = states.get(key, nothing)
            ids = [mention for mention in (state.least, least.get(key)) if mention is not None]
            own = cities.get(city_code(key) or "")
            new = _placed(derive(said, min(ids, default=""), own), cities) if said or own is not None else None
            if new != state.placed or any(delta[key].values()):
                changes.append(EntityChange(key, delta[key], said, state.placed, new))
        self._tables.put_entities(changes)


def _placed(derived: Derived, cities: Mapping[str, City]) -> Placed:
    home = cities.get(derived.home or "")
    return Placed(derived, *(home.at(level) if home else None for level in Level))


def _apart(known: Sequence[Known], leads: dict[str, str]) -> Iterator[list[Known]]:
    """Split readings into runs in which no article is met twice, be it at an address that led to it.

    `leads` has the article that each address leads to; it is kept in step.
    """
    group: list[Known] = []
    met: set[str] = set()
    for reading, identities in known:
        article = reading.article
        touched = {article.id, leads.get(article.address.uri, article.id)}
        if touched & met:
            yield group
            group, met = [], set()
        group.append((reading, identities))
        met |= touched
        leads[article.address.uri] = article.id
    if group:
        yield group
