"""What is told: the deliveries of an event, each with its words, its channel and a key of its own."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.conf import settings

from simpul.adapters.whatsapp import normalised
from simpul.casework.file_notices import damage_deliveries
from simpul.casework.guarded_notices import guarded_deliveries
from simpul.casework.house_notices import house_deliveries
from simpul.casework.notices import NOTICES, PART_WITHOUT_RESULT, letter_body
from simpul.casework.past_notices import past_deliveries
from simpul.casework.proof_notices import proof_deliveries
from simpul.casework.recipients import Recipient, leads, performer, recipients_of
from simpul.core.directory.models import Assignment
from simpul.core.messages.models import Channel, Delivery, OutboxEvent
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, CaseStatus, Task
from simpul.features.agreements.models import Request
from simpul.features.agreements.sign_by import last_day_words
from simpul.lib import clock


def deliveries_of(event: OutboxEvent) -> list[Delivery]:
    """Of a case to those whom its notices name; of the house to its own people."""
    if event.case_id is None:
        told = (house_deliveries, damage_deliveries, guarded_deliveries, proof_deliveries, past_deliveries)
        return [delivery for deliveries in told for delivery in deliveries(event)]
    case = Case.objects.select_related("institution").get(pk=event.case_id)
    request = Request.objects.filter(case=case).first()
    named = [str(name) for name in event.payload.get("messages", [])]
    about = {"bagian": str(event.payload.get("part", ""))}
    if "signing_round" in event.payload:
        about |= last_day_words(case.pk)
    words = {**_opened_words(case, str(event.payload.get("task", ""))), **about}
    found = [
        _delivery(event, case, request, name, recipient, words)
        for name in named
        for recipient in recipients_of(NOTICES[name], case, request, event.payload)
    ]
    for key in event.payload.get("opened", []):
        words = _opened_words(case, str(key))
        found += [_delivery(event, case, request, "tugas_baru", lead, words) for lead in leads(case, str(key))]
    if event.payload.get("ended") in (CaseStatus.REJECTED, CaseStatus.WITHDRAWN):
        found += _to_the_case_above(event, case)
    return [delivery for delivery in found if delivery is not None]


def _to_the_case_above(event: OutboxEvent, part: Case) -> list[Delivery | None]:
    """A part that ended without a result completes nothing: who has the step above must do something about it."""
    if part.parent_task_id is None:
        return []
    task = Task.objects.select_related("case__institution").get(pk=part.parent_task_id)
    whole, words = task.case, {**_opened_words(task.case, task.key), "bagian": part.ticket}
    request = Request.objects.filter(case=whole).first()
    return [_delivery(event, whole, request, PART_WITHOUT_RESULT, one, words) for one in performer(whole, task.key)]


def _opened_words(case: Case, key: str) -> dict[str, str]:
    step = procedure_of(case.procedure_version_id).by_id.get(key.partition("#")[0])
    return {"pekerjaan": step.title if step is not None else key, "tugas": key}


def _address(case: Case, key: str) -> str:
    """The case on the desk, at the task that is told of."""
    address = f"{settings.PUBLIC_URL}/perkara/{case.slug}/"
    return f"{address}?tugas={quote(key)}" if key else address


def _delivery(
    event: OutboxEvent, case: Case, request: Request | None, name: str, to: Recipient, words: Mapping[str, str]
) -> Delivery | None:
    notice = NOTICES[name]
    partner = request.partner_name if request is not None else ""
    filled = {
        "tiket": case.ticket, "mitra": partner or "mitra", "tentang": partner or f"“{case.title}”",
        "lembaga": case.institution.name, "pekerjaan": "", "bagian": "", "batas": "", "hari_batas": "", **words,
    }  # fmt: skip
    subject, body = notice.subject.format(**filled), letter_body(notice, to.name, case.institution.name, filled)
    common = {
        "institution_id": case.institution_id, "event": event, "case_id": case.pk, "recipient": to.name[:160],
        "created_at": clock.now(),
    }  # fmt: skip
    key = f"{event.key}:{name}:{to.email or to.phone}"[:140]
    if to.email:
        with_link = request is not None and notice.link and not _is_officer(to)
        link = {"tautan": {"request": request.pk, "party": to.party_id}} if request is not None and with_link else {}
        if not link:
            body = body.replace("[[tautan]]", _address(case, words.get("tugas", "")))
        return Delivery(
            **common, key=key, channel=Channel.EMAIL, address=to.email, subject=subject, body=body, secrets=link,
            next_try_at=clock.now(),
        )  # fmt: skip
    if normalised(to.phone):
        # An officer sends it by hand, so it carries the ticket and the public address, never the secret.
        plain = body.replace("[[tautan]]", f"{settings.PUBLIC_URL}/lacak/ (nomor {case.ticket})")
        return Delivery(**common, key=key, channel=Channel.WHATSAPP, address=to.phone, subject=subject, body=plain)
    return None


def _is_officer(to: Recipient) -> bool:
    return to.party_id is None and Assignment.objects.filter(user__email=to.email).exists()
