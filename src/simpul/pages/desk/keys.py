"""`/meja/kunci/`: an officer's own certificate file. Its passphrase is tried once here and never kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from simpul.core.directory.models import Institution, User
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case
from simpul.core.signing.officer_keys import MOST_BYTES, SHORTEST, add_key, current_key, issue_demo_key, remove_key
from simpul.lib import clock
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.shell.forms import LookMixin
from simpul.rules.refusals import Refusal

_HERE = "/meja/kunci/"
_WARN_DAYS = 60


def _passphrase(label: Any, note: Any) -> forms.CharField:
    widget = forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=note, strip=False, max_length=200, widget=widget)


class UploadForm(LookMixin, forms.Form):
    """A certificate file with the passphrase that opens it."""

    file = forms.FileField(
        label=gettext_lazy("Certificate file"),
        help_text=gettext_lazy("PKCS#12, ending in .p12 or .pfx, at most 64 kB."),
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
    )  # fmt: skip
    passphrase = _passphrase(
        gettext_lazy("Its passphrase"), gettext_lazy("Tried once to see whether the file opens; it is not kept.")
    )


class DemoForm(LookMixin, forms.Form):
    """A passphrase for a demonstration certificate."""

    passphrase = _passphrase(
        gettext_lazy("Choose a passphrase"),
        gettext_lazy("At least 8 characters. You type it at each signature; it is not kept."),
    )


@require_safe
@officer_required
def keys(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The certificate in use, and the ways to get one."""
    return _page(request, officer)


def _page(request: HttpRequest, officer: Officer, sent: forms.Form | None = None, error: str = "") -> HttpResponse:
    key = current_key(officer.user_id)
    asked = request.GET.get("lanjut") or request.POST.get("lanjut") or ""
    case = Case.objects.filter(institution_id=officer.institution_id, slug=asked[:16]).first() if asked else None
    now = clock.now()
    context = {
        "key": key,
        "expired": key is not None and key.not_after <= now,
        "ends_soon": key is not None and now < key.not_after and (key.not_after - now).days <= _WARN_DAYS,
        "institution": Institution.objects.get(pk=officer.institution_id),
        "upload": sent if isinstance(sent, UploadForm) else UploadForm(),
        "demo": sent if isinstance(sent, DemoForm) else DemoForm(auto_id="demo-%s"),
        "error": error,
        "next": case,
        "shortest": SHORTEST,
    }
    status = 422 if sent is not None else 200
    return desk_page(request, officer, "desk/keys.html", context, current=_HERE, status=status)


def _carry_out(
    request: HttpRequest, officer: Officer, form: forms.Form, act: Callable[[User], object], done: str
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, officer, form)
    try:
        act(User.objects.select_related("institution").get(pk=officer.user_id))
    except Refusal as refusal:
        return _page(request, officer, form, say(refusal))
    messages.success(request, done)
    asked = request.POST.get("lanjut", "")[:16]
    if asked and Case.objects.filter(institution_id=officer.institution_id, slug=asked).exists():
        return redirect("desk:signing", asked)
    return redirect("desk:keys")


@sensitive_post_parameters("passphrase")
@require_POST
@officer_required
def upload(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Keep the officer's own certificate file."""
    form = UploadForm(request.POST, request.FILES)

    def act(user: User) -> None:
        file, passphrase = form.cleaned_data["file"], form.cleaned_data["passphrase"]
        assert isinstance(file, UploadedFile)
        add_key(user=user, data=file.read(MOST_BYTES + 1), passphrase=passphrase, by=officer.actor())

    return _carry_out(request, officer, form, act, _("Your certificate is in place."))


@sensitive_post_parameters("passphrase")
@require_POST
@officer_required
def demo(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Have the demonstration authority issue a certificate; only in demonstration institutions."""
    form = DemoForm(request.POST, auto_id="demo-%s")

    def act(user: User) -> None:
        name = user.institution.name if user.institution is not None else ""
        passphrase = form.cleaned_data["passphrase"]
        issue_demo_key(user=user, home=settings.HOME, organization=name, passphrase=passphrase, by=officer.actor())

    return _carry_out(request, officer, form, act, _("Your demonstration certificate is in place."))


@require_POST
@officer_required
def remove(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Take the certificate file out of use."""
    remove_key(user=User.objects.get(pk=officer.user_id), by=officer.actor())
    messages.success(request, _("Your certificate file is erased here. What you signed stays signed."))
    return redirect("desk:keys")
