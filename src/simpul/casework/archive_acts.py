"""Acts on an archived agreement, on record like every act on its case."""

from __future__ import annotations

from collections.abc import Callable

from simpul.casework.cases import act_on_case
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.features.agreements.archiving import Retention, note_srikandi, record_of, set_retention
from simpul.features.agreements.models import Agreement, ArchiveRecord
from simpul.rules.procedure.model import Procedure
from simpul.rules.refusals import N_, NotAllowed

ARCHIVING, ARCHIVED = "pengarsipan", "arsipkan"
"""The workbench and the effect of a step that archives."""


def keeps_the_archive(officer: Officer, agreement: Agreement) -> bool:
    """Whether the officer stands in the lane that archives by the procedure of the case."""
    lanes = lanes_of_archive(procedure_of(agreement.case.procedure_version_id))
    return officer.institution_id == agreement.institution_id and officer.holds_code(*lanes)


def lanes_of_archive(procedure: Procedure) -> set[str]:
    """Codes of the lanes that archive by a procedure."""
    steps = (step for step in procedure.steps if step.form == ARCHIVING or ARCHIVED in step.effect_names)
    return {lane for step in steps for lane in step.performer.lanes}


def complete_retention(*, agreement: Agreement, officer: Officer, given: Retention) -> None:
    """Complete classification, access, retention and place. Raises NotAllowed TTD-55, Refusal TTD-50..53."""
    _act(agreement, officer, "archive.retention", lambda acting, record: set_retention(acting, record, given))


def record_srikandi(*, agreement: Agreement, officer: Officer, number: str, file: StoredFile | None) -> None:
    """Srikandi's number of the archived agreement and its PDF back on the case. NotAllowed TTD-55, Refusal TTD-54."""
    _act(agreement, officer, "archive.srikandi", lambda acting, record: note_srikandi(acting, record, number, file))


def _act(agreement: Agreement, officer: Officer, verb: str, change: Callable[[Acting, ArchiveRecord], None]) -> None:
    if not keeps_the_archive(officer, agreement):
        raise NotAllowed("TTD-55", N_("Only the archivists change what is known about an archived agreement."))

    def under_lock(acting: Acting) -> None:
        change(acting, record_of(agreement.pk))

    act_on_case(case_id=agreement.case_id, verb=verb, by=officer.actor(), change=under_lock)
