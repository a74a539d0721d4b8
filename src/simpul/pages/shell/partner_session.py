"""Which request the partner at this browser may read: named by the session, put there by a secret link or by filing."""

from __future__ import annotations

from django.http import HttpRequest

from simpul.features.agreements.access import link_stands
from simpul.features.agreements.models import Request, TrackingLink

REQUEST = "permohonan"
_LINK = "permohonan_tautan"
_PROOF = "permohonan_kode"


def open_session(http: HttpRequest, request: Request, link: TrackingLink | None = None) -> None:
    """Let this browser read ``request``; it ends when ``link`` is revoked. The session gets a new key."""
    http.session.cycle_key()
    http.session[REQUEST] = request.slug
    http.session.pop(_PROOF, None)
    http.session[_LINK] = [request.slug, link.pk] if link is not None else None


def close_session(http: HttpRequest) -> None:
    """Forget the request at this browser; an officer who is signed in stays so."""
    for key in (REQUEST, _LINK, _PROOF):
        http.session.pop(key, None)


def partner_request(http: HttpRequest) -> Request | None:
    """The request that this browser may read, with institution and case; None for a stranger or a revoked link."""
    slug = http.session.get(REQUEST)
    if not slug:
        return None
    found = Request.objects.select_related("institution", "case").filter(slug=slug).first()
    if found is None or not _link_counts(http, found):
        close_session(http)
        return None
    return found


def session_party(http: HttpRequest, request: Request) -> int:
    """The party for whom this browser opened the request: that of its link, else the partner who asked; 0 for none."""
    told = http.session.get(_LINK)
    if told and told[0] == request.slug:
        party = TrackingLink.objects.filter(pk=told[1]).values_list("party_id", flat=True).first()
        if party is not None:
            return party
    asker = request.parties.filter(is_host=False).order_by("order").values_list("pk", flat=True).first()
    return asker or 0


def _link_counts(http: HttpRequest, request: Request) -> bool:
    told = http.session.get(_LINK)
    return not told or told[0] != request.slug or link_stands(told[1], request)
