"""Drafts whose time is over: everything the partner filled in goes, because it was never sent to us."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from simpul.core.documents.actions import drop
from simpul.core.messages.actions import record
from simpul.core.messages.models import Delivery
from simpul.features.agreements.models import OneTimeCode, Paper, Request, TrackingLink
from simpul.features.agreements.models_request import RequestState
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.lib.one_by_one import one_by_one

_GRACE = timedelta(days=1)
"""A form that is open while the draft expires gets its answer first."""


def forget_expired_drafts() -> int:
    """Delete drafts that are past their date, with papers, links and mails; returns how many. Safe to repeat.

    Raises PartsFailed when one could not be deleted; the others are.
    """
    old = Request.objects.filter(state=RequestState.DRAFT, case=None, keep_until__lt=clock.now() - _GRACE)
    return sum(one_by_one("draft", list(old.order_by("id").values_list("pk", flat=True)), _forget))


@transaction.atomic
def _forget(request_id: int) -> int:
    request = (
        Request.objects.select_for_update(skip_locked=True).filter(pk=request_id, state=RequestState.DRAFT).first()
    )
    if request is None:
        return 0
    files = [paper.file for paper in request.papers.select_related("file")]
    for rows in (Paper, TrackingLink, OneTimeCode):
        rows.objects.filter(request=request).delete()
    for related in (request.students, request.tests, request.parties):
        related.all().delete()
    Delivery.objects.filter(key__startswith=f"lanjut:{request.slug}:").delete()
    drop(files)
    record(institution_id=request.institution_id, verb="request.forgotten", by=SYSTEM, facts={"request": request.slug})
    request.delete()
    return 1
