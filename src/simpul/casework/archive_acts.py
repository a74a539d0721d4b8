"""Acts on an archived agreement and on the schedule of retention, on record like every act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from simpul.casework.agreement_acts import act_on_agreement
from simpul.casework.evaluating import REPORT, basis_of
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.documents.models import StoredFile
from simpul.core.messages.actions import record as record_act
from simpul.core.procedures.acting import Deed
from simpul.core.procedures.loaded import procedure_of, readable
from simpul.core.procedures.queries import keys_in_force
from simpul.features.agreements import guarded, retention
from simpul.features.agreements.archiving import Retention, note_srikandi, record_of, set_retention
from simpul.features.agreements.destroying import check_there
from simpul.features.agreements.keepers import keeps_past, lanes_of_archive
from simpul.features.agreements.models import Agreement, ArchiveRecord, RetentionClass
from simpul.features.agreements.retention import Line, Told
from simpul.lib import clock
from simpul.rules.archive_keeping import Act, Person, may
from simpul.rules.procedure.model import Procedure
from simpul.rules.refusals import N_, NotAllowed

JUDGING = "telaah_hukum"
"""The workbench of a step that judges the law."""
Change = Callable[[ArchiveRecord, datetime], Told]


def keeps_the_archive(officer: Officer, agreement: Agreement) -> bool:
    """Whether the officer stands in the lane that archives by the procedure of the case."""
    if agreement.case is None:
        return officer.institution_id == agreement.institution_id and keeps_past(officer)
    lanes = lanes_of_archive(procedure_of(agreement.case.procedure_version_id))
    return officer.institution_id == agreement.institution_id and officer.holds_code(*lanes)


def person_of(officer: Officer) -> Person:
    """The officer as the rules see one, by the procedures that are in force in the house."""
    house = Institution.objects.get(pk=officer.institution_id)
    loaded = (readable(version) for version, _ in keys_in_force(institution_id=house.pk, day=today_in(house)))
    procedures = [one for one in loaded if one is not None]
    judging = {lane for one in procedures for lane in _lanes_that_judge(one)}
    archiving = {lane for one in procedures for lane in lanes_of_archive(one)}
    return Person(
        officer.user_id, archives=officer.holds_code(*archiving), judges=officer.holds_code(*judging),
        commands=bool(officer.commands), is_admin=officer.is_admin, reads_only=officer.is_inspector,
    )  # fmt: skip


def _lanes_that_judge(procedure: Procedure) -> set[str]:
    return {lane for step in procedure.steps if step.form == JUDGING for lane in step.performer.lanes}


def need(officer: Officer, act: Act, proposed_by: int | None = None) -> None:
    """Raises NotAllowed TTD-55, MSN-01 (not the holds), MSN-02 (the own proposal), MSN-03 (not the decisions)."""
    person = person_of(officer)
    if may(person, act, proposed_by):
        return
    if act == "hold":
        raise NotAllowed("MSN-01", N_("Only the archivists and the legal analysts hold a destruction, and lift that."))
    if act == "decide" and proposed_by == officer.user_id:
        raise NotAllowed("MSN-02", N_("You have proposed this destruction. Somebody else decides on it."))
    if act == "decide":
        raise NotAllowed(
            "MSN-03", N_("Only somebody who stands above another lane, or an administrator, decides this.")
        )
    raise NotAllowed("TTD-55", N_("Only the archivists change what is known about an archived agreement."))


def complete_retention(*, agreement: Agreement, officer: Officer, given: Retention) -> None:
    """Complete classification, access, retention and place. Raises NotAllowed TTD-55, Refusal TTD-50..53, ARS-41."""
    _keep(agreement, officer, "archive.retention", lambda record, at: set_retention(record, given))


def record_srikandi(*, agreement: Agreement, officer: Officer, number: str, file: StoredFile | None) -> None:
    """Srikandi's number of the archived agreement and its PDF back on the case. NotAllowed TTD-55, Refusal TTD-54."""
    _keep(agreement, officer, "archive.srikandi", lambda record, at: note_srikandi(record, number, file))


def close_file(*, agreement: Agreement, officer: Officer, on: date, basis: str, ground: str = REPORT) -> None:
    """The activity is finished; retention counts from that day. Where a round of monitoring here has evaluated the
    agreement that is the ground, else ``ground`` with ``basis``. Raises NotAllowed TTD-55, Refusal ARS-44..47,
    ARS-83..85."""
    today = today_in(agreement.institution)

    def change(record: ArchiveRecord, at: datetime) -> Told:
        retention.check_over(record)
        return retention.close_file(record, on, basis_of(record.agreement, on, ground, basis), today)

    _keep(agreement, officer, "archive.closed", change)


def mark_guarded(*, agreement: Agreement, officer: Officer, reason: str) -> None:
    """Mark it as arsip terjaga, or take the mark away (no reason). Raises NotAllowed TTD-55, Refusal ARS-52."""
    _keep(agreement, officer, "archive.guarded", lambda record, at: guarded.mark(record, reason))


def record_report(*, agreement: Agreement, officer: Officer, on: date, receipt: str) -> None:
    """It was reported to the national archive. Raises NotAllowed TTD-55, Refusal ARS-53..55."""
    today = today_in(agreement.institution)
    _keep(agreement, officer, "archive.reported", lambda record, at: guarded.note_report(record, on, receipt, today))


def record_copy(*, agreement: Agreement, officer: Officer, on: date, receipt: str) -> None:
    """The authentic copy was handed in. Raises NotAllowed TTD-55, Refusal ARS-53..56."""
    today = today_in(agreement.institution)
    _keep(agreement, officer, "archive.copied", lambda record, at: guarded.note_copy(record, on, receipt, today))


def hold(*, agreement: Agreement, officer: Officer, reason: str) -> None:
    """Nothing of it is destroyed until that is lifted. Raises NotAllowed MSN-01, Refusal ARS-48, ARS-49, ARS-50."""
    need(officer, "hold")
    _act(agreement, officer, "archive.held", reason,
         lambda record, at: retention.set_hold(record, reason, officer.user_id, at))  # fmt: skip


def lift(*, agreement: Agreement, officer: Officer, reason: str) -> None:
    """Lift the hold. Raises NotAllowed MSN-01, Refusal ARS-48, Conflict ARS-51."""
    need(officer, "hold")
    _act(agreement, officer, "archive.lifted", reason,
         lambda record, at: retention.lift_hold(record, reason, officer.user_id, at))  # fmt: skip


def _keep(agreement: Agreement, officer: Officer, verb: str, change: Change) -> None:
    if not keeps_the_archive(officer, agreement):
        raise NotAllowed("TTD-55", N_("Only the archivists change what is known about an archived agreement."))

    def there(record: ArchiveRecord, at: datetime) -> Told:
        check_there(record)
        return change(record, at)

    _act(agreement, officer, verb, "", there)


def _act(agreement: Agreement, officer: Officer, verb: str, reason: str, change: Change) -> None:
    def under_lock(deed: Deed) -> None:
        deed.told, deed.reason = dict(change(record_of(agreement.pk), deed.at)), reason.strip()

    act_on_agreement(agreement=agreement, verb=verb, by=officer.actor(), change=under_lock)


@transaction.atomic
def add_line(*, officer: Officer, line: Line) -> RetentionClass:
    """A new line of the schedule. Raises NotAllowed TTD-55, Refusal ARS-40, ARS-42, TTD-52, TTD-53."""
    need(officer, "schedule")
    made = retention.add_line(officer.institution_id, line, clock.now())
    _on_schedule(officer, "schedule.added", made)
    return made


@transaction.atomic
def verify_line(*, officer: Officer, number: int) -> None:
    """It was compared with its decree. Raises NotAllowed TTD-55, Refusal ARS-41, ARS-43."""
    need(officer, "schedule")
    line = retention.line_of(officer.institution_id, number)
    retention.verify_line(line, officer.user_id, clock.now())
    _on_schedule(officer, "schedule.verified", line)


@transaction.atomic
def retire_line(*, officer: Officer, number: int) -> None:
    """It is chosen no more. Raises NotAllowed TTD-55, Refusal ARS-41."""
    need(officer, "schedule")
    line = retention.line_of(officer.institution_id, number)
    retention.retire_line(line, clock.now())
    _on_schedule(officer, "schedule.retired", line)


def _on_schedule(officer: Officer, verb: str, line: RetentionClass) -> None:
    facts = {
        "line": line.pk, "code": line.code, "active": line.active_years, "inactive": line.inactive_years,
        "fate": line.fate, "basis": line.basis,
    }  # fmt: skip
    record_act(institution_id=officer.institution_id, verb=verb, by=officer.actor(), facts=facts)
