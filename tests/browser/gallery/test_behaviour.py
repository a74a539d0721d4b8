"""What the script adds, in Chromium and without a server: once-only forms, resumed uploads, keys, theme, words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route

from simpul.rules.agreement_text.words import rupiah_in_words
from tests.browser.gallery.conftest import ORIGIN, Gallery

pytestmark = pytest.mark.browser


def test_a_form_pressed_twice_is_sent_once(gallery: Gallery) -> None:
    page = gallery.open("perkara", 1280)
    page.evaluate(
        """() => { window.sent = 0; const form = document.querySelector('.s-job form');
            form.addEventListener('submit', () => { window.sent += 1; });
            document.addEventListener('submit', (e) => { window.through = (window.through || 0) + !e.defaultPrevented;
                e.preventDefault(); }); }"""
    )
    button = page.locator(".s-job .btn-primary")
    button.dispatch_event("click")
    button.dispatch_event("click")
    assert page.evaluate("window.through") == 1


def test_a_button_that_is_off_does_nothing_and_says_why(gallery: Gallery) -> None:
    page = gallery.open("perkara", 1280)
    page.evaluate("document.addEventListener('submit', (e) => { window.sent = true; e.preventDefault(); })")
    button = page.locator(".s-job button[aria-disabled=true]")
    button.dispatch_event("click")
    assert page.evaluate("window.sent") is None
    assert page.locator(f"#{button.get_attribute('aria-describedby')}").inner_text() == "Tulis catatan terlebih dahulu."


def _focused(page: Page) -> Any:
    return page.evaluate("document.activeElement.textContent")


def test_keys_move_through_the_worklist(gallery: Gallery) -> None:
    page = gallery.open("daftar-kerja", 1280)
    page.keyboard.press("j")
    first = _focused(page)
    page.keyboard.press("j")
    assert _focused(page) != first
    page.keyboard.press("k")
    assert _focused(page) == first
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "cari"
    page.keyboard.type("jk")
    assert page.locator("#cari").input_value() == "jk"


def test_a_key_can_be_switched_off_and_stays_off(gallery: Gallery) -> None:
    page = gallery.open("daftar-kerja", 1280)
    page.locator("[data-shortcuts] summary").click()
    page.locator("[data-shortcut=j]").uncheck()
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body") is True
    assert page.evaluate("document.querySelector('[data-shortcut=j]').checked") is False
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.matches('[data-open]')") is True


def test_the_theme_is_chosen_and_given_back(gallery: Gallery) -> None:
    page = gallery.open("lacak", 1280)
    dark = page.locator("[data-theme-value=dark]")
    dark.click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "simpul_tema=dark" in page.evaluate("document.cookie")
    dark.click()
    assert page.evaluate("document.documentElement.dataset.theme") is None
    assert "simpul_tema=dark" not in page.evaluate("document.cookie")


AMOUNTS = (
    0,
    1,
    11,
    19,
    21,
    100,
    101,
    1000,
    1001,
    1100,
    2000,
    1_000_100,
    48_500_000,
    10**9,
    10**12,
    999_999_999_999_999,
)


def test_amounts_in_words_equal_those_of_the_agreement(gallery: Gallery) -> None:
    page = gallery.open("bagian", 1280)
    entry, words = page.locator("#id_value"), page.locator("#id_value-kata")
    for amount in AMOUNTS:
        entry.fill(f"Rp{amount:,}".replace(",", "."))
        assert words.inner_text() == rupiah_in_words(amount)
    entry.fill("1,5 juta")
    assert words.inner_text() == ""


def test_a_chosen_date_is_written_with_its_day(gallery: Gallery) -> None:
    page = gallery.open("bagian", 1280)
    page.locator("#id_start").fill("2026-11-22")
    assert page.locator("#id_start-kata").inner_text() == "Minggu, 22 November 2026"


class Receiver:
    """Stands in for the server of uploads: keeps what came, drops the line at the second piece once."""

    def __init__(self) -> None:
        self.kept = bytearray()
        self.dropped = False
        self.asked: list[str] = []

    def take(self, route: Route, request: Request) -> None:
        if request.method == "GET":
            self.asked.append(request.url)
            self.answer(route)
            return
        if self.kept and not self.dropped:
            self.dropped = True
            route.abort("connectionreset")
            return
        assert int(request.headers["upload-offset"]) == len(self.kept)
        self.kept += request.post_data_buffer or b""
        done = len(self.kept) == int(request.headers["upload-length"])
        self.answer(route, {"next": "/lacak"} if done else None)

    def answer(self, route: Route, body: dict[str, Any] | None = None) -> None:
        route.fulfill(body=json.dumps(body or {"offset": len(self.kept)}), content_type="application/json")


def test_an_upload_goes_on_after_a_dropped_line(gallery: Gallery) -> None:
    page = gallery.open("unggah", 360)
    receiver = Receiver()
    page.route("**/unggah/potongan/**", receiver.take)
    sent = bytes(range(256)) * 1200
    with page.expect_file_chooser() as chooser:
        page.locator("#kartu button").click()
    chooser.value.set_files({"name": "kartu.pdf", "mimeType": "application/pdf", "buffer": sent})
    page.wait_for_url(f"{ORIGIN}/lacak")
    assert bytes(receiver.kept) == sent
    assert receiver.dropped
    assert len(receiver.asked) >= 2


def test_the_pages_work_without_script(gallery: Gallery) -> None:
    page = gallery.open("unggah", 360, script=False)
    assert page.locator("#kartu input[type=file]").is_visible()
    assert page.locator("#kartu button").is_visible()
    menu = gallery.open("daftar-kerja", 360, script=False)
    assert menu.locator(".s-rail nav a").first.is_visible()
    assert not menu.locator("[data-shortcuts]").is_visible()
