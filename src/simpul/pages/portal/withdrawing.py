"""`/lacak/tarik/`: the partner takes the request back."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework import partner_acts
from simpul.core.procedures.models import CaseStatus
from simpul.features.agreements.access import Act
from simpul.features.agreements.models import Request
from simpul.pages.portal.access import partner_required
from simpul.pages.portal.answers import act_page
from simpul.pages.portal.proof import Wanted, proof_required, spend
from simpul.pages.shell.forms import LookMixin


class WithdrawForm(LookMixin, forms.Form):
    """Why the request is taken back."""

    alasan = forms.CharField(
        label=gettext_lazy("Why you withdraw the request"), widget=forms.Textarea(attrs={"rows": 4}), max_length=500
    )


@partner_required
def withdraw(http: HttpRequest, asked: Request) -> HttpResponseBase:
    """`/lacak/tarik/`: take the request back, with a reason, until everybody has signed."""
    if asked.case is None or asked.case.status != CaseStatus.RUNNING:
        raise Http404
    if not partner_acts.may_withdraw(asked):
        return redirect("tracking:track")
    back = reverse("tracking:track")
    act = Act(asked, None, "tarik")
    stop = proof_required(http, Wanted(act, _("Withdraw the request"), back))
    if stop is not None:
        return stop
    form = WithdrawForm(http.POST if http.method == "POST" else None)
    if form.is_valid():
        partner_acts.withdraw(request=asked, reason=form.cleaned_data["alasan"])
        spend(http)
        return redirect("tracking:track")
    page = {
        "title": _("Withdraw the request"),
        "text": _("The request ends, and all open steps with it. This cannot be undone; you may file a new one."),
        "button": _("Withdraw the request"),
        "risk": "1",
        "back": back,
    }
    return act_page(http, act, form, page)
