"""A step that is a case of its own: followed up, begun again when it ended without a result, and never stuck."""

from __future__ import annotations

import pytest

from simpul.casework.cases import claim, withdraw_case
from simpul.casework.completion import complete_task
from simpul.casework.dispatch import fan_out
from simpul.casework.retraction import retract_completion
from simpul.casework.subcases import follow_up, start_again
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Assignment, Lane, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.core.procedures.models import Case, Output, Task
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.casework.conftest import House
from tests.casework.strangers.files import PART
from tests.casework.strangers.parts import (
    awaiting,
    begun,
    finish_part,
    furnished,
    part_of,
    reject_part,
)

pytestmark = pytest.mark.django_db
KEY = "bagian#1"


@pytest.fixture
def house() -> House:
    return furnished()


def withdraw(house: House, part: Case, reason: str = "Bahan ditarik kembali.") -> None:
    withdraw_case(case_id=part.pk, by=house.officer("hukum").actor(), reason=reason, party="lembaga")


def again(house: House, case: Case, lane: str = "pusat", reason: str = "Bahan sudah lengkap.") -> Case:
    return start_again(case_id=case.pk, key=KEY, officer=house.officer(lane), reason=reason)


def step_state(case: Case) -> str:
    return Task.objects.filter(case=case, key=KEY).latest("pk").state


def test_a_withdrawn_part_is_begun_again_and_its_end_completes_the_step(house: House) -> None:
    case = awaiting(house)
    first = part_of(case)
    withdraw(house, first)
    assert (follow_up(), step_state(case)) == (0, "open")
    second = again(house, case)
    assert (second.parent_task_id, second.status) == (first.parent_task_id, "running")
    assert second.facts == first.facts
    finish_part(house, second)
    assert follow_up() == 1
    record = Output.objects.get(case=case, name="hasil_bagian").record
    assert record is not None
    assert record["perkara"] == second.ticket


def test_a_rejected_part_is_begun_again(house: House) -> None:
    case = awaiting(house)
    reject_part(house, part_of(case))
    assert part_of(case).status == "rejected"
    assert (follow_up(), step_state(case)) == (0, "open")
    assert again(house, case) == part_of(case)


def test_beginning_again_is_one_event_with_its_reason(house: House) -> None:
    case = awaiting(house)
    withdraw(house, part_of(case))
    before = OutboxEvent.objects.filter(case_id=case.pk).count()
    second = again(house, case)
    event = AuditEvent.objects.get(chain=f"case:{case.pk}", verb="subcase.restarted")
    assert second.ticket in event.body
    assert "Bahan sudah lengkap." not in event.body
    assert case.reasons.get(seq=event.seq).text == "Bahan sudah lengkap."
    assert OutboxEvent.objects.filter(case_id=case.pk).count() == before + 1
    assert OutboxEvent.objects.filter(case_id=second.pk).count() == 1


def test_it_is_begun_again_only_with_a_reason_and_only_once(house: House) -> None:
    case = awaiting(house)
    with pytest.raises(Conflict, match="TGS-46"):
        again(house, case)
    withdraw(house, part_of(case))
    with pytest.raises(Refusal, match="TGS-44"):
        again(house, case, reason="  ")
    again(house, case)
    with pytest.raises(Conflict, match="TGS-46"):
        again(house, case)
    assert Case.objects.filter(parent_task__case=case).count() == 2


def commanding(house: House) -> Officer:
    lanes = Lane.objects.filter(institution=house.institution)
    lanes.filter(code="pusat").update(superior=lanes.get(code="balai"))
    found = officer_of(User.objects.get(pk=house.officer("balai").user_id))
    assert found is not None
    return found


def test_the_team_of_the_step_and_its_superior_begin_it_again(house: House) -> None:
    case = awaiting(house)
    withdraw(house, part_of(case))
    before = Case.objects.count()
    for stranger in (house.officer("hukum"), house.officer("balai"), furnished("lain").officer("pusat")):
        with pytest.raises(NotAllowed, match="TGS-45"):
            start_again(case_id=case.pk, key=KEY, officer=stranger, reason="Coba")
    assert Case.objects.filter(institution=house.institution).count() == before
    start_again(case_id=case.pk, key=KEY, officer=commanding(house), reason="Diperintahkan.")
    assert Case.objects.filter(parent_task__case=case).count() == 2


def test_only_a_step_with_a_part_is_begun_again(house: House) -> None:
    case = begun(house)
    with pytest.raises(Refusal, match="TGS-47"):
        start_again(case_id=case.pk, key="mula#1", officer=house.officer("pusat"), reason="Coba")
    with pytest.raises(Conflict, match="TGS-06"):
        again(house, case)


def test_nobody_completes_the_step_in_the_place_of_its_part(house: House) -> None:
    case = awaiting(house)
    with pytest.raises(Refusal, match="TGS-48"):
        complete_task(case_id=case.pk, key=KEY, officer=house.officer("pusat"))
    assert step_state(case) == "open"


def test_after_a_withdrawn_part_the_step_before_may_be_taken_back(house: House) -> None:
    case = awaiting(house)
    first, before = part_of(case), Task.objects.get(case=case, key="mula#1")
    reject_part(house, first)
    retract_completion(task_id=before.pk, officer=house.officer("pusat"), reason="Keliru")
    assert step_state(case) == "retracted"
    complete_task(case_id=case.pk, key="mula#1", officer=house.officer("pusat"), raw={"awal": "Diperbaiki"})
    second = part_of(case)
    assert second != first
    finish_part(house, second)
    assert follow_up() == 1


def test_a_result_that_was_taken_back_does_not_come_back_by_itself(house: House) -> None:
    case, chief = awaiting(house), commanding(house)
    finish_part(house, part_of(case))
    follow_up()
    done = Task.objects.get(case=case, key=KEY)
    retract_completion(task_id=done.pk, officer=chief, reason="Hasilnya keliru")
    assert (follow_up(), step_state(case)) == (0, "open")
    second = again(house, case)
    finish_part(house, second)
    assert (follow_up(), step_state(case)) == (1, "done")


def test_a_part_on_whose_result_the_case_went_on_is_not_taken_back(house: House) -> None:
    case = awaiting(house)
    part = part_of(case)
    finish_part(house, part)
    done = Task.objects.get(case=part, key="kerjakan#1")
    follow_up()
    with pytest.raises(Refusal, match="TGS-43"):
        retract_completion(task_id=done.pk, officer=house.officer("hukum"), reason="Keliru")
    follow_up()
    assert part_of(case).status == "finished"


def test_a_rejected_part_is_not_taken_up_beside_the_new_one(house: House) -> None:
    case = awaiting(house)
    first = part_of(case)
    reject_part(house, first)
    last = Task.objects.get(case=first, key="tutup#1")
    again(house, case)
    with pytest.raises(Refusal, match="TGS-43"):
        retract_completion(task_id=last.pk, officer=house.officer("hukum"), reason="Keliru")


def told(case: Case) -> list[tuple[str, str]]:
    """Who was told with the case above, and of which part."""
    found = Delivery.objects.filter(case_id=case.pk, key__contains=":bagian_tanpa_hasil:").order_by("pk")
    return [(row.address, row.body.partition("sub-perkara ")[2].partition(",")[0]) for row in found]


def test_who_has_the_step_above_is_told_that_its_part_ended_without_a_result(house: House) -> None:
    case = awaiting(house)
    first, team = part_of(case), User.objects.get(pk=house.officer("pusat").user_id)
    Assignment.objects.filter(user=team).update(is_lead=True)
    withdraw(house, first)
    fan_out()
    assert told(case) == [(team.email, first.ticket)]
    mail = Delivery.objects.get(case_id=case.pk, key__contains=":bagian_tanpa_hasil:")
    assert case.ticket in mail.subject
    assert f"/perkara/{case.slug}/" in mail.body
    assert "Bahan ditarik kembali" not in mail.body, "the reason is read on the case"
    second = again(house, case)
    claim(case_id=case.pk, key=KEY, officer=house.officer("pusat"))
    reject_part(house, second)
    fan_out()
    OutboxEvent.objects.update(fanned_out_at=None)
    fan_out()
    assert told(case) == [(team.email, first.ticket), (team.email, second.ticket)]


def test_who_has_the_step_above_is_told_that_the_result_of_its_part_was_taken_back(house: House) -> None:
    case, chief = awaiting(house), commanding(house)
    part, team = part_of(case), User.objects.get(pk=house.officer("pusat").user_id)
    Assignment.objects.filter(user=team).update(is_lead=True)
    finish_part(house, part)
    follow_up()
    done = Task.objects.get(case=case, key=KEY)
    retract_completion(task_id=done.pk, officer=chief, reason="Hasilnya keliru")
    fan_out()
    mail = Delivery.objects.get(case_id=case.pk, key__contains=":hasil_bagian_ditarik:")
    assert mail.address == team.email
    assert (case.ticket in mail.subject, part.ticket in mail.body) == (True, True)
    assert f"/perkara/{case.slug}/" in mail.body
    assert "Hasilnya keliru" not in mail.body, "the reason is read on the case"


def test_nobody_is_told_when_a_step_without_a_part_is_taken_back(house: House) -> None:
    case = awaiting(house)
    Assignment.objects.filter(user_id=house.officer("pusat").user_id).update(is_lead=True)
    before = Task.objects.get(case=case, key="mula#1")
    retract_completion(task_id=before.pk, officer=house.officer("pusat"), reason="Keliru")
    fan_out()
    assert not Delivery.objects.filter(key__contains=":hasil_bagian_ditarik:").exists()


def test_nobody_is_told_of_a_part_that_brought_its_result_or_whose_step_is_gone(house: House) -> None:
    case, other = awaiting(house), awaiting(house)
    Assignment.objects.filter(user_id=house.officer("pusat").user_id).update(is_lead=True)
    finish_part(house, part_of(case))
    withdraw_case(case_id=other.pk, by=house.officer("pusat").actor(), reason="Batal", party="lembaga")
    follow_up()
    fan_out()
    assert part_of(other).status == "withdrawn"
    assert not told(case)
    assert not told(other)


def test_a_procedure_that_would_be_a_part_of_itself_is_refused(house: House) -> None:
    ring = PART.replace(
        "    isian:\n      - {id: uraian, label: Uraian, jenis: uraian, wajib: ya, mengisi: uraian}\n",
        "    subprosedur: induk\n",
    ).replace("jenis: rekaman}", "jenis: rekaman, dibuat: subprosedur}")
    other = furnished("lingkar", part=ring)
    case = begun(other)
    with pytest.raises(Refusal, match="TGS-49"):
        complete_task(case_id=case.pk, key="mula#1", officer=other.officer("pusat"), raw={"awal": "Siap"})
    assert Case.objects.filter(institution=other.institution).count() == 1
