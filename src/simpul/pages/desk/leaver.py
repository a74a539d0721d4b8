"""`/meja/orang/<n>/keluar/`: what a leaver still holds, to whom it goes, and the end of the account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.casework.hands import check_list, stands_of
from simpul.casework.leaving import heirs_of, held_tasks, leave
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Task
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.people import HERE, changes, crumbs, person_for
from simpul.pages.desk.people_forms import LeaverForm
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import Conflict, Refusal

_DIGITS = 18


@officer_required
def leaver(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    """List, choose, end: all of it in one step. A list that is not as it was shown meanwhile gets a 409."""
    changes(officer)
    user, sent = person_for(officer, number), request.method == "POST"
    if not user.is_active and not sent:
        return redirect("desk:person", user.pk)
    held, seen = list(held_tasks(user)), _seen(request)
    if sent:
        check_list(user, held, seen)
    form = LeaverForm({task.pk: (_label(task), heirs_of(task)) for task in held}, request.POST or None)
    if sent and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            count = leave(user=user, officer=officer, heirs=form.chosen(), reason=reason, seen=seen)
            messages.success(request, _farewell(user, count))
            return redirect("desk:person", user.pk)
        except Conflict:
            raise
        except Refusal as refusal:
            form.add_error(None, say(refusal))
    steps = crumbs(Crumb(user.full_name, reverse("desk:person", args=[user.pk])), Crumb(_("Leaving")))
    told = ";".join(f"{number}={stand}" for number, stand in stands_of(held).items())
    context, status = {"person": user, "form": form, "count": len(held), "seen": told}, 422 if form.errors else 200
    return desk_page(request, officer, "desk/leaver.html", context, current=HERE, crumbs=steps, status=status)


def _seen(request: HttpRequest) -> dict[int, str] | None:
    """The stands that the page told, by number of the task; None where it told nothing."""
    told = request.POST.get("dilihat")
    if told is None:
        return None
    parts = (part.partition("=") for part in told.split(";"))
    return {int(number): stand for number, _sign, stand in parts if number.isdecimal() and len(number) <= _DIGITS}


def _label(task: Task) -> str:
    step = procedure_of(task.case.procedure_version_id).by_id.get(task.step)
    return f"{task.case.ticket} {task.case.title}: {step.title if step else task.step}"


def _farewell(user: User, count: int) -> str:
    return _("%(name)s has left; %(count)s tasks changed hands. Every session has ended.") % {
        "name": user.full_name, "count": count,
    }  # fmt: skip
