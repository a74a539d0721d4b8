"""Before every act: a one-time code to the registered address. Once entered it holds 15 minutes, for that act only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework.partner_mail import send_code
from simpul.features.agreements.access import Act, check_code
from simpul.features.agreements.models import OneTimeCode
from simpul.lib import clock
from simpul.lib.wording import say
from simpul.pages.portal.access import network
from simpul.pages.shell.forms import CodeField, LookMixin
from simpul.rules.refusals import Refusal

HOLDS = timedelta(minutes=15)
_KEY = "permohonan_kode"


class CodeForm(LookMixin, forms.Form):
    """The six digits of the mail."""

    kode = CodeField(label=gettext_lazy("Code from the e-mail"), max_length=20)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is proved: the act, its heading, where "back" leads, and what the page says of it."""

    act: Act
    title: str
    back: str
    text: str = ""


def proof_required(http: HttpRequest, wanted: Wanted) -> HttpResponseBase | None:
    """None when the person is proved for this act; else the page that asks for the code."""
    asking = http.method == "POST" and "langkah" in http.POST
    if proved_until(http, wanted.act) is not None:
        return redirect(http.path) if asking else None  # the second press of a button that was quick
    if not asking:
        return _page(http, wanted, CodeForm())
    return _send(http, wanted) if http.POST["langkah"] == "kirim" else _check(http, wanted)


def proved_until(http: HttpRequest, act: Act) -> datetime | None:
    """Until when the code that was entered still holds for this act."""
    told = http.session.get(_KEY)
    if not isinstance(told, dict) or told.get("act") != _name(act):
        return None
    until = datetime.fromisoformat(told["until"])
    return until if clock.now() < until else None


def spend(http: HttpRequest) -> None:
    """The act is done: the next one needs a code of its own."""
    http.session.pop(_KEY, None)


def _name(act: Act) -> str:
    return f"{act.request.slug}:{act.party.pk if act.party else ''}:{act.purpose}"


def _send(http: HttpRequest, wanted: Wanted) -> HttpResponse:
    try:
        send_code(wanted.act)
    except Refusal as refusal:
        return _page(http, wanted, CodeForm(), say(refusal), 429 if refusal.code == "LCK-07" else 400)
    return redirect(http.path)


def _check(http: HttpRequest, wanted: Wanted) -> HttpResponse:
    form = CodeForm(http.POST)
    if not form.is_valid():
        return _page(http, wanted, form, status=422)
    try:
        check_code(wanted.act, form.cleaned_data["kode"], network(http))
    except Refusal as refusal:
        form.add_error("kode", say(refusal))
        return _page(http, wanted, form, status=429 if refusal.code == "LCK-01" else 422)
    http.session[_KEY] = {"act": _name(wanted.act), "until": (clock.now() + HOLDS).isoformat()}
    messages.success(http, _("Thank you, we know it is you. You can go on."))
    return redirect(http.path)


def _page(http: HttpRequest, wanted: Wanted, form: CodeForm, error: str = "", status: int = 200) -> HttpResponse:
    act = wanted.act
    context = {
        "institution": act.request.institution,
        "asked": act.request,
        "case": act.request.case,
        "wanted": wanted,
        "address": act.address,
        "form": form,
        "error": error,
        "waiting": bool(act.address) and _waiting(act),
    }
    response = render(http, "portal/code.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _waiting(act: Act) -> bool:
    """Whether a code is on its way or in the mailbox, so that the page asks for it."""
    codes = OneTimeCode.objects.filter(request=act.request, party=act.party, purpose=act.purpose)
    return codes.filter(used_at=None, expires_at__gt=clock.now()).exists()
