"""One-time codes: six digits sent to the registered address before every act of a partner.

Ten minutes, five tries, one use, and only for the act it was asked for. What is stored is a keyed hash: six digits
alone could be found again from a plain one. Drawing the digits is the caller's (``secrets.randbelow(CODE_SPACE)``).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from simpul.rules.refusals import N_, Refusal

DIGITS = 6
CODE_SPACE = 10**DIGITS
LIFETIME = timedelta(minutes=10)
MAX_TRIES = 5
RESEND_AFTER = timedelta(seconds=60)


class Verdict(Enum):
    """What became of one try."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    WORN_OUT = "worn_out"
    USED = "used"


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """The stored state of one code. ``digest``: hex of :func:`digest`; times aware."""

    digest: str
    issued_at: datetime
    tries: int = 0
    used_at: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        """The first moment at which the code no longer counts."""
        return self.issued_at + LIFETIME


def written(number: int) -> str:
    """The code as it is sent: always six digits."""
    if not 0 <= number < CODE_SPACE:
        raise ValueError("a code is drawn from 0 to CODE_SPACE - 1")
    return f"{number:0{DIGITS}d}"


def typed(text: str) -> str:
    """A code as people type or paste it, without blanks and hyphens: "123 456"."""
    return "".join(sign for sign in text if not sign.isspace() and sign != "-")


def digest(code: str, *, key: bytes, act: str) -> str:
    """HMAC-SHA256 of the code, bound to ``act`` (whose and for what, such as "KS-2026-0001:setujui:3")."""
    return hmac.new(key, f"{act}\n{typed(code)}".encode(), hashlib.sha256).hexdigest()


def attempt(state: OneTimeCode, given: str, now: datetime) -> tuple[Verdict, OneTimeCode]:
    """Judge one try with the digest ``given`` and return the state to store, in the same transaction as the act.

    A try at a dead code changes nothing; the order of the checks tells a guesser nothing about the digits.
    """
    if state.used_at is not None:
        return Verdict.USED, state
    if now >= state.expires_at or now < state.issued_at:
        return Verdict.EXPIRED, state
    if state.tries >= MAX_TRIES:
        return Verdict.WORN_OUT, state
    tried = replace(state, tries=state.tries + 1)
    if hmac.compare_digest(state.digest.encode(), given.encode()):
        return Verdict.RIGHT, replace(tried, used_at=now)
    return (Verdict.WORN_OUT if tried.tries >= MAX_TRIES else Verdict.WRONG), tried


def refusal(verdict: Verdict, state: OneTimeCode) -> Refusal | None:
    """What the person reads; None for the right code. ``state`` is the one after the try."""
    if verdict is Verdict.RIGHT:
        return None
    if verdict is Verdict.WRONG:
        left = MAX_TRIES - state.tries
        return Refusal("LCK-02", N_("The code does not fit. You have %(left)s tries left."), left=left)
    if verdict is Verdict.EXPIRED:
        return Refusal("LCK-03", N_("The code is older than 10 minutes. Ask for a new one."))
    if verdict is Verdict.USED:
        return Refusal("LCK-04", N_("This code has been used already. Ask for a new one."))
    return Refusal("LCK-05", N_("The code was mistyped too often. Ask for a new one."))


def resend_wait(last: OneTimeCode | None, now: datetime) -> timedelta:
    """How long until another code may be sent to the same address; zero when it may be sent now."""
    if last is None or now < last.issued_at:
        return timedelta(0)
    return max(last.issued_at + RESEND_AFTER - now, timedelta(0))
