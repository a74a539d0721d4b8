"""What an officer gets when asking for a file: the file itself, or the reading copy in place of a signed original."""

from __future__ import annotations

from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Task
from simpul.features.agreements.models import Agreement, Paper
from simpul.features.agreements.models_request import RequestState

# Who signs and who archives work with the original itself; everybody else reads the derived copy.
_WITH_ORIGINAL = frozenset({"ruang_tanda_tangan", "pengarsipan"})


def for_officer(officer: Officer, file: StoredFile) -> StoredFile | None:
    """The file to hand out, or None where for this officer it does not exist."""
    if file.institution_id != officer.institution_id or _of_an_unfiled_request(file):
        return None
    agreement = Agreement.objects.filter(signed_file=file).select_related("reading_copy", "case").first()
    if agreement is None or _works_with_original(officer, agreement):
        return file
    return agreement.reading_copy


def _of_an_unfiled_request(file: StoredFile) -> bool:
    return Paper.objects.filter(file=file, request__state=RequestState.DRAFT).exists()


def _works_with_original(officer: Officer, agreement: Agreement) -> bool:
    steps = procedure_of(agreement.case.procedure_version_id).by_id
    theirs = Task.objects.filter(case_id=agreement.case_id, lane_id__in=officer.lanes).values_list("step", flat=True)
    return any(steps[step].form in _WITH_ORIGINAL for step in set(theirs))
