"""What is mailed to a partner who asks for it: a one-time code, or a fresh link to the tracking page.

Neither the code nor the secret is made here: the worker makes it at the moment of sending.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from simpul.casework.notices import CODE, Notice, letter_body
from simpul.casework.tasks import wake
from simpul.core.directory import attempts
from simpul.core.messages.models import Channel, Delivery
from simpul.features.agreements.access import Act, open_code
from simpul.features.agreements.models import Party, Request
from simpul.lib import clock, ids

TICKET_DOOR = "ticket"
FRESH_LINK = Notice(
    "contact",
    "Tautan baru untuk pengajuan {tiket}",
    "Anda meminta tautan untuk melihat pengajuan {tiket}:\n[[tautan]]\n\nBila Anda tidak memintanya, abaikan pesan "
    "ini. Tautan hanya dikirim ke alamat yang terdaftar.",
)


@transaction.atomic
def send_code(act: Act) -> None:
    """Mail a code for an act. Raises LCK-06 (no e-mail address), LCK-07 (asked again within a minute)."""
    Request.objects.select_for_update(of=("self",)).get(pk=act.request.pk)
    code = open_code(act)
    _deliver(act.request, CODE, f"kode:{code.pk}", act.person, act.address, {"kode": code.pk})
    wake()


@transaction.atomic
def send_fresh_link(*, ticket: str, email: str, network: str) -> None:
    """Mail a link to whoever filed ``ticket`` from ``email``; says nothing about whether they exist. Raises LCK-01.

    An unknown pair costs the same work: the mail is written and taken back.
    """
    account = attempts.account_of(ticket.strip().upper())
    attempts.check(TICKET_DOOR, network, account)
    attempts.failed(TICKET_DOOR, network, account)
    found = _registered(ticket, email)
    sheet = found or (Request(partner_name="", contact_name=""), None)
    mark = transaction.savepoint()
    _link_mail(*sheet, ticket=ticket, email=email)
    if found is None:
        transaction.savepoint_rollback(mark)
        return
    transaction.savepoint_commit(mark)
    wake()


def _registered(ticket: str, email: str) -> tuple[Request, Party | None] | None:
    """The filed request and the party of it whose address this is (None: the contact)."""
    request = (
        Request.objects.select_related("case__institution")
        .filter(case__ticket__iexact=ticket.strip())
        .filter(contact_email__iexact=email.strip())
        .order_by("-pk")
        .first()
    )
    party = (
        Party.objects.select_related("request__case__institution")
        .filter(request__case__ticket__iexact=ticket.strip(), is_host=False, email__iexact=email.strip())
        .order_by("-pk")
        .first()
    )
    if request is not None:
        return request, None
    return (party.request, party) if party is not None else None


def _link_mail(request: Request, party: Party | None, *, ticket: str, email: str) -> None:
    name = party.signatory_name if party is not None else request.contact_name
    secrets = {"tautan": {"request": request.pk, "party": party.pk if party else None}}
    _deliver(request, FRESH_LINK, f"tautan:{ids.slug()}", name, email.strip(), secrets, ticket)


def _deliver(
    request: Request, notice: Notice, key: str, name: str, email: str, secrets: Mapping[str, object], ticket: str = ""
) -> None:
    case = request.case
    institution = case.institution if case is not None else None
    words = {
        "tiket": case.ticket if case is not None else ticket, "mitra": request.partner_name,
        "lembaga": institution.name if institution is not None else "", "pekerjaan": "",
    }  # fmt: skip
    Delivery.objects.create(
        institution_id=institution.pk if institution is not None else None,
        case_id=case.pk if case is not None else None,
        key=key, channel=Channel.EMAIL, address=email[:254], recipient=name[:160],
        subject=notice.subject.format(**words)[:200],
        body=letter_body(notice, name, words["lembaga"] or settings.DEFAULT_FROM_EMAIL, words),
        secrets=dict(secrets), created_at=clock.now(), next_try_at=clock.now(),
    )  # fmt: skip
