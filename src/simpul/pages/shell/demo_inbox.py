"""`/demo/kotak-masuk/`: the mails that would have gone out, in a demonstration without a mail server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from simpul.pages.shell import formats
from simpul.pages.shell.demo import demo_only
from simpul.rules.working_time import zone

_SHOWN = 60
INBOX_FOLDER = "demo-mail"
"""Below the data folder; the sender of a demonstration writes there."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as the page shows it."""

    to: str
    subject: str
    at: str
    body: str


def _newest(folder: Path) -> Iterator[Path]:
    found = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    yield from found[:_SHOWN]


def _mail(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    return Mail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        at=formats.saat(parsedate_to_datetime(str(message["Date"])), zone("Asia/Jakarta")),
        body=str(body.get_content()) if body is not None else "",
    )


@require_GET
@demo_only
def inbox(request: HttpRequest) -> HttpResponse:
    """The newest mails; only where no mail server is set, for there they really go out."""
    if settings.SMTP_CONFIGURED:
        raise Http404
    wanted = request.GET.get("kepada", "").strip().lower()
    mails = [_mail(path) for path in _newest(settings.HOME / INBOX_FOLDER)]
    shown = [mail for mail in mails if wanted in mail.to.lower()]
    response = render(request, "shell/demo_inbox.html", {"mails": shown, "wanted": wanted})
    response.headers["Cache-Control"] = "no-store"
    return response
