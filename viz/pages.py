"""The pages: templates of ours, filled with what the store answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from graph.ontology import ClaimType, EntityType, Level, ontology
from viz.assets import asset_path
from viz.formats import Paths, confidence, exact_money, money, outside_url, visible
from viz.network import Drawing
from viz.texts import Lang, Texts


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("viz"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "visible": visible,
        "confidence": confidence,
        "exact_money": exact_money,
        "outside_url": outside_url,
    }
    environment.globals |= {
        "asset": asset_path,
        "ontology": ontology(),
        "entity_types": tuple(EntityType),
        "claim_types": tuple(ClaimType),
        "levels": tuple(Level),
        "drawing_json": _drawing_json,
    }
    return environment


def _drawing_json(drawing: Drawing) -> Markup:
    # `Drawing.json` leaves nothing in it that could end the element or begin another.
    return Markup(drawing.json())  # noqa: S704


class Here:
    """The address of the page itself. Called with changes to its query, it returns the changed address."""

    def __init__(self, path: str, query: Mapping[str, str]) -> None:
        self._path, self._query = path, dict(query)

    def __call__(self, **changes: str | int | None) -> str:
        """Return this page's address with the query changed; None and 0 take a value out."""
        query = {key: value for key, value in {**self._query, **changes}.items() if value}
        # Two slashes at the beginning would make the rest another site's name.
        return "/" + quote(self._path.lstrip("/\\")) + (f"?{urlencode(query)}" if query else "")


def render(template: str, lang: Lang, here: Here, **values: Any) -> str:
    """Return a page as HTML. `values` are what the template names."""
    return (
        _environment()
        .get_template(template)
        .render(
            t=Texts(lang),
            lang=lang,
            paths=Paths(lang),
            here=here,
            money=lambda amount, currency: money(amount, currency, lang),
            **values,
        )
    )
