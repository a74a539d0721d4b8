"""`/lacak/`: the partner's way in. A secret link becomes a session and leaves the address bar; a lost one is mailed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from simpul.casework.partner_mail import send_fresh_link
from simpul.core.directory.attempts import network_of
from simpul.core.directory.calendars import calendar_for
from simpul.features.agreements.access import exchange
from simpul.features.agreements.models import Request
from simpul.features.agreements.models_request import RequestState
from simpul.lib.wording import say
from simpul.pages.shell.forms import LookMixin
from simpul.pages.shell.partner_session import close_session, open_session, partner_request
from simpul.rules.refusals import Refusal

P = ParamSpec("P")
_Response = TypeVar("_Response", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, Request, P], HttpResponseBase]


class AskForm(LookMixin, forms.Form):
    """Ticket and e-mail address of a filed request."""

    nomor = forms.CharField(label=gettext_lazy("Request number"), max_length=40, help_text="KS-2026-0148")
    email = forms.EmailField(label=gettext_lazy("E-mail address you filed with"))

    class Look:
        width = {"nomor": 20}


def network(http: HttpRequest) -> str:
    """The network a guess comes from."""
    return network_of(str(http.META.get("REMOTE_ADDR", "")))


def partner_required(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """The view gets the filed request of this browser's session; others are asked for ticket and e-mail."""

    @wraps(view)
    def guarded(http: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        asked = partner_request(http)
        if asked is None:
            return ask_link(http) if http.path == reverse("tracking:track") else redirect("tracking:track")
        if asked.case is None:
            return redirect("portal:tasks", asked.slug)
        with timezone.override(calendar_for(asked.institution_id).tz):
            response = view(http, asked, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


def ask_link(http: HttpRequest) -> HttpResponse:
    """Ticket and e-mail in, the same neutral answer out, whether such a request exists or not."""
    form = AskForm(http.POST if http.method == "POST" else None)
    error, status = "", 200
    if form.is_bound and form.is_valid():
        try:
            send_fresh_link(ticket=form.cleaned_data["nomor"], email=form.cleaned_data["email"], network=network(http))
            return redirect("tracking:sent")
        except Refusal as refusal:
            error, status = say(refusal), 429
    elif form.is_bound:
        status = 422
    response = render(http, "portal/ask_link.html", {"form": form, "error": error}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
def sent(http: HttpRequest) -> HttpResponse:
    """The neutral answer."""
    return render(http, "portal/link_sent.html")


@require_GET
def open_link(http: HttpRequest, secret: str) -> HttpResponse:
    """`/lacak/t/<secret>/`: the secret becomes a session, and the browser goes on to an address without it.

    Unknown, expired and revoked links get one answer.
    """
    try:
        link = exchange(secret, network(http))
    except Refusal as refusal:
        return private(_turned_away(http, refusal))
    if link.request.state == RequestState.DRAFT:
        return private(redirect("portal:resume", secret))
    open_session(http, link.request, link)
    return private(redirect("tracking:track"))


def _turned_away(http: HttpRequest, refusal: Refusal) -> HttpResponse:
    if (wait := too_many(http, refusal)) is not None:
        return wait
    messages.warning(http, say(refusal))
    return redirect("tracking:other")


def too_many(http: HttpRequest, refusal: Refusal) -> HttpResponse | None:
    """The page for a network that has guessed too often; None where a link was refused for another reason."""
    if refusal.code != "LCK-01":
        return None
    response = render(http, "shell/429.html", {"message": say(refusal)}, status=429)
    response.headers["Retry-After"] = str(refusal.params["seconds"])
    return response


def private(response: _Response) -> _Response:
    """No address of ours that holds a secret is told to others or kept."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def close(http: HttpRequest) -> HttpResponse:
    """Leave: on a shared computer the next person sees nothing."""
    close_session(http)
    messages.success(http, _("This request is closed on this device. Use your link to open it again."))
    return redirect("tracking:other")
