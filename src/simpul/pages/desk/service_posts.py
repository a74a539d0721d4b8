"""What is sent from the signing room about a signature through the service."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from simpul.casework import service_outcomes, service_signing
from simpul.core.directory.officers import Officer
from simpul.core.signing.models import AttemptState, ServiceAttempt
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.service_view import ComparedForm, ServiceState, service_state
from simpul.pages.desk.signing import open_room
from simpul.pages.desk.signing_posts import carry_out
from simpul.pages.desk.signing_view import Room


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
