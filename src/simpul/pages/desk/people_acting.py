"""`/meja/orang/pengganti/`: who acts for whom (Plh, Plt, a.n.), by which letter, from when to when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.core.directory.acting import officials
from simpul.core.directory.capacities import capacity_of
from simpul.core.directory.models import Assignment, Institution
from simpul.core.directory.officers import Officer, today_in
from simpul.core.directory.people import assign
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.people import HERE, changes, crumbs, house_of, reads
from simpul.pages.desk.people_acting_form import ActingForm
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import Refusal


@officer_required
def acting(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Everybody reads that may read the people; administrators name."""
    reads(officer)
    house = house_of(officer)
    if request.method != "POST":
        first = {"place": request.GET.get("jabatan", ""), "starts_on": today_in(house)}
        return _page(request, officer, house, ActingForm(house, initial=first))
    changes(officer)
    form = ActingForm(house, request.POST)
    if not form.is_valid():
        return _page(request, officer, house, form)
    try:
        row = assign(user=form.cleaned_data["person"], standing=form.standing(), by=officer.actor())
    except Refusal as refusal:
        form.add_error(None, say(refusal))
        return _page(request, officer, house, form)
    told = {"name": row.user.full_name, "capacity": capacity_of(row.basis, row.post)}
    messages.success(request, _("%(name)s acts as %(capacity)s. The holder stays on record.") % told)
    return redirect("desk:acting")


def _page(request: HttpRequest, officer: Officer, house: Institution, form: ActingForm) -> HttpResponse:
    today = today_in(house)
    rows = [_row(one) for one in officials(house, today)]
    context = {"form": form, "rows": rows, "today": today, "back": reverse("desk:acting")}
    steps, status = crumbs(Crumb(_("Acting officials"))), 422 if form.errors else 200
    return desk_page(request, officer, "desk/acting.html", context, current=HERE, crumbs=steps, status=status)


def _row(place: Assignment) -> dict[str, object]:
    return {"place": place, "capacity": capacity_of(place.basis, place.post or place.lane.name)}
