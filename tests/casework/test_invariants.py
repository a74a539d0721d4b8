"""Each invariant holds on a case at work, and names what was broken."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from simpul.casework.completion import complete_task
from simpul.casework.invariants.every import INVARIANTS, broken
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Institution
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import path_of
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.core.procedures.models import Case, Output, Pause, Task
from simpul.features.agreements.models import Agreement, IssuedNumber, NumberSeries, Party, Request, TrackingLink
from simpul.lib import clock
from tests.casework.conftest import House

Break = Callable[[Case], None]


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> None:
    """No checkpoints of another test."""
    settings.HOME = tmp_path


@pytest.fixture
def case(file_case: Callable[..., Case], house: House) -> Case:
    """A case with filed papers, a receipt made, and an open task."""
    filed = file_case()
    received = {"tanggal_terima": "2026-11-20", "saluran_masuk": "Portal"}
    complete_task(case_id=filed.pk, key="terima#1", officer=house.officer("tata_usaha"), raw=received)
    filed.refresh_from_db()
    return filed


def test_all_hold_on_a_case_at_work(case: Case) -> None:
    assert list(broken()) == []
    assert sorted(INVARIANTS) == list(range(1, 13))


def open_task(case: Case) -> Task:
    return case.tasks.get(state="open")


def task_lapsed(case: Case) -> None:
    Task.objects.filter(pk=open_task(case).pk).update(state="cancelled")


def ended_with_a_task(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(status="finished")


def no_token(case: Case) -> None:
    task_lapsed(case)
    Case.objects.filter(pk=case.pk).update(state={**case.state, "open": []})


def unknown_step(case: Case) -> None:
    Task.objects.filter(pk=open_task(case).pk).update(key="karangan#1", step="karangan")
    Case.objects.filter(pk=case.pk).update(state={**case.state, "open": [["karangan", 1, ["tata_usaha"], ""]]})


def two_tokens(case: Case) -> None:
    task = open_task(case)
    task.pk, task.key, task.step = None, "telaah#1", "telaah"
    task.save()
    opened = [*case.state["open"], ["telaah", 1, ["tim_program_pelayanan"], ""]]
    Case.objects.filter(pk=case.pk).update(state={**case.state, "open": opened})


def outbox_lost(case: Case) -> None:
    newest = OutboxEvent.objects.filter(case_id=case.pk).latest("id")
    newest.delete()


def outbox_invented(case: Case) -> None:
    OutboxEvent.objects.create(key=f"case:{case.pk}:99", kind="task.completed", case_id=case.pk, created_at=clock.now())


def outbox_tells_another_act(case: Case) -> None:
    OutboxEvent.objects.filter(case_id=case.pk, kind="case.started").update(kind="case.withdrawn")


def audit_invented(case: Case) -> None:
    event = AuditEvent.objects.filter(chain=f"case:{case.pk}").latest("seq")
    event.pk, event.seq = None, event.seq + 1
    event.save()


def bytes_gone(case: Case) -> None:
    path_of(StoredFile.objects.earliest("id").sha256).unlink()


def one_byte_changed(case: Case) -> None:
    path = path_of(StoredFile.objects.earliest("id").sha256)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(data))


def size_differs(case: Case) -> None:
    file = StoredFile.objects.earliest("id")
    StoredFile.objects.create(
        institution=case.institution, sha256=file.sha256, size=file.size + 1, media_type="-", name="-", kind="-",
        created_at=clock.now(), created_by="-",
    )  # fmt: skip


def bytes_without_a_row(case: Case) -> None:
    path = path_of("ab" * 32)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"?")
    os.utime(path, (0, 0))


def completed_by_nobody(case: Case) -> None:
    case.tasks.filter(key="terima#1").update(completed_by_name="")


def completed_twice(case: Case) -> None:
    task = case.tasks.get(key="terima#1")
    task.pk, task.key = None, "terima#2"
    task.save()


def completion_forgotten(case: Case) -> None:
    case.tasks.filter(key="terima#1").update(state="cancelled", completed_at=None)


def number_given(case: Case, seq: int, **fields: object) -> None:
    series, _ = NumberSeries.objects.get_or_create(institution=case.institution, code="uji", defaults={"pattern": "-"})
    values: dict[str, object] = {"number": f"U/{seq}", **fields}
    IssuedNumber.objects.create(series=series, year=2026, seq=seq, issued_on=date(2026, 1, 5), **values)


def hole(case: Case) -> None:
    number_given(case, 1)
    number_given(case, 3)


def first_number_missing(case: Case) -> None:
    number_given(case, 2)


def same_number(case: Case) -> None:
    number_given(case, 1, number="U/1")
    number_given(case, 2, number="U/1")


def void_without_reason(case: Case) -> None:
    number_given(case, 1, voided_at=clock.now())


def message(case: Case, **fields: object) -> None:
    Delivery.objects.create(
        institution_id=case.institution_id, case_id=case.pk, key="uji", channel="email", address="a@b.example",
        body="-", created_at=clock.now(), **fields,
    )  # fmt: skip


def tried_out_in_silence(case: Case) -> None:
    message(case, attempts=8, next_try_at=clock.now())


def failed_without_reason(case: Case) -> None:
    message(case, state="failed", attempts=8)


def never_tried(case: Case) -> None:
    message(case)


def due_moved(case: Case) -> None:
    task = case.tasks.get(state="open")
    case.tasks.filter(pk=task.pk).update(due_at=(task.due_at or clock.now()) + timedelta(minutes=1))


def clock_stands_unseen(case: Case) -> None:
    Pause.objects.create(case=case, task=open_task(case), party="mitra", reason="-", started_at=clock.now())


def agreement(case: Case, **fields: object) -> None:
    values: dict[str, object] = {"kind": "pks-umum", "title": "Kerja sama contoh", "created_at": clock.now(), **fields}
    Agreement.objects.create(institution=case.institution, case=case, request=Request.objects.get(case=case), **values)


def signed_by_nobody(case: Case) -> None:
    agreement(case, signing_mode="elektronik", signed_file=StoredFile.objects.earliest("id"))


def foreign_institution() -> Institution:
    return Institution.objects.create(code="lain", name="Balai Lain", short_name="BL", city="Jakarta")


def task_of_another_institution(case: Case) -> None:
    Task.objects.filter(pk=open_task(case).pk).update(institution=foreign_institution())


def file_of_another_institution(case: Case) -> None:
    foreign = StoredFile.objects.earliest("id")
    foreign.pk, foreign.slug, foreign.institution = None, "asing", foreign_institution()
    foreign.save()
    Output.objects.filter(case=case, file__isnull=False).update(file=foreign)


def second_case(case: Case) -> Case:
    return Case.objects.create(
        institution=case.institution, procedure_version=case.procedure_version, ticket="KS-2", title="-",
        status="finished", state={"open": [], "rounds": {}, "ended": "selesai"}, started_at=clock.now(),
        updated_at=clock.now(),
    )  # fmt: skip


def output_of_another_case(case: Case) -> None:
    newest = Output.objects.filter(case=case).latest("id")
    Output.objects.filter(pk=newest.pk).update(case=second_case(case))


def file_on_two_cases(case: Case) -> None:
    other = second_case(case)
    task = open_task(case)
    task.pk, task.case, task.state, task.key = None, other, "cancelled", "terima#1"
    task.save()
    file = Output.objects.filter(case=case, file__isnull=False).latest("id").file
    Output.objects.create(case=other, task=task, name="-", file=file, created_at=clock.now())


def link_to_another_request(case: Case) -> None:
    own = Request.objects.get(case=case)
    other = Request.objects.create(institution=case.institution, form_key="lain", created_at=clock.now())
    party = Party.objects.create(request=other, order=1, name="Lain")
    TrackingLink.objects.create(request=own, party=party, token_hash="-", created_at=clock.now())


def worker_died(case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'uji', 'doing')"
        )
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '1 hour'")


def public_too_early(case: Case) -> None:
    agreement(case, is_public=True)


def public_with_a_name(case: Case) -> None:
    agreement(case, is_public=True, status="berlaku", published_at=clock.now(), title="Kerja sama dengan UMPAMA CONTOH")


JUDGES = {judge.__module__.rpartition(".")[2]: judge for judge in INVARIANTS.values()}

BREAKS: dict[str, tuple[Break, ...]] = {
    "tokens": (task_lapsed, ended_with_a_task, no_token, unknown_step, two_tokens),
    "transitions": (outbox_lost, outbox_invented, outbox_tells_another_act, audit_invented),
    "files": (bytes_gone, one_byte_changed, size_differs, bytes_without_a_row),
    "completions": (completed_by_nobody, completed_twice, completion_forgotten),
    "numbers": (hole, first_number_missing, same_number, void_without_reason),
    "messages": (tried_out_in_silence, failed_without_reason, never_tried),
    "deadlines": (due_moved, clock_stands_unseen),
    "signatures": (signed_by_nobody,),
    "tenancy": (
        task_of_another_institution, file_of_another_institution, output_of_another_case, file_on_two_cases,
        link_to_another_request,
    ),
    "jobs": (worker_died,),
    "register": (public_too_early, public_with_a_name),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "damage"),
    [(kind, damage) for kind, each in BREAKS.items() for damage in each],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_is_broken_is_named(kind: str, damage: Break, case: Case) -> None:
    damage(case)
    named = list(JUDGES[kind]())
    assert {each.kind for each in named} == {kind}
    assert all(each.text % each.params for each in named)
