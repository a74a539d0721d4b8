"""Plh, Plt and a.n.: what an acting official does carries the capacity and the definitive holder of that day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from simpul.casework.completion import complete_task
from simpul.casework.retraction import retract_completion
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.acting import Standing
from simpul.core.directory.models import Assignment, Lane, User
from simpul.core.directory.officers import Officer, officer_of, today_in
from simpul.core.directory.people import assign
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.locked import lock_case
from simpul.core.procedures.models import Case, Task
from simpul.core.procedures.printed import signatory
from simpul.core.procedures.timeline import timeline
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.rules.refusals import Refusal
from tests.casework.conftest import House
from tests.desk.conftest import browser

pytestmark = pytest.mark.django_db
RECEIVED = {"tanggal_terima": "2026-11-20", "saluran_masuk": "Portal"}


@pytest.fixture
def holder(house: House) -> User:
    """The definitive head of Tata Usaha, who leads it."""
    user = User.objects.get(pk=house.officer("tata_usaha").user_id)
    user.position = "Kepala Subbagian Rekaan"
    user.save()
    Assignment.objects.filter(user=user).update(is_lead=True)
    return user


def stand_in(house: House, basis: str = "plh", **more: Any) -> Officer:
    """Somebody of the archive acts in Tata Usaha from today."""
    user = User.objects.get(pk=house.officer("tim_arsiparis").user_id)
    user.position = "Arsiparis"
    user.save()
    today = today_in(house.institution)
    given: dict[str, Any] = {"ends_on": today + timedelta(days=5), "deed": "ST-7/2026", **more}
    lane = Lane.objects.get(institution=house.institution, code="tata_usaha")
    assign(user=user, standing=Standing(lane, today, basis=basis, **given), by=SYSTEM)
    found = officer_of(user)
    assert found is not None
    return found


def last_completion() -> dict[str, Any]:
    event = AuditEvent.objects.filter(verb="task.completed").order_by("-id").first()
    assert event is not None
    found: dict[str, Any] = json.loads(event.body)
    return found


def test_task_log_and_journey_name_capacity_and_holder(
    house: House, holder: User, file_case: Callable[..., Case]
) -> None:
    case, officer = file_case(), stand_in(house)
    complete_task(case_id=case.pk, key="terima#1", officer=officer, raw=RECEIVED)
    task = Task.objects.get(case=case, key="terima#1")
    assert (task.capacity, task.acting_for) == ("Plh. Kepala Subbagian Rekaan", holder)
    body = last_completion()
    place = Assignment.objects.get(basis="plh")
    assert body["actor"]["capacity"] == "Plh. Kepala Subbagian Rekaan"
    assert body["facts"]["acting"] == {"basis": "plh", "assignment": place.pk, "holder": holder.pk}
    assert holder.full_name not in json.dumps(body)
    knot = next(one for one in timeline(case, clock.now()) if one.key == "terima#1")
    assert (knot.capacity, knot.acting_for) == ("Plh. Kepala Subbagian Rekaan", holder.full_name)


def test_the_holder_keeps_the_place_and_acts_in_the_own_right(
    house: House, holder: User, file_case: Callable[..., Case]
) -> None:
    case, officer = file_case(), officer_of(holder)
    stand_in(house)
    assert officer is not None
    assert Assignment.objects.get(user=holder).ends_on is None
    complete_task(case_id=case.pk, key="terima#1", officer=officer, raw=RECEIVED)
    task = Task.objects.get(case=case, key="terima#1")
    assert (task.capacity, task.acting_for) == ("", None)
    assert "acting" not in last_completion()["facts"]


def test_what_is_taken_back_forgets_who_acted(house: House, holder: User, file_case: Callable[..., Case]) -> None:
    case, officer = file_case(), stand_in(house)
    complete_task(case_id=case.pk, key="terima#1", officer=officer, raw=RECEIVED)
    retract_completion(task_id=Task.objects.get(case=case, key="terima#1").pk, officer=officer, reason="Keliru")
    task = Task.objects.get(case=case, key="terima#1")
    assert (task.state, task.capacity, task.acting_for) == ("open", "", None)


@pytest.mark.parametrize(
    ("basis", "title"),
    [
        ("plh", "Plh. Kepala Subbagian Rekaan"),
        ("plt", "Plt. Kepala Subbagian Rekaan"),
        ("an", "a.n. Kepala Subbagian Rekaan\nArsiparis"),
    ],
)
def test_letters_print_the_short_form(
    house: House, holder: User, file_case: Callable[..., Case], basis: str, title: str
) -> None:
    officer, case = stand_in(house, basis), file_case()
    lane = Lane.objects.get(institution=house.institution, code="tata_usaha")
    acting = Acting(
        case=lock_case(case.pk), procedure=procedure_of(case.procedure_version_id), by=officer.actor(lane.pk),
        at=clock.now(),
        happened_at=clock.now(), user_id=officer.user_id, signs_as=officer.signs_as(lane.pk),
    )  # fmt: skip
    assert signatory(acting).title == title


def test_after_the_last_day_nobody_acts(house: House, holder: User) -> None:
    officer, lane = stand_in(house), Lane.objects.get(institution=house.institution, code="tata_usaha")
    assert officer.holds(lane.pk)
    with clock.at(clock.now() + timedelta(days=7)):
        later = officer_of(User.objects.get(pk=officer.user_id))
        assert later is not None
        assert not later.holds(lane.pk)


@pytest.mark.parametrize(
    ("more", "code"),
    [({"deed": " "}, "ORG-13"), ({"ends_on": None}, "ORG-14"), ({"stands_for": "stranger"}, "ORG-15")],
)
def test_what_a_naming_needs(house: House, holder: User, more: dict[str, Any], code: str) -> None:
    if "stands_for" in more:
        more = {"stands_for": User.objects.get(pk=house.officer("kepala_bblbk").user_id)}
    with pytest.raises(Refusal, match=code):
        stand_in(house, **more)
    assert not Assignment.objects.exclude(basis="definitif").exists()


def test_a_plt_may_be_open_and_takes_lead_and_unit_of_the_holder(house: House, holder: User) -> None:
    stand_in(house, "plt", ends_on=None)
    place = Assignment.objects.get(basis="plt")
    assert (place.stands_for, place.is_lead, place.post) == (holder, True, "Kepala Subbagian Rekaan")


def test_a_vacant_post_has_no_holder(house: House) -> None:
    lane = Lane.objects.create(institution=house.institution, code="kepala_baru", name="Kepala Bidang Baru")
    user = User.objects.get(pk=house.officer("tim_arsiparis").user_id)
    assign(user=user, standing=Standing(lane, date(2026, 1, 1), basis="plt", deed="ST-8"), by=SYSTEM)
    officer = officer_of(user)
    assert officer is not None
    assert officer.actor(lane.pk).capacity == "Plt. Kepala Bidang Baru"
    assert Assignment.objects.get(lane=lane).stands_for is None


def test_the_page_of_the_task_says_in_whose_place_one_acts(
    house: House, holder: User, file_case: Callable[..., Case]
) -> None:
    case, officer = file_case(), stand_in(house)
    address = reverse("desk:case", args=[case.slug])
    page = browser(officer).get(address).content.decode()
    assert "Anda bertindak sebagai Plh. Kepala Subbagian Rekaan" in page
    assert f"Menggantikan {holder.full_name}, menurut ST-7/2026, sampai " in page
    own = officer_of(holder)
    assert own is not None
    assert "Anda bertindak sebagai" not in browser(own).get(address).content.decode()


def test_of_a_vacant_post_there_is_nobody_to_name(house: House, file_case: Callable[..., Case]) -> None:
    case = file_case()
    Assignment.objects.filter(lane__code="tata_usaha").delete()
    officer = stand_in(house, "plt", ends_on=None)
    page = browser(officer).get(reverse("desk:case", args=[case.slug])).content.decode()
    assert "Anda bertindak sebagai Plt. Tata Usaha" in page
    assert "Menurut ST-7/2026. Langkah" in page
