"""What is sent from the signing room: signatures, refusals, order, rounds, and the paper of wet ink."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from simpul.casework import signing_acts, signing_rounds
from simpul.casework.sign_by_acts import move_sign_by
from simpul.core.directory.officers import Officer, today_in
from simpul.core.signing.models import Signer
from simpul.features.agreements.signing_plan import orders_of
from simpul.features.agreements.wet_ink import OriginalFacts
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import load_case
from simpul.pages.desk.signing import open_room, room_page
from simpul.pages.desk.signing_forms import (
    ActingForm,
    AskAgainForm,
    OrderForm,
    OriginalForm,
    RefuseForm,
    RoundForm,
    SignByForm,
    SignForm,
    VoidForm,
    WetSignatureForm,
)
from simpul.pages.desk.signing_view import Room, room_of
from simpul.pages.desk.uploads import keep_upload
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

SCAN = "pindaian_asli"


def carry_out(
    request: HttpRequest,
    room: Room,
    name: str,
    form: forms.Form,
    act: Callable[[], None],
    done: str | Callable[[], None],
) -> HttpResponse:
    """Act on a valid form and go back to the room; faults and refusals stay on the page with the entries. ``done`` is
    what is said afterwards, or says it itself where it depends on what came of it."""
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            act()
        except (Conflict, NotAllowed):
            raise
        except Refusal as caught:
            refusal = caught
    if room.round is not None and (form.errors or refusal):
        return room_page(request, room, {name: form}, refusal)
    if form.errors or refusal:
        messages.error(request, say(refusal) if refusal else _("Correct what you entered and send it again."))
    elif isinstance(done, str):
        messages.success(request, done)
    else:
        done()
    return redirect("desk:signing" if room.round is not None else "desk:case", room.view.case.slug)


def _signer_of(room: Room, signer_id: int) -> Signer:
    found = next((one for one in room.signers if one.pk == signer_id), None)
    if found is None:
        raise Conflict("TTD-34", N_("This signature is not asked for any more. Open the case again."))
    return found


@sensitive_post_parameters("passphrase")
@require_POST
@officer_required
def sign(request: HttpRequest, officer: Officer, slug: str, signer_id: int) -> HttpResponse:
    """An officer signs with the own certificate; the passphrase is used here and forgotten."""
    room, form = open_room(officer, slug), SignForm(request.POST)
    signer = _signer_of(room, signer_id)

    def act() -> None:
        signing_acts.sign_as_officer(
            signer_id=signer.pk, officer=officer, passphrase=form.cleaned_data["passphrase"],
            read_affirmed=form.cleaned_data["read_affirmed"],
        )  # fmt: skip

    return carry_out(request, room, "sign", form, act, _("Signed. The signature stands in the paper."))


@require_POST
@officer_required
def refuse(request: HttpRequest, officer: Officer, slug: str, signer_id: int) -> HttpResponse:
    """An officer refuses to sign."""
    room, form = open_room(officer, slug), RefuseForm(request.POST, auto_id="tolak-%s")
    signer = _signer_of(room, signer_id)

    def act() -> None:
        signing_acts.refuse_to_sign(signer_id=signer.pk, by=officer.actor(), reason=form.cleaned_data["reason"])

    return carry_out(
        request, room, "refuse", form, act, _("Your refusal is on record. Nobody signs until it is settled.")
    )


@require_POST
@officer_required
def ask_again(request: HttpRequest, officer: Officer, slug: str, signer_id: int) -> HttpResponse:
    """A refusal was talked over: the same signer is asked again."""
    room, form = open_room(officer, slug), AskAgainForm(request.POST, auto_id="lagi-%s")
    signer = _signer_of(room, signer_id)

    def act() -> None:
        signing_rounds.ask_again(signer_id=signer.pk, officer=officer, reason=form.cleaned_data["reason"])

    return carry_out(request, room, "again", form, act, _("The signer has been asked again."))


@require_POST
@officer_required
def order(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Fix who signs when; also before there is a text to be signed."""
    room = room_of(officer, load_case(officer, slug))
    if room is None:
        raise Http404
    form = OrderForm(list(room.request.parties.all()), orders_of(room.request), request.POST, auto_id="urut-%s")

    def act() -> None:
        signing_rounds.set_order(case_id=room.view.case.pk, officer=officer, orders=form.orders())

    return carry_out(request, room, "order", form, act, _("The order of signing is kept."))


@require_POST
@officer_required
def void(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """The text must change: the round is void."""
    room, form = open_room(officer, slug), VoidForm(request.POST, auto_id="batal-%s")

    def act() -> None:
        signing_rounds.void_round(case_id=room.view.case.pk, officer=officer, reason=form.cleaned_data["reason"])

    return carry_out(request, room, "void", form, act, _("The round is void. The number stays with the agreement."))


@require_POST
@officer_required
def new_round(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Render the text anew and ask everybody again."""
    room = open_room(officer, slug)
    form = RoundForm(today_in(room.request.institution), request.POST, auto_id="putaran-%s")

    def act() -> None:
        said = form.cleaned_data
        terms = signing_rounds.Terms(said["on"], said["place"], said["partner_number"], said["by"])
        signing_rounds.new_round(case_id=room.view.case.pk, officer=officer, terms=terms, reason=said["reason"])

    return carry_out(request, room, "round", form, act, _("The text is set anew and the signers are asked."))


@require_POST
@officer_required
def sign_by(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Another last day to sign."""
    room = open_room(officer, slug)
    form = SignByForm(today_in(room.request.institution), request.POST, auto_id="batas-%s")

    def act() -> None:
        said = form.cleaned_data
        move_sign_by(case_id=room.view.case.pk, officer=officer, by=said["by"], reason=said["reason"])

    return carry_out(request, room, "sign_by", form, act, _("The last day to sign is changed. Who is awaited is told."))


@require_POST
@officer_required
def acting(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """An official who acts for the head signs, by a deed."""
    room = open_room(officer, slug)
    form = ActingForm(room.request.institution, request.POST, auto_id="wakil-%s")

    def act() -> None:
        signing_rounds.let_act(
            case_id=room.view.case.pk, officer=officer, place_id=form.place_id(), reason=form.cleaned_data["reason"]
        )

    return carry_out(request, room, "acting", form, act, _("The text is set anew and the signers are asked."))


@require_POST
@officer_required
def wet_signature(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Somebody has signed on paper."""
    room = open_room(officer, slug)
    form = WetSignatureForm(room.unsigned, request.POST, auto_id="basah-%s")

    def act() -> None:
        said = form.cleaned_data
        signing_rounds.record_wet_signature(signer_id=int(said["signer"]), officer=officer, signed_on=said["signed_on"])

    return carry_out(request, room, "wet", form, act, _("The signature on paper is on record."))


@streams_uploads
@require_POST
@officer_required
def original(request: HttpRequest, officer: Officer, slug: str, number: int) -> HttpResponse:
    """What is known of one original; it may be filled in by and by."""
    room = open_room(officer, slug)
    form = OriginalForm(request.POST, request.FILES, auto_id=f"asli{number}-%s")

    def act() -> None:
        if not room.runs:
            raise NotAllowed("TTD-37", N_("Signing is run by whoever fixes number and date, or by the head. Ask them."))
        said = dict(form.cleaned_data)
        upload = said.pop("scan")
        with transaction.atomic():
            scan = keep_upload(upload, SCAN, officer, ("pdf",)) if isinstance(upload, UploadedFile) else None
            signing_rounds.record_original(
                case_id=room.view.case.pk, officer=officer, number=number, facts=OriginalFacts(**said, scan=scan)
            )

    return carry_out(request, room, f"original{number}", form, act, _("What is known of the original is kept."))
