"""What is signed and by whom: the final text with number, date, place and mode, and the order of the signers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from simpul.core.documents.actions import store
from simpul.core.documents.faces.pdf import agreement_pdf
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.signing.models import Means, Mode, Original, RoundState, Signer, SigningRound
from simpul.features.agreements.drafting import template_of, written
from simpul.features.agreements.models import Agreement, Party, Request
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.numbers import issue, series_for
from simpul.features.agreements.requests import head_of
from simpul.features.agreements.values import subject_of, values_of
from simpul.features.agreements.workbenches.sheets import paper_of
from simpul.rules.refusals import N_, Refusal

SERIES = "pks"


def check_mode(request: Request, mode: str) -> None:
    """Raises Refusal TTD-23 when a partner without e-mail would have to sign by code, TTD-24 for an unknown mode."""
    if mode not in Mode.values:
        raise Refusal("TTD-24", N_("Choose how the agreement is signed: electronically or in wet ink."))
    if mode == Mode.ELECTRONIC:
        silent = [party.name for party in request.parties.filter(is_host=False) if not party.email]
        if silent:
            raise Refusal(
                "TTD-23",
                N_("%(party)s has no e-mail address, so it cannot sign by code. Add the address, or choose wet ink."),
                party=silent[0],
            )


def fix_terms(acting: Acting, request: Request, *, on: date, place: str, mode: str, partner_number: str) -> Agreement:
    """Fix number, date, place and mode. The number stays with the agreement through later rounds."""
    check_mode(request, mode)
    agreement, _ = Agreement.objects.get_or_create(
        request=request,
        case_id=acting.case.id,
        defaults={
            "institution_id": request.institution_id, "kind": template_of(request), "created_at": acting.at,
            "title": "", "status": AgreementStatus.PREPARED,
        },
    )  # fmt: skip
    if agreement.number is None:
        series = series_for(request.institution_id, SERIES)
        agreement.number = issue(
            series_id=series.pk, on=on, case_id=acting.case.id, subject=request.partner_name, user_id=acting.user_id
        )
    agreement.title = _title(request)
    agreement.signing_mode, agreement.sign_date, agreement.sign_place = mode, on, place
    values = values_of(request, agreement)
    agreement.effective_on, agreement.ends_on = values.begins, values.ends
    agreement.sign_by = on + timedelta(days=30)
    agreement.save()
    _partner_number(request, partner_number)
    return agreement


def _title(request: Request) -> str:
    words = subject_of(request)
    return f"Perjanjian Kerja Sama tentang {words[:1].upper()}{words[1:]}"[:300]


def _partner_number(request: Request, number: str) -> None:
    """A partner that gives no number of its own is recorded so, and its line is left out of the title."""
    first = request.parties.filter(is_host=False).order_by("order").first()
    if first is not None and number:
        Party.objects.filter(pk=first.pk).update(own_number=number, has_no_number=False)
    Party.objects.filter(request=request, is_host=False, own_number="").update(has_no_number=True)


def render_round(acting: Acting, request: Request, agreement: Agreement, originals: int) -> SigningRound:
    """Render the agreed text and open a signing round; an open one of before is void. Raises Refusal TTD-25."""
    text, missing = written(request, agreement)
    if missing:
        raise Refusal(
            "TTD-25",
            N_("The text to be signed still has open places: %(places)s. Fill them in first."),
            places=", ".join(one.label for one in missing[:5]),
        )
    institution = request.institution
    rendered = agreement_pdf(text, at=acting.at, paper=paper_of(institution), demo=institution.is_demo)
    file = store(
        institution_id=institution.pk, data=rendered.pdf, name=f"Naskah {acting.case.ticket}.pdf", kind="naskah",
        media_type="application/pdf", by=acting.by,
    )  # fmt: skip
    void_open_round(acting.case.id, "Naskah disusun ulang.")
    last = SigningRound.objects.filter(case_id=acting.case.id).order_by("-number").first()
    signing = SigningRound.objects.create(
        institution_id=institution.pk, case_id=acting.case.id, number=1 if last is None else last.number + 1,
        mode=agreement.signing_mode, rendered=file, current=file, boxes=[asdict(box) for box in rendered.boxes],
        originals=originals, created_at=acting.at,
    )  # fmt: skip
    _signers(request, signing)
    return signing


def void_open_round(case_id: int, reason: str) -> None:
    """A later change of the text voids the render; what was signed in it is kept, but counts no more."""
    SigningRound.objects.filter(case_id=case_id, state=RoundState.OPEN).update(
        state=RoundState.VOID, void_reason=reason[:300]
    )


def _signers(request: Request, signing: SigningRound) -> None:
    """Partners first and in parallel, the institution's head last, unless the request sets orders of its own."""
    electronic = signing.mode == Mode.ELECTRONIC
    orders = request.answers.get("urutan_tanda_tangan", {})
    head = head_of(request.institution)
    for index, party in enumerate(request.parties.all()):
        usual = 2 if party.is_host else 1
        given = orders.get(str(party.order), usual) if isinstance(orders, dict) else usual
        means = (Means.CERTIFICATE if party.is_host else Means.SEALED_ACT) if electronic else Means.WET
        Signer.objects.create(
            round=signing, order=given, party_id=party.pk, role=f"pihak_{index + 1}", institution_name=party.name,
            name=party.signatory_name, capacity=party.signatory_title, means=means,
            user=head if party.is_host else None,
        )  # fmt: skip
    if not electronic:
        holders = list(request.parties.all())
        for number in range(1, signing.originals + 1):
            holder = holders[(number - 1) % len(holders)]
            Original.objects.create(round=signing, number=number, holder_party_id=holder.pk)


def unsigned(signing: SigningRound, request: Request) -> dict[str, int]:
    """How many signatures are missing on each side, as the procedure's predicates read it."""
    hosts = set(request.parties.filter(is_host=True).values_list("pk", flat=True))
    due = [signer.party_id for signer in signing.signers.all() if signer.signed_at is None]
    ours = sum(1 for party in due if party in hosts)
    return {"lembaga": ours, "mitra": len(due) - ours}


def signed_name(file: StoredFile, ticket: str) -> str:
    """What the signed original is called."""
    return f"Perjanjian {ticket} bertanda tangan.pdf"
