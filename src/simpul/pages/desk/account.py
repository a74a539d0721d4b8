"""`/meja/akun/`: one's own page: lanes with dates, language, password, the way to the signing key."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from simpul.core.directory.entering import is_present_password
from simpul.core.directory.models import Assignment, User
from simpul.core.directory.officers import Officer
from simpul.core.directory.passwords import set_password
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.people_forms import BASES
from simpul.pages.shell.forms import LookMixin
from simpul.rules.refusals import Refusal

HERE = "/meja/akun/"


class LanguageForm(LookMixin, forms.Form):
    """The language of the interface; letters and agreements stay Indonesian."""

    language = forms.ChoiceField(label=gettext_lazy("Language of the interface"), choices=settings.LANGUAGES)


class PasswordForm(LookMixin, forms.Form):
    """The present password and a new one; both may be pasted."""

    class Look:
        autocomplete: ClassVar = {"present": "current-password", "fresh": "new-password"}

    use_required_attribute = False
    present = forms.CharField(label=gettext_lazy("Present password"), strip=False, widget=forms.PasswordInput)
    fresh = forms.CharField(
        label=gettext_lazy("New password"), strip=False, max_length=256, widget=forms.PasswordInput,
        help_text=gettext_lazy("At least 12 characters. All your other sessions end."),
    )  # fmt: skip

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_present(self) -> str:
        password = str(self.cleaned_data["present"])
        try:
            right = is_present_password(self.user, password)
        except Refusal as refusal:
            raise forms.ValidationError(say(refusal)) from refusal
        if not right:
            raise forms.ValidationError(_("This is not your present password. Type it again."))
        return password

    def clean_fresh(self) -> str:
        password = str(self.cleaned_data["fresh"])
        validate_password(password, self.user)
        return password


@officer_required
def account(request: HttpRequest, officer: Officer) -> HttpResponse:
    """See oneself as the system does; choose the language."""
    user = User.objects.get(pk=officer.user_id)
    form = LanguageForm(request.POST or None, initial={"language": user.language})
    if request.method != "POST" or not form.is_valid():
        return _page(request, officer, user, PasswordForm(user), form)
    user.language = form.cleaned_data["language"]
    user.save(update_fields=["language"])
    response = redirect(HERE)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
    return response


@require_POST
@sensitive_post_parameters()
@officer_required
def password(request: HttpRequest, officer: Officer) -> HttpResponse:
    """A new password: this session stays, every other one ends."""
    user = User.objects.get(pk=officer.user_id)
    form = PasswordForm(user, request.POST)
    if not form.is_valid():
        return _page(request, officer, user, form, LanguageForm(initial={"language": user.language}))
    set_password(user, form.cleaned_data["fresh"])
    update_session_auth_hash(request, user)
    messages.success(request, _("The new password is in force. All other sessions of yours have ended."))
    return redirect(HERE)


def _page(
    request: HttpRequest, officer: Officer, user: User, password_form: PasswordForm, language_form: LanguageForm
) -> HttpResponse:
    rows = Assignment.objects.filter(user=user).select_related("lane").order_by("-starts_on", "-id")
    context = {
        "person": user, "rows": rows, "bases": BASES, "password_form": password_form, "language_form": language_form,
    }  # fmt: skip
    wrong = password_form.errors or language_form.errors
    return desk_page(request, officer, "desk/account.html", context, current=HERE, status=422 if wrong else 200)
