"""Reading copies of the scans of old agreements: made after they were taken over, one at a time, by the worker."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import F

from simpul.core.documents.actions import store
from simpul.core.documents.storage import read
from simpul.core.signing.reading_copy import reading_copy
from simpul.features.agreements.archiving import PDF
from simpul.features.agreements.models import Agreement, ArchiveRecord
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import one_by_one

_TRIES = 5
"""How often a scan that cannot be copied is tried; then only those who keep the archive read it."""
_AT_ONCE = 50


def copy_due_scans() -> int:
    """Scans that have no copy yet, those tried least first, some at once; answers how many. Raises PartsFailed."""
    rows = Agreement.objects.filter(
        case=None, reading_copy=None, signed_file__media_type=PDF, archive__copy_tries__lt=_TRIES,
        archive__destroyed_at=None,
    )  # fmt: skip
    due = list(rows.order_by("archive__copy_tries", "pk").values_list("pk", flat=True)[:_AT_ONCE])
    return len(one_by_one("copies of old scans", due, _tried))


def _tried(number: int) -> None:
    """Counted also where the copy cannot be made, so that the next ones have their turn."""
    ArchiveRecord.objects.filter(agreement_id=number).update(copy_tries=F("copy_tries") + 1)
    _copy(number)


@transaction.atomic
def _copy(number: int) -> None:
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("signed_file", "number").get(pk=number)
    if agreement.reading_copy_id is not None or agreement.signed_file is None:
        return
    link = f"{settings.PUBLIC_URL}/verifikasi/{agreement.slug}/"
    made = reading_copy(read(agreement.signed_file.sha256), link=link, title=agreement.title)
    agreement.reading_copy = store(
        institution_id=agreement.institution_id, data=made, name=f"Salinan {agreement.called[:100]}.pdf",
        kind="salinan_baca", media_type=PDF, by=SYSTEM,
    )  # fmt: skip
    agreement.save(update_fields=["reading_copy"])
