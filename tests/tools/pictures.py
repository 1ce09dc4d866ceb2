"""Take the README's pictures from the running product: `python tests/tools/pictures.py [--url http://127.0.0.1:8000]`.

Without `--url` it reads the samples into a graph of its own and serves that. Needs Chromium (`QIANYUE_CHROMIUM` names
one) with Chinese fonts: `apt-get install chromium fonts-noto-cjk`.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 150_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@contextmanager
def serving_samples() -> Iterator[str]:
    """Yield the address of a server on a graph of the samples."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QIANYUE_STORE": f"sqlite:///{folder}/samples.db", "PYTHONUNBUFFERED": "1"}
        qianyue = [sys.executable, "-m", "cli"]
        subprocess.run([*qianyue, "ingest", "--samples"], cwd=ROOT, env=environment, check=True)
        with subprocess.Popen(
            [*qianyue, "serve", "--port", "0"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as server:
            try:
                assert server.stdout is not None
                found = re.search(r"http://\S+", server.stdout.readline())
                if found is None:
                    raise SystemExit("the server did not say its address")
                yield found[0]
            finally:
                server.terminate()


def save(page: Page, name: str, height: int | None = None) -> None:
    """Write what the page shows, down to a height, as a PNG; where that is too large, in fewer colours."""
    size = page.viewport_size or {"width": 0, "height": 0}
    clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]}
    image = Image.open(io.BytesIO(page.screenshot(clip=clip, full_page=True)))  # type: ignore[arg-type]
    path = PICTURES / f"{name}.png"
    whole = image.convert("RGB")
    whole.save(path, optimize=True)
    for colours in (256, 128, 64):
        if path.stat().st_size <= MOST_BYTES:
            break
        whole.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {image.width} × {image.height}, {path.stat().st_size:,} bytes")


def take(browser: Browser, url: str) -> None:
    """Take the pictures: the first page, and what each of the three kinds of user comes for."""

    def opened(path: str, width: int = 1180, height: int = 900, scheme: str = "light", scale: float = 1) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            device_scale_factor=scale,
        )
        page = context.new_page()
        page.goto(url + path)
        page.wait_for_load_state("networkidle")
        return page

    save(opened("/", height=1290), "home")
    save(opened("/city/锡山区", height=1300), "researcher-city")
    save(opened("/links/肇庆市/西安市", height=1250), "investor-pair")
    pair = opened("/links/肇庆市/西安市")
    with pair.expect_navigation():
        pair.locator("#panel .origin a").first.click()
    pair.evaluate("scrollTo(0, 0)")
    save(pair, "journalist-article")
    save(opened("/links/锡山区/珠海市?lang=en", height=1060, scheme="dark"), "english-dark")
    save(opened("/city/西安市", width=390, height=1100), "phone")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="address of a running server, its graph holding the samples")
    given = parser.parse_args()
    chromium = os.environ.get("QIANYUE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("there is no Chromium: apt-get install chromium fonts-noto-cjk, or set QIANYUE_CHROMIUM")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=FLAGS)
        if given.url:
            take(browser, given.url.rstrip("/"))
        else:
            with serving_samples() as url:
                take(browser, url)
        browser.close()


if __name__ == "__main__":
    main()
