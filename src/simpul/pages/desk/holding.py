"""Taking, giving back and handing over a task."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.casework.cases import claim, reassign, release
from simpul.casework.hands import check_seen
from simpul.casework.leaving import heirs_of
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Task
from simpul.core.procedures.reach import check_hand_over
from simpul.lib.wording import say
from simpul.pages.desk.access import case_for, officer_required
from simpul.rules.refusals import N_, Conflict, Refusal


def back(request: HttpRequest, slug: str) -> HttpResponse:
    """To where the button stood, if that was a page of ours; else to the case."""
    wanted = request.POST.get("kembali", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if wanted and safe else "desk:case", *([] if wanted and safe else [slug]))


def to_task(slug: str, key: str) -> HttpResponse:
    """To the case with the task ``key`` in the middle; its sign of the round would end the address."""
    response = redirect("desk:case", slug)
    response["Location"] += f"?{urlencode({'tugas': key})}"
    return response


@require_POST
@officer_required
def take(request: HttpRequest, officer: Officer, slug: str, key: str) -> HttpResponse:
    """ "Ambil tugas"; somebody quicker is named on the page that follows."""
    case = case_for(officer, slug)
    try:
        claim(case_id=case.pk, key=key, officer=officer)
    except Refusal as refusal:
        messages.warning(request, say(refusal))
    return back(request, slug)


@require_POST
@officer_required
def give_back(request: HttpRequest, officer: Officer, slug: str, key: str) -> HttpResponse:
    """Back to the team."""
    release(case_id=case_for(officer, slug).pk, key=key, officer=officer)
    messages.success(request, _("The task is back with the team."))
    return back(request, slug)


@require_POST
@officer_required
def hand_over(request: HttpRequest, officer: Officer, slug: str, key: str) -> HttpResponse:
    """To a colleague of the same lane, with a reason; a page that was made before it changed hands gets a 409."""
    case, seen = case_for(officer, slug), request.POST.get("dilihat")
    try:
        task = Task.objects.select_related("institution").get(case=case, key=key, state="open")
        check_hand_over(officer, task)
        check_seen(task.pk, case.institution_id, seen)
        person = next((p for p in heirs_of(task) if str(p.pk) == request.POST.get("kepada", "")), None)
        if person is None:
            raise Refusal("TGS-35", N_("Choose the colleague who takes the task over."))
        reason = request.POST.get("alasan", "")[:500]
        reassign(case_id=case.pk, key=key, officer=officer, to_user_id=person.pk, reason=reason, seen=seen)
        messages.success(request, _("%(name)s now holds the task.") % {"name": person.full_name})
    except Task.DoesNotExist:
        messages.warning(request, _("This task is no longer open."))
    except Conflict:
        raise
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return back(request, slug)
