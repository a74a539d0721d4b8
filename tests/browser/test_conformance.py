"""The figures in a browser: empty, of few entries, full with fifty of several months; nothing for axe on a phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from simpul.core.directory.models import Lane, Unit, User
from simpul.rules.procedure.loader import load
from tests.browser.desk.conftest import chromium
from tests.browser.eye import DESKTOP, LONG_NAME, PHONE, Eye
from tests.casework.conftest import SOPS, House, files, house
from tests.desk.conftest import browser
from tests.desk.figure_rows import BEGUN, entry, running
from tests.inspectors import let_in

__all__ = ["chromium", "files", "house"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONE = "/meja/kesesuaian/bblbk/"
BOTH = (PHONE, DESKTOP)


def fill(house: House) -> None:
    """Ten cases over four months; each step sometimes late, some waited for the partner, some in a second round."""
    steps = load((SOPS / "bblbk" / "1.yaml").read_text(), "bblbk").steps
    lanes = list(Lane.objects.filter(institution=house.institution))
    unit = Unit.objects.create(institution=house.institution, code="unit", name=LONG_NAME)
    for number in range(10):
        ended: dict[str, Any] = {"status": ("finished", "rejected", "withdrawn")[number % 3], "ended_at": BEGUN}
        case = running(house, **(ended if number < 8 else {}))
        for place, step in enumerate(steps):
            begun = BEGUN - timedelta(days=30 * (number % 4))
            entry(
                case, step.id, days=1 + (number * place) % 7, started_at=begun,
                standard=step.timings[0].standard if step.has_clock else "-",
                late=(number + place) % 4 == 0, lane=lanes[place % len(lanes)], unit=unit if place % 2 else None,
                waited_minutes=900 if place % 3 == 0 else 0, round=1 + (number + place) % 2,
            )  # fmt: skip


def test_figures_are_judged_by_axe(chromium: Browser, live_server: LiveServer, house: House) -> None:
    officer = house.officer("kepala_bblbk")
    let_in(User.objects.get(pk=officer.user_id))
    eye = Eye(chromium, live_server.url, browser(officer))
    try:
        eye.look(ONE, "kesesuaian-kosong", *BOTH)
        entry(running(house), "telaah")
        eye.look(f"{ONE}?dari=&sampai=", "kesesuaian-sedikit", *BOTH)
        fill(house)
        eye.look("/meja/kesesuaian/", "kesesuaian-daftar", *BOTH)
        eye.look(f"{ONE}?dari=&sampai=", "kesesuaian-langkah", *BOTH)
        for group in ("lajur", "unit", "bulan"):
            eye.look(f"{ONE}?dari=&sampai=&menurut={group}", f"kesesuaian-{group}")
        with eye.page.expect_download() as caught:
            eye.page.get_by_role("link", name="Log kejadian (CSV)").click()
        assert caught.value.suggested_filename == "log-bblbk.csv"
        eye.page.get_by_label("Mulai").fill("2026-11-09")
        eye.page.get_by_label("Sampai dengan").fill("2026-11-02")
        eye.press("Tampilkan rentang ini")
        eye.judge("kesesuaian-galat", *BOTH)
    finally:
        eye.close()
