"""Units: added by an administrator, people placed for them, and asked for where a step is for each unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Assignment, Lane, Unit, User
from simpul.core.directory.units import add_unit, lanes_with_units
from simpul.core.messages.models import OutboxEvent
from simpul.rules.refusals import Refusal
from tests.people.conftest import Office

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def test_a_unit_is_added_on_record_and_only_once(office: Office) -> None:
    by = office.officer.actor()
    unit = add_unit(institution=office.institution, name="  Instalasi   Mikrobiologi ", by=by)
    assert (unit.name, unit.code) == ("Instalasi Mikrobiologi", "instalasi-mikrobiologi")
    assert AuditEvent.objects.filter(verb="unit.added").count() == 1
    assert OutboxEvent.objects.filter(kind="unit.added").count() == 1
    for name, code in (("instalasi mikrobiologi", "ORG-37"), ("Instalasi-Mikrobiologi!", "ORG-37"), ("...", "ORG-31")):
        with pytest.raises(Refusal, match=code):
            add_unit(institution=office.institution, name=name, by=by)
    assert Unit.objects.filter(institution=office.institution).count() == 1


def test_the_page_adds_and_says_what_is_wrong(office: Office, enter: Enter) -> None:
    client = enter(office.admin)
    assert client.post("/meja/lembaga/unit/", {"unit_name": "Instalasi Uji"}).status_code == 302
    again = client.post("/meja/lembaga/unit/", {"unit_name": "Instalasi Uji"})
    assert again.status_code == 422
    assert "ORG-37" in again.content.decode()
    assert client.post("/meja/lembaga/unit/", {"unit_name": ""}).status_code == 422
    assert "Instalasi Uji" in client.get("/meja/lembaga/").content.decode()


def test_a_colleague_and_a_stranger_add_none(office: Office, enter: Enter) -> None:
    assert enter(office.staff).post("/meja/lembaga/unit/", {"unit_name": "Instalasi Uji"}).status_code == 403
    assert Client().post("/meja/lembaga/unit/", {"unit_name": "Instalasi Uji"}).status_code == 302
    assert not Unit.objects.exists()


def test_the_units_of_another_house_are_neither_shown_nor_added_to(office: Office, other: Office, enter: Enter) -> None:
    add_unit(institution=office.institution, name="Instalasi Rahasia", by=office.officer.actor())
    stranger = enter(other.admin)
    assert stranger.post("/meja/lembaga/unit/", {"unit_name": "Instalasi Rahasia"}).status_code == 302, "no clash"
    assert Unit.objects.get(institution=other.institution).name == "Instalasi Rahasia"
    assert Unit.objects.filter(institution=office.institution).count() == 1
    add_unit(institution=office.institution, name="Instalasi Kedua", by=office.officer.actor())
    for page in ("/meja/lembaga/", "/meja/orang/", f"/meja/orang/{other.staff.pk}/"):
        assert "Instalasi Kedua" not in stranger.get(page).content.decode(), page


def test_a_person_is_placed_for_a_unit_of_the_own_house(office: Office, other: Office, enter: Enter) -> None:
    unit = add_unit(institution=office.institution, name="Instalasi Uji", by=office.officer.actor())
    lane = Lane.objects.create(institution=office.institution, code="penguji", name="Instalasi Penguji", position=9)
    assert lanes_with_units(office.institution) == set()
    theirs = add_unit(institution=other.institution, name="Instalasi Lain", by=other.officer.actor())
    client, place = enter(office.admin), f"/meja/orang/{office.staff.pk}/lajur/"
    sent = {"lane": lane.pk, "starts_on": date(2026, 1, 1).isoformat(), "basis": "definitif", "unit": unit.pk}
    assert client.post(place, {**sent, "unit": theirs.pk}).status_code == 422
    done = client.post(place, sent)
    assert done.status_code == 302, done.content.decode()[:3000]
    assert Assignment.objects.get(lane=lane).unit == unit
    assert "untuk Instalasi Uji" in client.get("/meja/orang/").content.decode()
    assert lanes_with_units(office.institution) == {"penguji"}
