"""No log, no act: where the event cannot be written, the step is not completed; reading goes on."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from django.db import connection

from simpul.casework.completion import complete_task
from simpul.core.messages.models import OutboxEvent
from simpul.core.procedures.models import Case, Output
from tests.casework.conftest import House


def test_a_step_is_not_completed_when_its_event_cannot_be_written(file_case: Callable[..., Case], house: House) -> None:
    case = file_case()
    before = (OutboxEvent.objects.count(), Output.objects.count(), case.chain_seq)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE audit_auditevent ADD CONSTRAINT full_disk CHECK (seq <= {case.chain_seq})")
    received = {"tanggal_terima": "2026-11-20", "saluran_masuk": "Portal"}
    with pytest.raises(psycopg.errors.CheckViolation):
        complete_task(case_id=case.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=received)
    case.refresh_from_db()
    assert case.tasks.get(key="terima#1").state == "open"
    assert (OutboxEvent.objects.count(), Output.objects.count(), case.chain_seq) == before
