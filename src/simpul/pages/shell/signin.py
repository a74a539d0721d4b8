"""`/masuk/`, `/keluar/`, the password link by mail. Answers are neutral: nobody learns here who has an account."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from simpul.core.directory import entering, signin_links
from simpul.core.directory.attempts import account_of
from simpul.core.directory.models import Purpose, User
from simpul.core.directory.officers import officer_of
from simpul.core.directory.passwords import actor_of, set_password
from simpul.core.messages.actions import record
from simpul.lib.wording import say
from simpul.pages.shell import visitor
from simpul.pages.shell.forms import LookMixin
from simpul.rules.refusals import Refusal

BACKEND = "django.contrib.auth.backends.ModelBackend"
DESK = "/meja/"
_KEPT = "kata_sandi"  # where the session keeps the secret of a password link, so that it leaves the address bar


class SignInForm(LookMixin, forms.Form):
    """E-mail and password."""

    class Look:
        autocomplete: ClassVar = {"username": "username", "password": "current-password"}

    username = forms.EmailField(label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autofocus": True}))
    password = forms.CharField(label=gettext_lazy("Password"), strip=False, max_length=256, widget=forms.PasswordInput)


class LinkForm(LookMixin, forms.Form):
    """Where to send the link."""

    email = forms.EmailField(label=gettext_lazy("E-mail"))


class NewPasswordForm(LookMixin, forms.Form):
    """One entry that may be shown; length and a list of known passwords are all that is asked."""

    class Look:
        autocomplete = {"new_password": "new-password"}

    new_password = forms.CharField(
        label=gettext_lazy("New password"),
        help_text=gettext_lazy("At least 12 characters. A sentence that only you know is good. Pasting is fine."),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput,
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new_password(self) -> str:
        password = str(self.cleaned_data["new_password"])
        validate_password(password, self.user)
        return password


def own_address(request: HttpRequest, wanted: str) -> str:
    """``wanted`` if it leads to this host, else the desk."""
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else DESK


def enter(request: HttpRequest, user: User, how: str) -> None:
    """Open a session of its own for the person, with a new id, and record it."""
    login(request, user, backend=BACKEND)
    record(institution_id=user.institution_id, verb="person.signed_in", by=actor_of(user), facts={"how": how})


def arrived(user: User, address: str) -> HttpResponse:
    """Send the person on, in the language of the profile."""
    response = redirect(address)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
    return response


@sensitive_post_parameters()
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for e-mail and password; who is signed in already goes on to the desk."""
    wanted = own_address(request, request.POST.get("next") or request.GET.get("next") or DESK)
    if request.method == "GET" and isinstance(request.user, User) and officer_of(request.user) is not None:
        return redirect(wanted)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _judged(request, form, wanted)
    return _asked(request, form, wanted, 422 if form.is_bound else 200)


def _judged(request: HttpRequest, form: SignInForm, wanted: str) -> HttpResponse:
    """Let the person in; else one sentence for every way of being wrong."""
    email, account = form.cleaned_data["username"], account_of(form.cleaned_data["username"])
    device = visitor.device(request, account)
    try:
        user = entering.by_password(
            email=email, password=form.cleaned_data["password"], network=visitor.network(request), device=device
        )
    except Refusal as refusal:
        form.add_error(None, say(refusal))
        return wait(_asked(request, form, wanted, 429), refusal)
    if user is None:
        form.add_error(None, _("The e-mail or the password is not right. Type both again, or ask for a link."))
        return _asked(request, form, wanted, 422)
    enter(request, user, "password")
    response = arrived(user, wanted)
    visitor.remember_device(request, response, account)
    return response


def _asked(request: HttpRequest, form: SignInForm, wanted: str, status: int) -> HttpResponse:
    return render(request, "shell/masuk.html", {"form": form, "next": wanted}, status=status)


def wait(response: HttpResponse, refusal: Refusal) -> HttpResponse:
    """Tell programs too when the next try is answered."""
    response.headers["Retry-After"] = str(refusal.params["seconds"])
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; its cookie is worth nothing afterwards."""
    logout(request)
    messages.success(request, _("You have signed out."))
    return redirect("shell:sign_in")


def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for the mail; the answer is the same whether the address is known or not."""
    form = LinkForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent:
        try:
            entering.ask(email=form.cleaned_data["email"], network=visitor.network(request))
        except Refusal as refusal:
            form.add_error(None, say(refusal))
            return wait(render(request, "shell/lupa.html", {"form": form}, status=429), refusal)
    return render(request, "shell/lupa.html", {"form": form, "sent": sent}, status=422 if form.errors else 200)


@never_cache
def password_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address bar; it is spent only when the new password is sent."""
    try:
        entering.count_link(secret, visitor.network(request))
    except Refusal as refusal:
        return wait(render(request, "shell/429.html", {"message": say(refusal)}, status=429), refusal)
    request.session[_KEPT] = secret
    return redirect("shell:new_password")


@sensitive_post_parameters()
@never_cache
def new_password(request: HttpRequest) -> HttpResponse:
    """Set the password of whoever holds the link, then sign in."""
    secret = str(request.session.get(_KEPT, ""))
    user = signin_links.holder(secret, Purpose.PASSWORD)
    if user is None:
        return render(request, "shell/tautan_mati.html", status=410)
    form = NewPasswordForm(user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "shell/sandi.html", {"form": form, "person": user}, status=422 if form.is_bound else 200)
    if signin_links.spend(secret, Purpose.PASSWORD) is None:
        return render(request, "shell/tautan_mati.html", status=410)
    set_password(user, form.cleaned_data["new_password"])
    enter(request, user, "link")
    request.session.pop(_KEPT, None)
    response = arrived(user, DESK)
    visitor.remember_device(request, response, account_of(user.email))
    return response
