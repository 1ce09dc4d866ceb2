"""The pages: what a browser sees of the graph. Questions go to the store, drawing is `viz`'s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Language, LanguageDep, QuotesOnlyDep, StoreDep
from api.parameters import ArticleId, CityPath, EntityId, OtherCityPath, Text
from api.problems import Problem
from api.questions import MAX_OFFSET, city_links, pair_links
from graph.answers import ANY_CLAIM, ClaimAnswer, ClaimFilter, Entity, EntityRef, Page
from graph.errors import NotFoundError
from graph.names import fold
from graph.ontology import EntityType, Level
from graph.questions import MAX_LIMIT
from ingest.gazetteers.regions import regions
from viz.assets import asset
from viz.formats import Paths
from viz.marking import pieces
from viz.network import MAX_NODES, liveliest, neighbourhood_network, network
from viz.pages import Here, render
from viz.texts import keys

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_ROWS = 20
_HOME_ROWS = 10
_HOME_CLAIMS = 400
_HOME_NODES = 32
_EXAMPLES = 6
_A_YEAR = "public, max-age=31536000, immutable"

Offset = Annotated[int, Query(ge=0, le=MAX_OFFSET)]


def _page(request: Request, template: str, lang: Language, code: int = 200, **values: Any) -> HTMLResponse:
    here = Here(request.scope["path"], request.query_params)
    return HTMLResponse(render(template, lang, here, **values), code)


def _places(entity: Entity) -> str:
    """Return the divisions that an entity lies in, widest first; a City does not lie in itself."""
    if entity.home not in regions().by_code:
        return ""
    above = [city.name for city in reversed(regions().ancestors(entity.home))]
    return "".join(above if entity.type is EntityType.CITY else [*above, regions().by_code[entity.home].name])


def _busiest_cities(claims: Iterable[ClaimAnswer]) -> list[EntityRef]:
    """Return the Cities that most of the claims have at an end."""
    ends = Counter(end for claim in claims for end in (claim.source, claim.target) if end.type is EntityType.CITY)
    return sorted(ends, key=lambda end: (-ends[end], end.id))[:_EXAMPLES]


@router.get("/")
def home(request: Request, store: StoreDep, lang: LanguageDep, offset: Offset = 0) -> Response:
    newest = store.claims(limit=MAX_LIMIT).results
    # Only the surest of the newest: a first look should not rest on doubtful readings.
    surest = sorted(newest, key=lambda claim: (-claim.confidence, claim.id))[:_HOME_CLAIMS]
    drawing = network(liveliest(surest, _HOME_NODES), lang, limit=_HOME_NODES)
    claims = store.claims(limit=_HOME_ROWS, offset=offset)
    return _page(
        request,
        "home.html",
        lang,
        stats=store.stats(),
        examples=_busiest_cities(newest),
        drawing=drawing,
        claims=claims,
    )


@router.get("/search")
def search(
    request: Request,
    store: StoreDep,
    lang: LanguageDep,
    q: Text = "",
    type: EntityType | None = None,
    offset: Offset = 0,
) -> Response:
    q = q.strip()
    # Of signs alone nothing is called anything.
    nothing: Page[Entity] = Page(0, _ROWS, 0, ())
    found = store.search(q, frozenset({type} if type else ()), _ROWS, offset) if fold(q) else nothing
    return _page(request, "search.html", lang, q=q, type=type, found=found, places=_places)


@router.get("/entity/{entity_id}")
def entity(request: Request, store: StoreDep, lang: LanguageDep, entity_id: EntityId, offset: Offset = 0) -> Response:
    found = store.entity(entity_id)
    place = Paths(lang).entity(EntityRef(found.id, found.type, found.name, found.home))
    if place.startswith("/city/"):
        return RedirectResponse(place)
    drawing = neighbourhood_network(store.neighbourhood(found.id, limit=MAX_NODES), lang)
    claims = store.claims(ClaimFilter(entity=found.id), _ROWS, offset)
    articles = store.articles(found.id, _ROWS)
    return _page(request, "entity.html", lang, entity=found, drawing=drawing, claims=claims, articles=articles)


@router.get("/city/{city}")
def city_profile(
    request: Request,
    store: StoreDep,
    lang: LanguageDep,
    city: CityPath,
    level: Level | None = None,
    offset: Offset = 0,
    claims: Offset = 0,
    all: bool = False,
) -> Response:
    found = store.city(city)
    links = city_links(store, city, level, ANY_CLAIM, _ROWS, offset, 1 if all else _ROWS, 0 if all else claims)
    of_city = ClaimFilter(city=found.home)
    drawn = store.claims(of_city, MAX_LIMIT)
    drawing = network(drawn.results, lang, centre=found.id, left_out_claims=drawn.total - len(drawn.results))
    rows = store.claims(of_city, _ROWS, claims) if all else links.claims
    return _page(
        request,
        "city.html",
        lang,
        city=found,
        places=_places,
        links=links,
        level=links.level,
        drawing=drawing,
        claims=rows,
        all=all,
    )


@router.get("/links/{city}/{other}")
def pair(
    request: Request,
    store: StoreDep,
    lang: LanguageDep,
    city: CityPath,
    other: OtherCityPath,
    level: Level | None = None,
    offset: Offset = 0,
) -> Response:
    found = pair_links(store, city, other, level, ANY_CLAIM, _ROWS, offset)
    drawn = pair_links(store, city, other, level, ANY_CLAIM, MAX_LIMIT).claims
    drawing = network(drawn.results, lang, left_out_claims=drawn.total - len(drawn.results))
    return _page(request, "pair.html", lang, pair=found, drawing=drawing)


@router.get("/article/{article_id}")
def article(
    request: Request, store: StoreDep, quotes_only: QuotesOnlyDep, lang: LanguageDep, article_id: ArticleId
) -> Response:
    found = store.article(article_id)
    count = len(found.claims)
    return _page(
        request,
        "article.html",
        lang,
        article=found,
        quotes_only=quotes_only,
        pieces=[] if quotes_only else pieces(found.text, found.spans, found.claims),
        claims=Page(count, max(count, 1), 0, found.claims),
    )


@router.get("/static/{name}")
def static(request: Request, name: str, v: str = "") -> Response:
    try:
        found = asset(name)
    except KeyError:
        raise NotFoundError(f"there is no file {name} here") from None
    tag = f'"{found.version}"'
    headers = {"ETag": tag, "Cache-Control": _A_YEAR if v == found.version else "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)


def error_page(request: Request, problem: Problem) -> Response:
    """Return a problem as a page in the visitor's language."""
    lang: Language = "en" if request.query_params.get("lang") == "en" else "zh"
    # What has no words of its own is the visitor's mistake or the server's.
    kind = problem.status if f"error_{problem.status}" in keys() else 400 if problem.status < 500 else 500
    details = [problem.detail] if problem.status in {404, 422} else []
    return _page(request, "error.html", lang, problem.status, status=problem.status, kind=kind, details=details)
