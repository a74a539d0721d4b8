"""Opens the pages of the gallery in Chromium: no server, no database, only templates and static files."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.browser.chromium import chromium
from tests.browser.gallery import fixtures

__all__ = ["chromium"]

PAGES_FOLDER = Path(__file__).parent
ORIGIN = "http://rupa.example"
Theme = Literal["light", "dark"]


def _html(name: str) -> str:
    page = PAGES_FOLDER / f"{name}.html"
    source = page.read_text("utf-8") if page.is_file() else f'{{% extends "shell/{name}.html" %}}'
    request = RequestFactory(SERVER_NAME="rupa.example").get(f"/{name}")
    request.user = AnonymousUser()
    return engines["django"].from_string(source).render(fixtures.context(), request)


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


class Gallery:
    """Opens pages; ``errors`` are the console's errors of all of them (a refused style or script among them)."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def open(self, name: str, width: int, theme: Theme = "light", script: bool = True) -> Page:
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
