"""From events to messages: fan an event out into deliveries, then send what is due.

Both steps are safe to repeat: a delivery has a key of its own, and the mail carries it as its Message-ID.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from simpul.adapters.mail import DemoSender, Letter, MailRefused, Sender, SmtpSender
from simpul.adapters.whatsapp import normalised
from simpul.casework.house_notices import house_deliveries
from simpul.casework.notices import NOTICES, PART_WITHOUT_RESULT, Notice, letter_body
from simpul.core.directory.leaves import away
from simpul.core.directory.models import Assignment, Leave, User
from simpul.core.directory.officers import assignments_on, today_in
from simpul.core.directory.passwords import mint_for_mail
from simpul.core.messages.models import Channel, Delivery, DeliveryState, OutboxEvent
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, CaseStatus, Task
from simpul.core.signing.models import Signer, SignerState
from simpul.features.agreements.access import mint_code, mint_link
from simpul.features.agreements.models import Party, Request
from simpul.lib import clock
from simpul.lib.one_by_one import PartsFailed, one_by_one, tell

MOST_ATTEMPTS = 8
_FIRST_WAIT = timedelta(minutes=1)
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a message goes: an e-mail address, else a telephone number for click-to-chat."""

    name: str
    email: str
    phone: str = ""
    party_id: int | None = None


def fan_out() -> int:
    """Turn every waiting event into its deliveries; returns how many events were taken.

    An event that cannot be told goes on waiting and holds up none behind it; PartsFailed is raised at the end.
    """
    taken, after, broken = 0, 0, 0
    while batch := _fan_out_batch(after):
        taken, after, broken = taken + batch.taken, batch.last, broken + batch.broken
    if broken:
        raise PartsFailed("events", broken)
    return taken


@dataclass(frozen=True, slots=True)
class _Batch:
    taken: int
    broken: int
    last: int


@transaction.atomic
def _fan_out_batch(after: int) -> _Batch | None:
    """The next waiting events behind the one with the number ``after``; None when there are none."""
    free = OutboxEvent.objects.select_for_update(skip_locked=True)
    batch = list(free.filter(fanned_out_at__isnull=True, pk__gt=after).order_by("id")[:_BATCH])
    if not batch:
        return None
    told = [event.pk for event in batch if _told(event)]
    OutboxEvent.objects.filter(pk__in=told).update(fanned_out_at=clock.now())
    return _Batch(len(told), len(batch) - len(told), batch[-1].pk)


def _told(event: OutboxEvent) -> bool:
    try:
        with transaction.atomic():
            Delivery.objects.bulk_create(_deliveries(event), ignore_conflicts=True)
    except Exception as error:
        tell("event", event.pk, error)
        return False
    return True


def dispatch_all() -> None:
    """Fan out, then send what is due, also when some event could not be told. Raises PartsFailed."""
    parts = {"events": fan_out, "letters": send_due}
    one_by_one("messages", parts, lambda part: parts[part]())


def _deliveries(event: OutboxEvent) -> list[Delivery]:
    if event.case_id is None:
        return house_deliveries(event)
    case = Case.objects.select_related("institution").get(pk=event.case_id)
    request = Request.objects.filter(case=case).first()
    named = [str(name) for name in event.payload.get("messages", [])]
    words = _opened_words(case, str(event.payload.get("task", "")))
    found = [
        _delivery(event, case, request, name, recipient, words)
        for name in named
        for recipient in _recipients(NOTICES[name], case, request, event.payload)
    ]
    for key in event.payload.get("opened", []):
        words = _opened_words(case, str(key))
        leads = _leads(case, str(key))
        found += [_delivery(event, case, request, "tugas_baru", lead, words) for lead in leads]
    if event.payload.get("ended") in (CaseStatus.REJECTED, CaseStatus.WITHDRAWN):
        found += _to_the_case_above(event, case)
    return [delivery for delivery in found if delivery is not None]


def _to_the_case_above(event: OutboxEvent, part: Case) -> list[Delivery | None]:
    """A part that ended without a result completes nothing: who has the step above must do something about it."""
    task = Task.objects.select_related("case__institution").filter(pk=part.parent_task_id).first()
    if task is None:
        return []
    whole, words = task.case, {**_opened_words(task.case, task.key), "bagian": part.ticket}
    request = Request.objects.filter(case=whole).first()
    people = _performer(whole, task.key)
    return [_delivery(event, whole, request, PART_WITHOUT_RESULT, one, words) for one in people]


def _recipients(
    notice: Notice, case: Case, request: Request | None, payload: Mapping[str, object]
) -> Iterator[Recipient]:
    match notice.to:
        case "contact":
            yield from _contact(request)
        case "turn":
            yield from _whose_turn(payload)
        case "parties":
            yield from _contact(request)
            yield from _other_parties(request)
        case "leads":
            for task in case.tasks.filter(state="open"):
                yield from _leads(case, task.key)
        case "performer":
            yield from _performer(case, str(payload.get("task", "")))
        case "superior":
            yield from _superiors(case, str(payload.get("task", "")))


def _contact(request: Request | None) -> list[Recipient]:
    """The partner's contact person; nobody in a case that no partner began."""
    if request is None:
        return []
    return [Recipient(request.contact_name, request.contact_email, request.contact_phone)]


def _other_parties(request: Request | None) -> list[Recipient]:
    if request is None:
        return []
    return [
        Recipient(party.signatory_name, party.email, party.phone, party.pk)
        for party in Party.objects.filter(request=request, is_host=False)
        if party.email and party.email != request.contact_email
    ]


def _performer(case: Case, key: str) -> list[Recipient]:
    """Who has taken the task; while nobody has, or the holder is away, the leads of its lane."""
    task = case.tasks.select_related("holder").filter(key=key, state="open").first()
    gone = away(case.institution_id, today_in(case.institution))
    if task is not None and task.holder is not None and task.holder_id not in gone:
        return [Recipient(task.holder.full_name, task.holder.email)]
    return _leads(case, key)


def _superiors(case: Case, key: str) -> list[Recipient]:
    """The leads of the nearest lane above in which somebody is there; where there is none, those of the lane itself."""
    task = case.tasks.select_related("lane__superior").filter(key=key, state="open").first()
    if task is None or task.lane is None:
        return []
    above, seen = task.lane.superior, {task.lane_id}
    while above is not None and above.pk not in seen:
        if found := _standing(case, above.pk, None):
            return found
        seen.add(above.pk)
        above = above.superior
    return _leads(case, key)


def _whose_turn(payload: Mapping[str, object]) -> Iterator[Recipient]:
    """Only those whose turn it is: later signers hear nothing before it."""
    named = payload.get("signing_round")
    round_id = named if isinstance(named, int) else None
    turn = Signer.objects.filter(round_id=round_id, state=SignerState.TURN).select_related("user")
    for signer in turn:
        if signer.user is not None:
            yield Recipient(signer.user.full_name, signer.user.email)
        else:
            party = Party.objects.get(pk=signer.party_id)
            yield Recipient(signer.name, party.email, party.phone, party.pk)


def _leads(case: Case, key: str) -> list[Recipient]:
    task = case.tasks.filter(key=key, state="open").first()
    if task is None or task.lane_id is None:
        return []
    return _standing(case, task.lane_id, task.unit_id)


def _standing(case: Case, lane_id: int, unit_id: int | None) -> list[Recipient]:
    """The leads of a lane today, of a lane that several units share those of the unit.

    For who is away the deputy is told; where no lead is left, everybody of the lane who is there.
    """
    day = today_in(case.institution)
    gone = away(case.institution_id, day)
    held = Assignment.objects.filter(assignments_on(day), lane_id=lane_id, user__is_active=True).select_related("user")
    there = [row for row in held.order_by("pk") if unit_id is None or row.unit_id in (None, unit_id)]
    leads = [_instead(row.user, gone) for row in there if row.is_lead]
    people = [one for one in leads if one is not None]
    if leads and not people:
        people = [row.user for row in there if row.user_id not in gone]
    return [Recipient(one.full_name, one.email) for one in dict.fromkeys(people)]


def _instead(user: User, gone: Mapping[int, Leave]) -> User | None:
    """The person; the deputy of who is away, if there is one who is not away as well."""
    if user.pk not in gone:
        return user
    deputy = gone[user.pk].deputy
    return deputy if deputy is not None and deputy.is_active and deputy.pk not in gone else None


def _opened_words(case: Case, key: str) -> dict[str, str]:
    step = procedure_of(case.procedure_version_id).by_id.get(key.partition("#")[0])
    return {"pekerjaan": step.title if step is not None else key}


def _delivery(
    event: OutboxEvent, case: Case, request: Request | None, name: str, to: Recipient, words: Mapping[str, str]
) -> Delivery | None:
    notice = NOTICES[name]
    about = request.partner_name if request is not None else case.title
    filled = {
        "tiket": case.ticket, "mitra": about, "lembaga": case.institution.name, "pekerjaan": "", "bagian": "", **words,
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
            body = body.replace("[[tautan]]", f"{settings.PUBLIC_URL}/perkara/{case.slug}/")
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


def sender() -> Sender:
    """The SMTP server when one is set, else the demo folder."""
    if settings.SMTP_CONFIGURED:
        tls = "starttls" if settings.EMAIL_USE_TLS else "implicit" if settings.EMAIL_USE_SSL else ""
        return SmtpSender(
            settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD, tls
        )
    return DemoSender(settings.HOME / "demo-mail")


def send_due(out: Sender | None = None) -> int:
    """Send the mails that are due, each in a transaction of its own; returns how many went out.

    One that cannot be written waits as if it had been refused; PartsFailed is raised at the end.
    """
    by = out or sender()
    due = Delivery.objects.filter(
        state=DeliveryState.WAITING, channel=Channel.EMAIL, next_try_at__lte=clock.now()
    ).order_by("id")
    return sum(one_by_one("delivery", list(due.values_list("pk", flat=True)), lambda number: _send(number, by)))


def _send(delivery_id: int, out: Sender) -> bool:
    """Raises, after its failure is written, what is no refusal by the mail server."""
    free = Delivery.objects.select_for_update(skip_locked=True).filter(next_try_at__lte=clock.now())
    with transaction.atomic():
        delivery = free.filter(pk=delivery_id, state=DeliveryState.WAITING).first()
        if delivery is None:
            return False
        failure = _try(delivery, out)
    if failure is not None and not isinstance(failure, MailRefused):
        raise failure
    return failure is None


def _try(delivery: Delivery, out: Sender) -> Exception | None:
    """One attempt, and what came of it on the row; a secret that did not go out is not kept."""
    delivery.attempts += 1
    try:
        with transaction.atomic():
            out.send(_letter(delivery))
    except Exception as failure:
        final = isinstance(failure, MailRefused) and failure.final
        _failed(delivery, str(failure) if isinstance(failure, MailRefused) else type(failure).__name__, final)
        return failure
    delivery.state, delivery.sent_at, delivery.last_error = DeliveryState.SENT, clock.now(), ""
    delivery.save()
    return None


def _letter(delivery: Delivery) -> Letter:
    return Letter(
        key=delivery.key, sender=settings.DEFAULT_FROM_EMAIL, to=delivery.address, subject=delivery.subject,
        body=_with_secrets(delivery), at=clock.now(),
    )  # fmt: skip


def _failed(delivery: Delivery, reason: str, final: bool) -> None:
    """Wait twice as long each time; after the last try, or when it is final, it stands on the incident page."""
    delivery.last_error = reason[:300]
    if final or delivery.attempts >= MOST_ATTEMPTS:
        delivery.state = DeliveryState.FAILED
    else:
        delivery.next_try_at = clock.now() + _FIRST_WAIT * int(2 ** (delivery.attempts - 1))
    delivery.save()


def _with_secrets(delivery: Delivery) -> str:
    """The body with its link or code, made now: neither ever lies in the database."""
    body = delivery.body
    if link := delivery.secrets.get("tautan"):
        body = body.replace("[[tautan]]", mint_link(link["request"], link.get("party")))
    if code := delivery.secrets.get("kode"):
        body = body.replace("[[kode]]", mint_code(code))
    if password := delivery.secrets.get("sandi"):
        body = body.replace("[[tautan]]", settings.PUBLIC_URL + mint_for_mail(password))
    if delivery.secrets:
        # A link to something that is gone must be known before the letter is out, not when the transaction ends.
        connection.check_constraints()
    return body
