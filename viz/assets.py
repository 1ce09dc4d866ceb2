"""The files that the pages load: our own, and vis-network out of the installed pyvis package."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}
_OWN = ("qianyue.css", "network.js", "article.js", "icon.svg")
_VIS = "vis-network.min.js"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served. `version` is a digest of its content."""

    content: bytes
    media_type: str
    version: str


@cache
def asset(name: str) -> Asset:
    """Return an asset by its name. Raises `KeyError` for a name that is none."""
    if name == _VIS:
        content = _vis_network().read_bytes()
    elif name in _OWN:
        content = files("viz").joinpath("static", name).read_bytes()
    else:
        raise KeyError(name)
    return Asset(content, _TYPES[name.rpartition(".")[2]], hashlib.sha256(content).hexdigest()[:12])


def asset_path(name: str) -> str:
    """Return the address of an asset, which changes with its content. Raises `KeyError` for a name that is none."""
    return f"/static/{name}?v={asset(name).version}"


def _vis_network() -> Traversable:
    """Return the newest vis-network that pyvis ships: its releases keep it in one of two folders."""
    for folder in ("lib", "templates/lib"):
        place = files("pyvis").joinpath(folder)
        if not place.is_dir():
            continue
        versions = sorted(
            (entry for entry in place.iterdir() if entry.name.startswith("vis-")),
            key=lambda entry: [int(part) for part in entry.name.removeprefix("vis-").split(".") if part.isdigit()],
        )
        for version in reversed(versions):
            script = version.joinpath(_VIS)
            if script.is_file():
                return script
    raise FileNotFoundError(f"the installed pyvis holds no {_VIS}: install pyvis 0.3.2 or newer")
