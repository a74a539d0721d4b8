"""How it stands with the proofs for the years after: of one agreement, and those that could not be added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from simpul.casework.preserving import newest_of
from simpul.core.signing.believed import unproved
from simpul.core.signing.models import ProofTrouble
from simpul.core.signing.proof_troubles import next_try, why
from simpul.features.agreements.models import Agreement

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Lacking:
    """One incident with its agreement, its reason in words and about when it is tried again."""

    trouble: ProofTrouble
    agreement: Agreement | None
    why: str
    next_try: datetime


def proofs_of(agreement: Agreement) -> dict[str, object]:
    """For the page of an archived agreement."""
    trouble = ProofTrouble.objects.filter(original=agreement.signed_file_id, closed_at=None).first()
    return {
        "proofs": newest_of(agreement),
        "lacking": Lacking(trouble, agreement, _(why(trouble.code)), next_try(trouble)) if trouble else None,
        "unproved": unproved(agreement.case_id),
        "demo_stamps": not settings.STAMPS_URL,
    }


def lacking_in(institution_id: int, search: str = "") -> Iterator[Lacking]:
    """Open incidents of an institution, newest first; one that is sought by its number also when it is closed."""
    mine = ProofTrouble.objects.filter(institution_id=institution_id)
    found = mine.filter(number__iexact=search) if search else mine.filter(closed_at=None)
    troubles = list(found.order_by("-pk")[:_SHOWN])
    agreements = Agreement.objects.filter(signed_file__in=[one.original_id for one in troubles])
    named = {one.signed_file_id: one for one in agreements.select_related("number", "request")}
    for one in troubles:
        yield Lacking(one, named.get(one.original_id), _(why(one.code)), next_try(one))
