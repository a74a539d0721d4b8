"""`/meja/orang/`: people and lanes with dates, and a page per person. Administrators change, inspectors read."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.core.directory.models import Assignment, Basis, Institution, User
from simpul.core.directory.officers import Officer, assignments_on, today_in
from simpul.core.directory.passwords import send_link
from simpul.core.directory.people import add_person, assign, change_person, end_assignment, reactivate
from simpul.core.directory.standings import household
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.people_acting_form import choice_of
from simpul.pages.desk.people_forms import BASES, DetailsForm, EndForm, NewPersonForm, StandingForm
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import N_, NotAllowed, Refusal

HERE = "/meja/orang/"


def reads(officer: Officer) -> None:
    """Administrators and inspectors see the page; others get 403 (ORG-12)."""
    if not (officer.is_admin or officer.is_inspector):
        raise NotAllowed("ORG-12", N_("Only administrators and inspectors may open this page."))


def changes(officer: Officer) -> None:
    """Only administrators change people (ORG-10)."""
    if not officer.is_admin:
        raise NotAllowed("ORG-10", N_("Only an administrator of the institution may change this."))


def house_of(officer: Officer) -> Institution:
    """The officer's own institution."""
    return Institution.objects.get(pk=officer.institution_id)


def person_for(officer: Officer, number: int) -> User:
    """A person of the officer's own institution; anybody else does not exist (404)."""
    return get_object_or_404(User.objects.select_related("institution"), pk=number, institution=officer.institution_id)


def crumbs(*last: Crumb) -> list[Crumb]:
    """The way back to the list."""
    return [Crumb(_("People and lanes"), HERE), *last]


@officer_required
def people(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Everybody by lane; a lane without anybody says so."""
    reads(officer)
    found = household(house_of(officer))
    return desk_page(request, officer, "desk/people.html", {"house": found, "bases": BASES}, current=HERE)


@officer_required
def add(request: HttpRequest, officer: Officer) -> HttpResponse:
    """A person who joins; the place in a lane is given on the person's page."""
    changes(officer)
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = add_person(
                institution=house_of(officer), email=form.cleaned_data["email"], values=form.values(),
                by=officer.actor(), invite=form.cleaned_data["invite"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("email", say(refusal))
        else:
            messages.success(request, _("%(name)s has joined. Now give a lane.") % {"name": user.full_name})
            return redirect("desk:person", user.pk)
    steps = crumbs(Crumb(_("Add a person")))
    status = 422 if form.errors else 200
    return desk_page(
        request, officer, "desk/person_add.html", {"form": form}, current=HERE, crumbs=steps, status=status
    )


@officer_required
def person(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    """One person: places in lanes with dates, details, password link, leaving."""
    reads(officer)
    return _person_page(request, officer, person_for(officer, number))


@require_POST
@officer_required
def details(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    """Correct name, post, numbers and rights."""
    changes(officer)
    user, form = person_for(officer, number), DetailsForm(request.POST)
    if not form.is_valid():
        return _person_page(request, officer, user, details_form=form)
    try:
        change_person(user=user, values=form.cleaned_data, by=officer.actor())
    except Refusal as refusal:
        form.add_error(None, say(refusal))
        return _person_page(request, officer, user, details_form=form)
    messages.success(request, _("Saved."))
    return redirect("desk:person", user.pk)


@require_POST
@officer_required
def place(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    """Put the person into a lane."""
    changes(officer)
    user, form = person_for(officer, number), StandingForm(house_of(officer), request.POST)
    if not form.is_valid():
        return _person_page(request, officer, user, standing_form=form)
    try:
        assign(user=user, standing=form.standing(), by=officer.actor())
    except Refusal as refusal:
        form.add_error(None, say(refusal))
        return _person_page(request, officer, user, standing_form=form)
    messages.success(request, _("The place in the lane is recorded."))
    return redirect("desk:person", user.pk)


@require_POST
@officer_required
def end(request: HttpRequest, officer: Officer, number: int, assignment: int) -> HttpResponse:
    """The last day in a lane."""
    changes(officer)
    user, form = person_for(officer, number), EndForm(request.POST)
    row = get_object_or_404(Assignment, pk=assignment, user=user)
    if not form.is_valid():
        messages.error(request, _("Enter the last day as a date."))
        return redirect("desk:person", user.pk)
    try:
        end_assignment(assignment=row, last_day=form.cleaned_data["last_day"], by=officer.actor())
        there = Assignment.objects.filter(pk=assignment).exists()
        messages.success(request, _("The last day is recorded.") if there else _("The place is struck out."))
    except Refusal as refusal:
        messages.error(request, say(refusal))
    if request.POST.get("kembali") == reverse("desk:acting"):
        return redirect("desk:acting")
    return redirect("desk:person", user.pk)


@require_POST
@officer_required
def mail_link(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    """A link for a new password to the person's own address; somebody who had left is back with it."""
    changes(officer)
    user = person_for(officer, number)
    if user.is_active:
        send_link(user, invitation=True)
    else:
        reactivate(user=user, by=officer.actor())
    messages.success(request, _("A link is on its way to %(email)s.") % {"email": user.email})
    return redirect("desk:person", user.pk)


def _own_place(user: User, day: date) -> str:
    """The choice of the form of acting officials for the person's own post, the one led first."""
    held = Assignment.objects.filter(assignments_on(day), user=user, basis=Basis.DEFINITIVE).order_by("-is_lead", "pk")
    row = held.first()
    return choice_of(row) if row is not None else ""


def _person_page(
    request: HttpRequest,
    officer: Officer,
    user: User,
    details_form: DetailsForm | None = None,
    standing_form: StandingForm | None = None,
) -> HttpResponse:
    house = house_of(officer)
    rows = (
        Assignment.objects.filter(user=user).select_related("lane", "unit", "stands_for").order_by("-starts_on", "-id")
    )
    context = {
        "person": user,
        "rows": rows,
        "bases": BASES,
        "today": today_in(house),
        "own_place": _own_place(user, today_in(house)),
        "details_form": details_form or DetailsForm.of(user),
        "standing_form": standing_form or StandingForm(house, initial={"starts_on": today_in(house)}),
    }
    status = 422 if details_form or standing_form else 200
    steps = crumbs(Crumb(user.full_name))
    return desk_page(request, officer, "desk/person.html", context, current=HERE, crumbs=steps, status=status)
