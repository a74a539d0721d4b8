"""M9 `/lacak/tanda-tangan/<signer>/`: read the whole text, then sign or refuse; and who signs in which order."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from simpul.casework import partner_acts
from simpul.casework.returned_acts import OWN, last_returned
from simpul.core.procedures.loaded import procedure_of
from simpul.core.signing.models import RoundState, Signer, SignerState, SigningRound
from simpul.features.agreements.access import Act
from simpul.features.agreements.drafting import written
from simpul.features.agreements.models import Agreement, Request
from simpul.features.agreements.partner_turn import signing_standing
from simpul.features.agreements.sign_by import check_day, today_of, whom_after
from simpul.pages.portal.access import partner_required
from simpul.pages.portal.answers import act_page
from simpul.pages.portal.proof import Wanted, proof_required, spend
from simpul.pages.portal.signing_words import told
from simpul.pages.shell import formats
from simpul.pages.shell.forms import LookMixin
from simpul.rules.agreement_text.words import on_one_line
from simpul.rules.procedure.model import Procedure
from simpul.rules.refusals import Conflict

_STATES = {
    SignerState.WAITING: ("idle", gettext_lazy("Later")),
    SignerState.TURN: ("now", gettext_lazy("Turn to sign")),
    SignerState.SIGNED: ("ok", gettext_lazy("Signed")),
    SignerState.REFUSED: ("late", gettext_lazy("Refused")),
}


class SignForm(LookMixin, forms.Form):
    """The affirmation that goes into the record of the signature."""

    dibaca = forms.BooleanField(
        label=gettext_lazy("I have read the whole text and sign it on behalf of my institution.")
    )


class RefuseForm(LookMixin, forms.Form):
    """Why not."""

    alasan = forms.CharField(
        label=gettext_lazy("Why you do not sign"), widget=forms.Textarea(attrs={"rows": 4}), max_length=300,
        help_text=gettext_lazy("The reason is passed on to the institution."),
    )  # fmt: skip


def signer_of(asked: Request, signer_id: int) -> Signer:
    """A signer of this partner's side in a round that counts; anything else does not exist."""
    ours = list(asked.parties.filter(is_host=False).values_list("pk", flat=True))
    found = (
        Signer.objects.select_related("round__current")
        .filter(pk=signer_id, round__case_id=asked.case_id or 0, party_id__in=ours, means__in=OWN)
        .exclude(round__state=RoundState.VOID)
        .first()
    )
    if found is None:
        raise Http404
    return found


@require_GET
@partner_required
def read_and_sign(http: HttpRequest, asked: Request, signer_id: int) -> HttpResponse:
    """The text as it will be signed, the signers in their order, and the way to the signature."""
    signer = signer_of(asked, signer_id)
    agreement = Agreement.objects.select_related("number", "institution").filter(request=asked).first()
    text, _open_places = written(asked, agreement)
    context = {
        "institution": asked.institution,
        "case": asked.case,
        "signer": signer,
        "file": signer.round.current,
        "text": text,
        "agreement": agreement,
        "signers": _cards(signer.round),
        "my_turn": signer in signing_standing(signer.round.case_id).awaited,
        "late_ask": whom_after(agreement, _procedure(asked)) if signer.state == SignerState.TURN else "",
        "stopped": _stopped(signer),
        "signed": signer.state == SignerState.SIGNED,
        "refused": signer.state == SignerState.REFUSED,
        "before": _before(signer),
        "last": told(last_returned(signer)),
    }
    return render(http, "portal/sign.html", context)


def _stopped(signer: Signer) -> str:
    """Who else has refused, so that this signer is not asked now."""
    refused = signing_standing(signer.round.case_id).refused
    return ", ".join(other.institution_name for other in refused if other != signer)


def _before(signer: Signer) -> str:
    """Who signs first, while it is not this signer's turn yet; the sentence that names them brings its full stop."""
    if signer.state != SignerState.WAITING:
        return ""
    earlier = signer.round.signers.filter(order__lt=signer.order).exclude(state=SignerState.SIGNED)
    return ", ".join(other.name for other in earlier).removesuffix(".")


def _cards(signing: SigningRound) -> Sequence[dict[str, object]]:
    zone = timezone.get_current_timezone()
    cards: list[dict[str, object]] = []
    for signer in signing.signers.all():
        chip, words = _STATES[SignerState(signer.state)]
        at = formats.saat(signer.signed_at, zone) if signer.signed_at else ""
        cards.append({
            "order": 0 if signer.state == SignerState.SIGNED else signer.order, "state": chip,
            "title": signer.name, "note": f"{on_one_line(signer.capacity)}, {signer.institution_name}",
            "facts": [(_("Signed at"), at)] if at else [], "chip": chip, "chip_text": words,
        })  # fmt: skip
    return cards


def act_of(asked: Request, signer: Signer, what: str) -> Act:
    """What the code is asked for."""
    return Act(asked, asked.parties.get(pk=signer.party_id), f"{what}:{signer.pk}")


def in_turn(asked: Request, signer_id: int) -> Signer:
    """The signer whose turn it is. Raises Conflict TTD-32, TTD-40."""
    signer = signer_of(asked, signer_id)
    if signer.state == SignerState.TURN and _stopped(signer):
        raise Conflict("TTD-40", _("Another signer has refused. The institution decides first what follows."))
    if signer not in signing_standing(signer.round.case_id).awaited:
        raise Conflict("TTD-32", _("It is not this signer's turn, or the signature has been given already."))
    return signer


def in_time(asked: Request, signer_id: int) -> Signer:
    """The signer whose turn it is, before a code is sent for a signature. Raises as ``in_turn``; Refusal TTD-121."""
    signer = in_turn(asked, signer_id)
    agreement = Agreement.objects.select_related("institution").get(request=asked)
    check_day(agreement, _procedure(asked), today_of(agreement))
    return signer


def _procedure(asked: Request) -> Procedure:
    assert asked.case is not None
    return procedure_of(asked.case.procedure_version_id)


@partner_required
def sign(http: HttpRequest, asked: Request, signer_id: int) -> HttpResponseBase:
    """Code to the signatory's own address, affirmation, signature."""
    signer = in_time(asked, signer_id)
    back = reverse("tracking:sign", args=[signer_id])
    act = act_of(asked, signer, "tanda_tangan")
    stop = proof_required(http, Wanted(act, _("Sign the agreement"), back))
    if stop is not None:
        return stop
    form = SignForm(http.POST if http.method == "POST" else None)
    if form.is_valid():
        partner_acts.sign(request=asked, signer_id=signer_id, read_affirmed=True)
        spend(http)
        messages.success(http, _("Your signature has been set. Thank you."))
        return redirect(back)
    page = {
        "title": _("Sign the agreement"),
        "text": _("You sign as %(name)s, %(capacity)s.")
        % {"name": signer.name, "capacity": on_one_line(signer.capacity)},
        "law": _(
            "The signature is your act, proved by the code and sealed with the certificate of this installation. It is "
            "an electronic signature without a certificate of your own (uncertified under PP 71/2019); the document "
            "says so."
        ),
        "button": _("Sign the document"),
        "back": back,
    }
    return act_page(http, act, form, page)


@partner_required
def refuse(http: HttpRequest, asked: Request, signer_id: int) -> HttpResponseBase:
    """Refuse with a reason; nothing is signed."""
    signer = in_turn(asked, signer_id)
    back = reverse("tracking:sign", args=[signer_id])
    act = act_of(asked, signer, "tolak")
    stop = proof_required(http, Wanted(act, _("Refuse to sign"), back))
    if stop is not None:
        return stop
    form = RefuseForm(http.POST if http.method == "POST" else None)
    if form.is_valid():
        partner_acts.refuse(request=asked, signer_id=signer_id, reason=form.cleaned_data["alasan"])
        spend(http)
        messages.info(http, _("We have been told that you do not sign, and why. Our team will contact you."))
        return redirect("tracking:track")
    page = {"title": _("Refuse to sign"), "button": _("Refuse with this reason"), "risk": "1", "back": back}
    return act_page(http, act, form, page)
