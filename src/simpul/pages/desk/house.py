"""`/meja/lembaga/`: what the institution's papers say about it. Administrators change, inspectors read."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.core.directory.houses import FIELDS, change_house
from simpul.core.directory.officers import Officer
from simpul.core.documents.house_logo import drawn_logo, drop_logo, logo_file, set_logo
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.house_forms import HouseForm
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
    context = {"form": form, "house": found, "logo": logo_file(found.pk)}
    return desk_page(request, officer, "desk/house.html", context, current=HERE, status=422 if form.errors else 200)


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
