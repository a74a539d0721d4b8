"""The calendar in the database: seeded from the shipped one, edited by versions, read through a memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import ProgrammingError, transaction
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from simpul.core.directory import calendars
from simpul.core.directory.calendar_actions import edit_calendar, seed_national
from simpul.core.directory.models import CalendarDay, CalendarVersion, Institution
from simpul.lib.actor import Actor
from simpul.lib.national_calendar import national_calendar
from simpul.rules.refusals import Conflict, Refusal
from simpul.rules.working_time import Calendar, CalendarYear, DayOff, RamadanRow, Reason, deadline, parse
from simpul.rules.working_time.editing import with_day, with_ramadan, with_year

pytestmark = pytest.mark.django_db

ADMIN = Actor("user", "7", "Rekaan Misal", "admin")
EXTRA = DayOff(date(2026, 11, 11), Reason.JOINT_LEAVE, "Cuti bersama tambahan")
START = datetime.fromisoformat("2026-11-09T10:00+08:00")


@pytest.fixture
def mataram() -> Institution:
    return Institution.objects.create(
        code="contoh-ntb", name="Balai Contoh", short_name="BC", city="Mataram", province="NTB", zone="Asia/Makassar"
    )


def add_extra(calendar: Calendar) -> Calendar:
    return with_day(calendar, EXTRA)


def latest(institution: Institution) -> int | None:
    version = calendars.current_version(institution.pk)
    return version.pk if version else None


def test_without_any_version_the_shipped_calendar_holds(mataram: Institution) -> None:
    assert calendars.calendar_for(mataram.pk) == national_calendar("Asia/Makassar")
    assert calendars.calendar_of("contoh-ntb") is calendars.calendar_for(mataram.pk)


def test_the_seed_reads_back_equal_and_is_harmless_to_repeat(mataram: Institution) -> None:
    version = seed_national()
    assert seed_national() == version
    assert CalendarVersion.objects.count() == 1
    assert calendars.calendar_of_version(version.pk, "Asia/Makassar") == national_calendar("Asia/Makassar")


def test_an_upgrade_of_the_shipped_calendar_is_seeded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seed_national()
    newer = with_year(
        national_calendar(), CalendarYear(2027, "SKB contoh 1/2026"), [DayOff(date(2027, 1, 1), Reason.HOLIDAY)]
    )
    monkeypatch.setattr("simpul.core.directory.calendar_actions.national_calendar", lambda: newer)
    version = seed_national()
    assert version.number == 2
    assert calendars.calendar_of_version(version.pk, newer.zone_name) == newer


def test_an_edit_makes_the_next_version_of_this_institution_only(mataram: Institution) -> None:
    seed_national()
    other = Institution.objects.create(code="contoh", name="Balai", short_name="B", city="Jakarta", province="DKI")
    edited = edit_calendar(
        institution_id=mataram.pk, change=add_extra, based_on=latest(mataram), note="SKB contoh 2/2026", by=ADMIN
    )
    calendars.forget()
    assert calendars.calendar_for(mataram.pk) == edited.after
    assert deadline(START, parse("3 HK"), edited.before) == datetime.fromisoformat("2026-11-12T16:00+08:00")
    assert deadline(START, parse("3 HK"), edited.after) == datetime.fromisoformat("2026-11-13T16:30+08:00")
    assert EXTRA not in calendars.calendar_for(other.pk).days
    assert edited.facts["added"] == ["2026-11-11 joint leave"]
    assert (edited.version.number, edited.version.made_by_ref, edited.version.note) == (1, "7", "SKB contoh 2/2026")


def test_a_later_edit_builds_on_the_last_version(mataram: Institution) -> None:
    seed_national()
    edit_calendar(institution_id=mataram.pk, change=add_extra, based_on=latest(mataram), note="SKB", by=ADMIN)
    second = edit_calendar(
        institution_id=mataram.pk,
        change=lambda calendar: replace(
            with_ramadan(calendar, RamadanRow(date(2026, 2, 18), date(2026, 3, 19), "KMA contoh 3/2026")),
            receipt_counts=True,
        ),
        based_on=latest(mataram),
        note="KMA contoh 3/2026",
        by=ADMIN,
    )
    assert second.version.number == 2
    assert EXTRA in second.after.days
    assert [row.first for row in second.after.ramadan] == [date(2026, 2, 18)]  # took the place of the estimate
    assert calendars.calendar_of_version(second.version.pk, "Asia/Makassar") == second.after


def test_an_edit_without_seed_builds_on_the_shipped_calendar(mataram: Institution) -> None:
    edited = edit_calendar(institution_id=mataram.pk, change=add_extra, based_on=None, note="SKB", by=ADMIN)
    assert len(edited.after.days) == len(national_calendar().days) + 1


def test_of_two_editors_the_second_is_told(mataram: Institution) -> None:
    seen = latest(mataram)
    edit_calendar(institution_id=mataram.pk, change=add_extra, based_on=seen, note="SKB", by=ADMIN)
    with pytest.raises(Conflict, match="KAL-32"):
        edit_calendar(institution_id=mataram.pk, change=add_extra, based_on=seen, note="SKB", by=ADMIN)
    assert CalendarVersion.objects.count() == 1


@pytest.mark.parametrize(("note", "code"), [("  ", "KAL-31"), ("SKB", "KAL-33")])
def test_an_edit_needs_a_decree_and_a_difference(mataram: Institution, note: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        edit_calendar(institution_id=mataram.pk, change=lambda same: same, based_on=None, note=note, by=ADMIN)
    assert not CalendarVersion.objects.exists()


def test_a_refused_edit_leaves_nothing_behind(mataram: Institution) -> None:
    def wrong(calendar: Calendar) -> Calendar:
        return with_year(calendar, CalendarYear(2027), [EXTRA])

    with pytest.raises(Refusal, match="KAL-13"):
        edit_calendar(institution_id=mataram.pk, change=wrong, based_on=None, note="SKB", by=ADMIN)
    assert not CalendarVersion.objects.exists()


def test_the_zone_stays_that_of_the_institution(mataram: Institution) -> None:
    def moved(calendar: Calendar) -> Calendar:
        return replace(add_extra(calendar), zone_name="Asia/Jakarta")

    edited = edit_calendar(institution_id=mataram.pk, change=moved, based_on=None, note="SKB", by=ADMIN)
    assert edited.after.zone_name == "Asia/Makassar"


@pytest.mark.parametrize("act", [lambda rows: rows.update(name="lain"), lambda rows: rows.delete()])
def test_a_version_cannot_be_changed_not_even_past_the_actions(act: Callable[[QuerySet[CalendarDay]], object]) -> None:
    seed_national()
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        act(CalendarDay.objects.all())


def test_the_memory_reads_once_and_follows_an_edit(
    mataram: Institution,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    seed_national()
    calendars.forget()
    first = calendars.calendar_for(mataram.pk)
    with django_assert_num_queries(0):
        assert calendars.calendar_for(mataram.pk) is first
    with django_capture_on_commit_callbacks(execute=True):
        edited = edit_calendar(
            institution_id=mataram.pk, change=add_extra, based_on=latest(mataram), note="SKB", by=ADMIN
        )
    assert calendars.calendar_for(mataram.pk) == edited.after


def test_another_process_sees_an_edit_after_seconds(mataram: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    before = calendars.calendar_for(mataram.pk)
    edit_calendar(institution_id=mataram.pk, change=add_extra, based_on=None, note="SKB", by=ADMIN)
    assert calendars.calendar_for(mataram.pk) is before  # the commit was somebody else's: not told
    monkeypatch.setattr(calendars, "FRESH_SECONDS", -1.0)
    assert EXTRA in calendars.calendar_for(mataram.pk).days


def test_an_unknown_institution_is_refused() -> None:
    with pytest.raises(Refusal, match="KAL-30"):
        calendars.calendar_of("tidak-ada")
