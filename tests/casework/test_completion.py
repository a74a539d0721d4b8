"""Completing a task: lanes, forms, outputs, the time of happening, and the loser of two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from simpul.casework.completion import FormFaults, complete_task
from simpul.core.audit.models import AuditEvent
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.models import Case, Output, Task
from simpul.lib import clock
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.casework.conftest import House

Filed = Callable[..., Case]
RECEIVED = {"tanggal_terima": "2026-11-20", "saluran_masuk": "Portal"}


def test_filing_answers_the_partners_steps_and_opens_the_first_of_the_institution(file_case: Filed) -> None:
    case = file_case()
    open_keys = list(case.tasks.filter(state="open").values_list("key", flat=True))
    assert open_keys == ["terima#1"]
    assert case.ticket.startswith("KS-")
    assert set(Output.objects.filter(case=case).values_list("name", flat=True)) == {"catatan_kontak", "permohonan"}


def test_each_transition_has_one_audit_event_and_one_outbox_row(file_case: Filed, house: House) -> None:
    case = file_case()
    complete_task(case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=RECEIVED)
    case.refresh_from_db()
    events = list(AuditEvent.objects.filter(chain=f"case:{case.pk}").order_by("seq").values_list("seq", "hash"))
    assert [seq for seq, _ in events] == list(range(1, case.chain_seq + 1))
    assert events[-1][1] == case.chain_hash
    keys = set(OutboxEvent.objects.filter(case_id=case.pk).values_list("key", flat=True))
    assert keys == {f"case:{case.pk}:{seq}" for seq, _ in events}


def test_a_stranger_to_the_lane_is_refused_and_nothing_is_written(file_case: Filed, house: House) -> None:
    case = file_case()
    before = AuditEvent.objects.count()
    with pytest.raises(NotAllowed) as refused:
        complete_task(case_id=case.pk, key="terima#1", officer=house.officer("tim_arsiparis"), raw=RECEIVED)
    assert refused.value.code == "TGS-04"
    assert AuditEvent.objects.count() == before


def test_a_form_with_faults_names_every_field(file_case: Filed, house: House) -> None:
    case = file_case()
    with pytest.raises(FormFaults) as refused:
        complete_task(
            case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw={"saluran_masuk": "Pos"}
        )
    assert {name: fault.code for name, fault in refused.value.faults.items()} == {
        "tanggal_terima": "TGS-20",
        "saluran_masuk": "TGS-22",
    }


def test_the_second_completion_names_who_did_it(file_case: Filed, house: House) -> None:
    case = file_case()
    officer = house.officer("tata_usaha")
    complete_task(case_id=case.pk, key="terima#1", officer=officer, raw=RECEIVED)
    with pytest.raises(Conflict) as refused:
        complete_task(case_id=case.pk, key="terima#1", officer=officer, raw=RECEIVED)
    assert refused.value.code == "TGS-05"
    assert refused.value.params["name"] == officer.name


def test_a_receipt_is_made_in_its_step(file_case: Filed, house: House) -> None:
    case = file_case()
    complete_task(case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=RECEIVED)
    made = Output.objects.select_related("file").get(case=case, name="tanda_terima")
    assert made.file is not None
    assert made.file.media_type == "application/pdf"


@pytest.mark.parametrize(("hours", "code"), [(-24 * 400, "TGS-08"), (2, "TGS-07")])
def test_the_time_of_happening_lies_between_the_opening_and_now(
    file_case: Filed, house: House, hours: int, code: str
) -> None:
    case = file_case()
    with pytest.raises(Refusal) as refused:
        complete_task(
            case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=RECEIVED,
            happened_at=clock.now() + timedelta(hours=hours),
        )  # fmt: skip
    assert refused.value.code == code


def test_entering_more_than_one_working_day_late_needs_a_reason(file_case: Filed, house: House) -> None:
    case = file_case()
    opened = Task.objects.get(case=case, key="terima#1").opened_at

    def enter(reason: str = "") -> None:
        complete_task(
            case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=RECEIVED, happened_at=opened,
            late_reason=reason,
        )  # fmt: skip

    with clock.at(opened + timedelta(days=9)):
        with pytest.raises(Refusal) as refused:
            enter()
        assert refused.value.code == "TGS-09"
        enter("Surat tercatat di buku agenda.")
    done = Task.objects.get(case=case, key="terima#1")
    assert done.happened_at == opened
    assert done.completed_at == opened + timedelta(days=9)


def test_a_letter_that_is_in_srikandi_already_skips_its_step(file_case: Filed, house: House) -> None:
    case = file_case(srikandi_number="S-12/2026")
    complete_task(case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=RECEIVED)
    assert [task.key for task in case.tasks.filter(state="open")] == ["disposisi#1"]
