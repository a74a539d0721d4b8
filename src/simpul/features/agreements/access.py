"""The partner's way in: a secret link that opens the read-only view of one request, and codes for its acts.

Of a secret only the hash is stored. An unknown, an expired and a revoked link get the same answer for the same work.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from simpul.core.directory import attempts
from simpul.features.agreements.codes import Act, check_code, mint_code, open_code
from simpul.features.agreements.models import Request, TrackingLink
from simpul.lib import clock, ids
from simpul.rules.refusals import N_, Refusal

__all__ = ["Act", "check_code", "exchange", "link_stands", "mint_code", "mint_link", "open_code", "revoke"]

LINK_LIFETIME = timedelta(days=365)
DOOR = "link"


def mint_link(request_id: int, party_id: int | None = None) -> str:
    """A new secret for a request (and a party of it); returns the absolute address that goes into a mail."""
    secret = ids.secret()
    now = clock.now()
    TrackingLink.objects.create(
        request_id=request_id, party_id=party_id, token_hash=ids.digest(secret), created_at=now,
        expires_at=now + LINK_LIFETIME,
    )  # fmt: skip
    return f"{settings.PUBLIC_URL}/lacak/t/{secret}/"


def revoke(request_id: int, link_id: int | None = None) -> int:
    """Close one link of a request, or all of them; sessions opened with it end too. Returns how many."""
    links = TrackingLink.objects.filter(request_id=request_id, revoked_at__isnull=True)
    if link_id is not None:
        links = links.filter(pk=link_id)
    return links.update(revoked_at=clock.now())


def exchange(secret: str, network: str) -> TrackingLink:
    """The link of a secret, with its request. Raises LCK-01 (too many tries), LCK-09 (unknown, expired or revoked)."""
    with transaction.atomic():
        attempts.check(DOOR, network)
        now = clock.now()
        link = _standing().select_related("request").filter(token_hash=ids.digest(secret)).first()
        if link is None:
            attempts.failed(DOOR, network)
        else:
            TrackingLink.objects.filter(pk=link.pk).update(last_used_at=now)
    if link is None:
        raise Refusal("LCK-09", N_("This link does not open anything, or no longer. Ask for a fresh one below."))
    return link


def link_stands(link_id: int, request: Request) -> bool:
    """Whether the link by which a session was opened still counts."""
    return _standing().filter(pk=link_id, request=request).exists()


def _standing() -> QuerySet[TrackingLink]:
    now = clock.now()
    return TrackingLink.objects.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), revoked_at__isnull=True)
