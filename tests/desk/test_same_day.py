"""What is to be done the same day: no page counts a day of it while its day lasts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import User
from simpul.core.procedures.timeline import timeline
from simpul.pages.desk.journey import knots
from simpul.pages.portal import journey as portal_words
from simpul.rules.working_time import Unit, Used
from tests.desk.conftest import Desk, desk, file_case, files, house
from tests.desk.figure_rows import BEGUN, entry, running

__all__ = ["desk", "file_case", "files", "house"]
EVERYTHING = "/meja/kesesuaian/bblbk/?dari=&sampai="
STANDARD = "hari yang sama"


def shown(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize(("days", "words"), [(0, "2 November 2026, hari yang sama"), (1, "lewat 1 HK")])
def test_the_journey_counts_the_days_past_the_day(desk: Desk, days: int, words: str) -> None:
    case = running(desk.house)
    entry(case, "telaah_hukum", standard=STANDARD, happened_at=BEGUN + timedelta(days=days, hours=2))
    page = shown(desk.client("tata_usaha"), f"/perkara/{case.slug}/")
    assert words in page
    assert "dari 1 HK" not in page
    assert "dari 0" not in page


def test_what_just_opened_has_used_nothing(desk: Desk) -> None:
    now = datetime.now(BEGUN.tzinfo)
    case = running(desk.house)
    entry(
        case, "telaah_hukum", standard=STANDARD, state="open", started_at=now, happened_at=None, completed_at=None,
        due_at=now + timedelta(hours=1),
    )  # fmt: skip
    (knot, *_later) = knots(timeline(case, now), calendar_for(desk.house.institution.pk), {})
    assert str(knot["box"]).startswith("hari yang sama, tenggat")


def test_the_partner_reads_that_it_was_done_the_same_day() -> None:
    assert portal_words.spent(Used(Unit.SAME_DAY, 0, 0)) == "pada hari yang sama"
    assert portal_words.spent(Used(Unit.SAME_DAY, 2, 0)) == "lewat 2 hari kerja dari hari itu"


def test_conformance_says_it_in_words_and_gives_it_no_share(desk: Desk) -> None:
    case = running(desk.house)
    for days in (0, 0, 0, 0, 1):
        entry(
            case, "telaah_hukum", standard=STANDARD, late=bool(days), happened_at=BEGUN + timedelta(days=days, hours=2)
        )
    User.objects.filter(pk=desk.house.officer("tata_usaha").user_id).update(is_admin=True)
    page = shown(desk.client("tata_usaha"), EVERYTHING)
    assert "<td>hari yang sama</td><td>lewat 0,6\N{NO-BREAK SPACE}HK</td>" in page
    assert "median hari yang sama, persentil ke-90 lewat 0,6\N{NO-BREAK SPACE}HK" in page
    assert "mutu baku</small>" not in page
    by_lane = shown(desk.client("tata_usaha"), f"{EVERYTHING}&menurut=lajur")
    assert "mutu baku</small>" not in by_lane


def test_a_share_needs_five_entries_that_have_one(desk: Desk) -> None:
    case = running(desk.house)
    for standard in (STANDARD,) * 5 + ("3 HK",):
        entry(case, "telaah_hukum", standard=standard)
    User.objects.filter(pk=desk.house.officer("tata_usaha").user_id).update(is_admin=True)
    page = shown(desk.client("tata_usaha"), f"{EVERYTHING}&menurut=lajur")
    assert "n = 1, terlalu sedikit" in page
    assert "mutu baku</small>" not in page
