"""One browser window that looks at a page at one or more widths: nothing for axe, nothing that scrolls sideways.

With ``SIMPUL_SHOTS=folder`` each view is kept there as a picture to look at.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

SHOTS = os.environ.get("SIMPUL_SHOTS")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of what passes nothing is told: telling it takes axe longer than finding the faults.
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "reporter": "no-passes"}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "reporter": "no-passes"}
PHONE, DESKTOP = 360, 1280
PATIENCE = 120_000
"""Milliseconds to wait for what should happen: long enough for a busy machine, for it says nothing about speed."""
OVER = "document.fonts.ready.then(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)"
"""By how many pixels the page is wider than the window, with its own fonts."""
LONGEST = 6000
"""Height in pixels above which a picture of the whole page would take too long."""
LONG_NAME = (
    "Rumah Sakit Umum Daerah dan Laboratorium Kesehatan Masyarakat Rekaan Sejahtera Bersama Kabupaten Umpama Raya "
    "Prov. Misal"
)
"""120 characters, as long as the name of an institution gets."""


def faultless(page: Page, name: str, rules: Mapping[str, object] = RULES) -> None:
    """Nothing for axe on the page that is open now; what axe is made of goes into a page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("rules => axe.run(rules)", rules))
    assert not found.response["violations"], f"{name}\n{found.generate_report()}"


def judge_dark(page: Page, name: str) -> None:
    """The page that is open now in the dark theme, where nothing but the colours differs."""
    page.emulate_media(color_scheme="dark")
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}-gelap.png", full_page=True)
    faultless(page, f"{name} in the dark", CONTRAST)
    page.emulate_media(color_scheme="light")


class Eye:
    """A window; ``client`` lends it the session of somebody who has signed in."""

    def __init__(self, browser: Browser, base: str, client: Client | None = None) -> None:
        self.base = base
        self.context = browser.new_context(locale="id-ID", reduced_motion="reduce")
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        if client is not None:
            self.become(client)

    def become(self, client: Client) -> Eye:
        """Somebody else sits down before the same window: new ones are what takes a browser longest."""
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.base}])
        return self

    def look(self, path: str, name: str, *widths: int) -> None:
        """Open ``path`` and judge it (on the phone unless ``widths`` say otherwise)."""
        self.resize(widths[0] if widths else PHONE)
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}"
        self.judge(name, *widths)

    def meet(self, path: str, status: int, name: str) -> None:
        """Open a page that answers with an error of that status, and judge it on the phone."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        self.judge(name)

    def everywhere(self, name: str) -> None:
        """Judge the page that is open now on a phone by day and on a desktop by night: both widths, both themes."""
        self.judge(name, PHONE)
        self.page.emulate_media(color_scheme="dark")
        self.judge(f"{name}-gelap", DESKTOP)
        self.page.emulate_media(color_scheme="light")

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})

    def judge(self, name: str, *widths: int) -> None:
        """Judge the page that is open now."""
        for width in widths or (PHONE,):
            self.resize(width)
            self._keep(f"{name}-{width}")
            over = self.page.evaluate(OVER)
            assert over <= 0, f"{name} scrolls sideways by {over} at {width}"
            faultless(self.page, f"{name} at {width}")

    def press(self, name: str) -> None:
        """Press the button of that name and wait for what it leads to."""
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()

    def close(self) -> None:
        self.context.close()

    def _keep(self, name: str) -> None:
        """Keep the picture, of a very long page its beginning."""
        if not SHOTS:
            return
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        short = self.page.evaluate("document.documentElement.scrollHeight") < LONGEST
        self.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=bool(short), timeout=60_000)
