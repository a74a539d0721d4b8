"""What is sent from the signing room about a signature through the service."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from simpul.casework import service_certainty, service_outcomes, service_signing
from simpul.core.directory.officers import Officer
from simpul.core.signing.models import AttemptState, ReturnedState, ServiceAttempt
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.service_status import standing
from simpul.pages.desk.service_view import AnswerForm, ComparedForm, DeclareForm, NikForm, ServiceState, service_state
from simpul.pages.desk.signing import open_room, room_page
from simpul.pages.desk.signing_posts import carry_out
from simpul.pages.desk.signing_view import Room
from simpul.pages.desk.uploads import keep_upload
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.refusals import Conflict, NotAllowed, Refusal

KIND = "naskah_bertanda_tangan"


def _state(room: Room) -> ServiceState:
    found = service_state(room)
    if found is None:
        raise Http404
    return found


def _attempt(room: Room, number: str) -> ServiceAttempt:
    """One of this room; any other does not exist."""
    found = ServiceAttempt.objects.filter(signer__round=room.round, number=number).first()
    if found is None:
        raise Http404
    return found


def _tell(request: HttpRequest, attempt: ServiceAttempt) -> None:
    """What became of it; only a signature is good news."""
    if attempt.state == AttemptState.SIGNED:
        messages.success(request, _("Signed. The signature stands in the paper."))
        return
    said = {
        AttemptState.UNSURE: _(
            "No answer has come yet, so it is not certain whether it was signed. Incident %(number)s."
        ),
        AttemptState.BLOCKED: _("Another file came back than was sent. It is blocked until a person has compared it."),
        AttemptState.VOID: _("The answer came after the text had changed. It does not count."),
    }
    sentence = said.get(AttemptState(attempt.state), _("It is on its way. Open this page again."))
    messages.warning(request, sentence % {"number": attempt.number})


@sensitive_post_parameters("secret", "nik")
@require_POST
@officer_required
def sign(request: HttpRequest, officer: Officer, slug: str, signer_id: int) -> HttpResponse:
    """The officer signs; what was typed is passed on once and forgotten."""
    room = open_room(officer, slug)
    form = _state(room).form(request.POST)
    made: list[ServiceAttempt] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(
            service_signing.sign_through_service(
                signer_id=signer_id, officer=officer, secret=said["secret"], nik=said.get("nik", ""),
                read_affirmed=said["read_affirmed"],
            )
        )  # fmt: skip

    return carry_out(request, room, "service", form, act, lambda: _tell(request, made[0]))


@sensitive_post_parameters("nik")
@require_POST
@officer_required
def status(request: HttpRequest, officer: Officer, slug: str, signer_id: int) -> HttpResponse:
    """Where the service knows people by their NIK: what it says of the officer; only then the passphrase is asked."""
    room, form = open_room(officer, slug), NikForm(request.POST, auto_id="nik-%s")
    state = _state(room)
    if not form.is_valid():
        return room_page(request, room, {"nik": form})
    nik = form.cleaned_data["nik"]
    try:
        found = standing(signer_id, officer, state.name, nik)
    except (Conflict, NotAllowed):
        raise
    except Refusal as refusal:
        return room_page(request, room, {"nik": form}, refusal)
    return room_page(request, room, service=replace(state, standing=found, nik=nik))


@require_POST
@officer_required
def code(request: HttpRequest, officer: Officer, slug: str, signer_id: int) -> HttpResponse:
    """Have the service send a one-time code."""
    room = open_room(officer, slug)
    _state(room)
    service_signing.ask_code(signer_id=signer_id, officer=officer)
    messages.success(request, _("The service sends you a code. Type it below together with your affirmation."))
    return redirect("desk:signing", slug)


@require_POST
@officer_required
def outcome(request: HttpRequest, officer: Officer, slug: str, number: str) -> HttpResponse:
    """Ask the service what became of a request that got no answer."""
    room = open_room(officer, slug)
    _tell(request, service_outcomes.ask_outcome(_attempt(room, number).pk))
    return redirect("desk:signing", slug)


@require_POST
@officer_required
def compared(request: HttpRequest, officer: Officer, slug: str, number: str) -> HttpResponse:
    """A blocked file was compared and is not taken."""
    room, form = open_room(officer, slug), ComparedForm(request.POST, auto_id="banding-%s")
    attempt = _attempt(room, number)

    def act() -> None:
        service_outcomes.reject(number=attempt.pk, officer=officer, reason=form.cleaned_data["reason"])

    return carry_out(request, room, "compared", form, act, _("On record. The signer may sign anew."))


@streams_uploads
@require_POST
@officer_required
def answer(request: HttpRequest, officer: Officer, slug: str, number: str) -> HttpResponse:
    """The file that the service gives out elsewhere for a request without an answer."""
    room, form = open_room(officer, slug), AnswerForm(request.POST, request.FILES, auto_id="berkas-%s")
    attempt, made = _attempt(room, number), []

    def act() -> None:
        file = keep_upload(form.cleaned_data["file"], KIND, officer, ("pdf",))
        made.append(service_certainty.hand_in_answer(number=attempt.pk, officer=officer, file=file).state)

    def tell() -> None:
        if made[0] == ReturnedState.TAKEN:
            messages.success(request, _("The file is taken; the signature counts."))
        else:
            messages.warning(
                request, _("This is not the text that was sent with a signature added. It is kept; nothing is settled.")
            )

    return carry_out(request, room, "answer", form, act, tell)


@require_POST
@officer_required
def declared(request: HttpRequest, officer: Officer, slug: str, number: str) -> HttpResponse:
    """Somebody else than the signer has found nothing signed at the service."""
    room, form = open_room(officer, slug), DeclareForm(request.POST, auto_id="nihil-%s")
    attempt = _attempt(room, number)

    def act() -> None:
        service_certainty.declare_not_signed(
            number=attempt.pk, officer=officer, reason=form.cleaned_data["reason"]
        )  # fmt: skip

    return carry_out(request, room, "declare", form, act, _("On record. The signer is called and may sign anew."))
