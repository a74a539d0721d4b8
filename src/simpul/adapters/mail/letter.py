"""One mail as a value."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime


class MailRefused(Exception):
    """The mail was not taken. ``final``: trying again will not help (a wrong address)."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final


@dataclass(frozen=True, slots=True)
class Letter:
    """``key`` becomes the Message-ID: a letter sent again after a crash is recognised by its receiver."""

    key: str
    sender: str
    to: str
    subject: str
    body: str
    at: datetime

    @property
    def mark(self) -> str:
        """The key as a short name that reveals nothing of it."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:40]

    def as_message(self) -> EmailMessage:
        """The mail as it goes out. Line breaks in a header would start another header: they are refused."""
        if any(sign in part for part in (self.to, self.subject, self.sender) for sign in "\r\n"):
            raise MailRefused("a header holds a line break", final=True)
        message = EmailMessage(policy=SMTP)
        message["From"] = self.sender
        message["To"] = self.to
        message["Subject"] = self.subject
        message["Date"] = format_datetime(self.at)
        message["Message-ID"] = f"<{self.mark}@simpul>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.body)
        return message
