"""Requests that may be the same letter twice: a partner's name that looks alike, within thirty days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher

from simpul.features.agreements.models import Request
from simpul.features.agreements.models_request import RequestState
from simpul.lib import clock

_DAYS = 30
_MOST = 500
_ALIKE = 0.84
_FORMS = {"pt", "cv", "tbk", "persero", "kabupaten", "kab", "kota", "provinsi", "prov", "dan"}


@dataclass(frozen=True, slots=True)
class Suspect:
    """A request that looks like the asked one, with the case it became."""

    ticket: str
    slug: str
    partner_name: str
    letter_number: str


def plain(name: str) -> str:
    """A name without legal form, punctuation and case: "PT. Surya Contoh, Tbk" -> "surya contoh"."""
    words = re.findall(r"\w+", name.casefold())
    kept = [word for word in words if word not in _FORMS]
    return " ".join(kept or words)


def alike(one: str, other: str) -> bool:
    """Whether two names of partners are likely the same one."""
    a, b = plain(one), plain(other)
    return bool(a and b) and (a == b or SequenceMatcher(None, a, b).ratio() >= _ALIKE)


def suspects(*, institution_id: int, name: str, letter_number: str = "", without: int = 0) -> tuple[Suspect, ...]:
    """Filed requests of the last thirty days that look like this one; a different letter number clears a request."""
    recent = (
        Request.objects.filter(
            institution_id=institution_id,
            state=RequestState.FILED,
            filed_at__gte=clock.now() - timedelta(days=_DAYS),
            case__isnull=False,
        )
        .exclude(pk=without)
        .select_related("case")
        .order_by("-filed_at")[:_MOST]
    )
    return tuple(_suspects(recent, name, letter_number.strip()))


def _suspects(recent: Iterable[Request], name: str, number: str) -> Iterable[Suspect]:
    for request in recent:
        other = request.letter_number.strip()
        if (number and other and number != other) or not alike(name, request.partner_name) or request.case is None:
            continue
        yield Suspect(request.case.ticket, request.case.slug, request.partner_name, other)
