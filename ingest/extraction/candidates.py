"""Pairs of entities that a sentence may tie, with what is known of each: the rows that the scorer judges."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from graph.ontology import ClaimType, EntityType
from ingest.extraction.anaphora import Topics, stands_for
from ingest.extraction.clauses import MOST_MENTIONS, Place, Sentence, between, sentences
from ingest.extraction.cues import CUES, TURNS, Cue, find_cues
from ingest.extraction.patterns import MOST, Phrase, find_phrases
from ingest.extraction.structures import Kind, Mask, Structure
from ingest.extraction.surroundings import AFTER, BEFORE, GAPS, LOOKS, around, looks
from ingest.language.document import FoundDate, FoundEntity, FoundSum

TYPES = tuple(ClaimType)
DIRECTED = {ClaimType.VISITED, ClaimType.FUNDED}
_KINDS = tuple(EntityType)
_VIAS = (
    "name", "inside", "our", "office", "bureau", "both", "firm", "project", "team", "previous first",
    "previous last", "lead", "main",
)  # fmt: skip
CARRIED = frozenset(_VIAS[8:])
_LABELS = {claim: tuple(pattern.groupindex) for claim, pattern in CUES.items()}
_NEAR = 200.0
_MOST_LABELS = max(map(len, _LABELS.values()))
_NO_CUE = (0.0, _NEAR, 9.0, 9.0, *[0.0] * _MOST_LABELS)
_KIND_AT = {kind: n for n, kind in enumerate(Kind)}
_LISTED = re.compile(r"(?:（[^（）]{0,30}）|\([^()]{0,30}\)|[\u4e00-\u9fff]{0,3}?)(?P<mark>[、和及与暨同]|以及)[“]?")
_FROM_THERE = re.compile(r"(?:本土|本地|当地|龙头|知名|的|市|省|区)?(?:企业|公司|高校|院校|民企|国企)")
MOST_CANDIDATES = 1500


@dataclass(slots=True)
class Candidate:
    """A pair that a sentence may tie by a claim of some type, `source` → `target`, and its row of features."""

    type: ClaimType
    source: Place
    target: Place
    sentence: int
    row: list[float]


def _names() -> tuple[str, ...]:
    place = [f"type {k}" for k in _KINDS] + [f"via {v}" for v in _VIAS] + [f"before {k}" for k in BEFORE]
    place += [f"after {k}" for k in AFTER]
    place += [
        "count",
        "main",
        "rank",
        "from start",
        "in title",
        "travels",
        "leads",
        "confidence",
        "group size",
        "group index",
        "quoted",
        "abuts next",
        "abuts last",
    ]
    place += [f"looks {k}" for k in LOOKS] + ["name length", "other forms"]
    pair = [f"{kind} {side}" for side in ("first", "second") for kind in place]
    pair += ["forward", "distance", "places between", "same group", "groups between", "groups"]
    pair += [f"gap {kind}" for kind in GAPS]
    for where in ("before", "between", "after"):
        pair += [f"{where} {kind}" for kind in ("count", "distance", "commas", "places")]
        pair += [f"{where} label {n}" for n in range(_MOST_LABELS)]
    for kind in Kind:
        pair += [
            f"{kind} {what}" for what in ("across", "distance", "commas", "places", "side", "side distance", "size")
        ]
    pair += [f"structure label {n}" for n in range(_MOST_LABELS)]
    pair += [f"other {claim} {where}" for claim in TYPES for where in ("before", "between", "after")]
    pair += [f"turn {kind}" for kind in TURNS] + [f"turn near {kind}" for kind in TURNS]
    pair += ["home", "same home", "name within", "sum near", "sum", "date", "place count", "sentence", "length"]
    pair += ["cued sentences", "sentences", "entities", "project between", "heading"]
    pair += [f"phrase {n} {what}" for n in range(MOST) for what in ("ties", "carries")]
    pair += ["phrases", "phrases back"]
    return tuple(pair)


FEATURES = _names()


class Page:
    """A document's text with its entities, sums and dates, cut into sentences for judging."""

    def __init__(
        self, text: str, title: str | None, entities: list[FoundEntity], sums: list[FoundSum], dates: list[FoundDate]
    ) -> None:
        self.text = text
        self.title = title or ""
        self.entities = entities
        self.sums = sums
        self.dates = dates
        self.parts = sentences(text, entities)
        self.part_starts = [part.start for part in self.parts]
        self.topics = Topics(entities, self.parts, text)
        self.keys = {entity.key: index for index, entity in enumerate(entities)}
        self.cues = [
            find_cues(text, p.start, p.end) if p.places or stands_for(text, p.start, p.end) else {} for p in self.parts
        ]
        self.cued = {claim: sum(bool(c.get(claim)) for c in self.cues) for claim in TYPES}
        self.sum_starts = [s.start for s in sums]
        self.date_starts = [d.start for d in dates]
        self.looks = [looks(entity) for entity in entities]
        self.titled = [any(name and name in self.title for name in (e.name, *e.aliases)) for e in entities]

    def part_at(self, offset: int) -> int:
        """Return the index of the sentence that an offset lies in."""
        return bisect_right(self.part_starts, offset) - 1

    def candidates(self) -> list[Candidate]:
        """Return the pairs to judge, at most `MOST_CANDIDATES`."""
        found: list[Candidate] = []
        for part in self.parts:
            cues = {claim: here for claim, here in self.cues[part.index].items() if here}
            if not cues:
                continue
            named = part.places[:MOST_MENTIONS]
            places = sorted([*named, *self.topics.places(self.text, part)], key=lambda p: (p.start, p.end))
            parties = [place for place in places if not _modifies(self.text, place)]
            pairs = [(a, b) for n, a in enumerate(parties) for b in parties[n + 1 :] if _may_pair(a, b)]
            if pairs:
                found.extend(_Judged(self, part, cues, places, pairs).candidates())
                if len(found) >= MOST_CANDIDATES:
                    break
        return found[:MOST_CANDIDATES]


@dataclass(frozen=True, slots=True)
class _Tied:
    """The two places by which a claim between two entities is tied best so far, and what ranks them."""

    rank: tuple[float, float]
    type: ClaimType
    first: Place
    second: Place
    forward: bool
    structure: list[float]
    phrases: list[float]


@dataclass(frozen=True, slots=True)
class _PairRow:
    """What of a row is the same for all claim types of a pair, in the three runs in which it stands there."""

    between: list[float]
    around: list[float]
    page: list[float]


class _Judged:
    """One sentence on its way to candidates: its cues, the pairs of places to judge, and how its names are strung."""

    def __init__(
        self,
        page: Page,
        part: Sentence,
        cues: dict[ClaimType, list[Cue]],
        places: list[Place],
        pairs: list[tuple[Place, Place]],
    ) -> None:
        self.page = page
        self.part = part
        self.cues = cues
        self.pairs = pairs
        text = page.text
        self.named = part.places[:MOST_MENTIONS]
        self.starts = [p.start for p in places]
        self.commas = [m.start() for m in re.finditer(r"[，,；：\n]", text[part.start : part.end])]
        self.commas = [part.start + at for at in self.commas]
        self.groups = self._groups()
        self.group_count = len({group for group, _, _ in self.groups.values()})
        self.cue_starts = [[cue.start for cue in cues.get(claim, ())] for claim in TYPES]
        self.turns = [[m.start() for m in r.finditer(text, part.start, part.end)] for r in TURNS.values()]
        self.turn_counts = [float(min(len(spots), 4)) for spots in self.turns]
        self.quotes = [m.span() for m in re.finditer(r"《[^》]*》|“[^”]*”", text[part.start : part.end])]
        self.quotes = [(part.start + a, part.start + b) for a, b in self.quotes]
        self.order = {id(p): n for n, p in enumerate(self.named)}
        mask = Mask(text, part.start, part.end, self.named)
        structures = mask.structures()
        self.structures = {claim: [(s, s.cues[claim]) for s in structures if claim in s.cues] for claim in cues}
        self.phrases: dict[ClaimType, list[Phrase]] = {claim: [] for claim in cues}
        for phrase in find_phrases(mask.text, cues):
            self.phrases[phrase.type].append(phrase)
        self.named_starts = {p.start for p in self.named}
        self.named_ends = {p.end for p in self.named}

    def _groups(self) -> dict[int, tuple[int, int, int]]:
        """Return (group, size, index within it) by place: runs of names joined by 、, 和 or 及 are one group."""
        runs: list[list[Place]] = []
        text = self.page.text
        for place in self.named:
            if place.via == "inside":
                continue
            if runs:
                gap = text[runs[-1][-1].end : place.start]
                joined = _LISTED.fullmatch(gap) if len(gap) < 40 else None
                if joined and joined["mark"] not in "与同":
                    runs[-1].append(place)
                    continue
            runs.append([place])
        return {id(p): (n, len(run), k) for n, run in enumerate(runs) for k, p in enumerate(run)}

    def _place_row(self, place: Place) -> list[float]:
        page, text = self.page, self.page.text
        before = text[max(self.part.start, place.start - 4) : place.start]
        after = text[place.end : min(self.part.end, place.end + 32)]
        carried = place.via in CARRIED
        row = [float(place.type is k) for k in _KINDS]
        row += [float(place.via == v) for v in _VIAS]
        row += [0.0] * (len(BEFORE) + len(AFTER)) if carried else around(before, after)
        _, size, index = self.groups.get(id(place), (-1, 1, 0))
        row += [
            float(min(page.topics.counts[place.entity], 12)),
            float(page.topics.main.get(place.type) == place.entity),
            float(bisect_left(self.starts, place.start)),
            float(place.start - self.part.start),
            float(page.titled[place.entity]),
            float(page.topics.travellers[self.part.index] == place.entity),
            float(page.topics.lead == place.entity),
            page.entities[place.entity].confidence,
            float(size),
            float(index),
            float(any(a < place.start < b for a, b in self.quotes)),
            float(place.end in self.named_starts),
            float(place.start in self.named_ends),
        ]
        return row + page.looks[place.entity]

    def candidates(self) -> Iterator[Candidate]:
        """Yield one candidate for each type and pair of entities: the two places that are tied best."""
        # Only what the rank needs is worked out for each pair of places; the rows are built for the best.
        best: dict[tuple[ClaimType, int, int], _Tied] = {}
        claims = [claim for claim in TYPES if claim in self.cues]
        for first, second in self.pairs:
            near = -float(max(0, second.start - first.end))
            for claim in claims:
                structure = self._structure_row(claim, first, second)
                tied = sum(structure[0 : 7 * len(Kind) : 7])
                for source, target in ((first, second), (second, first)):
                    if not _allowed(claim, source, target):
                        continue
                    phrases = self._phrase_row(claim, source, target)
                    key = (claim, source.entity, target.entity)
                    if claim not in DIRECTED:
                        key = (claim, min(key[1:]), max(key[1:]))
                    rank = (tied + phrases[-2], near)
                    if key not in best or rank > best[key].rank:
                        best[key] = _Tied(rank, claim, first, second, source is first, structure, phrases)
                    if claim not in DIRECTED:
                        break
        ends = {id(place): place for tie in best.values() for place in (tie.first, tie.second)}
        sides = {key: self._place_row(place) for key, place in ends.items()}
        pairs = {(id(tie.first), id(tie.second)): tie for tie in best.values()}
        shared = {key: self._pair_row(tie.first, tie.second) for key, tie in pairs.items()}
        for tie in best.values():
            one, two = id(tie.first), id(tie.second)
            pair = shared[one, two]
            row = [
                *(sides[one] if tie.forward else sides[two]),
                *(sides[two] if tie.forward else sides[one]),
                float(tie.forward),
                *pair.between,
                *self._cue_row(tie.type, tie.first, tie.second),
                *tie.structure,
                *pair.around,
                float(min(self.page.cued[tie.type], 10)),
                *pair.page,
                *tie.phrases,
            ]
            source, target = (tie.first, tie.second) if tie.forward else (tie.second, tie.first)
            yield Candidate(tie.type, source, target, self.part.index, row)

    def _pair_row(self, first: Place, second: Place) -> _PairRow:
        around = [*self._other_row(first, second), *self._common_row(first, second)]
        return _PairRow(self._between_row(first, second), around, self._page_row(first, second))

    def _between_row(self, first: Place, second: Place) -> list[float]:
        group_a, group_b = self.groups.get(id(first), (-1, 1, 0)), self.groups.get(id(second), (-2, 1, 0))
        gap = self.page.text[min(first.end, second.start) : second.start]
        inner = [p for p in self.named if first.end <= p.start and p.end <= second.start]
        outside = _without(self.page.text, first.end, second.start, inner)
        row = [
            float(min(len(gap), 300)),
            float(len(inner)),
            float(group_a[0] == group_b[0]),
            float(abs(group_a[0] - group_b[0])) if group_a[0] >= 0 and group_b[0] >= 0 else -1.0,
            float(self.group_count),
        ]
        return row + [float(min(len(r.findall(outside)), 9)) for r in GAPS.values()]

    def _cue_row(self, claim: ClaimType, first: Place, second: Place) -> list[float]:
        row: list[float] = []
        cues = self.cues[claim]
        before = [c for c in cues if c.end <= first.start]
        within = [c for c in cues if first.end <= c.end and c.start < second.start and c.start >= first.start]
        after = [c for c in cues if c.start >= second.end]
        # How many cues each zone has, from where to where it is to the nearest, and the cues whose class is told.
        zones = (
            (len(before), before[-1].end if before else 0, first.start, before[-2:]),
            (len(within), first.end, within[0].start if within else 0, within),
            (len(after), second.end, after[0].start if after else 0, after[:2]),
        )
        for count, start, end, told in zones:
            if not count:
                row += _NO_CUE
                continue
            labels = [0.0] * _MOST_LABELS
            for cue in told:
                labels[_LABELS[claim].index(cue.label)] = 1.0
            end = max(start, end)
            row += [
                float(count),
                min(float(end - start), _NEAR),
                float(between(self.commas, start, end)),
                float(between(self.starts, start, end)),
                *labels,
            ]
        return row

    def _structure_row(self, claim: ClaimType, first: Place, second: Place) -> list[float]:
        """Return how each kind of structure ties the pair: across its sides or on one side, and how near its cue is."""
        row = [0.0, _NEAR, 9.0, 9.0, 0.0, _NEAR, 0.0] * len(Kind)
        labels = [0.0] * _MOST_LABELS
        one, two = self.order.get(id(first), -1), self.order.get(id(second), -1)
        for structure, cue in self.structures[claim]:
            across, side = _ties(structure, one, two)
            if not (across or side):
                continue
            at = 7 * _KIND_AT[structure.kind]
            distance = float(cue[0])
            if across and distance < row[at + 1]:
                row[at : at + 4] = 1.0, distance, float(cue[1]), float(cue[2])
                labels[_LABELS[claim].index(cue[3])] = 1.0
            if side and distance < row[at + 5]:
                row[at + 4 : at + 6] = 1.0, distance
            row[at + 6] = max(row[at + 6], float(len(structure.left) + len(structure.right)))
        return row + labels

    def _phrase_row(self, claim: ClaimType, source: Place, target: Place) -> list[float]:
        """Return which turns of phrase tie source to target, or name one of them and leave the other to context."""
        row = [0.0] * (2 * MOST + 2)
        one, two = self.order.get(id(source), -1), self.order.get(id(target), -1)
        undirected = claim not in DIRECTED
        for phrase in self.phrases[claim]:
            ties, carries = phrase.ties(one, two)
            back, back_carries = phrase.ties(two, one)
            if undirected:
                ties, carries = ties or back, carries or back_carries
            row[2 * phrase.name] = max(row[2 * phrase.name], float(ties))
            row[2 * phrase.name + 1] = max(row[2 * phrase.name + 1], float(carries))
            row[-2] += ties
            row[-1] += back
        return row

    def _other_row(self, first: Place, second: Place) -> list[float]:
        row: list[float] = []
        for spots in self.cue_starts:
            row += [
                float(bool(between(spots, self.part.start, first.start))),
                float(bool(between(spots, first.end, second.start))),
                float(bool(between(spots, second.end, second.end + 30))),
            ]
        return row

    def _common_row(self, first: Place, second: Place) -> list[float]:
        page, part = self.page, self.part
        start, end = first.start, second.end
        commas = bisect_left(self.commas, start)
        near = self.commas[commas - 1] if commas else part.start
        row = [*self.turn_counts, *(float(bool(between(spots, near, end + 24))) for spots in self.turns)]
        a, b = page.entities[first.entity], page.entities[second.entity]
        row += [
            float(a.home == b.key) - float(b.home == a.key),
            float(a.home is not None and a.home == b.home),
            float(any(n and n in b.name for n in (a.name, *a.aliases)))
            - float(any(n and n in a.name for n in (b.name, *b.aliases))),
            float(bool(between(page.sum_starts, start, end + 50))),
            float(between(page.sum_starts, part.start, part.end)),
            float(between(page.date_starts, part.start, part.end)),
            float(len(self.named)),
            float(min(part.index, 30)),
            float(min(part.end - part.start, 300)),
        ]
        return row

    def _page_row(self, first: Place, second: Place) -> list[float]:
        page = self.page
        return [
            float(min(len(page.parts), 60)),
            float(min(len(page.entities), 60)),
            float(any(p.type is EntityType.PROJECT for p in self.named)),
            float(page.titled[first.entity] and page.titled[second.entity]),
        ]


def _without(text: str, start: int, end: int, places: list[Place]) -> str:
    """Return `text[start:end]` without what stands in the places, so that no 和 or 在 within a name counts."""
    rest, at = [], start
    for place in places:
        rest.append(text[at : place.start])
        at = max(at, place.end)
    rest.append(text[at:end])
    return "".join(rest)


def _ties(structure: Structure, one: int, two: int) -> tuple[bool, bool]:
    """Tell whether the places stand across the structure's sides, and whether they stand on one side of it."""
    left, right = structure.left, structure.right
    if structure.kind in (Kind.LIST, Kind.BY):
        return (one in left) != (two in left), one in left and two in left
    if structure.kind in (Kind.DROPPED, Kind.OBJECT):
        return (one in right) != (two in right), one in right and two in right
    across = (one in left and two in right) or (two in left and one in right)
    return across, (one in left and two in left) or (one in right and two in right)


def _modifies(text: str, place: Place) -> bool:
    """Tell whether a region only says where some firm or school is from (江北企业海东重工), and so is no party there.

    Of 284 such places in the annotated articles one stated a claim of the region's.
    """
    return place.type is EntityType.CITY and place.via == "name" and _FROM_THERE.match(text, place.end) is not None


def _may_pair(first: Place, second: Place) -> bool:
    if first.entity == second.entity:
        return False
    if first.via == "inside" or second.via == "inside":
        inner, outer = (first, second) if first.via == "inside" else (second, first)
        return outer.via == "name" and outer.start <= inner.start and inner.end <= outer.end
    return not (first.via in CARRIED and second.via in CARRIED)


def _allowed(claim: ClaimType, source: Place, target: Place) -> bool:
    if claim in DIRECTED and source.type is EntityType.PROJECT:
        return False
    if claim is ClaimType.VISITED and target.type is EntityType.PROJECT:
        return False
    return not (source.type is EntityType.PROJECT and target.type is EntityType.PROJECT)
