"""Written limits of the open door: how many drafts and link mails one network may ask for."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest

from simpul.core.directory.attempts import host_of
from simpul.core.directory.models import Attempt
from simpul.lib import clock
from simpul.rules.refusals import N_, Refusal

_HOUR = timedelta(hours=1)
STARTS_PER_HOUR = 60
"""Whole hospitals sit behind one address, so this is generous."""
LINKS_PER_HOUR = 20


def _count(request: HttpRequest, door: str, most: int) -> bool:
    """Count one try of this network at ``door``; False when it has had its share of this hour."""
    subject, now = host_of(str(request.META.get("REMOTE_ADDR", ""))), clock.now()
    if Attempt.objects.filter(door=door, subject=subject, at__gte=now - _HOUR).count() >= most:
        return False
    Attempt.objects.create(door=door, subject=subject, at=now)
    return True


def count_start(request: HttpRequest) -> None:
    """Raises PGJ-05 when this network begins too many drafts."""
    if not _count(request, "draft", STARTS_PER_HOUR):
        raise Refusal("PGJ-05", N_("Very many requests were begun from your network. Try again in an hour."))


def may_ask_link(request: HttpRequest) -> bool:
    """Whether a lost-link mail is written for this network now."""
    return _count(request, "resume", LINKS_PER_HOUR)
