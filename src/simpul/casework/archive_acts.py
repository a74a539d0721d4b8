"""Acts on an archived agreement, on record like every act on its case."""

from __future__ import annotations

from collections.abc import Callable

from simpul.casework.agreement_acts import act_on_agreement
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Deed
from simpul.core.procedures.loaded import procedure_of
from simpul.features.agreements.archiving import Retention, note_srikandi, record_of, set_retention
from simpul.features.agreements.keepers import keeps_past, lanes_of_archive
from simpul.features.agreements.models import Agreement, ArchiveRecord
from simpul.rules.refusals import N_, NotAllowed


def keeps_the_archive(officer: Officer, agreement: Agreement) -> bool:
    """Whether the officer stands in the lane that archives by the procedure of the case."""
    if agreement.case is None:
        return officer.institution_id == agreement.institution_id and keeps_past(officer)
    lanes = lanes_of_archive(procedure_of(agreement.case.procedure_version_id))
    return officer.institution_id == agreement.institution_id and officer.holds_code(*lanes)


def complete_retention(*, agreement: Agreement, officer: Officer, given: Retention) -> None:
    """Complete classification, access, retention and place. Raises NotAllowed TTD-55, Refusal TTD-50..53."""
    _act(agreement, officer, "archive.retention", lambda acting, record: set_retention(acting, record, given))


def record_srikandi(*, agreement: Agreement, officer: Officer, number: str, file: StoredFile | None) -> None:
    """Srikandi's number of the archived agreement and its PDF back on the case. NotAllowed TTD-55, Refusal TTD-54."""
    _act(agreement, officer, "archive.srikandi", lambda acting, record: note_srikandi(acting, record, number, file))


def _act(agreement: Agreement, officer: Officer, verb: str, change: Callable[[Deed, ArchiveRecord], None]) -> None:
    if not keeps_the_archive(officer, agreement):
        raise NotAllowed("TTD-55", N_("Only the archivists change what is known about an archived agreement."))

    def under_lock(acting: Deed) -> None:
        change(acting, record_of(agreement.pk))

    act_on_agreement(agreement=agreement, verb=verb, by=officer.actor(), change=under_lock)
