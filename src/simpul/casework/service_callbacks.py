"""Callbacks of a signing service: believed only with its mark over time and body, applied once, in order.

The mark is HMAC-SHA-256 over ``<unix seconds>.<body>`` with the key that the administrator handed to the service. It
is checked before a byte of the body is read as anything. What is genuine only points to an attempt of ours: the file
is judged as any other answer of the service.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction

from simpul.adapters.bsre import Problem
from simpul.casework.service_outcomes import PENDING, ask_outcome, close, keep_answer
from simpul.core.directory import attempts
from simpul.core.messages.actions import record
from simpul.core.signing.models import AttemptState, ServiceAttempt, ServiceCallback, SigningService
from simpul.core.signing.service_secrets import secrets_of
from simpul.lib import clock
from simpul.lib.actor import Actor

TOLERANCE = timedelta(minutes=5)
"""How far the time of a callback may lie from ours, either way."""
DOOR = "kait"
_HIGHEST = 2**31 - 1
SERVICE = Actor("system", "signing-service", "Layanan tanda tangan", "layanan")
SIGNED, FAILED = "signed", "failed"


class Outcome(StrEnum):
    """What became of a genuine callback."""

    APPLIED = "applied"
    REPEATED = "repeated"
    OUT_OF_ORDER = "out_of_order"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


class Forged(Exception):
    """No mark, a wrong one, or one of another time: nothing of the body was looked at."""


@dataclass(frozen=True, slots=True, repr=False)
class Arrived:
    """A callback as it came: who sent it by keyed hash, its stated time and mark, and the raw body."""

    network: str
    stamp: str
    mark: str
    body: bytes


def receive(service: SigningService, arrived: Arrived) -> Outcome:
    """Raises Forged (kept in the audit as a security event), Refusal LCK-01 after too many of them."""
    with transaction.atomic():
        attempts.check(DOOR, arrived.network)
    why = _doubt(service, arrived)
    if why:
        _alarm(service, arrived.network, why)
        raise Forged
    said = _read(arrived.body)
    return Outcome.UNREADABLE if said is None else _apply_once(service, said)


def mark_of(key: str, stamp: str, body: bytes) -> str:
    """What the service writes into ``X-Simpul-Signature``."""
    return hmac.new(key.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _doubt(service: SigningService, arrived: Arrived) -> str:
    """ "signature", "time", or "" for one that is genuine."""
    key = secrets_of(settings.HOME, service.institution_id).callback
    if not key or not hmac.compare_digest(mark_of(key, arrived.stamp, arrived.body).encode(), arrived.mark.encode()):
        return "signature"
    if not arrived.stamp.isdecimal() or len(arrived.stamp) > 11:  # twelve digits lead beyond the year 9999
        return "time"
    return "time" if abs(clock.now() - datetime.fromtimestamp(int(arrived.stamp), UTC)) > TOLERANCE else ""


@transaction.atomic
def _alarm(service: SigningService, network: str, why: str) -> None:
    attempts.failed(DOOR, network)
    record(
        institution_id=service.institution_id, verb="callback.forged", by=SERVICE,
        facts={"why": why, "from": network[:12]},
    )  # fmt: skip


def _read(body: bytes) -> Mapping[str, Any] | None:
    try:
        said = json.loads(body)
        words = "".join((said["event"], said["reference"], said["status"], str(said.get("document", ""))))
        words.encode()  # half of a pair of surrogates fits no column, as NUL does not
        known = "\0" not in words and 0 < len(said["event"]) <= 64 and _is_count(said["sequence"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return said if known else None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _HIGHEST


def _apply_once(service: SigningService, said: Mapping[str, Any]) -> Outcome:
    """The row of the event is the lock: of five that come at once one is applied. The file is kept with it, so that
    whatever breaks behind it is made good by the sweep."""
    with transaction.atomic():
        row, made = ServiceCallback.objects.get_or_create(
            service=service, event=said["event"], defaults={"received_at": clock.now(), "outcome": ""}
        )
        if not made:
            return Outcome.REPEATED
        attempt = _noted(service, said)
        if isinstance(attempt, ServiceAttempt) and said["status"] == SIGNED and (pdf := _file(said)):
            keep_answer(attempt, pdf, attempt.document)
        row.outcome = attempt if isinstance(attempt, Outcome) else Outcome.APPLIED
        row.save(update_fields=["outcome"])
    if isinstance(attempt, Outcome):
        return attempt
    _follow(attempt, said)
    return Outcome.APPLIED


def _noted(service: SigningService, said: Mapping[str, Any]) -> ServiceAttempt | Outcome:
    """The attempt that is meant, with the number of this callback kept; or why nothing follows."""
    found = ServiceAttempt.objects.select_for_update().filter(
        number=said["reference"], signer__round__institution_id=service.institution_id
    ).first()  # fmt: skip
    if found is None:
        return Outcome.UNKNOWN
    if said["sequence"] <= found.sequence or found.state not in PENDING:
        return Outcome.OUT_OF_ORDER
    found.sequence = said["sequence"]
    document = said.get("document")
    if isinstance(document, str) and not found.document:
        found.document = document[:80]
    found.save(update_fields=["sequence", "document"])
    return found


def _follow(attempt: ServiceAttempt, said: Mapping[str, Any]) -> None:
    """Signed: judged by the file that came along, else asked for. Failed: certain now that it was not signed."""
    if said["status"] == FAILED and attempt.state == AttemptState.UNSURE:
        close(attempt.pk, AttemptState.FAILED, Problem.REFUSED)
    elif said["status"] == SIGNED:
        ask_outcome(attempt.pk)


def _file(said: Mapping[str, Any]) -> bytes:
    try:
        pdf = base64.b64decode(said.get("file") or "", validate=True)
    except (binascii.Error, TypeError, ValueError):
        return b""
    return pdf if pdf.startswith(b"%PDF-") else b""
