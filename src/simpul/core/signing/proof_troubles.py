"""Proofs that could not be had: on record once, told once, closed when they are there. Each act is a transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from simpul.core.documents.models import StoredFile
from simpul.core.messages.actions import record
from simpul.core.signing.models import ProofTrouble
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.rules.refusals import N_

LACKING, HAD, REPORTED = "proofs.lacking", "proofs.had", "proofs.reported"
"""Verbs of the institution's chain; from ``REPORTED`` its people are written to."""
PATIENCE = timedelta(hours=3)
"""An authority that is down for less is no news to anybody."""
AGAIN = timedelta(hours=1)
"""Between two attempts."""
_NAMED = 50
_WHY: Mapping[str, str] = {
    "TTD-61": N_("the proof that a certificate is not revoked could not be had, or it is revoked"),
    "TTD-62": N_("the time-stamping authority gave no answer that can be used"),
    "ARS-80": N_("the signed file could not be read within the limits of time and memory"),
    "SIS-04": N_("the bytes of the signed file are missing"),
    "SIS-05": N_("the bytes of the signed file have changed since they were stored"),
}
_OTHER = N_("the signed file could not be worked on")


def why(code: str) -> str:
    """The reason as a msgid."""
    return _WHY.get(code, _OTHER)


def next_try(trouble: ProofTrouble) -> datetime:
    """About when it is tried again."""
    return trouble.tried_at + AGAIN


@transaction.atomic
def remember(original: StoredFile, code: str) -> None:
    """An attempt failed."""
    now = clock.now()
    trouble, is_new = ProofTrouble.objects.get_or_create(
        original=original, closed_at=None,
        defaults={"institution_id": original.institution_id, "code": code[:10], "since": now, "tried_at": now},
    )  # fmt: skip
    if is_new:
        facts = {"incident": trouble.number, "file": original.slug, "sha256": original.sha256, "code": trouble.code}
        record(institution_id=original.institution_id, verb=LACKING, by=SYSTEM, facts=facts)
    else:
        ProofTrouble.objects.filter(pk=trouble.pk).update(code=code[:10], tried_at=now, tries=F("tries") + 1)


def close(original_id: int) -> None:
    """The file has its proofs."""
    _close(ProofTrouble.objects.filter(original_id=original_id))


def close_but(waiting: Collection[int | None]) -> None:
    """Close what is open of files that are not among those (keys) that still wait."""
    _close(ProofTrouble.objects.exclude(original__in=waiting))


def _close(found: QuerySet[ProofTrouble]) -> None:
    for trouble in found.filter(closed_at=None).order_by("pk"):
        with transaction.atomic():
            if ProofTrouble.objects.filter(pk=trouble.pk, closed_at=None).update(closed_at=clock.now()):
                facts = {"incident": trouble.number, "tries": trouble.tries}
                record(institution_id=trouble.institution_id, verb=HAD, by=SYSTEM, facts=facts)


def report_all() -> None:
    """Have the people of each institution written to about what has lasted and what they do not know yet."""
    lasting = ProofTrouble.objects.filter(told_at=None, closed_at=None, since__lte=clock.now() - PATIENCE)
    for institution_id in lasting.order_by("institution_id").values_list("institution_id", flat=True).distinct():
        with transaction.atomic():
            mine = list(lasting.select_for_update().filter(institution_id=institution_id).order_by("pk"))
            if not mine:
                continue
            ProofTrouble.objects.filter(pk__in=[one.pk for one in mine]).update(told_at=clock.now())
            payload = {"count": len(mine), "numbers": [one.number for one in mine[:_NAMED]]}
            record(institution_id=institution_id, verb=REPORTED, by=SYSTEM, facts=payload, payload=payload)
