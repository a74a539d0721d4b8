"""A mistaken completion is taken back while nothing followed; afterwards a correction is recorded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simpul.casework.cases import withdraw_case
from simpul.casework.completion import complete_task
from simpul.casework.retraction import correct, retract_completion
from simpul.core.audit.models import AuditEvent
from simpul.core.procedures.models import Case, CaseStatus, Correction, Output, Task
from simpul.rules.refusals import NotAllowed, Refusal
from tests.casework.conftest import House

Filed = Callable[..., Case]
RECEIVED = {"tanggal_terima": "2026-11-20", "saluran_masuk": "Portal"}
SRIKANDI = {"nomor_srikandi": "S-1", "tanggal_srikandi": "2026-11-20"}


@pytest.fixture
def received(file_case: Filed, house: House) -> Task:
    """A case whose first step of the institution has just been completed."""
    case = file_case()
    complete_task(case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=RECEIVED)
    return Task.objects.get(case=case, key="terima#1")


def test_the_author_takes_it_back_and_the_same_round_is_open_again(received: Task, house: House) -> None:
    retract_completion(task_id=received.pk, officer=house.officer("tata_usaha"), reason="Salah surat.")
    received.refresh_from_db()
    assert received.state == "open"
    assert received.completed_at is None
    assert Task.objects.get(case=received.case, step="catat_srikandi").state == "retracted"
    assert Output.objects.get(task=received, name="tanda_terima").voided
    complete_task(case_id=received.case_id, key="terima#1", officer=house.officer("tata_usaha"), raw=RECEIVED)
    assert Task.objects.filter(case=received.case, key="catat_srikandi#1", state="open").count() == 1


def test_it_is_on_record(received: Task, house: House) -> None:
    retract_completion(task_id=received.pk, officer=house.officer("tata_usaha"), reason="Salah surat.")
    assert AuditEvent.objects.filter(chain=f"case:{received.case_id}").latest("seq").verb == "task.retracted"


def test_a_colleague_of_another_team_may_not(received: Task, house: House) -> None:
    with pytest.raises(NotAllowed) as refused:
        retract_completion(task_id=received.pk, officer=house.officer("tim_arsiparis"), reason="Salah.")
    assert refused.value.code == "TGS-40"


def test_without_a_reason_nothing_is_taken_back(received: Task, house: House) -> None:
    with pytest.raises(Refusal) as refused:
        retract_completion(task_id=received.pk, officer=house.officer("tata_usaha"), reason=" ")
    assert refused.value.code == "TGS-42"


def test_once_a_later_step_has_acted_only_a_correction_is_left(received: Task, house: House) -> None:
    officer = house.officer("tata_usaha")
    archivist = house.officer("tim_arsiparis")
    complete_task(case_id=received.case_id, key="catat_srikandi#1", officer=archivist, raw=SRIKANDI)
    with pytest.raises(Refusal) as refused:
        retract_completion(task_id=received.pk, officer=officer, reason="Salah surat.")
    assert refused.value.code == "TGS-43"
    correct(task_id=received.pk, officer=officer, reason="Tanggal terima yang benar 19 November 2026.")
    assert Correction.objects.filter(task=received).count() == 1


def test_a_case_is_withdrawn_from_any_step_with_its_reason(received: Task, house: House) -> None:
    by = house.officer("tata_usaha").actor()
    with pytest.raises(Refusal) as refused:
        withdraw_case(case_id=received.case_id, by=by, reason="", party="mitra")
    assert refused.value.code == "TGS-30"
    withdraw_case(case_id=received.case_id, by=by, reason="Mitra membatalkan.", party="mitra")
    case = Case.objects.get(pk=received.case_id)
    assert case.status == CaseStatus.WITHDRAWN
    assert not case.tasks.filter(state="open").exists()
