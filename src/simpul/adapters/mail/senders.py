"""The three ways a letter goes out."""

from __future__ import annotations

import os
import smtplib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from simpul.adapters.mail.letter import Letter, MailRefused

TIMEOUT_SECONDS = 20


class Sender(Protocol):
    """Hands a letter over, or raises MailRefused."""

    def send(self, letter: Letter) -> None: ...


@dataclass(frozen=True, slots=True)
class SmtpSender:
    """An SMTP server; ``tls`` is "" (none), "starttls" or "implicit"."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: str = ""

    def send(self, letter: Letter) -> None:
        """Hand over one letter in a connection of its own."""
        message = letter.as_message()
        kind = smtplib.SMTP_SSL if self.tls == "implicit" else smtplib.SMTP
        try:
            with kind(self.host, self.port, timeout=TIMEOUT_SECONDS) as server:
                if self.tls == "starttls":
                    server.starttls()
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise MailRefused("the address was refused", final=True) from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailRefused(type(error).__name__) from error


@dataclass(frozen=True, slots=True)
class DemoSender:
    """Writes the letter as an .eml file that only the owner may read; the demo inbox page shows the folder."""

    folder: Path

    def send(self, letter: Letter) -> None:
        """Written under a name made of the key, so that a letter sent twice lies there once."""
        data = bytes(letter.as_message())
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = self.folder / f"{letter.mark}.eml"
        draft = target.with_suffix(f".{os.getpid()}")
        try:
            draft.touch(mode=0o600)
            draft.write_bytes(data)
            draft.rename(target)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise MailRefused(type(error).__name__) from error


@dataclass(slots=True)
class MemorySender:
    """Keeps the letters in a list, once per key, as the others do."""

    letters: dict[str, Letter] = field(default_factory=dict)

    def send(self, letter: Letter) -> None:
        """Check the letter as the others do, then keep it."""
        letter.as_message()
        self.letters[letter.key] = letter
