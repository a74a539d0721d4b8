"""Four ways to a concept: a published version, nothing, a file, another institution's version."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.core.directory.officers import Officer, today_in
from simpul.core.procedures.concepts import (
    own_lane_names,
    start_empty,
    start_from_adoption,
    start_from_file,
    start_from_version,
)
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import Concept, ProcedureVersion
from simpul.core.procedures.publishing import need
from simpul.core.procedures.queries import in_force_elsewhere
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.studio.forms import ChooseForm, EmptyForm, FileForm, LaneNamesForm
from simpul.pages.desk.studio.shelf import HERE, crumbs, house_of
from simpul.rules.procedure.publishing import PARTNER
from simpul.rules.refusals import N_, Refusal

_MOST_BYTES = 2_000_000
_NOT_TEXT = N_("This file is not text in UTF-8. Save it as UTF-8 and try again.")


def _open(concept: Concept) -> HttpResponse:
    return redirect("desk:sop_concept", concept.code)


def _page(request: HttpRequest, officer: Officer, tab: str, context: dict[str, object], status: int) -> HttpResponse:
    frame = {"tab": tab, **context}
    steps = crumbs(None, _("New concept"))
    return desk_page(
        request, officer, f"desk/studio/start_{tab}.html", frame, current=HERE, crumbs=steps, status=status
    )


@officer_required
def empty(request: HttpRequest, officer: Officer) -> HttpResponse:
    """A concept with one step."""
    need(officer, "write")
    form = EmptyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _open(start_empty(officer=officer, **form.cleaned_data))
        except Refusal as refusal:
            form.add_error("code", say(refusal))
    return _page(request, officer, "empty", {"form": form}, 422 if form.errors else 200)


@officer_required
def file(request: HttpRequest, officer: Officer) -> HttpResponse:
    """A concept out of a file, faults and all."""
    need(officer, "write")
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _open(start_from_file(officer=officer, text=_text_of(form)))
        except Refusal as refusal:
            form.add_error("file", say(refusal))
    return _page(request, officer, "file", {"form": form}, 422 if form.errors else 200)


def _text_of(form: FileForm) -> str:
    upload = form.cleaned_data["file"]
    if upload.size > _MOST_BYTES:
        raise Refusal("SOP-37", N_("The file is longer than %(most)d characters."), most=_MOST_BYTES)
    try:
        return str(upload.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refusal("SOP-47", _NOT_TEXT) from None


@officer_required
def adopt(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Choose what to adopt: what is in force in another institution of this installation."""
    need(officer, "write")
    house = house_of(officer)
    offered = [
        (version, procedure.identity.title)
        for version in in_force_elsewhere(institution_id=house.pk, day=today_in(house))
        if (procedure := readable(version.pk)) is not None
    ]
    form = ChooseForm(offered, request.GET or None)
    if request.GET and form.is_valid():
        return redirect("desk:sop_adopt_lanes", int(form.cleaned_data["version"]))
    return _page(request, officer, "adopt", {"form": form, "offered": offered}, 422 if form.errors else 200)


@officer_required
def adopt_lanes(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    """The own names of the lanes; then the concept."""
    need(officer, "write")
    house = house_of(officer)
    there = in_force_elsewhere(institution_id=house.pk, day=today_in(house))
    version = next((row for row in there if row.pk == number), None)
    procedure = readable(number) if version else None
    if version is None or procedure is None:
        raise Http404
    lanes = {lane: names for lane, names in own_lane_names(house, version).items() if lane != PARTNER}
    form = LaneNamesForm(lanes, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _open(start_from_adoption(officer=officer, version=version, names=form.names()))
        except Refusal as refusal:
            form.add_error(None, say(refusal))
    context = {"form": form, "version": version, "procedure": procedure}
    return _page(request, officer, "adopt_lanes", context, 422 if form.errors else 200)


@require_POST
@officer_required
def from_version(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    """A concept with the text of a version of the own institution."""
    rows = ProcedureVersion.objects.select_related("procedure__institution")
    version = get_object_or_404(
        rows, pk=number, procedure__institution_id=officer.institution_id, published_at__isnull=False
    )
    try:
        return _open(start_from_version(officer=officer, version=version))
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("desk:sop_procedure", version.procedure.code)
