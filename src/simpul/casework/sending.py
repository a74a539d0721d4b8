"""Sending what is due: safe to repeat, because the mail carries the key of its delivery as Message-ID."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from simpul.adapters.mail import DemoSender, Letter, MailRefused, Sender, SmtpSender
from simpul.core.directory.passwords import mint_for_mail
from simpul.core.messages.models import Channel, Delivery, DeliveryState
from simpul.features.agreements.access import mint_code, mint_link
from simpul.lib import clock
from simpul.lib.one_by_one import one_by_one

MOST_ATTEMPTS = 8
_FIRST_WAIT = timedelta(minutes=1)


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
