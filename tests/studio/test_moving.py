"""A running case moves to a newer version where its open steps allow it, with a reason that is kept."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import timedelta

import pytest

from simpul.casework.cases import claim
from simpul.casework.invariants.every import broken
from simpul.casework.moving import hindered_by, move_case, ways_of
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.officers import today_in
from simpul.core.procedures.models import ActReason, Case, FiredTimer, ProcedureVersion, Task, TaskState
from simpul.core.procedures.publishing import publish_by_two
from simpul.lib import clock
from simpul.rules.refusals import Refusal
from tests.studio.conftest import BBLBK, Studio, changed

pytestmark = pytest.mark.django_db

RENAMED = ("ringkas: Terima surat", "ringkas: Terima permohonan")
OLD_TIMERS = "{nama: ingatkan_pelaksana, setelah: 1 HK}, {nama: ingatkan_atasan, setelah: 2 HK}"
NEW_TIMERS = "{nama: ingatkan_mitra, setelah: 1 HK}, {nama: ingatkan_pelaksana, setelah: 1 HK}"
GONE = (("- id: terima\n", "- id: terima_baru\n"), ("lanjut: terima\n", "lanjut: terima_baru\n"))


def publish(studio: Studio, version: str, *pairs: tuple[str, str]) -> ProcedureVersion:
    house = studio.house.institution
    return publish_by_two(
        institution=house, code="bblbk", text=changed(BBLBK, version, *pairs), effective_on=today_in(house),
        proposed_by_id=studio.admin.user_id, published_by=studio.head,
    )  # fmt: skip


def test_a_case_stays_until_it_is_moved(studio: Studio, file_case: Callable[..., Case]) -> None:
    case = file_case()
    newer = publish(studio, "2", RENAMED)
    client = studio.client("head")
    before = list(Task.objects.filter(case=case).values_list("key", "due_at", "state"))
    page = client.get(f"/perkara/{case.slug}/").content.decode()
    assert "Terima surat" in page
    assert f"/perkara/{case.slug}/versi/" in page
    assert "tidak ada halangan" in client.get(f"/perkara/{case.slug}/versi/").content.decode()
    form = {"versi": newer.pk, "alasan": " "}
    assert "SOP-52" in client.post(f"/perkara/{case.slug}/versi/", form).content.decode()
    assert client.post(f"/perkara/{case.slug}/versi/", {**form, "alasan": "Nama baru."}).status_code == 302
    case.refresh_from_db()
    assert case.procedure_version == newer
    assert list(Task.objects.filter(case=case).values_list("key", "due_at", "state")) == before
    page = html.unescape(client.get(f"/perkara/{case.slug}/").content.decode())
    assert "Terima permohonan" in page
    assert "Versi prosedur 2" in page or "versi 2" in page.lower()
    event = AuditEvent.objects.get(verb="case.moved")
    assert "Nama baru" not in event.body
    assert ActReason.objects.get(case=case, seq=event.seq).text == "Nama baru."
    assert "Perkara ini dipindahkan dari versi 1 ke versi 2 SOP" in page
    assert ": Nama baru." in page
    trail = client.get(f"/perkara/{case.slug}/jejak/").content.decode()
    assert "Dipindahkan" in trail
    assert "Dari versi 1 ke versi 2." in trail
    claim(case_id=case.pk, key="terima#1", officer=studio.staff)
    assert list(broken()) == []


def test_what_stands_in_the_way_is_named_and_nothing_moves(studio: Studio, file_case: Callable[..., Case]) -> None:
    case = file_case()
    newer = publish(studio, "2", *GONE)
    (refusal,) = hindered_by(Case.objects.get(pk=case.pk), newer)
    assert refusal.code == "SOP-21"
    with pytest.raises(Refusal, match="SOP-21"):
        move_case(case_id=case.pk, version_id=newer.pk, officer=studio.head, reason="Coba")
    page = html.unescape(studio.client("head").get(f"/perkara/{case.slug}/versi/").content.decode())
    assert "SOP-21" in page
    assert "disabled" in page
    case.refresh_from_db()
    assert case.procedure_version.version == "1"


def test_who_may_move_what_and_where(studio: Studio, file_case: Callable[..., Case]) -> None:
    case = file_case()
    older = case.procedure_version_id
    newer = publish(studio, "2", RENAMED)
    for officer, code in ((studio.staff, "SOP-32"), (studio.stranger, "SOP-50")):
        with pytest.raises(Refusal, match=code):
            move_case(case_id=case.pk, version_id=newer.pk, officer=officer, reason="Coba")
    assert studio.client("stranger").get(f"/perkara/{case.slug}/versi/").status_code == 404
    assert "Pindahkan perkara" not in studio.client("staff").get(f"/perkara/{case.slug}/versi/").content.decode()
    elsewhere = ProcedureVersion.objects.get(procedure__institution__code="lain")
    for wrong in (older, elsewhere.pk, 0):
        with pytest.raises(Refusal, match="SOP-53"):
            move_case(case_id=case.pk, version_id=wrong, officer=studio.admin, reason="Coba")
    move_case(case_id=case.pk, version_id=newer.pk, officer=studio.admin, reason="Coba")
    with pytest.raises(Refusal, match="SOP-53"):
        move_case(case_id=case.pk, version_id=older, officer=studio.admin, reason="Kembali")


def test_a_version_to_come_is_no_way_yet(studio: Studio, file_case: Callable[..., Case]) -> None:
    case = file_case()
    newer = publish(studio, "2", RENAMED)
    later = today_in(studio.house.institution) + timedelta(days=9)
    ProcedureVersion.objects.filter(pk=newer.pk).update(effective_on=later)
    assert ways_of(Case.objects.get(pk=case.pk)) == []
    with clock.at(clock.now() + timedelta(days=10)):
        assert [way.version for way in ways_of(Case.objects.get(pk=case.pk))] == [newer]


def test_cases_of_a_version_move_together_each_by_itself(studio: Studio, file_case: Callable[..., Case]) -> None:
    cases = [file_case() for _ in range(3)]
    newer = publish(studio, "2", RENAMED)
    address = f"/meja/sop/bblbk/versi/{cases[0].procedure_version_id}/perkara/"
    assert studio.client("staff").get(address).status_code == 403
    client = studio.client("admin")
    assert client.get(address).content.decode().count('name="perkara"') == 3
    form = {"ke": newer.pk, "perkara": [case.slug for case in cases[:2]]}
    assert "SOP-52" in client.post(address, form).content.decode()
    client.post(address, {**form, "alasan": "Serempak."})
    moved = Case.objects.filter(procedure_version=newer)
    assert {case.pk for case in moved} == {case.pk for case in cases[:2]}
    assert AuditEvent.objects.filter(verb="case.moved").count() == 2


def timed(timers: str) -> tuple[str, str]:
    return "    ringkas: Terima surat\n", f"    ringkas: Terima surat\n    pengatur_waktu: [{timers}]\n"


def test_timers_that_went_off_do_not_go_off_again(studio: Studio, file_case: Callable[..., Case]) -> None:
    publish(studio, "2", timed(OLD_TIMERS))
    task = Task.objects.get(case=file_case(), state=TaskState.OPEN)
    at = clock.now()
    for position, name in ((0, "ingatkan_pelaksana"), (1, "ingatkan_atasan")):
        FiredTimer.objects.create(task=task, position=position, name=name, set_for=at, fired_at=at)
    newer = publish(studio, "3", timed(NEW_TIMERS))
    move_case(case_id=task.case_id, version_id=newer.pk, officer=studio.head, reason="Pengingat baru")
    fired = FiredTimer.objects.filter(task=task).order_by("position").values_list("position", "name")
    assert list(fired) == [(1, "ingatkan_pelaksana"), (10_001, "ingatkan_atasan")]
