"""Coming back to a draft without an account: a secret link by e-mail. The secret is made when the mail is sent."""

from __future__ import annotations

from datetime import timedelta

from django.db.models.functions import Lower

from simpul.core.messages.models import Channel, Delivery
from simpul.features.agreements.models import Request
from simpul.features.agreements.models_request import RequestState
from simpul.lib import clock

SUBJECT = "Lanjutkan pengajuan kerja sama Anda"
_PAUSE = timedelta(minutes=2)
"""A second mail to the same draft within this time is not written."""


def _body(request: Request) -> str:
    greeting = f"Yth. Bapak/Ibu {request.contact_name}," if request.contact_name else "Yth. Bapak/Ibu,"
    return (
        f"{greeting}\n\nIsian pengajuan Anda tersimpan dan belum dikirim. Lanjutkan kapan saja lewat tautan ini:\n"
        "[[tautan]]\n\nTautan ini hanya untuk Anda; siapa pun yang memilikinya dapat mengubah isian.\n\n"
        f"Hormat kami,\n{request.institution.name}\n"
    )


def mail_resume_link(request: Request, *, occasion: str) -> None:
    """Write the mail; ``occasion`` (a hash of the address, a minute) makes a repetition one mail."""
    now = clock.now()
    Delivery.objects.get_or_create(
        key=f"lanjut:{request.slug}:{occasion}",
        defaults={
            "institution_id": request.institution_id,
            "channel": Channel.EMAIL,
            "address": request.contact_email,
            "recipient": request.contact_name,
            "subject": SUBJECT,
            "body": _body(request),
            "secrets": {"tautan": {"request": request.pk, "party": None}},
            "created_at": now,
            "next_try_at": now,
        },
    )


def mail_again(request: Request) -> None:
    """The partner asks for the link once more; at most one mail in two minutes."""
    if request.state == RequestState.DRAFT and request.contact_email:
        mail_resume_link(request, occasion=f"{int(clock.now().timestamp() // _PAUSE.total_seconds())}")


def mail_links_to(email: str) -> None:
    """Links to every live draft of an address that asks for its lost link; nothing for an unknown address."""
    now = clock.now()
    drafts = Request.objects.annotate(address=Lower("contact_email")).filter(
        address=email.strip().lower(), state=RequestState.DRAFT, keep_until__gte=now
    )
    for request in drafts.select_related("institution").order_by("-id")[:5]:
        mail_again(request)
