"""The acts in the signing room by which stamp duty is settled."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.casework import duty_acts
from simpul.casework.duty_leftovers import settle_left_over
from simpul.casework.duty_rounds import not_yours, runs_duty
from simpul.casework.duty_stamping import stamp_now
from simpul.core.directory.officers import Officer
from simpul.core.signing.models import DutyState, StampDuty
from simpul.features.agreements.stamp_duty import left_over
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.duty_forms import CountForm, LeftOverForm, ReliefForm, ResolveForm, SlipForm
from simpul.pages.desk.duty_view import numbers_of
from simpul.pages.desk.signing import open_room
from simpul.pages.desk.uploads import keep_upload
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.refusals import Conflict, NotAllowed, Refusal

SLIP = "bukti_ssp"


def _act(request: HttpRequest, slug: str, form: forms.Form | None, act: Callable[[], None], done: str) -> HttpResponse:
    """Act on a valid form and go back to the room; a refusal is said there."""
    if form is not None and not form.is_valid():
        first = next(iter(form.errors.values()))
        messages.error(request, f"{_('Correct what you entered and send it again.')} {first[0]}")
        return redirect("desk:signing", slug)
    try:
        act()
    except (Conflict, NotAllowed):
        raise
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, done)
    return redirect("desk:signing", slug)


@require_POST
@officer_required
def stamp(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Buy and put on what is owed, now."""
    room = open_room(officer, slug)

    def act() -> None:
        stamp_now(case_id=room.view.case.pk, officer=officer)

    return _act(request, slug, None, act, _("The e-Meterai stands on the text. The first signers are asked."))


@streams_uploads
@require_POST
@officer_required
def slip(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """A tax payment slip in the place of an e-Meterai."""
    room = open_room(officer, slug)
    rows = StampDuty.objects.filter(round=room.round)
    due = list(rows.filter(state=DutyState.DUE))
    form = SlipForm(numbers_of(due, rows.exists()), request.POST, request.FILES, auto_id="ssp-%s")

    def act() -> None:
        said = form.cleaned_data
        if not runs_duty(officer, room.view.case.pk):
            raise not_yours()
        upload = said["file"]
        with transaction.atomic():
            file = (
                keep_upload(upload, SLIP, officer, ("pdf", "jpeg", "png")) if isinstance(upload, UploadedFile) else None
            )
            duty_acts.record_slip(
                case_id=room.view.case.pk, officer=officer, number=int(said["number"]),
                slip=duty_acts.Slip(said["receipt"], said["on"], file),
            )  # fmt: skip

    return _act(request, slug, form, act, _("The payment is on record."))


@require_POST
@officer_required
def relief(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Nothing is owed."""
    room, form = open_room(officer, slug), ReliefForm(request.POST, auto_id="bebas-%s")

    def act() -> None:
        said = form.cleaned_data
        duty_acts.relieve(case_id=room.view.case.pk, officer=officer, basis=said["basis"], reason=said["reason"])

    return _act(request, slug, form, act, _("It is on record why no stamp duty is owed."))


@require_POST
@officer_required
def count(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Another number of stamped originals was agreed."""
    room, form = open_room(officer, slug), CountForm(request.POST, auto_id="jumlah-%s")

    def act() -> None:
        said = form.cleaned_data
        duty_acts.set_count(case_id=room.view.case.pk, officer=officer, count=said["count"], reason=said["reason"])

    return _act(request, slug, form, act, _("The number of stamped originals is kept."))


@require_POST
@officer_required
def resolve(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """What became of a purchase that never answered."""
    room = open_room(officer, slug)
    asked = list(StampDuty.objects.filter(round=room.round, state=DutyState.ASKED))
    form = ResolveForm(asked, request.POST, auto_id="beli-%s")

    def act() -> None:
        said = form.cleaned_data
        duty_acts.resolve(
            case_id=room.view.case.pk, officer=officer, number=int(said["number"]), serial=said["serial"],
            reason=said["reason"],
        )  # fmt: skip

    return _act(request, slug, form, act, _("What became of the purchase is on record."))


@require_POST
@officer_required
def leftover(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """What became of a purchase for a text that counts no more."""
    room = open_room(officer, slug)
    form = LeftOverForm(left_over(room.view.case.pk), request.POST, auto_id="sisa-%s")

    def act() -> None:
        settle_left_over(
            case_id=room.view.case.pk, officer=officer, duty_id=int(form.cleaned_data["duty"]), found=form.found
        )

    return _act(request, slug, form, act, _("What became of the purchase is on record."))
