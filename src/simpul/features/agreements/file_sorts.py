"""What a stored file is in the sense of ``rules.reading``, judged by its content: the same bytes are the same paper."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from simpul.core.documents.models import StoredFile
from simpul.core.signing.models import Original, ReturnedFile, RoundState, Signer, SigningRound
from simpul.features.agreements.models import Agreement, ArchiveRecord, Paper
from simpul.features.agreements.models_request import RequestState
from simpul.rules.reading import Sort


@dataclass(frozen=True, slots=True)
class Sorted:
    """The sort of a file; ``case_id`` of the agreement whose signatures it carries, 0 for any other file.

    ``of_past``: an agreement without a case carries them.
    """

    sort: Sort
    case_id: int = 0
    of_past: bool = False


def sort_of(file: StoredFile) -> Sorted:
    """What this file is."""
    if Paper.objects.filter(file=file, request__state=RequestState.DRAFT).exists():
        return Sorted(Sort.UNFILED)
    agreement = _signed(file)
    if agreement is not None:
        return Sorted(Sort.SIGNED, agreement.case_id or 0, agreement.case_id is None)
    signing = _round(file)
    if signing is None:
        return Sorted(Sort.ORDINARY)
    whole = signing.state == RoundState.COMPLETE
    return Sorted(Sort.SIGNED if whole else Sort.PARTLY_SIGNED, signing.case_id)


def _signed(file: StoredFile) -> Agreement | None:
    """The agreement whose signed original this is: as it was signed, with its proofs, or as Srikandi gave it back."""
    same = {"institution_id": file.institution_id}
    mine = Q(signed_file__sha256=file.sha256) | Q(signed_file__preservations__file=file)
    original = Agreement.objects.filter(mine, **same).first()
    if original is not None:
        return original
    record = ArchiveRecord.objects.filter(srikandi_file=file).select_related("agreement").first()
    return record.agreement if record is not None else None


def _round(file: StoredFile) -> SigningRound | None:
    """The newest round in which these bytes carried a signature."""
    mine = {"round__institution_id": file.institution_id}
    signer = Signer.objects.filter(signed_file__sha256=file.sha256, **mine).select_related("round").last()
    if signer is not None:
        return signer.round
    returned = ReturnedFile.objects.filter(file__sha256=file.sha256, signer__round__institution_id=file.institution_id)
    if (handed_in := returned.select_related("signer__round").last()) is not None:
        return handed_in.signer.round
    scan = Original.objects.filter(scan__sha256=file.sha256, **mine).select_related("round").last()
    return scan.round if scan is not None else None
