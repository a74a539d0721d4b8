"""`/meja/lembaga/`: what the institution's papers say about it. Administrators change, inspectors read."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simpul.core.directory.houses import FIELDS, change_house
from simpul.core.directory.models import Unit
from simpul.core.directory.officers import Officer
from simpul.core.directory.units import add_unit
from simpul.core.documents.house_logo import drawn_logo, drop_logo, logo_file, set_logo
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.house_forms import HouseForm, UnitForm
from simpul.pages.desk.people import changes, house_of, reads
from simpul.pages.desk.uploads import keep_upload
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.refusals import Refusal

HERE = "/meja/lembaga/"
LOGO = "logo_lembaga"


@streams_uploads
@officer_required
def house(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The form, or what it says to somebody who may only read."""
    reads(officer)
    found = house_of(officer)
    form = HouseForm(request.POST, request.FILES) if request.method == "POST" else HouseForm.of(found)
    if form.is_bound:
        changes(officer)
        if form.is_valid() and _kept(officer, form):
            messages.success(request, _("Kept. New letters and requests carry it from now on."))
            return redirect("desk:house")
    return _page(request, officer, form, UnitForm())


def _page(request: HttpRequest, officer: Officer, form: HouseForm, unit: UnitForm) -> HttpResponse:
    found = house_of(officer)
    units = Unit.objects.filter(institution=found).order_by("name")
    context = {"form": form, "house": found, "logo": logo_file(found.pk), "units": units, "unit": unit}
    status = 422 if form.errors or unit.errors else 200
    return desk_page(request, officer, "desk/house.html", context, current=HERE, status=status)


@require_POST
@officer_required
def new_unit(request: HttpRequest, officer: Officer) -> HttpResponse:
    """A unit more; people are then put into lanes for it."""
    changes(officer)
    found, form = house_of(officer), UnitForm(request.POST)
    if not form.is_valid():
        return _page(request, officer, HouseForm.of(found), form)
    try:
        unit = add_unit(institution=found, name=form.cleaned_data["unit_name"], by=officer.actor())
    except Refusal as refusal:
        form.add_error("unit_name", say(refusal))
        return _page(request, officer, HouseForm.of(found), form)
    messages.success(request, _("The unit %(name)s is there now.") % {"name": unit.name})
    return redirect("desk:house")


def _kept(officer: Officer, form: HouseForm) -> bool:
    """Everything or nothing; a refused picture is said at its entry."""
    try:
        with transaction.atomic():
            _keep(officer, form)
    except Refusal as refusal:
        form.add_error("logo", say(refusal))
        return False
    return True


def _keep(officer: Officer, form: HouseForm) -> None:
    by, said = officer.actor(), form.cleaned_data
    change_house(institution_id=officer.institution_id, values={name: said[name] for name in FIELDS}, by=by)
    if isinstance(said["logo"], UploadedFile):
        set_logo(file=keep_upload(said["logo"], LOGO, officer, ("png", "jpeg")), by=by)
    elif said["no_logo"]:
        drop_logo(institution_id=officer.institution_id, by=by)


@require_safe
@officer_required
def logo(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The institution's logo as it is printed: drawn anew, so nothing of the upload but its picture is shown."""
    drawn = drawn_logo(officer.institution_id)
    if drawn is None:
        raise Http404
    return HttpResponse(drawn.png, content_type="image/png", headers={"Cache-Control": "no-store"})
