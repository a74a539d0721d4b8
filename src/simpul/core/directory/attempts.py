"""The stored tries against the doors (sign-in, links, ticket, code), judged by ``rules.attempts``.

No address and no name lies in the table: subjects are keyed hashes.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from simpul.core.directory.models import Attempt
from simpul.lib import clock
from simpul.rules.attempts import ACCOUNT, MEMORY, NETWORK, Ladder, Tally, decide, network, tally_of

_log = logging.getLogger("simpul.doors")
_SHOWN = 12  # digits of a subject in the log: enough to follow one siege


def network_of(address: str) -> str:
    """The network of an address, as it stands in the table."""
    return _keyed(network(address))


def host_of(address: str) -> str:
    """One address by itself, for doors that ask for patience and guard no secret."""
    return _keyed(f"host:{address}")


def account_of(name: str) -> str:
    """A typed e-mail address, a ticket or a request, as it stands in the table; whether it exists plays no part."""
    return _keyed(f"account:{name.strip().casefold()}")


def device_of(number: str, account: str) -> str:
    """One browser at one account, as it stands in the table."""
    return _keyed(f"device:{number}:{account}")


def _keyed(value: str) -> str:
    return salted_hmac("simpul.attempts", value, algorithm="sha256").hexdigest()


def check(door: str, network: str, account: str = "", device: str = "") -> None:
    """Let a guess through or raise LCK-01. Holds the locks of what it counts until the transaction ends.

    Without them, guesses sent at the same instant would all see the table as it was before the first of them.
    ``device``: the subject of a browser from which this account was entered before; then only its own tally counts.
    """
    now = clock.now()
    subjects = [device] if device else [network, account]
    for subject in filter(None, subjects):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{door}:{subject}"])
    own = device or account
    decision = decide(
        now,
        network=_tally(door, network, NETWORK, now),
        account=_tally(door, own, ACCOUNT, now) if own else None,
        known_device=bool(device),
    )
    if not decision.allowed:
        _tell("held back", door, network, account, seconds=decision.seconds)
        raise decision.refusal()


def failed(door: str, *subjects: str) -> None:
    """Count one wrong guess against each subject."""
    Attempt.objects.bulk_create(Attempt(door=door, subject=subject, at=clock.now()) for subject in subjects if subject)
    _tell("wrong", door, *subjects)


def passed(door: str, *accounts: str) -> None:
    """After a right guess the account's tally is dropped; the network's stays."""
    Attempt.objects.filter(door=door, subject__in=accounts).delete()


def sweep() -> int:
    """Drop the tries that no longer count; returns how many."""
    return Attempt.objects.filter(at__lt=clock.now() - MEMORY).delete()[0]


def _tell(what: str, door: str, *subjects: str, seconds: int = 0) -> None:
    """Into the log: which door, and by keyed hash whence and against whom. Never what was typed."""
    shown = " ".join(subject[:_SHOWN] or "-" for subject in subjects)
    _log.warning("%s door=%s subjects=%s wait=%d", what, door, shown, seconds)


def _tally(door: str, subject: str, ladder: Ladder, now: datetime) -> Tally | None:
    times = Attempt.objects.filter(door=door, subject=subject, at__gte=now - MEMORY).order_by("-at")
    return tally_of(times.values_list("at", flat=True)[: 2 * ladder.top], ladder)
