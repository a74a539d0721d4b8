"""Requests that may be the same letter twice: a partner's name that looks alike, within thirty days."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    return _same(plain(one), plain(other))


def _same(a: str, b: str) -> bool:
    """Of two plain names. The quick ratios are never below the slow one, which most pairs need not wait for."""
    if not a or not b or a == b:
        return bool(a and b)
    pair = SequenceMatcher(None, a, b)
    return pair.real_quick_ratio() >= _ALIKE and pair.quick_ratio() >= _ALIKE and pair.ratio() >= _ALIKE


class Recent:
    """The filed requests of the last thirty days: read once, for one letter or for a whole list."""

    def __init__(self, institution_id: int) -> None:
        rows = Request.objects.filter(
            institution_id=institution_id,
            state=RequestState.FILED,
            filed_at__gte=clock.now() - timedelta(days=_DAYS),
            case__isnull=False,
        )
        newest = rows.select_related("case").order_by("-filed_at")[:_MOST]
        self._rows = [(plain(request.partner_name), request) for request in newest]

    def like(self, name: str, letter_number: str = "", without: int = 0) -> tuple[Suspect, ...]:
        """Those that look like this one; a different letter number clears a request."""
        return tuple(self._like(plain(name), letter_number.strip(), without))

    def _like(self, name: str, number: str, without: int) -> Iterator[Suspect]:
        for other_name, request in self._rows:
            other = request.letter_number.strip()
            cleared = number and other and number != other
            if request.pk != without and request.case is not None and not cleared and _same(name, other_name):
                yield Suspect(request.case.ticket, request.case.slug, request.partner_name, other)


def suspects(*, institution_id: int, name: str, letter_number: str = "", without: int = 0) -> tuple[Suspect, ...]:
    """Filed requests of the last thirty days that look like this one."""
    return Recent(institution_id).like(name, letter_number, without)
