from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from api.app import create_app
from api.settings import Settings
from graph.ontology import ClaimType, EntityType
from graph.store import open_store
from ingest.gazetteers.regions import regions
from tests.handmade import Said, make_reading

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, Route

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Visit:
    """A visit to the pages: the open page, and what went wrong or strayed on it."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.faults: list[str] = []
        self.strayed: list[str] = []
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", self._alarm)
        page.context.route("**/*", self._watch)

    def go(self, path: str) -> None:
        self.page.goto(self.origin + path)

    def follow(self, link: Locator) -> None:
        """Click what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            link.click()

    def settled(self) -> bool:
        """Tell whether nothing has gone wrong and nothing was asked of another origin."""
        assert self.faults == []
        assert self.strayed == []
        return True

    def point_on(self, find: str, *arguments: str) -> tuple[float, float]:
        """Return where on the screen the point of the drawing lies that the script `find` returns."""
        self.page.locator("#network").scroll_into_view_if_needed()
        at = self.page.evaluate(
            """([find, parts]) => {
                const place = document.getElementById("network");
                const point = place.network.canvasToDOM(new Function("network", "parts", find)(place.network, parts));
                const box = place.getBoundingClientRect();
                return [box.left + point.x, box.top + point.y];
            }""",
            [find, list(arguments)],
        )
        return at[0], at[1]

    def click_node(self, node: str) -> None:
        self.page.mouse.click(*self.point_on("return network.getPosition(parts[0])", node))

    def click_edge(self, source: str, target: str) -> None:
        """Click a point of a straight edge that is neither on a node nor on the label in its middle."""
        self.page.mouse.click(
            *self.point_on(
                "const [a, b] = parts.map((id) => network.getPosition(id));"
                "return { x: a.x + (b.x - a.x) * 0.35, y: a.y + (b.y - a.y) * 0.35 };",
                source,
                target,
            )
        )

    def _alarm(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _watch(self, route: Route) -> None:
        if route.request.url.startswith(self.origin + "/"):
            route.continue_()
        else:
            self.strayed.append(route.request.url)
            route.abort()


@contextmanager
def serving(url: str) -> Iterator[str]:
    """Yield the address of a running server on the store."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(create_app(Settings.from_environment(store=url)), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def origin(graph_url: str) -> Iterator[str]:
    """The address of a running server on the graph of the readings."""
    with serving(graph_url) as address:
        yield address


HOSTILE = (
    "</script><script>alert(1)</script>厂",
    "<img src=x onerror=alert(2)>厂",
    '"href" onclick="alert(3)"厂',
    "\u202e厂司公\u202c\u2066厂",
    "长" * 499 + "厂",
    "<!--<script>厂",
    "{{ 7 * 7 }}厂",
)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The address of a server on a graph of hostile names, and the names: each has signed with 西安市."""
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'graph.db'}"
    with open_store(url) as store:
        store.load_cities(regions().all())
        for name in HOSTILE:
            text = f"西安市与{name}签约。"
            ends: dict[str, tuple[EntityType, str | None]] = {
                "西安市": (EntityType.CITY, None),
                name: (EntityType.ENTERPRISE, "西安市"),
            }
            said = Said(ClaimType.SIGNED, "西安市", name, text)
            store.write(*make_reading(text, ends, [said], title=name, url="https://example.org/?" + name))
    with serving(url) as address:
        yield address, HOSTILE


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    reason = "needs Playwright: make setup, or pip install -e '.[dev]'"
    playwright = pytest.importorskip("playwright.sync_api", reason=reason)
    path = os.environ.get("QIANYUE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("there is no Chromium: apt-get install chromium fonts-noto-cjk, or name it in QIANYUE_CHROMIUM")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


Visiting = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Visiting]:
    """A function that opens a page in a browser of its own, at a server's address (by default `origin`); the options
    are those of a Playwright context."""
    contexts: list[BrowserContext] = []

    def visiting(path: str, at: str | None = None, **options: Any) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        made = Visit(context.new_page(), at or origin)
        made.go(path)
        return made

    yield visiting
    for context in contexts:
        context.close()
