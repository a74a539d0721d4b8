"""Beside the form of a step: what other lanes contribute, and which outside parties have been asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.casework.joint_acts import ask_outside, contribute, outside_parties_of, record_outside_answer
from simpul.casework.outside_parties import awaited_parties
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Contribution, Task
from simpul.core.procedures.reach import may_contribute, may_do
from simpul.lib import clock
from simpul.lib.wording import say
from simpul.pages.desk.access import case_for, officer_required
from simpul.pages.desk.case_head import CaseView
from simpul.pages.desk.entries import happened_at
from simpul.pages.desk.holding import to_task
from simpul.pages.desk.outside import exchange
from simpul.pages.desk.uploads import keep_upload
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.refusals import N_, Refusal

CHANNELS = ("Surat", "Email", "WhatsApp", "Rapat", "Telepon")
_FILE = "berkas"


def joint_of(officer: Officer, view: CaseView, task: Task) -> dict[str, object]:
    """Contributions of a step done together; outside parties of the step with what they were asked."""
    step = view.step(task)
    outside = {party.id: party.name for party in view.procedure.outside}
    awaited = awaited_parties(view.case.facts)
    parties = outside_parties_of(tuple(outside), step)
    return {
        "contributions": Contribution.objects.filter(task=task).select_related("lane", "file").order_by("at", "id")
        if task.is_joint
        else (),
        "is_joint": task.is_joint and bool(task.also_lanes),
        "may_contribute": may_contribute(officer, task),
        "outside": [(party, outside[party], party in awaited) for party in parties],
        "exchange": (said := exchange(task, outside) if parties else []),
        "may_ask": (may_ask := may_do(officer, task)),
        "has_outside": bool(parties) and (may_ask or bool(said) or any(party in awaited for party in parties)),
        "channels": CHANNELS,
    }


@require_POST
@streams_uploads
@officer_required
def add_contribution(request: HttpRequest, officer: Officer, slug: str, key: str) -> HttpResponse:
    """Keep what the officer's lane contributes."""
    case = case_for(officer, slug)

    def act() -> None:
        contribute(
            case_id=case.pk, key=key, officer=officer, text=request.POST.get("masukan", ""),
            file=_file(request, "masukan", officer),
        )  # fmt: skip

    return _told(request, slug, key, act, lambda: _("Your contribution stands with the step."))


@require_POST
@officer_required
def ask(request: HttpRequest, officer: Officer, slug: str, key: str) -> HttpResponse:
    """Record that an outside party was asked; the clock stands from then."""
    case = case_for(officer, slug)

    def act() -> None:
        ask_outside(
            case_id=case.pk, key=key, officer=officer, party=request.POST.get("pihak", ""),
            note=request.POST.get("catatan", ""), happened_at=_when(request, officer),
        )  # fmt: skip

    return _told(request, slug, key, act, lambda: _("Recorded. The clock stands until the answer is in."))


@require_POST
@streams_uploads
@officer_required
def answer(request: HttpRequest, officer: Officer, slug: str, key: str) -> HttpResponse:
    """Record the answer of an outside party; the clock runs again."""
    case = case_for(officer, slug)

    def act() -> None:
        record_outside_answer(
            case_id=case.pk, key=key, officer=officer, party=request.POST.get("pihak", ""),
            channel=request.POST.get("saluran", ""), note=request.POST.get("catatan", ""),
            happened_at=_when(request, officer), file=_file(request, "jawaban_pihak_luar", officer),
        )  # fmt: skip

    def done() -> str:
        if Task.objects.filter(case=case, key=key, paused_since__isnull=False).exists():
            return _("The answer is recorded. The clock still stands, because another answer is awaited.")
        return _("The answer is recorded. The clock runs again.")

    return _told(request, slug, key, act, done)


def _when(request: HttpRequest, officer: Officer) -> datetime:
    """The entered time, not later than now. Raises TGS-07, TGS-36."""
    now = clock.now()
    given = happened_at(request.POST.get("terjadi_pada", ""), officer) or now
    if given > now:
        raise Refusal("TGS-07", N_("The time at which it happened lies in the future. Correct it."))
    return given


def _file(request: HttpRequest, kind: str, officer: Officer) -> StoredFile | None:
    upload = request.FILES.get(_FILE)
    return keep_upload(upload, kind, officer) if upload is not None else None


def _told(request: HttpRequest, slug: str, key: str, act: Callable[[], None], done: Callable[[], str]) -> HttpResponse:
    try:
        with transaction.atomic():  # the file of a refused act goes with it
            act()
        messages.success(request, done())
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return to_task(slug, key)
