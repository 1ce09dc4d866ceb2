"""The learnt recogniser of names: a conditional random field over characters (CRFsuite), trained in `ingest.training`.

It labels each character with the type of the name it belongs to and its place in it (B, I, E, S).
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Protocol

import ahocorasick
import pycrfsuite
from spacy.language import Language
from spacy.tokens import Doc

from graph.ontology import EntityType
from ingest.gazetteers.enterprises import enterprises
from ingest.gazetteers.universities import universities
from ingest.gazetteers.zones import zones
from ingest.language import institutions, projects
from ingest.language.document import text_of
from ingest.language.features import Statistics, describe, sentences
from ingest.language.spans import Name, Place

_TYPES = {kind[:2]: kind for kind in EntityType}


def label(kind: str) -> str:
    """Return the two letters that stand for a type in labels."""
    return kind[:2]


@cache
def statistics() -> Statistics:
    """Return the shipped statistics of character pairs."""
    packed = files("ingest.language").joinpath("pairs.json.gz").read_bytes()
    rows: dict[str, list[str]] = json.loads(gzip.decompress(packed))
    return Statistics(
        {pair: coarse for pair, (coarse, _, _) in rows.items()},
        {pair: fine for pair, (_, fine, _) in rows.items()},
        {pair: int(rarity) for pair, (_, _, rarity) in rows.items()},
    )


@cache
def _lexicon() -> ahocorasick.Automaton:
    """Return the automaton of names known beforehand, each with its label; words may be among the short ones."""
    automaton = ahocorasick.Automaton()
    for enterprise in enterprises().all():
        for form in (enterprise.name, *enterprise.aliases):
            automaton.add_word(form, (len(form), "En2" if len(form) == 2 else "En"))
    for zone in zones().all():
        for form in (zone.name, *zone.aliases):
            automaton.add_word(form, (len(form), "Pl2" if len(form) == 2 else "Pl"))
    for university in universities().all():
        for form in (university.name, *university.aliases):
            automaton.add_word(form, (len(form), "Un2" if len(form) == 2 else "Un"))
    automaton.make_automaton()
    return automaton


class Mined:
    """Names that fields have found in unlabelled articles: the type of each and in how many articles it stands."""

    def __init__(self, rows: Iterable[tuple[str, str, int]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for name, kind, articles in rows:
            often = "a" if articles < 3 else "b" if articles < 8 else "c"
            self._automaton.add_word(name, (len(name), kind + often))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return the spans of mined names with their labels."""
        if not len(self._automaton):
            return []
        return [(last + 1 - length, last + 1, mark) for last, (length, mark) in self._automaton.iter_long(text)]


@cache
def mined() -> Mined:
    """Return the shipped mined names."""
    packed = files("ingest.language").joinpath("mined.csv.gz").read_bytes()
    rows = csv.reader(gzip.decompress(packed).decode("utf-8").splitlines())
    return Mined((name, kind, int(articles)) for name, kind, articles in rows)


def attributes(text: str, places: Sequence[Place], lexicon: Mined) -> list[list[str]]:
    """Return the attributes of each character of a text."""
    ruled = institutions.longest([*institutions.find(text, places), *projects.find(text)])
    known = [(last + 1 - length, last + 1, mark) for last, (length, mark) in _lexicon().iter_long(text)]
    return describe(text, places, ruled, known, lexicon.find(text), statistics())


def decode(labels: Sequence[str], offset: int) -> list[tuple[int, int, EntityType]]:
    """Return the spans that a sequence of labels marks; a name that does not end as it began is left out."""
    spans = []
    begun, kind = -1, ""
    for at, mark in enumerate(labels):
        if mark == "O":
            begun = -1
        elif mark[0] == "S":
            spans.append((offset + at, offset + at + 1, _TYPES[mark[1:]]))
            begun = -1
        elif mark[0] == "B":
            begun, kind = at, mark[1:]
        elif mark[1:] != kind:
            begun = -1
        elif mark[0] == "E" and begun >= 0:
            spans.append((offset + begun, offset + at + 1, _TYPES[kind]))
            begun = -1
    return spans


# A run of characters that are rather in a name than out of it is looked at again where the best path has no name.
_CLOSING = re.compile("[^（()），。；\n]{0,12}[）)]")
_DOUBTFUL, _FAINT = 0.75, 0.1


class Tagger:
    """A trained field and how to ask it."""

    def __init__(self, model: bytes, lexicon: Mined) -> None:
        self._mined = lexicon
        self._tagger = pycrfsuite.Tagger()
        self._model = model  # CRFsuite keeps no copy of its own.
        self._tagger.open_inmemory(model)
        known = set(self._tagger.labels())
        self._types = tuple(kind for kind in EntityType if f"B{kind[:2]}" in known)

    def names(self, text: str, places: Sequence[Place]) -> list[Name]:
        """Return the names in a text, the faint ones too, each with the lower probability of its two ends."""
        rows = attributes(text, places, self._mined)
        names: list[Name] = []
        for start, end in sentences(text):
            labels = self._tagger.tag(rows[start:end])
            spans = decode(labels, 0)
            names += [
                Name(start + first, start + last, kind, "learnt", self._confidence(first, last, kind))
                for first, last, kind in spans
            ]
            names += [
                Name(start + name.start, start + name.end, name.type, name.origin, name.confidence)
                for name in self._faint(labels)
            ]
        return sorted(names, key=lambda name: name.start)

    def _confidence(self, first: int, last: int, kind: EntityType) -> float:
        short = kind[:2]
        if last - first == 1:
            ends = [self._tagger.marginal(f"S{short}", first)]
        else:
            ends = [self._tagger.marginal(f"B{short}", first), self._tagger.marginal(f"E{short}", last - 1)]
        return round(float(min(ends)), 4)

    def _faint(self, labels: Sequence[str]) -> list[Name]:
        """Return the likeliest name in each run of doubtful characters that the best path leaves out."""
        marginal = self._tagger.marginal
        names = []
        run: list[int] = []
        for at, mark in enumerate((*labels, "B")):
            if mark == "O" and marginal("O", at) < _DOUBTFUL:
                run.append(at)
                continue
            if len(run) > 1:
                best = max(
                    ((marginal(f"B{kind[:2]}", i), i, kind) for kind in self._types for i in run[:-1]),
                    key=lambda option: option[0],
                )
                begin, first, kind = best
                end, last = max((marginal(f"E{kind[:2]}", i), i) for i in run if i > first)
                if min(begin, end) >= _FAINT:
                    names.append(Name(first, last + 1, kind, "learnt", round(min(begin, end), 4)))
            run = []
        return names


@cache
def shipped() -> Tagger:
    """Return the shipped tagger, loaded once."""
    packed = files("ingest.language").joinpath("names.crfsuite.gz").read_bytes()
    return Tagger(gzip.decompress(packed), mined())


def close_brackets(text: str, names: Sequence[Name]) -> list[Name]:
    """Return the names, those with half a pair of brackets mended or left out.

    腾讯科技 and 深圳）有限公司 around one opening bracket are one name; a name that ends within brackets ends before
    them or with them.
    """
    mended: list[Name] = []
    for name in names:
        form = text[name.start : name.end]
        opened = len(re.findall("[（(]", form)) - len(re.findall("[）)]", form))
        if opened > 0:
            closing = _CLOSING.match(text, name.end)
            cut = max(form.rfind("（"), form.rfind("("))
            if closing:
                name = replace(name, end=closing.end())
            elif cut > 1:
                name = replace(name, end=name.start + cut)
            else:
                continue
        elif opened < 0:
            last = mended[-1] if mended else None
            if last is None or last.end + 1 != name.start or text[last.end] not in "（(":
                continue
            mended[-1] = replace(name, start=last.start, confidence=max(name.confidence, last.confidence))
            continue
        if not mended or mended[-1].end <= name.start:
            mended.append(name)
    return mended


# A sum invested in a project ends where its name begins: 总投资15亿元的光伏、风电储能电池产业园项目.
_STATED = re.compile(
    r"投资(?:总?额)?(?:约|近|达|超过?|逾)?[0-9.,]+(?:余|多)?[万亿]+(?:[美港欧日]?元)?的"
    r"(?P<name>(?![0-9]+个)[^，。；！？：\n]{3,40}?项目)"
)


def widen_projects(text: str, names: Sequence[Name]) -> list[Name]:
    """Return the names, projects after a stated investment from its end on, unless another name stands there."""
    begins = {match.end("name"): match.start("name") for match in _STATED.finditer(text)}
    widened = []
    for at, name in enumerate(names):
        start = begins.get(name.end, name.start) if name.type is EntityType.PROJECT else name.start
        free = start < name.start and (not at or names[at - 1].end <= start)
        widened.append(replace(name, start=start) if free else name)
    return widened


def combine(text: str, learnt: Sequence[Name], ruled: Sequence[Name]) -> list[Name]:
    """Return the learnt names and those of the rules that overlap none of them, in order."""
    learnt = close_brackets(text, learnt)
    taken = bytearray(len(text))
    for name in learnt:
        taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    free = [name for name in ruled if not any(taken[name.start : name.end])]
    return widen_projects(text, sorted([*learnt, *free], key=lambda name: name.start))


@Language.factory("qianyue_recogniser")
def make_recogniser(nlp: Language, name: str) -> Recogniser:
    """Return the component that finds names by the learnt field and puts them on `doc._.names`."""
    return Recogniser()


class NameFinder(Protocol):
    """What the component asks: a `Tagger`, or names found before."""

    def names(self, text: str, places: Sequence[Place]) -> list[Name]:
        """Return the names in a text."""
        ...


class Recogniser:
    """Finds names as learnt; uses `doc._.places`.

    Of the names that rules have found before, those stay that overlap none of the learnt; they are weighed later.
    """

    def __init__(self, tagger: NameFinder | None = None) -> None:
        self.tagger: NameFinder = tagger or shipped()

    def __call__(self, doc: Doc) -> Doc:
        doc._.names = combine(text_of(doc), self.tagger.names(text_of(doc), doc._.places), doc._.names)
        return doc
