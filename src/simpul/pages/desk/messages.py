"""`/meja/pesan/`: mails that failed, WhatsApp messages to send by hand, and what went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from simpul.adapters.whatsapp import chat_link
from simpul.casework.deliveries import sent_by_hand, try_again
from simpul.core.directory.officers import Officer
from simpul.core.messages.models import Delivery
from simpul.core.messages.queries import by_hand, failed, failures, recent
from simpul.core.procedures.models import Case
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.shell.formats import samar_nomor, samar_surel
from simpul.rules.refusals import Refusal

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery with its case; the address is masked in the list."""

    delivery: Delivery
    case: Case | None
    address: str
    chat: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, with the newest messages it happened to; ``count`` and ``tried`` are of all of them."""

    error: str
    count: int
    tried: datetime
    rows: list[Row]


def _failures(institution_id: int) -> list[Failure]:
    shown: dict[str, list[Row]] = {}
    for row in _rows(list(failed(institution_id)[:_SHOWN])):
        shown.setdefault(row.delivery.last_error, []).append(row)
    every = failures(institution_id)
    return [Failure(error, *every[error], shown.get(error, [])) for error in every]


def _rows(found: list[Delivery]) -> list[Row]:
    cases = Case.objects.in_bulk([delivery.case_id for delivery in found if delivery.case_id is not None])
    return [
        Row(
            delivery,
            cases.get(delivery.case_id) if delivery.case_id is not None else None,
            samar_surel(delivery.address) if "@" in delivery.address else samar_nomor(delivery.address),
            (chat_link(delivery.address, delivery.body) or "") if "@" not in delivery.address else "",
        )
        for delivery in found
    ]


@require_GET
@officer_required
def messages(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The three lists; the first two ask for something."""
    institution = officer.institution_id
    lost = _failures(institution)
    context = {
        "failures": lost,
        "failed": sum(one.count for one in lost),
        "shown": _SHOWN,
        "by_hand": _rows(list(by_hand(institution)[:_SHOWN])),
        "recent": _rows(list(recent(institution)[:_SHOWN])),
    }
    return desk_page(request, officer, "desk/messages.html", context, current="/meja/pesan/")


def _done(request: HttpRequest, sentence: str) -> HttpResponse:
    notes.success(request, sentence)
    return redirect("desk:messages")


@require_POST
@officer_required
def mark_sent(request: HttpRequest, officer: Officer, delivery_id: int) -> HttpResponse:
    """The officer has sent the WhatsApp message."""
    try:
        sent_by_hand(delivery_id=delivery_id, officer=officer)
    except Refusal as refusal:
        notes.error(request, say(refusal))
        return redirect("desk:messages")
    return _done(request, _("Recorded as sent by you."))


@require_POST
@officer_required
def send_again(request: HttpRequest, officer: Officer, delivery_id: int) -> HttpResponse:
    """Try a failed mail again."""
    try:
        try_again(delivery_id=delivery_id, officer=officer)
    except Refusal as refusal:
        notes.error(request, say(refusal))
        return redirect("desk:messages")
    return _done(request, _("The mail is on its way again."))
