"""How likely an entity is one that a reader would list: a logistic regression over what speaks for and against it.

Its weights are learnt from annotated articles by `ingest.training.weights`, from names found by fields that had not
seen those articles.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files

from graph.cities import City
from graph.model import Span
from graph.ontology import EntityType, Level
from ingest.gazetteers.enterprises import enterprises
from ingest.gazetteers.universities import universities
from ingest.gazetteers.zones import zones

_LEGAL = re.compile(r"(?:公司|集团|银行|股份|事务所)$")
_CUE = re.compile(r"签约|签署|签订|协议|合作|投资|考察|调研|对接|揭牌|共建|携手|联合|走访|招商|战略|携|项目")
_BYLINE_AFTER = re.compile(
    r"(?:日报|晚报|晨报|商报|都市报|青年报|新闻网|在线|网|电视台|广播|发布|新闻|讯|[0-9]{1,2}月[0-9]{1,2}日(?:电|讯))"
)
_BYLINE_BEFORE = re.compile(r"(?:记者|来源：|来源:|通讯员|编辑|新华社|中新网|中新社|责编|·)$")
_PERSON_AFTER = re.compile(r"人(?!民|大|才|社|工|口|力)|籍|话|菜|妹|姑娘|小伙|口音|味|户籍")
_LIST = "、"
_SPORT = re.compile(r"队|赛|站|馆|亚运|杯")

KINDS = {
    EntityType.CITY: "City",
    EntityType.ENTERPRISE: "Enterprise",
    EntityType.UNIVERSITY: "University",
    EntityType.PLATFORM: "Platform",
    EntityType.PROJECT: "Project",
}


def _logit(probability: float) -> float:
    clipped = min(max(probability, 0.01), 0.99)
    return math.log(clipped / (1 - clipped))


def _listed(name: str, kind: EntityType) -> bool:
    if kind is EntityType.ENTERPRISE:
        return bool(enterprises().named(name))
    if kind is EntityType.UNIVERSITY:
        return bool(universities().named(name))
    return kind is EntityType.PLATFORM and bool(zones().named(name))


def name_features(
    text: str,
    kind: EntityType,
    name: str,
    forms: Sequence[str],
    spans: Sequence[Span],
    confidences: Sequence[float],
    ruled: Collection[str],
) -> dict[str, float]:
    """Return what speaks for and against an enterprise, university, platform or project.

    `confidences` are those of its learnt names, `ruled` the rules that have found it besides.
    """
    best = max(confidences, default=0.05)
    first = spans[0][0] / max(len(text), 1)
    around = [text[max(0, start - 25) : end + 25] for start, end in spans]
    features = {
        "one": 1.0,
        "best": _logit(best),
        "mean": _logit(sum(confidences) / len(confidences)) if confidences else -3.0,
        "found": math.log1p(len(confidences)),
        "spans": math.log1p(len(spans)),
        "forms": math.log(len(forms)),
        "first": first,
        "late": float(first > 0.85),
        "length": min(len(name), 25) / 10,
        "short": float(len(name) == 2),
        "three": float(len(name) == 3),
        "cue": sum(bool(_CUE.search(part)) for part in around) / len(around),
        "title": float(first < 0.06),
        "listed": float(any(_listed(form, kind) for form in forms)),
        "list": sum(
            text[start - 1 : start] == _LIST or text[end : end + 1] == _LIST or text[end : end + 1] == "等"
            for start, end in spans
        )
        / len(spans),
        "quoted": float(any(text[start - 1 : start] == "“" for start, _ in spans)),
        "latin": float(bool(re.search("[A-Za-z]", name))),
        "digit": float(bool(re.search(r"\d", name))),
        f"is {kind}": 1.0,
        f"ends {name[-2:]}": 1.0,
    }
    if not confidences:
        features["by rule alone"] = 1.0
        features[f"by rule alone, {kind}"] = 1.0
        features[f"by rule alone, ends {name[-2:]}"] = 1.0
    for origin in ruled:
        features[f"ruled {origin}"] = 1.0
    if kind is EntityType.ENTERPRISE:
        features["legal"] = float(bool(_LEGAL.search(name)))
    return features


def city_features(
    text: str,
    city: City | None,
    name: str,
    spans: Sequence[Span],
    inside: Sequence[Span],
    leading: int,
    support: float,
    home_beside: bool,
    others: int,
) -> dict[str, float]:
    """Return what speaks for and against a city.

    `inside` are the spans within other names, `leading` how many of them lead the name, `support` is the best of its
    places.
    """
    free = [span for span in spans if span not in set(inside)]
    forms = [text[start:end] for start, end in free]
    first = spans[0][0] / max(len(text), 1)
    byline = sum(
        bool(_BYLINE_AFTER.match(text, end) or _BYLINE_BEFORE.search(text, max(0, start - 5), start))
        for start, end in free
    )
    person = sum(bool(_PERSON_AFTER.match(text, end)) for _, end in free)
    level = city.level if city else Level.COUNTY
    share = 1 / max(len(free), 1)
    return {
        "one": 1.0,
        "free": math.log1p(len(free)),
        "none free": float(not free),
        "inside": math.log1p(len(inside)),
        "leading": math.log1p(leading),
        "inside only, not leading": float(not free and not leading),
        "bracketed inside": float(any(text[start - 1 : start] in "（(" for start, _ in inside)),
        "support": support,
        "support low": float(support < 0.7),
        "only one inside": float(not free and len(inside) == 1),
        "full": float(name in forms),
        "only letters": float(bool(forms) and all(len(form) == 1 for form in forms)),
        "byline": byline * share,
        "only byline": float(bool(free) and byline == len(free) and not inside),
        "person": person * share,
        "sport": sum(bool(_SPORT.match(text, end)) for _, end in free) * share,
        f"level {level}": 1.0,
        f"level {level} once": float(len(spans) == 1),
        f"level {level} short": float(name not in forms),
        "unsettled": float(city is None),
        "first": first,
        "early": float(first < 0.04),
        "late": float(first > 0.9),
        "beside": float(home_beside),
        "list": sum(text[start - 1 : start] == _LIST or text[end : end + 1] == _LIST for start, end in free) * share,
        "bracket": sum(text[start - 1 : start] in "（(" and text[end : end + 1] in "）)" for start, end in free)
        * share,
        "cue": sum(bool(_CUE.search(text[max(0, start - 25) : end + 25])) for start, end in spans) / len(spans),
        "others": math.log1p(others),
    }


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the shipped weights by kind: of each feature, and the least probability that is enough."""
    loaded: dict[str, dict[str, float]] = json.loads(
        files("ingest.language").joinpath("weights.json").read_text("utf-8")
    )
    return loaded


def probability(features: Mapping[str, float], learnt: Mapping[str, float]) -> float:
    """Return the probability that the weights give to the features; those they do not know count nothing."""
    total = sum(learnt.get(feature, 0.0) * value for feature, value in features.items())
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))
