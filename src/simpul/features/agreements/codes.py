"""One-time codes: asked for on a page, made at the moment of sending, checked once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from simpul.core.directory import attempts
from simpul.features.agreements.models import OneTimeCode, Party, Request
from simpul.lib import clock
from simpul.rules import one_time_codes as rules
from simpul.rules.refusals import N_, Refusal

DOOR = "code"
CODES_KEPT = timedelta(days=30)
"""A mail that failed may be sent again; its code is made at that moment."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a code is asked for: the request, whose address it goes to (None = the contact), and for which act.

    ``purpose`` names the act and its object, such as "draf:12" or "tanda_tangan:7".
    """

    request: Request
    party: Party | None
    purpose: str

    @property
    def address(self) -> str:
        """The registered address; empty where there is none."""
        if self.party is not None and self.party.email:
            return self.party.email
        return self.request.contact_email if self.party is None else ""

    @property
    def person(self) -> str:
        """Who reads that address."""
        return self.request.contact_name if self.party is None else self.party.signatory_name


def open_code(act: Act) -> OneTimeCode:
    """A code to be made when it is sent. Raises LCK-06 (no address), LCK-07 (the last one is not a minute old)."""
    if not act.address:
        raise Refusal(
            "LCK-06",
            N_("There is no e-mail address to send a code to. An officer records your answer instead: write or call."),
        )
    now = clock.now()
    last = _newest(act)
    wait = rules.resend_wait(_state(last) if last is not None else None, now)
    if wait:
        raise Refusal(
            "LCK-07", N_("A code is on its way. A new one can be sent in %(seconds)s seconds."),
            seconds=-(-wait // timedelta(seconds=1)),
        )  # fmt: skip
    return OneTimeCode.objects.create(
        request=act.request, party=act.party, purpose=act.purpose, salt="", code_hash="", created_at=now,
        expires_at=now + rules.LIFETIME,
    )  # fmt: skip


@transaction.atomic
def mint_code(code_id: int) -> str:
    """Make the six digits, store their keyed hash and return them. The ten minutes run from here.

    Sending again makes other digits; a code that was used or replaced by a newer one stays dead.
    """
    code = OneTimeCode.objects.select_for_update().select_related("request").get(pk=code_id)
    digits = rules.written(secrets.randbelow(rules.CODE_SPACE))
    if code.used_at is None:
        code.salt = secrets.token_hex(16)
        code.code_hash = _digest(code, digits)
        code.created_at = clock.now()
        code.expires_at = code.created_at + rules.LIFETIME
        code.save(update_fields=["salt", "code_hash", "created_at", "expires_at"])
    return digits


def check_code(act: Act, given: str, network: str) -> None:
    """Take the code or raise LCK-01..05. Every wrong try is kept, whatever becomes of the caller's transaction."""
    refused = _try(act, given, network)
    if refused is not None:
        raise refused


@transaction.atomic
def _try(act: Act, given: str, network: str) -> Refusal | None:
    account = attempts.account_of(act.request.slug)
    attempts.check(DOOR, network, account)
    code = _newest(act, lock=True)
    if code is None:
        attempts.failed(DOOR, network, account)
        return Refusal("LCK-08", N_("Ask for a code first; it is sent to your e-mail address."))
    verdict, state = rules.attempt(_state(code), _digest(code, given), clock.now())
    code.tries, code.used_at = state.tries, state.used_at
    code.save(update_fields=["tries", "used_at"])
    if verdict is rules.Verdict.RIGHT:
        attempts.passed(DOOR, account)
        return None
    attempts.failed(DOOR, network, account)
    return rules.refusal(verdict, state)


def sweep() -> int:
    """Drop codes that nobody used, a month past their ten minutes; returns how many. A used one belongs to its act."""
    return OneTimeCode.objects.filter(used_at=None, expires_at__lt=clock.now() - CODES_KEPT).delete()[0]


def _newest(act: Act, *, lock: bool = False) -> OneTimeCode | None:
    rows = OneTimeCode.objects.select_for_update(of=("self",)) if lock else OneTimeCode.objects.all()
    return rows.filter(request=act.request, party=act.party, purpose=act.purpose).order_by("-pk").first()


def _state(code: OneTimeCode) -> rules.OneTimeCode:
    return rules.OneTimeCode(code.code_hash, code.created_at, code.tries, code.used_at)


def _digest(code: OneTimeCode, digits: str) -> str:
    key = f"{settings.SECRET_KEY}:{code.salt}".encode()
    return rules.digest(digits, key=key, act=f"{code.request_id}:{code.party_id}:{code.purpose}")
