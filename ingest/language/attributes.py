"""What the learnt taggers see of each character, with the lexicons that they look at."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import ahocorasick

from ingest.gazetteers.enterprises import enterprises
from ingest.gazetteers.universities import universities
from ingest.gazetteers.zones import zones
from ingest.language import institutions, projects
from ingest.language.features import Statistics, describe
from ingest.language.spans import Place


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
