"""Mining names from unlabelled articles, so that a name seen often is known when it stands alone.

Two fields are trained, each on one half of the annotated articles, and each reads the unlabelled ones. An article
of one half learns with the names that the field of the other half has found, so that what it sees in training is as
uncertain as what it will see later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ingest.language import places
from ingest.language.attributes import Mined
from ingest.language.tagger import Tagger

LEAST_WORDS, LEAST_CONFIDENCE, LONGEST = 3, 0.2, 23
_BUSINESS = re.compile("签约|合作|协议|公司|集团|项目|产业园|企业|研究院")

# Of each name: in how many articles it was found, and the sum of the confidences by type.
Found = dict[str, tuple[int, dict[str, float]]]


def chosen(texts: Sequence[str]) -> list[str]:
    """Return the articles that have to do with business."""
    return [text for text in texts if len(_BUSINESS.findall(text)) >= LEAST_WORDS]


def mine(tagger: Tagger, texts: Iterable[str]) -> Found:
    """Return the names that a field finds."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    articles: dict[str, int] = defaultdict(int)
    for text in texts:
        here = set()
        for name in tagger.names(text, places.find(text)):
            form = text[name.start : name.end]
            if name.confidence >= LEAST_CONFIDENCE and len(form) <= LONGEST and "\n" not in form:
                sums[form][name.type[:2]] += name.confidence
                here.add(form)
        for form in here:
            articles[form] += 1
    return {form: (articles[form], dict(kinds)) for form, kinds in sums.items()}


def listed(found: Found) -> list[tuple[str, str, int]]:
    """Return the names that stand in two articles or more, each with its likeliest type and how many."""
    return sorted(
        (form, max(kinds, key=lambda kind: (kinds[kind], kind)), articles)
        for form, (articles, kinds) in found.items()
        if articles > 1 and len(form.strip()) > 1
    )


def agreed(first: Found, second: Found) -> list[tuple[str, str, int]]:
    """Return the names that both fields have found, and at least one of them in two articles."""
    both: Found = {}
    for form in first.keys() & second.keys():
        (a, kinds_a), (b, kinds_b) = first[form], second[form]
        kinds = {kind: kinds_a.get(kind, 0.0) + kinds_b.get(kind, 0.0) for kind in kinds_a.keys() | kinds_b.keys()}
        both[form] = (max(a, b), kinds)
    return listed(both)


def lexicon(found: Found) -> Mined:
    """Return the lexicon of one field's names."""
    return Mined(listed(found))
