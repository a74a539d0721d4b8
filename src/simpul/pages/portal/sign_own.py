"""`/lacak/tanda-tangan/<signer>/berkas/`: the partner signs elsewhere with its own certificate, and hands it in."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework import partner_acts
from simpul.casework.returned_acts import last_returned
from simpul.core.signing.models import ReturnedFile, ReturnedState, Signer
from simpul.features.agreements.access import Act
from simpul.features.agreements.models import Request
from simpul.lib.wording import say
from simpul.pages.portal.access import partner_required
from simpul.pages.portal.proof import Wanted, proof_required, proved_until, spend
from simpul.pages.portal.receiving import keep_upload
from simpul.pages.portal.sign import act_of, in_time
from simpul.pages.portal.signing_words import told
from simpul.pages.shell.forms import LookMixin
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.refusals import Conflict, Refusal

KIND = "berkas_bertanda_tangan"


class OwnFileForm(LookMixin, forms.Form):
    """The signed file, and the affirmation that goes into the record of the signature."""

    berkas = forms.FileField(
        label=gettext_lazy("The file that you signed"), widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text=gettext_lazy("The same PDF with your signature added, at most 10 MB."),
    )  # fmt: skip
    dibaca = forms.BooleanField(
        label=gettext_lazy("I have read the whole text and signed it on behalf of my institution.")
    )


@streams_uploads
@partner_required
def own_file(http: HttpRequest, asked: Request, signer_id: int) -> HttpResponseBase:
    """Code to the signatory's own address, the file, the affirmation; what is wrong with a file is said at once."""
    signer = in_time(asked, signer_id)
    back = reverse("tracking:sign", args=[signer_id])
    act = act_of(asked, signer, "berkas")
    stop = proof_required(http, Wanted(act, _("Sign with your own certificate"), back))
    if stop is not None:
        return stop
    form = OwnFileForm(http.POST, http.FILES) if http.method == "POST" else OwnFileForm()
    row = _handed_in(asked, signer, form) if form.is_valid() else None
    if row is not None and row.state in (ReturnedState.TAKEN, ReturnedState.ASKED):
        spend(http)
        messages.success(http, _said(row))
        return redirect(back)
    return _page(http, asked, signer, act, form)


def _said(row: ReturnedFile) -> str:
    if row.state == ReturnedState.TAKEN:
        return _("Your signed file has been checked and taken. Thank you.")
    return _("Your signed file has arrived. Our team decides whether the certificate is believed and tells you.")


def _handed_in(asked: Request, signer: Signer, form: OwnFileForm) -> ReturnedFile | None:
    try:
        file = keep_upload(asked, form.cleaned_data["berkas"], KIND, ("pdf",))
        return partner_acts.hand_in(
            request=asked, signer_id=signer.pk, file=file, read_affirmed=form.cleaned_data["dibaca"]
        )
    except Refusal as refusal:
        if isinstance(refusal, Conflict):
            raise
        form.add_error("berkas", say(refusal))
        return None


def _page(http: HttpRequest, asked: Request, signer: Signer, act: Act, form: OwnFileForm) -> HttpResponse:
    context = {
        "institution": asked.institution, "case": asked.case, "signer": signer, "file": signer.round.current,
        "form": form, "back": reverse("tracking:sign", args=[signer.pk]), "proved_until": proved_until(http, act),
        "last": told(last_returned(signer)),
    }  # fmt: skip
    return render(http, "portal/own_file.html", context, status=422 if form.is_bound else 200)
