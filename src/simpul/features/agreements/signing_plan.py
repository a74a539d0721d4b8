"""What is signed and by whom: the final text with number, date, place and mode, and the order of the signers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q

from simpul.core.directory.calendars import calendar_for
from simpul.core.documents.actions import store
from simpul.core.documents.faces.pdf import agreement_pdf
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.printed import paper_of
from simpul.core.signing.models import (
    Means,
    Mode,
    Original,
    ReturnedFile,
    ReturnedState,
    RoundState,
    Signer,
    SignerState,
    SigningRound,
)
from simpul.core.signing.open_form import with_form
from simpul.core.signing.services import means_for
from simpul.features.agreements.acting_signer import signs_for_us
from simpul.features.agreements.chosen import kind_of, template_in, template_of
from simpul.features.agreements.drafting import agreed_mode, written
from simpul.features.agreements.memorandum import first_above
from simpul.features.agreements.models import Agreement, Party, Request
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.numbers import issue, series_for, void
from simpul.features.agreements.sign_by import checked, passed, set_day, usual
from simpul.features.agreements.stamp_duty import owe, settled, stamp_here
from simpul.features.agreements.values import subject_of, values_of
from simpul.lib import clock
from simpul.rules.refusals import N_, Refusal

SERIES = "pks"
ORDERS = "urutan_tanda_tangan"
_LAST = 9
UNDECIDED = Q(signer__signed_at=None, state=ReturnedState.ASKED)
"""The files that came back signed and wait for a person."""


def check_mode(request: Request, mode: str) -> None:
    """Raises Refusal TTD-23 when a partner without e-mail would have to sign by code, TTD-24 for an unknown mode.

    NSK-05 where the template demands wet ink (UU 24/2000, Permenlu 4/2023 for agreements with foreign partners).
    """
    if mode not in Mode.values:
        raise Refusal("TTD-24", N_("Choose how the agreement is signed: electronically or in wet ink."))
    if mode == Mode.ELECTRONIC:
        if template_in(request).mode == Mode.WET:
            raise Refusal("NSK-05", N_("The originals of this kind of agreement are signed in wet ink."))
        silent = [party.name for party in request.parties.filter(is_host=False) if not party.email]
        if silent:
            raise Refusal(
                "TTD-23",
                N_("%(party)s has no e-mail address, so it cannot sign by code. Add the address, or choose wet ink."),
                party=silent[0],
            )


def originals_of(request: Request) -> int:
    """How many originals the agreed text names; counted in wet ink only."""
    return values_of(request).originals


def check_agreed(request: Request, said: Mapping[str, object]) -> None:
    """A procedure that asks again for mode or originals cannot have them differ from the agreed text: TTD-27."""
    mode = agreed_mode(request)
    agreed: Mapping[str, object] = {"cara_tanda_tangan": mode, "jumlah_asli": originals_of(request)}
    relevant = ("cara_tanda_tangan", "jumlah_asli") if mode == Mode.WET else ("cara_tanda_tangan",)
    if any(said.get(name) not in (None, "", agreed[name]) for name in relevant):
        raise Refusal(
            "TTD-27",
            N_(
                "The agreed text says how it is signed and in how many originals. To change that, take the talks "
                "back, change it among the values, and have the new draft agreed."
            ),
        )


def fix_terms(
    acting: Acting, request: Request, *, on: date, place: str, partner_number: str | None, by: date | None = None
) -> Agreement:
    """Fix number, date and place; the mode is the agreed one. The number stays with the agreement through later rounds.

    ``by``: until when it is signed, None for the usual time. ``partner_number``: "" for a partner without one, None to
    leave what is known. Raises Refusal TTD-23, TTD-120.
    """
    mode = agreed_mode(request)
    check_mode(request, mode)
    agreement, _ = Agreement.objects.get_or_create(
        request=request,
        case_id=acting.case.id,
        defaults={
            "institution_id": request.institution_id, "kind": template_of(request), "created_at": acting.at,
            "title": "", "status": AgreementStatus.PREPARED, "above": first_above(request, on),
        },
    )  # fmt: skip
    if agreement.number is None:
        series = series_for(request.institution_id, SERIES)
        agreement.number = issue(
            series_id=series.pk, on=on, case_id=acting.case.id, subject=request.partner_name, user_id=acting.user_id
        )
    # A signing that was taken back begins anew: nothing is in force until everybody has signed this text.
    agreement.status, agreement.signed_file = AgreementStatus.PREPARED, None
    agreement.title = title_of(request)
    agreement.signing_mode, agreement.sign_date, agreement.sign_place = mode, on, place
    values = values_of(request, agreement)
    agreement.effective_on, agreement.ends_on = values.begins, values.ends
    today = calendar_for(request.institution_id).local(acting.at).date()
    set_day(agreement, usual(on, today) if by is None else checked(by, on=on, today=today), today)
    agreement.save()
    keep_partner_number(request, partner_number)
    return agreement


def title_of(request: Request) -> str:
    """What the agreement is called: its kind and its subject."""
    words = subject_of(request)
    return f"{kind_of(request).title} tentang {words[:1].upper()}{words[1:]}"[:300]


def keep_partner_number(request: Request, number: str | None) -> None:
    """A partner that gives no number of its own is recorded so, and its line is left out of the title."""
    first = request.parties.filter(is_host=False).order_by("order").first()
    if first is not None and number is not None:
        Party.objects.filter(pk=first.pk).update(own_number=number.strip(), has_no_number=False)
    Party.objects.filter(request=request, is_host=False, own_number="").update(has_no_number=True)


def render_round(
    acting: Acting, request: Request, agreement: Agreement, reason: str = "Naskah disusun ulang."
) -> SigningRound:
    """Render the agreed text and open a signing round; an open one of before is void with ``reason``.

    Raises Refusal TTD-25 while a value of the text is missing.
    """
    text, missing = written(request, agreement)
    if missing:
        raise Refusal(
            "TTD-25",
            N_("The text to be signed still has open places: %(places)s. Fill them in first."),
            places=", ".join(one.label for one in missing[:5]),
        )
    institution = request.institution
    rendered = agreement_pdf(text, at=acting.at, paper=paper_of(institution), demo=institution.is_demo)
    electronic = agreement.signing_mode == Mode.ELECTRONIC
    data = with_form(rendered.pdf) if electronic else rendered.pdf
    file = store(
        institution_id=institution.pk, data=data, name=f"Naskah {acting.case.ticket}.pdf", kind="naskah",
        media_type="application/pdf", by=acting.by,
    )  # fmt: skip
    void_open_round(acting.case.id, reason)
    last = SigningRound.objects.filter(case_id=acting.case.id).order_by("-number").first()
    signing = SigningRound.objects.create(
        institution_id=institution.pk, case_id=acting.case.id, number=1 if last is None else last.number + 1,
        mode=agreement.signing_mode, rendered=file, current=file, boxes=[asdict(box) for box in rendered.boxes],
        originals=originals_of(request), created_at=acting.at,
    )  # fmt: skip
    _signers(request, signing)
    owe(signing, acting.case.ticket)
    stamp_here(acting, signing, institution, agreement)
    return signing


def void_open_round(case_id: int, reason: str) -> None:
    """A later change of the text voids the render; what was signed in it is kept, but counts no more."""
    SigningRound.objects.filter(case_id=case_id, state=RoundState.OPEN).update(
        state=RoundState.VOID, void_reason=reason[:300]
    )


def _signers(request: Request, signing: SigningRound) -> None:
    """The parties in their order; in wet ink also the originals, one for each party in turn."""
    electronic = signing.mode == Mode.ELECTRONIC
    parties = list(request.parties.all())
    orders = orders_of(request)
    head = signs_for_us(request)
    ours = means_for(head)
    for index, party in enumerate(parties):
        means = (ours if party.is_host else Means.SEALED_ACT) if electronic else Means.WET
        Signer.objects.create(
            round=signing, order=orders[party.pk], party_id=party.pk, role=f"pihak_{index + 1}",
            institution_name=party.name, name=party.signatory_name, capacity=party.signatory_title, means=means,
            user=head if party.is_host else None,
        )  # fmt: skip
    if not electronic:
        for number in range(1, signing.originals + 1):
            holder = parties[(number - 1) % len(parties)]
            Original.objects.create(round=signing, number=number, holder_party_id=holder.pk)


def orders_of(request: Request) -> dict[int, int]:
    """Place in the order by party id; equal places sign side by side.

    Usual is: partners first and side by side, the institution's head last.
    """
    given = request.answers.get(ORDERS, {})
    known: Mapping[str, object] = given if isinstance(given, Mapping) else {}
    found = {}
    for party in request.parties.all():
        place = known.get(str(party.order))
        found[party.pk] = place if isinstance(place, int) else (2 if party.is_host else 1)
    return found


def keep_orders(request: Request, orders: Mapping[int, int]) -> None:
    """Keep the order of signing: place (1 to 9) by party id. Raises Refusal TTD-39."""
    parties = list(request.parties.all())
    if {party.pk for party in parties} != set(orders) or not all(1 <= place <= _LAST for place in orders.values()):
        raise Refusal(
            "TTD-39", N_("Give every party a place from 1 to 9. Parties with the same place sign side by side.")
        )
    request.answers[ORDERS] = {str(party.order): orders[party.pk] for party in parties}
    request.save(update_fields=["answers"])


def call_up(signing: SigningRound) -> bool:
    """Give the turn to the first group that has not signed; True when somebody was called who had no turn before.

    Nobody is called while stamp duty is owed: the stamps go in before the first signature.
    """
    left = [signer for signer in signing.signers.all() if signer.signed_at is None]
    if not left or not settled(signing):
        return False
    waiting = Signer.objects.filter(round=signing, order=min(each.order for each in left), state=SignerState.WAITING)
    return waiting.update(state=SignerState.TURN) > 0


def awaited(signing: SigningRound | None, request: Request) -> dict[str, int]:
    """Whose signatures are awaited now, by side, as the procedure's predicates read it.

    Only the group whose turn it is counts. A refusal, a text that is void, one on which stamp duty is owed, one whose
    last day to sign has passed, and a file that came back and is not believed yet lie with the institution, so its
    clock runs until it has decided.
    """
    if signing is None or signing.state == RoundState.VOID or not settled(signing):
        return {"lembaga": 1, "mitra": 0}
    hosts = set(request.parties.filter(is_host=True).values_list("pk", flat=True))
    signers = list(signing.signers.all())
    left = [signer for signer in signers if signer.signed_at is None]
    turn = min((signer.order for signer in left), default=0)
    now = [signer for signer in left if signer.order == turn]
    ours = sum(1 for signer in now if signer.party_id in hosts)
    refused = any(signer.state == SignerState.REFUSED for signer in signers)
    today = calendar_for(signing.institution_id).local(clock.now()).date()
    decides = refused or bool(passed((signing.case_id,), today)) or undecided(signing) is not None
    return {"lembaga": max(ours, 1) if decides else ours, "mitra": len(now) - ours}


def undecided(signing: SigningRound) -> ReturnedFile | None:
    """The file that came back signed and waits for a person to say whether its certificate is believed."""
    asked = ReturnedFile.objects.filter(UNDECIDED, signer__round=signing)
    return asked.select_related("signer").order_by("id").first()


def newest_round(case_id: int) -> SigningRound | None:
    """The signing round that counts, whatever its state."""
    rounds = SigningRound.objects.filter(case_id=case_id).select_related("current", "rendered")
    return rounds.order_by("-number").first()


def last_signed_on(agreement: Agreement) -> date | None:
    """The day of the last signature by the institution's clock; None where it was signed outside, or not by everybody.

    The date of the text is another one: it is fixed with the number, before anybody signs.
    """
    if agreement.case_id is None:
        return None
    signed = Signer.objects.filter(round__case_id=agreement.case_id, round__state=RoundState.COMPLETE)
    at = signed.order_by("-signed_at").values_list("signed_at", flat=True).first()
    return at.astimezone(ZoneInfo(agreement.institution.zone)).date() if at is not None else None


def signed_name(file: StoredFile, ticket: str) -> str:
    """What the signed original is called."""
    return f"Perjanjian {ticket} bertanda tangan.pdf"


def withdraw_agreement(acting: Acting, reason: str) -> None:
    """A withdrawn case: its round is void, its agreement withdrawn, and its number a recorded hole.

    An agreement that everybody has signed keeps its number: the paper with it is out in the world.
    """
    void_open_round(acting.case.id, reason)
    prepared = Agreement.objects.filter(case_id=acting.case.id, status=AgreementStatus.PREPARED)
    agreement = prepared.select_related("number").first()
    if agreement is None:
        return
    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.WITHDRAWN)
    if agreement.number is not None:
        void(number_id=agreement.number.pk, reason=reason)
        acting.told["number_void"] = agreement.number.number
