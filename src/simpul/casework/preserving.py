"""Proofs of signed agreements for the years after: added once archived, and again before the last ones end."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from simpul.casework.cases import act_on_case
from simpul.core.documents.actions import store
from simpul.core.documents.storage import read
from simpul.core.procedures.acting import Acting
from simpul.core.signing.longterm import preserve, renew_before
from simpul.core.signing.models import Mode, Preservation, RoundState, SigningRound
from simpul.core.signing.stamping import ProofSource
from simpul.features.agreements.models import Agreement
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import one_by_one
from simpul.rules.refusals import N_, Conflict

KIND = "naskah_terpelihara"
RENEWED = timedelta(days=180)
"""How long before the last time stamp ends the next one is set."""
APART = timedelta(days=30)
"""Between two of one file: an authority may go on with a certificate that ends soon."""


def preserve_due() -> int:
    """Every archived agreement signed here whose file has no proofs, or proofs that end soon; answers how many.

    None where no time-stamping authority is set and this is no demonstration. Raises PartsFailed when one could not be
    had; the others are, and it is tried again in an hour.
    """
    if not settings.STAMPS_URL and not settings.DEMO:
        return 0
    return len(one_by_one("proofs of agreement", list(_due().values_list("pk", flat=True)), _preserve))


def _due() -> QuerySet[Agreement]:
    newest = Preservation.objects.filter(original=OuterRef("signed_file")).order_by("-number")
    complete = SigningRound.objects.filter(mode=Mode.ELECTRONIC, state=RoundState.COMPLETE)
    kept = Agreement.objects.filter(archive__file=F("signed_file"), archive__destroyed_at=None)
    archived = kept.filter(case_id__in=complete.values("case_id"))
    ending = archived.annotate(
        until=Subquery(newest.values("renew_by")[:1]), since=Subquery(newest.values("stamped_at")[:1])
    )  # fmt: skip
    now = clock.now()
    return ending.filter(Q(until=None) | Q(until__lt=now + RENEWED, since__lt=now - APART)).order_by("pk")


def _preserve(number: int) -> None:
    """Whatever is asked of an authority outside is asked before the case is locked."""
    agreement = Agreement.objects.select_related("signed_file", "number").get(pk=number)
    assert agreement.signed_file is not None
    last = newest_of(agreement)
    source, now = ProofSource(settings.HOME, settings.STAMPS_URL, settings.INSIDE), clock.now()
    before = last.file if last is not None else agreement.signed_file
    pdf = preserve(read(before.sha256), context=source.context(now), stamper=source.stamper(now))
    until = renew_before(pdf)
    assert until is not None

    original = agreement.signed_file

    def change(acting: Acting) -> None:
        if newest_of(agreement) != last:
            raise Conflict("TTD-63", N_("These proofs were added meanwhile. Nothing of this was kept."))
        file = store(
            institution_id=agreement.institution_id, data=pdf, name=f"Naskah terpelihara {acting.case.ticket}.pdf",
            kind=KIND, media_type="application/pdf", by=acting.by,
        )  # fmt: skip
        file.archived = True
        file.save(update_fields=["archived"])
        Preservation.objects.create(
            original=original, number=1 + (last.number if last is not None else 0), file=file,
            stamped_at=now, renew_by=until,
        )  # fmt: skip
        acting.told = {"agreement": agreement.slug, "sha256": file.sha256, "until": until.isoformat()}

    assert agreement.case_id is not None  # one that was signed here, by ``_due``
    act_on_case(case_id=agreement.case_id, verb="agreement.preserved", by=SYSTEM, change=change)


def newest_of(agreement: Agreement) -> Preservation | None:
    """The signed file with its latest proofs."""
    found = Preservation.objects.filter(original_id=agreement.signed_file_id).select_related("file")
    return found.order_by("-number").first()
