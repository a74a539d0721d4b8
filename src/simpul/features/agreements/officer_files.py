"""What an officer gets when asking for a file: the file itself, the reading copy in its place, or nothing."""

from __future__ import annotations

from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, Task, TaskState
from simpul.core.signing.models import Original, Signer
from simpul.features.agreements.file_sorts import Sorted, sort_of
from simpul.features.agreements.keepers import keeps_past
from simpul.features.agreements.models import Agreement
from simpul.rules.procedure.agreement_words import RECORD
from simpul.rules.procedure.model import Step
from simpul.rules.reading import Grant, Reader, grant

_WITH_ORIGINAL = frozenset({"penomoran", "ruang_tanda_tangan", "pengarsipan"})
_ORIGINAL_EFFECTS = frozenset({RECORD, "arsipkan"})
"""Workbenches and effects of the steps from which the signing is run and the signed original is worked with."""


def for_officer(officer: Officer, file: StoredFile) -> StoredFile | None:
    """The file to hand out, or None where for this officer it does not exist."""
    found = sort_of(file)
    match grant(_standing(officer, file, found), found.sort):
        case Grant.FILE:
            return file
        case Grant.COPY:
            return _copy_of(file, found)
        case Grant.NOTHING:
            return None


def _copy_of(file: StoredFile, found: Sorted) -> StoredFile | None:
    mine = Agreement.objects.filter(institution_id=file.institution_id).select_related("reading_copy")
    of_past = {"case": None, "signed_file__sha256": file.sha256}
    agreement = (mine.filter(**of_past) if found.of_past else mine.filter(case_id=found.case_id)).first()
    return agreement.reading_copy if agreement is not None else None


def _standing(officer: Officer, file: StoredFile, found: Sorted) -> Reader:
    if file.institution_id != officer.institution_id:
        return Reader.STRANGER
    works = keeps_past(officer) if found.of_past else found.case_id and works_with_original(officer, found.case_id)
    return Reader.WORKING if works else Reader.COLLEAGUE


def reads_original(officer: Officer, agreement: Agreement) -> bool:
    """Whether the officer works with the signed original of this agreement, with a case or of the past."""
    if agreement.case_id is None:
        return officer.institution_id == agreement.institution_id and keeps_past(officer)
    return works_with_original(officer, agreement.case_id)


def works_with_original(officer: Officer, case_id: int) -> bool:
    """Whether the officer's lane signs or archives this agreement or holds its case now, or the officer is a signer."""
    theirs = Task.objects.filter(case_id=case_id, lane_id__in=officer.lanes)
    if theirs.filter(state=TaskState.OPEN).exists():
        return True
    if Signer.objects.filter(round__case_id=case_id, user_id=officer.user_id).exists():
        return True
    case = Case.objects.only("procedure_version_id").get(pk=case_id)
    steps = procedure_of(case.procedure_version_id).by_id
    if any(_has_original(steps[step]) for step in set(theirs.values_list("step", flat=True))):
        return True
    lanes = {lane for step in steps.values() if _has_original(step) for lane in step.performer.lanes}
    return officer.holds_code(*lanes)


def _has_original(step: Step) -> bool:
    return step.form in _WITH_ORIGINAL or bool(step.effect_names & _ORIGINAL_EFFECTS)


def closed_files(officer: Officer, case_id: int) -> frozenset[str]:
    """SHA-256 of the case's files that the officer gets neither as they are nor as a reading copy."""
    agreement = Agreement.objects.filter(case_id=case_id).select_related("signed_file").first()
    if agreement is None or agreement.reading_copy_id is not None or works_with_original(officer, case_id):
        return frozenset()
    signed = Signer.objects.filter(round__case_id=case_id).exclude(signed_file=None)
    scans = Original.objects.filter(round__case_id=case_id).exclude(scan=None)
    found = {*signed.values_list("signed_file__sha256", flat=True), *scans.values_list("scan__sha256", flat=True)}
    if agreement.signed_file is not None:
        found.add(agreement.signed_file.sha256)
    return frozenset(found)
