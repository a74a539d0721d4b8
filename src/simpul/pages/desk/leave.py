"""`/meja/cuti/`: who is away and who takes the tasks meanwhile. Everybody of the house reads; leads record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.core.directory.leaves import call_off, leaves_of, may_send_away, record_leave
from simpul.core.directory.models import Institution, Leave, User
from simpul.core.directory.officers import Officer, today_in
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.leave_form import KINDS, LeaveForm
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import N_, NotAllowed, Refusal

HERE = "/meja/cuti/"


@officer_required
def leave(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The list; below it the form for whom the officer may send away."""
    house = Institution.objects.get(pk=officer.institution_id)
    mine = _led(officer, house)
    if request.method != "POST":
        first = {"person": request.GET.get("orang", ""), "starts_on": today_in(house)}
        return _page(request, officer, house, LeaveForm(house, mine, initial=first), mine)
    if not mine:
        raise NotAllowed("ORG-40", N_("Only the lead of the team, its superior or an administrator records a leave."))
    form = LeaveForm(house, mine, request.POST)
    if not form.is_valid():
        return _page(request, officer, house, form, mine)
    try:
        row = record_leave(officer=officer, **form.values())
    except Refusal as refusal:
        form.add_error(None, say(refusal))
        return _page(request, officer, house, form, mine)
    messages.success(request, _told(row, house))
    return redirect("desk:leave")


@require_POST
@officer_required
def back_at_work(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    """The person is back, or does not go."""
    row = get_object_or_404(Leave, pk=number, user__institution=officer.institution_id)
    try:
        call_off(leave=row, officer=officer)
        messages.success(request, _("The leave has ended; the tasks stay where they are now."))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, say(refusal))
    return redirect("desk:leave")


def _led(officer: Officer, house: Institution) -> list[User]:
    """Whom the officer may send away."""
    if not (officer.is_admin or officer.commands or any(lane.is_lead for lane in officer.lanes.values())):
        return []
    people = User.objects.filter(institution=house, is_active=True).select_related("institution")
    return [user for user in people.order_by("full_name") if may_send_away(officer, user)]


def _told(row: Leave, house: Institution) -> str:
    if row.starts_on <= today_in(house):
        return _("Recorded. Within a minute the open tasks of %(name)s are handed on.") % {"name": row.user.full_name}
    return _("Recorded. On the first day the open tasks of %(name)s are handed on.") % {"name": row.user.full_name}


def _page(
    request: HttpRequest, officer: Officer, house: Institution, form: LeaveForm, mine: list[User]
) -> HttpResponse:
    led, today = {user.pk for user in mine}, today_in(house)
    rows = [
        {"leave": row, "mine": row.user_id in led, "kind": KINDS[row.kind], "ahead": row.starts_on > today}
        for row in leaves_of(house)
    ]
    context = {"form": form, "rows": rows, "may": bool(mine)}
    steps, status = [Crumb(_("Leave"))], 422 if form.errors else 200
    return desk_page(request, officer, "desk/leave.html", context, current=HERE, crumbs=steps, status=status)
