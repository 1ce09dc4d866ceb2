"""The component that finds names as learnt (`ingest.language.tagger`), and joins them with those of the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc

from graph.ontology import EntityType
from ingest.language import tagger
from ingest.language.document import text_of
from ingest.language.spans import Name, Place

_CLOSING = re.compile("[^（()），。；\n]{0,12}[）)]")


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
# A sum, and what is done with it, is no part of the name: 3亿元扩建轴承生产线项目.
_SUM = re.compile(r"[0-9.,]+(?:余|多)?[万亿]+(?:[美港欧日]?元)(?:的|[投扩新改兴]建|建设)*")


def bound_projects(text: str, names: Sequence[Name]) -> list[Name]:
    """Return the names, projects from the end of a stated investment on, unless another name stands there."""
    begins = {match.end("name"): match.start("name") for match in _STATED.finditer(text)}
    bounded = []
    for at, name in enumerate(names):
        start = name.start
        if name.type is EntityType.PROJECT:
            sum_before = _SUM.match(text, name.start, name.end - 1)
            start = sum_before.end() if sum_before else begins.get(name.end, name.start)
            if start < name.start and at and names[at - 1].end > start:
                start = name.start
        bounded.append(replace(name, start=start))
    return bounded


def combine(text: str, learnt: Sequence[Name], ruled: Sequence[Name]) -> list[Name]:
    """Return the learnt names and those of the rules that overlap none of them, in order."""
    learnt = close_brackets(text, learnt)
    taken = bytearray(len(text))
    for name in learnt:
        taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    free = [name for name in ruled if not any(taken[name.start : name.end])]
    return bound_projects(text, sorted([*learnt, *free], key=lambda name: name.start))


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

    def __init__(self, finder: NameFinder | None = None) -> None:
        self.finder: NameFinder = finder or tagger.shipped()

    def __call__(self, doc: Doc) -> Doc:
        doc._.names = combine(text_of(doc), self.finder.names(text_of(doc), doc._.places), doc._.names)
        return doc
