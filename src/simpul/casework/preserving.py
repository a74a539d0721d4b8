"""Proofs of signed agreements for the years after: added once archived, and again before the last ones end."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from simpul.casework.cases import act_on_case
from simpul.casework.proof_source import proof_source
from simpul.core.documents.actions import store
from simpul.core.documents.integrity import noticed
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import Damaged, check, path_of
from simpul.core.procedures.acting import Acting
from simpul.core.signing.believed import spans, unproved
from simpul.core.signing.isolation_longterm import preserve_isolated
from simpul.core.signing.models import Mode, Preservation, RoundState, SigningRound
from simpul.core.signing.proof_troubles import close, close_but, remember, report_all
from simpul.features.agreements.models import Agreement
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import FAILED, one_by_one
from simpul.rules.refusals import N_, Conflict, Refusal

KIND = "naskah_terpelihara"
RENEWED = timedelta(days=180)
"""How long before the last time stamp ends the next one is set."""
APART = timedelta(days=30)
"""Between two of one file: an authority may go on with a certificate that ends soon."""


def preserve_due() -> int:
    """Every archived agreement signed here whose file has no proofs, or proofs that end soon; answers how many.

    None where no time-stamping authority is set and this is no demonstration. What could not be had is on record, told
    to people when it lasts, and tried again in an hour. Raises PartsFailed when one broke; the others are done.
    """
    due = dict(_due().values_list("pk", "signed_file_id")) if proof_source() is not None else {}
    close_but(due.values())
    try:
        return sum(one_by_one("proofs of agreement", list(due), _attempt))
    finally:
        report_all()


def _attempt(number: int) -> bool:
    """Whether the proofs are there."""
    original = StoredFile.objects.get(pk=Agreement.objects.values_list("signed_file_id").get(pk=number)[0])
    try:
        _preserve(number)
    except Conflict:
        raise
    except Damaged as damaged:
        noticed(damaged.sha256)
        remember(original, damaged.code)
        return False
    except Refusal as refusal:
        remember(original, refusal.code)
        return False
    except Exception:
        remember(original, FAILED)
        raise
    close(original.pk)
    return True


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
    source, now = proof_source(), clock.now()
    assert source is not None  # asked by ``preserve_due``
    before = last.file if last is not None else agreement.signed_file
    taken = spans(unproved(agreement.case_id))
    check(before.sha256)
    made = preserve_isolated(path_of(before.sha256), source, now, taken)

    original = agreement.signed_file

    def change(acting: Acting) -> None:
        if newest_of(agreement) != last:
            raise Conflict("TTD-63", N_("These proofs were added meanwhile. Nothing of this was kept."))
        file = store(
            institution_id=agreement.institution_id, data=made.pdf, name=f"Naskah terpelihara {acting.case.ticket}.pdf",
            kind=KIND, media_type="application/pdf", by=acting.by,
        )  # fmt: skip
        file.archived = True
        file.save(update_fields=["archived"])
        Preservation.objects.create(
            original=original, number=1 + (last.number if last is not None else 0), file=file,
            stamped_at=now, renew_by=made.until,
        )  # fmt: skip
        acting.told = {"agreement": agreement.slug, "sha256": file.sha256, "until": made.until.isoformat()}

    assert agreement.case_id is not None  # one that was signed here, by ``_due``
    act_on_case(case_id=agreement.case_id, verb="agreement.preserved", by=SYSTEM, change=change)


def newest_of(agreement: Agreement) -> Preservation | None:
    """The signed file with its latest proofs."""
    found = Preservation.objects.filter(original_id=agreement.signed_file_id).select_related("file")
    return found.order_by("-number").first()
