"""`/meja/surat/`: letters that came in, those that wait for Srikandi, and those that may be here twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.casework.letters import add_paper
from simpul.core.directory.officers import Officer
from simpul.core.procedures.loaded import procedure_of, readable
from simpul.core.procedures.models import Case, Task, TaskState
from simpul.core.procedures.reach import may_do
from simpul.features.agreements.duplicates import Recent, Suspect
from simpul.features.agreements.models import Request
from simpul.features.agreements.paper_places import place_of
from simpul.lib import clock
from simpul.lib.wording import say
from simpul.pages.desk.access import case_for, officer_required
from simpul.pages.desk.channels import CHANNELS
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.uploads import keep_upload
from simpul.pages.desk.uses import RECEPTION, SRIKANDI
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.refusals import N_, Refusal

_MOST = 100


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that waits for its first handling."""

    task: Task
    asked: Request
    channel: object
    mine: bool
    doubles: tuple[Suspect, ...]


def letters(officer: Officer, form: str, recent: Recent) -> list[Letter]:
    """Open tasks of the institution whose step has this form, oldest first."""
    tasks = (
        Task.objects.filter(institution_id=officer.institution_id, state=TaskState.OPEN, lane__isnull=False)
        .filter(step__in=_steps_with(officer.institution_id, form))
        .select_related("case__request", "lane", "holder")
        .order_by("opened_at", "id")[:_MOST]
    )
    return list(_as_letters(tasks, officer, form, recent))


def _steps_with(institution_id: int, form: str) -> set[str]:
    """Ids of the steps with this form in the versions on which cases run."""
    running = Case.objects.filter(institution_id=institution_id, status="running")
    versions = running.values_list("procedure_version_id", flat=True).distinct().order_by()
    found = [readable(version) for version in versions]
    return {step.id for procedure in found if procedure for step in procedure.steps if step.form == form}


def _as_letters(tasks: Iterable[Task], officer: Officer, form: str, recent: Recent) -> Iterable[Letter]:
    for task in tasks:
        step = procedure_of(task.case.procedure_version_id).by_id[task.step]
        asked = getattr(task.case, "request", None)
        if step.form != form or asked is None:
            continue
        doubles = recent.like(asked.partner_name, asked.letter_number, without=asked.pk)
        yield Letter(task, asked, CHANNELS[asked.channel], may_do(officer, task), doubles)


@officer_required
def inbox(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Three lists; a letter opens its task."""
    recent = Recent(officer.institution_id)
    fresh, unlisted = letters(officer, RECEPTION, recent), letters(officer, SRIKANDI, recent)
    context = {
        "fresh": fresh,
        "unlisted": unlisted,
        "doubles": [letter for letter in [*fresh, *unlisted] if letter.doubles],
        "checked": clock.now(),
        "may_register": bool(officer.lanes),
    }
    return desk_page(request, officer, "desk/inbox.html", context, current="/meja/surat/")


@require_POST
@streams_uploads
@officer_required
def take_paper(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """A paper of the partner that came by another way, added to a running case."""
    case = case_for(officer, slug)
    try:
        upload = request.FILES.get("berkas")
        if upload is None:
            raise Refusal("TGS-38", N_("Choose the file of the paper."))
        requirement = request.POST.get("persyaratan", "")
        place = place_of(get_object_or_404(Request, case=case), requirement)
        with transaction.atomic():
            file = keep_upload(upload, place.requirement.code, officer, place.requirement.kinds)
            add_paper(
                case_id=case.pk, officer=officer, requirement=requirement, file=file,
                channel=request.POST.get("saluran", ""),
            )  # fmt: skip
        messages.success(request, _("The paper lies with the case."))
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return redirect("desk:documents", slug)
