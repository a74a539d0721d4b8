"""Every fragment of the look, rendered from fixtures at both widths and in both themes, judged by axe.

With ``SIMPUL_SHOTS=folder`` each view is kept there as a picture to look at.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.eye import DESKTOP, PHONE, faultless
from tests.browser.gallery.conftest import Gallery, Theme

PAGES = ("bagian", "lacak", "unggah", "daftar-kerja", "perkara", "surat", "galat")
ERRORS = ("400", "403", "404", "413", "429", "500", "503")
THEMES: tuple[Theme, ...] = ("light", "dark")
SHOTS = os.environ.get("SIMPUL_SHOTS")

pytestmark = pytest.mark.browser


def _shoot(page: Page, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.parametrize("name", [*PAGES, *ERRORS])
def test_a_page_of_the_gallery_has_no_accessibility_fault_and_reflows(gallery: Gallery, name: str) -> None:
    """At both widths in both themes, and without sideways scrolling at 320 px."""
    page = gallery.open(name, PHONE)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for width in (PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": 900})
            _shoot(page, f"{name}-{width}-{theme}")
            faultless(page, f"{name} at {width}, {theme}")
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert gallery.errors == []


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
