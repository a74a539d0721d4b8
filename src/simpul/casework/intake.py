"""Filing: a request becomes a case, whether the partner files it in the portal or Tata Usaha registers the letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from simpul.casework.cases import start_case
from simpul.casework.completion import finish
from simpul.core.directory.officers import today_in
from simpul.core.procedures.locked import lock_case
from simpul.core.procedures.models import Case, ProcedureVersion
from simpul.features.agreements.models import Request
from simpul.features.agreements.models_request import RequestState
from simpul.features.agreements.requests import (
    ensure_parties,
    filing_answers,
    filing_faults,
    filing_files,
    filing_title,
    papers_lacking,
)
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.refusals import N_, Refusal


class FilingFaults(Refusal):
    """What is missing before the request can be filed: ``faults`` by section and field."""

    def __init__(self, faults: Mapping[str, Refusal]) -> None:
        super().__init__("PGJ-01", N_("Your request is not complete yet. Nothing was sent. Complete the parts below."))
        self.faults = faults


def version_in_force(request: Request) -> ProcedureVersion:
    """The version of the institution's intake procedure that is in force today."""
    institution = request.institution
    found = (
        ProcedureVersion.objects.filter(
            procedure__institution=institution,
            procedure__code=institution.intake_procedure,
            published_at__isnull=False,
            effective_on__lte=today_in(institution),
        )
        .order_by("-effective_on", "-published_at", "-id")
        .first()
    )
    if found is None:
        raise Refusal("SOP-01", N_("This institution has no procedure in force, so nothing can be filed. Call us."))
    return found


@transaction.atomic
def file_request(
    *,
    request_id: int,
    by: Actor,
    user_id: int | None = None,
    happened_at: datetime | None = None,
    version: ProcedureVersion | None = None,
) -> Case:
    """File a request: the case starts, and the partner's own first steps are done by the filing itself.

    ``version``: played by another version than the one in force (a walk through the past plays the newest).
    Filing twice (a double click, a dropped line) finds the same case. Raises FilingFaults PGJ-01.
    """
    request = Request.objects.select_for_update(of=("self",)).select_related("institution", "case").get(pk=request_id)
    if request.case is not None:
        return request.case
    faults = filing_faults(request)
    if faults:
        raise FilingFaults(faults)
    ensure_parties(request)
    lacking = papers_lacking(request)
    facts: dict[str, object] = {
        "di_srikandi": bool(request.srikandi_number),
        "kelengkapan_kurang": len(lacking),
        "kategori": request.category,
        "jenis": request.cooperation_type,
        "tanggapan_mitra_ditunggu": False,
        "penanda_belum": {"mitra": 0, "lembaga": 0},
        "cara_tanda_tangan": "",
    }
    title, subtitle = filing_title(request)
    case = start_case(
        institution=request.institution, version=version or version_in_force(request), title=title, subtitle=subtitle,
        facts=facts, by=by, happened_at=happened_at,
    )  # fmt: skip
    request.case = case
    request.state = RequestState.FILED
    request.save(update_fields=["case", "state"])
    _complete_partner_steps(case.pk, request, by, user_id, happened_at)
    # Only now: what the filing itself completed lies before it, and so counts as the filing.
    request.filed_at = clock.now()
    request.save(update_fields=["filed_at"])
    case.refresh_from_db()
    return case


def _complete_partner_steps(
    case_id: int, request: Request, by: Actor, user_id: int | None, happened_at: datetime | None
) -> None:
    """The steps of the partner before the institution's first one: their forms are answered by the request itself."""
    raw, files = filing_answers(request), filing_files(request)
    while True:
        locked = lock_case(case_id)
        theirs = [task for task in locked.tasks.values() if task.lane_id is None]
        if not theirs or len(locked.tasks) != len(theirs):
            return
        step = theirs[0]
        finish(
            locked, step, by=by, user_id=user_id, outcome="", note="", raw=raw, files=files,
            happened_at=happened_at, late_reason="-" if happened_at else "",
        )  # fmt: skip
