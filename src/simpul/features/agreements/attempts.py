"""The stored tries against a partner's doors (link, ticket, code), judged by ``rules.attempts``."""

from __future__ import annotations

import ipaddress
from datetime import datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from simpul.features.agreements.models import Attempt
from simpul.lib import clock
from simpul.rules.attempts import ACCOUNT, MEMORY, NETWORK, Ladder, Tally, decide, tally_of


def network_of(address: str) -> str:
    """What counts as one network: an IPv4 address, an IPv6 /64; keyed, so that no address lies in the table."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return _keyed("unknown")
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False).network_address
    return _keyed(str(ip))


def _keyed(value: str) -> str:
    return salted_hmac("simpul.attempts", value, algorithm="sha256").hexdigest()


def account_of(name: str) -> str:
    """A ticket or a request, as it stands in the table."""
    return _keyed(f"account:{name}")


def check(door: str, network: str, account: str = "") -> None:
    """Let a guess through or raise LCK-01. Holds the network's lock until the transaction ends.

    Without the lock, guesses sent at the same instant would all see the table as it was before the first of them.
    """
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{door}:{network}"])
    decision = decide(
        now,
        network=_tally(door, network, NETWORK, now),
        account=_tally(door, account, ACCOUNT, now) if account else None,
    )
    if not decision.allowed:
        raise decision.refusal()


def failed(door: str, *subjects: str) -> None:
    """Count one wrong guess against each subject."""
    Attempt.objects.bulk_create(Attempt(door=door, subject=subject, at=clock.now()) for subject in subjects if subject)


def passed(door: str, account: str) -> None:
    """After a right guess the account's tally is dropped; the network's stays."""
    Attempt.objects.filter(door=door, subject=account).delete()


def sweep() -> int:
    """Drop the tries that no longer count; returns how many."""
    return Attempt.objects.filter(at__lt=clock.now() - MEMORY).delete()[0]


def _tally(door: str, subject: str, ladder: Ladder, now: datetime) -> Tally | None:
    times = Attempt.objects.filter(door=door, subject=subject, at__gte=now - MEMORY).order_by("-at")
    return tally_of(times.values_list("at", flat=True)[: 2 * ladder.top], ladder)
