"""Every fragment of the look, rendered from fixtures at both widths and in both themes, judged by axe.

No server and no database: pages are rendered by Django's templates and handed to Chromium together with the static
files. With ``SIMPUL_SHOTS=folder`` each view is kept there as a picture to look at.
"""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.browser.gallery import fixtures

GALLERY = Path(__file__).parent / "gallery"
ORIGIN = "http://rupa.example"
PAGES = ("bagian", "lacak", "unggah", "daftar-kerja", "perkara", "surat", "galat")
ERRORS = ("400", "403", "404", "413", "429", "500", "503")
WIDTHS = (360, 1280)
SHOTS = os.environ.get("SIMPUL_SHOTS")
CHROMIUM = os.environ.get("SIMPUL_CHROMIUM", "/usr/bin/chromium")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed (apt install chromium)"),
]


def _html(name: str) -> str:
    source = f'{{% extends "shell/{name}.html" %}}' if name in ERRORS else (GALLERY / f"{name}.html").read_text("utf-8")
    request = RequestFactory(SERVER_NAME="rupa.example").get(f"/{name}")
    return engines["django"].from_string(source).render({**fixtures.context(), "request": request})


def _answer(route: Route) -> None:
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        if not isinstance(found, str):
            route.fulfill(status=404)
            return
        kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
        route.fulfill(body=Path(found).read_bytes(), content_type=kind)
        return
    policy = {"Content-Security-Policy": "default-src 'self'; img-src 'self' data:"}
    route.fulfill(body=_html(path.strip("/")), content_type="text/html; charset=utf-8", headers=policy)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Gallery:
    """Opens pages; ``errors`` are the console's errors of all of them (a refused style or script among them)."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def open(self, name: str, width: int, theme: Literal["light", "dark"] = "light", script: bool = True) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.route(f"{ORIGIN}/**", _answer)
        page.goto(f"{ORIGIN}/{name}")
        if script:
            page.evaluate("document.fonts.ready")
        return page


@pytest.fixture
def gallery(chromium: Browser) -> Iterator[Gallery]:
    opened = Gallery(chromium)
    yield opened
    for context in opened.contexts:
        context.close()


def _shoot(page: Page, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [*PAGES, *ERRORS])
def test_a_page_of_the_gallery_has_no_accessibility_fault(
    gallery: Gallery, name: str, width: int, theme: Literal["light", "dark"]
) -> None:
    page = gallery.open(name, width, theme)
    _shoot(page, f"{name}-{width}-{theme}")
    found = Axe().run(page, options=RULES)
    assert not found.response["violations"], found.generate_report()
    assert gallery.errors == []


@pytest.mark.parametrize("name", [*PAGES, *ERRORS])
def test_a_page_reflows_at_320_px(gallery: Gallery, name: str) -> None:
    page = gallery.open(name, 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", ["bagian", "lacak", "unggah", "404"])
def test_targets_of_partner_screens_are_at_least_44_px(gallery: Gallery, name: str) -> None:
    page = gallery.open(name, 360)
    small = page.evaluate(
        """() => [...document.querySelectorAll('main a, main button, main summary, footer a, header a, .s-bar a')]
            .filter((e) => e.offsetParent && !e.closest('p'))
            .map((e) => [e.textContent.trim(), Math.max(e.getBoundingClientRect().height,
                getComputedStyle(e, '::after').position === 'absolute' ? e.closest('li').offsetHeight : 0)])
            .filter(([, height]) => height < 44)"""
    )
    assert small == []
