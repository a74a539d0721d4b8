"""`/meja/arsip/jadwal/`: the institution's retention schedule (JRA), as data with the decree it is taken from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from simpul.casework.archive_acts import add_line, person_of, retire_line, verify_line
from simpul.core.directory.officers import Officer
from simpul.features.agreements.models import RetentionClass
from simpul.features.agreements.retention import FATES, schedule_of
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.archive import HERE
from simpul.pages.desk.archive_forms import LineForm
from simpul.pages.desk.frame import desk_page
from simpul.pages.shell.navigation import Crumb
from simpul.rules.archive_keeping import may
from simpul.rules.refusals import NotAllowed, Refusal


@dataclass(frozen=True, slots=True)
class Row:
    """A line with the words of its end."""

    line: RetentionClass
    fate: str


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def schedule(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The lines in force, and a new one."""
    form = LineForm(request.POST) if request.method == "POST" else LineForm()
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            add_line(officer=officer, line=form.line())
        except NotAllowed:
            raise
        except Refusal as refusal:
            error = say(refusal)
        else:
            messages.success(request, _("The line stands in the schedule."))
            return redirect("desk:schedule")
    context = {
        "rows": [Row(line, _(FATES[line.fate])) for line in schedule_of(officer.institution_id)],
        "form": form, "error": error, "writes": may(person_of(officer), "schedule"),
    }  # fmt: skip
    crumbs = (Crumb(_("Archive"), HERE), Crumb(_("Retention schedule")))
    status = 422 if request.method == "POST" else 200
    return desk_page(request, officer, "desk/schedule.html", context, current=HERE, crumbs=crumbs, status=status)


@require_POST
@officer_required
def verify(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    """Somebody compared it with its decree."""
    return _changed(request, officer, number, verify_line)


@require_POST
@officer_required
def retire(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    """It is chosen no more."""
    return _changed(request, officer, number, retire_line)


def _changed(request: HttpRequest, officer: Officer, number: int, act: Callable[..., None]) -> HttpResponse:
    try:
        act(officer=officer, number=number)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Kept in the schedule."))
    return redirect("desk:schedule")
